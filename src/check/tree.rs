//! Decision trees: every path begins, goes on and ends.
//!
//! After a duplicate id, a dangling target or an answer without one, what rests on them is skipped, so that one
//! mistake gives one message. The same holds for trees that re-use a tree with a mistake.

mod bands;
mod idle;
mod labels;
mod long;
mod names;
mod options;
mod paths;
mod picks;
mod targets;
mod untested;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Level};
use crate::model::tree::Target;
use crate::model::{Entry, Site, Tree};

/// Checks all trees.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    let trees = site.entries.values().filter_map(|entry| Some(Checked { site, entry, tree: entry.tree.as_deref()? }));
    // Whether a tree has no mistake, as far as that is known.
    let mut sound: BTreeMap<&str, bool> = BTreeMap::new();
    let mut left = Vec::new();
    for this in trees {
        if clean(out, |out| as_written(&this, out)) && this.tree.whole {
            left.push(this);
        } else {
            sound.insert(&this.entry.id, false);
        }
    }
    // The trees that a tree re-uses come before it, since its paths lead through theirs.
    while !left.is_empty() {
        let (ready, rest): (Vec<_>, _) =
            left.into_iter().partition(|this| this.re_used().all(|id| sound.contains_key(id)));
        if ready.is_empty() {
            break;
        }
        for this in ready {
            let rests_on_sound = this.re_used().all(|id| sound[id]);
            let is_sound = rests_on_sound && clean(out, |out| as_walked(&this, out));
            sound.insert(&this.entry.id, is_sound);
        }
        left = rest;
    }
}

/// Whether checks find nothing worse than a warning.
fn clean(out: &mut Vec<Diagnostic>, check: impl FnOnce(&mut Vec<Diagnostic>)) -> bool {
    let before = out.len();
    check(out);
    out[before..].iter().all(|problem| problem.level == Level::Warning)
}

/// What can be said without following any path.
fn as_written(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    names::criteria(this, out);
    options::retired(this, out);
    long::questions(this, out);
    for question in this.tree.questions.iter().filter(|question| question.whole) {
        labels::check(this, question, out);
        bands::check(this, question, out);
        picks::check(this, question, out);
    }
    let unique = clean(out, |out| names::duplicates(this, out));
    if !unique || !this.tree.named {
        return;
    }
    names::sections(this, out);
    if clean(out, |out| targets::check(this, out)) {
        options::unreached(this, out);
    }
}

/// What shows on the paths of a tree whose names are right.
fn as_walked(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    if clean(out, |out| paths::check(this, out)) {
        idle::check(this, out);
        untested::check(this, out);
        long::path(this, out);
    }
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
