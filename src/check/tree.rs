//! Decision trees: every path begins, goes on and ends.
//!
//! After a duplicate id, a dangling target or an answer without one, what rests on them is skipped, so that one
//! mistake gives one message. The same holds for trees that re-use a tree with a mistake.

mod answers;
mod bands;
mod idle;
mod labels;
mod long;
mod many_paths;
mod names;
mod never;
mod options;
mod path_tests;
mod paths;
mod picks;
mod targets;
mod untested;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::config::Config;
use crate::decide::{self, End, Fault, Flow};
use crate::diagnostic::{Diagnostic, Level, did_you_mean};
use crate::model::tree::{QuestionKind, Target};
use crate::model::{Entry, Site, Tree};

/// Checks all trees; returns the ids of those whose paths mean nothing.
pub(super) fn check<'a>(site: &'a Site, config: &Config, out: &mut Vec<Diagnostic>) -> Vec<&'a str> {
    let trees = site.entries.values().filter_map(|entry| Some(Checked { site, entry, tree: entry.tree.as_deref()? }));
    let mut known: BTreeMap<&str, Sound> = BTreeMap::new();
    let mut left: Vec<(Checked<'_>, Sound)> = Vec::new();
    for this in trees {
        match as_written(&this, out) {
            Sound::No => drop(known.insert(&this.entry.id, Sound::No)),
            sound => left.push((this, sound)),
        }
    }
    // The trees that a tree re-uses come before it, since its paths lead through theirs.
    while !left.is_empty() {
        let ready = |(this, _): &(Checked<'_>, Sound)| this.re_used().all(|id| known.contains_key(id));
        let (ready, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(ready);
        if ready.is_empty() {
            break;
        }
        for (this, sound) in ready {
            let sound = this.re_used().map(|id| known[id]).fold(sound, Sound::min);
            known.insert(&this.entry.id, as_walked(&this, sound, config, out));
        }
        left = rest;
    }
    known.into_iter().filter(|(_, sound)| *sound != Sound::Yes).map(|(id, _)| id).collect()
}

/// How far the paths of a tree mean something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sound {
    /// Answers lead to nothing, or to two things.
    No,
    /// Answers lead somewhere; which number or which picks mean which of them is wrong.
    Targets,
    /// As far as is known.
    Yes,
}

/// Whether checks find nothing worse than a warning.
fn clean(out: &mut Vec<Diagnostic>, check: impl FnOnce(&mut Vec<Diagnostic>)) -> bool {
    let before = out.len();
    check(out);
    out[before..].iter().all(|problem| problem.level == Level::Warning)
}

/// What can be said without following any path.
fn as_written(this: &Checked<'_>, out: &mut Vec<Diagnostic>) -> Sound {
    names::criteria(this, out);
    options::retired(this, out);
    long::questions(this, out);
    let mut sound = Sound::Yes;
    for question in this.tree.questions.iter().filter(|question| question.whole) {
        labels::check(this, question, out);
        let judged = |out: &mut Vec<_>| {
            answers::check(this, question, out);
            bands::check(this, question, out);
            picks::check(this, question, out);
        };
        if !clean(out, judged) {
            sound = Sound::Targets;
        }
    }
    let unique = clean(out, |out| names::duplicates(this, out));
    if !unique || !this.tree.named {
        return Sound::No;
    }
    if !names::sections(this, out) {
        sound = Sound::Targets;
    }
    if !clean(out, |out| targets::check(this, out)) {
        return Sound::No;
    }
    options::unreached(this, out);
    if this.tree.whole { sound } else { Sound::No }
}

/// What shows on the paths of a tree.
fn as_walked(this: &Checked<'_>, sound: Sound, config: &Config, out: &mut Vec<Diagnostic>) -> Sound {
    let Some(flow) = decide::flow(this.site, this.entry).filter(|_| sound != Sound::No) else {
        return Sound::No;
    };
    if !clean(out, |out| paths::check(this, &flow, out)) || !clean(out, |out| targets::clashes(this, &flow, out)) {
        return Sound::No;
    }
    idle::check(this, out);
    long::path(this, &flow, out);
    if sound == Sound::Yes {
        let mut found = Vec::new();
        path_tests::check(this, &flow, &mut found);
        // A test that fails may be meant for an outcome that seems to have none.
        if found.is_empty() {
            untested::check(this, out);
        }
        never::check(this, &flow, &mut found);
        out.extend(once(found));
        many_paths::check(this, &flow, config, out);
    }
    sound
}

/// A name that is not there is one mistake, however many tests and conditions hold it.
fn once(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    for problem in found {
        let same = |(first, _): &&mut (Diagnostic, usize)| first.message == problem.message;
        match kept.iter_mut().find(same).filter(|_| problem.rule == "tree-dangling-target") {
            Some((_, count)) => *count += 1,
            None => kept.push((problem, 0)),
        }
    }
    let counted = |(mut problem, more): (Diagnostic, usize)| {
        match more {
            0 => {}
            1 => problem.message.push_str(", here and in 1 other place"),
            more => problem.message.push_str(&format!(", here and in {more} other places")),
        }
        problem
    };
    kept.into_iter().map(counted).collect()
}

/// The tree being checked.
struct Checked<'a> {
    site: &'a Site,
    entry: &'a Entry,
    tree: &'a Tree,
}

