//! Navigation: the parts of the site in the header; kinds and folders at the side, with what is beside this page.

use super::context::{At, Context};
use super::folders::{SHOWN, line};
use super::map;
use super::page::{Link, NavGroup, NavView, word};
use super::reviews;
use crate::model::Entry;

/// Most folders in the header of a site of plain pages.
const PARTS: usize = 5;

/// The navigation as this page shows it.
pub(super) fn view(at: &At<'_, '_>) -> NavView {
    let context = at.context;
    let featured = context.site.featured(context.config);
    let some = |there: bool, address: &str| if there { at.href(address) } else { String::new() };
    NavView {
        main: main(at, featured),
        groups: groups(at),
        home: at.href(""),
        search: at.href("search/"),
        all: at.href("all/"),
        tags: some(has_tags(context), "tags/"),
        owners: some(reviews::has_owners(context), "owners/"),
        map: some(map::is_shown(context), map::ADDRESS),
        freshness: some(reviews::has_reviews(context), "freshness/"),
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
    if context.is_plain() {
        for folder in context.plain.top().take(PARTS) {
            add(&folder.title, &folder.address(), &folder.address());
        }
        if links.is_empty() {
            links.push(Link { title: word("header.browse"), ..at.link("", "all/") });
        }
        return links;
    }
    if let Some(tree) = featured {
        add(&word("header.decide"), &tree.url, "trees/");
    }
    match context.of_kind("comparison") {
        [] => {}
        [only] => add(&word("header.compare"), &only.url, "comparisons/"),
        _ => add(&word("header.compare"), "comparisons/", "comparisons/"),
    }
    add(&word("header.browse"), "all/", "all/");
    if !context.of_kind("case-study").is_empty() {
        add(&word("header.case_studies"), "case-studies/", "case-studies/");
    }
    if map::is_shown(context) {
        add(&word("header.map"), map::ADDRESS, map::ADDRESS);
    }
    links
}

fn groups(at: &At<'_, '_>) -> Vec<NavGroup> {
    let context = at.context;
    let mut groups = Vec::new();
    for (kind, entries) in context.site.kinds.iter().zip(&context.kinds) {
        // Plain pages stand under their folders.
        if entries.is_empty() || kind.folder.is_empty() {
            continue;
        }
        let address = context.kind_address(kind);
        // Only the entries beside this page: with all of them a new title would change every page of the site.
        let here = at.address.starts_with(&address);
        let shown = entries.iter().take(if here { SHOWN } else { 0 });
        let mut children: Vec<NavGroup> = shown.map(|entry| line(at, &entry.title, &entry.url)).collect();
        if here && entries.len() > SHOWN {
            children.push(NavGroup { count: entries.len(), ..line(at, "", &address) });
        }
        groups.push(NavGroup { count: entries.len(), children, ..line(at, &at.kind(kind).plural, &address) });
    }
    // Pages beside no folder are listed where this page is one of them, and where there is little else to list.
    let of_kinds = context.site.kinds.iter().filter(|kind| !kind.folder.is_empty());
    let in_kind = of_kinds.into_iter().any(|kind| at.address.starts_with(&context.kind_address(kind)));
    groups.extend(context.plain.lines(at, "", context.is_plain() || !in_kind));
    groups
}
