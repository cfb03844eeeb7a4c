//! The Markdown that kb reads: one set of options for reading and for rendering.

use pulldown_cmark::Options;

/// CommonMark with GitHub's tables, task lists, footnotes, strikethrough and alerts, and definition lists, heading
/// attributes and wiki links.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}
