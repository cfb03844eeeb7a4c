//! Paths through a tree whose names are right: `tree-cycle`, `tree-unreachable`, `tree-dead-end`.

use std::collections::BTreeSet;

use super::Checked;
use crate::decide::{End, Flow};
use crate::diagnostic::Diagnostic;
use crate::fields::At;

/// Checks the paths of a tree.
pub(super) fn check(this: &Checked<'_>, flow: &Flow<'_>, out: &mut Vec<Diagnostic>) {
    if let Some(circle) = circle(flow) {
        let names: Vec<&str> = circle.iter().map(|&at| flow.steps[at].id.as_str()).collect();
        let problem = Diagnostic::new("tree-cycle", format!("cycle: {}", names.join(" → ")));
        this.report(problem, flow.steps[circle[0]].question.id.span.clone(), out);
        return;
    }
    let before = out.len();
    dead_end(this, flow, out);
    // What its answers would have led to is no mistake of its own.
    if out.len() == before {
        unreachable(this, flow, out);
    }
}

/// Steps that lead back to the first of them, which stands at both ends.
fn circle(flow: &Flow<'_>) -> Option<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; flow.steps.len()];
    for start in 0..flow.steps.len() {
        // A stack of its own: trees may be deeper than the thread's.
        let mut path: Vec<(usize, usize)> = if marks[start] == Mark::New { vec![(start, 0)] } else { Vec::new() };
        while let Some(&mut (at, ref mut way)) = path.last_mut() {
            marks[at] = Mark::Open;
            let Some(next) = flow.steps[at].ways.get(*way) else {
                marks[at] = Mark::Done;
                path.pop();
                continue;
            };
            *way += 1;
            let End::Step(to) = next.to else { continue };
            match marks[to] {
                Mark::New => path.push((to, 0)),
                Mark::Done => {}
                Mark::Open => {
                    let from = path.iter().position(|(step, _)| *step == to)?;
                    return Some(path[from..].iter().map(|(step, _)| *step).chain([to]).collect());
                }
            }
        }
    }
    None
}

/// What nothing leads to. What only an unreachable question leads to is that question's problem.
fn unreachable(this: &Checked<'_>, flow: &Flow<'_>, out: &mut Vec<Diagnostic>) {
    let mut led_to: BTreeSet<&End> = flow.steps.iter().flat_map(|step| &step.ways).map(|way| &way.to).collect();
    let start = flow.start_at().map(End::Step);
    led_to.extend(&start);
    let mut report = |what: &str, id: &At<String>| {
        let problem = Diagnostic::new("tree-unreachable", format!("nothing leads to {what}`{}`", id.value));
        this.report(problem.help("link it from an answer, or delete it"), id.span.clone(), out);
    };
    for (at, step) in flow.steps.iter().enumerate() {
        if step.owner.id == this.entry.id && !led_to.contains(&End::Step(at)) {
            report("", &step.question.id);
        }
    }
    for outcome in &this.tree.outcomes {
        if !led_to.contains(&End::Outcome(outcome.id.value.clone())) {
            report("", &outcome.id);
        }
    }
    for exit in &this.tree.exits {
        if !led_to.contains(&End::Exit(exit.value.clone())) {
            report("exit ", exit);
        }
    }
}

/// Questions without answers; those that only lead to them are not named again.
fn dead_end(this: &Checked<'_>, flow: &Flow<'_>, out: &mut Vec<Diagnostic>) {
    for step in flow.steps.iter().filter(|step| step.ways.is_empty() && step.owner.id == this.entry.id) {
        let message = format!("`{}` cannot reach any outcome", step.id);
        let help = format!("give it at least two {}s", step.question.kind.choice_word());
        this.report(Diagnostic::new("tree-dead-end", message).help(help), step.question.id.span.clone(), out);
    }
}
