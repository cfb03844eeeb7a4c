//! Navigation: the parts of the site in the header, kinds at the side, and the entries beside this page.

use super::context::{At, Context};
use super::map;
use super::page::{Link, NavGroup, NavView};
use crate::model::Entry;

/// Most entries shown under one heading.
const SHOWN: usize = 50;

/// The navigation as this page shows it.
pub(super) fn view(at: &At<'_, '_>) -> NavView {
    let context = at.context;
    let featured = context.site.featured(context.config);
    NavView {
        main: main(at, featured),
        groups: groups(at),
        home: at.href(""),
        search: at.href("search/"),
        all: at.href("all/"),
        tags: if has_tags(context) { at.href("tags/") } else { String::new() },
        map: if map::is_shown(context) { at.href(map::ADDRESS) } else { String::new() },
        decide: featured.map(|tree| at.link(&tree.title, &tree.url)),
        contribute: context.site.entries.get("adding-a-case-study").map(|guide| at.link(&guide.title, &guide.url)),
    }
}

/// Whether any entry has a tag.
pub(super) fn has_tags(context: &Context<'_>) -> bool {
    context.site.entries.values().any(|entry| !entry.tags.is_empty())
}

fn main(at: &At<'_, '_>, featured: Option<&Entry>) -> Vec<Link> {
    let context = at.context;
    let mut links = Vec::new();
    let mut add = |title: &str, address: &str, part: &str| {
        let current = !part.is_empty() && at.address.starts_with(part);
        links.push(Link { title: title.to_owned(), href: at.href(address), current });
    };
    if let Some(tree) = featured {
        add("Decide", &tree.url, "trees/");
    }
    let of_kind = |id: &str| {
        context.site.kinds.iter().position(|kind| kind.id == id).map_or(&[][..], |kind| &context.kinds[kind])
    };
    match of_kind("comparison") {
        [] => {}
        [only] => add("Compare", &only.url, "comparisons/"),
        _ => add("Compare", "comparisons/", "comparisons/"),
    }
    add("Browse", "all/", "all/");
    if !of_kind("case-study").is_empty() {
        add("Case studies", "case-studies/", "case-studies/");
    }
    if map::is_shown(context) {
        add("Map", map::ADDRESS, map::ADDRESS);
    }
    links
}

fn groups(at: &At<'_, '_>) -> Vec<NavGroup> {
    let context = at.context;
    let mut groups = Vec::new();
    for (kind, entries) in context.site.kinds.iter().zip(&context.kinds) {
        if entries.is_empty() {
            continue;
        }
        let address = context.kind_address(kind);
        // Only the entries beside this page: with all of them a new title would change every page of the site.
        let here = !kind.folder.is_empty() && at.address.starts_with(&address);
        let shown = entries.iter().take(if here { SHOWN } else { 0 });
        groups.push(NavGroup {
            title: kind.plural.to_string(),
            href: at.href(&address),
            current: at.address == address,
            links: shown.map(|entry| at.link(&entry.title, &entry.url)).collect(),
            count: entries.len(),
        });
    }
    groups
}
