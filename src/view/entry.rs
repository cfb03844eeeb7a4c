//! The page of an entry: what all kinds have around their bodies, and the fields of kinds without a form of their own.

use super::context::{At, Context, date, direction, status};
use super::page::{Banner, Content, EntryFrame, Fact, Item, Link, PageView, SourceView, sentence, word};
use super::{add, case_study, comparison, folders, kinds, prose, relations, reviews};
use crate::check;
use crate::fields::At as Placed;
use crate::model::{Entry, Status};

/// The page of an entry that is no tree.
pub(super) fn page(context: &Context<'_>, entry: &Entry) -> PageView {
    let at = context.at(&entry.url);
    let (template, content) = if entry.comparison.is_some() {
        ("comparison.html", Content::Comparison(Box::new(comparison::view(&at, entry))))
    } else if context.site.kind(entry).id == "case-study" {
        ("case-study.html", Content::CaseStudy(Box::new(case_study::view(&at, entry))))
    } else {
        ("entry.html", Content::Entry(Box::new(kinds::view(&at, entry))))
    };
    let template = entry.template.as_ref().map_or(template, |template| &template.value);
    let mut page = at.page(template, &entry.title, &entry.description, content);
    finish(&at, entry, &mut page);
    page.prose.insert("body".into(), prose::body(&at, entry));
    page
}

/// What every page of an entry has beside its content.
pub(super) fn finish(at: &At<'_, '_>, entry: &Entry, page: &mut PageView) {
    let kind = at.context.site.kind(entry);
    let address = at.context.kind_address(kind);
    let plural = at.kind(kind).plural;
    let above: Vec<(&str, &str)> = if kind.folder.is_empty() { Vec::new() } else { vec![(&plural, &address)] };
    page.crumbs = match &*kind.id {
        "page" => folders::crumbs(at, at.context.site.folder(entry), &entry.title),
        _ => at.crumbs(&above, &entry.title),
    };
    speak(entry, page);
}

/// Sets a page's language to that of its entry.
pub(super) fn speak(entry: &Entry, page: &mut PageView) {
    if let Some(lang) = &entry.lang {
        page.lang.clone_from(lang);
        page.dir = direction(lang);
    }
}

/// Head, end and sides of an entry's page.
pub(super) fn frame(at: &At<'_, '_>, entry: &Entry) -> EntryFrame {
    let kind = at.context.site.kind(entry);
    let (prev, next) = neighbours(at, entry);
    let parts: Vec<_> = std::iter::once(0..entry.document.body.len()).collect();
    let mut toc = prose::toc(&entry.document, &parts);
    if entry.title_heading.is_some() && !toc.is_empty() {
        let title = toc.remove(0);
        toc.splice(0..0, title.children);
    }
    EntryFrame {
        id: entry.id.to_string(),
        kind: at.kind(kind),
        status: status(kind, &entry.status),
        banners: banners(at, entry),
        facts: facts(at, entry),
        tags: entry.tags.iter().map(|tag| at.link(tag, &tag_address(tag))).collect(),
        toc,
        relations: relations::view(at, entry),
        sources: sources(at, entry),
        prev,
        next,
        file: entry.file.to_string(),
        edit: at.edit(&entry.file),
        report: add::report(at, entry),
        shape: at.context.shape(&entry.id).unwrap_or(0),
        extra: entry.extra.clone(),
    }
}

/// The address of a tag's page.
pub(super) fn tag_address(tag: &str) -> String {
    let slug = crate::parse::slug(tag);
    format!("tags/{}/", if slug.is_empty() { "tag" } else { &slug })
}

fn neighbours(at: &At<'_, '_>, entry: &Entry) -> (Option<Link>, Option<Link>) {
    let folder = at.context.site.folder(entry);
    if at.context.site.kind(entry).id == "page" {
        return at.context.plain.neighbours(at);
    }
    let entries = at.context.folders.get(folder).map_or(&[][..], Vec::as_slice);
    let place = entries.iter().position(|other| other.id == entry.id);
    let link = |other: &&Entry| at.link(&other.title, &other.url);
    let before = place.and_then(|place| place.checked_sub(1)).and_then(|place| entries.get(place));
    let after = place.and_then(|place| entries.get(place + 1));
    (before.map(link), after.map(link))
}

fn facts(at: &At<'_, '_>, entry: &Entry) -> Vec<Fact> {
    let kind = at.context.site.kind(entry);
    let mut facts = Vec::new();
    let plain = kind.id == "page";
    if !plain || entry.status != Status::Accepted {
        let shown = status(kind, &entry.status);
        facts.push(fact("status", [Item { text: shown.label, tone: shown.tone.into(), ..Item::default() }]));
    }
    if !entry.owners.is_empty() {
        let label = if entry.owners.len() == 1 { "owner" } else { "owners" };
        facts.push(fact(label, owners(at, entry)));
    }
    if !entry.authors.is_empty() {
        let label = if entry.authors.len() == 1 { "author" } else { "authors" };
        facts.push(fact(label, entry.authors.iter().map(|author| text(author))));
    }
    if let Some(reviewed) = &entry.reviewed {
        facts.push(fact("reviewed", [day(reviewed.value)]));
    }
    if let Some(due) = entry.review_due {
        let late = check::is_due(entry, at.context.site.today);
        let item = if late { Item { tone: "due".into(), text: word("review_due"), ..day(due) } } else { day(due) };
        facts.push(fact("due", [item]));
    }
    if !entry.sources.is_empty() {
        let count = entry.sources.len();
        let words = if count == 1 { "source_one" } else { "source_many" };
        let words = sentence(words, &[("n", &count.to_string())]);
        facts.push(fact("sources", [Item { text: words, href: "#kb-sources".into(), ..Item::default() }]));
    }
    facts
}

