//! Which documents a query lets pass, whatever their score.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::postings::Postings as _;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, TERMINATED, Term};

use crate::query::{Facet, Filters, Run};
use crate::schema::{Fields, facet_term};
use crate::snapshot::{Segment, Snapshot};
use crate::vocabulary;

/// One flag for each document of each segment: live, and all conditions are met.
pub(crate) fn keeps(
    snapshot: &Snapshot,
    filters: &Filters,
    required: &[Run],
    excluded: &[Run],
) -> anyhow::Result<Vec<Vec<bool>>> {
    let fields = &snapshot.fields;
    let mut all = Vec::with_capacity(snapshot.segments.len());
    for segment in &snapshot.segments {
        let mut kept: Vec<bool> = (0..segment.size() as DocId).map(|doc| segment.is_live(doc)).collect();
        for (facet, values) in &filters.only {
            narrow(&mut kept, &with_any(segment, fields, *facet, values)?, true);
        }
        for (facet, values) in &filters.except {
            narrow(&mut kept, &with_any(segment, fields, *facet, values)?, false);
        }
        for run in required {
            narrow(&mut kept, &with_run(snapshot, segment, run)?, true);
        }
        for run in excluded {
            narrow(&mut kept, &with_run(snapshot, segment, run)?, false);
        }
        all.push(kept);
    }
    Ok(all)
}

/// Keeps the documents whose flag in `found` is as `wanted`.
fn narrow(kept: &mut [bool], found: &[bool], wanted: bool) {
    for (kept, found) in kept.iter_mut().zip(found) {
        *kept &= *found == wanted;
    }
}

/// The documents that have one of the values in a field.
fn with_any(segment: &Segment, fields: &Fields, facet: Facet, values: &[String]) -> anyhow::Result<Vec<bool>> {
    let field = field_of(fields, facet);
    let mut found = vec![false; segment.size()];
    for value in values {
        segment.each_with(field, &facet_term(value), |doc| found[doc as usize] = true)?;
    }
    Ok(found)
}

fn field_of(fields: &Fields, facet: Facet) -> Field {
    match facet {
        Facet::Kind => fields.kind,
        Facet::Tag => fields.tags,
        Facet::Status => fields.status,
        Facet::Owner => fields.owners,
    }
}

/// What is to be said of the values that no document has: nothing is found for them, which looks like an answer.
pub(crate) fn unknown(snapshot: &Snapshot, filters: &Filters) -> anyhow::Result<Vec<String>> {
    let mut told = Vec::new();
    for (facet, values) in &filters.only {
        let known = values_of(snapshot, *facet)?;
        for value in values {
            let term = facet_term(value);
            if known.contains(&term) {
                continue;
            }
            let nearest = vocabulary::nearest(&term, &known);
            let nearest = nearest.map_or_else(String::new, |nearest| format!("; the nearest is `{nearest}`"));
            told.push(format!("no entry has the {} `{}`{nearest}", facet.name(), value.trim()));
        }
    }
    Ok(told)
}

/// The values that live documents have in a field, as they are compared.
fn values_of(snapshot: &Snapshot, facet: Facet) -> anyhow::Result<BTreeSet<String>> {
    let mut values = BTreeSet::new();
    for segment in &snapshot.segments {
        segment.each_text(field_of(&snapshot.fields, facet), |value| {
            values.insert(String::from_utf8_lossy(value).into_owned());
        })?;
    }
    Ok(values)
}

/// The documents in which the words of a run follow each other, or its joined form stands.
fn with_run(snapshot: &Snapshot, segment: &Segment, run: &Run) -> anyhow::Result<Vec<bool>> {
    let text = snapshot.fields.text;
    let mut found = vec![false; segment.size()];
    if let Some(joined) = &run.joined {
        segment.each_with(text, &snapshot.stem(joined)?, |doc| found[doc as usize] = true)?;
    }
    match run.words.as_slice() {
        [] => {}
        // One word needs no positions.
        [(word, _)] => {
            segment.each_with(text, &snapshot.stem(word)?, |doc| found[doc as usize] = true)?;
        }
        words => {
            for doc in with_phrase(snapshot, segment, words)? {
                found[doc as usize] = true;
            }
        }
    }
    Ok(found)
}

fn with_phrase(snapshot: &Snapshot, segment: &Segment, words: &[(String, usize)]) -> anyhow::Result<Vec<DocId>> {
    // Where in each document the phrase could begin, by the words seen so far.
    let mut starts: Option<BTreeMap<DocId, Vec<u32>>> = None;
    let first = words.first().map_or(0, |(_, position)| *position);
    for (word, position) in words {
        let offset = (position - first) as u32;
        let term = Term::from_field_text(snapshot.fields.text, &snapshot.stem(word)?);
        let option = IndexRecordOption::WithFreqsAndPositions;
        let Some(mut postings) = segment.text.read_postings(&term, option)? else {
            return Ok(Vec::new());
        };
        let mut next = BTreeMap::new();
        let mut positions = Vec::new();
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            let known = starts.as_ref().map(|starts| starts.get(&doc));
            if segment.is_live(doc) && known != Some(None) {
                postings.positions(&mut positions);
                positions.retain_mut(|at| shift(at, offset));
                if let Some(Some(known)) = known {
                    positions.retain(|at| known.binary_search(at).is_ok());
                }
                if !positions.is_empty() {
                    next.insert(doc, std::mem::take(&mut positions));
                }
            }
            postings.advance();
        }
        starts = Some(next);
    }
    Ok(starts.unwrap_or_default().into_keys().collect())
}

/// Moves a position back to where its phrase would begin, if there is such a place.
fn shift(position: &mut u32, offset: u32) -> bool {
    match position.checked_sub(offset) {
        Some(start) => {
            *position = start;
            true
        }
        None => false,
    }
}
