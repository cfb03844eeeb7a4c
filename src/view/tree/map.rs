//! The map of a tree: all of it as a drawing, and as a nested list.

use super::super::page::{Content, PageView, TreeMapView, sentence, word};
use super::drawing::Marks;
use super::{Tree, map_address, question, text};

/// The map's page.
pub(super) fn page(tree: &Tree<'_, '_>) -> PageView {
    let Tree { context, entry, flow, .. } = tree;
    let at = context.at(&map_address(entry));
    let ends = entry.tree.as_deref().map_or(0, |tree| tree.outcomes.len() + tree.exits.len());
    let twin = |name: &str| at.href(&format!("{}.{name}", entry.url.trim_end_matches('/')));
    let view = TreeMapView {
        tree: at.link(&entry.title, &entry.url),
        start: question::start(&at, entry, flow),
        drawing: tree.drawing.as_ref().map(|drawing| drawing.view(&at, &Marks::none())),
        text: text::nodes(&at, entry, flow),
        questions: flow.steps.len(),
        answers: flow.steps.iter().map(|step| step.ways.len()).sum(),
        outcomes: ends,
        mermaid: twin("mmd"),
        dot: twin("dot"),
    };
    let title = sentence("pages.tree_map_of", &[("tree", &entry.title)]);
    let mut page = at.page("tree-map.html", &title, "", Content::TreeMap(Box::new(view)));
    super::super::entry::speak(entry, &mut page);
    page.crumbs =
        at.crumbs(&[(&word("kinds.tree.plural"), "trees/"), (&entry.title, &entry.url)], &word("pages.tree_map"));
    page
}
