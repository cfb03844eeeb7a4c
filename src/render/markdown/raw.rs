//! Raw HTML, made safe.
//!
//! Tags are judged one by one and written anew. What raw HTML opens ends, at the latest, with the element of Markdown
//! around it, and its end tags close nothing but what it opened itself. Text, comments and tags in a block of HTML are
//! cut apart by [`token`]; what is kept, [`allowed`] says.

pub mod allowed;
mod token;

use std::ops::Range;

use pulldown_cmark::Event;

use self::token::{Attribute, Tag, Token, Tokens};
use super::events::Events;
use super::writer::{Frame, Writer};
use super::{MAX_NESTING, escape, links, tabs, url};
use crate::view::page::{LinkTarget, RawHtml};

/// How far the end tag of an element that goes with its content may be.
const MAX_AHEAD: usize = 1_000;

/// What is said with everything that was taken out.
const CURE: &str = "write it in Markdown, or remove it";

/// Raw HTML and where it stands in the text.
struct Fragment<'a> {
    html: String,
    /// The events it is made of: where each starts in the HTML, and its range in the text.
    events: Vec<(usize, Range<usize>)>,
    source: &'a str,
}

impl<'a> Fragment<'a> {
    fn new(source: &'a str) -> Fragment<'a> {
        Fragment { html: String::new(), events: Vec::new(), source }
    }

    fn push(&mut self, html: &str, range: Range<usize>) {
        self.events.push((self.html.len(), range));
        self.html.push_str(html);
    }

    /// The event around a place of the HTML: where it starts there, and its range in the text.
    fn event(&self, at: usize) -> (usize, Range<usize>) {
        let before = self.events.partition_point(|(start, _)| *start <= at);
        self.events.get(before.saturating_sub(1)).cloned().unwrap_or_default()
    }

    /// The key under which the address at a place of the HTML is known. It counts bytes of the event, also where a
    /// list or a quote cuts its lines, because `parse` does so.
    fn key(&self, at: usize) -> usize {
        let (start, range) = self.event(at);
        range.start + at - start
    }

    /// The range of the text behind a range of the HTML that stands in one line.
    fn span(&self, range: Range<usize>) -> Range<usize> {
        let (start, event) = self.event(range.start);
        if self.source[event.clone()].starts_with(&self.html[start..range.end]) {
            return event.start + range.start - start..event.start + range.end - start;
        }
        // In a list or a quote the lines of a tag have marks before them in the text, and none here.
        let mut place = event.start;
        for line in self.html[start..range.start].split_inclusive('\n') {
            let found = self.source[place..event.end].find(line.trim_end()).unwrap_or_default();
            place = self.source.floor_char_boundary((place + found + line.len()).min(event.end));
        }
        let first = self.html[range].lines().next().unwrap_or_default();
        match self.source[place..event.end].find(first) {
            Some(found) => place + found..place + found + first.len(),
            None => event,
        }
    }
}

impl<'a> Writer<'a> {
    /// Writes a block of HTML.
    pub(super) fn html_block(&mut self, events: &mut Events<'a>) {
        let mut fragment = Fragment::new(&self.prose.text);
        events.inside(|event, range| {
            if let Event::Html(html) | Event::Text(html) = event {
                fragment.push(&html, range);
            }
        });
        if tabs::is_comment(&fragment.html) {
            self.tabs(events);
            return;
        }
        self.fresh_line();
        // `<T>` alone on a line is a block of HTML to Markdown, and a paragraph to whoever wrote it.
        let is_text = match Tokens::new(fragment.html.trim_start()).next() {
            Some(Token::Open(tag) | Token::Close(tag)) => !allowed::is_html(&tag.name),
            _ => false,
        };
        if self.prose.raw_html == RawHtml::Escape || is_text {
            self.out += &format!("<p>{}</p>\n", escape::text(fragment.html.trim()));
        } else {
            self.raw(&fragment);
        }
    }

    /// Writes a tag inside a text, or passes over it and its content if that goes with it.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>, events: &mut Events<'_>) {
        if self.prose.raw_html == RawHtml::Escape {
            escape::push(&mut self.out, html);
            return;
        }
        let mut fragment = Fragment::new(&self.prose.text);
        fragment.push(html, range);
        self.raw(&fragment);
        if let Some(Token::Open(tag)) = Tokens::new(html).next()
            && let Some(end) = self.end_of_content(&tag.name, events)
        {
            (0..=end).for_each(|_| drop(events.next()));
        }
    }

