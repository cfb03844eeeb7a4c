//! `tree-idle-question`: a question whose answer changes nothing.

use super::Checked;
use crate::diagnostic::Diagnostic;
use crate::model::tree::{Basis, Choice, Target};

/// Reports questions of which all answers lead to one place and none says why, or weighs, or sets a flag.
pub(super) fn check(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    for question in &this.tree.questions {
        let Some((first, others)) = question.choices.split_first() else {
            continue;
        };
        let alike = others.iter().all(|choice| same(first, choice));
        let counts = |choice: &Choice| {
            !(choice.because.is_empty() && choice.weights.is_empty() && choice.flags.is_empty())
                || choice.basis != Basis::Source
        };
        let flags = question.picks.iter().any(|pick| !pick.flags.is_empty());
        if alike && !flags && !question.choices.iter().any(counts) {
            let word = question.kind.choice_word();
            let message = format!(
                "all {word}s of `{}` have one target and none has because, weights, flags or basis",
                question.id.value
            );
            let problem = Diagnostic::new("tree-idle-question", message).help("let an answer count, or do not ask");
            this.report(problem, question.id.span.clone(), out);
        }
    }
}

fn same(one: &Choice, other: &Choice) -> bool {
    let (Some(one), Some(other)) = (&one.to, &other.to) else {
        return false;
    };
    match (&one.value, &other.value) {
        // All uses of one tree map its exits alike.
        (Target::Use { tree: one, .. }, Target::Use { tree: other, .. }) => one == other,
        (one, other) => one == other,
    }
}
