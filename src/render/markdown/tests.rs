//! Markdown in, HTML out.

use super::*;
use crate::view::page::{LinkTarget, RawHtml};

fn prose(text: &str) -> Prose {
    Prose { file: "a.md".into(), text: text.into(), parts: Vec::from([0..text.len() + 1]), ..Prose::default() }
}

fn render(prose: &Prose) -> Rendered {
    html(prose, &Highlighter::new(), &Words::default())
}

/// The HTML of a text that nothing is wrong with.
fn check(text: &str, expected: &str) {
    let rendered = render(&prose(text));
    assert_eq!(rendered.html.trim(), expected, "{text}");
    assert_eq!(rendered.diagnostics, [], "{text}");
}

/// The HTML of a text, and what is reported: the rule, the words under the caret and the message.
fn check_reported(text: &str, expected: &str, reported: &[(&str, &str, &str)]) {
    let rendered = render(&prose(text));
    assert_eq!(rendered.html.trim(), expected, "{text}");
    let found: Vec<(&str, &str, &str)> = rendered.diagnostics.iter().map(|d| shown(text, d)).collect();
    assert_eq!(found, reported, "{text}");
}

fn shown<'a>(text: &'a str, problem: &'a Diagnostic) -> (&'a str, &'a str, &'a str) {
    let span = problem.place.as_ref().and_then(|place| place.span.clone()).expect("every problem has a span");
    (&problem.rule, &text[span], &problem.message)
}

mod blocks;
mod images;
mod limits;
mod links;
mod maths;
mod raw;
mod tabs;
