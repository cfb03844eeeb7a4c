//! What is shown of a document: its best sections, and a few words around the words of the query.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::tokenizer::Token;

use crate::doc::{SearchDoc, Section};
use crate::language::Language;
use crate::results::{SectionHit, Snippet};

/// The length of a snippet in words; and in characters, for text with very long ones.
const WINDOW: usize = 30;
const MOST_CHARS: usize = 400;
/// At most so many words stand before the first word of the query.
const MOST_LEAD: usize = 8;
/// No more of a section than this is read.
const MOST_BYTES: usize = 100_000;
/// A document shows at most so many sections.
const MOST_SECTIONS: usize = 3;

/// The stems of a query and what each is worth.
pub(crate) type Weights = BTreeMap<String, f64>;

/// The snippet and the sections of a document.
pub(crate) fn excerpt(doc: &SearchDoc, weights: &Weights, language: Language) -> (Snippet, Vec<SectionHit>) {
    let mut sections: Vec<Read<'_>> =
        doc.sections.iter().map(|section| Read::new(section, weights, language)).collect();
    // A stable sort: of equal sections the earlier one comes first.
    sections.sort_by(|a, b| b.score.total_cmp(&a.score));
    let hits = sections
        .iter()
        .filter(|read| read.score > 0.0)
        .filter_map(|read| {
            let url = read.section.address(&doc.url)?;
            let title = match read.section.title.as_str() {
                "" => doc.title.clone(),
                title => title.to_owned(),
            };
            Some(SectionHit { title, url })
        })
        .take(MOST_SECTIONS)
        .collect();
    (best_snippet(doc, &sections, weights, language), hits)
}

fn best_snippet(doc: &SearchDoc, sections: &[Read<'_>], weights: &Weights, language: Language) -> Snippet {
    if let Some(read) = sections.iter().find(|read| read.in_text) {
        return snippet(read.text, &read.tokens, weights);
    }
    let first = doc.sections.iter().map(|section| section.text.as_str());
    let text = [doc.description.as_str()]
        .into_iter()
        .chain(first)
        .map(readable)
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default();
    snippet(text, &language.stems_among(text, weights), weights)
}

/// A section and what the query finds in it.
struct Read<'a> {
    section: &'a Section,
    text: &'a str,
    tokens: Vec<Token>,
    score: f64,
    in_text: bool,
}

impl<'a> Read<'a> {
    fn new(section: &'a Section, weights: &Weights, language: Language) -> Self {
        let text = readable(&section.text);
        let tokens = language.stems_among(text, weights);
        let inside = worth(&tokens, weights);
        let heading = worth(&language.stems_among(&section.title, weights), weights);
        Self { section, text, tokens, score: 2.0 * heading + inside, in_text: inside > 0.0 }
    }
}

/// Σ idf of the query's distinct stems among the tokens.
fn worth(tokens: &[Token], weights: &Weights) -> f64 {
    let found: BTreeSet<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    weights.iter().filter(|(stem, _)| found.contains(stem.as_str())).map(|(_, weight)| weight).sum()
}

