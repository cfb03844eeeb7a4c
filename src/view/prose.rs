//! Markdown with the addresses that its links stand for.

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::At;
use super::page::{ImageSize, LinkTarget, Prose, TocItem};
use crate::graph::{self, Node, Resolved};
use crate::model::Entry;
use crate::parse::{Document, Link, LinkKind};

/// The whole body of an entry, without a first heading that only repeats the title.
pub(super) fn body(at: &At<'_, '_>, entry: &Entry) -> Prose {
    let document = &entry.document;
    let parts = match entry.title_heading.map(|index| document.headings[index].span.clone()) {
        Some(heading) => vec![0..heading.start, heading.end..document.body.len()],
        None => std::iter::once(0..document.body.len()).collect(),
    };
    of(at, document, parts)
}

/// The whole body of a section, without a first heading of the first level: its page has a title already.
pub(super) fn section(at: &At<'_, '_>, document: &Document) -> Prose {
    let title = document.headings.first().filter(|heading| heading.level == 1);
    let parts = match title {
        Some(title) => vec![0..title.span.start, title.span.end..document.body.len()],
        None => std::iter::once(0..document.body.len()).collect(),
    };
    of(at, document, parts)
}

/// Parts of a document.
pub(super) fn of(at: &At<'_, '_>, document: &Document, parts: Vec<Range<usize>>) -> Prose {
    let inside = |start: usize| parts.iter().any(|part| part.contains(&start));
    let links = document.links.iter().filter(|link| link.kind != LinkKind::Undefined);
    Prose {
        file: document.file.clone(),
        text: document.body.clone(),
        offset: document.offset,
        // Also links outside the parts: a footnote that is used here may be defined there.
        links: links.clone().map(|link| (link.start, target(at, document, link))).collect(),
        sizes: links.filter_map(|link| Some((link.start, size(at, document, link)?))).collect(),
        heading_ids: document
            .headings
            .iter()
            .filter(|heading| inside(heading.span.start))
            .map(|heading| (heading.span.start, heading.id.clone()))
            .collect::<BTreeMap<_, _>>(),
        parts,
        raw_html: at.context.config.raw_html,
    }
}

fn target(at: &At<'_, '_>, document: &Document, link: &Link) -> LinkTarget {
    let Some(reference) = at.context.graph.link(&document.file, link.start) else {
        return LinkTarget::Text;
    };
    match &reference.to {
        Resolved::Node(node, _) | Resolved::NoPart(node) => {
            // Where the part is not there, its page is.
            let there = matches!(reference.to, Resolved::Node(..));
            let node = &Node { part: node.part.clone().filter(|_| there), ..node.clone() };
            let href = at.href(&graph::address(at.context.site, node));
            // A wiki link without words of its own says what it leads to.
            if link.kind == LinkKind::Wiki && link.quote.link == link.target {
                LinkTarget::Titled { href, title: title(at, node) }
            } else {
                LinkTarget::Href(href)
            }
        }
        Resolved::Section(folder) => LinkTarget::Href(at.href(&section_address(folder, &link.target))),
        Resolved::Asset(path) => LinkTarget::Href(at.href(path)),
        Resolved::External(address) => LinkTarget::Href(address.clone()),
        Resolved::Draft(_)
        | Resolved::Unread
        | Resolved::Ambiguous
        | Resolved::RemoteImage
        | Resolved::Unsafe
        | Resolved::Nothing => LinkTarget::Text,
    }
}

/// Width and height of the picture that an image shows.
fn size(at: &At<'_, '_>, document: &Document, link: &Link) -> Option<ImageSize> {
    if !matches!(link.kind, LinkKind::Image | LinkKind::HtmlSource) {
        return None;
    }
    match &at.context.graph.link(&document.file, link.start)?.to {
        Resolved::Asset(path) => {
            let (width, height) = at.context.site.assets.get(path)?.size?;
            Some(ImageSize { width, height })
        }
        _ => None,
    }
}

fn section_address(folder: &str, written: &str) -> String {
    let anchor = written.split_once('#').map(|(_, anchor)| format!("#{anchor}")).unwrap_or_default();
    if folder.is_empty() { anchor } else { format!("{folder}/{anchor}") }
}

/// The title of what a link leads to: of a question or outcome of a tree, its own.
pub(super) fn title(at: &At<'_, '_>, node: &graph::Node) -> String {
    let Some(entry) = at.context.site.entries.get(&node.id) else {
        return node.id.to_string();
    };
    part_title(at, entry, node.part.as_deref()).unwrap_or_else(|| entry.title.clone())
}

/// The title of a part of an entry.
pub(super) fn part_title(at: &At<'_, '_>, entry: &Entry, part: Option<&str>) -> Option<String> {
    let part = part?;
    match (entry.tree.as_deref(), part.split_once(':')) {
        (Some(tree), Some(("q", id))) => tree.question(id).map(|question| question.ask.clone()),
        (Some(tree), Some(("o", id))) => tree.outcome(id).map(|outcome| super::tree::outcome_title(at, outcome)),
        _ => {
            let heading = entry.document.headings.iter().find(|heading| heading.id == part)?;
            Some(heading.title.clone())
        }
    }
}

/// Contents: headings of the second and third level that stand in the given parts.
pub(super) fn toc(document: &Document, parts: &[Range<usize>]) -> Vec<TocItem> {
    let mut items: Vec<TocItem> = Vec::new();
    for heading in
        document.headings.iter().filter(|heading| parts.iter().any(|part| part.contains(&heading.span.start)))
    {
        let item = TocItem { title: heading.title.clone(), href: format!("#{}", heading.id), children: Vec::new() };
        match (heading.level, items.last_mut()) {
            (3, Some(above)) => above.children.push(item),
            (1..=3, _) => items.push(item),
            _ => {}
        }
    }
    items
}
