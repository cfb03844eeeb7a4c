//! The rules of a multi question: `tree-shadowed-rule`, `tree-no-default`, and how many there are under
//! `tree-answer-incomplete`.

use std::collections::BTreeSet;

use super::Checked;
use crate::diagnostic::Diagnostic;
use crate::fields::At;
use crate::model::tree::{Choice, Question, QuestionKind, When};

/// Most rules before the default.
const RULES: usize = 3;

/// Checks the rules of a multi question.
pub(super) fn check(this: &Checked<'_>, question: &Question, out: &mut Vec<Diagnostic>) {
    if question.kind != QuestionKind::Multi {
        return;
    }
    let id = &question.id;
    if question.picks.is_empty() {
        let message = format!("`{}` has nothing to pick", id.value);
        let problem = Diagnostic::new("tree-answer-incomplete", message).help("add a `[[question.answer]]` for each");
        this.report(problem, id.span.clone(), out);
        return;
    }
    let (Some(last), rules) = (question.choices.last(), &question.choices) else {
        return;
    };
    let is_default = |rule: &Choice| rule.when == When::Otherwise;
    let before_default = rules.iter().filter(|rule| !is_default(rule)).count();
    if before_default > RULES {
        let message = format!("`{}` has {before_default} rules before its default, {RULES} at most", id.value);
        let problem = Diagnostic::new("tree-answer-incomplete", message).help("ask the rest in a question of its own");
        this.report(problem, id.span.clone(), out);
    }
    // A single rule is one too few, whatever it says.
    if rules.len() > 1 && !rules.iter().any(is_default) {
        let message = format!("`{}` has no default", id.value);
        let problem = Diagnostic::new("tree-no-default", message).help("add a last rule with `default = true`");
        this.report(problem, last.id.span.clone(), out);
    }
    let mut empty = rules.iter().filter(|rule| matches!(&rule.when, When::Any(ids) | When::All(ids) if ids.is_empty()));
    if let Some(rule) = empty.next() {
        let problem = Diagnostic::new("tree-answer-incomplete", format!("rule `{}` names no answer", rule.id.value));
        this.report(problem.help("for «nothing is picked» write `none = true`"), rule.id.span.clone(), out);
    } else {
        shadowed(this, question, out);
    }
}

/// Rules that can never fire.
fn shadowed(this: &Checked<'_>, question: &Question, out: &mut Vec<Diagnostic>) {
    let rules = &question.choices;
    let picks: BTreeSet<&str> = question.picks.iter().map(|pick| pick.id.value.as_str()).collect();
    let unknown = |id: &At<String>| !picks.contains(id.value.as_str());
    if rules.iter().any(|rule| named(rule).iter().any(unknown)) {
        return;
    }
    for (at, rule) in rules.iter().enumerate() {
        let (before, id) = (&rules[..at], &rule.id);
        if before.iter().any(|other| other.id.value == id.value) || can_fire(rule, before, &picks) {
            continue;
        }
        let name = |at: usize| format!("rule {} (`{}`)", at + 1, rules[at].id.value);
        let covers = (0..at).find(|&other| !can_fire(rule, &rules[other..=other], &picks));
        let by = covers.map_or_else(
            || "the rules before it cover it together".to_owned(),
            |one| match rules[one].when {
                When::Otherwise => format!("{} is the default", name(one)),
                _ => format!("{} covers it", name(one)),
            },
        );
        let help = match (covers, &rule.when) {
            (Some(one), _) if rules[one].when == When::Otherwise => {
                "a question has one default, and it stands last".to_owned()
            }
            (_, When::Otherwise) => format!("make `{}` the default in its place", rules[at - 1].id.value),
            (Some(one), _) => format!("put it before `{}`, or delete it", rules[one].id.value),
            (None, _) => "delete it, or put it first".to_owned(),
        };
        let problem = Diagnostic::new("tree-shadowed-rule", format!("{} can never fire: {by}", name(at))).help(help);
        this.report(problem, id.span.clone(), out);
        if covers.is_some_and(|one| rules[one].when == When::Otherwise) {
            // All that follow a default are one mistake.
            return;
        }
    }
}

/// The picks that a rule names.
fn named(rule: &Choice) -> &[At<String>] {
    if let When::Any(ids) | When::All(ids) = &rule.when { ids } else { &[] }
}

/// Whether some set of picks is judged by this rule and by none before it.
///
/// A rule that holds for a set also holds for one of its smallest sets within it, and a smaller set makes no `any` or
/// `all` true that was not; only `none` becomes true, for the empty set. So it is enough to try the smallest ones.
fn can_fire(rule: &Choice, before: &[Choice], picks: &BTreeSet<&str>) -> bool {
    let one = |pick| BTreeSet::from([pick]);
    let smallest: Vec<BTreeSet<&str>> = match &rule.when {
        When::Any(ids) => ids.iter().map(|id| one(id.value.as_str())).collect(),
        When::All(ids) => vec![ids.iter().map(|id| id.value.as_str()).collect()],
        When::Nothing => vec![BTreeSet::new()],
        _ => std::iter::once(BTreeSet::new()).chain(picks.iter().map(|pick| one(*pick))).collect(),
    };
    smallest.iter().any(|set| !before.iter().any(|rule| holds(rule, set)))
}

fn holds(rule: &Choice, picked: &BTreeSet<&str>) -> bool {
    let has = |id: &At<String>| picked.contains(id.value.as_str());
    match &rule.when {
        When::Any(ids) => ids.iter().any(has),
        When::All(ids) => ids.iter().all(has),
        When::Nothing => picked.is_empty(),
        When::Otherwise => true,
        When::Chosen | When::Band { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tree::{Basis, Label};

    fn rule(when: When) -> Choice {
        Choice {
            id: At::new(String::new(), 0..0),
            label: Label::Otherwise,
            when,
            short: None,
            to: None,
            because: Vec::new(),
            weights: Vec::new(),
            basis: Basis::Source,
            flags: Vec::new(),
            span: 0..0,
        }
    }

    /// The picks whose bits are set.
    fn of<'a>(names: &[&'a str], bits: usize) -> impl Iterator<Item = &'a str> {
        names.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, name)| *name)
    }

    #[test]
    fn rules_that_can_fire_are_those_that_some_set_of_picks_fires() {
        let names = ["x", "y", "z"];
        let ids = |bits| of(&names, bits).map(|name| At::new(name.to_owned(), 0..0)).collect::<Vec<_>>();
        let mut kinds = vec![rule(When::Nothing), rule(When::Otherwise)];
        kinds.extend((1..8).map(|bits| rule(When::Any(ids(bits)))));
        kinds.extend((1..8).map(|bits| rule(When::All(ids(bits)))));
        let picks: BTreeSet<&str> = names.into();
        let sets: Vec<BTreeSet<&str>> = (0..8).map(|bits| of(&names, bits).collect()).collect();
        for (first, second) in kinds.iter().flat_map(|first| kinds.iter().map(move |second| (first, second))) {
            let before = [first.clone(), second.clone()];
            for last in &kinds {
                let fires = |set: &BTreeSet<&str>| holds(last, set) && !before.iter().any(|rule| holds(rule, set));
                assert_eq!(can_fire(last, &before, &picks), sets.iter().any(fires), "{before:?} {last:?}");
            }
        }
    }
}
