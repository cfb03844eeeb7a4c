//! Pages of a decision tree: its landing page, its map, a page a question, a page an outcome.

mod all;
mod answers;
mod drawing;
pub(super) mod exit;
pub(super) mod json;
mod map;
mod outcome;
pub(super) mod path;
mod question;
pub(super) mod routing;
mod text;

use std::ops::Range;

use super::context::{At, Context};
use super::entry::{finish, frame};
use super::page::{
    AskView, Content, Link, OutcomeLink, PageView, QuestionLink, StateView, TreeDrawing, TreeNode, TreeView, sentence,
    word,
};
use super::prose;
use crate::config::Config;
use crate::decide::{self, Flow, Room};
use crate::graph::Graph;
use crate::model::tree::Outcome;
use crate::model::{Entry, Site};
pub(super) use answers::answer_label;
use drawing::{Drawing, Marks};

/// All pages of a tree.
pub(super) fn pages<'a>(context: &Context<'a>, entry: &'a Entry) -> Vec<PageView> {
    let Some(mut tree) = Tree::new(context, entry) else {
        return Vec::new();
    };
    tree.drawing = Drawing::new(context, entry, &tree.flow);
    let inner = entry.tree.as_deref().expect("a flow is made of a tree");
    let mut pages = vec![landing(&tree), map::page(&tree), all::page(&tree)];
    pages.extend((0..tree.flow.steps.len()).map(|step| question::page(&tree, step, None)));
    pages.extend(inner.outcomes.iter().map(|outcome| outcome::page(&tree, outcome, None)));
    pages.extend(inner.exits.iter().map(|exit| exit::page(&tree, &exit.value, None)));
    pages.extend(path::pages(&tree));
    pages
}

/// What machines read of all trees, by path: each as JSON, and the routing of those whose paths have no pages.
pub(super) fn files(site: &Site, graph: &Graph, config: &Config) -> Vec<(String, String)> {
    let context = Context::new(site, graph, config);
    let mut files = Vec::new();
    for entry in site.entries.values() {
        let Some(tree) = Tree::new(&context, entry) else { continue };
        let Some(text) = json::text(&context, entry, &tree.flow) else { continue };
        if !tree.has_paths {
            files.push((routing::address(entry), routing::text(&context, &tree.flow, &text)));
        }
        files.push((json::address(entry), text + "\n"));
    }
    files
}

/// Decisions to begin with, each beside the page of its path.
pub(super) fn records(pages: &[PageView]) -> impl Iterator<Item = (String, String)> {
    pages.iter().filter_map(|page| {
        let Content::Outcome(outcome) = &page.content else { return None };
        let record = outcome.record.as_ref().filter(|record| !record.download.is_empty())?;
        Some((format!("{}{}", page.path.strip_suffix("index.html")?, record.download), record.text.clone()))
    })
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
    decide::outcome_title(at.context.site, outcome)
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
    /// Every path has a page of its own; else a script keeps the answers in the address.
    has_paths: bool,
    version: String,
    /// Laid out once for all pages; none before that, or when the tree cannot be drawn.
    drawing: Option<Drawing>,
}

impl<'b, 'a> Tree<'b, 'a> {
    fn new(context: &'b Context<'a>, entry: &'a Entry) -> Option<Self> {
        let flow = decide::flow(context.site, entry)?;
        Some(Tree {
            context,
            entry,
            depths: flow.depths(),
            lengths: flow.lengths(),
            has_paths: !flow.has_circle() && flow.room(context.config.path_pages) == Room::Enough,
            version: flow.version(),
            drawing: None,
            flow,
        })
    }

    /// What a script needs where paths have no pages.
    fn state(&self, at: &At<'_, '_>) -> Option<StateView> {
        (!self.has_paths).then(|| StateView {
            version: self.version.clone(),
            routing: at.href(&routing::address(self.entry)),
            base: at.href(&self.entry.url),
        })
    }

    /// The drawing with its marks; none where it is too large to stand on every page.
    fn drawing(&self, at: &At<'_, '_>, marks: &Marks) -> Option<TreeDrawing> {
        self.drawing.as_ref().filter(|drawing| drawing.len() <= DRAWN).map(|drawing| drawing.view(at, marks))
    }

    /// Where a page is in the tree: at the end of a path, or at a question or an end.
    fn marks(&self, given: Option<&[decide::Given]>, here: decide::End) -> Marks {
        match given {
            Some(given) => {
                let taken: Vec<(usize, usize)> = given.iter().map(|given| (given.step, given.way)).collect();
                Marks::path(&self.flow, &taken, here)
            }
            None => Marks::here(here),
        }
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

/// All trees, each at its first question.
pub(super) fn starts(at: &At<'_, '_>) -> Vec<Link> {
    let start = |entry: &&Entry| {
        let start = entry.tree.as_deref()?.start()?;
        Some(at.link(&entry.title, &question_address(entry, start)))
    };
    at.context.of_kind("tree").iter().filter_map(start).collect()
}

/// The first question of a tree with its answers.
pub(super) fn ask(at: &At<'_, '_>, entry: &Entry) -> Option<AskView> {
    let entry = at.context.site.entries.get(&entry.id)?;
    first_question(&Tree::new(at.context, entry)?, at)
}

fn first_question(tree: &Tree<'_, '_>, at: &At<'_, '_>) -> Option<AskView> {
    let start = tree.flow.start_at()?;
    let (shortest, longest) = lengths(&tree.flow);
    Some(AskView {
        tree: at.link(&tree.entry.title, &tree.entry.url),
        ask: tree.flow.steps[start].question.ask.clone(),
        answers: question::answers(tree, at, start, None),
        shortest,
        longest,
    })
}

fn landing(shown: &Tree<'_, '_>) -> PageView {
    let Tree { context, entry, flow, .. } = shown;
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
        href: at.href(&exit::address(entry, &exit.value)),
        recommend: Vec::new(),
    });
    let view = TreeView {
        caveat: tree.caveat.clone(),
        start: flow.start().map(|step| at.link(&step.question.ask, &question_address(entry, &step.id))),
        ask: first_question(shown, &at),
        shortest,
        longest,
        questions: questions.collect(),
        outcomes: outcomes.chain(exits).collect(),
        comparison: tree.comparison.as_ref().and_then(|id| at.by_id(&id.value)).map(|c| at.link(&c.title, &c.url)),
        text: text::nodes(&at, entry, flow),
        all: at.href(&format!("{}all/", entry.url)),
        json: at.href(&json::address(entry)),
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
