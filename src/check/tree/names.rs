//! Names inside a tree: `tree-duplicate-id`, `tree-unknown-section`, `tree-outcome-empty`, and criteria under
//! `tree-wrong-kind`.

use super::Checked;
use crate::diagnostic::{Diagnostic, did_you_mean, nearest};
use crate::fields::At;
use crate::model::tree::{NodeKind, Target};

/// Two of a kind with one id.
pub(super) fn duplicates(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    let tree = this.tree;
    twice(this, "question", tree.questions.iter().map(|question| &question.id), "", out);
    twice(this, "outcome", tree.outcomes.iter().map(|outcome| &outcome.id), "", out);
    twice(this, "exit", tree.exits.iter(), "", out);
    for question in &tree.questions {
        let of = format!(" of `{}`", question.id.value);
        let word = question.kind.choice_word();
        twice(this, word, question.choices.iter().map(|choice| &choice.id), &of, out);
        twice(this, "answer", question.picks.iter().map(|pick| &pick.id), &of, out);
    }
}

fn twice<'a>(
    this: &Checked<'_>,
    what: &str,
    ids: impl Iterator<Item = &'a At<String>>,
    of: &str,
    out: &mut Vec<Diagnostic>,
) {
    let mut seen: Vec<&At<String>> = Vec::new();
    for id in ids {
        match seen.iter().find(|first| first.value == id.value) {
            Some(first) => {
                let message = format!("{what} `{}`{of} is defined twice{}", id.value, line_of(this, first));
                this.report(Diagnostic::new("tree-duplicate-id", message), id.span.clone(), out);
            }
            None => seen.push(id),
        }
    }
}

/// «(first at line 31)»: where an id was first written.
fn line_of(this: &Checked<'_>, first: &At<String>) -> String {
    format!(" (first at line {})", this.entry.document.line(first.span.start))
}

/// Sections that name nothing, and outcomes without one. Returns whether all questions that are named are there.
pub(super) fn sections(this: &Checked<'_>, out: &mut Vec<Diagnostic>) -> bool {
    let mut asked = true;
    let (tree, document) = (this.tree, &this.entry.document);
    let missing: Vec<(NodeKind, &str)> = missing(this).collect();
    let mut without: Vec<&At<String>> = tree.outcomes.iter().map(|outcome| &outcome.id).collect();
    without.retain(|id| !tree.section(NodeKind::Outcome, &id.value).is_some_and(|section| section.filled));
    for section in &tree.sections {
        let (what, prefix, known) = match section.node {
            NodeKind::Question => ("question", "q", ids(tree.questions.iter().map(|question| &question.id))),
            NodeKind::Outcome => ("outcome", "o", ids(tree.outcomes.iter().map(|outcome| &outcome.id))),
        };
        // What an answer leads to as well is reported there.
        if known.contains(&section.id.as_str()) || missing.contains(&(section.node, &section.id)) {
            continue;
        }
        asked &= section.node != NodeKind::Question;
        let meant = nearest(&section.id, known);
        if section.node == NodeKind::Outcome {
            // The outcome that is meant has no section because this one has another name.
            let alone = if without.len() == 1 { without.first().map(|id| id.value.clone()) } else { None };
            without.retain(|id| meant != Some(id.value.as_str()) && alone.as_ref() != Some(&id.value));
        }
        let message = format!("`## {prefix}:{}` names no {what}", section.id);
        let help = meant.map(|id| format!("did you mean `{id}`?"));
        let problem = Diagnostic::new("tree-unknown-section", message).maybe_help(help);
        this.report(problem, document.in_file(&document.headings[section.heading].span), out);
    }
    let renamed = missing.iter().any(|(node, _)| *node == NodeKind::Outcome);
    for outcome in without {
        let id = &outcome.value;
        // An outcome that answers know by another name has its section under that one.
        if renamed && !this.targets().any(|target| matches!(target, Target::Outcome(named) if named == id)) {
            continue;
        }
        let problem = Diagnostic::new("tree-outcome-empty", format!("outcome `{id}` has no `## o:{id}` section"));
        let help = "say there why it fits, what it costs and what comes next";
        this.report(problem.help(help), outcome.span.clone(), out);
    }
    asked
}

fn ids<'a>(ids: impl Iterator<Item = &'a At<String>>) -> Vec<&'a str> {
    ids.map(|id| id.value.as_str()).collect()
}

/// Questions and outcomes that answers lead to and that are not there.
fn missing<'a>(this: &Checked<'a>) -> impl Iterator<Item = (NodeKind, &'a str)> {
    let tree = this.tree;
    let start = tree.start.iter().map(|start| (NodeKind::Question, start.value.as_str()));
    let named = this.targets().filter_map(|target| match target {
        Target::Question(id) => Some((NodeKind::Question, id.as_str())),
        Target::Outcome(id) => Some((NodeKind::Outcome, id.as_str())),
        _ => None,
    });
    start.chain(named).filter(|(node, id)| match node {
        NodeKind::Question => tree.question(id).is_none(),
        NodeKind::Outcome => tree.outcome(id).is_none(),
    })
}

/// Criteria that the tree's comparison does not have.
pub(super) fn criteria(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    let comparison = this.tree.comparison.as_ref().and_then(|id| this.site.entries.get(id.value.as_str()));
    let comparison = comparison.and_then(|entry| entry.comparison.as_deref());
    let known: Vec<&str> = comparison.iter().flat_map(|c| &c.criteria).map(|c| c.id.value.as_str()).collect();
    let mut check = |key: &str, written: &At<String>| {
        if known.contains(&written.value.as_str()) {
            return;
        }
        let message = match (&this.tree.comparison, comparison) {
            (None, _) => format!("`{key}` needs the tree's `comparison`"),
            // A comparison that is not there is reported where it is named.
            (Some(_), None) => return,
            (Some(id), Some(_)) => format!("`{key}`: `{}` is no criterion of `{}`", written.value, id.value),
        };
        let problem = Diagnostic::new("tree-wrong-kind", message);
        let problem = problem.maybe_help(did_you_mean(&written.value, known.iter().copied()));
        this.report(problem, written.span.clone(), out);
    };
    for question in &this.tree.questions {
        if let Some(criterion) = &question.criterion {
            check("criterion", criterion);
        }
        for (criterion, _) in question.choices.iter().flat_map(|choice| &choice.weights) {
            check("weights", criterion);
        }
    }
}
