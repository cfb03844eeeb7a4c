//! What is put into the index.

use serde::{Deserialize, Serialize};

/// One searchable entry, as plain text.
///
/// Texts hold no markup: what is given here is what a snippet shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchDoc {
    /// Unique among all documents of an index.
    pub id: String,
    /// The kind of entry, for the `kind:` filter.
    pub kind: String,
    /// The title; its words count three times.
    pub title: String,
    /// Where the entry is, relative to the root of the site, without a leading `/`.
    pub url: String,
    /// The status of a decision and the like, or empty.
    pub status: String,
    /// Tags, for the `tag:` filter; searched as text too.
    pub tags: Vec<String>,
    /// Owners, for the `owner:` filter.
    pub owners: Vec<String>,
    /// The titles of the folders that it stands in, the outermost first.
    #[serde(default)]
    pub path: Vec<String>,
    /// A sentence or two about the entry.
    pub description: String,
    /// The text, cut at its headings.
    pub sections: Vec<Section>,
    /// Multiplies the finished score; 1.0 is normal.
    pub boost: f64,
}

/// The text under one heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The id of the heading; empty for the text before the first one.
    pub anchor: String,
    /// The address of a section that is a page of its own, as the question of a decision tree is.
    pub url: Option<String>,
    /// The heading; its words count twice.
    pub title: String,
    /// The text below the heading.
    pub text: String,
}

impl Section {
    /// Where the section is, or nothing for text that has no address but its page's.
    pub(crate) fn address(&self, page: &str) -> Option<String> {
        match &self.url {
            Some(url) => Some(url.clone()),
            None if self.anchor.is_empty() => None,
            None => Some(format!("{page}#{}", self.anchor)),
        }
    }
}
