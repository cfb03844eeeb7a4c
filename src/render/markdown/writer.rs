//! The walk over the events of a text: blocks, and what opens and closes around them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag};
use pulldown_latex::config::DisplayMode;

use super::events::{Events, Placed};
use super::footnotes::Footnotes;
use super::highlight::Budget;
use super::islands::Islands;
use super::problems::Problems;
use super::table::TableState;
use super::words::Words;
use super::{Highlighter, MAX_HEADING, MAX_NESTING, MAX_PAGE, Rendered, clean, escape};
use crate::parse::markdown::is_formula;
use crate::view::page::Prose;

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
    pub(super) words: &'a Words,
    pub(super) out: String,
    pub(super) frames: Vec<Frame>,
    /// Levels of nesting among the frames.
    pub(super) levels: usize,
    /// Links among the frames.
    pub(super) links: usize,
    /// Elements of Markdown among the frames.
    open: usize,
    pub(super) table: TableState,
    pub(super) footnotes: Footnotes<'a>,
    pub(super) labels: Labels,
    pub(super) budget: Budget,
    pub(super) problems: Problems<'a>,
    pub(super) islands: Islands,
    pub(super) uses: BTreeSet<&'static str>,
    /// A tag of raw HTML was written.
    pub(super) has_raw: bool,
    /// Names of elements, and the number of the event up to which the text does not close them.
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

impl<'a> Writer<'a> {
    pub fn new(prose: &'a Prose, highlighter: &'a Highlighter, words: &'a Words) -> Self {
        Writer {
            prose,
            highlighter,
            words,
            out: String::new(),
            frames: Vec::new(),
            levels: 0,
            links: 0,
            open: 0,
            table: TableState::default(),
            footnotes: Footnotes::default(),
            labels: Labels::default(),
            budget: Budget::default(),
            problems: Problems::new(prose),
            islands: Islands::default(),
            uses: BTreeSet::new(),
            has_raw: false,
            unclosed: BTreeMap::new(),
        }
    }

    /// Writes all parts, then the footnotes that they use.
    pub fn all(&mut self) {
        let mut events = Events::of(&self.prose.text);
        while let Some(first) = events.next() {
            let wanted = self.prose.parts.iter().any(|part| part.contains(&first.1.start));
            if !wanted {
                self.pass(first, &mut events);
            } else if !self.top_level(first, &mut events) {
                return;
            }
        }
        self.close_raw();
        self.footnote_section();
    }

    /// The finished HTML.
    pub fn finish(mut self) -> Rendered {
        self.close_raw();
        let html = if self.has_raw { clean::html(&self.out) } else { self.out };
        let html = self.islands.fill(html);
        Rendered { html, uses: self.uses, diagnostics: self.problems.finish() }
    }

    /// Passes over a block; definitions of footnotes in it hold for the whole text.
    fn pass(&mut self, (first, _): Placed<'a>, events: &mut Events<'a>) {
        let mut depth = 0;
        let mut next = Some(first);
        while let Some(event) = next {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => self.footnotes.define(&label, events),
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
            next = events.next().map(|(event, _)| event);
        }
    }

    /// Writes a block; false when the page is full, and without it then.
    fn top_level(&mut self, first: Placed<'a>, events: &mut Events<'a>) -> bool {
        let range = first.1.clone();
        let (length, frames, levels, links) = (self.out.len(), self.frames.clone(), self.levels, self.links);
        let mut next = Some(first);
        while let Some(placed) = next {
            self.event(placed, events);
            if self.out.len() + self.islands.bytes > MAX_PAGE {
                self.out.truncate(length);
                (self.frames, self.levels, self.links, self.open) = (frames, levels, links, 0);
                self.limit(range, full());
                return false;
            }
            next = if self.open == 0 { None } else { events.next() };
        }
        true
    }

    /// Writes events that were kept.
    pub(super) fn part(&mut self, kept: Vec<Placed<'a>>) {
        let mut events = Events::part(kept);
        self.unclosed.clear();
        while let Some(placed) = events.next() {
            self.event(placed, &mut events);
        }
        self.unclosed.clear();
    }

