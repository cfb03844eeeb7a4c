//! Pages of a decision tree: its landing page, its map, a page a question, a page an outcome.

mod drawing;
mod map;
mod outcome;
mod question;
mod text;

use std::ops::Range;

use super::context::{self, At, Context};
use super::entry::{finish, frame};
use super::page::{
    AskView, Content, Link, OutcomeLink, PageView, QuestionLink, TreeDrawing, TreeNode, TreeView, sentence, word,
};
use super::prose;
use crate::decide::{self, Flow};
use crate::model::tree::Outcome;
use crate::model::{Entry, Site};
use drawing::{Drawing, Marks};

/// All pages of a tree.
pub(super) fn pages<'a>(context: &Context<'a>, entry: &'a Entry) -> Vec<PageView> {
    let Some(flow) = decide::flow(context.site, entry) else {
        return Vec::new();
    };
    let drawing = Drawing::new(context, entry, &flow);
    let tree = Tree { context, entry, depths: flow.depths(), lengths: flow.lengths(), flow, drawing };
    let mut pages = vec![landing(context, entry, &tree.flow), map::page(&tree)];
    pages.extend((0..tree.flow.steps.len()).map(|step| question::page(&tree, step)));
    let outcomes = entry.tree.iter().flat_map(|tree| &tree.outcomes);
    pages.extend(outcomes.map(|outcome| outcome::page(&tree, outcome)));
    pages
}

/// The address of a question's page.
pub(super) fn question_address(tree: &Entry, question: &str) -> String {
    format!("{}q/{question}/", tree.url)
}

/// The address of an outcome's page.
pub(super) fn outcome_address(tree: &Entry, outcome: &str) -> String {
    format!("{}o/{outcome}/", tree.url)
}

/// The address of a tree's map.
fn map_address(tree: &Entry) -> String {
    format!("{}map/", tree.url)
}

/// An outcome's title: its own, else the titles of what it recommends.
pub(super) fn outcome_title(at: &At<'_, '_>, outcome: &Outcome) -> String {
    title_of(at.context.site, outcome)
}

/// The same without a page.
pub(super) fn title_of(site: &Site, outcome: &Outcome) -> String {
    if let Some(title) = &outcome.title {
        return title.clone();
    }
    let recommended = outcome.recommend.iter().filter_map(|id| context::by_id(site, &id.value));
    let titles: Vec<_> = recommended.map(|option| option.title.clone()).collect();
    if titles.is_empty() { outcome.id.value.clone() } else { titles.join(" + ") }
}

/// Most questions of a tree that is written out on each of its pages.
const WRITTEN_OUT: usize = 40;
/// Most boxes of a tree that is drawn on each of its pages.
const DRAWN: usize = 40;

/// What the pages of a tree have in common, found out once.
struct Tree<'b, 'a> {
    context: &'b Context<'a>,
    entry: &'a Entry,
    flow: Flow<'a>,
    depths: Vec<Option<usize>>,
    lengths: Vec<Option<(usize, usize)>>,
    drawing: Option<Drawing>,
}

impl Tree<'_, '_> {
    /// The drawing with its marks; none where it is too large to stand on every page.
    fn drawing(&self, at: &At<'_, '_>, marks: &Marks) -> Option<TreeDrawing> {
        self.drawing.as_ref().filter(|drawing| drawing.len() <= DRAWN).map(|drawing| drawing.view(at, marks))
    }

    /// The link to the map.
    fn map(&self, at: &At<'_, '_>) -> Link {
        at.link(&word("pages.tree_map"), &map_address(self.entry))
    }

    /// The tree as a nested list; empty where it is too long to stand on every page.
    fn text(&self, at: &At<'_, '_>) -> Vec<TreeNode> {
        if self.flow.steps.len() > WRITTEN_OUT { Vec::new() } else { text::nodes(at, self.entry, &self.flow) }
    }
}

/// Fewest and most questions of a tree; 0 for a tree that is not sound.
fn lengths(flow: &Flow<'_>) -> (usize, usize) {
    flow.start_at().and_then(|start| flow.lengths()[start]).unwrap_or((0, 0))
}

/// The first question of a tree with its answers.
pub(super) fn ask(at: &At<'_, '_>, entry: &Entry) -> Option<AskView> {
    let flow = decide::flow(at.context.site, entry)?;
    let start = flow.start_at()?;
    let (shortest, longest) = lengths(&flow);
    Some(AskView {
        tree: at.link(&entry.title, &entry.url),
        ask: flow.steps[start].question.ask.clone(),
        answers: question::answers(at, entry, &flow, start),
        shortest,
        longest,
    })
}

fn landing(context: &Context<'_>, entry: &Entry, flow: &Flow<'_>) -> PageView {
    let at = context.at(&entry.url);
    let tree = entry.tree.as_deref().expect("a flow is made of a tree");
    let (shortest, longest) = lengths(flow);
    let mut frame = frame(&at, entry);
    // Headings of the body stand on the pages of questions and outcomes.
    let parts = beside_sections(entry);
    frame.toc = prose::toc(&entry.document, &parts);
    let questions = flow.steps.iter().map(|step| QuestionLink {
        id: step.id.clone(),
        ask: step.question.ask.clone(),
        href: at.href(&question_address(entry, &step.id)),
    });
    let outcomes = tree.outcomes.iter().map(|outcome| OutcomeLink {
        id: outcome.id.value.clone(),
        title: outcome_title(&at, outcome),
        href: at.href(&outcome_address(entry, &outcome.id.value)),
        recommend: at.entries(outcome.recommend.iter().map(|id| id.value.as_str())),
    });
    let exits = tree.exits.iter().map(|exit| OutcomeLink {
        id: exit.value.clone(),
        title: sentence("exit", &[("id", &exit.value)]),
        href: String::new(),
        recommend: Vec::new(),
    });
    let view = TreeView {
        caveat: tree.caveat.clone(),
        start: flow.start().map(|step| at.link(&step.question.ask, &question_address(entry, &step.id))),
        ask: ask(&at, entry),
        shortest,
        longest,
        questions: questions.collect(),
        outcomes: outcomes.chain(exits).collect(),
        comparison: tree.comparison.as_ref().and_then(|id| at.by_id(&id.value)).map(|c| at.link(&c.title, &c.url)),
        text: text::nodes(&at, entry, flow),
        map: at.link(&word("pages.tree_map"), &map_address(entry)),
        frame,
    };
    let mut page = at.page("tree.html", &entry.title, &entry.description, Content::Tree(Box::new(view)));
    finish(&at, entry, &mut page);
    page.prose.insert("body".into(), prose::of(&at, &entry.document, parts));
    page
}

/// What a tree's body says beside its sections about questions and outcomes.
fn beside_sections(entry: &Entry) -> Vec<Range<usize>> {
    let document = &entry.document;
    let about = |heading: usize| {
        entry.tree.as_deref().is_some_and(|tree| tree.sections.iter().any(|section| section.heading == heading))
    };
    let mut parts = Vec::new();
    let mut start = Some(entry.title_heading.map_or(0, |heading| document.headings[heading].span.end));
    for (at, heading) in document.headings.iter().enumerate().filter(|(_, heading)| heading.level <= 2) {
        let part_starts = start.unwrap_or(heading.span.start);
        if about(at) {
            parts.extend(start.take().map(|start| start..heading.span.start.max(start)));
        } else {
            start = Some(part_starts);
        }
    }
    parts.extend(start.map(|start| start..document.body.len()));
    parts
}
