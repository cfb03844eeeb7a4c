//! The ranking: BM25 and a bonus for words of the title.
//!
//! Everything is summed in f64 and in the order of the query, or two machines could order a tie differently. For each document:
//!
//! ```text
//! score = (Σ bm25(word) + λ · m · (m / Σ idf)² · ½ (1 + hits / title stems)) · boost
//! bm25(word) = idf · 2.2 · tf / (tf + 1.2 · (0.25 + 0.75 · length / average length))
//! ```
//!
//! where m is the Σ idf of the query's distinct words in the title, and hits their number. A word that is still being typed
//! stands for itself and for its completions, which weigh less: of weight · bm25 and of weight · idf the best one counts.

use tantivy::postings::Postings as _;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, TERMINATED};

use crate::snapshot::{Segment, Snapshot};

/// λ: how much a match in the title counts.
pub(crate) const TITLE_BONUS: f64 = 1.0;

/// What one word of a query asks for.
pub(crate) struct Slot {
    /// The word's own stem, and those of its completions; a document is scored by the best one.
    pub alternatives: Vec<Alternative>,
    /// Whether the word was not in the query before: the title counts no word twice.
    pub first: bool,
}

/// One stem that answers to a word.
pub(crate) struct Alternative {
    pub stem: String,
    /// 1 for the word itself, less for a completion.
    pub weight: f64,
    pub idf: f64,
}

impl Alternative {
    fn value(&self) -> f64 {
        self.weight * self.idf
    }
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
    let total: f64 =
        slots.iter().filter(|slot| slot.first).map(|slot| best(slot.alternatives.iter().map(Alternative::value))).sum();
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

fn best(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, f64::max)
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
        let text = &self.segment.text;
        let Some(found) = text.terms().get(&alternative.stem)? else {
            return Ok(());
        };
        let mut postings = text.read_postings_from_terminfo(&found, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            let count = f64::from(postings.term_freq());
            let length = f64::from(self.segment.lengths.fieldnorm(doc));
            let norm = 1.2 * (0.25 + 0.75 * length / self.average_length);
            self.note(doc, alternative.weight * (alternative.idf * 2.2 * count / (count + norm)));
            postings.advance();
        }
        Ok(())
    }

    fn note_title(&mut self, alternative: &Alternative) -> anyhow::Result<()> {
        let title = &self.segment.title;
        let Some(found) = title.terms().get(&alternative.stem)? else {
            return Ok(());
        };
        let mut postings = title.read_postings_from_terminfo(&found, IndexRecordOption::Basic)?;
        while postings.doc() != TERMINATED {
            self.note(postings.doc(), alternative.value());
            postings.advance();
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
            let stems = self.segment.title_stems.first(doc).unwrap_or(1).max(1);
            let (inside, share) = (self.title[at], self.title[at] / total);
            let cover = f64::from(self.title_hits[at]) / stems as f64;
            score += title_bonus * inside * share * share * (0.5 + 0.5 * cover);
        }
        Some(score * self.segment.boosts.first(doc).unwrap_or(1.0))
    }
}
