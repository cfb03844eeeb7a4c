//! A to Z: entries by the first letter of their titles.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::context::At;
use super::page::LetterGroup;
use crate::model::Entry;

/// Entries in the order of their titles, accents and case aside.
pub(super) fn sorted<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let mut entries: Vec<&Entry> = entries.into_iter().collect();
    entries.sort_by_cached_key(|entry| {
        let plain = plain(&entry.title);
        (place(&letter(&plain)), plain, entry.title.clone(), entry.id.clone())
    });
    entries
}

/// Entries under their letters.
pub(super) fn groups<'a>(at: &At<'_, '_>, entries: impl IntoIterator<Item = &'a Entry>) -> Vec<LetterGroup> {
    let mut groups: Vec<LetterGroup> = Vec::new();
    for entry in sorted(entries) {
        let letter = of(entry);
        if groups.last().is_none_or(|group| group.letter != letter) {
            groups.push(LetterGroup { anchor: anchor(&letter), letter, entries: Vec::new() });
        }
        groups.last_mut().expect("there is one by now").entries.push(at.entry(entry));
    }
    groups
}

/// The letter under which an entry stands.
pub(super) fn of(entry: &Entry) -> String {
    letter(&plain(&entry.title))
}

/// The id of a letter's heading.
pub(super) fn anchor(letter: &str) -> String {
    match letter {
        DIGITS => "kb-a-digits".to_owned(),
        OTHER => "kb-a-other".to_owned(),
        letter if letter.is_ascii() => format!("kb-a-{}", letter.to_ascii_lowercase()),
        letter => {
            let codes: Vec<_> = letter.chars().map(|c| format!("{:x}", u32::from(c))).collect();
            format!("kb-a-u{}", codes.join("-"))
        }
    }
}

const DIGITS: &str = "0–9";
const OTHER: &str = "#";

/// A title in lower case without accents.
fn plain(title: &str) -> String {
    title.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase()
}

fn letter(plain: &str) -> String {
    // Quotation marks and the like before the first word do not count.
    match plain.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_numeric() => DIGITS.to_owned(),
        Some(c) => c.to_uppercase().collect(),
        None => OTHER.to_owned(),
    }
}

/// Letters, then digits, then the rest.
fn place(letter: &str) -> (u8, String) {
    let rank = match letter {
        DIGITS => 1,
        OTHER => 2,
        _ => 0,
    };
    (rank, letter.to_owned())
}
