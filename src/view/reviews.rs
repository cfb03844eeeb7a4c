//! Owners and reviews: who looks after what, and what should be looked at next.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{At, Context, date};
use super::page::{Content, FreshnessView, Link, OwnerLink, OwnerView, PageView, ReviewGroup, ReviewRow, word};
use crate::check;
use crate::model::{Entry, Status};

/// Days before a review within which it is due soon.
const SOON: u32 = 90;

/// The address of an owner's page.
pub(super) fn owner_address(owner: &str) -> String {
    let slug = crate::parse::slug(owner);
    format!("owners/{}/", if slug.is_empty() { "owner" } else { &slug })
}

/// Whether any entry has an owner.
pub(super) fn has_owners(context: &Context<'_>) -> bool {
    context.site.entries.values().any(|entry| !entry.owners.is_empty())
}

/// Whether any entry tells of its review.
pub(super) fn has_reviews(context: &Context<'_>) -> bool {
    context.site.entries.values().any(|entry| entry.review_due.is_some() || unsettled(entry))
}

/// All owners, a page for each, and the page of all reviews.
pub(super) fn pages(context: &Context<'_>) -> Vec<PageView> {
    let mut pages = Vec::new();
    if has_owners(context) {
        let at = context.at("owners/");
        let owners = owner_links(&at);
        let mut page = at.page("owners.html", &word("pages.owners"), "", Content::Owners { owners });
        page.crumbs = at.crumbs(&[], &word("pages.owners"));
        pages.push(page);
        pages.extend(of_owners(context).into_iter().map(|(address, owned)| owner(context, &address, &owned)));
    }
    if has_reviews(context) {
        pages.push(freshness(context));
    }
    pages
}

/// What stands under one address: two owners may share it, as `@web` and `Web` do.
struct Owned<'a> {
    names: BTreeSet<&'a str>,
    entries: Vec<&'a Entry>,
}

fn of_owners<'a>(context: &Context<'a>) -> BTreeMap<String, Owned<'a>> {
    let mut owners: BTreeMap<String, Owned<'a>> = BTreeMap::new();
    for entry in context.kinds.iter().flatten() {
        for name in &entry.owners {
            let owned = owners
                .entry(owner_address(name))
                .or_insert_with(|| Owned { names: BTreeSet::new(), entries: Vec::new() });
            owned.names.insert(name);
            if owned.entries.last().is_none_or(|last| last.id != entry.id) {
                owned.entries.push(entry);
            }
        }
    }
    owners
}

fn owner_links(at: &At<'_, '_>) -> Vec<OwnerLink> {
    let owners = of_owners(at.context).into_iter().map(|(address, owned)| OwnerLink {
        name: owned.names.into_iter().collect::<Vec<_>>().join(", "),
        href: at.href(&address),
        count: owned.entries.len(),
        due: due(at, &owned.entries),
        current: at.address == address,
    });
    owners.collect()
}

fn due(at: &At<'_, '_>, entries: &[&Entry]) -> usize {
    entries.iter().filter(|entry| check::is_due(entry, at.context.site.today)).count()
}

fn owner(context: &Context<'_>, address: &str, owned: &Owned<'_>) -> PageView {
    let at = context.at(address);
    let mut groups: Vec<ReviewGroup> = Vec::new();
    for entry in &owned.entries {
        let kind = context.site.kind(entry);
        let anchor = format!("kb-g-{}", kind.id);
        if groups.last().is_none_or(|group| group.anchor != anchor) {
            let kind = Some(at.kind(kind));
            groups.push(ReviewGroup { name: "kind", anchor, month: String::new(), kind, rows: Vec::new() });
        }
        groups.last_mut().expect("there is one by now").rows.push(row(&at, entry));
    }
    for group in &mut groups {
        group.rows.sort_by_key(|row| !row.late);
    }
    let title = owned.names.iter().copied().collect::<Vec<_>>().join(", ");
    let view =
        OwnerView { count: owned.entries.len(), due: due(&at, &owned.entries), groups, owners: owner_links(&at) };
    let mut page = at.page("owner.html", &title, "", Content::Owner(Box::new(view)));
    page.crumbs = at.crumbs(&[(&word("pages.owners"), "owners/")], &title);
    page
}