    fn event(&mut self, (event, range): Placed<'a>, events: &mut Events<'a>) {
        match event {
            Event::Start(tag) => self.start(tag, range, events),
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text, events),
            Event::Code(code) => self.out += &format!("<code>{}</code>", escape::text(&code)),
            Event::InlineMath(_) if !is_formula(&self.prose.text, &range) => {
                // A price: what stands between two signs is text as it is written.
                self.text(&self.prose.text[range], events);
            }
            Event::InlineMath(source) => self.formula(&source, DisplayMode::Inline, range),
            Event::DisplayMath(source) => self.formula(&source, DisplayMode::Block, range),
            Event::Html(text) => escape::push(&mut self.out, &text),
            Event::InlineHtml(html) => self.inline_html(&html, range, events),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => {
                self.fresh_line();
                self.out.push_str("<hr>\n");
            }
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::TaskListMarker(done) => {
                let (state, name) = if done { (" checked", &self.words.done) } else { ("", &self.words.to_do) };
                let name = escape::text(name);
                self.out += &format!("<input type=\"checkbox\" disabled{state} aria-label=\"{name}\"> ");
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>, events: &mut Events<'a>) {
        if self.is_full_level() && is_level(&tag) {
            self.limit(range, format!("nested more than {MAX_NESTING} levels deep"));
            events.skip_element();
            return;
        }
        match tag {
            Tag::CodeBlock(kind) => self.code_block(&kind, range, events),
            Tag::HtmlBlock => self.html_block(events),
            Tag::Table(alignments) => self.table(alignments, range, events),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.table_cell(),
            Tag::Heading { level, .. } => self.heading(level, range, events),
            Tag::Link { .. } => self.link(&tag, range.start, events),
            Tag::Image { .. } => self.image(&tag, range.start, events),
            Tag::Paragraph if self.figure(events) => {}
            Tag::BlockQuote(kind) => self.quote(kind, events),
            Tag::FootnoteDefinition(label) => self.footnotes.define(&label, events),
            Tag::MetadataBlock(_) => events.skip_element(),
            Tag::Emphasis => self.open_level("<em>", "</em>"),
            Tag::Strong => self.open_level("<strong>", "</strong>"),
            Tag::Strikethrough => self.open_level("<del>", "</del>"),
            Tag::Superscript => self.open_level("<sup>", "</sup>"),
            Tag::Subscript => self.open_level("<sub>", "</sub>"),
            _ => {
                self.fresh_line();
                self.container(&tag, events);
            }
        }
    }

    /// No further level may be opened.
    pub(super) fn is_full_level(&self) -> bool {
        self.levels >= MAX_NESTING
    }

    fn container(&mut self, tag: &Tag<'_>, events: &mut Events<'_>) {
        match tag {
            Tag::List(None) => self.open_level("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.open_level("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.open_level(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item if is_task(events) => self.open("<li class=\"task\">", "</li>\n"),
            Tag::Item => self.open("<li>", "</li>\n"),
            Tag::DefinitionList => self.open_level("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => self.open("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.open("<dd>", "</dd>\n"),
            _ => self.open("<p>", "</p>\n"),
        }
    }

    fn heading(&mut self, level: HeadingLevel, range: Range<usize>, events: &mut Events<'a>) {
        let mut kept = Vec::new();
        let mut characters = 0;
        events.inside(|event, range| {
            characters += length(&event);
            if characters <= MAX_HEADING {
                kept.push((event, range));
            }
        });
        if characters > MAX_HEADING {
            self.limit(range, format!("a heading of {characters} characters; kb takes {MAX_HEADING}"));
            return;
        }
        self.open_heading(level, range.start);
        self.part(kept);
        self.close();
    }

    fn open_heading(&mut self, level: HeadingLevel, start: usize) {
        self.fresh_line();
        let Some(id) = self.prose.heading_ids.get(&start) else {
            self.open(&format!("<{level}>"), format!("</{level}>\n"));
            return;
        };
        // The theme's own ids start so, and a heading must not take one of them.
        let guard = if id.starts_with("kb-") { "h-" } else { "" };
        let id = format!("{guard}{}", escape::text(id));
        let anchor = if self.links > 0 {
            String::new()
        } else {
            let name = escape::text(&self.words.anchor);
            format!(" <a class=\"anchor\" href=\"#{}\" aria-label=\"{name}\">#</a>", escape::url(&id))
        };
        self.open(&format!("<{level} id=\"{id}\">"), format!("{anchor}</{level}>\n"));
    }

    /// Opens an element that ends with the event that started it.
    pub(super) fn open(&mut self, html: &str, close: impl Into<Cow<'static, str>>) {
        self.out.push_str(html);
        self.push_frame(Frame::Markdown { close: close.into(), level: false, link: false });
    }

    /// Opens one that counts as a level.
    pub(super) fn open_level(&mut self, html: &str, close: &'static str) {
        self.out.push_str(html);
        self.push_frame(Frame::Markdown { close: close.into(), level: true, link: false });
    }

    pub(super) fn push_frame(&mut self, frame: Frame) {
        match frame {
            Frame::Markdown { level, link, .. } => {
                self.levels += usize::from(level);
                self.links += usize::from(link);
                self.open += 1;
            }
            Frame::Raw(name) => {
                self.levels += 1;
                self.links += usize::from(name == "a");
            }
        }
        self.frames.push(frame);
    }

    /// Closes the innermost element of Markdown, and before it whatever raw HTML opened in it.
    pub(super) fn close(&mut self) {
        self.close_raw();
        if let Some(Frame::Markdown { close, level, link }) = self.frames.pop() {
            self.out.push_str(&close);
            self.levels -= usize::from(level);
            self.links -= usize::from(link);
            self.open -= 1;
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

fn is_task(events: &mut Events<'_>) -> bool {
    let marker = usize::from(matches!(events.peek(0), Some(Event::Start(Tag::Paragraph))));
    matches!(events.peek(marker), Some(Event::TaskListMarker(_)))
}

/// What is said when a page is too large.
pub fn full() -> String {
    format!("the page is over {} MB from here on", MAX_PAGE / 1_000_000)
}

fn length(event: &Event<'_>) -> usize {
    match event {
        Event::Text(text) | Event::Code(text) => text.chars().count(),
        Event::SoftBreak | Event::HardBreak => 1,
        _ => 0,
    }
}
