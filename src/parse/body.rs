//! One walk over the Markdown: headings, links with their sentences, text by sections.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use super::html;
use super::{Document, Heading, Link, LinkKind, Sentence, Slugs, TextSection, markdown};

/// Longest text shown on each side of a link.
const AROUND: usize = 140;

/// Fills in what the body of a document holds.
pub(super) fn read(document: &mut Document) {
    let text = document.body.clone();
    let mut undefined = Vec::new();
    let mut note_undefined = |link: BrokenLink<'_>| {
        // `[x]` alone is ordinary text far more often than a forgotten definition.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push((link.span.clone(), link.reference.to_string()));
        }
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let parser = Parser::new_with_broken_link_callback(&text, markdown::options(), Some(&mut note_undefined));
    let mut walk = Walk::new(document);
    for (event, range) in parser.into_offset_iter() {
        walk.step(event, range);
    }
    walk.end();
    for (span, name) in undefined {
        push_undefined(document, span, name);
    }
    document.links.sort_by_key(|link| link.start);
    document.links.dedup_by(|a, b| a.kind == LinkKind::Undefined && a.kind == b.kind && a.start == b.start);
}

fn push_undefined(document: &mut Document, span: Range<usize>, name: String) {
    let section = document.headings.iter().rposition(|heading| heading.span.start <= span.start);
    let link = Link {
        kind: LinkKind::Undefined,
        target: name,
        start: span.start,
        span: document.in_file(&span),
        quote: Sentence::default(),
        section,
    };
    document.links.push(link);
}

/// A heading that is being read.
struct OpenHeading {
    level: HeadingLevel,
    id: Option<String>,
    span: Range<usize>,
}