    /// How many events ahead the end tag of an element is that goes with its content, if the text around has one.
    fn end_of_content(&mut self, name: &str, events: &mut Events<'_>) -> Option<usize> {
        let name = allowed::WITH_CONTENT.iter().find(|known| **known == name)?;
        if self.unclosed.get(name).is_some_and(|end| events.taken() < *end) {
            return None;
        }
        let mut depth = 0;
        for i in 0..MAX_AHEAD {
            match events.peek(i) {
                Some(Event::Start(_)) => depth += 1,
                None | Some(Event::End(_)) if depth == 0 => break,
                Some(Event::End(_)) => depth -= 1,
                Some(Event::InlineHtml(html)) if depth == 0 => match Tokens::new(html).next() {
                    Some(Token::Close(tag)) if tag.name == *name => return Some(i),
                    _ => {}
                },
                _ => {}
            }
            self.unclosed.insert(name, events.taken() + i);
        }
        None
    }

    fn raw(&mut self, fragment: &Fragment<'_>) {
        let mut unclosed = Vec::new();
        let mut tokens = Tokens::new(&fragment.html);
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text) => push_raw(&mut self.out, text),
                Token::Comment => {}
                Token::Other(range) => {
                    let start = fragment.html[range.clone()].chars().take(9).collect::<String>();
                    self.removed(fragment, range, format!("`{start}\u{2026}` was taken out"));
                }
                Token::Open(tag) => {
                    let with_content = allowed::WITH_CONTENT.contains(&tag.name.as_str());
                    self.open_tag(fragment, &tag);
                    if with_content && !unclosed.contains(&tag.name) && !tokens.skip_past(&tag.name) {
                        if matches!(tag.name.as_str(), "script" | "style") {
                            // All of it is code.
                            tokens.skip_all();
                        }
                        unclosed.push(tag.name);
                    }
                }
                Token::Close(tag) => self.close_tag(fragment, &tag),
            }
        }
    }

    fn open_tag(&mut self, fragment: &Fragment<'_>, tag: &Tag<'_>) {
        let Some(element) = allowed::element(&tag.name) else {
            if allowed::is_html(&tag.name) {
                self.removed(fragment, tag.range.clone(), format!("`<{}>` was taken out", tag.name));
            } else {
                escape::push(&mut self.out, &fragment.html[tag.range.clone()]);
            }
            return;
        };
        if element.name == "a" && self.links > 0 {
            return;
        }
        self.imply_ends(element.name);
        let is_void = allowed::VOID.contains(&element.name);
        if !is_void && self.levels >= MAX_NESTING {
            if self.problems.goes_on("limit") {
                let message = format!("HTML nested more than {MAX_NESTING} levels deep");
                self.limit(fragment.span(tag.range.clone()), message);
            }
            return;
        }
        let attributes = self.attributes(fragment, tag, element);
        if element.name == "img" {
            self.raw_image(fragment, tag, &attributes);
            return;
        }
        self.has_raw = true;
        self.out += &format!("<{}{attributes}>", element.name);
        if !is_void {
            self.push_frame(Frame::Raw(element.name));
        }
    }

    /// An image whose address was refused is its alternative text, as one of Markdown is.
    fn raw_image(&mut self, fragment: &Fragment<'_>, tag: &Tag<'_>, attributes: &str) {
        let alt = tag.attributes.iter().find(|attribute| attribute.name == "alt").and_then(|a| a.value);
        if attributes.contains(" src=\"") {
            self.has_raw = true;
            let alt = if alt.is_none() { " alt=\"\"" } else { "" };
            let sized = attributes.contains(" width=\"") || attributes.contains(" height=\"");
            let source = tag.attributes.iter().find(|attribute| attribute.name == "src").filter(|_| !sized);
            let size = source.map_or_else(String::new, |source| self.size(fragment.key(source.value_start)));
            self.out += &format!("<img{attributes}{alt}{size}{}>", links::LATE);
        } else {
            push_raw(&mut self.out, alt.unwrap_or_default());
        }
    }

    fn attributes(&mut self, fragment: &Fragment<'_>, tag: &Tag<'_>, element: &allowed::Element) -> String {
        let mut out = String::new();
        let mut seen: Vec<&str> = Vec::new();
        for attribute in &tag.attributes {
            let name = attribute.name.as_str();
            if seen.contains(&name) {
                continue;
            }
            // Of hundreds of attributes none is honest, and each is compared with all before it.
            if seen.len() == 100 {
                break;
            }
            seen.push(name);
            let known = allowed::GLOBAL.contains(&name) || element.attributes.contains(&name);
            let value = attribute.value.unwrap_or_default();
            let written = match name {
                _ if !known || !allowed::is_value(name, value) => None,
                "href" | "src" => match self.raw_address(fragment, attribute) {
                    Address::Written(html) => Some(html),
                    Address::Refused => None,
                    // Whoever judged it has reported it.
                    Address::Text => continue,
                },
                _ if attribute.value.is_none() => Some(format!(" {name}")),
                _ => Some(format!(" {name}=\"{}\"", raw_value(value))),
            };
            match written {
                Some(html) => out.push_str(&html),
                None => {
                    let name: String = name.chars().take(40).collect();
                    let message = format!("`{name}` of `<{}>` was taken out", element.name);
                    self.removed(fragment, attribute.range.clone(), message);
                }
            }
        }
        out
    }

    fn raw_address(&self, fragment: &Fragment<'_>, attribute: &Attribute<'_>) -> Address {
        let value = attribute.value.unwrap_or_default();
        let (address, html) = match self.prose.links.get(&fragment.key(attribute.value_start)) {
            Some(LinkTarget::Text) => return Address::Text,
            Some(LinkTarget::Href(href) | LinkTarget::Titled { href, .. }) => (href.clone(), escape::text(href)),
            None => (decode(value), raw_value(value)),
        };
        if attribute.name == "src" {
            return if url::image(&address) { Address::Written(format!(" src=\"{html}\"")) } else { Address::Refused };
        }
        match url::link(&address) {
            Some(reach) => Address::Written(format!(" href=\"{html}\"{}", links::outside(reach))),
            None => Address::Refused,
        }
    }

    /// Ends what the start of that element ends: `<li>` the one before it.
    fn imply_ends(&mut self, name: &str) {
        let (ends, within) = allowed::implied_ends(name);
        let mut last = None;
        for (i, frame) in self.frames.iter().enumerate().rev() {
            match frame {
                Frame::Raw(open) if ends.contains(open) => last = Some(i),
                Frame::Raw(open) if !within.contains(open) => {}
                _ => break,
            }
        }
        if let Some(last) = last {
            self.close_frames(last);
        }
    }

    fn close_tag(&mut self, fragment: &Fragment<'_>, tag: &Tag<'_>) {
        if !allowed::is_html(&tag.name) {
            escape::push(&mut self.out, &fragment.html[tag.range.clone()]);
            return;
        }
        let open = self.frames.iter().enumerate().rev().map_while(|(i, frame)| match frame {
            Frame::Raw(name) => Some((i, *name)),
            Frame::Markdown { .. } => None,
        });
        if let Some((i, _)) = open.into_iter().find(|(_, name)| *name == tag.name) {
            self.close_frames(i);
        }
    }

    /// Closes what raw HTML opened in the innermost element of Markdown.
    pub(super) fn close_raw(&mut self) {
        let markdown = self.frames.iter().rposition(|frame| matches!(frame, Frame::Markdown { .. }));
        self.close_frames(markdown.map_or(0, |i| i + 1));
    }

    /// Closes elements of raw HTML until only `left` frames are left.
    fn close_frames(&mut self, left: usize) {
        for frame in self.frames.drain(left..).rev() {
            if let Frame::Raw(name) = frame {
                self.out += &format!("</{name}>");
                self.levels -= 1;
                self.links -= usize::from(name == "a");
            }
        }
    }

    fn removed(&mut self, fragment: &Fragment<'_>, range: Range<usize>, message: String) {
        if self.problems.goes_on("html-removed") {
            self.problems.add("html-removed", fragment.span(range), message, Some(CURE.to_owned()));
        }
    }
}

/// What becomes of the address in a tag.
enum Address {
    /// This attribute.
    Written(String),
    /// Nothing.
    Refused,
    /// Nothing, as was decided before.
    Text,
}

/// Text of raw HTML: its entities stay, tags it cannot hold any more.
fn push_raw(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
}

fn raw_value(value: &str) -> String {
    let mut out = String::new();
    push_raw(&mut out, value);
    out.replace('"', "&quot;")
}

/// An attribute's value as a browser reads it, as far as it matters for a scheme: [`super::clean`] reads all of it.
fn decode(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let digits = |c: char| !c.is_ascii_digit();
        let end = match rest.as_bytes() {
            [b'#', b'x' | b'X', ..] => rest[2..].find(|c: char| !c.is_ascii_hexdigit()).map(|end| end + 2),
            [b'#', ..] => rest[1..].find(digits).map(|end| end + 1),
            _ => rest.find(|c: char| !c.is_ascii_alphanumeric()),
        };
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        match entity(name) {
            Some(c) => {
                out.push(c);
                rest = after.strip_prefix(';').unwrap_or(after);
            }
            None => out.push('&'),
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code);
    }
    Some(match name {
        "amp" | "AMP" => '&',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        "sol" => '/',
        "bsol" => '\\',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}