/// As much of a text as a snippet is taken from.
pub(crate) fn readable(text: &str) -> &str {
    if text.len() <= MOST_BYTES {
        return text;
    }
    let mut end = MOST_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The words of a text around those of the query.
fn snippet(text: &str, tokens: &[Token], weights: &Weights) -> Snippet {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Snippet::default();
    };
    let found: Vec<&Token> = tokens.iter().filter(|token| weights.contains_key(&token.text)).collect();
    let begin = window(&found, weights, last.position).max(first.position);
    let inside = |token: &&Token| (begin..begin + WINDOW).contains(&token.position);
    let shown: Vec<&Token> = tokens.iter().filter(inside).collect();
    let from = shown.iter().map(|token| token.offset_from).min().unwrap_or(0);
    let to = shown.iter().map(|token| token.offset_to).max().unwrap_or(0);
    // Quotes and brackets belong to the words they stand next to.
    let from = text[..from]
        .rfind(|c: char| c.is_whitespace() || c.is_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let to =
        text[to..].find(|c: char| c.is_whitespace() || c.is_alphanumeric()).map_or(text.len(), |length| to + length);
    let spans: Vec<(usize, usize)> =
        found.iter().filter(|token| inside(token)).map(|token| (token.offset_from, token.offset_to)).collect();
    write(text, from, to, spans)
}

/// The position at which the best window begins.
fn window(found: &[&Token], weights: &Weights, last: usize) -> usize {
    let mut best = (0.0, 0, 0);
    for (number, start) in found.iter().enumerate() {
        let end = start.position + WINDOW;
        let inside: Vec<&&Token> = found[number..].iter().take_while(|token| token.position < end).collect();
        let stems: BTreeSet<&str> = inside.iter().map(|token| token.text.as_str()).collect();
        let worth: f64 = stems.iter().filter_map(|stem| weights.get(*stem)).sum();
        if worth > best.0 {
            let stop = inside.last().map_or(start.position, |token| token.position);
            best = (worth, start.position, stop);
        }
    }
    let (_, start, stop) = best;
    let room = WINDOW - 1 - (stop - start).min(WINDOW - 1);
    // At the end of the text the window moves back rather than being half empty.
    let lead = (room / 2).min(MOST_LEAD).max(room.min((start + WINDOW).saturating_sub(last + 1)));
    start.saturating_sub(lead)
}

/// Cuts the text out, blanks made single, and counts the marks anew.
fn write(text: &str, from: usize, to: usize, mut spans: Vec<(usize, usize)>) -> Snippet {
    spans.sort_unstable();
    let mut out = String::new();
    let mut marks: Vec<[usize; 2]> = Vec::new();
    let mut count = 0;
    let mut put = |out: &mut String, c: char| {
        out.push(c);
        count += 1;
        count
    };
    if from > text.len() - text.trim_start().len() {
        put(&mut out, '…');
        put(&mut out, ' ');
    }
    let mut next = spans.iter().peekable();
    let mut marked_to = 0;
    let mut whole = text[to..].trim().is_empty();
    for (offset, c) in text[from..to].char_indices() {
        let at = from + offset;
        while let Some((_, end)) = next.next_if(|(start, _)| *start <= at) {
            marked_to = marked_to.max(*end);
        }
        let blank = c.is_whitespace() || c.is_control();
        if blank && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        let after = put(&mut out, if blank { ' ' } else { c });
        if at < marked_to {
            match marks.last_mut() {
                Some(last) if last[1] == after - 1 => last[1] = after,
                _ => marks.push([after - 1, after]),
            }
        }
        if after >= MOST_CHARS {
            whole = whole && at + c.len_utf8() == to;
            break;
        }
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    if !whole {
        out.push_str(" …");
    }
    Snippet { text: out, marks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{doc, section};

    fn weights(words: &[(&str, f64)]) -> Weights {
        words.iter().map(|(word, weight)| (Language::ENGLISH.stem(word), *weight)).collect()
    }

    /// The text with brackets for marks.
    fn shown(snippet: &Snippet) -> String {
        let mut out = String::new();
        let chars: Vec<char> = snippet.text.chars().collect();
        let mut end = 0;
        for &[from, to] in &snippet.marks {
            assert!(end <= from && from < to && to <= chars.len());
            out.extend(&chars[end..from]);
            out.push('[');
            out.extend(&chars[from..to]);
            out.push(']');
            end = to;
        }
        out.extend(&chars[end..]);
        out
    }

    fn of(text: &str, words: &[(&str, f64)]) -> String {
        let (snippet, _) = excerpt(&doc("a", "", text), &weights(words), Language::ENGLISH);
        shown(&snippet)
    }

    #[test]
    fn marks_are_counted_in_characters() {
        assert_eq!(
            of("Übergröße – 😀 der\n\n  Événement, orders!", &[("order", 1.0), ("événement", 1.0)]),
            "Übergröße – 😀 der [Événement], [orders]!"
        );
        assert_eq!(of("日本語です", &[("日本", 1.0), ("本語", 1.0)]), "[日本語]です");
        assert_eq!(of("the (OrderService) runs", &[("orderservice", 1.0)]), "the ([OrderService]) runs");
    }

    #[test]
    fn the_window_holds_the_most_worth() {
        let filler = "word ".repeat(60);
        let text = format!("{filler}event {filler}event store {filler}");
        let shown = of(&text, &[("event", 1.0), ("store", 2.0)]);
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
        assert!(shown.contains("[event] [store]"), "{shown}");
        assert_eq!(shown.split(' ').count(), WINDOW + 2);
        let text = format!("{filler}event.");
        let shown = of(&text, &[("event", 1.0)]);
        assert_eq!(shown.split(' ').count(), WINDOW + 1);
        assert!(shown.ends_with("[event]."), "{shown}");
    }

    #[test]
    fn very_long_text_without_blanks_is_cut() {
        let text = format!("order {} order", "-".repeat(5_000));
        let (snippet, _) = excerpt(&doc("a", "", &text), &weights(&[("order", 1.0)]), Language::ENGLISH);
        assert!(snippet.text.chars().count() <= MOST_CHARS + 2);
        assert_eq!(snippet.marks, [[0, 5]]);
    }

    #[test]
    fn sections_come_best_first_and_only_with_an_address_and_a_word() {
        let mut doc = doc("a", "Title", "event event");
        doc.sections.extend([
            section("one", "One", "an event"),
            section("two", "Store", "nothing"),
            section("none", "None", "nothing"),
            section("three", "Event store", "event"),
            section("four", "Four", "event store"),
            Section { url: Some("q/four/".to_owned()), ..section("", "", "event store now") },
        ]);
        let (snippet, hits) = excerpt(&doc, &weights(&[("event", 1.0), ("store", 1.5)]), Language::ENGLISH);
        let urls: Vec<&str> = hits.iter().map(|hit| hit.url.as_str()).collect();
        assert_eq!(urls, ["a/#three", "a/#two", "a/#four"]);
        assert_eq!(shown(&snippet), "[event]");
        let (_, hits) = excerpt(&doc, &weights(&[("now", 1.0)]), Language::ENGLISH);
        assert_eq!((hits[0].url.as_str(), hits[0].title.as_str()), ("q/four/", "Title"));
    }

    #[test]
    fn without_words_in_the_text_the_description_is_shown() {
        let mut doc = doc("a", "Event", "body");
        doc.description = "What it is.".to_owned();
        let (snippet, hits) = excerpt(&doc, &weights(&[("event", 1.0)]), Language::ENGLISH);
        assert_eq!((snippet.text.as_str(), hits.len()), ("What it is.", 0));
        doc.description.clear();
        let (snippet, _) = excerpt(&doc, &Weights::new(), Language::ENGLISH);
        assert_eq!((snippet.text.as_str(), snippet.marks.len()), ("body", 0));
    }
}
