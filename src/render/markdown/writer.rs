//! The walk over the events of a text: blocks, and what opens and closes around them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, Parser, Tag};

use super::footnotes::Footnotes;
use super::highlight::Budget;
use super::problems::Problems;
use super::table::TableState;
use super::{Highlighter, MAX_HEADING, MAX_NESTING, MAX_PAGE, Rendered, clean, escape};
use crate::parse::markdown::options;
use crate::view::page::Prose;

/// An event and where it stands in the text.
pub type Placed<'a> = (Event<'a>, Range<usize>);

/// An element that is open.
#[derive(Clone, Debug)]
pub enum Frame {
    /// Opened by Markdown. Raw HTML never closes it, and what raw HTML opened in it ends with it.
    Markdown {
        close: Cow<'static, str>,
        /// It counts as a level of nesting.
        level: bool,
        /// It is a link.
        link: bool,
    },
    /// Opened by a tag of raw HTML of that name.
    Raw(&'static str),
}

/// The HTML so far, and all that the rest of it depends on.
pub struct Writer<'a> {
    pub(super) prose: &'a Prose,
    pub(super) highlighter: &'a Highlighter,
    pub(super) out: String,
    pub(super) frames: Vec<Frame>,
    /// Levels of nesting among the frames.
    pub(super) levels: usize,
    /// Links among the frames.
    pub(super) links: usize,
    pub(super) table: TableState,
    pub(super) footnotes: Footnotes<'a>,
    pub(super) labels: Labels,
    pub(super) budget: Budget,
    pub(super) problems: Problems<'a>,
    /// A tag of raw HTML was written.
    pub(super) has_raw: bool,
    /// Names of elements, and the place up to which the current block does not close them.
    pub(super) unclosed: BTreeMap<&'static str, usize>,
}

/// Names of regions; each is given once.
#[derive(Default)]
pub struct Labels(BTreeMap<String, usize>);

impl Labels {
    /// The name, numbered when it was given before.
    pub fn unique(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name} ({count})") }
    }
}