/// Entries whose review is due, the longest due first.
pub(super) fn overdue<'a>(context: &Context<'a>) -> Vec<&'a Entry> {
    let today = context.site.today;
    let mut entries: Vec<&Entry> = context.site.entries.values().filter(|entry| check::is_due(entry, today)).collect();
    entries.sort_by_key(|entry| (entry.review_due, entry.title.to_lowercase(), entry.id.clone()));
    entries
}

/// Still being written or talked about.
fn unsettled(entry: &Entry) -> bool {
    matches!(entry.status, Status::Draft | Status::Proposed)
}

/// An entry with what is known of its review.
pub(super) fn row(at: &At<'_, '_>, entry: &Entry) -> ReviewRow {
    let today = at.context.site.today;
    let days = entry.review_due.and_then(|due| today.until(due).ok());
    ReviewRow {
        entry: at.entry(entry),
        owners: entry.owners.iter().map(|owner| at.link(owner, &owner_address(owner))).collect(),
        reviewed: entry.reviewed.as_ref().map(|day| date(day.value)),
        due: entry.review_due.map(date),
        late: check::is_due(entry, today),
        days: days.map_or(0, |span| span.get_days().unsigned_abs()),
    }
}

fn freshness(context: &Context<'_>) -> PageView {
    let at = context.at("freshness/");
    let mut entries: Vec<&Entry> = context.site.entries.values().filter(|entry| shown(context, entry)).collect();
    entries.sort_by_key(|entry| (entry.review_due.is_none(), entry.review_due, entry.title.to_lowercase()));
    let mut groups: Vec<ReviewGroup> = Vec::new();
    for entry in entries {
        let row = row(&at, entry);
        let month = row.due.as_ref().map_or_else(String::new, |due| due.iso[..7].to_owned());
        let (name, month) = match &row.due {
            _ if unsettled(entry) => ("unsettled", String::new()),
            None => ("undated", String::new()),
            Some(_) if row.late => ("overdue", String::new()),
            Some(_) if row.days <= SOON => ("soon", String::new()),
            Some(_) => ("later", month),
        };
        let anchor = if month.is_empty() { format!("kb-f-{name}") } else { format!("kb-f-{month}") };
        match groups.iter_mut().find(|group| group.anchor == anchor) {
            Some(group) => group.rows.push(row),
            None => groups.push(ReviewGroup { name, anchor, month, kind: None, rows: vec![row] }),
        }
    }
    let rank =
        |name: &str| ["overdue", "soon", "later", "unsettled", "undated"].iter().position(|known| *known == name);
    groups.sort_by_key(|group| (rank(group.name), group.month.clone()));
    let count = |name: &str| groups.iter().filter(|group| group.name == name).map(|group| group.rows.len()).sum();
    let view =
        FreshnessView { today: date(context.site.today), overdue: count("overdue"), soon: count("soon"), groups };
    let mut page = at.page("freshness.html", &word("pages.freshness"), "", Content::Freshness(Box::new(view)));
    page.crumbs = at.crumbs(&[], &word("pages.freshness"));
    page
}

/// Plain pages are shown where they have a date: most of them never will.
fn shown(context: &Context<'_>, entry: &Entry) -> bool {
    context.site.kind(entry).id != "page" || entry.review_due.is_some() || unsettled(entry)
}

/// Owners as links.
pub(super) fn owners(at: &At<'_, '_>, entry: &Entry) -> Vec<Link> {
    entry.owners.iter().map(|owner| at.link(owner, &owner_address(owner))).collect()
}
