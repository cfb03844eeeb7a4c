//! Links resolved, relations both ways.
//!
//! Which links are good or bad is not decided here: a reference says what it leads to, also when that is nothing.

mod keys;
mod links;
pub mod url;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::fields::At;
use crate::model::tree::{Label, Target};
use crate::model::{Entry, Id, Name, Relation, Site};
use crate::parse::{LinkKind, Sentence};

/// An entry, or a part of it: `q:ops`, `o:hybrid`, or the id of a heading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// The entry.
    pub id: Id,
    /// The part, when one is meant.
    pub part: Option<String>,
}

/// Something written that names something else.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The file it stands in.
    pub file: Arc<str>,
    /// The entry it stands in; none in sections.
    pub from: Option<Id>,
    /// Where it is written, in the file.
    pub span: Range<usize>,
    /// What is written.
    pub written: String,
    /// In which way.
    pub place: Written,
    /// What it leads to.
    pub to: Resolved,
}

/// In which way a reference is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// As a value of a key.
    Key {
        /// The key.
        key: Cow<'static, str>,
        /// Kinds it may name; empty means any.
        targets: Cow<'static, [Cow<'static, str>]>,
        /// The rule for a wrong kind.
        wrong_kind: &'static str,
    },
    /// In prose; `start` is its place in the body.
    Link {
        /// The form.
        kind: LinkKind,
        /// Where its range begins in the body.
        start: usize,
    },
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// An entry or a part of it; `old` when it was named by an alias.
    Node(Node, Age),
    /// An entry, but not the part.
    NoPart(Node),
    /// The section of a folder.
    Section(String),
    /// A file that is published, by its path under `content/`.
    Asset(String),
    /// Another site or program.
    External(String),
    /// A draft that is left out.
    Draft(String),
    /// An entry that could not be read.
    Unread,
    /// Several pages have this name.
    Ambiguous,
    /// An image on another site.
    RemoteImage,
    /// An address that is not allowed.
    Unsafe,
    /// Nothing.
    Nothing,
}

/// Whether a name is the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// It is.
    Current,
    /// It comes from `aliases`.
    Old,
}

/// A relation between two entries or parts of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Who writes it.
    pub from: Node,
    /// Whom it names.
    pub to: Node,
    /// What it is called from both sides.
    pub relation: Relation,
    /// For links in prose: the sentence.
    pub quote: Option<Sentence>,
    /// For cells: the criterion's label; for answers: the answer's.
    pub note: Option<Label>,
}

/// All references and relations of a site.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Every reference, file by file.
    pub references: Vec<Reference>,
    edges: Vec<Edge>,
    outgoing: BTreeMap<Id, Vec<usize>>,
    incoming: BTreeMap<Id, Vec<usize>>,
    /// Index in `references` of links in prose, by file and place in the body.
    links: BTreeMap<(Arc<str>, usize), usize>,
}

impl Graph {
    /// Relations that an entry, or a part of it, writes; in the order of the file.
    pub fn from_entry<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Edge> {
        self.outgoing.get(id).into_iter().flatten().map(|&index| &self.edges[index])
    }

    /// Relations that name an entry or a part of it; by the id of who writes them.
    pub fn to_entry<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Edge> {
        self.incoming.get(id).into_iter().flatten().map(|&index| &self.edges[index])
    }

    /// The link in prose that begins at a place of a file's body.
    pub fn link(&self, file: &Arc<str>, start: usize) -> Option<&Reference> {
        self.links.get(&(file.clone(), start)).map(|&index| &self.references[index])
    }

    fn add_edge(&mut self, edge: Edge) {
        let index = self.edges.len();
        self.outgoing.entry(edge.from.id.clone()).or_default().push(index);
        self.incoming.entry(edge.to.id.clone()).or_default().push(index);
        self.edges.push(edge);
    }
}

/// Resolves everything that a site's entries and sections name.
pub fn resolve(site: &Site) -> Graph {
    let mut graph = Graph::default();
    for entry in site.entries.values() {
        let node = Node { id: entry.id.clone(), part: None };
        keys::entry(site, entry, &node, &mut graph);
        links::document(site, &entry.document, Some(entry), &mut graph);
    }
    for section in site.sections.values() {
        for id in &section.order {
            let to = in_order(site, &section.folder, &id.value);
            graph.references.push(key_reference(&section.document.file, None, id, "order", &[], "wrong-kind", to));
        }
        links::document(site, &section.document, None, &mut graph);
    }
    graph
}

