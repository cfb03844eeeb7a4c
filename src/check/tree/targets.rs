//! Where answers lead: `tree-dangling-target`, `tree-answer-incomplete`, `tree-exit-unmapped`, `tree-include-loop`.

use std::collections::BTreeMap;

use super::{Checked, targets_of};
use crate::decide::{Clash, Flow};
use crate::diagnostic::{Diagnostic, did_you_mean, nearest};
use crate::fields::At;
use crate::model::tree::{Choice, Question, Target, When};
use crate::model::{Id, Name, Status, Tree};

/// Checks the start and every answer.
pub(super) fn check(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    dangling(this, out);
    uses(this, out);
    for question in &this.tree.questions {
        picks(this, question, out);
        // What could not be read is no part that is missing.
        if !question.whole {
            continue;
        }
        for choice in &question.choices {
            answer(this, question, choice, out);
        }
        if question.choices.len() == 1 {
            let word = question.kind.choice_word();
            let message = format!("`{}` has one {word}; a question needs at least two", question.id.value);
            this.report(Diagnostic::new("tree-answer-incomplete", message), question.id.span.clone(), out);
        }
    }
}

/// Targets that are not there. However many answers name one, it is one mistake.
fn dangling(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<(&str, &str), (String, &At<Target>, usize)> = BTreeMap::new();
    for question in &this.tree.questions {
        for choice in &question.choices {
            let Some(to) = &choice.to else { continue };
            let exits: &[_] = if let Target::Use { exits, .. } = &to.value { exits } else { &[] };
            for to in std::iter::once(to).chain(exits.iter().map(|(_, to)| to)) {
                if let Some(id) = gone(this, &to.value) {
                    let whose = || format!("{} `{}`", question.kind.choice_word(), choice.id.value);
                    found.entry(id).or_insert_with(|| (whose(), to, 0)).2 += 1;
                }
            }
        }
    }
    if let Some(start) = &this.tree.start
        && this.tree.question(&start.value).is_none()
        && !found.contains_key(&("", start.value.as_str()))
    {
        let message = format!("`start` names `{}`, which does not exist", start.value);
        let help = did_you_mean(&start.value, questions(this.tree));
        this.report(Diagnostic::new("tree-dangling-target", message).maybe_help(help), start.span.clone(), out);
    }
    for ((_, id), (whose, to, count)) in found {
        if matches!(this.site.names.get(id), Some(Name::Draft { .. })) && matches!(to.value, Target::Use { .. }) {
            this.report(draft(id), to.span.clone(), out);
            continue;
        }
        let message = match count {
            1 => format!("{whose} goes to `{id}`, which does not exist"),
            2 => format!("{whose} and 1 other go to `{id}`, which does not exist"),
            _ => format!("{whose} and {} others go to `{id}`, which does not exist", count - 1),
        };
        let elsewhere = this.tree.outcome(id).map(|_| format!("did you mean `outcome:{id}`?"));
        let missed = matches!(to.value, Target::Exit(_)).then(|| format!("add `{id}` to the tree's `exits`"));
        let help = did_you_mean(id, known(this, &to.value)).or(elsewhere).or(missed);
        this.report(Diagnostic::new("tree-dangling-target", message).maybe_help(help), to.span.clone(), out);
    }
}

/// A tree that a build leaves out is no part of another.
fn draft(id: &str) -> Diagnostic {
    let problem = Diagnostic::new("tree-dangling-target", format!("`{id}` is a draft, and left out of a build"));
    problem.help("finish it, or build with `--drafts`")
}

/// What a target names, if it is not there: its prefix and its id.
fn gone<'a>(this: &Checked<'a>, target: &'a Target) -> Option<(&'static str, &'a str)> {
    let named = match target {
        Target::Question(id) => ("", id),
        Target::Outcome(id) => ("outcome", id),
        Target::Exit(id) => ("exit", id),
        Target::Use { tree, .. } => ("use", tree),
    };
    (!known(this, target).contains(&named.1.as_str())).then_some((named.0, named.1))
}

