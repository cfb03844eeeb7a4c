//! The Markdown that kb reads: one set of options for reading and for rendering.

use std::ops::Range;

use pulldown_cmark::Options;

/// CommonMark with GitHub's tables, task lists, footnotes, strikethrough, alerts and formulas, and definition
/// lists, heading attributes and wiki links.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_MATH
}

/// Whether what the parser takes for a formula in a line is one. "$5-$10" and "US$5/$" are prices: a letter or digit
/// before the first sign, or a digit after the last one, makes it text.
pub fn is_formula(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(|c| c.is_ascii_digit())
}
