//! The index: opened or made, brought up to date, asked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use rayon::prelude::*;
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Term};

use crate::doc::SearchDoc;
use crate::export::{self, Export, ExportOptions};
use crate::folder;
use crate::language::Language;
use crate::query::Query;
use crate::results::Results;
use crate::schema::{self, Fields, Keyed};
use crate::search;
use crate::snapshot::Snapshot;
use crate::synonyms::Synonyms;

/// Memory for documents not yet written, in bytes; the first is the least that tantivy takes.
const SMALL_MEMORY: usize = 15_000_000;
const LARGE_MEMORY: usize = 50_000_000;
/// So many documents at once deserve the larger one.
const MANY_DOCUMENTS: usize = 2_000;
/// More segments than this are merged.
const MOST_SEGMENTS: usize = 8;

/// A full-text index of the documents of one site.
///
/// Its answers depend on its documents alone, not on the steps in which they came.
pub struct Index {
    index: tantivy::Index,
    reader: IndexReader,
    snapshot: Arc<Snapshot>,
    fields: Fields,
    language: Language,
    synonyms: Synonyms,
    /// The keys that the last update left, by the part that names the document: to read them costs more than most updates.
    held: Option<BTreeMap<String, String>>,
    /// Where it is kept; nothing for an index in memory.
    dir: Option<PathBuf>,
}

/// An index as it was at one moment; cheap to clone.
///
/// Later updates of the index neither disturb it nor show in it: a server keeps one beside the pages that it belongs to,
/// and no query waits for an update.
#[derive(Clone)]
pub struct Reader(Arc<Snapshot>);

impl Reader {
    /// The best documents for a query.
    pub fn search(&self, query: &Query) -> anyhow::Result<Results> {
        search::search(&self.0, query)
    }

    /// The index as files for a static host.
    pub fn export(&self, options: &ExportOptions) -> anyhow::Result<Export> {
        export::export(&self.0, options)
    }
}

/// How an index was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// There was none; it is empty.
    Fresh,
    /// As the last update left it.
    Existing,
    /// What was there could not be used; it is empty.
    Rebuilt {
        /// What was wrong with it.
        why: String,
    },
    /// The folder cannot be used now; the index is empty and in memory only.
    InMemory {
        /// What is wrong with the folder.
        why: String,
    },
}

/// What an update did, in documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// They were not there before.
    pub added: usize,
    /// They were there with other content.
    pub changed: usize,
    /// They are there no more.
    pub removed: usize,
    /// They were left alone.
    pub unchanged: usize,
}

impl Index {
    /// An empty index that is never written anywhere.
    pub fn in_memory(language: Language) -> anyhow::Result<Index> {
        let (schema, _) = schema::schema();
        Index::over(tantivy::Index::create_in_ram(schema), None, language)
    }

    /// Opens the index in a folder, or makes one there.
    ///
    /// A folder that cannot be used is no error. What is damaged, unfinished or of another version is made anew, and while
    /// another process writes to the folder this index lives in memory. Either way an update gives it its documents.
    pub fn open(dir: &Path, language: Language) -> anyhow::Result<(Index, Opened)> {
        let fresh = folder::is_empty(dir);
        let why = match Index::existing(dir, language) {
            Ok(index) => return Ok((index, Opened::Existing)),
            Err(why) => format!("{why:#}"),
        };
        match Index::anew(dir, language) {
            Ok((index, true)) => Ok((index, Opened::Existing)),
            Ok((index, false)) if fresh => Ok((index, Opened::Fresh)),
            Ok((index, false)) => Ok((index, Opened::Rebuilt { why })),
            Err(error) => {
                let why = format!("{error:#}");
                Ok((Index::in_memory(language)?, Opened::InMemory { why }))
            }
        }
    }

    fn existing(dir: &Path, language: Language) -> anyhow::Result<Index> {
        let (schema, _) = schema::schema();
        Index::over(folder::open(dir, &schema, language)?, Some(dir.to_owned()), language)
    }

