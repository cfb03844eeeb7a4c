//! The examples of the CommonMark and GFM specifications, through the parser with kb's options and through kb itself.
//!
//! Where the HTML is not that of the specification, the example stands in [`deviations`] with the reason. A test
//! fails both on a deviation that is not listed and on a listed one that no longer is.

#[path = "markdown/deviations.rs"]
mod deviations;
#[path = "markdown/dom.rs"]
mod dom;
#[path = "markdown/normal.rs"]
mod normal;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use deviations::Deviations;
use kb::parse::markdown::options;
use kb::render::markdown::{Highlighter, Words, html};
use kb::view::page::Prose;
use pulldown_cmark::{Event, Parser, Tag};
use serde::Deserialize;

#[derive(Deserialize)]
struct Example {
    example: usize,
    markdown: String,
    html: String,
    #[serde(default)]
    source: String,
}

fn examples(corpus: &str) -> Vec<Example> {
    let path = format!("{}/tests/corpora/{corpus}.json", env!("CARGO_MANIFEST_DIR"));
    #[expect(clippy::disallowed_methods, reason = "a test reads its corpus")]
    let text = std::fs::read_to_string(path).expect("the corpus is part of the repository");
    serde_json::from_str(&text).expect("the corpus is a list of examples")
}

/// A text as the body of an entry, with ids for its headings.
fn prose(text: &str) -> Prose {
    let headings = Parser::new_ext(text, options()).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::Heading { .. }) => Some((range.start, format!("h{}", range.start))),
        _ => None,
    });
    Prose {
        file: "a.md".into(),
        heading_ids: headings.collect(),
        text: text.into(),
        parts: Vec::from([0..text.len() + 1]),
        ..Prose::default()
    }
}

fn parsed(text: &str) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, Parser::new_ext(text, options()));
    normal::reference(&out)
}

fn rendered(text: &str, highlighter: &Highlighter) -> String {
    normal::ours(&html(&prose(text), highlighter, &Words::default()).html)
}

fn check(corpus: &str, expected: &Deviations) {
    let highlighter = Highlighter::new();
    let mut found = BTreeMap::new();
    let examples = examples(corpus);
    assert!(
        examples.iter().any(|example| normal::reference(&example.html).contains("foo")),
        "the normal form has lost its text"
    );
    for example in examples {
        let reference = normal::reference(&example.html);
        for (side, actual) in [("parser", parsed(&example.markdown)), ("kb", rendered(&example.markdown, &highlighter))]
        {
            if actual != reference {
                found.insert((side, example.example), (example.markdown.clone(), reference.clone(), actual));
            }
        }
    }
    let mut wrong = String::new();
    for ((side, number), (markdown, reference, actual)) in &found {
        if !expected.iter().any(|(s, n, _)| s == *side && n == *number) {
            wrong += &format!("{corpus} {number} ({side}) deviates\n{markdown}\n- {reference}\n+ {actual}\n\n");
        }
    }
    for (side, number, reason) in expected.iter() {
        if !found.contains_key(&(side, number)) {
            wrong += &format!("{corpus} {number} ({side}) no longer deviates ({reason})\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn commonmark_is_read_as_specified() {
    check("commonmark_spec", &deviations::COMMONMARK);
}

#[test]
fn gfm_is_read_as_specified() {
    check("gfm_spec", &deviations::GFM);
}

#[test]
fn gfm_extensions_are_read_as_in_cmark() {
    check("gfm_extensions", &deviations::GFM_EXTENSIONS);
}

#[test]
fn texts_that_once_broke_a_parser_are_rendered_in_time() {
    let (highlighter, words) = (Highlighter::new(), Words::default());
    for example in examples("regressions") {
        let start = Instant::now();
        html(&prose(&example.markdown), &highlighter, &words);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(5), "{} {} took {took:?}", example.source, example.example);
    }
}
