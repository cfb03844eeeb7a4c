//! `orphan`: no other entry's page links here.

use crate::diagnostic::Diagnostic;
use crate::graph::Graph;
use crate::model::Site;

/// Reports entries that readers reach only through lists and search.
pub(super) fn check(site: &Site, graph: &Graph, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        if matches!(&*site.kind(entry).id, "page" | "tree" | "source") {
            continue;
        }
        // Relations are shown on both pages, so whoever names another entry is linked from there too; a link in
        // prose is shown there as a mention.
        let linked = graph.to_entry(&entry.id).any(|edge| edge.from.id != entry.id)
            || graph.from_entry(&entry.id).any(|edge| edge.to.id != entry.id);
        if !linked {
            let problem = Diagnostic::new("orphan", format!("no other entry's page links to `{}`", entry.id));
            out.push(problem.at(&entry.file, entry.span.clone()).help("link to it from where a reader would come"));
        }
    }
}