    /// Replaces the index in a folder, unless another process has just repaired it; tells whether that was so.
    fn anew(dir: &Path, language: Language) -> anyhow::Result<(Index, bool)> {
        let _lock = folder::lock(dir)?;
        if let Ok(index) = Index::existing(dir, language) {
            return Ok((index, true));
        }
        let (schema, _) = schema::schema();
        let index = Index::over(folder::create(dir, schema, language)?, Some(dir.to_owned()), language)?;
        Ok((index, false))
    }

    fn over(index: tantivy::Index, dir: Option<PathBuf>, language: Language) -> anyhow::Result<Index> {
        let (_, fields) = schema::schema();
        schema::register(index.tokenizers(), language);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let snapshot = Arc::new(Snapshot::load(reader.searcher(), fields, language)?);
        Ok(Index { index, reader, snapshot, fields, language, synonyms: Synonyms::default(), held: None, dir })
    }

    /// Makes the index hold these documents and no others.
    ///
    /// Only what differs is written. Of several documents with one id, the first counts. If the folder cannot be written to,
    /// the index goes on in memory.
    pub fn update(&mut self, docs: &[SearchDoc]) -> anyhow::Result<Updated> {
        let wanted = Wanted::new(docs);
        let held = self.held.take().map_or_else(|| self.snapshot.keys(), Ok)?;
        let changes = wanted.compare(&held);
        let summary = changes.summary;
        if changes.is_empty() {
            self.held = Some(held);
            return Ok(summary);
        }
        match self.apply(&wanted, changes) {
            Err(_) if self.dir.is_some() => {
                let synonyms = std::mem::take(&mut self.synonyms);
                *self = Index { synonyms, ..Index::in_memory(self.language)? };
                self.apply(&wanted, wanted.compare(&BTreeMap::new()))?;
            }
            done => done?,
        }
        self.held = Some(wanted.into_keys());
        Ok(summary)
    }

    /// The best documents for a query.
    pub fn search(&self, query: &Query) -> anyhow::Result<Results> {
        search::search(&self.snapshot, query)
    }

    /// Makes queries find what their words stand for. Readers that were handed out before know nothing of it.
    pub fn set_synonyms(&mut self, synonyms: Synonyms) -> anyhow::Result<()> {
        if self.synonyms != synonyms {
            self.synonyms = synonyms;
            self.reload()?;
        }
        Ok(())
    }

    /// The index as it is now.
    pub fn reader(&self) -> Reader {
        Reader(Arc::clone(&self.snapshot))
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.snapshot.documents as usize
    }

    /// Whether there are no documents.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[cfg(test)]
    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    #[cfg(test)]
    pub(crate) fn searcher(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    fn apply<'a>(&mut self, wanted: &'a Wanted<'a>, mut changes: Changes<'a>) -> anyhow::Result<()> {
        let mut writer = self.writer(changes.new.len())?;
        if let Some(dir) = &self.dir {
            folder::check_seal(dir, self.language)?;
            // Another process may have written between our last look and our lock.
            self.reload()?;
            changes = wanted.compare(&self.snapshot.keys()?);
        }
        for key in changes.stale {
            writer.delete_term(Term::from_field_text(self.fields.key, &key));
        }
        for keyed in changes.new {
            writer.add_document(keyed.fields(&self.fields, self.language)?)?;
        }
        writer.commit()?;
        self.tidy(&mut writer)?;
        if let Some(dir) = &self.dir {
            folder::seal(dir, self.language)?;
        }
        // Read before the lock goes with the writer: after that the folder may hold the documents of another.
        self.reload()?;
        writer.wait_merging_threads()?;
        Ok(())
    }

