//! Markdown to HTML: the only place where HTML is made from content.
//!
//! Three walls stand between a text and a reader's browser. Text is escaped, always. Addresses are judged by `url`
//! whatever stage they come from. Raw HTML is taken apart and written anew by `raw`, tag by tag, so that it can
//! neither close nor swallow an element that kb itself has written; where some of it survives, one pass of ammonia
//! over the whole, in `clean`, guarantees the same once more. Icons and formulas are kb's own and come in after it, from `islands`.
//!
//! Which addresses links have, and which ids headings have, was decided before: both come with the [`Prose`].

mod alerts;
mod autolink;
mod clean;
mod code;
mod escape;
mod events;
mod fence;
mod footnotes;
mod highlight;
mod islands;
mod languages;
mod links;
mod maths;
mod plain;
mod problems;
mod raw;
mod table;
mod tabs;
mod url;
mod words;
mod writer;

pub use highlight::Highlighter;
pub use plain::{plain, twin};
pub use words::Words;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::view::page::Prose;

/// Levels of lists, quotes, emphasis and raw HTML inside each other.
const MAX_NESTING: usize = 100;
/// Columns of a table.
const MAX_COLUMNS: usize = 1_000;
/// Cells of a table.
const MAX_CELLS: usize = 100_000;
/// Characters of a heading.
const MAX_HEADING: usize = 500;
/// Bytes of a rendered page.
const MAX_PAGE: usize = 20_000_000;

/// A text as HTML, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Balanced HTML for the inside of an element such as `<article>`.
    pub html: String,
    /// What a theme has files for, if the text uses it: `alerts`, `code`, `figures`, `maths`, `tabs`.
    pub uses: BTreeSet<&'static str>,
    /// Languages that are not known, raw HTML that was taken out, formulas that cannot be read, limits that were passed.
    pub diagnostics: Vec<Diagnostic>,
}

/// The HTML of the parts of a text.
///
/// Blocks that start in one of [`Prose::parts`] are rendered, in order, then the footnotes they use. A block that
/// passes a limit is left out and reported; the others stand.
pub fn html(prose: &Prose, highlighter: &Highlighter, words: &Words) -> Rendered {
    let mut writer = writer::Writer::new(prose, highlighter, words);
    writer.all();
    writer.finish()
}

#[cfg(test)]
mod tests;
