//! The words as documents write them: completing what is being typed, and correcting what is in none.
//!
//! "Common" is the number of documents that hold a word, rounded down to a power of two: the static export keeps no more.

use std::collections::{BTreeMap, BTreeSet};

use crate::snapshot::Snapshot;

/// A word is completed to at most so many others.
const MOST_COMPLETIONS: usize = 8;
/// Words of so many letters may have two letters wrong.
const LONG: usize = 8;
/// Shorter words are too near to too many others.
const SHORT: usize = 3;

/// The commonest words that begin with `prefix` and go on; equally common ones by length, then by alphabet.
pub(crate) fn completions(snapshot: &Snapshot, prefix: &str) -> anyhow::Result<Vec<String>> {
    let found =
        words_from(snapshot, prefix, |word| word.len() > prefix.len() && !snapshot.language.is_stop_word(word))?;
    let mut found: Vec<_> = found
        .into_iter()
        // A number that stands in one document only completes nothing.
        .filter(|(word, count)| *count > 1 || word.contains(char::is_alphabetic))
        .map(|(word, count)| (rarity(count), word.chars().count(), word))
        .collect();
    found.sort_unstable();
    found.truncate(MOST_COMPLETIONS);
    Ok(found.into_iter().map(|(_, _, word)| word).collect())
}

/// The word that was probably meant: the same first letter, one letter wrong (two in long words), the nearest, then the
/// commonest, then the shortest, then by alphabet.
pub(crate) fn correction(snapshot: &Snapshot, word: &str) -> anyhow::Result<Option<String>> {
    let letters: Vec<char> = word.chars().collect();
    // Numbers are not misspelt; 0042 does not mean 0043.
    if letters.len() < SHORT || !letters.iter().all(|c| c.is_alphabetic()) {
        return Ok(None);
    }
    let most = if letters.len() < LONG { 1 } else { 2 };
    let mut distances = BTreeMap::new();
    let first = letters[0].to_string();
    let found = words_from(snapshot, &first, |candidate| {
        let near = candidate.chars().count().abs_diff(letters.len()) <= most
            && candidate.chars().all(char::is_alphabetic)
            && !snapshot.language.is_stop_word(candidate);
        let distance = near.then(|| distance(&letters, candidate, most)).flatten();
        if let Some(distance) = distance {
            distances.insert(candidate.to_owned(), distance);
        }
        distance.is_some()
    })?;
    Ok(found
        .into_iter()
        .map(|(word, count)| {
            let length = word.chars().count();
            (distances.get(&word).copied(), rarity(count), length, word)
        })
        .min()
        .map(|(_, _, _, word)| word))
}

/// The name that was probably meant: at most a third of its letters wrong, the nearest, then by alphabet.
pub(crate) fn nearest<'a>(name: &str, known: &'a BTreeSet<String>) -> Option<&'a String> {
    let letters: Vec<char> = name.chars().collect();
    let near = known.iter().filter_map(|other| {
        let most = letters.len().max(other.chars().count()) / 3;
        Some((distance(&letters, other, most)?, other))
    });
    near.min().map(|(_, other)| other)
}

/// Orders the commonest first.
fn rarity(count: u64) -> u32 {
    count.leading_zeros()
}

/// The words with a prefix that pass `wanted`, and how many documents hold each.
fn words_from(
    snapshot: &Snapshot,
    prefix: &str,
    mut wanted: impl FnMut(&str) -> bool,
) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for segment in &snapshot.segments {
        let mut terms = segment.surface.terms().range().ge(prefix).into_stream()?;
        while let Some((term, found)) = terms.next() {
            if !term.starts_with(prefix.as_bytes()) {
                break;
            }
            let Ok(word) = std::str::from_utf8(term) else {
                continue;
            };
            if !wanted(word) {
                continue;
            }
            let count = segment.live_count(&segment.surface, found)?;
            if count > 0 {
                *counts.entry(word.to_owned()).or_insert(0) += count;
            }
        }
    }
    Ok(counts)
}

/// How many letters must be put in, left out, replaced or swapped with the next, unless it is more than `most`.
fn distance(word: &[char], other: &str, most: usize) -> Option<usize> {
    let other: Vec<char> = other.chars().collect();
    let mut before = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, &a) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in other.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == other[j - 1] && word[i - 1] == b {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        if row.iter().min() > Some(&most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&distance| distance <= most)
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::testing::{doc, index};

    fn far(a: &str, b: &str, most: usize) -> Option<usize> {
        distance(&a.chars().collect::<Vec<_>>(), b, most)
    }

    #[test]
    fn distances_count_letters_and_swaps() {
        assert_eq!(far("order", "order", 1), Some(0));
        assert_eq!(far("ordre", "order", 1), Some(1));
        assert_eq!(far("oder", "order", 1), Some(1));
        assert_eq!(far("orrder", "order", 1), Some(1));
        assert_eq!(far("kubrenets", "kubernetes", 2), Some(2));
        assert_eq!(far("order", "border", 1), Some(1));
        assert_eq!(far("order", "event", 2), None);
    }

    #[test]
    fn the_commonest_words_complete_first() {
        let index = index(&[
            doc("a", "", "orders ordering ordinary"),
            doc("b", "", "ordering ordinary"),
            doc("c", "", "ordinary order 0042 0043"),
            doc("d", "", "ordinary 0042"),
        ]);
        let complete = |prefix: &str| completions(index.snapshot(), prefix).unwrap();
        assert_eq!(complete("ord"), ["ordinary", "ordering", "order", "orders"]);
        assert_eq!(complete("order"), ["ordering", "orders"]);
        assert_eq!(complete("00"), ["0042"]);
        assert!(complete("xyz").is_empty());
    }

    #[test]
    fn the_nearest_word_is_meant_then_the_commonest() {
        let index = index(&[doc("a", "", "kubernetes caches cached then"), doc("b", "", "cached order")]);
        let correct = |word: &str| correction(index.snapshot(), word).unwrap();
        assert_eq!(correct("kubrenets").as_deref(), Some("kubernetes"));
        assert_eq!(correct("cachex").as_deref(), Some("cached"));
        assert_eq!(correct("rder"), None, "another first letter");
        assert_eq!(correct("thn"), None, "stop words correct nothing");
        assert_eq!(correct("orde1"), None, "numbers are not misspelt");
    }
}
