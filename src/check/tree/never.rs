//! `tree-never`: no path breaks an invariant; and the conditions of contra-indications name what exists.

use super::{Checked, end, fault};
use crate::decide::{self, Condition, Flow};
use crate::diagnostic::Diagnostic;
use crate::fields::At;

/// Checks all conditions of a tree, and its invariants.
pub(super) fn check(this: &Checked<'_>, flow: &Flow<'_>, out: &mut Vec<Diagnostic>) {
    for contra in this.tree.outcomes.iter().flat_map(|outcome| &outcome.contra) {
        condition(this, flow, &contra.condition, out);
    }
    for never in &this.tree.nevers {
        let condition = condition(this, flow, &never.condition, out);
        match end(this, &never.outcome.value) {
            Err(problem) => this.report(problem, never.outcome.span.clone(), out),
            Ok(end) => {
                let found = condition.and_then(|condition| decide::counter_example(flow, &condition, &end));
                if let Some(path) = found {
                    let (when, end) = (&never.condition.value, flow.end_id(&end));
                    let message = format!("{when} reaches {end} by {}", decide::written(flow, &path));
                    let problem = Diagnostic::new("tree-never", message);
                    let problem = problem.help("send one of these answers elsewhere, or drop the invariant");
                    this.report(problem, never.condition.span.clone(), out);
                }
            }
        }
    }
}

fn condition(
    this: &Checked<'_>,
    flow: &Flow<'_>,
    written: &At<String>,
    out: &mut Vec<Diagnostic>,
) -> Option<Condition> {
    match decide::condition(flow, &written.value) {
        Ok(condition) => Some(condition),
        Err(faults) => {
            for found in &faults {
                this.report(fault(flow, found), written.span.clone(), out);
            }
            None
        }
    }
}
