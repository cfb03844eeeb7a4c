//! Relations of an entry, both ways, under the words that readers see.

use super::context::At;
use super::page::{EntryLink, Quote, RelationGroup, RelationLink, word};
use super::prose;
use super::tree::answer_label;
use crate::graph::{Edge, Node};
use crate::model::{Entry, Kind};

/// Relations that this entry writes, in the order of the page.
const WRITTEN: [&str; 10] =
    ["suits", "avoid", "about", "mitigates", "took", "chose", "rejected", "see", "supersedes", "related"];

/// Relations that others write, by what they are called from here.
const DERIVED: [&str; 18] = [
    "superseded by",
    "recommended by",
    "suited by",
    "avoided for",
    "weighed in",
    "notes on",
    "mitigated by",
    "reason for",
    "duty of",
    "raised against",
    "revisited from",
    "shown by",
    "chosen by",
    "rejected by",
    "taken by",
    "seen from",
    "cited by",
    "mentioned by",
];

/// Relations that stand elsewhere on an entry's page, and in the map.
const ELSEWHERE: [&str; 9] =
    ["recommends", "because", "duty", "contra", "revisit", "weighs", "evidence", "cites", "mentions"];

/// All relations of an entry that its page shows as lists.
///
/// Sources stand in a list of their own, and links in prose are where they are written.
pub(super) fn view(at: &At<'_, '_>, entry: &Entry) -> Vec<RelationGroup> {
    let graph = at.context.graph;
    let mut groups = Vec::new();
    let written = graph.from_entry(&entry.id).filter(|edge| edge.from.part.is_none());
    let written: Vec<(&Edge, &Node)> = written.map(|edge| (edge, &edge.to)).collect();
    let derived = graph.to_entry(&entry.id).filter(|edge| edge.from.id != entry.id);
    let derived: Vec<(&Edge, &Node)> = derived.map(|edge| (edge, &edge.from)).collect();
    let kind = at.context.site.kind(entry);
    let hidden = |name: &str| matches!(name, "cites" | "mentions" | "weighs" | "evidence") || is_placed(kind, name);
    for name in names(&WRITTEN, written.iter().map(|(edge, _)| &*edge.relation.name).filter(|name| !hidden(name))) {
        if hidden(name) {
            continue;
        }
        let links = links(at, &written, |edge| edge.relation.name == name);
        push(&mut groups, name, true, links);
    }
    for name in names(&DERIVED, derived.iter().map(|(edge, _)| &*edge.relation.inverse)) {
        if name == "superseded by" && kind.id == "decision" {
            continue;
        }
        let links = links(at, &derived, |edge| edge.relation.inverse == name);
        push(&mut groups, name, false, links);
    }
    // What is related in no particular way comes after all that says more.
    groups.sort_by_key(|group| group.name == "related");
    each_once(groups)
}

/// Relations that a kind's page shows in a place of their own.
fn is_placed(kind: &Kind, name: &str) -> bool {
    match &*kind.id {
        "use-case" => matches!(name, "suits" | "avoid"),
        "term" => name == "see",
        "decision" => matches!(name, "chose" | "rejected" | "took" | "supersedes"),
        "case-study" => matches!(name, "chose" | "took"),
        _ => kind.is_note() && name == "about",
    }
}

/// Who is related in some way and also links here is listed once, with its sentence.
fn each_once(mut groups: Vec<RelationGroup>) -> Vec<RelationGroup> {
    let Some(at) = groups.iter().position(|group| group.name == "mentioned by") else {
        return groups;
    };
    let mut mentions = groups.remove(at);
    mentions.links.retain(|mention| {
        let others = groups.iter_mut().filter(|group| !group.written).flat_map(|group| &mut group.links);
        let mut known = others.filter(|link| link.entry.href == mention.entry.href).peekable();
        let found = known.peek().is_some();
        if let Some(link) = known.next() {
            link.quote = link.quote.take().or_else(|| mention.quote.clone());
        }
        !found
    });
    if !mentions.links.is_empty() {
        groups.insert(at, mentions);
    }
    groups
}

/// The built-in names in order, then those of a team's own kinds.
fn names<'a>(known: &[&'a str], found: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names = known.to_vec();
    for name in found {
        if name != "related" && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn push(groups: &mut Vec<RelationGroup>, name: &str, written: bool, links: Vec<RelationLink>) {
    if links.is_empty() {
        return;
    }
    groups.push(RelationGroup { name: name.to_owned(), title: title(name), written, links });
}

/// What readers call a relation; those of a team's kinds are called as the team calls them.
pub(super) fn title(name: &str) -> String {
    let known = WRITTEN.contains(&name) || DERIVED.contains(&name) || ELSEWHERE.contains(&name);
    if known { word(&format!("relations.{name}")) } else { capitalised(name) }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn links(at: &At<'_, '_>, edges: &[(&Edge, &Node)], of: impl Fn(&Edge) -> bool) -> Vec<RelationLink> {
    let mut links: Vec<(&Node, RelationLink)> = Vec::new();
    for (edge, node) in edges.iter().filter(|(edge, _)| of(edge)) {
        // One entry may link here five times; its first sentence stands for it, and its notes are put together.
        let note = edge.note.as_ref().map_or_else(String::new, answer_label);
        if let Some((_, known)) = links.iter_mut().find(|(known, _)| known == node) {
            if !note.is_empty() && !known.note.split("; ").any(|known| known == note) {
                let gap = if known.note.is_empty() { "" } else { "; " };
                known.note = format!("{}{gap}{note}", known.note);
            }
            continue;
        }
        let Some(entry) = self::entry(at, node) else {
            continue;
        };
        let quote = edge.quote.as_ref().map(|quote| Quote {
            before: quote.before.clone(),
            link: linked_words(at, &quote.link, &edge.to),
            after: quote.after.clone(),
        });
        links.push((node, RelationLink { entry, quote, note }));
    }
    links.into_iter().map(|(_, link)| link).collect()
}

/// A wiki link without words of its own is shown with the title of what it leads to, here as in the text.
fn linked_words(at: &At<'_, '_>, words: &str, to: &Node) -> String {
    let bare = words == &*to.id || words.split_once('#').is_some_and(|(id, _)| id == &*to.id);
    if bare { prose::title(at, to) } else { words.to_owned() }
}

/// A link to an entry; to a part of a tree, under the part's own title and address.
fn entry(at: &At<'_, '_>, node: &Node) -> Option<EntryLink> {
    let entry = at.context.site.entries.get(&node.id)?;
    let mut link = at.entry(entry);
    if entry.tree.is_some()
        && let Some(title) = prose::part_title(at, entry, node.part.as_deref())
    {
        link.title = format!("{}: {title}", entry.title.trim_end_matches(['?', '.', '!']));
        link.href = at.href(&crate::graph::address(at.context.site, node));
        link.description = String::new();
    }
    Some(link)
}
