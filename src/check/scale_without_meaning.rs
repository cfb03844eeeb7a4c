//! `scale-without-meaning`: the ends of a scale of numbers say what they mean.

use crate::diagnostic::Diagnostic;
use crate::model::Site;
use crate::model::comparison::Scale;

/// Checks all comparisons.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        for criterion in entry.comparison.iter().flat_map(|comparison| &comparison.criteria) {
            let Scale::Ordinal { steps, low, high } = &criterion.scale else {
                continue;
            };
            if !steps.iter().all(|step| step.parse::<f64>().is_ok()) {
                continue;
            }
            let id = &criterion.id.value;
            let (message, help) = match (low, high) {
                (Some(_), Some(_)) => continue,
                (None, None) => {
                    (format!("say what the ends of `{id}` mean"), "`low = \"…\"` and `high = \"…\"`, in words")
                }
                (None, Some(_)) => (format!("say what the low end of `{id}` means"), "`low = \"…\"`, in words"),
                (Some(_), None) => (format!("say what the high end of `{id}` means"), "`high = \"…\"`, in words"),
            };
            let problem = Diagnostic::new("scale-without-meaning", message);
            out.push(problem.at(&entry.file, criterion.id.span.clone()).help(help));
        }
    }
}
