//! Pages of the documentation that are made from the code, so that they say what it does.

#![allow(clippy::disallowed_methods, reason = "the documentation lies on the disk")]

mod commands;
mod kinds;
mod rules;
mod settings;
mod templates;

use std::fmt::Write as _;

/// All pages that are made, by path under `docs/content/`.
pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("reference/commands.md", commands::page()),
        ("reference/configuration.md", settings::page()),
        ("reference/kinds.md", kinds::page()),
        ("reference/rules.md", rules::page()),
        ("reference/templates.md", templates::page()),
    ]
}

/// The front matter of a page; `from` says what it was made of.
fn head(title: &str, description: &str, from: &str) -> String {
    let mut page = String::from("+++\n");
    let _ = writeln!(page, "# Made from {from}: UPDATE_DOCS=1 cargo nextest run --test docs writes it anew.");
    let _ = writeln!(page, "title = {title:?}\ndescription = {description:?}\n+++");
    page
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// A table with these heads.
fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line =
        |cells: &[String]| format!("| {} |\n", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | "));
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let mut table = line(&heads);
    table.push_str(&line(&vec!["---".to_owned(); heads.len()]));
    rows.into_iter().for_each(|row| table.push_str(&line(&row)));
    table
}

/// What holds without a key.
fn default(text: &str) -> String {
    if text.is_empty() { "required".to_owned() } else { text.to_owned() }
}

/// A sentence: a capital first, a full stop last.
fn sentence(text: &str) -> String {
    let mut chars = text.trim().chars();
    let mut sentence: String =
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
    if !sentence.is_empty() && !sentence.ends_with(['.', ')']) {
        sentence.push('.');
    }
    sentence
}