fn key_reference(
    file: &Arc<str>,
    from: Option<&Id>,
    written: &At<String>,
    key: &str,
    targets: &[Cow<'static, str>],
    wrong_kind: &'static str,
    to: Resolved,
) -> Reference {
    Reference {
        file: file.clone(),
        from: from.cloned(),
        span: written.span.clone(),
        written: written.value.clone(),
        place: Written::Key { key: key.to_owned().into(), targets: targets.to_vec().into(), wrong_kind },
        to,
    }
}

/// What an id, with `#part` or without, stands for.
pub fn by_name(site: &Site, written: &str) -> Resolved {
    let (name, part) = written.split_once('#').map_or((written, None), |(name, part)| (name, Some(part)));
    let (id, age) = match site.names.get(name) {
        Some(Name::Entry(id)) => (id.clone(), Age::Current),
        Some(Name::Draft { title }) => return Resolved::Draft(title.clone()),
        Some(Name::Unread) => return Resolved::Unread,
        Some(Name::Ambiguous) => return Resolved::Ambiguous,
        None => match site.names.old(name).filter(|id| site.entries.contains_key(*id)) {
            Some(id) => (id.clone(), Age::Old),
            None => return Resolved::Nothing,
        },
    };
    // A name that lost its address to another entry is known, but has no page.
    let Some(entry) = site.entries.get(&id) else {
        return Resolved::Nothing;
    };
    with_part(site, entry, part, age)
}

/// What a section's `order` names: an entry, or a folder by its path under `content/` or below the section's own.
pub fn in_order(site: &Site, section: &str, written: &str) -> Resolved {
    let found = by_name(site, written);
    if found != Resolved::Nothing {
        return found;
    }
    let path = written.trim_end_matches('/');
    let below = if section.is_empty() { path.to_owned() } else { format!("{section}/{path}") };
    let known = |path: &String| {
        let inside = |folder: &str| {
            folder.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !path.is_empty()
            && (site.sections.contains_key(path) || site.entries.values().any(|entry| inside(site.folder(entry))))
    };
    [below, path.to_owned()].into_iter().find(known).map_or(Resolved::Nothing, Resolved::Section)
}

fn with_part(site: &Site, entry: &Entry, part: Option<&str>, age: Age) -> Resolved {
    let node = Node { id: entry.id.clone(), part: part.filter(|part| !part.is_empty()).map(str::to_owned) };
    match &node.part {
        Some(part) if !has_part(site, entry, part) => Resolved::NoPart(node),
        _ => Resolved::Node(node, age),
    }
}

/// Whether an entry has a part of that name.
fn has_part(site: &Site, entry: &Entry, part: &str) -> bool {
    parts(entry).any(|known| known == part) || re_uses(site, entry, part).is_some()
}

/// The question of a re-used tree that a part such as `q:background-work.jobs` names.
fn re_uses(site: &Site, entry: &Entry, part: &str) -> Option<()> {
    let (tree, question) = part.strip_prefix("q:")?.split_once('.')?;
    let choices = entry.tree.as_deref()?.questions.iter().flat_map(|question| &question.choices);
    let uses = |target: &Target| matches!(target, Target::Use { tree: used, .. } if used == tree);
    choices.filter_map(|choice| choice.to.as_ref()).find(|to| uses(&to.value))?;
    site.entries.get(tree)?.tree.as_deref()?.question(question).map(|_| ())
}

/// All parts of an entry that a link can name.
pub fn parts(entry: &Entry) -> impl Iterator<Item = Cow<'_, str>> {
    let tree = entry.tree.as_deref();
    let questions = tree.into_iter().flat_map(|tree| &tree.questions).map(|q| Cow::Owned(format!("q:{}", q.id.value)));
    let outcomes = tree.into_iter().flat_map(|tree| &tree.outcomes).map(|o| Cow::Owned(format!("o:{}", o.id.value)));
    let headings = entry.document.headings.iter().map(|heading| Cow::Borrowed(heading.id.as_str()));
    questions.chain(outcomes).chain(headings)
}

/// The address of a node from the site's root, with its anchor.
pub fn address(site: &Site, node: &Node) -> String {
    let Some(entry) = site.entries.get(&node.id) else {
        return String::new();
    };
    let Some(part) = &node.part else {
        return entry.url.clone();
    };
    let tree_page = |kind: &str, id: &str| format!("{}{kind}/{id}/", entry.url);
    if entry.tree.is_some() {
        if let Some((kind @ ("q" | "o"), id)) = part.split_once(':') {
            return tree_page(kind, id);
        }
        // A heading inside `## o:hybrid` stands on the page of that outcome.
        if let Some(home) = section_of(entry, part) {
            let (kind, id) = home.split_once(':').unwrap_or(("o", ""));
            let page = tree_page(kind, id);
            return if slug_is_section(entry, part) { page } else { format!("{page}#{part}") };
        }
    }
    format!("{}#{part}", entry.url)
}

fn section_of<'a>(entry: &'a Entry, anchor: &str) -> Option<&'a str> {
    let headings = &entry.document.headings;
    let at = headings.iter().position(|heading| heading.id == anchor)?;
    let named = headings[..=at].iter().rev().find(|heading| heading.level <= 2)?;
    (named.title.starts_with("q:") || named.title.starts_with("o:")).then_some(named.title.as_str())
}

fn slug_is_section(entry: &Entry, anchor: &str) -> bool {
    let heading = entry.document.headings.iter().find(|heading| heading.id == anchor);
    heading.is_some_and(|heading| heading.level == 2)
}
