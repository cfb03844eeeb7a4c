//! A question's page: the question, its answers as links, and why it is asked.

use super::super::context::At;
use super::super::page::{AnswerView, Content, FromView, Link, PageView, QuestionView};
use super::super::prose;
use super::{Tree, outcome_address, outcome_title, question_address};
use crate::decide::{End, Flow};
use crate::model::Entry;
use crate::model::tree::{NodeKind, QuestionKind};

/// The page of a question; `step` is its place in the flow.
pub(super) fn page(tree: &Tree<'_, '_>, step: usize) -> PageView {
    let Tree { context, entry, flow, .. } = tree;
    let this = &flow.steps[step];
    let at = context.at(&question_address(entry, &this.id));
    let question = this.question;
    let position = tree.depths[step].map_or(0, |depth| depth + 1);
    let mut because: Vec<&str> = Vec::new();
    for id in question.choices.iter().flat_map(|choice| &choice.because) {
        if !because.contains(&id.value.as_str()) {
            because.push(&id.value);
        }
    }
    let view = QuestionView {
        tree: at.link(&entry.title, &entry.url),
        start: start(&at, entry, flow),
        id: this.id.clone(),
        ask: question.ask.clone(),
        kind: question.kind.as_str(),
        unit: if let QuestionKind::Number { unit, .. } = &question.kind { unit.clone() } else { String::new() },
        picks: question.picks.iter().map(|pick| pick.label.value.clone()).collect(),
        answers: answers(&at, entry, flow, step),
        position,
        left: tree.lengths[step].map_or(0, |(_, most)| most - 1),
        from: from(&at, entry, flow, &End::Step(step)),
        criterion: criterion(&at, this.owner, question.criterion.as_ref().map(|id| id.value.as_str())),
        because: at.entries(because),
        text: tree.text(&at),
        file: this.owner.file.to_string(),
        edit: at.edit(&this.owner.file),
    };
    let mut page = at.page("question.html", &question.ask, "", Content::Question(Box::new(view)));
    super::super::entry::speak(entry, &mut page);
    page.crumbs = at.crumbs(
        &[(&crate::view::page::word("kinds.tree.plural"), "trees/"), (&entry.title, &entry.url)],
        &question.ask,
    );
    let document = &this.owner.document;
    let owner = this.owner.tree.as_deref();
    if let Some(section) = owner.and_then(|tree| tree.section(NodeKind::Question, &question.id.value)) {
        let part = document.section_after(section.heading);
        page.prose.insert("help".into(), prose::of(&at, document, vec![part]));
    }
    page
}

/// The first question of the tree.
pub(super) fn start(at: &At<'_, '_>, entry: &Entry, flow: &Flow<'_>) -> Link {
    match flow.start() {
        Some(step) => at.link(&step.question.ask, &question_address(entry, &step.id)),
        None => at.link(&entry.title, &entry.url),
    }
}

/// The answers of a question as links.
pub(in crate::view) fn answers(at: &At<'_, '_>, entry: &Entry, flow: &Flow<'_>, step: usize) -> Vec<AnswerView> {
    let ways = &flow.steps[step].ways;
    ways.iter()
        .map(|way| {
            let (next, href) = end(at, entry, flow, &way.to);
            AnswerView {
                id: way.choice.id.value.clone(),
                label: way.choice.label.clone(),
                href,
                next,
                ends: !matches!(way.to, End::Step(_)),
                basis: way.choice.basis.shown(),
                because: at.entries(way.choice.because.iter().map(|id| id.value.as_str())),
            }
        })
        .collect()
}

/// What an answer leads to: its words and its address.
pub(super) fn end(at: &At<'_, '_>, entry: &Entry, flow: &Flow<'_>, end: &End) -> (String, String) {
    match end {
        End::Step(next) => {
            let next = &flow.steps[*next];
            (next.question.ask.clone(), at.href(&question_address(entry, &next.id)))
        }
        End::Outcome(id) => {
            let outcome = entry.tree.as_deref().and_then(|tree| tree.outcome(id));
            let title = outcome.map_or_else(|| id.clone(), |outcome| outcome_title(at, outcome));
            (title, at.href(&outcome_address(entry, id)))
        }
        // Where an exit leads is said by the tree that uses this one.
        End::Exit(id) => (crate::view::page::sentence("exit_mapped", &[("id", id)]), String::new()),
        End::Loose => (String::new(), at.href(&entry.url)),
    }
}

/// Questions and answers that lead somewhere directly.
pub(super) fn from(at: &At<'_, '_>, entry: &Entry, flow: &Flow<'_>, target: &End) -> Vec<FromView> {
    let mut found = Vec::new();
    for step in &flow.steps {
        for way in step.ways.iter().filter(|way| way.to == *target) {
            found.push(FromView {
                question: at.link(&step.question.ask, &question_address(entry, &step.id)),
                answer: way.choice.label.clone(),
            });
        }
    }
    found
}

fn criterion(at: &At<'_, '_>, owner: &Entry, id: Option<&str>) -> Option<Link> {
    let comparison = at.by_id(&owner.tree.as_deref()?.comparison.as_ref()?.value)?;
    let criterion = comparison.comparison.as_deref()?.criterion(id?)?;
    Some(at.link(&criterion.label, &format!("{}#kb-c-{}", comparison.url, criterion.id.value)))
}
