//! Pages that stand for a path: a page for every sequence of answers, which is the state with and without scripts.

use super::super::context::At;
use super::super::page::{ChangeView, Link, PageView, RecordView, TakenView};
use super::{Tree, answer_label, exit, outcome, outcome_address, question, question_address};
use crate::decide::{self, End, Given, Stop};
use crate::model::Entry;
use crate::model::tree::Outcome;
use crate::view::context::encoded;

/// The folder of the entries that are decisions.
const DECISIONS: &str = "content/decisions";
/// Name of the record beside a path's page.
pub(in crate::view) const RECORD: &str = "decision.md";

/// A page for every path from the start that holds at least one answer.
pub(super) fn pages(tree: &Tree<'_, '_>) -> Vec<PageView> {
    let mut pages = Vec::new();
    if tree.has_paths {
        tree.flow.walk(|given| pages.extend(page(tree, given)));
    }
    pages
}

fn page(tree: &Tree<'_, '_>, given: &[Given]) -> Option<PageView> {
    let last = given.last()?;
    let (mut page, canonical) = match &tree.flow.steps[last.step].ways[last.way].to {
        End::Step(step) => {
            let id = &tree.flow.steps[*step].id;
            (question::page(tree, *step, Some(given)), question_address(tree.entry, id))
        }
        End::Outcome(id) => {
            let outcome = tree.entry.tree.as_deref()?.outcome(id)?;
            (outcome::page(tree, outcome, Some(given)), outcome_address(tree.entry, id))
        }
        End::Exit(id) => (exit::page(tree, id, Some(given)), exit::address(tree.entry, id)),
        End::Loose => return None,
    };
    page.noindex = true;
    let base = tree.context.config.base_url.as_ref();
    page.canonical = base.map(|base| format!("{base}/{}", encoded(&canonical)));
    Some(page)
}

/// The address of a path; without answers, that of the first question.
pub(super) fn address(tree: &Entry, flow: &decide::Flow<'_>, given: &[Given]) -> String {
    if given.is_empty() {
        return flow.start().map_or_else(|| tree.url.clone(), |start| question_address(tree, &start.id));
    }
    let segments = given.iter().map(|given| {
        let step = &flow.steps[given.step];
        format!("{}.{}/", step.id, step.ways[given.way].choice.id.value)
    });
    format!("{}p/{}", tree.url, segments.collect::<String>())
}

/// The answers of a path, each with the page on which it can be changed.
pub(super) fn taken(tree: &Tree<'_, '_>, at: &At<'_, '_>, given: &[Given]) -> Vec<TakenView> {
    let flow = &tree.flow;
    let view = |(place, answer): (usize, &Given)| {
        let step = &flow.steps[answer.step];
        let choice = step.ways[answer.way].choice;
        TakenView {
            question: at.link(&step.question.ask, &question_address(tree.entry, &step.id)),
            answer: answer_label(&choice.label),
            change: at.href(&address(tree.entry, flow, &given[..place])),
            basis: choice.basis.shown(),
            because: at.entries(choice.because.iter().map(|id| id.value.as_str())),
        }
    };
    given.iter().enumerate().map(view).collect()
}

/// The page before the last answer.
pub(super) fn back(tree: &Tree<'_, '_>, at: &At<'_, '_>, given: &[Given]) -> Option<Link> {
    let (last, before) = given.split_last()?;
    let ask = &tree.flow.steps[last.step].question.ask;
    Some(at.link(ask, &address(tree.entry, &tree.flow, before)))
}

/// What one other answer would lead to.
pub(super) fn changes(tree: &Tree<'_, '_>, at: &At<'_, '_>, given: &[Given]) -> Vec<ChangeView> {
    let flow = &tree.flow;
    let kept = |step: usize| given.iter().find(|given| given.step == step).cloned();
    let view = |change: decide::Change| {
        let step = &flow.steps[change.step];
        // The path as it is then: the answers before, the changed one, and those after it that still have a place.
        let mut path: Vec<Given> = given.iter().take_while(|given| given.step != change.step).cloned().collect();
        path.push(Given { step: change.step, way: change.way, said: decide::Said::Choice });
        while let Some(next) = path.last().and_then(|last| flow.steps[last.step].ways[last.way].step()).and_then(kept) {
            path.push(next);
        }
        let href = address(tree.entry, flow, &path);
        let (title, outcome) = match &change.leads {
            Stop::End(End::Outcome(id)) => {
                let outcome = tree.entry.tree.as_deref().and_then(|tree| tree.outcome(id))?;
                (super::outcome_title(at, outcome), Some(outcome))
            }
            Stop::End(End::Exit(id)) => (super::super::page::sentence("exit", &[("id", id)]), None),
            Stop::Unanswered(next) => (flow.steps[*next].question.ask.clone(), None),
            Stop::End(_) | Stop::Illegal { .. } | Stop::Empty => return None,
        };
        Some(ChangeView {
            ask: step.question.ask.clone(),
            answer: answer_label(&step.ways[change.way].choice.label),
            to: at.link(&title, &href),
            ends: matches!(change.leads, Stop::End(_)),
            recommend: at.entries(outcome.into_iter().flat_map(|o| &o.recommend).map(|id| id.value.as_str())),
        })
    };
    decide::changes(flow, given).into_iter().filter_map(view).collect()
}

/// The path as a decision to begin with.
pub(super) fn record(tree: &Tree<'_, '_>, outcome: &Outcome, given: &[Given]) -> RecordView {
    let decide::Record { name, text } = decide::record(tree.context.site, &tree.flow, outcome, given);
    let file = format!("{DECISIONS}/{name}");
    let answers = decide::written(&tree.flow, given);
    let flags: String = answers.split_whitespace().map(|answer| format!(" --answer {answer}")).collect();
    RecordView {
        new_file: tree.context.config.repo.as_ref().map(|repo| repo.new_file(DECISIONS, &name, &text)),
        command: format!("kb decide {}{flags} --record {file}", tree.entry.id),
        download: RECORD.to_owned(),
        file,
        name,
        text,
    }
}

/// The comparison's address with the weights that the answers seed.
pub(super) fn weighed(tree: &Tree<'_, '_>, at: &At<'_, '_>, given: &[Given]) -> Option<Link> {
    let id = tree.entry.tree.as_deref()?.comparison.as_ref()?;
    let comparison = at.by_id(&id.value)?;
    let mut link = at.link(&comparison.title, &comparison.url);
    let weights = decide::weights(&tree.flow, given);
    let own = |criterion: &str| comparison.comparison.as_deref().and_then(|inner| inner.criterion(criterion));
    let changed = weights.iter().filter(|(id, weight)| own(id).is_some_and(|own| i64::from(own.weight) != **weight));
    let changed: Vec<String> = changed.map(|(id, weight)| format!("{id}:{weight}")).collect();
    if !changed.is_empty() {
        link.href = format!("{}?w={}", link.href, changed.join(","));
    }
    Some(link)
}
