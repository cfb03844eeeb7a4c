//! From a query to its hits.

use std::collections::BTreeMap;

use crate::filter;
use crate::query::{self, MOST_HITS, Parsed, Query, Run, Word};
use crate::results::{Hit, Results};
use crate::score::{self, Alternative, How, Scored, Slot, Stem};
use crate::snapshot::Snapshot;
use crate::snippet::{self, Weights};
use crate::{explain, synonyms, vocabulary};

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
        .map(|scored| {
            // A list by filters has no scores.
            let explained = query.explain && !slots.is_empty();
            let explanation = explained.then(|| explain::explain(snapshot, &slots, scored)).transpose()?;
            Ok(Hit { explanation, ..hit(snapshot, scored, &weights)? })
        })
        .collect::<anyhow::Result<_>>()?;
    let cut = query.cut || text.len() < query.text.len();
    let mut notices: Vec<String> = cut.then(|| "the query is too long and was cut".to_owned()).into_iter().collect();
    notices.extend(filter::unknown(snapshot, &parsed.filters)?);
    notices.extend(corrected.map(|Corrected { text, unknown }| {
        format!("no entry holds {}; showing results for {text}", unknown.join(" or "))
    }));
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

/// A query in which words were replaced.
struct Corrected {
    text: String,
    /// The words as they were typed, in quotes, each once.
    unknown: Vec<String>,
}

/// Replaces words that no document holds; nothing when there are none.
fn correct(snapshot: &Snapshot, query: &Query, text: &str, parsed: &mut Parsed) -> anyhow::Result<Option<Corrected>> {
    let mut replaced: BTreeMap<String, String> = BTreeMap::new();
    let mut corrected = Corrected { text: String::new(), unknown: Vec::new() };
    let mut copied = 0;
    let mut tried = 0;
    let named = synonyms::matched(&snapshot.synonyms, &parsed.words, &stems(snapshot, &parsed.words)?).named;
    for (at, word) in parsed.words.iter_mut().enumerate() {
        let fixed = word.joined || word.quoted || named.contains(&at);
        if fixed || snapshot.document_frequency(&snapshot.stem(&word.text)?)? > 0 {
            continue;
        }
        let open = open_end(query, text) == Some(word.to);
        if open && !vocabulary::completions(snapshot, &word.text)?.is_empty() {
            continue;
        }
        tried += 1;
        if tried > MOST_UNKNOWN {
            break;
        }
        let Some(correction) = vocabulary::correction(snapshot, &word.text)? else {
            continue;
        };
        let typed = format!("\"{}\"", &text[word.from..word.to]);
        if !corrected.unknown.contains(&typed) {
            corrected.unknown.push(typed);
        }
        corrected.text.push_str(&text[copied..word.from]);
        corrected.text.push_str(&correction);
        copied = word.to;
        replaced.insert(std::mem::replace(&mut word.text, correction.clone()), correction);
    }
    if replaced.is_empty() {
        return Ok(None);
    }
    corrected.text.push_str(&text[copied..]);
    for (word, _) in parsed.required.iter_mut().flat_map(|run: &mut Run| &mut run.words) {
        if let Some(correction) = replaced.get(word) {
            word.clone_from(correction);
        }
    }
    Ok(Some(corrected))
}

/// What is looked up for each word; words that no document holds are left out.
pub(crate) fn slots(snapshot: &Snapshot, words: &[Word], open_end: Option<usize>) -> anyhow::Result<Vec<Slot>> {
    let stems = stems(snapshot, words)?;
    let matched = synonyms::matched(&snapshot.synonyms, words, &stems);
    let mut slots = Vec::new();
    let mut seen: Vec<&String> = Vec::new();
    for (at, (word, own)) in words.iter().zip(&stems).enumerate() {
        let mut wanted = vec![(vec![own.clone()], How::Word)];
        let mut want = |stems: Vec<String>, how: How| {
            if stems.len() > 1 || wanted.iter().all(|(known, _)| *known != stems) {
                wanted.push((stems, how));
            }
        };
        if open_end == Some(word.to) && !word.quoted {
            for completion in vocabulary::completions(snapshot, &word.text)? {
                want(vec![snapshot.stem(&completion)?], How::Completion);
            }
        }
        for stems in matched.alternatives.get(&at).into_iter().flatten() {
            want(stems.clone(), How::Synonym);
        }
        let found = wanted.into_iter().map(|(stems, how)| alternative(snapshot, stems, how));
        let alternatives: Vec<Alternative> = found.filter_map(Result::transpose).collect::<anyhow::Result<_>>()?;
        if !alternatives.is_empty() {
            slots.push(Slot { word: word.text.clone(), alternatives, first: !seen.contains(&own) });
            seen.push(own);
        }
    }
    Ok(slots)
}

fn stems(snapshot: &Snapshot, words: &[Word]) -> anyhow::Result<Vec<String>> {
    words.iter().map(|word| snapshot.stem(&word.text)).collect()
}

/// An alternative, unless one of its stems is in no document.
fn alternative(snapshot: &Snapshot, stems: Vec<String>, how: How) -> anyhow::Result<Option<Alternative>> {
    let mut found = Vec::with_capacity(stems.len());
    for text in stems {
        let documents = snapshot.document_frequency(&text)?;
        if documents == 0 {
            return Ok(None);
        }
        found.push(Stem { idf: snapshot.idf(documents), text, documents });
    }
    Ok(Some(Alternative { stems: found, how }))
}

/// What each stem is worth when sections and snippets are chosen.
fn weights(slots: &[Slot]) -> Weights {
    let mut weights = Weights::new();
    for alternative in slots.iter().flat_map(|slot| &slot.alternatives) {
        for stem in &alternative.stems {
            let worth = weights.entry(stem.text.clone()).or_insert(0.0);
            *worth = f64::max(*worth, alternative.how.weight() * stem.idf);
        }
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
        explanation: None,
    })
}

#[cfg(test)]
mod tests;
