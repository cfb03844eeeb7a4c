//! `cell-unsourced`: readers can tell what was read somewhere from what somebody thinks.

use super::cells::named;
use crate::diagnostic::Diagnostic;
use crate::model::Site;

/// Checks all comparisons.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        let Some(comparison) = entry.comparison.as_deref().filter(|found| found.whole) else {
            continue;
        };
        for cell in &comparison.cells {
            match &cell.source {
                None if !cell.opinion && !cell.unknown => {
                    let message = format!("{} names no source", named(cell));
                    let problem = Diagnostic::new("cell-unsourced", message);
                    let help = "cite a `source`, or mark it as `opinion = true`";
                    out.push(problem.at(&entry.file, cell.span.clone()).help(help));
                }
                Some(source) if cell.opinion => {
                    let message = format!("{} cites a source and is marked as an opinion", named(cell));
                    let problem = Diagnostic::new("cell-unsourced", message);
                    out.push(problem.at(&entry.file, source.span.clone()).help("keep one of the two"));
                }
                _ => {}
            }
        }
    }
}
