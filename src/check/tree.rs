//! Decision trees: every path begins, goes on and ends.
//!
//! After a duplicate id, a dangling target or an answer without one, what rests on them is skipped, so that one
//! mistake gives one message.

mod many_paths;
mod names;
mod never;
mod path_tests;
mod paths;
mod targets;

use crate::config::Config;
use crate::decide::{self, End, Fault, Flow};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{Entry, Site, Tree};

/// Checks all trees; returns the ids of those whose paths mean nothing.
pub(super) fn check<'a>(site: &'a Site, config: &Config, out: &mut Vec<Diagnostic>) -> Vec<&'a str> {
    let trees = || site.entries.values().filter_map(|entry| Some((entry, entry.tree.as_deref()?)));
    let mut broken: Vec<&str> = Vec::new();
    for (entry, tree) in trees() {
        if !tree.whole || structure(&Checked { site, entry, tree }, out) {
            broken.push(&entry.id);
        }
    }
    for (entry, tree) in trees().filter(|(entry, _)| !broken.contains(&&*entry.id)) {
        let this = Checked { site, entry, tree };
        // A tree that another is part of takes that one's mistakes with it.
        let flow = decide::flow(site, entry).filter(|flow| flow.is_of(|owner| !broken.contains(&&*owner.id)));
        if let Some(flow) = flow {
            path_tests::check(&this, &flow, out);
            never::check(&this, &flow, out);
            many_paths::check(&this, &flow, config, out);
        }
    }
    broken
}

/// Checks what paths rest on; returns whether something is wrong with it.
fn structure(this: &Checked<'_>, out: &mut Vec<Diagnostic>) -> bool {
    names::sections(this, out);
    names::criteria(this, out);
    let before = out.len();
    names::duplicates(this, out);
    if out.len() == before {
        targets::check(this, out);
    }
    if out.len() == before {
        paths::check(this, out);
    }
    out.len() > before
}

/// The tree being checked.
struct Checked<'a> {
    site: &'a Site,
    entry: &'a Entry,
    tree: &'a Tree,
}

impl Checked<'_> {
    fn report(&self, problem: Diagnostic, span: std::ops::Range<usize>, out: &mut Vec<Diagnostic>) {
        out.push(problem.at(&self.entry.file, span));
    }
}

/// What is wrong with a part of a text of answers.
pub(super) fn fault(flow: &Flow<'_>, fault: &Fault<'_>) -> Diagnostic {
    let rule = "tree-dangling-target";
    let questions = || flow.steps.iter().map(|step| step.id.as_str());
    match fault {
        Fault::Malformed("") => Diagnostic::new(rule, "there are no answers").help("write them as `question=answer`"),
        Fault::Malformed(part) => {
            let help = "answers are written as `question=answer`, with a blank between two";
            Diagnostic::new(rule, format!("`{part}` is no answer")).help(help)
        }
        Fault::Question(name) => {
            let problem = Diagnostic::new(rule, format!("no question is called `{name}`"));
            problem.maybe_help(did_you_mean(name, questions()))
        }
        Fault::Answer(at, answer) => {
            let step = &flow.steps[*at];
            let picks = step.question.picks.iter().map(|pick| &pick.id);
            let known = picks.chain(step.question.choices.iter().map(|choice| &choice.id));
            let problem = Diagnostic::new(rule, format!("`{answer}` is no answer of `{}`", step.id));
            problem.maybe_help(did_you_mean(answer, known.map(|id| id.value.as_str())))
        }
        Fault::Flag(flag) => {
            let problem = Diagnostic::new(rule, format!("no answer sets the flag `{flag}`"));
            problem.maybe_help(did_you_mean(flag, flow.flags()))
        }
        Fault::Twice(at) => Diagnostic::new(rule, format!("`{}` is answered twice", flow.steps[*at].id)),
    }
}

/// The end that a path test or an invariant names: an outcome's id, or `exit:id`.
fn end(this: &Checked<'_>, named: &str) -> Result<End, Diagnostic> {
    let problem = |message: String, known: Vec<&str>, name: &str| {
        Diagnostic::new("tree-dangling-target", message).maybe_help(did_you_mean(name, known))
    };
    if let Some(exit) = named.strip_prefix("exit:") {
        let known: Vec<&str> = this.tree.exits.iter().map(|exit| exit.value.as_str()).collect();
        return match known.contains(&exit) {
            true => Ok(End::Exit(exit.to_owned())),
            false => Err(problem(format!("no exit is called `{exit}`"), known, exit)),
        };
    }
    let known: Vec<&str> = this.tree.outcomes.iter().map(|outcome| outcome.id.value.as_str()).collect();
    let id = named.strip_prefix("outcome:").unwrap_or(named);
    match known.contains(&id) {
        true => Ok(End::Outcome(id.to_owned())),
        false => Err(problem(format!("no outcome is called `{id}`"), known, id)),
    }
}

/// An end as path tests and messages name it.
pub(super) fn end_name(flow: &Flow<'_>, end: &End) -> String {
    let name = flow.end_name(end);
    name.strip_prefix("outcome:").map_or(name.clone(), str::to_owned)
}
