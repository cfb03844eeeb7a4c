//! `tree-path-test`: answers that a tree's authors have agreed on still end where they expect.

use super::{Checked, end, fault};
use crate::decide::{self, Flow, Replay, Stop};
use crate::diagnostic::Diagnostic;
use crate::model::tree::PathTest;

/// Runs all path tests of a tree.
pub(super) fn check(this: &Checked<'_>, flow: &Flow<'_>, out: &mut Vec<Diagnostic>) {
    for test in &this.tree.paths {
        let faults = decide::faults(flow, &test.answers.value);
        for found in &faults {
            this.report(fault(flow, found), test.answers.span.clone(), out);
        }
        match end(this, &test.expect.value) {
            Err(problem) => this.report(problem, test.expect.span.clone(), out),
            Ok(expected) if faults.is_empty() => {
                let replay = decide::replay(flow, &test.answers.value);
                if replay.stop != Stop::End(expected) {
                    let span = test.answers.span.clone();
                    this.report(problem(flow, test, &replay), span, out);
                }
            }
            Ok(_) => {}
        }
    }
}

fn problem(flow: &Flow<'_>, test: &PathTest, replay: &Replay) -> Diagnostic {
    let PathTest { name, expect, .. } = test;
    let got = match &replay.stop {
        Stop::End(end) => {
            let last = replay.given.last().map_or("", |given| &flow.steps[given.step].id);
            format!("got {} at `{last}`", flow.end_id(end))
        }
        Stop::Unanswered(at) | Stop::Illegal { step: at, .. } => {
            format!("stopped at `{}`, which has no answer", flow.steps[*at].id)
        }
        Stop::Empty => "the tree has no question".to_owned(),
    };
    Diagnostic::new("tree-path-test", format!("path \"{name}\": expected {}, {got}", expect.value))
}
