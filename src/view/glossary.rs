//! The glossary: all terms with their definitions, A to Z.

use super::context::{At, Context};
use super::page::{Content, GlossaryView, Link, PageView, TermView, word};
use super::{add, letters, prose};
use crate::model::{Entry, Kind};

/// The list page of the kind `term`.
pub(super) fn page(context: &Context<'_>, address: &str, kind: &Kind, entries: &[&Entry]) -> PageView {
    let at = context.at(address);
    let section = context.site.sections.get(address.trim_end_matches('/'));
    let mut index: Vec<Link> = Vec::new();
    let mut terms = Vec::new();
    for entry in letters::sorted(entries.iter().copied()) {
        let letter = letters::of(entry);
        let first = index.last().is_none_or(|last| last.title != letter).then(|| {
            let href = format!("#{}", letters::anchor(&letter));
            Link { title: letter, href, current: false }
        });
        index.extend(first.clone());
        terms.push(term(&at, entry, first.map(|link| Link { href: link.href[1..].to_owned(), ..link })));
    }
    let view =
        GlossaryView { count: terms.len(), letters: index, terms, kind: at.kind(kind), add: add::entry(&at, kind) };
    let title = section.map(|section| section.title.clone()).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| at.kind(kind).plural);
    let description = section.map(|section| section.description.clone()).filter(|text| !text.is_empty());
    let description = description.unwrap_or_else(|| at.kind_words(kind, "about", &kind.about));
    let mut page = at.page("glossary.html", &title, &description, Content::Glossary(Box::new(view)));
    page.crumbs = at.crumbs(&[(&word("pages.browse"), "all/")], &title);
    if let Some(section) = section {
        page.prose.insert("body".into(), prose::section(&at, &section.document));
    }
    page
}

fn term(at: &At<'_, '_>, entry: &Entry, letter: Option<Link>) -> TermView {
    let see = entry.list("see").iter().filter_map(|id| at.by_id(&id.value));
    TermView {
        entry: at.entry(entry),
        anchor: format!("kb-t-{}", entry.id),
        letter,
        definition: entry.text("definition").map_or_else(String::new, |text| text.value.clone()),
        see: see.map(|other| at.link(&other.title, &other.url)).collect(),
    }
}
