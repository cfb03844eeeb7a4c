//! `search/synonyms.toml`: words that stand for others.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::fields::{self, At, Fields, Reader, Value};

/// The file in which synonyms are written.
pub const FILE: &str = "search/synonyms.toml";

/// Each query is compared with all names, and in the browser all of them are loaded.
const MOST_NAMES: usize = 1_000;
/// Alternatives of one name.
const MOST_ALTERNATIVES: usize = 16;

/// A name, and the words that it stands for.
pub type Pair = (String, Vec<String>);

/// Reads the synonyms; what is wrong with some does not keep the others from being used.
pub fn read(text: &str) -> (Vec<Pair>, Vec<Diagnostic>) {
    let file: Arc<str> = FILE.into();
    let mut found = Vec::new();
    let toml = fields::parse("config", &file, text, 0, &mut found);
    if !toml.whole {
        return (Vec::new(), found);
    }
    let reader = Reader::new(&file);
    let mut top = reader.fields(&toml.table, 0..0);
    let mut names = BTreeSet::new();
    let mut pairs = Vec::new();
    for (name, value) in top.entries() {
        let Some(alternatives) = alternatives(&top, &name, value) else {
            continue;
        };
        let problem = if !has_words(name.value) {
            "the name of a synonym has no letter or digit".to_owned()
        } else if !names.insert(name.value.to_lowercase()) {
            format!("`{}` is there already; upper and lower case are the same", name.value)
        } else if names.len() == MOST_NAMES + 1 {
            format!("there are more than {MOST_NAMES} synonyms")
        } else {
            if names.len() <= MOST_NAMES {
                pairs.push((name.value.to_owned(), alternatives));
            }
            continue;
        };
        report(&top, problem, name.span);
    }
    found.extend(reader.finish());
    (pairs, found)
}

fn report(top: &Fields<'_>, problem: String, span: Range<usize>) {
    let help = "a synonym is written so: `faas = [\"serverless\", \"function\"]`";
    top.reader().report(Diagnostic::new("search-synonyms", problem).help(help), span);
}

fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The texts of a list, when all are right.
fn alternatives(top: &Fields<'_>, name: &At<&str>, value: At<&Value>) -> Option<Vec<String>> {
    let Value::List(items) = value.value else {
        top.mistyped(name.value, value.value, "a list of texts like [\"a\", \"b\"]", value.span);
        return None;
    };
    if items.is_empty() || items.len() > MOST_ALTERNATIVES {
        let many = if items.is_empty() { "nothing".to_owned() } else { format!("more than {MOST_ALTERNATIVES} words") };
        report(top, format!("`{}` stands for {many}", name.value), value.span);
        return None;
    }
    let mut texts = Vec::new();
    for item in items {
        let Some(text) = item.value.as_str() else {
            top.mistyped(name.value, &item.value, "a text in quotes", item.span.clone());
            return None;
        };
        let same = text.to_lowercase() == name.value.to_lowercase();
        if same || !has_words(text) {
            let problem = if same { "a name stands for itself anyway" } else { "this has no letter or digit" };
            report(top, problem.to_owned(), item.span.clone());
            return None;
        }
        texts.push(text.to_owned());
    }
    Some(texts)
}
