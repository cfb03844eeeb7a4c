//! The ranking: BM25 and a bonus for words of the title.
//!
//! Everything is summed in f64 and in the order of the query, or two machines could order a tie differently. For each document:
//!
//! ```text
//! score = (Σ bm25(word) + λ · m · (m / Σ idf)² · ½ (1 + hits / title stems)) · boost
//! bm25(word) = idf · 2.2 · tf / (tf + 1.2 · (0.25 + 0.75 · length / average length))
//! ```
//!
//! where m is the Σ idf of the query's distinct words in the title, and hits their number. A word stands for itself, for its
//! completions while it is being typed, and for its synonyms; these weigh less, and of weight · bm25 and of weight · idf the best
//! one counts. Of a synonym of several words all must be there, and the least counts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tantivy::postings::Postings as _;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, TERMINATED};

use crate::snapshot::{Segment, Snapshot};

/// λ: how much a match in the title counts.
pub(crate) const TITLE_BONUS: f64 = 1.0;

/// What one word of a query asks for.
pub(crate) struct Slot {
    /// The word.
    pub word: String,
    /// The word's own stem, those of its completions, and its synonyms; a document is scored by the best one.
    pub alternatives: Vec<Alternative>,
    /// Whether the word was not in the query before: the title counts no word twice.
    pub first: bool,
}

/// What answers to a word: a stem, or several that must all be there, of which the least counts.
pub(crate) struct Alternative {
    pub stems: Vec<Stem>,
    pub how: How,
}

/// A stem that documents hold.
pub(crate) struct Stem {
    pub text: String,
    /// The number of documents that hold it.
    pub documents: u64,
    pub idf: f64,
}

/// How an alternative comes from a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// It is its stem.
    Word,
    /// The word is its beginning.
    Completion,
    /// The knowledge base says that the word stands for it.
    Synonym,
}

impl How {
    /// What the value of an alternative is multiplied with.
    pub(crate) fn weight(self) -> f64 {
        match self {
            How::Word => 1.0,
            How::Completion => 0.6,
            How::Synonym => 0.8,
        }
    }
}

impl Alternative {
    pub(crate) fn value(&self) -> f64 {
        self.how.weight() * self.stems.iter().map(|stem| stem.idf).fold(f64::INFINITY, f64::min)
    }
}

/// How much a stem counts that stands `count` times in a text of `length` words.
pub(crate) fn bm25(idf: f64, count: f64, length: f64, average_length: f64) -> f64 {
    let norm = 1.2 * (0.25 + 0.75 * length / average_length);
    idf * 2.2 * count / (count + norm)
}

/// What the title adds: `inside` of the `total` idf of the query is in it, in `hits` of its `stems`.
pub(crate) fn bonus(inside: f64, total: f64, hits: u32, stems: u64) -> f64 {
    let share = inside / total;
    let cover = f64::from(hits) / stems as f64;
    inside * share * share * (0.5 + 0.5 * cover)
}

/// A document and its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scored {
    pub score: f64,
    /// The document's place in the order of addresses.
    pub place: u32,
    pub segment: usize,
    pub doc: DocId,
}

/// Scores all documents that hold a word of the query and that `keeps` lets pass, best first.
///
/// `keeps` has one flag for each document of each segment.
pub(crate) fn rank(
    snapshot: &Snapshot,
    slots: &[Slot],
    keeps: &[Vec<bool>],
    title_bonus: f64,
) -> anyhow::Result<Vec<Scored>> {
    let total = total(slots);
    let mut found = Vec::new();
    for (number, (segment, keeps)) in snapshot.segments.iter().zip(keeps).enumerate() {
        let mut sums = Sums::new(segment, snapshot.average_length);
        for slot in slots {
            sums.add(slot)?;
        }
        found.extend((0..segment.size() as DocId).filter_map(|doc| {
            let kept = keeps[doc as usize];
            let score = kept.then(|| sums.score(doc, total, title_bonus)).flatten()?;
            Some(scored(segment, number, doc, score))
        }));
    }
    found.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
    Ok(found)
}

/// All documents that `keeps` lets pass, in the order of their addresses.
pub(crate) fn list(snapshot: &Snapshot, keeps: &[Vec<bool>]) -> Vec<Scored> {
    let mut found: Vec<Scored> = snapshot
        .segments
        .iter()
        .zip(keeps)
        .enumerate()
        .flat_map(|(number, (segment, keeps))| {
            (0..segment.size() as DocId)
                .filter(|&doc| keeps[doc as usize])
                .map(move |doc| scored(segment, number, doc, 0.0))
        })
        .collect();
    found.sort_unstable_by_key(|found| found.place);
    found
}

