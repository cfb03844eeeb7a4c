//! A question's page: the question, its answers as links, and why it is asked.

use super::super::context::At;
use super::super::page::{AnswerView, Content, FromView, Link, PageView, QuestionView, WhenView, word};
use super::super::prose;
use super::{Tree, all, answer_label, outcome_address, outcome_title, path, question_address};
use crate::decide::{End, Flow, Given, Way};
use crate::model::Entry;
use crate::model::tree::{NodeKind, Question, QuestionKind, When};

/// The page of a question; `step` is its place in the flow. With answers it is the page of that path.
pub(super) fn page(tree: &Tree<'_, '_>, step: usize, given: Option<&[Given]>) -> PageView {
    let Tree { context, entry, flow, .. } = tree;
    let this = &flow.steps[step];
    let address = given.map_or_else(|| question_address(entry, &this.id), |given| path::address(entry, flow, given));
    let at = context.at(&address);
    let mut page =
        at.page("question.html", &this.question.ask, "", Content::Question(Box::new(view(tree, &at, step, given))));
    super::super::entry::speak(entry, &mut page);
    page.crumbs = at.crumbs(&[(&word("kinds.tree.plural"), "trees/"), (&entry.title, &entry.url)], &this.question.ask);
    let document = &this.owner.document;
    let owner = this.owner.tree.as_deref();
    if let Some(section) = owner.and_then(|tree| tree.section(NodeKind::Question, &this.question.id.value)) {
        let part = document.section_after(section.heading);
        page.prose.insert("help".into(), prose::of(&at, document, vec![part]));
    }
    page
}

fn view(tree: &Tree<'_, '_>, at: &At<'_, '_>, step: usize, given: Option<&[Given]>) -> QuestionView {
    let Tree { entry, flow, .. } = tree;
    let this = &flow.steps[step];
    let question = this.question;
    let position = tree.depths[step].map_or(0, |depth| depth + 1);
    let mut because: Vec<&str> = Vec::new();
    for id in question.choices.iter().flat_map(|choice| &choice.because) {
        if !because.contains(&id.value.as_str()) {
            because.push(&id.value);
        }
    }
    let (unit, min, max) = match &question.kind {
        QuestionKind::Number { unit, min, max } => (unit.clone(), *min, *max),
        _ => (String::new(), None, None),
    };
    QuestionView {
        tree: at.link(&entry.title, &entry.url),
        start: start(at, entry, flow),
        id: this.id.clone(),
        ask: question.ask.clone(),
        kind: question.kind.as_str(),
        unit,
        min,
        max,
        picks: all::picks(question),
        answers: answers(tree, at, step, given),
        path: path::taken(tree, at, given.unwrap_or_default()),
        back: given.and_then(|given| path::back(tree, at, given)),
        state: tree.state(at),
        position: given.map_or(position, |given| given.len() + 1),
        left: tree.lengths[step].map_or(0, |(_, most)| most - 1),
        from: if given.is_some() { Vec::new() } else { from(at, entry, flow, &End::Step(step)) },
        criterion: criterion(at, this.owner, question.criterion.as_ref().map(|id| id.value.as_str())),
        because: at.entries(because),
        drawing: tree.drawing(at, &tree.marks(given, End::Step(step))),
        text: tree.text(at),
        map: tree.map(at),
        file: this.owner.file.to_string(),
        edit: at.edit(&this.owner.file),
    }
}

/// The first question of the tree.
pub(super) fn start(at: &At<'_, '_>, entry: &Entry, flow: &Flow<'_>) -> Link {
    match flow.start() {
        Some(step) => at.link(&step.question.ask, &question_address(entry, &step.id)),
        None => at.link(&entry.title, &entry.url),
    }
}

/// The answers of a question as links: to the next page of the path where there is one, else to the next question.
pub(super) fn answers(tree: &Tree<'_, '_>, at: &At<'_, '_>, step: usize, given: Option<&[Given]>) -> Vec<AnswerView> {
    let Tree { entry, flow, .. } = tree;
    // The first question is the beginning of all paths.
    let path = given.or((flow.start_at() == Some(step)).then_some(&[][..])).filter(|_| tree.has_paths);
    let view = |(place, way): (usize, &Way<'_>)| {
        let (next, own) = end(at, entry, flow, &way.to);
        let on = path.map(|given| {
            let mut longer = given.to_vec();
            longer.push(Given { step, way: place, said: crate::decide::Said::Choice });
            at.href(&path::address(entry, flow, &longer))
        });
        AnswerView {
            id: way.choice.id.value.clone(),
            label: answer_label(&way.choice.label),
            when: when(flow.steps[step].question, &way.choice.when),
            href: on.filter(|_| way.to != End::Loose).unwrap_or(own),
            next,
            ends: !matches!(way.to, End::Step(_)),
            basis: way.choice.basis.shown(),
            because: at.entries(way.choice.because.iter().map(|id| id.value.as_str())),
        }
    };
    flow.steps[step].ways.iter().enumerate().map(view).collect()
}

fn when(question: &Question, when: &When) -> WhenView {
    let ids = |ids: &[crate::fields::At<String>]| ids.iter().map(|id| id.value.as_str()).collect::<Vec<_>>().join(",");
    let of = |is| WhenView { is, ..WhenView::default() };
    match when {
        When::Chosen => of("chosen"),
        When::Band { from, below } => {
            let QuestionKind::Number { min, .. } = question.kind else { return of("band") };
            WhenView { from: from.or(min), below: *below, ..of("band") }
        }
        When::Any(list) => WhenView { picks: ids(list), ..of("any") },
        When::All(list) => WhenView { picks: ids(list), ..of("all") },
        When::Nothing => of("none"),
        When::Otherwise => of("default"),
    }
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
        End::Exit(id) => {
            (crate::view::page::sentence("exit_mapped", &[("id", id)]), at.href(&super::exit::address(entry, id)))
        }
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
                answer: answer_label(&way.choice.label),
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
