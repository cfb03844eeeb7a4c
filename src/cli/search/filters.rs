//! Filters that name nothing.

use std::collections::BTreeSet;

use kb_search::SearchDoc;

use super::Arguments;
use crate::diagnostic;
use crate::model::{STATUSES, Site};

/// More names than this are not listed.
const MOST_LISTED: usize = 12;

/// Refuses a filter that names nothing: it would find nothing, and look like an answer.
pub(super) fn check(arguments: &Arguments, site: &Site, documents: &[SearchDoc]) -> anyhow::Result<()> {
    let kinds: Vec<&str> = site.kinds.iter().map(|kind| &*kind.id).collect();
    known("kind", &arguments.kind, &kinds)?;
    known("status", &arguments.status, &STATUSES)?;
    known("tag", &arguments.tag, &distinct(documents, |document| &document.tags))?;
    known("owner", &arguments.owner, &distinct(documents, |document| &document.owners))
}

fn distinct(documents: &[SearchDoc], values: impl Fn(&SearchDoc) -> &Vec<String>) -> Vec<&str> {
    let distinct: BTreeSet<&str> = documents.iter().flat_map(values).map(String::as_str).collect();
    distinct.into_iter().collect()
}

fn known(what: &str, named: &[String], known: &[&str]) -> anyhow::Result<()> {
    // As the index compares them: an empty one is none.
    let compared = |name: &str| name.trim().to_lowercase();
    let is_known = |name: &str| name.is_empty() || known.iter().any(|known| compared(known) == name);
    let Some(unknown) = named.iter().find(|name| !is_known(&compared(name))) else { return Ok(()) };
    let help = match diagnostic::did_you_mean(unknown, known.iter().copied()) {
        Some(help) => help,
        None if known.is_empty() => format!("no entry has a {what}"),
        None if known.len() > MOST_LISTED => format!("one of: {}, …", known[..MOST_LISTED].join(", ")),
        None => format!("one of: {}", known.join(", ")),
    };
    anyhow::bail!("no {what} is called `{unknown}`; {help}")
}
