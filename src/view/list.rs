//! Lists: folders, tags, all entries, and the search page.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{At, Context};
use super::entry::tag_address;
use super::page::{Content, CountedLink, ListGroup, ListView, PageView, word};
use super::{add, case_study, glossary, home, letters, nav, prose};
use crate::model::{Entry, Kind};

/// All entries, A to Z and grouped by kind.
pub(super) fn all(context: &Context<'_>) -> PageView {
    let at = context.at("all/");
    let entries: Vec<&Entry> = context.kinds.iter().flatten().copied().collect();
    let mut view = list(&at, "all", &entries, true);
    view.letters = letters::groups(&at, entries.iter().copied());
    let mut page = at.page("list.html", &word("pages.all"), "", Content::List(Box::new(view)));
    page.crumbs = at.crumbs(&[], &word("pages.all"));
    page
}

/// The search page.
pub(super) fn search(context: &Context<'_>) -> PageView {
    let at = context.at("search/");
    let mut entries: Vec<&Entry> = context.site.entries.values().collect();
    entries.sort_by_key(|entry| (entry.title.to_lowercase(), entry.id.clone()));
    let kinds = context.site.kinds.iter().zip(&context.kinds).filter(|(_, entries)| !entries.is_empty());
    let kinds = kinds.map(|(kind, entries)| CountedLink {
        id: kind.id.to_string(),
        title: at.kind(kind).title,
        href: at.href(&context.kind_address(kind)),
        count: entries.len(),
        icon: kind.icon.to_owned(),
        description: String::new(),
        current: false,
        parts: Vec::new(),
    });
    let content = Content::Search {
        kinds: kinds.collect(),
        tags: tag_links(&at),
        entries: entries.into_iter().map(|entry| at.entry(entry)).collect(),
    };
    at.page("search.html", &word("pages.search"), "", content)
}

/// All tags, and a page for each.
pub(super) fn tags(context: &Context<'_>) -> Vec<PageView> {
    if !nav::has_tags(context) {
        return Vec::new();
    }
    let at = context.at("tags/");
    let mut overview = at.page("tags.html", &word("pages.tags"), "", Content::Tags { tags: tag_links(&at) });
    overview.crumbs = at.crumbs(&[], &word("pages.tags"));
    let mut pages = vec![overview];
    // Two tags may share an address, as «CI/CD» and «ci cd» do: they share the page too.
    let mut addresses: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for tag in context.site.entries.values().flat_map(|entry| &entry.tags) {
        addresses.entry(tag_address(tag)).or_default().insert(tag);
    }
    for (address, tags) in addresses {
        let at = context.at(&address);
        let tagged = context.kinds.iter().flatten().copied();
        let tagged = tagged.filter(|entry| entry.tags.iter().any(|tag| tags.contains(tag.as_str())));
        let view = list(&at, "tag", &tagged.collect::<Vec<_>>(), true);
        let title = tags.into_iter().collect::<Vec<_>>().join(", ");
        let mut page = at.page("list.html", &title, "", Content::List(Box::new(view)));
        page.crumbs = at.crumbs(&[(&word("pages.tags"), "tags/")], &title);
        pages.push(page);
    }
    pages
}

/// A page for each folder that has entries, and for each kind.
pub(super) fn folders(context: &Context<'_>) -> Vec<PageView> {
    let pages = context.site.entries.values().map(|entry| entry.url.as_str()).collect::<BTreeSet<_>>();
    let mut addresses: BTreeMap<String, Option<&Kind>> = BTreeMap::new();
    for folder in context.folders.keys().copied().chain(context.site.sections.keys().map(String::as_str)) {
        if !folder.is_empty() {
            addresses.insert(format!("{folder}/"), None);
        }
    }
    for (kind, entries) in context.site.kinds.iter().zip(&context.kinds) {
        if !entries.is_empty() && !kind.folder.is_empty() {
            addresses.insert(format!("{}/", kind.folder), Some(kind));
        }
    }
    // A README or index page is its folder's page, and folders of plain pages have a form of their own.
    addresses.retain(|address, kind| {
        let plain = kind.is_none() && context.plain.get(address.trim_end_matches('/')).is_some();
        !plain && !pages.contains(address.as_str())
    });
    addresses.iter().map(|(address, kind)| folder(context, address, *kind)).collect()
}

