//! The Markdown that kb reads: one set of options for reading and for rendering.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Options};

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

/// The first line of an alert that folds or has a title of its own. The parser knows the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertHead {
    /// Its kind.
    pub kind: BlockQuoteKind,
    /// It folds, and is open or not.
    pub fold: Option<bool>,
    /// Where in the line the title begins; at its end when there is none.
    pub title: usize,
}

/// Reads `[!NOTE]- Title` (folded), `[!NOTE]+ Title` (open, and it folds) and `[!NOTE] Title`, the first line of a quote.
pub fn alert_head(line: &str) -> Option<AlertHead> {
    let (name, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let kind = match name.to_ascii_uppercase().as_str() {
        "NOTE" => BlockQuoteKind::Note,
        "TIP" => BlockQuoteKind::Tip,
        "IMPORTANT" => BlockQuoteKind::Important,
        "WARNING" => BlockQuoteKind::Warning,
        "CAUTION" => BlockQuoteKind::Caution,
        _ => return None,
    };
    let fold = match rest.chars().next() {
        Some('-') => Some(false),
        Some('+') => Some(true),
        _ => None,
    };
    let rest = if fold.is_some() { &rest[1..] } else { rest };
    let apart = rest.trim().is_empty() || rest.starts_with([' ', '\t']);
    let title = line.len() - rest.trim_start().len();
    (apart && (fold.is_some() || !rest.trim().is_empty())).then_some(AlertHead { kind, fold, title })
}
