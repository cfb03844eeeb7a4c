//! One text into one document: front matter, headings, links, each with its range of bytes.
//!
//! Other files and addresses are unknown here: a link is what is written, not where it leads.

mod body;
mod front;
mod html;
pub mod markdown;
mod slug;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::fields::Toml;

pub use slug::{Slugs, slug};

/// Largest front matter, in bytes.
pub const FRONT_LIMIT: usize = 256 * 1024;

/// A Markdown file as it is written.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path in the knowledge base.
    pub file: Arc<str>,
    /// What stands before the body.
    pub front: Front,
    /// The Markdown, without front matter.
    pub body: Arc<str>,
    /// Where the body begins in the file.
    pub offset: usize,
    /// Headings in order; ranges are in the body.
    pub headings: Vec<Heading>,
    /// Links and images in order, those in raw HTML too.
    pub links: Vec<Link>,
    /// Blocks at the top level; ranges are in the body.
    pub blocks: Vec<Range<usize>>,
    /// The text by headings, for search.
    pub sections: Vec<TextSection>,
    /// Where lines begin in the file.
    line_starts: Vec<usize>,
    /// Problems of this file alone.
    pub diagnostics: Vec<Diagnostic>,
}

/// What stands before the body.
#[derive(Clone, Debug)]
pub enum Front {
    /// Nothing.
    None,
    /// TOML between `+++` lines; the range is that of the first `+++`.
    Toml(Toml, Range<usize>),
    /// YAML between `---` lines, which is not read.
    Yaml(Range<usize>),
    /// A block that does not end.
    Unclosed(Range<usize>),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub title: String,
    /// Its id in the page: the one written as `{#id}`, else GitHub's.
    pub id: String,
    /// Where it stands in the body.
    pub span: Range<usize>,
}

/// What kind of reference a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[[id]]`.
    Wiki,
    /// `[text](address)` and its like.
    Markdown,
    /// `![alt](address)`.
    Image,
    /// `href` or `src` in raw HTML; the second is shown at once, as an image is.
    Html,
    /// `src` in raw HTML.
    HtmlSource,
    /// `[text][name]` or `[^name]` without a definition.
    Undefined,
}

/// A link as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What kind of reference it is.
    pub kind: LinkKind,
    /// The address or id.
    pub target: String,
    /// Where its range begins in the body: the name by which `render` asks for its address.
    pub start: usize,
    /// Where the target is written, in the file.
    pub span: Range<usize>,
    /// The sentence around it.
    pub quote: Sentence,
    /// Index in `headings` of the section it stands in.
    pub section: Option<usize>,
}

/// A sentence cut around a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Text before the link.
    pub before: String,
    /// The linked words.
    pub link: String,
    /// Text after it.
    pub after: String,
}

/// Text under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSection {
    /// Index in `headings`; none before the first one.
    pub heading: Option<usize>,
    /// Its text without markup, blocks on lines of their own.
    pub text: String,
}

impl Document {
    /// The part of the body from a heading's end to the next heading of its level or above.
    pub fn section_after(&self, heading: usize) -> Range<usize> {
        let this = &self.headings[heading];
        let next = self.headings[heading + 1..].iter().find(|other| other.level <= this.level);
        this.span.end..next.map_or(self.body.len(), |other| other.span.start)
    }

    /// The line of a byte of the file, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= byte)
    }

    /// A range of the body as a range of the file.
    pub fn in_file(&self, span: &Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }
}

/// Reads a Markdown file.
pub fn document(file: &Arc<str>, text: &str) -> Document {
    // A carriage return alone ends a line in CommonMark, but neither in TOML nor in the parser: as a line feed it does,
    // and every place stays where it is.
    let unified = has_lone_return(text).then(|| unify_returns(text));
    let text = unified.as_deref().unwrap_or(text);
    let mut diagnostics = Vec::new();
    let (front, offset) = front::split(file, text, &mut diagnostics);
    let mut document = Document {
        file: file.clone(),
        front,
        body: text[offset..].into(),
        offset,
        headings: Vec::new(),
        links: Vec::new(),
        blocks: Vec::new(),
        sections: Vec::new(),
        line_starts: std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect(),
        diagnostics,
    };
    body::read(&mut document);
    document
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices('\r').any(|(at, _)| bytes.get(at + 1) != Some(&b'\n'))
}

fn unify_returns(text: &str) -> String {
    let mut unified = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        unified.push(if c == '\r' && chars.peek() != Some(&'\n') { '\n' } else { c });
    }
    unified
}

#[cfg(test)]
mod tests;
