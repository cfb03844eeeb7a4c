//! An outcome's page: what is recommended, why, and what it brings with it.

use super::super::context::At;
use super::super::page::{Content, ContraView, OutcomeView, PageView};
use super::super::{case_study, entry as entries, prose};
use super::drawing::Marks;
use super::{Tree, outcome_address, outcome_title, question};
use crate::decide::{End, Flow};
use crate::model::tree::{NodeKind, Outcome};
use crate::model::{Entry, relation};

/// The page of an outcome.
pub(super) fn page(shown: &Tree<'_, '_>, outcome: &Outcome) -> PageView {
    let Tree { context, entry, flow, .. } = shown;
    let id = &outcome.id.value;
    let at = context.at(&outcome_address(entry, id));
    let title = outcome_title(&at, outcome);
    let target = End::Outcome(id.clone());
    let tree = entry.tree.as_deref().expect("a flow is made of a tree");
    let section = tree.section(NodeKind::Outcome, id);
    let parts: Vec<_> = section.map(|section| entry.document.section_after(section.heading)).into_iter().collect();
    let list = |ids: &[crate::fields::At<String>]| at.entries(ids.iter().map(|id| id.value.as_str()));
    let view = OutcomeView {
        tree: at.link(&entry.title, &entry.url),
        start: question::start(&at, entry, flow),
        id: id.clone(),
        title: title.clone(),
        confidence: outcome.confidence.clone().unwrap_or_default(),
        basis: outcome.basis.shown(),
        recommend: list(&outcome.recommend),
        duties: list(&outcome.duties),
        contra: contra(&at, flow, outcome),
        revisit: list(&outcome.revisit),
        because: because(&at, flow, outcome, &target),
        from: question::from(&at, entry, flow, &target),
        evidence: evidence(&at, entry, id),
        comparison: tree.comparison.as_ref().and_then(|id| at.by_id(&id.value)).map(|c| at.link(&c.title, &c.url)),
        toc: prose::toc(&entry.document, &parts),
        sources: entries::sources(&at, entry),
        drawing: shown.drawing(&at, &Marks::here(target)),
        text: shown.text(&at),
        map: shown.map(&at),
        file: entry.file.to_string(),
        edit: at.edit(&entry.file),
    };
    let mut page = at.page("outcome.html", &title, "", Content::Outcome(Box::new(view)));
    entries::speak(entry, &mut page);
    page.crumbs =
        at.crumbs(&[(&crate::view::page::word("kinds.tree.plural"), "trees/"), (&entry.title, &entry.url)], &title);
    page.prose.insert("body".into(), prose::of(&at, &entry.document, parts));
    page
}

fn because(at: &At<'_, '_>, flow: &Flow<'_>, outcome: &Outcome, target: &End) -> Vec<super::super::page::EntryLink> {
    let ways = flow.steps.iter().flat_map(|step| &step.ways).filter(|way| way.to == *target);
    let mut ids: Vec<&str> = Vec::new();
    for id in outcome.because.iter().chain(ways.flat_map(|way| &way.choice.because)) {
        if !ids.contains(&id.value.as_str()) {
            ids.push(&id.value);
        }
    }
    at.entries(ids)
}

fn contra(at: &At<'_, '_>, flow: &Flow<'_>, outcome: &Outcome) -> Vec<ContraView> {
    let view = |contra: &crate::model::tree::Contra| {
        let entry = at.by_id(&contra.entry.value)?;
        Some(ContraView { condition: condition(flow, &contra.condition.value), entry: at.entry(entry) })
    };
    outcome.contra.iter().filter_map(view).collect()
}

/// `ops=no` in the words of the tree.
fn condition(flow: &Flow<'_>, written: &str) -> String {
    let part = |pair: &str| {
        let Some((question, answer)) = pair.split_once('=') else {
            return pair.replace("flag:", "");
        };
        let Some(step) = flow.step(question) else {
            return pair.to_owned();
        };
        let choice = step.question.choices.iter().find(|choice| choice.id.value == answer);
        let label = choice.map_or(answer, |choice| &choice.label);
        format!("{} {label}", step.question.ask)
    };
    written.split_whitespace().map(part).collect::<Vec<_>>().join("; ")
}

fn evidence(at: &At<'_, '_>, entry: &Entry, outcome: &str) -> Vec<super::super::page::CaseLink> {
    let part = format!("o:{outcome}");
    let took = at.context.graph.to_entry(&entry.id).filter(|edge| edge.relation == relation::TOOK);
    let here = took.filter(|edge| edge.to.part.as_deref() == Some(part.as_str()));
    here.filter_map(|edge| at.context.site.entries.get(&edge.from.id)).map(|case| case_study::link(at, case)).collect()
}
