//! What is found, in the shape that `kb search --json` and the HTTP API give.

use serde::{Deserialize, Serialize};

use crate::explain::Explanation;

/// The answer to a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// The query as it was read.
    pub query: String,
    /// How many documents match; the hits are the best of them.
    pub total: usize,
    /// The best documents, best first.
    pub hits: Vec<Hit>,
    /// What the user should know: a correction, or that the query was cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// One document found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The document's id.
    pub id: String,
    /// The kind of entry.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its address, relative to the root of the site.
    pub url: String,
    /// How well it matches; comparable within one answer only.
    pub score: f64,
    /// Its status, or empty.
    pub status: String,
    /// The part of its text that says most about the query.
    pub snippet: Snippet,
    /// Up to three headings under which words of the query stand, best first.
    pub sections: Vec<SectionHit>,
    /// The titles of the folders that it stands in, the outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// How the score came about, when that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// A few words of text, never HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The text.
    pub text: String,
    /// The words of the query in it: from and to, counted in Unicode scalar values, ends exclusive. In order, and apart.
    pub marks: Vec<[usize; 2]>,
}

/// A section found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionHit {
    /// The heading.
    pub title: String,
    /// The address of the section, relative to the root of the site.
    pub url: String,
}
