//! `criterion-idle`: a criterion that tells no options apart.

use crate::compare;
use crate::diagnostic::Diagnostic;
use crate::model::Site;

/// Checks all comparisons.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        let Some(comparison) = entry.comparison.as_deref().filter(|found| found.whole) else {
            continue;
        };
        for criterion in &comparison.criteria {
            let id = &criterion.id.value;
            let known: Vec<f64> = entry
                .options
                .iter()
                .filter_map(|option| compare::score(criterion, comparison.cell(&option.value, id)))
                .collect();
            let [first, second, ..] = known[..] else {
                continue;
            };
            if first == second && known.iter().all(|score| *score == first) {
                let message = format!("all options that are known score the same on `{id}`");
                let problem = Diagnostic::new("criterion-idle", message);
                let help = "it changes no order: use a finer scale, or `better = \"none\"`";
                out.push(problem.at(&entry.file, criterion.id.span.clone()).help(help));
            }
        }
    }
}
