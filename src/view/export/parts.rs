//! Documents as lines, and lines in parts of a limited size.

use serde::Serialize;

use super::{Document, Format};

#[derive(Serialize)]
struct Action<'a> {
    create: Target<'a>,
}

#[derive(Serialize)]
struct Target<'a> {
    _id: &'a str,
}

/// The lines of a document, at most `most` bytes; and whether it had to be cut for that.
pub(super) fn record(document: &Document, format: Format, most: usize) -> (String, bool) {
    let mut record = match format {
        Format::Ndjson => String::new(),
        Format::Bulk => {
            let action = Action { create: Target { _id: &document.id } };
            serde_json::to_string(&action).expect("an id can be written as JSON") + "\n"
        }
    };
    let (line, is_cut) = fitted(document, most.saturating_sub(record.len() + 1));
    record.push_str(&line);
    record.push('\n');
    (record, is_cut)
}

/// The line of a document with as much of its body as there is room for.
fn fitted(document: &Document, most: usize) -> (String, bool) {
    let whole = document.line(&document.body, &document.headings);
    if whole.len() <= most {
        return (whole, false);
    }
    // All other fields are small: front matter has a limit of its own.
    let headings = &document.headings[..];
    let headings = if document.line("", headings).len() <= most { headings } else { &[] };
    let body = longest(&document.body, |body| document.line(body, headings).len() <= most);
    (document.line(body, headings), true)
}

/// The longest beginning of a text that fits; it ends between two characters.
fn longest(text: &str, fits: impl Fn(&str) -> bool) -> &str {
    let (mut good, mut bad) = (0, text.len() + 1);
    while let next = text.ceil_char_boundary(good + 1)
        && good < text.len()
        && next < bad
    {
        let middle = text.floor_char_boundary(good.midpoint(bad)).max(next);
        if fits(&text[..middle]) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    &text[..good]
}

/// Records one after the other; a part ends before the record that would make it too large.
pub(super) fn join(records: impl Iterator<Item = String>, most: usize) -> Vec<Vec<u8>> {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for record in records {
        match parts.last_mut() {
            Some(part) if part.len() + record.len() <= most => part.extend_from_slice(record.as_bytes()),
            _ => parts.push(record.into_bytes()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::Words;
    use super::*;

    fn document(body: &str, words: Words) -> Document {
        Document {
            id: "a_b".into(),
            url: "a/b/".into(),
            title: "T".into(),
            headings: vec!["First".into(), "Second".into()],
            body: body.into(),
            kind: "page".into(),
            status: "accepted".into(),
            tags: vec!["t".into()],
            owner: Vec::new(),
            date: None,
            lang: "en".into(),
            path: Vec::new(),
            words,
        }
    }

    #[test]
    fn a_document_is_a_line_and_its_action_another() {
        let line = r#"{"id":"a_b","url":"a/b/","title":"T","headings":["First","Second"],"body":"x\ny","kind":"page","status":"accepted","tags":["t"],"owner":[],"lang":"en","path":[]}"#;
        assert_eq!(record(&document("x\ny", Words::Apart), Format::Ndjson, 1000), (format!("{line}\n"), false));
        let action = r#"{"create":{"_id":"a_b"}}"#;
        assert_eq!(record(&document("x\ny", Words::Apart), Format::Bulk, 1000), (format!("{action}\n{line}\n"), false));
    }

    #[test]
    fn the_combined_field_repeats_what_counts_more() {
        let (record, _) = record(&document("x", Words::Together), Format::Ndjson, 1000);
        let text = r#""text":["T","T","T","First","First","Second","Second","x","t"]}"#;
        assert!(record.trim_end().ends_with(text), "{record}");
    }

    #[test]
    fn a_document_that_is_too_large_loses_the_end_of_its_body_only() {
        // Escapes and letters of several bytes: what counts is what is written.
        for letter in ["x", "\n", "\u{1}", "é", "日", "😀", "\""] {
            for words in [Words::Apart, Words::Together] {
                for format in [Format::Ndjson, Format::Bulk] {
                    let body = letter.repeat(2000);
                    for most in [400, 401, 402, 403, 999, 1234] {
                        let (record, is_cut) = record(&document(&body, words), format, most);
                        assert!(is_cut);
                        assert!(record.len() <= most && record.ends_with("}\n"), "{letter:?} {most} {}", record.len());
                        // Not more is cut than must be.
                        assert!(record.len() + 2 * 6 >= most, "{letter:?} {most} {}", record.len());
                        let line: serde_json::Value = serde_json::from_str(record.lines().last().unwrap()).unwrap();
                        let kept = line["body"].as_str().unwrap();
                        assert!(body.starts_with(kept) && !kept.is_empty());
                        assert_eq!(line["headings"][1], "Second");
                    }
                }
            }
        }
    }

    #[test]
    fn what_just_fits_is_left_whole() {
        let whole = record(&document("xyz", Words::Apart), Format::Bulk, usize::MAX).0;
        assert_eq!(record(&document("xyz", Words::Apart), Format::Bulk, whole.len()), (whole.clone(), false));
        let (cut, is_cut) = record(&document("xyz", Words::Apart), Format::Bulk, whole.len() - 1);
        assert!(is_cut && cut.contains(r#""body":"xy""#), "{cut}");
    }

    #[test]
    fn headings_go_where_nothing_else_helps() {
        let mut large = document("body", Words::Apart);
        large.headings = vec!["h".repeat(50); 50];
        let (record, is_cut) = record(&large, Format::Ndjson, 300);
        assert!(is_cut && record.contains(r#""headings":[],"body":"body""#), "{record}");
    }

    #[test]
    fn a_part_ends_before_it_is_too_large_and_no_record_is_split() {
        let records = ["aaaa\n", "bbb\n", "c\n", "dddddddddddd\n", "e\n"];
        let parts = join(records.iter().map(|&record| record.to_owned()), 10);
        let parts: Vec<&str> = parts.iter().map(|part| std::str::from_utf8(part).unwrap()).collect();
        assert_eq!(parts, ["aaaa\nbbb\n", "c\n", "dddddddddddd\n", "e\n"]);
        assert_eq!(join(std::iter::empty(), 10), Vec::<Vec<u8>>::new());
    }
}