    fn writer(&self, count: usize) -> anyhow::Result<IndexWriter> {
        let memory = if count < MANY_DOCUMENTS { SMALL_MEMORY } else { LARGE_MEMORY };
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(memory)
            .build();
        let writer = self.index.writer_with_options(options)?;
        // Merging happens in `tidy`, where it is finished before the folder is sealed.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(writer)
    }

    fn reload(&mut self) -> anyhow::Result<()> {
        self.reader.reload()?;
        let snapshot = Snapshot::load(self.reader.searcher(), self.fields, self.language)?;
        self.snapshot = Arc::new(snapshot.with_synonyms(&self.synonyms)?);
        Ok(())
    }

    /// Keeps the folder from growing with every update.
    fn tidy(&self, writer: &mut IndexWriter) -> anyhow::Result<()> {
        let ids = to_merge(&self.index)?;
        if !ids.is_empty() {
            writer.merge(&ids).wait().context("merging failed")?;
        }
        Ok(())
    }
}

/// The segments to be made one: all when much is deleted, else all but the largest when there are many.
fn to_merge(index: &tantivy::Index) -> anyhow::Result<Vec<SegmentId>> {
    let mut segments = index.searchable_segment_metas()?;
    segments.sort_by_key(|segment| std::cmp::Reverse(segment.num_docs()));
    let ids = |from: usize| segments[from..].iter().map(|segment| segment.id()).collect();
    let live: u64 = segments.iter().map(|s| u64::from(s.num_docs())).sum();
    let deleted: u64 = segments.iter().map(|s| u64::from(s.num_deleted_docs())).sum();
    let small: u64 = segments[1.min(segments.len())..].iter().map(|s| u64::from(s.num_docs())).sum();
    if deleted > live / 2 || segments.len() > MOST_SEGMENTS && small > live / 3 {
        return Ok(ids(0));
    }
    Ok(if segments.len() > MOST_SEGMENTS { ids(1) } else { Vec::new() })
}

/// The documents that an index is to hold.
struct Wanted<'a>(Vec<Keyed<'a>>);

/// What stands between an index and the documents it is to hold.
struct Changes<'a> {
    summary: Updated,
    /// The keys of documents to be removed.
    stale: Vec<String>,
    new: Vec<&'a Keyed<'a>>,
}

impl Changes<'_> {
    fn is_empty(&self) -> bool {
        self.stale.is_empty() && self.new.is_empty()
    }
}

impl<'a> Wanted<'a> {
    fn new(docs: &'a [SearchDoc]) -> Self {
        let mut ids = BTreeSet::new();
        let docs: Vec<&SearchDoc> = docs.iter().filter(|doc| ids.insert(&doc.id)).collect();
        Self(docs.into_par_iter().map_init(Vec::new, |room, doc| Keyed::new(doc, room)).collect())
    }

    /// Their keys, by the part that names the document.
    fn into_keys(self) -> BTreeMap<String, String> {
        self.0.into_iter().map(|keyed| (schema::id_of(&keyed.key).to_owned(), keyed.key)).collect()
    }

    /// Compares with the keys that an index holds.
    fn compare(&'a self, held: &BTreeMap<String, String>) -> Changes<'a> {
        let mut summary = Updated::default();
        let (mut stale, mut new) = (Vec::new(), Vec::new());
        let mut ids = BTreeSet::new();
        for keyed in &self.0 {
            let id = schema::id_of(&keyed.key);
            ids.insert(id);
            match held.get(id) {
                Some(key) if *key == keyed.key => {
                    summary.unchanged += 1;
                    continue;
                }
                Some(key) => {
                    summary.changed += 1;
                    stale.push(key.clone());
                }
                None => summary.added += 1,
            }
            new.push(keyed);
        }
        let gone = held.iter().filter(|(id, _)| !ids.contains(id.as_str()));
        stale.extend(gone.map(|(_, key)| key.clone()));
        summary.removed = stale.len() - summary.changed;
        Changes { summary, stale, new }
    }
}
