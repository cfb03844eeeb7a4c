//! Where answers lead: `tree-dangling-target`, `tree-answer-incomplete`, `tree-exit-unmapped`, `tree-include-loop`.

use std::collections::BTreeMap;

use super::Checked;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::fields::At;
use crate::model::tree::{Choice, Question, Target, When};
use crate::model::{Id, Tree};

/// Checks the start and every answer.
pub(super) fn check(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    if let Some(start) = &this.tree.start
        && this.tree.question(&start.value).is_none()
    {
        let message = format!("`start` names `{}`, which does not exist", start.value);
        let help = did_you_mean(&start.value, questions(this.tree));
        this.report(Diagnostic::new("tree-dangling-target", message).maybe_help(help), start.span.clone(), out);
    }
    uses(this, out);
    for question in &this.tree.questions {
        for choice in &question.choices {
            answer(this, question, choice, out);
            picks(this, question, choice, out);
        }
        if question.choices.len() == 1 {
            let word = question.kind.choice_word();
            let message = format!("`{}` has one {word}; a question needs at least two", question.id.value);
            this.report(Diagnostic::new("tree-answer-incomplete", message), question.id.span.clone(), out);
        }
    }
}

/// All uses of one tree in a tree map its exits alike, since each of its questions has one page.
fn uses(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(&str, &str), &Target> = BTreeMap::new();
    let choices = this.tree.questions.iter().flat_map(|q| &q.choices);
    for to in choices.filter_map(|choice| choice.to.as_ref()) {
        let Target::Use { tree, exits } = &to.value else {
            continue;
        };
        for (exit, target) in exits {
            let before = first.entry((tree.as_str(), exit.value.as_str())).or_insert(&target.value);
            if **before != target.value {
                let message = format!("exit `{}` of `{tree}` leads to another target elsewhere", exit.value);
                let problem =
                    Diagnostic::new("tree-exit-unmapped", message).help("all uses of one tree map its exits alike");
                this.report(problem, target.span.clone(), out);
            }
        }
    }
}

fn questions(tree: &Tree) -> Vec<&str> {
    tree.questions.iter().map(|question| question.id.value.as_str()).collect()
}

fn answer(this: &Checked<'_>, question: &Question, choice: &Choice, out: &mut Vec<Diagnostic>) {
    let word = question.kind.choice_word();
    let Some(to) = &choice.to else {
        let message = format!("{word} `{}` of `{}` has no `to`", choice.id.value, question.id.value);
        let help = "name a question, `outcome:id`, `exit:id` or `use:tree`";
        this.report(Diagnostic::new("tree-answer-incomplete", message).help(help), choice.span.clone(), out);
        return;
    };
    let whose = format!("{word} `{}`", choice.id.value);
    target(this, &whose, to, out);
    if let Target::Use { tree, exits } = &to.value {
        for (_, to) in exits {
            target(this, &whose, to, out);
        }
        reuse(this, tree, exits, to, out);
    }
}

/// Rules judge what can be picked.
fn picks(this: &Checked<'_>, question: &Question, choice: &Choice, out: &mut Vec<Diagnostic>) {
    let (When::Any(ids) | When::All(ids)) = &choice.when else {
        return;
    };
    let known = || question.picks.iter().map(|pick| pick.id.value.as_str());
    for id in ids.iter().filter(|id| !known().any(|pick| pick == id.value)) {
        let message =
            format!("rule `{}` names `{}`, which is no answer of `{}`", choice.id.value, id.value, question.id.value);
        this.report(
            Diagnostic::new("tree-dangling-target", message).maybe_help(did_you_mean(&id.value, known())),
            id.span.clone(),
            out,
        );
    }
}

fn target(this: &Checked<'_>, whose: &str, to: &At<Target>, out: &mut Vec<Diagnostic>) {
    let tree = this.tree;
    let (id, known): (_, Vec<&str>) = match &to.value {
        Target::Question(id) => (id, questions(tree)),
        Target::Outcome(id) => (id, tree.outcomes.iter().map(|outcome| outcome.id.value.as_str()).collect()),
        Target::Exit(id) => (id, tree.exits.iter().map(|exit| exit.value.as_str()).collect()),
        Target::Use { tree, .. } => (tree, this.site.of_kind("tree").map(|entry| &*entry.id).collect()),
    };
    if known.contains(&id.as_str()) {
        return;
    }
    let message = format!("{whose} goes to `{id}`, which does not exist");
    let elsewhere = tree.outcome(id).map(|_| format!("did you mean `outcome:{id}`?"));
    let help = did_you_mean(id, known).or(elsewhere);
    this.report(Diagnostic::new("tree-dangling-target", message).maybe_help(help), to.span.clone(), out);
}

fn reuse(this: &Checked<'_>, id: &str, exits: &[(At<String>, At<Target>)], to: &At<Target>, out: &mut Vec<Diagnostic>) {
    let Some(other) = this.site.entries.get(id) else {
        return;
    };
    let Some(inner) = other.tree.as_deref() else {
        return;
    };
    if let Some(circle) = circle(this, &other.id) {
        let problem = Diagnostic::new("tree-include-loop", format!("trees re-use each other: {circle}"));
        this.report(problem, to.span.clone(), out);
        return;
    }
    for exit in &inner.exits {
        if !exits.iter().any(|(mapped, _)| mapped.value == exit.value) {
            let message = format!("`{id}` has exit `{}`; map it here", exit.value);
            let help = format!("add `{} = \"…\"` to its `exits`", exit.value);
            this.report(Diagnostic::new("tree-exit-unmapped", message).help(help), to.span.clone(), out);
        }
    }
    for (mapped, _) in exits.iter().filter(|(mapped, _)| !inner.exits.iter().any(|exit| exit.value == mapped.value)) {
        let message = format!("`{id}` has no exit `{}`", mapped.value);
        let help = did_you_mean(&mapped.value, inner.exits.iter().map(|exit| exit.value.as_str()));
        this.report(Diagnostic::new("tree-exit-unmapped", message).maybe_help(help), mapped.span.clone(), out);
    }
}

/// The circle of re-used trees that leads back to this tree, if one does.
fn circle(this: &Checked<'_>, first: &Id) -> Option<String> {
    let mut chains: Vec<Vec<&str>> = vec![vec![&this.entry.id, first]];
    let mut seen = Vec::new();
    while let Some(chain) = chains.pop() {
        let last = *chain.last()?;
        if last == &*this.entry.id {
            return Some(chain.join(" → "));
        }
        if seen.contains(&last) {
            continue;
        }
        seen.push(last);
        let tree = this.site.entries.get(last).and_then(|entry| entry.tree.as_deref());
        let targets = tree.into_iter().flat_map(|tree| &tree.questions).flat_map(|question| &question.choices);
        for target in targets.filter_map(|choice| choice.to.as_ref()) {
            if let Target::Use { tree, .. } = &target.value {
                chains.push(chain.iter().copied().chain([tree.as_str()]).collect());
            }
        }
    }
    None
}
