//! One rule, one file: `(Site, Graph)` to diagnostics.
//!
//! Rules that a single file breaks by itself are reported where it is read (`source`, `parse`, `model`), those of
//! Markdown and templates where they are rendered.

mod cell_unsourced;
mod cells;
mod criterion_idle;
mod dates;
mod duplicate_title;
mod expect;
mod heading_skip;
mod missing_alt;
mod orphan;
mod references;
mod review_overdue;
mod scale_without_meaning;
mod source_files;
mod synonyms;
mod team_kinds;
#[cfg(test)]
mod tests;
mod took;
mod tree;
mod unfilled;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::graph::Graph;
use crate::model::{STATUSES, Site};

pub use expect::{FILE as EXPECTATIONS, check as expectations};
pub use review_overdue::is_due;
pub use synonyms::{FILE as SYNONYMS, read as synonyms};

/// Runs every rule but `review-overdue`.
pub fn site(site: &Site, graph: &Graph, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    references::check(site, graph, &mut found);
    orphan::check(site, graph, &mut found);
    duplicate_title::check(site, &mut found);
    missing_alt::check(site, &mut found);
    heading_skip::check(site, &mut found);
    dates::check(site, &mut found);
    source_files::check(site, &mut found);
    let broken = tree::check(site, config, &mut found);
    took::check(site, &broken, &mut found);
    cells::check(site, &mut found);
    cell_unsourced::check(site, &mut found);
    scale_without_meaning::check(site, &mut found);
    criterion_idle::check(site, &mut found);
    unfilled::check(site, &mut found);
    team_kinds::check(site, config, &mut found);
    featured(site, config, &mut found);
    boosts(site, config, &mut found);
    found
}

/// Reports entries whose review is due.
pub fn reviews(site: &Site) -> Vec<Diagnostic> {
    review_overdue::check(site)
}

/// `[site] featured` names a tree that can stand alone.
fn featured(site: &Site, config: &Config, out: &mut Vec<Diagnostic>) {
    let Some(named) = &config.featured else {
        return;
    };
    let file = "kb.toml".into();
    let tree = site.entries.get(named.value.as_str());
    let problem = match tree.map(|entry| entry.tree.as_deref()) {
        Some(Some(tree)) if tree.exits.is_empty() => return,
        Some(Some(_)) => Diagnostic::new("config", format!("`{}` has exits, and cannot stand alone", named.value)),
        Some(None) => Diagnostic::new("wrong-kind", format!("`{}` is no decision tree", named.value)),
        None => {
            let trees: Vec<_> = site.of_kind("tree").map(|entry| &*entry.id).collect();
            let help = crate::diagnostic::did_you_mean(&named.value, trees);
            Diagnostic::new("dead-link", format!("no tree is called `{}`", named.value)).maybe_help(help)
        }
    };
    out.push(problem.at(&file, named.span.clone()));
}

/// `[search] boost` names kinds and statuses.
fn boosts(site: &Site, config: &Config, out: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = site.kinds.iter().map(|kind| &*kind.id).chain(STATUSES).collect();
    for (name, _) in config.boosts.iter().filter(|(name, _)| !known.contains(&name.value.as_str())) {
        let help = crate::diagnostic::did_you_mean(&name.value, known.iter().copied());
        let problem = Diagnostic::new("unknown-key", format!("no kind and no status is called `{}`", name.value));
        out.push(problem.maybe_help(help).at(&"kb.toml".into(), name.span.clone()));
    }
}