fn folder(context: &Context<'_>, address: &str, kind: Option<&Kind>) -> PageView {
    if let Some(kind) = kind.filter(|kind| kind.id == "term") {
        return glossary::page(context, address, kind, context.of_kind(&kind.id));
    }
    let at = context.at(address);
    let path = address.trim_end_matches('/');
    let section = context.site.sections.get(path);
    let entries: Vec<&Entry> = match kind {
        Some(kind) => context.of_kind(&kind.id).to_vec(),
        None => {
            let below = format!("{path}/");
            let inside = |folder: &str| folder == path || folder.starts_with(&below);
            context
                .folders
                .iter()
                .filter(|(folder, _)| inside(folder))
                .flat_map(|(_, entries)| entries)
                .copied()
                .collect()
        }
    };
    let written = section.map(|section| section.title.clone()).filter(|title| !title.is_empty());
    let title = written
        .or(kind.map(|kind| at.kind(kind).plural))
        .unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path).to_owned());
    let description = section.map(|section| section.description.clone()).filter(|text| !text.is_empty());
    let description = description.or(kind.map(|kind| at.kind_words(kind, "about", &kind.about))).unwrap_or_default();
    let scope = if kind.is_some() { "kind" } else { "section" };
    let mut view = list(&at, scope, &entries, kind.is_none());
    view.kind = kind.map(|kind| at.kind(kind));
    view.add = kind.and_then(|kind| add::entry(&at, kind));
    if kind.is_some_and(|kind| kind.id == "case-study") {
        view.cases = entries.iter().map(|entry| case_study::link(&at, entry)).collect();
    }
    let mut page = at.page("list.html", &title, &description, Content::List(Box::new(view)));
    page.crumbs = at.crumbs(&[(&word("pages.browse"), "all/")], &title);
    if let Some(section) = section {
        let document = &section.document;
        page.prose.insert("body".into(), prose::section(&at, document));
    }
    page
}

fn list(at: &At<'_, '_>, scope: &'static str, entries: &[&Entry], by_kind: bool) -> ListView {
    let mut groups: Vec<ListGroup> = Vec::new();
    for entry in entries {
        let kind = at.context.site.kind(entry);
        let (title, anchor) = match kind {
            _ if !by_kind => (String::new(), "kb-g-all".to_owned()),
            note if note.is_note() => (word("kinds.note.plural"), "kb-g-notes".to_owned()),
            other => (at.kind(other).plural, format!("kb-g-{}", other.id)),
        };
        let link = at.entry(entry);
        match groups.iter_mut().find(|group| group.anchor == anchor) {
            Some(group) => group.entries.push(link),
            None => groups.push(ListGroup { title, anchor, icon: kind.icon.to_owned(), entries: vec![link] }),
        }
    }
    ListView {
        scope,
        count: entries.len(),
        groups,
        cases: Vec::new(),
        tags: tag_links(at),
        kinds: home::kinds(at),
        letters: Vec::new(),
        kind: None,
        add: None,
    }
}

/// All tags with their counts, the most used first.
fn tag_links(at: &At<'_, '_>) -> Vec<CountedLink> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in at.context.site.entries.values().flat_map(|entry| &entry.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let links = counts.into_iter().map(|(tag, count)| CountedLink {
        id: tag.to_owned(),
        title: tag.to_owned(),
        href: at.href(&tag_address(tag)),
        count,
        icon: String::new(),
        description: String::new(),
        current: at.address == tag_address(tag),
        parts: Vec::new(),
    });
    links.collect()
}