fn scored(segment: &Segment, number: usize, doc: DocId, score: f64) -> Scored {
    Scored { score, place: segment.places[doc as usize], segment: number, doc }
}

/// Σ idf of the query.
pub(crate) fn total(slots: &[Slot]) -> f64 {
    let best = |slot: &Slot| slot.alternatives.iter().map(Alternative::value).fold(0.0, f64::max);
    slots.iter().filter(|slot| slot.first).map(best).sum()
}

/// The sums of one segment's documents while the words of a query are gone through.
struct Sums<'a> {
    segment: &'a Segment,
    average_length: f64,
    words: Vec<f64>,
    title: Vec<f64>,
    title_hits: Vec<u32>,
    /// The best alternative of the word at hand, and the documents that have one.
    bests: Vec<f64>,
    touched: Vec<DocId>,
}

impl<'a> Sums<'a> {
    fn new(segment: &'a Segment, average_length: f64) -> Self {
        let size = segment.size();
        Self {
            segment,
            average_length,
            words: vec![0.0; size],
            title: vec![0.0; size],
            title_hits: vec![0; size],
            bests: vec![0.0; size],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, slot: &Slot) -> anyhow::Result<()> {
        for alternative in &slot.alternatives {
            self.note_text(alternative)?;
        }
        for doc in self.touched.drain(..) {
            self.words[doc as usize] += std::mem::take(&mut self.bests[doc as usize]);
        }
        if slot.first {
            for alternative in &slot.alternatives {
                self.note_title(alternative)?;
            }
            for doc in self.touched.drain(..) {
                self.title[doc as usize] += std::mem::take(&mut self.bests[doc as usize]);
                self.title_hits[doc as usize] += 1;
            }
        }
        Ok(())
    }

    fn note_text(&mut self, alternative: &Alternative) -> anyhow::Result<()> {
        let (segment, average) = (self.segment, self.average_length);
        let values = |stem: &Stem, visit: &mut dyn FnMut(DocId, f64)| -> anyhow::Result<()> {
            let Some(found) = segment.text.terms().get(&stem.text)? else {
                return Ok(());
            };
            let mut postings = segment.text.read_postings_from_terminfo(&found, IndexRecordOption::WithFreqs)?;
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                let (count, length) = (f64::from(postings.term_freq()), f64::from(segment.lengths.fieldnorm(doc)));
                visit(doc, bm25(stem.idf, count, length, average));
                postings.advance();
            }
            Ok(())
        };
        let weight = alternative.how.weight();
        if let [stem] = alternative.stems.as_slice() {
            return values(stem, &mut |doc, value| self.note(doc, weight * value));
        }
        let mut least: Option<BTreeMap<DocId, f64>> = None;
        for stem in &alternative.stems {
            let mut next = BTreeMap::new();
            values(stem, &mut |doc, value| {
                let before = least.as_ref().map_or(Some(f64::INFINITY), |least| least.get(&doc).copied());
                if let Some(before) = before {
                    next.insert(doc, before.min(value));
                }
            })?;
            least = Some(next);
        }
        for (doc, value) in least.unwrap_or_default() {
            self.note(doc, weight * value);
        }
        Ok(())
    }

    fn note_title(&mut self, alternative: &Alternative) -> anyhow::Result<()> {
        let title = &self.segment.title;
        let mut held: Option<BTreeSet<DocId>> = None;
        for stem in &alternative.stems {
            let mut next = BTreeSet::new();
            if let Some(found) = title.terms().get(&stem.text)? {
                let mut postings = title.read_postings_from_terminfo(&found, IndexRecordOption::Basic)?;
                self.segment.each_live(&mut postings, |doc| {
                    if held.as_ref().is_none_or(|held| held.contains(&doc)) {
                        next.insert(doc);
                    }
                });
            }
            held = Some(next);
        }
        for doc in held.unwrap_or_default() {
            self.note(doc, alternative.value());
        }
        Ok(())
    }

    fn note(&mut self, doc: DocId, value: f64) {
        let best = &mut self.bests[doc as usize];
        if *best == 0.0 {
            self.touched.push(doc);
        }
        *best = best.max(value);
    }

    /// The finished score, or nothing for a document without a word of the query.
    fn score(&self, doc: DocId, total: f64, title_bonus: f64) -> Option<f64> {
        let at = doc as usize;
        let words = self.words[at];
        if words == 0.0 {
            return None;
        }
        let mut score = words;
        if self.title_hits[at] > 0 {
            score += title_bonus * bonus(self.title[at], total, self.title_hits[at], self.segment.title_stems(doc));
        }
        Some(score * self.segment.boosts.first(doc).unwrap_or(1.0))
    }
}