/// What a target of its kind can name.
fn known<'a>(this: &Checked<'a>, target: &Target) -> Vec<&'a str> {
    let tree = this.tree;
    match target {
        Target::Question(_) => questions(tree),
        Target::Outcome(_) => tree.outcomes.iter().map(|outcome| outcome.id.value.as_str()).collect(),
        Target::Exit(_) => tree.exits.iter().map(|exit| exit.value.as_str()).collect(),
        Target::Use { .. } => this.site.of_kind("tree").map(|entry| &*entry.id).collect(),
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
        // What is not there is reported as that.
        for (exit, target) in exits.iter().filter(|(_, target)| gone(this, &target.value).is_none()) {
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

/// The same for trees that a tree re-uses by way of several others: their questions have one page each, too.
pub(super) fn clashes(this: &Checked<'_>, flow: &Flow<'_>, out: &mut Vec<Diagnostic>) {
    for Clash { tree, exit, first, second } in &flow.clashes {
        let message =
            format!("`{first}` and `{second}` re-use `{tree}` and lead from its exit `{exit}` to different targets");
        let help = "in one tree all uses of another map its exits alike; give one of them a tree of its own";
        let problem = Diagnostic::new("tree-exit-unmapped", message).help(help);
        this.report(problem, this.tree.questions.first().map_or(0..0, |question| question.id.span.clone()), out);
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
    if let Target::Use { tree, exits } = &to.value {
        reuse(this, tree, exits, to, out);
    }
}

/// Rules judge what can be picked. However many of them name a pick that is not there, it is one mistake.
fn picks(this: &Checked<'_>, question: &Question, out: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = question.picks.iter().map(|pick| pick.id.value.as_str()).collect();
    // Without any, that is what is missing.
    if !question.whole || known.is_empty() {
        return;
    }
    let mut seen = known.clone();
    for rule in &question.choices {
        let (When::Any(ids) | When::All(ids)) = &rule.when else {
            continue;
        };
        for id in ids {
            if seen.contains(&id.value.as_str()) {
                continue;
            }
            seen.push(&id.value);
            let (rule, of) = (&rule.id.value, &question.id.value);
            let message = format!("rule `{rule}` names `{}`, which is no answer of `{of}`", id.value);
            let help = did_you_mean(&id.value, known.iter().copied());
            let problem = Diagnostic::new("tree-dangling-target", message).maybe_help(help);
            this.report(problem, id.span.clone(), out);
        }
    }
}

fn reuse(this: &Checked<'_>, id: &str, exits: &[(At<String>, At<Target>)], to: &At<Target>, out: &mut Vec<Diagnostic>) {
    let Some(other) = this.site.entries.get(id) else {
        return;
    };
    let Some(inner) = other.tree.as_deref() else {
        return;
    };
    if other.status == Status::Draft && this.entry.status != Status::Draft {
        this.report(draft(id), to.span.clone(), out);
        return;
    }
    if let Some(circle) = circle(this, &other.id) {
        let problem = Diagnostic::new("tree-include-loop", format!("trees re-use each other: {circle}"));
        this.report(problem, to.span.clone(), out);
        return;
    }
    // Exits that could not be read are no mistake here.
    if !inner.named {
        return;
    }
    if let Some(Target::Outcome(outcome)) = targets_of(inner).find(|target| matches!(target, Target::Outcome(_))) {
        let message = format!("`{id}` ends at its outcome `{outcome}`; a re-used tree ends in exits");
        let help = format!("write `exits = [\"{outcome}\"]` and `to = \"exit:{outcome}\"` in `{id}`");
        this.report(Diagnostic::new("tree-exit-unmapped", message).help(help), to.span.clone(), out);
        return;
    }
    let leads_to = |exit: &str| targets_of(inner).any(|target| matches!(target, Target::Exit(id) if id == exit));
    let unknown = |(mapped, _): &&(At<String>, At<Target>)| !inner.exits.iter().any(|exit| exit.value == mapped.value);
    for exit in &inner.exits {
        // One name that is misspelt is one mistake.
        let known = || inner.exits.iter().map(|exit| exit.value.as_str());
        let misspelt =
            exits.iter().filter(unknown).any(|(mapped, _)| nearest(&mapped.value, known()) == Some(&exit.value));
        // An exit that nothing leads to is a mistake there.
        let is_mapped = exits.iter().any(|(mapped, _)| mapped.value == exit.value);
        if leads_to(&exit.value) && !is_mapped && !misspelt {
            let message = format!("`{id}` has exit `{}`; map it here", exit.value);
            let help = format!("add `{} = \"…\"` to its `exits`", exit.value);
            this.report(Diagnostic::new("tree-exit-unmapped", message).help(help), to.span.clone(), out);
        }
    }
    for (mapped, _) in exits {
        // An exit that answers of the re-used tree lead to is missing there.
        if inner.exits.iter().any(|exit| exit.value == mapped.value) || leads_to(&mapped.value) {
            continue;
        }
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
