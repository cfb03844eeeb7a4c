//! Links in prose: wiki links by name, others by path.

use super::url::{self, Address};
use super::{Edge, Graph, Node, Reference, Resolved, Written, by_name, with_part};
use crate::graph::Age;
use crate::model::{Entry, Name, Site, relation};
use crate::parse::{Document, Link, LinkKind};

/// Resolves the links of a document's body.
pub(super) fn document(site: &Site, document: &Document, entry: Option<&Entry>, graph: &mut Graph) {
    for link in &document.links {
        let to = resolve(site, document, entry, link);
        if let (Resolved::Node(to, _), Some(entry)) = (&to, entry) {
            mention(entry, document, link, to, graph);
        }
        graph.links.insert((document.file.clone(), link.start), graph.references.len());
        graph.references.push(Reference {
            file: document.file.clone(),
            from: entry.map(|entry| entry.id.clone()),
            span: link.span.clone(),
            written: link.target.clone(),
            place: Written::Link { kind: link.kind, start: link.start },
            to,
        });
    }
}

fn mention(entry: &Entry, document: &Document, link: &Link, to: &Node, graph: &mut Graph) {
    let part = link.section.and_then(|index| {
        // In a tree the mention belongs to the question or outcome whose section it stands in.
        let named = document.headings[..=index].iter().rev().find(|heading| heading.level <= 2)?;
        let node = entry.tree.is_some() && (named.title.starts_with("q:") || named.title.starts_with("o:"));
        node.then(|| named.title.clone())
    });
    let from = Node { id: entry.id.clone(), part };
    if from.id == to.id {
        return;
    }
    graph.add_edge(Edge {
        from,
        to: to.clone(),
        relation: relation::MENTIONS.clone(),
        quote: Some(link.quote.clone()),
        note: None,
    });
}

fn resolve(site: &Site, document: &Document, entry: Option<&Entry>, link: &Link) -> Resolved {
    match link.kind {
        LinkKind::Undefined => Resolved::Nothing,
        LinkKind::Wiki => match link.target.strip_prefix('#') {
            Some(part) => here(site, entry, document, part),
            None => by_name(site, &link.target),
        },
        LinkKind::Markdown | LinkKind::Html => by_address(site, document, entry, link, Use::Link),
        LinkKind::Image | LinkKind::HtmlSource => by_address(site, document, entry, link, Use::Image),
    }
}

fn here(site: &Site, entry: Option<&Entry>, document: &Document, part: &str) -> Resolved {
    match entry {
        Some(entry) => with_part(site, entry, Some(part), Age::Current),
        None if document.headings.iter().any(|heading| heading.id == part) || part.is_empty() => {
            Resolved::Section(folder_of(&document.file).to_owned())
        }
        None => Resolved::Nothing,
    }
}

/// What an address is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Readers may go there.
    Link,
    /// Browsers fetch it at once.
    Image,
}

fn by_address(site: &Site, document: &Document, entry: Option<&Entry>, link: &Link, used: Use) -> Resolved {
    let image = used == Use::Image;
    match url::read(&link.target) {
        Address::Unsafe => Resolved::Unsafe,
        Address::Data if image => Resolved::External(link.target.clone()),
        Address::Data => Resolved::Unsafe,
        Address::External if image => Resolved::RemoteImage,
        Address::External => Resolved::External(link.target.clone()),
        Address::Here(_) if image => Resolved::Nothing,
        Address::Here(part) => here(site, entry, document, &part),
        Address::Path(path, part) => {
            let Some(path) = join(folder_of(&document.file), &path) else {
                return Resolved::Nothing;
            };
            let resolved = by_path(site, &path, part.as_deref());
            if image && !matches!(resolved, Resolved::Asset(_)) { Resolved::Nothing } else { resolved }
        }
    }
}

/// The folder of a file under `content/`.
fn folder_of(file: &str) -> &str {
    let inside = file.strip_prefix("content/").unwrap_or(file);
    inside.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path relative to a folder under `content/`, with `.` and `..` resolved; none when it leaves `content/`.
fn join(folder: &str, path: &str) -> Option<String> {
    let start = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn by_path(site: &Site, path: &str, part: Option<&str>) -> Resolved {
    if site.assets.contains_key(path) {
        return Resolved::Asset(path.to_owned());
    }
    let entry_file = |file: String| match site.names.file(&file) {
        Some(Name::Entry(id)) => site.entries.get(id).map(|entry| with_part(site, entry, part, Age::Current)),
        Some(Name::Draft { title }) => Some(Resolved::Draft(title.clone())),
        Some(Name::Unread) => Some(Resolved::Unread),
        _ => None,
    };
    let folder = path.strip_suffix("_index.md").map(|folder| folder.trim_end_matches('/'));
    if let Some(folder) = folder.filter(|folder| site.sections.contains_key(*folder)) {
        return Resolved::Section(folder.to_owned());
    }
    if let Some(found) = entry_file(format!("content/{path}")) {
        return found;
    }
    // A link to a folder leads to its page, as on code hosts.
    let index = ["README.md", "index.md", "readme.md"].iter().find_map(|name| {
        entry_file(if path.is_empty() { format!("content/{name}") } else { format!("content/{path}/{name}") })
    });
    match index {
        Some(found) => found,
        None if site.sections.contains_key(path) => Resolved::Section(path.to_owned()),
        None => Resolved::Nothing,
    }
}