fn owners(at: &At<'_, '_>, entry: &Entry) -> Vec<Item> {
    let item = |owner: Link| Item { href: owner.href, ..text(&owner.title) };
    reviews::owners(at, entry).into_iter().map(item).collect()
}

/// A row of the fact sheet; the theme has its label.
pub(super) fn fact(id: &str, items: impl IntoIterator<Item = Item>) -> Fact {
    labelled(&word(&format!("facts.{id}")), items)
}

/// A labelled row.
pub(super) fn labelled(label: &str, items: impl IntoIterator<Item = Item>) -> Fact {
    Fact { label: label.to_owned(), items: items.into_iter().collect() }
}

/// A value that is only text.
pub(super) fn text(text: &str) -> Item {
    Item { text: text.to_owned(), ..Item::default() }
}

/// A value that is a day.
pub(super) fn day(day: jiff::civil::Date) -> Item {
    let shown = date(day);
    Item { text: shown.text, date: shown.iso, ..Item::default() }
}

fn banners(at: &At<'_, '_>, entry: &Entry) -> Vec<Banner> {
    let mut banners = Vec::new();
    let mut add = |name, tone, link| {
        let said = |what: &str| word(&format!("banners.{name}.{what}"));
        banners.push(Banner { name, tone, title: said("title"), text: said("text"), link });
    };
    match &entry.status {
        Status::Superseded { by } => {
            let newer = at.by_id(by).map(|newer| at.link(&newer.title, &newer.url));
            add("superseded", "caution", newer);
        }
        Status::Draft => add("draft", "caution", None),
        Status::Proposed => add("proposed", "", None),
        Status::Deprecated => add("deprecated", "caution", None),
        Status::Rejected => add("rejected", "caution", None),
        Status::Accepted => {}
    }
    if entry.example {
        add("example", "", None);
    }
    if check::is_due(entry, at.context.site.today) {
        add("review-due", "caution", None);
    }
    if entry.confidence.as_deref() == Some("single-source") {
        add("single-source", "", None);
    } else if entry.opinion && entry.sources.is_empty() {
        add("opinion", "", None);
    }
    banners
}

/// The sources of an entry, numbered.
pub(super) fn sources(at: &At<'_, '_>, entry: &Entry) -> Vec<SourceView> {
    let mut seen: Vec<&str> = Vec::new();
    let mut views = Vec::new();
    for (place, id) in entry.sources.iter().enumerate() {
        let Some(mut view) = source(at, place + 1, id) else { continue };
        let name = id.value.split('#').next().unwrap_or_default();
        // Of five parts of one source the first says who wrote it; the others would only repeat it.
        if seen.contains(&name) {
            view.detail.clear();
            view.interest.clear();
        }
        seen.push(name);
        views.push(view);
    }
    views
}

fn source(at: &At<'_, '_>, number: usize, id: &Placed<String>) -> Option<SourceView> {
    let entry = at.by_id(&id.value)?;
    let part = id.value.split_once('#').map(|(_, part)| part);
    let title = match prose::part_title(at, entry, part) {
        Some(part) => format!("{}: {part}", entry.title),
        None => entry.title.clone(),
    };
    let words = |key: &str| entry.text(key).map(|text| text.value.clone()).unwrap_or_default();
    let accessed = entry.date("accessed").map(|day| sentence("read_on", &[("date", &date(day).text)]));
    let detail = [words("author"), words("publisher"), words("published"), accessed.unwrap_or_default()];
    let node = crate::graph::Node { id: entry.id.clone(), part: part.map(str::to_owned) };
    Some(SourceView {
        number,
        anchor: format!("kb-s{number}"),
        title,
        href: at.href(&crate::graph::address(at.context.site, &node)),
        url: source_url(at, entry),
        detail: detail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        interest: words("interest"),
    })
}

/// The address of the source itself: one that is allowed, or a file of the knowledge base.
pub(super) fn source_url(at: &At<'_, '_>, entry: &Entry) -> String {
    if let Some(url) = entry.text("url") {
        return allowed(&url.value).unwrap_or_default();
    }
    let file = entry.text("file").map(|file| file.value.trim_start_matches('/').to_owned());
    file.filter(|file| at.context.site.assets.contains_key(file)).map_or_else(String::new, |file| at.href(&file))
}

/// An address that links may have.
pub(super) fn allowed(url: &str) -> Option<String> {
    (crate::graph::url::read(url) == crate::graph::url::Address::External).then(|| url.to_owned())
}
