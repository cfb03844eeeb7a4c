//! A whole tree on one page, to be printed: numbered questions that name each other's numbers.

use super::super::context::At;
use super::super::page::{
    AllAnswer, AllOutcome, AllQuestion, AllView, Content, Link, PageView, PickView, sentence, word,
};
use super::super::{entry as entries, prose};
use super::{Tree, answer_label, outcome_title};
use crate::decide::End;
use crate::model::tree::{NodeKind, QuestionKind};

/// The page of a whole tree.
pub(super) fn page(tree: &Tree<'_, '_>) -> PageView {
    let Tree { context, entry, .. } = tree;
    let at = context.at(&format!("{}all/", entry.url));
    let inner = entry.tree.as_deref().expect("a flow is made of a tree");
    let order = reading_order(tree);
    let mut texts = Vec::new();
    let questions = order.iter().enumerate().map(|(at_number, &step)| {
        let this = &tree.flow.steps[step];
        let section =
            this.owner.tree.as_deref().and_then(|owner| owner.section(NodeKind::Question, &this.question.id.value));
        let name = section.map_or_else(String::new, |section| {
            let part = this.owner.document.section_after(section.heading);
            let name = format!("q-{}", at_number + 1);
            texts.push((name.clone(), prose::of(&at, &this.owner.document, vec![part])));
            name
        });
        AllQuestion {
            number: at_number + 1,
            anchor: anchor("q", &this.id),
            ask: this.question.ask.clone(),
            picks: picks(this.question),
            unit: if let QuestionKind::Number { unit, .. } = &this.question.kind {
                unit.clone()
            } else {
                String::new()
            },
            answers: this.ways.iter().map(|way| answer(tree, &at, &order, way)).collect(),
            prose: name,
        }
    });
    let questions: Vec<AllQuestion> = questions.collect();
    let outcomes: Vec<AllOutcome> = inner
        .outcomes
        .iter()
        .map(|outcome| {
            let section = inner.section(NodeKind::Outcome, &outcome.id.value);
            let name = section.map_or_else(String::new, |section| {
                let name = format!("o-{}", outcome.id.value);
                texts.push((
                    name.clone(),
                    prose::of(&at, &entry.document, vec![entry.document.section_after(section.heading)]),
                ));
                name
            });
            AllOutcome {
                anchor: anchor("o", &outcome.id.value),
                title: outcome_title(&at, outcome),
                recommend: at.entries(outcome.recommend.iter().map(|id| id.value.as_str())),
                confidence: outcome.confidence.clone().unwrap_or_default(),
                basis: outcome.basis.shown(),
                duties: at.entries(outcome.duties.iter().map(|id| id.value.as_str())),
                prose: name,
            }
        })
        .chain(inner.exits.iter().map(|exit| AllOutcome {
            anchor: anchor("x", &exit.value),
            title: sentence("exit", &[("id", &exit.value)]),
            recommend: Vec::new(),
            confidence: String::new(),
            basis: "",
            duties: Vec::new(),
            prose: String::new(),
        }))
        .collect();
    let view = AllView {
        tree: at.link(&entry.title, &entry.url),
        caveat: inner.caveat.clone(),
        questions,
        outcomes,
        sources: entries::sources(&at, entry),
        file: entry.file.to_string(),
        edit: at.edit(&entry.file),
    };
    let mut page = at.page("tree-all.html", &entry.title, &entry.description, Content::All(Box::new(view)));
    entries::speak(entry, &mut page);
    page.crumbs =
        at.crumbs(&[(&word("kinds.tree.plural"), "trees/"), (&entry.title, &entry.url)], &word("pages.tree_all"));
    page.prose.extend(texts);
    page
}

pub(super) fn picks(question: &crate::model::tree::Question) -> Vec<PickView> {
    let view =
        |pick: &crate::model::tree::Pick| PickView { id: pick.id.value.clone(), label: pick.label.value.clone() };
    question.picks.iter().map(view).collect()
}

/// Questions as a reader on paper meets them: those nearest to the start first.
fn reading_order(tree: &Tree<'_, '_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..tree.flow.steps.len()).filter(|&step| tree.depths[step].is_some()).collect();
    let start = tree.flow.start_at();
    order.sort_by_key(|&step| (Some(step) != start, longest(tree, step), step));
    order
}

/// Most questions before this one: a question stands after all that lead to it.
fn longest(tree: &Tree<'_, '_>, step: usize) -> usize {
    let whole = tree.flow.start_at().and_then(|start| tree.lengths[start]).map_or(0, |(_, most)| most);
    whole.saturating_sub(tree.lengths[step].map_or(0, |(_, most)| most))
}

fn answer(tree: &Tree<'_, '_>, at: &At<'_, '_>, order: &[usize], way: &crate::decide::Way<'_>) -> AllAnswer {
    let inner = tree.entry.tree.as_deref();
    let (number, title, to) = match &way.to {
        End::Step(step) => {
            let next = &tree.flow.steps[*step];
            let number = order.iter().position(|known| known == step).map_or(0, |place| place + 1);
            (number, next.question.ask.clone(), anchor("q", &next.id))
        }
        End::Outcome(id) => {
            let outcome = inner.and_then(|inner| inner.outcome(id));
            (0, outcome.map_or_else(|| id.clone(), |outcome| outcome_title(at, outcome)), anchor("o", id))
        }
        End::Exit(id) => (0, sentence("exit", &[("id", id)]), anchor("x", id)),
        End::Loose => (0, String::new(), String::new()),
    };
    let href = if to.is_empty() { String::new() } else { format!("#{to}") };
    AllAnswer {
        label: answer_label(&way.choice.label),
        number,
        to: Link { title, href, current: false },
        basis: way.choice.basis.shown(),
    }
}

/// Ids of the theme begin with `kb-`, so no heading of a text has one; no id of a question holds two hyphens in a row.
fn anchor(kind: &str, id: &str) -> String {
    format!("kb-{kind}-{}", id.replace('.', "--"))
}
