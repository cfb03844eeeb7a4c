//! Full-text search of kb: one index and one ranking for terminal, server and static site.
//!
//! ```text
//! SearchDoc --schema--> fields --index--> segments --snapshot--> what is live
//! Query --query--> words, conditions --vocabulary--> corrections, completions
//!       --filter--> flags --score--> order --snippet--> Hit
//! ```
//!
//! | module | what it gives |
//! | --- | --- |
//! | `analysis` | text into words, the same way everywhere |
//! | `language` | words into stems |
//! | `schema` | fields, digests, what is stored |
//! | `folder` | the index on disk: whole and ours, or made anew |
//! | `index` | opening, updating, asking |
//! | `snapshot` | the live documents over all segments |
//! | `query` | what a user typed, read without failing |
//! | `synonyms` | words that stand for others |
//! | `vocabulary` | words that complete or correct others |
//! | `filter` | what a query lets pass |
//! | `score` | the ranking |
//! | `explain` | how a score came about |
//! | `snippet` | sections and excerpts of a hit |
//! | `search` | all of these in order |
//! | `export` | the index as files for a static host |
//!
//! ```
//! use kb_search::{Index, Language, Query, SearchDoc, Section};
//!
//! # fn main() -> anyhow::Result<()> {
//! let mut index = Index::in_memory(Language::ENGLISH)?;
//! index.update(&[SearchDoc {
//!     id: "event-store".to_owned(),
//!     kind: "pattern".to_owned(),
//!     title: "Event store".to_owned(),
//!     url: "patterns/event-store/".to_owned(),
//!     status: String::new(),
//!     tags: vec!["storage".to_owned()],
//!     owners: Vec::new(),
//!     path: vec!["Patterns".to_owned()],
//!     description: "Keeps what happened, in order.".to_owned(),
//!     sections: vec![Section {
//!         anchor: "when-to-use".to_owned(),
//!         url: None,
//!         title: "When to use it".to_owned(),
//!         text: "When the history matters as much as the state.".to_owned(),
//!     }],
//!     boost: 1.0,
//! }])?;
//! let results = index.search(&Query::new("history kind:pattern"))?;
//! assert_eq!(results.hits[0].sections[0].url, "patterns/event-store/#when-to-use");
//! # Ok(())
//! # }
//! ```
//!
//! tantivy keeps the index. It does not rank: its order of ties depends on segments, and its figures count deleted documents.

mod analysis;
mod client;
mod doc;
mod explain;
mod export;
mod filter;
mod folder;
mod index;
mod language;
#[cfg(test)]
mod laws;
mod query;
mod results;
mod schema;
mod score;
mod search;
mod snapshot;
mod snippet;
mod synonyms;
#[cfg(test)]
mod testing;
mod vocabulary;

pub use client::CLIENT;
pub use doc::{SearchDoc, Section};
pub use explain::{Explanation, StemScore, TitleScore, WordScore};
pub use export::{Export, ExportOptions, Part, Piece};
pub use index::{Index, Opened, Reader, Updated};
pub use language::Language;
pub use query::{MOST_HITS, Query};
pub use results::{Hit, Results, SectionHit, Snippet};
pub use schema::{HEADING_TIMES, TITLE_TIMES};
pub use score::How;
pub use synonyms::Synonyms;
