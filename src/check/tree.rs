//! Decision trees: every path begins, goes on and ends.
//!
//! After a duplicate id, a dangling target or an answer without one, what rests on them is skipped, so that one
//! mistake gives one message.

mod names;
mod paths;
mod targets;

use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Site, Tree};

/// Checks all trees.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        let Some(tree) = entry.tree.as_deref().filter(|tree| tree.whole) else {
            continue;
        };
        let this = Checked { site, entry, tree };
        names::sections(&this, out);
        names::criteria(&this, out);
        let before = out.len();
        names::duplicates(&this, out);
        if out.len() == before {
            targets::check(&this, out);
        }
        if out.len() == before {
            paths::check(&this, out);
        }
    }
}

/// The tree being checked.
struct Checked<'a> {
    site: &'a Site,
    entry: &'a Entry,
    tree: &'a Tree,
}

impl Checked<'_> {
    fn report(&self, problem: Diagnostic, span: std::ops::Range<usize>, out: &mut Vec<Diagnostic>) {
        out.push(problem.at(&self.entry.file, span));
    }
}
