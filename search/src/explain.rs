//! How a score came about, in the figures that it was made of.

use serde::{Deserialize, Serialize};
use tantivy::postings::Postings as _;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, InvertedIndexReader};

use crate::score::{self, Alternative, How, Scored, Slot};
use crate::snapshot::{Segment, Snapshot};

/// How the score of a hit came about: `(Σ words + title) · boost`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// What each word of the query that the document answers to adds, in the order of the query.
    pub words: Vec<WordScore>,
    /// What words in the title add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<TitleScore>,
    /// What the sum is multiplied with, by kind and status.
    pub boost: f64,
    /// The length of the document in words, rounded as the index keeps it.
    pub length: f64,
    /// The mean length of a document in words.
    pub average_length: f64,
}

/// What one word adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordScore {
    /// The word, as the query has it.
    pub word: String,
    /// How the stems come from it.
    pub how: How,
    /// What the least of the stems is multiplied with.
    pub weight: f64,
    /// The stems that were found; several for a synonym of several words.
    pub stems: Vec<StemScore>,
    /// What is added.
    pub score: f64,
}

/// What one stem is worth: `idf · 2.2 · count / (count + 1.2 · (0.25 + 0.75 · length / average length))`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StemScore {
    /// The stem.
    pub stem: String,
    /// How often it stands in the document; a word of the title counts three times, one of a heading twice.
    pub count: u32,
    /// The number of documents that hold it.
    pub documents: u64,
    /// How rare it is.
    pub idf: f64,
    /// What it is worth.
    pub score: f64,
}

/// What the title adds: `inside · (inside / total)² · ½ (1 + words / stems)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TitleScore {
    /// Σ idf of the words of the query in the title.
    pub inside: f64,
    /// Σ idf of all words of the query.
    pub total: f64,
    /// How many words of the query are in the title.
    pub words: u32,
    /// The number of distinct stems in the title.
    pub stems: u64,
    /// What is added.
    pub score: f64,
}

impl Explanation {
    /// The score, summed in the order in which it was.
    pub fn score(&self) -> f64 {
        let mut score = 0.0;
        for word in &self.words {
            score += word.score;
        }
        if let Some(title) = &self.title {
            score += title.score;
        }
        score * self.boost
    }
}

/// Explains the score of one document.
pub(crate) fn explain(snapshot: &Snapshot, slots: &[Slot], scored: &Scored) -> anyhow::Result<Explanation> {
    let segment = &snapshot.segments[scored.segment];
    let doc = scored.doc;
    let length = f64::from(segment.lengths.fieldnorm(doc));
    let mut words = Vec::new();
    let (mut inside, mut hits) = (0.0, 0);
    for slot in slots {
        let mut best: Option<WordScore> = None;
        let mut in_title: Option<f64> = None;
        for alternative in &slot.alternatives {
            let found = word(segment, doc, slot, alternative, (length, snapshot.average_length))?;
            best = match (best, found) {
                (Some(best), Some(found)) if found.score > best.score => Some(found),
                (best, found) => best.or(found),
            };
            if slot.first && holds_all(&segment.title, doc, alternative)? {
                in_title = Some(in_title.unwrap_or(0.0).max(alternative.value()));
            }
        }
        words.extend(best);
        if let Some(value) = in_title {
            inside += value;
            hits += 1;
        }
    }
    let title = (hits > 0).then(|| {
        let (total, stems) = (score::total(slots), segment.title_stems(doc));
        TitleScore { inside, total, words: hits, stems, score: score::bonus(inside, total, hits, stems) }
    });
    let boost = segment.boosts.first(doc).unwrap_or(1.0);
    Ok(Explanation { words, title, boost, length, average_length: snapshot.average_length })
}

/// What an alternative adds for a word, if the document holds all its stems.
fn word(
    segment: &Segment,
    doc: DocId,
    slot: &Slot,
    alternative: &Alternative,
    (length, average_length): (f64, f64),
) -> anyhow::Result<Option<WordScore>> {
    let mut stems = Vec::new();
    for stem in &alternative.stems {
        let Some(count) = count(&segment.text, doc, &stem.text, IndexRecordOption::WithFreqs)? else {
            return Ok(None);
        };
        stems.push(StemScore {
            stem: stem.text.clone(),
            count,
            documents: stem.documents,
            idf: stem.idf,
            score: score::bm25(stem.idf, f64::from(count), length, average_length),
        });
    }
    let weight = alternative.how.weight();
    let score = weight * stems.iter().map(|stem| stem.score).fold(f64::INFINITY, f64::min);
    Ok(Some(WordScore { word: slot.word.clone(), how: alternative.how, weight, stems, score }))
}

fn holds_all(title: &InvertedIndexReader, doc: DocId, alternative: &Alternative) -> anyhow::Result<bool> {
    for stem in &alternative.stems {
        if count(title, doc, &stem.text, IndexRecordOption::Basic)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How often a stem stands in a field of a document, if it does.
fn count(
    index: &InvertedIndexReader,
    doc: DocId,
    stem: &str,
    option: IndexRecordOption,
) -> anyhow::Result<Option<u32>> {
    let Some(found) = index.terms().get(stem)? else {
        return Ok(None);
    };
    let mut postings = index.read_postings_from_terminfo(&found, option)?;
    let at = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
    Ok((at == doc).then(|| postings.term_freq()))
}

#[cfg(test)]
mod tests {
    use crate::synonyms::Synonyms;
    use crate::testing::{Dice, index, word};
    use crate::{How, Query};

    #[test]
    fn the_figures_of_an_explanation_add_up_to_the_score_to_the_bit() {
        let mut dice = Dice::new(11);
        let docs: Vec<_> = (0..120).map(|id| dice.doc(id)).collect();
        let mut index = index(&docs);
        let pairs =
            (0..40).map(|number| (word(number), vec![word(number + 1), format!("{} {}", word(number + 2), word(3))]));
        index.set_synonyms(Synonyms::new(pairs)).unwrap();
        let (mut explained, mut synonyms) = (0, 0);
        for round in 0..200 {
            let count = 1 + dice.roll(4);
            let mut query = Query::new(&dice.words(count));
            query.prefix = round % 2 == 0;
            query.limit = 50;
            let plain = index.search(&query).unwrap();
            assert!(plain.hits.iter().all(|hit| hit.explanation.is_none()));
            query.explain = true;
            for hit in index.search(&query).unwrap().hits {
                let explanation = hit.explanation.unwrap();
                assert_eq!(explanation.score().to_bits(), hit.score.to_bits(), "{}: {explanation:#?}", query.text);
                explained += 1;
                synonyms += explanation.words.iter().filter(|word| word.how == How::Synonym).count();
            }
        }
        assert!(explained > 1_000 && synonyms > 100, "{explained} {synonyms}");
    }

    #[test]
    fn a_list_has_nothing_to_explain() {
        let mut dice = Dice::new(1);
        let index = index(&[dice.doc(0)]);
        let mut query = Query::new("-kind:nothing");
        query.explain = true;
        let hits = index.search(&query).unwrap().hits;
        assert_eq!((hits.len(), &hits[0].explanation), (1, &None));
    }
}