impl<'a> Checked<'a> {
    fn report(&self, problem: Diagnostic, span: Range<usize>, out: &mut Vec<Diagnostic>) {
        out.push(problem.at(&self.entry.file, span));
    }

    /// All targets that are written, those of mapped exits after the answer they stand in.
    fn targets(&self) -> impl Iterator<Item = &'a Target> + use<'a> {
        targets_of(self.tree)
    }

    /// The trees it re-uses.
    fn re_used(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.targets()
            .filter_map(|target| if let Target::Use { tree, .. } = target { Some(tree.as_str()) } else { None })
    }
}

fn targets_of(tree: &Tree) -> impl Iterator<Item = &Target> {
    let choices = tree.questions.iter().flat_map(|question| &question.choices);
    choices.filter_map(|choice| choice.to.as_ref()).flat_map(|to| {
        let exits: &[_] = if let Target::Use { exits, .. } = &to.value { exits } else { &[] };
        std::iter::once(&to.value).chain(exits.iter().map(|(_, target)| &target.value))
    })
}

/// What is wrong with a part of a text of answers.
pub(super) fn fault(flow: &Flow<'_>, fault: &Fault<'_>) -> Diagnostic {
    let rule = "tree-dangling-target";
    let questions = || flow.steps.iter().map(|step| step.id.as_str());
    match fault {
        Fault::Malformed("") => Diagnostic::new(rule, "there are no answers").help("write them as `question=answer`"),
        Fault::Malformed(part) => {
            let help = if flow.flags().any(|flag| flag == *part) {
                format!("did you mean `flag:{part}`?")
            } else {
                "answers are written as `question=answer`, with a blank between two".to_owned()
            };
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
            let known: Vec<&str> = known.map(|id| id.value.as_str()).collect();
            let help = did_you_mean(answer, known.iter().copied());
            let help = help.or_else(|| match step.question.kind {
                QuestionKind::Number { .. } => Some("it takes a number or a band's id".to_owned()),
                _ => (known.len() <= 12).then(|| format!("it takes: {}", known.join(", "))),
            });
            Diagnostic::new(rule, format!("`{answer}` is no answer of `{}`", step.id)).maybe_help(help)
        }
        Fault::Flag(flag) => {
            let problem = Diagnostic::new(rule, format!("no answer sets the flag `{flag}`"));
            problem.maybe_help(did_you_mean(flag, flow.flags()))
        }
        Fault::Twice(at) => Diagnostic::new(rule, format!("`{}` is answered twice", flow.steps[*at].id)),
        Fault::TooMany => Diagnostic::new("limit", "more conditions than kb can try on all paths")
            .help("60 at most, 12 of them flags; write two invariants"),
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
