//! `search/expect.toml`: queries whose answers are agreed on.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::fields::{self, At, Fields, Reader};
use crate::model::Site;

/// The file in which expectations are written.
pub const FILE: &str = "search/expect.toml";

/// One `[[expect]]`.
struct Expectation {
    query: At<String>,
    id: At<String>,
    /// Whether the entry must be the first; else it stands among the first three.
    first: bool,
}

/// Reads the expectations and asks each of its queries; `ask` gives the ids of what search finds, best first.
///
/// # Errors
/// When `ask` fails.
pub fn check(
    text: &str,
    site: &Site,
    mut ask: impl FnMut(&str) -> anyhow::Result<Vec<String>>,
) -> anyhow::Result<Vec<Diagnostic>> {
    let file: Arc<str> = FILE.into();
    let mut found = Vec::new();
    let toml = fields::parse("config", &file, text, 0, &mut found);
    // What else is wrong mostly follows from the first mistake.
    if !toml.whole {
        return Ok(found);
    }
    let reader = Reader::new(&file);
    let mut top = reader.fields(&toml.table, 0..0);
    let expectations: Vec<_> = top.tables("expect").into_iter().filter_map(|table| read(table, site)).collect();
    top.no_others(&[]);
    found.extend(reader.finish());
    for expectation in expectations {
        let ids = ask(&expectation.query.value)?;
        if let Some(problem) = miss(&expectation, &ids) {
            found.push(problem.at(&file, expectation.id.span));
        }
    }
    Ok(found)
}

fn read(mut table: Fields<'_>, site: &Site) -> Option<Expectation> {
    let query = table.text("query");
    let first = table.text("first");
    let top = table.text("top3");
    if !table.has("query") {
        table.missing("query", "an expectation");
    }
    match (table.has("first"), table.has("top3")) {
        (false, false) => table.missing("first", "an expectation"),
        (true, true) => {
            let problem = Diagnostic::new("search-expect", "an expectation has `first` or `top3`, not both");
            table.reader().report(problem, table.key_span("top3"));
            return None;
        }
        _ => {}
    }
    table.no_others(&[]);
    let is_first = first.is_some();
    let (query, id) = (query?, first.or(top)?);
    if query.value.trim().is_empty() {
        table.reader().report(Diagnostic::new("search-expect", "the query is empty"), query.span);
        return None;
    }
    is_findable(&table, &id, site).then_some(Expectation { query, id, first: is_first })
}

/// Whether search can show that entry at all; reports why not.
fn is_findable(table: &Fields<'_>, id: &At<String>, site: &Site) -> bool {
    let problem = match site.entries.get(id.value.as_str()) {
        Some(entry) if !entry.hidden_from_search => return true,
        Some(entry) => Diagnostic::new("search-expect", format!("`{}` is kept out of search", id.value))
            .help(format!("delete `search = false` in {}", entry.file)),
        None => {
            let help = did_you_mean(&id.value, site.entries.keys().map(|id| &**id));
            Diagnostic::new("dead-link", format!("no entry is called `{}`", id.value)).maybe_help(help)
        }
    };
    table.reader().report(problem, id.span.clone());
    false
}

/// What is wrong with the answer to a query.
fn miss(expectation: &Expectation, ids: &[String]) -> Option<Diagnostic> {
    let Expectation { query, id, first } = expectation;
    let (wanted, place) = if *first { (1, "first") } else { (3, "among the first three") };
    let at = ids.iter().position(|found| *found == id.value);
    if at.is_some_and(|at| at < wanted) {
        return None;
    }
    let got: Vec<_> = ids.iter().take(wanted).map(|id| format!("`{id}`")).collect();
    let got = if got.is_empty() { "nothing".to_owned() } else { got.join(", ") };
    let stands = at.map_or_else(|| "it is not found".to_owned(), |at| format!("it is number {}", at + 1));
    let message = format!("query \"{}\": expected `{}` {place}, got {got}; {stands}", query.value, id.value);
    Some(Diagnostic::new("search-expect", message))
}