/// The place after the element that starts at `at`.
pub fn skip(events: &[Placed<'_>], at: usize) -> usize {
    let mut depth = 0;
    for (i, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    events.len()
}

impl<'a> Writer<'a> {
    pub fn new(prose: &'a Prose, highlighter: &'a Highlighter) -> Self {
        Writer {
            prose,
            highlighter,
            out: String::new(),
            frames: Vec::new(),
            levels: 0,
            links: 0,
            table: TableState::default(),
            footnotes: Footnotes::default(),
            labels: Labels::default(),
            budget: Budget::default(),
            problems: Problems::new(prose),
            has_raw: false,
            unclosed: BTreeMap::new(),
        }
    }

    /// Writes all parts. Only the events of one block are held at a time.
    pub fn all(&mut self) {
        let mut block = Vec::new();
        let mut depth = 0;
        for placed in Parser::new_ext(&self.prose.text, options()).into_offset_iter() {
            match &placed.0 {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            block.push(placed);
            if depth == 0 {
                if !self.top_level(&block) {
                    return;
                }
                block.clear();
            }
        }
        self.close_raw();
        self.footnote_section();
    }

    /// The finished HTML.
    pub fn finish(mut self) -> Rendered {
        self.close_raw();
        let html = if self.has_raw { clean::html(&self.out) } else { self.out };
        Rendered { html, diagnostics: self.problems.finish() }
    }

    /// Writes a block if it is part of what is wanted; false when the page is full.
    fn top_level(&mut self, block: &[Placed<'a>]) -> bool {
        let range = block.first().map_or(0..0, |(_, range)| range.clone());
        if !self.prose.parts.iter().any(|part| part.contains(&range.start)) {
            let mut at = 0;
            while at < block.len() {
                at = match block[at].0 {
                    Event::Start(Tag::FootnoteDefinition(_)) => self.footnotes.define(block, at),
                    _ => at + 1,
                };
            }
            return true;
        }
        let (length, frames, levels, links) = (self.out.len(), self.frames.clone(), self.levels, self.links);
        self.block(block);
        if self.out.len() <= MAX_PAGE {
            return true;
        }
        self.out.truncate(length);
        (self.frames, self.levels, self.links) = (frames, levels, links);
        self.limit(range, format!("the page is over {} MB from here on", MAX_PAGE / 1_000_000));
        false
    }

    /// Writes a run of events.
    pub(super) fn block(&mut self, events: &[Placed<'a>]) {
        self.unclosed.clear();
        let mut at = 0;
        while at < events.len() {
            at = self.event(events, at);
        }
    }

    fn event(&mut self, events: &[Placed<'a>], at: usize) -> usize {
        match &events[at].0 {
            Event::Start(tag) => return self.start(tag, events, at),
            Event::End(_) => self.close(),
            Event::Text(_) => return self.text(events, at),
            Event::Code(code) => self.out += &format!("<code>{}</code>", escape::text(code)),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::Html(text) => escape::push(&mut self.out, text),
            Event::InlineHtml(html) => return self.inline_html(html, events, at),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => {
                self.fresh_line();
                self.out.push_str("<hr>\n");
            }
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::TaskListMarker(done) => self.out.push_str(if *done {
                "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
            } else {
                "<input type=\"checkbox\" disabled aria-label=\"To do\"> "
            }),
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag<'a>, events: &[Placed<'a>], at: usize) -> usize {
        if self.levels >= MAX_NESTING && is_level(tag) {
            let message = format!("nested more than {MAX_NESTING} levels deep");
            self.limit(events[at].1.clone(), message);
            return skip(events, at);
        }
        match tag {
            Tag::CodeBlock(_) => return self.code_block(events, at),
            Tag::HtmlBlock => return self.html_block(events, at),
            Tag::Table(alignments) => return self.table(alignments, events, at),
            Tag::TableHead => self.table_head(events, at),
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.table_cell(),
            Tag::Heading { level, .. } => return self.heading(*level, events, at),
            Tag::Link { .. } => return self.link(tag, events, at),
            Tag::Image { .. } => return self.image(tag, events, at),
            Tag::FootnoteDefinition(_) => return self.footnotes.define(events, at),
            Tag::MetadataBlock(_) => return skip(events, at),
            Tag::Emphasis => self.open_level("<em>", "</em>"),
            Tag::Strong => self.open_level("<strong>", "</strong>"),
            Tag::Strikethrough => self.open_level("<del>", "</del>"),
            Tag::Superscript => self.open_level("<sup>", "</sup>"),
            Tag::Subscript => self.open_level("<sub>", "</sub>"),
            _ => {
                self.fresh_line();
                self.container(tag, events, at);
            }
        }
        at + 1
    }

    fn container(&mut self, tag: &Tag<'_>, events: &[Placed<'_>], at: usize) {
        match tag {
            Tag::BlockQuote(None) => self.open_level("<blockquote>\n", "</blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = alert(*kind);
                self.open_level(&format!("<div class=\"{class}\"><p class=\"note-t\">{title}</p>\n"), "</div>\n");
            }
            Tag::List(None) => self.open_level("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.open_level("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.open_level(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item if is_task(events, at) => self.open("<li class=\"task\">", "</li>\n"),
            Tag::Item => self.open("<li>", "</li>\n"),
            Tag::DefinitionList => self.open_level("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => self.open("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.open("<dd>", "</dd>\n"),
            _ => self.open("<p>", "</p>\n"),
        }
    }

    fn heading(&mut self, level: HeadingLevel, events: &[Placed<'_>], at: usize) -> usize {
        let after = skip(events, at);
        let range = &events[at].1;
        let length: usize = events[at..after].iter().map(|(event, _)| length(event)).sum();
        if length > MAX_HEADING {
            self.limit(range.clone(), format!("a heading of {length} characters; kb takes {MAX_HEADING}"));
            return after;
        }
        self.fresh_line();
        let Some(id) = self.prose.heading_ids.get(&range.start) else {
            self.open(&format!("<{level}>"), format!("</{level}>\n"));
            return at + 1;
        };
        // The theme's own ids start so, and a heading must not take one of them.
        let guard = if id.starts_with("kb-") { "h-" } else { "" };
        let id = format!("{guard}{}", escape::text(id));
        let anchor = if self.links > 0 {
            String::new()
        } else {
            format!(" <a class=\"anchor\" href=\"#{}\" aria-label=\"Link to this section\">#</a>", escape::url(&id))
        };
        self.open(&format!("<{level} id=\"{id}\">"), format!("{anchor}</{level}>\n"));
        at + 1
    }

    /// Opens an element that ends with the event that started it.
    pub(super) fn open(&mut self, html: &str, close: impl Into<Cow<'static, str>>) {
        self.out.push_str(html);
        self.frames.push(Frame::Markdown { close: close.into(), level: false, link: false });
    }

    /// Opens one that counts as a level.
    pub(super) fn open_level(&mut self, html: &str, close: &'static str) {
        self.out.push_str(html);
        self.levels += 1;
        self.frames.push(Frame::Markdown { close: close.into(), level: true, link: false });
    }

    /// Closes the innermost element of Markdown, and before it whatever raw HTML opened in it.
    fn close(&mut self) {
        self.close_raw();
        if let Some(Frame::Markdown { close, level, link }) = self.frames.pop() {
            self.out.push_str(&close);
            self.levels -= usize::from(level);
            self.links -= usize::from(link);
        }
    }

    /// Starts a new line of HTML, unless one has just begun.
    pub(super) fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Reports that a limit was passed.
    pub(super) fn limit(&mut self, span: Range<usize>, message: String) {
        // The first line shows where it is; a caret under a whole file would not.
        let end = self.prose.text[span.clone()].find('\n').map_or(span.end, |line| span.start + line);
        self.problems.add(
            "limit",
            span.start..end,
            message,
            Some("this part is left out; shorten or split it".to_owned()),
        );
    }
}

/// The element counts as a level of nesting.
fn is_level(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::DefinitionList
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
    )
}

fn is_task(events: &[Placed<'_>], item: usize) -> bool {
    let mut inside = events[item + 1..].iter().map(|(event, _)| event);
    match inside.next() {
        Some(Event::TaskListMarker(_)) => true,
        Some(Event::Start(Tag::Paragraph)) => {
            matches!(inside.next(), Some(Event::TaskListMarker(_)))
        }
        _ => false,
    }
}

fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("note tip", "Tip"),
        BlockQuoteKind::Important => ("note", "Important"),
        BlockQuoteKind::Warning => ("note caution", "Warning"),
        BlockQuoteKind::Caution => ("note danger", "Caution"),
    }
}

fn length(event: &Event<'_>) -> usize {
    match event {
        Event::Text(text) | Event::Code(text) => text.chars().count(),
        Event::SoftBreak | Event::HardBreak => 1,
        _ => 0,
    }
}
