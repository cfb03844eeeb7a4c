//! What is shown of a page, and what filters compare.

use std::collections::BTreeMap;

use super::pieces::{Part, Pieces, sized, varint};
use crate::doc::SearchDoc;
use crate::schema::facet_term;
use crate::snapshot::Snapshot;
use crate::snippet::readable;

/// An edit gives a new name to so many files: the manifest would grow if each had one of its own.
const FOLDER: usize = 64;

/// What the manifest says of results.
pub(super) struct Written {
    pub pack: usize,
    pub folders: String,
    pub facets: BTreeMap<&'static str, String>,
}

pub(super) fn write(
    snapshot: &Snapshot,
    pages: &[(usize, u32)],
    most_files: usize,
    pieces: &mut Pieces,
) -> anyhow::Result<Written> {
    let pack = pages.len().div_ceil(most_files.max(1)).max(1);
    let mut facets = [Facet::new("kind"), Facet::new("tag"), Facet::new("status"), Facet::new("owner")];
    let mut folders = String::new();
    for (number, folder) in pages.chunks(pack * FOLDER).enumerate() {
        let mut files = Vec::new();
        for file in folder.chunks(pack) {
            let docs = file.iter().map(|&(segment, doc)| snapshot.document(segment, doc));
            let docs: Vec<SearchDoc> = docs.collect::<anyhow::Result<_>>()?;
            for doc in &docs {
                let [kind, tag, status, owner] = &mut facets;
                kind.add([doc.kind.as_str()]);
                tag.add(doc.tags.iter().map(String::as_str));
                status.add([doc.status.as_str()]);
                owner.add(doc.owners.iter().map(String::as_str));
            }
            files.push(serde_json::to_vec(&docs.iter().map(page).collect::<Vec<_>>())?);
        }
        folders.push_str(&pieces.add_folder(Part::Results, number * FOLDER, files)?);
    }
    let facets = facets.into_iter().map(|facet| Ok((facet.name, facet.write(pieces)?)));
    Ok(Written { pack, folders, facets: facets.collect::<anyhow::Result<_>>()? })
}

fn page(doc: &SearchDoc) -> serde_json::Value {
    let sections: Vec<_> = doc
        .sections
        .iter()
        .map(|section| serde_json::json!([section.anchor, section.url, section.title, readable(&section.text)]))
        .collect();
    let description = readable(&doc.description);
    serde_json::json!([doc.id, doc.kind, doc.title, doc.url, doc.status, description, doc.path, sections])
}

/// One field that filters compare.
struct Facet {
    name: &'static str,
    /// Values as they are compared, with one way in which they are written.
    values: BTreeMap<String, String>,
    pages: Vec<Vec<String>>,
}

impl Facet {
    fn new(name: &'static str) -> Self {
        Self { name, values: BTreeMap::new(), pages: Vec::new() }
    }

    fn add<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) {
        let mut terms = Vec::new();
        for value in values {
            let term = facet_term(value);
            if term.is_empty() {
                continue;
            }
            let written = self.values.entry(term.clone()).or_insert_with(|| value.trim().to_owned());
            if value.trim() < written.as_str() {
                value.trim().clone_into(written);
            }
            terms.push(term);
        }
        terms.sort_unstable();
        terms.dedup();
        self.pages.push(terms);
    }

    fn write(self, pieces: &mut Pieces) -> anyhow::Result<String> {
        let mut raw = Vec::new();
        varint(&mut raw, self.values.len() as u64);
        for written in self.values.values() {
            sized(&mut raw, written.as_bytes());
        }
        let places: BTreeMap<&str, usize> =
            self.values.keys().enumerate().map(|(at, term)| (term.as_str(), at)).collect();
        for page in &self.pages {
            varint(&mut raw, page.len() as u64);
            for term in page {
                varint(&mut raw, places[term.as_str()] as u64);
            }
        }
        pieces.add(Part::Facets, raw)
    }
}
