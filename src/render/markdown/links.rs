//! Links, images and the text between them.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events::Events;
use super::url::{self, Reach};
use super::writer::{Frame, Writer};
use super::{autolink, escape};
use crate::view::page::LinkTarget;

/// How far ahead the end of an image may be that is to be a figure.
const MAX_ALT: usize = 200;

/// What every image has: it is fetched when it is scrolled to, and shown when it is ready.
pub const LATE: &str = " loading=\"lazy\" decoding=\"async\"";

impl Writer<'_> {
    /// Opens a link, and closes it when its text is not that of the author.
    pub(super) fn link(&mut self, tag: &Tag<'_>, start: usize, events: &mut Events<'_>) {
        let Tag::Link { link_type, dest_url, title, .. } = tag else { return };
        let target = self.prose.links.get(&start);
        let href: Option<Cow<'_, str>> = match target {
            Some(LinkTarget::Href(href) | LinkTarget::Titled { href, .. }) => Some(href.as_str().into()),
            Some(LinkTarget::Text) => None,
            // The name of an entry is no address.
            None if matches!(link_type, LinkType::WikiLink { .. }) => None,
            None if *link_type == LinkType::Email => Some(format!("mailto:{}", escape::url(dest_url)).into()),
            None => Some(escape::url(dest_url).into()),
        };
        let open = self.anchor(href.as_deref(), title);
        let link = !open.is_empty();
        self.out.push_str(&open);
        self.push_frame(Frame::Markdown { close: if link { "</a>" } else { "" }.into(), level: true, link });
        if let (Some(LinkTarget::Titled { title, .. }), LinkType::WikiLink { has_pothole: false }) = (target, link_type)
        {
            escape::push(&mut self.out, title);
            events.skip_element();
            self.close();
        }
    }

    /// The tag that opens a link to that address; empty when it may not be one, or already stands in one.
    fn anchor(&self, href: Option<&str>, title: &str) -> String {
        let Some((href, reach)) = href.and_then(|href| Some((href, url::link(href)?))).filter(|_| self.links == 0)
        else {
            return String::new();
        };
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::text(title)) };
        format!("<a href=\"{}\"{title}{}>", escape::text(href), outside(reach))
    }

    /// Writes an image, or its alternative text where its address is refused.
    pub(super) fn image(&mut self, tag: &Tag<'_>, start: usize, events: &mut Events<'_>) {
        let alt = words(events);
        let Tag::Image { title, .. } = tag else { return };
        match self.source(tag, start).map(Cow::into_owned) {
            Some(src) => {
                let title =
                    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::text(title)) };
                self.img(&src, start, &alt, &title);
            }
            None => escape::push(&mut self.out, &alt),
        }
    }

    fn img(&mut self, src: &str, start: usize, alt: &str, title: &str) {
        let (src, alt) = (escape::text(src), escape::text(alt));
        let size = self.size(start);
        self.out += &format!("<img src=\"{src}\" alt=\"{alt}\"{title}{size}{LATE}>");
    }

    /// The attributes that say how large the picture is whose address stands there.
    pub(super) fn size(&self, start: usize) -> String {
        let size = self.prose.sizes.get(&start);
        size.map_or_else(String::new, |size| format!(" width=\"{}\" height=\"{}\"", size.width, size.height))
    }

    /// The address of an image, unless it is refused.
    fn source<'t>(&'t self, image: &'t Tag<'_>, start: usize) -> Option<Cow<'t, str>> {
        let Tag::Image { link_type, dest_url, .. } = image else { return None };
        let src: Option<Cow<'_, str>> = match self.prose.links.get(&start) {
            Some(LinkTarget::Href(href) | LinkTarget::Titled { href, .. }) => Some(href.as_str().into()),
            Some(LinkTarget::Text) => None,
            None if matches!(link_type, LinkType::WikiLink { .. }) => None,
            None => Some(escape::url(dest_url).into()),
        };
        src.filter(|src| url::image(src))
    }

    /// Writes the paragraph that has just started as a figure, if it holds one image with a title and nothing else.
    pub(super) fn figure(&mut self, events: &mut Events<'_>) -> bool {
        let Some((tag, start)) = lone_image(events) else { return false };
        let Tag::Image { title, .. } = &tag else { return false };
        let Some(src) = self.source(&tag, start).map(Cow::into_owned) else { return false };
        events.next();
        let alt = words(events);
        events.skip_element();
        self.fresh_line();
        self.uses.insert("figures");
        self.out.push_str("<figure class=\"pic\">");
        self.img(&src, start, &alt, "");
        self.out += &format!("<figcaption>{}</figcaption></figure>\n", escape::text(title));
        true
    }

    /// Writes text, bare addresses in it as links.
    pub(super) fn text(&mut self, first: &str, events: &mut Events<'_>) {
        // The parser cuts text wherever a mark could have begun, so addresses come in pieces.
        let mut text = Cow::Borrowed(first);
        while let Some(Event::Text(next)) = events.peek(0) {
            text.to_mut().push_str(next);
            events.next();
        }
        if self.links > 0 {
            escape::push(&mut self.out, &text);
            return;
        }
        let mut done = 0;
        for found in autolink::find(&text) {
            let shown = &text[found.range.clone()];
            let open = self.anchor(Some(&escape::url(&format!("{}{shown}", found.prefix))), "");
            escape::push(&mut self.out, &text[done..found.range.start]);
            let close = if open.is_empty() { "" } else { "</a>" };
            self.out += &format!("{open}{}{close}", escape::text(shown));
            done = found.range.end;
        }
        escape::push(&mut self.out, &text[done..]);
    }
}

/// What the rest of an element says without its marks.
fn words(events: &mut Events<'_>) -> String {
    let mut words = String::new();
    events.inside(|event, _| match event {
        Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
            words.push_str(&text);
        }
        Event::SoftBreak | Event::HardBreak => words.push(' '),
        _ => {}
    });
    words
}

/// The image with a title that is all of the paragraph that has just started, and where it stands.
fn lone_image<'a>(events: &mut Events<'a>) -> Option<(Tag<'a>, usize)> {
    let (Event::Start(tag @ Tag::Image { title, .. }), range) = events.peek_placed(0)? else { return None };
    if title.trim().is_empty() {
        return None;
    }
    let image = (tag.clone(), range.start);
    let mut depth = 1;
    for i in 1..MAX_ALT {
        match events.peek(i)? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return matches!(events.peek(i + 1), Some(Event::End(TagEnd::Paragraph))).then_some(image);
        }
    }
    None
}

/// What a link to another site has besides its address.
pub fn outside(reach: Reach) -> &'static str {
    match reach {
        Reach::Outside => " class=\"ext\" rel=\"noopener\" aria-describedby=\"kb-ext\"",
        Reach::Inside => "",
    }
}
