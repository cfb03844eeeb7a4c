//! `unfilled`: an entry still says what `kb new` wrote.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::fields::At;
use crate::model::{Entry, Site, Value, start};

/// Reports each line and each value that was never replaced.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        if start::is_placeholder(&entry.description) {
            out.push(problem(&entry.description).at(&entry.file, entry.span.clone()));
        }
        for text in entry.fields.values().flat_map(texts).filter(|text| start::is_placeholder(&text.value)) {
            out.push(problem(&text.value).at(&entry.file, text.span.clone()));
        }
        body(entry, &entry.file, out);
    }
}

fn texts(value: &Value) -> &[At<String>] {
    match value {
        Value::Text(text) => std::slice::from_ref(text),
        Value::Texts(texts) => texts,
        _ => &[],
    }
}

fn body(entry: &Entry, file: &Arc<str>, out: &mut Vec<Diagnostic>) {
    let document = &entry.document;
    let mut start = 0;
    for line in document.body.split_inclusive('\n') {
        let written = line.trim_end();
        if start::is_placeholder(written) {
            out.push(problem(written).at(file, document.in_file(&(start..start + written.len()))));
        }
        start += line.len();
    }
}

fn problem(written: &str) -> Diagnostic {
    Diagnostic::new("unfilled", format!("\"{written}\" is what `kb new` wrote"))
        .help("write your own words, or delete it")
}
