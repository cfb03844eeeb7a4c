//! Words as they are written, for completions, corrections, and for stems of languages that the browser does not know.

use std::collections::BTreeMap;

use super::pieces::{Cut, Part, Pieces, Table, front_coded, sized, varint};
use crate::language::{Language, first_letter};
use crate::snapshot::Snapshot;

/// Words are short; one such file is read while one is typed.
const CUT: Cut = Cut { size: 16_000, one_in: 1_024 };

/// Writes all words; gives their table, and how the browser comes to stems.
pub(super) fn write(snapshot: &Snapshot, pieces: &mut Pieces) -> anyhow::Result<(Table, &'static str)> {
    let language = snapshot.language;
    let words = counts(snapshot)?;
    let listed = !language.is_english() && language.has_stems();
    let mut table = Table::default();
    let (mut raw, mut first, mut before, mut last) = (Vec::new(), String::new(), String::new(), String::new());
    let mut same_first = true;
    for (word, count) in &words {
        if raw.is_empty() {
            first.clone_from(word);
        }
        front_coded(&mut raw, &before, word);
        raw.push(count.ilog2() as u8);
        if listed {
            same_first &= add_stem(&mut raw, word, language);
        }
        before.clone_from(word);
        if CUT.after(raw.len(), word) {
            table.add(&last, &first, &pieces.add(Part::Words, std::mem::take(&mut raw))?);
            last = std::mem::take(&mut before);
        }
    }
    if !raw.is_empty() {
        table.add(&last, &first, &pieces.add(Part::Words, raw)?);
    }
    let stems = match (language.is_english(), listed, same_first) {
        (true, _, _) => "english",
        (false, false, _) => "none",
        (false, true, true) => "first",
        (false, true, false) => "any",
    };
    Ok((table, stems))
}

/// Writes what must be cut off a word and added for its stem; tells whether both begin with the same letter.
fn add_stem(raw: &mut Vec<u8>, word: &str, language: Language) -> bool {
    let stem = language.stem(word);
    let shared = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
    let kept: usize = word.chars().take(shared).map(char::len_utf8).sum();
    varint(raw, (word.chars().count() - shared) as u64);
    sized(raw, &stem.as_bytes()[kept..]);
    first_letter(word) == stem.chars().next()
}

/// The words of live documents, and how many hold each. Numbers in one document only complete and correct nothing.
fn counts(snapshot: &Snapshot) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for segment in &snapshot.segments {
        let mut terms = segment.surface.terms().stream()?;
        while let Some((word, found)) = terms.next() {
            let count = segment.live_count(&segment.surface, found)?;
            if let Ok(word) = std::str::from_utf8(word)
                && count > 0
            {
                *counts.entry(word.to_owned()).or_insert(0) += count;
            }
        }
    }
    counts.retain(|word, count| *count > 1 || word.contains(char::is_alphabetic));
    Ok(counts)
}
