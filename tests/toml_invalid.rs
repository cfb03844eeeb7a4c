//! The documents of toml-test as front matter: what is no TOML is refused with its place, what is TOML is read.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod site;

use kb::diagnostic::{Diagnostic, Level};

struct Case {
    name: String,
    problems: Vec<Diagnostic>,
    told: String,
}

/// All documents of a kind that front matter can hold.
fn cases(kind: &str) -> Vec<Case> {
    let suite: serde_json::Value = serde_json::from_str(include_str!("corpora/toml_suite.json")).unwrap();
    let mut cases = Vec::new();
    for document in suite.as_array().unwrap() {
        let name = document["name"].as_str().unwrap();
        // A file that is no UTF-8 is refused before it is read as an entry.
        let Some(text) = document["text"].as_str() else { continue };
        // For an invalid document the flag says in which version it is one.
        let of_1_1 = document["toml_1_1"].as_bool().unwrap();
        let ends = text.lines().any(|line| line.trim_end_matches([' ', '\t']) == "+++");
        // Before the line end that closes the front matter a lone carriage return is half of one.
        let half = text.ends_with('\r');
        if !name.starts_with(kind) || !of_1_1 || ends || half {
            continue;
        }
        let files = site::files(&[("content/options/a.md", &format!("+++\n{text}\n+++\n"))]);
        let build = site::build(site::sources(&files));
        let told = site::told(&build.diagnostics, &build.sources);
        cases.push(Case { name: name.to_owned(), problems: build.diagnostics, told });
    }
    cases
}

#[test]
fn what_is_no_toml_is_refused_where_it_stands() {
    let mut wrong = Vec::new();
    let cases = cases("invalid/");
    for case in &cases {
        let refused = case.problems.iter().any(|problem| {
            matches!(&*problem.rule, "front-matter-syntax" | "bad-date") && problem.level == Level::Error
        });
        let placed = case.told.lines().all(|line| line.starts_with("content/options/a.md:"));
        let located = case.problems.iter().all(|problem| problem.place.as_ref().is_some_and(|at| at.span.is_some()));
        if !refused || !placed || !located {
            wrong.push(format!("{}\n{}", case.name, case.told));
        }
    }
    assert!(cases.len() > 300, "{} documents", cases.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_is_toml_is_not_refused_for_its_syntax() {
    let mut wrong = Vec::new();
    let cases = cases("valid/");
    for case in &cases {
        if case.problems.iter().any(|problem| problem.rule == "front-matter-syntax") {
            wrong.push(format!("{}\n{}", case.name, case.told));
        }
    }
    assert!(cases.len() > 150, "{} documents", cases.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
