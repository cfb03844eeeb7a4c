//! The index as files that a static host hands out and the browser reads piece by piece; `FORMAT.md` is the format.
//!
//! Files are named after what they hold, so that only what changed gets a new name. All come in the order of their names, and
//! the same documents give the same bytes whatever the steps in which the index got them.

mod columns;
mod pieces;
mod postings;
mod results;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

pub use pieces::{Part, Piece};

use crate::schema;
use crate::snapshot::Snapshot;
use pieces::{Pieces, Table};

/// The number of the format; raised when a script of before could not read it.
const FORMAT: u32 = 1;

/// What the files say beside what the index knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportOptions {
    /// The language of the site, as in HTML.
    pub language: String,
    /// Titles of kinds, by id.
    pub labels: BTreeMap<String, String>,
    /// The number of files for results. Hosts refuse sites of too many files, so one file of a larger site holds several
    /// pages; it is read whole to show one of them. 10,000 by default.
    pub most_results: usize,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { language: String::new(), labels: BTreeMap::new(), most_results: 10_000 }
    }
}

/// The files of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// `search.json`, which names all others.
    pub manifest: Vec<u8>,
    /// All others.
    pub pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct Manifest<'a> {
    format: u32,
    analysis: u32,
    language: &'a str,
    stems: &'static str,
    pages: usize,
    tokens: u64,
    pack: usize,
    boosts: Vec<f64>,
    columns: String,
    terms: Table,
    words: Table,
    positions: String,
    facets: BTreeMap<&'static str, String>,
    results: String,
    synonyms: Vec<(&'a Vec<String>, &'a Vec<Vec<String>>)>,
    labels: &'a BTreeMap<String, String>,
}

/// Writes the live documents of an index.
pub(crate) fn export(snapshot: &Snapshot, options: &ExportOptions) -> anyhow::Result<Export> {
    let mut pieces = Pieces::default();
    let pages = in_order(snapshot);
    let (columns, boosts) = columns::write(snapshot, &pages, &mut pieces)?;
    let postings = postings::write(snapshot, &mut pieces)?;
    let (words, stems) = words::write(snapshot, &mut pieces)?;
    let results = results::write(snapshot, &pages, options.most_results, &mut pieces)?;
    let manifest = Manifest {
        format: FORMAT,
        analysis: schema::VERSION,
        language: &options.language,
        stems,
        pages: pages.len(),
        tokens: snapshot.tokens,
        pack: results.pack,
        boosts,
        columns,
        terms: postings.terms,
        words,
        positions: postings.positions,
        facets: results.facets,
        results: results.folders,
        synonyms: snapshot.synonyms.iter().map(|synonym| (&synonym.name, &synonym.alternatives)).collect(),
        labels: &options.labels,
    };
    Ok(Export { manifest: serde_json::to_vec(&manifest)?, pieces: pieces.finish() })
}

/// Where each page is, by its place: segment and number in it.
fn in_order(snapshot: &Snapshot) -> Vec<(usize, u32)> {
    let mut pages = vec![(0, 0); snapshot.documents as usize];
    for (number, segment) in snapshot.segments.iter().enumerate() {
        for doc in (0..segment.size() as u32).filter(|&doc| segment.is_live(doc)) {
            pages[segment.places[doc as usize] as usize] = (number, doc);
        }
    }
    pages
}
