//! From a query to its hits.

use std::collections::BTreeMap;

use crate::filter;
use crate::query::{self, MOST_HITS, Parsed, Query, Run, Word};
use crate::results::{Hit, Results};
use crate::score::{self, Alternative, Scored, Slot};
use crate::snapshot::Snapshot;
use crate::snippet::{self, Weights};
use crate::vocabulary;

/// A completion counts so much less than the word itself.
const COMPLETION: f64 = 0.6;

/// Looking for what was meant is the dearest part of a query, so only so many unknown words of one are tried.
const MOST_UNKNOWN: usize = 8;

/// Answers a query.
pub(crate) fn search(snapshot: &Snapshot, query: &Query) -> anyhow::Result<Results> {
    let text = query::bounded(&query.text);
    let mut parsed = query::parse(query, text, snapshot.language);
    let corrected = correct(snapshot, query, text, &mut parsed)?;
    let slots = slots(snapshot, &parsed.words, open_end(query, text))?;
    let found = find(snapshot, &parsed, &slots, score::TITLE_BONUS)?;
    let weights = weights(&slots);
    let hits = found
        .iter()
        .take(query.limit.min(MOST_HITS))
        .map(|scored| hit(snapshot, scored, &weights))
        .collect::<anyhow::Result<_>>()?;
    let cut = query.cut || text.len() < query.text.len();
    let notices = [
        cut.then(|| "the query is too long and was cut".to_owned()),
        corrected.map(|text| format!("showing results for {text}")),
    ];
    let notices: Vec<String> = notices.into_iter().flatten().collect();
    Ok(Results {
        query: text.to_owned(),
        total: found.len(),
        hits,
        notice: (!notices.is_empty()).then(|| notices.join("; ")),
    })
}

/// All documents that match, best first.
pub(crate) fn find(
    snapshot: &Snapshot,
    parsed: &Parsed,
    slots: &[Slot],
    title_bonus: f64,
) -> anyhow::Result<Vec<Scored>> {
    let filters = &parsed.filters;
    let filtered = !(filters.only.is_empty() && filters.except.is_empty());
    // Filters alone ask for a list.
    let lists = filtered && !parsed.has_text;
    if slots.is_empty() && !lists {
        return Ok(Vec::new());
    }
    let keeps = filter::keeps(snapshot, filters, &parsed.required, &parsed.excluded)?;
    if lists {
        return Ok(score::list(snapshot, &keeps));
    }
    score::rank(snapshot, slots, &keeps, title_bonus)
}

/// Where the word ends that is still being typed.
fn open_end(query: &Query, text: &str) -> Option<usize> {
    query.prefix.then_some(text.len())
}

/// Replaces words that no document holds; gives the text with the replacements, if there are any.
fn correct(snapshot: &Snapshot, query: &Query, text: &str, parsed: &mut Parsed) -> anyhow::Result<Option<String>> {
    let mut replaced: BTreeMap<String, String> = BTreeMap::new();
    let mut out = String::new();
    let mut copied = 0;
    let mut unknown = 0;
    for word in &mut parsed.words {
        let fixed = word.joined || word.quoted;
        if fixed || snapshot.document_frequency(&snapshot.stem(&word.text)?)? > 0 {
            continue;
        }
        let open = open_end(query, text) == Some(word.to);
        if open && !vocabulary::completions(snapshot, &word.text)?.is_empty() {
            continue;
        }
        unknown += 1;
        if unknown > MOST_UNKNOWN {
            break;
        }
        let Some(correction) = vocabulary::correction(snapshot, &word.text)? else {
            continue;
        };
        out.push_str(&text[copied..word.from]);
        out.push_str(&correction);
        copied = word.to;
        replaced.insert(std::mem::replace(&mut word.text, correction.clone()), correction);
    }
    if replaced.is_empty() {
        return Ok(None);
    }
    out.push_str(&text[copied..]);
    for (word, _) in parsed.required.iter_mut().flat_map(|run: &mut Run| &mut run.words) {
        if let Some(correction) = replaced.get(word) {
            word.clone_from(correction);
        }
    }
    Ok(Some(out))
}

/// What is looked up for each word; words that no document holds are left out.
pub(crate) fn slots(snapshot: &Snapshot, words: &[Word], open_end: Option<usize>) -> anyhow::Result<Vec<Slot>> {
    let mut slots = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for word in words {
        let stem = snapshot.stem(&word.text)?;
        let mut wanted = vec![(stem.clone(), 1.0)];
        if open_end == Some(word.to) && !word.quoted {
            for completion in vocabulary::completions(snapshot, &word.text)? {
                let stem = snapshot.stem(&completion)?;
                if wanted.iter().all(|(known, _)| *known != stem) {
                    wanted.push((stem, COMPLETION));
                }
            }
        }
        let mut alternatives = Vec::new();
        for (stem, weight) in wanted {
            let frequency = snapshot.document_frequency(&stem)?;
            if frequency > 0 {
                let idf = snapshot.idf(frequency);
                alternatives.push(Alternative { stem, weight, idf });
            }
        }
        if !alternatives.is_empty() {
            let first = !seen.contains(&stem);
            slots.push(Slot { alternatives, first });
            seen.push(stem);
        }
    }
    Ok(slots)
}

/// What each stem is worth when sections and snippets are chosen.
fn weights(slots: &[Slot]) -> Weights {
    let mut weights = Weights::new();
    for alternative in slots.iter().flat_map(|slot| &slot.alternatives) {
        let worth = weights.entry(alternative.stem.clone()).or_insert(0.0);
        *worth = f64::max(*worth, alternative.weight * alternative.idf);
    }
    weights
}

fn hit(snapshot: &Snapshot, scored: &Scored, weights: &Weights) -> anyhow::Result<Hit> {
    let doc = snapshot.document(scored.segment, scored.doc)?;
    let (snippet, sections) = snippet::excerpt(&doc, weights, snapshot.language);
    Ok(Hit {
        id: doc.id,
        kind: doc.kind,
        title: doc.title,
        url: doc.url,
        score: scored.score,
        status: doc.status,
        snippet,
        sections,
        path: doc.path,
    })
}

#[cfg(test)]
mod tests;
