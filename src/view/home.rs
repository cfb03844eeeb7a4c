//! Home: the first question, options at a glance, kinds, recent case studies, reviews.

use std::cmp::Reverse;

use super::context::{Context, date};
use super::page::{Content, CountedLink, HomeView, OptionTile, PageView, ReviewedLink, word};
use super::{add, case_study, prose, reviews, tree};
use crate::check;
use crate::model::Entry;

/// Home.
pub(super) fn page(context: &Context<'_>) -> PageView {
    let at = context.at("");
    let site = context.site;
    let section = site.sections.get("");
    let readme = site.entries.values().find(|entry| entry.url.is_empty());
    let title = section.map(|section| section.title.clone()).filter(|title| !title.is_empty());
    let title = title.or(readme.map(|entry| entry.title.clone())).unwrap_or_else(|| context.config.title.clone());
    let lead = section.map(|section| section.description.clone()).filter(|lead| !lead.is_empty());
    let lead = lead.unwrap_or_else(|| context.config.description.clone());
    let cases = newest(context.of_kind("case-study"));
    let label = section.and_then(|section| section.extra.get("label")).and_then(|label| label.as_str());
    let other = if title == context.config.title { "" } else { &context.config.title };
    let due = reviews::overdue(context);
    let view = HomeView {
        label: label.unwrap_or(other).to_owned(),
        count: site.entries.len(),
        ask: site.featured(context.config).and_then(|entry| tree::ask(&at, entry)),
        options: context.of_kind("option").iter().map(|option| tile(&at, option)).collect(),
        compare: context.of_kind("comparison").first().map(|entry| at.link(&entry.title, &entry.url)),
        kinds: kinds(&at),
        case_count: cases.len(),
        cases: cases.iter().take(3).map(|entry| case_study::link(&at, entry)).collect(),
        cases_href: if cases.is_empty() { String::new() } else { at.href("case-studies/") },
        reviewed: reviewed(&at),
        due: due.iter().take(4).map(|entry| reviews::row(&at, entry)).collect(),
        due_count: due.len(),
        add: site.kinds.iter().find(|kind| kind.id == "case-study").and_then(|kind| add::entry(&at, kind)),
    };
    let mut page = at.page("home.html", &title, &lead, Content::Home(Box::new(view)));
    let body = match (section, readme) {
        (Some(section), _) => {
            let document = &section.document;
            prose::section(&at, document)
        }
        (None, Some(readme)) => prose::body(&at, readme),
        (None, None) => return page,
    };
    page.prose.insert("body".into(), body);
    page
}

fn newest<'a>(entries: &[&'a Entry]) -> Vec<&'a Entry> {
    let mut entries = entries.to_vec();
    entries.sort_by_key(|entry| (Reverse(entry.date("date")), entry.id.clone()));
    entries
}

fn tile(at: &super::context::At<'_, '_>, option: &Entry) -> OptionTile {
    let first = |key: &str| option.list(key).first().map_or_else(String::new, |text| text.value.clone());
    OptionTile { entry: at.entry(option), choose_when: first("strengths"), think_twice_when: first("limits") }
}

/// Kinds with their counts; the four kinds of notes stand together.
pub(super) fn kinds(at: &super::context::At<'_, '_>) -> Vec<CountedLink> {
    let mut links: Vec<CountedLink> = Vec::new();
    for (kind, entries) in at.context.site.kinds.iter().zip(&at.context.kinds) {
        if entries.is_empty() {
            continue;
        }
        if kind.is_note()
            && let Some(notes) = links.iter_mut().find(|link| link.id == "note")
        {
            notes.count += entries.len();
            notes.parts.push(at.link(&at.kind(kind).plural, &at.context.kind_address(kind)));
            continue;
        }
        let address = if kind.is_note() { "all/#kb-g-notes".to_owned() } else { at.context.kind_address(kind) };
        links.push(CountedLink {
            id: if kind.is_note() { "note".into() } else { kind.id.to_string() },
            title: if kind.is_note() { word("kinds.note.plural") } else { at.kind(kind).plural },
            href: at.href(&address),
            count: entries.len(),
            icon: kind.icon.to_owned(),
            description: if kind.is_note() {
                word("kinds.note.about")
            } else {
                at.kind_words(kind, "about", &kind.about)
            },
            current: at.address == address,
            parts: if kind.is_note() {
                vec![at.link(&at.kind(kind).plural, &at.context.kind_address(kind))]
            } else {
                Vec::new()
            },
        });
    }
    links
}

fn reviewed(at: &super::context::At<'_, '_>) -> Vec<ReviewedLink> {
    let site = at.context.site;
    let mut entries: Vec<&Entry> = site.entries.values().filter(|entry| entry.reviewed.is_some()).collect();
    entries.retain(|entry| site.kind(entry).is_note() && !check::is_due(entry, site.today));
    entries.sort_by_key(|entry| (Reverse(entry.reviewed.as_ref().map(|day| day.value)), entry.title.to_lowercase()));
    entries.into_iter().take(4).map(|entry| reviewed_link(at, entry)).collect()
}

fn reviewed_link(at: &super::context::At<'_, '_>, entry: &Entry) -> ReviewedLink {
    ReviewedLink { entry: at.entry(entry), reviewed: entry.reviewed.as_ref().map(|day| date(day.value)) }
}