struct Walk<'a> {
    document: &'a mut Document,
    slugs: Slugs,
    depth: usize,
    heading: Option<OpenHeading>,
    in_code: bool,
    /// Text of the block being read, and the links in it with their ranges there.
    inline: String,
    waiting: Vec<(Link, Range<usize>)>,
    /// Links whose text is being read: innermost last, with the start of their text in `inline`.
    open: Vec<(Link, usize)>,
    /// A block of raw HTML being read: its text, and where each of its lines begins there and in the body.
    html: Option<(String, Vec<(usize, usize)>)>,
    /// Where addresses in raw HTML were found already.
    seen: BTreeSet<usize>,
    /// Neighbouring pieces of plain text, joined, to find footnotes that have no definition.
    plain: Option<Range<usize>>,
    footnotes: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    fn new(document: &'a mut Document) -> Self {
        document.sections.push(TextSection::default());
        Walk {
            document,
            slugs: Slugs::default(),
            depth: 0,
            heading: None,
            in_code: false,
            inline: String::new(),
            waiting: Vec::new(),
            open: Vec::new(),
            html: None,
            seen: BTreeSet::new(),
            plain: None,
            footnotes: BTreeSet::new(),
        }
    }

    fn step(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.inline.push_str(&text),
            Event::InlineMath(_) if !markdown::is_formula(&self.document.body, &range) => {
                self.text(&self.document.body.clone()[range.clone()], range);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.inline.push_str(&text),
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text, range),
            Event::SoftBreak | Event::HardBreak => self.inline.push(' '),
            Event::Rule => self.block(range),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn block(&mut self, range: Range<usize>) {
        if self.depth == 0 {
            self.document.blocks.push(range);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                let wiki = matches!(link_type, LinkType::WikiLink { .. });
                let kind = if wiki { LinkKind::Wiki } else { LinkKind::Markdown };
                let target =
                    if matches!(link_type, LinkType::Email) { format!("mailto:{dest_url}") } else { dest_url.into() };
                self.open_link(kind, target, range);
            }
            Tag::Image { dest_url, .. } => self.open_link(LinkKind::Image, dest_url.into(), range),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            block => self.start_block(block, range),
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.block(range.clone());
        self.flush();
        self.depth += 1;
        match tag {
            Tag::Heading { level, id, .. } => {
                self.heading = Some(OpenHeading { level, id: id.map(|id| id.to_string()), span: range });
            }
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::HtmlBlock => self.html = Some((String::new(), Vec::new())),
            Tag::FootnoteDefinition(name) => {
                self.footnotes.insert(name.to_string());
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Heading(_) => {
                self.depth -= 1;
                self.finish_heading();
            }
            _ => {
                self.depth -= 1;
                self.in_code = false;
                if let Some((html, lines)) = self.html.take() {
                    self.addresses(&html, &lines);
                }
                self.flush();
            }
        }
    }

    fn finish_heading(&mut self) {
        let Some(open) = self.heading.take() else {
            return;
        };
        let title = self.inline.trim().to_owned();
        let id = self.slugs.unique(&title, open.id.as_deref());
        let heading = Heading { level: open.level as u8, title, id, span: open.span };
        let index = self.document.headings.len();
        self.document.headings.push(heading);
        for (link, _) in &mut self.waiting {
            link.section = Some(index);
        }
        self.settle_links();
        self.document.sections.push(TextSection { heading: Some(index), text: String::new() });
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        self.inline.push_str(text);
        if self.in_code {
            return;
        }
        // Escaped brackets come as text whose range leaves out the backslash: joining only direct neighbours keeps
        // `\[^x]` apart from `[^x]`.
        self.plain = match self.plain.take() {
            Some(before) if before.end == range.start => Some(before.start..range.end),
            other => {
                self.plain = other;
                self.find_undefined_footnotes();
                Some(range)
            }
        };
    }

    fn find_undefined_footnotes(&mut self) {
        let Some(range) = self.plain.take() else {
            return;
        };
        let escaped = self.document.body[..range.start].ends_with('\\');
        let text = &self.document.body[range.clone()];
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find("[^").map(|offset| at + offset) {
            at = open + 2;
            let Some(close) = text[at..].find(']').map(|offset| at + offset) else {
                break;
            };
            let name = &text[at..close];
            let plausible = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '[');
            if plausible && !(open == 0 && escaped) {
                found.push((range.start + open..range.start + close + 1, format!("^{name}")));
            }
        }
        for (span, name) in found {
            push_undefined(self.document, span, name);
        }
    }

    /// A piece of raw HTML. Lines of a block are read one by one and once more together: a tag may go on in the next
    /// line, and a quotation mark that is never closed must not hide the lines after it.
    fn html(&mut self, text: &str, range: Range<usize>) {
        self.addresses(text, &[(0, range.start)]);
        if let Some((joined, lines)) = &mut self.html {
            lines.push((joined.len(), range.start));
            joined.push_str(text);
        }
    }

    /// Addresses in raw HTML; `lines` says where its pieces begin in it and in the body.
    fn addresses(&mut self, html: &str, lines: &[(usize, usize)]) {
        for address in html::addresses(html) {
            let kind = if address.source { LinkKind::HtmlSource } else { LinkKind::Html };
            let line = lines.partition_point(|(from, _)| *from <= address.span.start).saturating_sub(1);
            let (from, start) = lines[line];
            let start = start + address.span.start - from;
            let length = address.span.len();
            if !self.seen.insert(start) {
                continue;
            }
            let mut link = self.link(kind, address.value, start..start);
            // In containers such as quotes the text differs from the source; the start alone is marked then.
            if self.document.body.get(start..start + length) == Some(link.target.as_str()) {
                link.span = self.document.in_file(&(start..start + length));
            }
            self.document.links.push(link);
        }
    }

    fn link(&self, kind: LinkKind, target: String, range: Range<usize>) -> Link {
        let written = &self.document.body[range.clone()];
        // The last place: `[a](a)` names the address in its second half, `[[a|a]]` in its first.
        let place = if kind == LinkKind::Wiki { written.find(&target) } else { written.rfind(&target) };
        let span = place
            .filter(|_| !target.is_empty())
            .map_or(range.clone(), |at| range.start + at..range.start + at + target.len());
        Link {
            kind,
            target,
            start: range.start,
            span: self.document.in_file(&span),
            quote: Sentence::default(),
            section: self.document.headings.len().checked_sub(1),
        }
    }

    fn open_link(&mut self, kind: LinkKind, target: String, range: Range<usize>) {
        self.find_undefined_footnotes();
        // In a table the bar of `[[id\|text]]` is escaped, and the backslash would stay with the id.
        let target = if kind == LinkKind::Wiki { target.trim_end_matches('\\').trim().to_owned() } else { target };
        let link = self.link(kind, target, range);
        self.open.push((link, self.inline.len()));
    }

    fn close_link(&mut self) {
        if let Some((link, from)) = self.open.pop() {
            self.waiting.push((link, from..self.inline.len()));
        }
    }

    /// Ends a block's text: it goes to its section, and links get their sentences.
    fn flush(&mut self) {
        self.find_undefined_footnotes();
        if self.heading.is_none() {
            let text = self.inline.trim_end();
            // What makes an alert of a quote is no text for readers.
            let text = markdown::alert_head(text).map_or(text, |head| &text[head.title..]);
            if !text.is_empty()
                && let Some(section) = self.document.sections.last_mut()
            {
                section.text.push_str(text);
                section.text.push('\n');
            }
        }
        self.settle_links();
    }

    fn settle_links(&mut self) {
        for (mut link, range) in std::mem::take(&mut self.waiting) {
            link.quote = sentence(&self.inline, &range);
            self.document.links.push(link);
        }
        self.inline.clear();
    }

    fn end(mut self) {
        self.flush();
        let footnotes = std::mem::take(&mut self.footnotes);
        self.document.links.retain(|link| {
            link.kind != LinkKind::Undefined
                || !link.target.strip_prefix('^').is_some_and(|name| footnotes.contains(name))
        });
    }
}

/// The sentence of `text` that `range` stands in, cut around it and to a readable length.
fn sentence(text: &str, range: &Range<usize>) -> Sentence {
    // Only what can be shown is looked at: a block of megabytes may hold thousands of links.
    let before = &text[floor(text, range.start.saturating_sub(AROUND * 5))..range.start];
    let start = ends(before).last().unwrap_or(0);
    let after = &text[range.end..floor(text, range.end + AROUND * 5)];
    let end = ends(after).next().unwrap_or(after.len());
    Sentence {
        before: cut_start(before[start..].trim_start()),
        link: text[range.clone()].to_owned(),
        after: cut_end(after[..end].trim_end()),
    }
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte.min(text.len()))
}

/// Where sentences end in a text: after `.`, `?` or `!` and a blank.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    (1..bytes.len()).filter(move |&i| bytes[i] == b' ' && matches!(bytes[i - 1], b'.' | b'?' | b'!'))
}

fn cut_start(text: &str) -> String {
    let count = text.chars().count();
    if count <= AROUND {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(count - AROUND).collect();
    let word = kept.find(' ').map_or(0, |at| at + 1);
    format!("…{}", &kept[word..])
}

fn cut_end(text: &str) -> String {
    if text.chars().count() <= AROUND {
        return text.to_owned();
    }
    let kept: String = text.chars().take(AROUND).collect();
    let word = kept.rfind(' ').unwrap_or(kept.len());
    format!("{}…", &kept[..word])
}
