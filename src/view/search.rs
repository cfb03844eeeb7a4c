//! What search knows of each entry: its text by headings, and a tree's questions and outcomes as sections of theirs.

use std::collections::BTreeMap;

use kb_search::{SearchDoc, Section};

use super::context::{Context, encoded};
use super::tree::{outcome_address, outcome_title, question_address};
use crate::config::Config;
use crate::graph::Graph;
use crate::model::tree::NodeKind;
use crate::model::{Entry, Site};

/// One document an entry that search may show.
pub fn documents(site: &Site, graph: &Graph, config: &Config) -> Vec<SearchDoc> {
    let context = Context::new(site, graph, config);
    let shown = site.entries.values().filter(|entry| !entry.hidden_from_search);
    shown.map(|entry| document(&context, entry, config)).collect()
}

fn document(context: &Context<'_>, entry: &Entry, config: &Config) -> SearchDoc {
    let kind = &context.site.kind(entry).id;
    SearchDoc {
        id: entry.id.to_string(),
        kind: kind.to_string(),
        title: entry.title.clone(),
        url: encoded(&entry.url),
        status: entry.status.as_str().to_owned(),
        tags: entry.tags.clone(),
        owners: entry.owners.clone(),
        path: path(context, entry),
        description: entry.description.clone(),
        sections: sections(context, entry),
        boost: boost(kind, config) * boost(entry.status.as_str(), config),
    }
}

/// The titles of the folders that a page stands in. Of other entries the kind says as much.
fn path(context: &Context<'_>, entry: &Entry) -> Vec<String> {
    if &*context.site.kind(entry).id != "page" {
        return Vec::new();
    }
    let around = context.plain.around(context.site.folder(entry)).filter(|folder| folder.address() != entry.url);
    around.map(|folder| folder.title.clone()).collect()
}

/// Titles of kinds by id, as hits show them; they hold words of the theme.
pub fn kind_titles(site: &Site, graph: &Graph, config: &Config) -> BTreeMap<String, String> {
    let context = Context::new(site, graph, config);
    let at = context.at("");
    site.kinds.iter().map(|kind| (kind.id.to_string(), at.kind(kind).title)).collect()
}

/// How much the score of a kind or of a status counts.
fn boost(name: &str, config: &Config) -> f64 {
    let set = config.boosts.iter().find(|(written, _)| written.value == name);
    set.map_or_else(|| usual_boost(name), |(_, boost)| *boost)
}

fn usual_boost(name: &str) -> f64 {
    match name {
        // What is no longer advised, or was turned down.
        "deprecated" | "rejected" | "superseded" => 0.5,
        // Short texts that repeat a title's words, where a note says what to do.
        "term" | "source" => 0.8,
        _ => 1.0,
    }
}

fn sections(context: &Context<'_>, entry: &Entry) -> Vec<Section> {
    let mut sections = vec![keys(context, entry)];
    if entry.tree.is_some() {
        sections.extend(tree_sections(context, entry));
    } else {
        sections.extend(entry.document.sections.iter().map(|section| {
            let heading = section.heading.filter(|&at| Some(at) != entry.title_heading);
            let heading = heading.map(|at| &entry.document.headings[at]);
            Section {
                anchor: heading.map_or_else(String::new, |heading| heading.id.clone()),
                url: None,
                title: heading.map_or_else(String::new, |heading| heading.title.clone()),
                text: section.text.clone(),
            }
        }));
    }
    sections.extend(criteria(context, entry));
    sections.retain(|section| !section.title.is_empty() || !section.text.trim().is_empty());
    sections
}

/// Texts of the front matter that the page shows.
fn keys(context: &Context<'_>, entry: &Entry) -> Section {
    let mut text = String::new();
    for field in &context.site.kind(entry).fields {
        let mut add = |words: &str| {
            text.push_str(words);
            text.push('\n');
        };
        match entry.fields.get(&*field.key) {
            Some(crate::model::Value::Text(words)) => add(&words.value),
            Some(crate::model::Value::Texts(list)) => list.iter().for_each(|words| add(&words.value)),
            _ => {}
        }
    }
    Section { text, ..Section::default() }
}

fn tree_sections(context: &Context<'_>, entry: &Entry) -> Vec<Section> {
    let Some(tree) = entry.tree.as_deref() else {
        return Vec::new();
    };
    let at = context.at(&entry.url);
    let text_of = |node: NodeKind, id: &str| {
        let heading = tree.section(node, id).map(|section| section.heading);
        let found =
            entry.document.sections.iter().find(|section| section.heading.is_some() && section.heading == heading);
        found.map_or_else(String::new, |section| section.text.clone())
    };
    let questions = tree.questions.iter().map(|question| {
        let labels = question
            .choices
            .iter()
            .filter_map(|choice| Some(choice.label.written()?.value.as_str()))
            .chain(question.picks.iter().map(|pick| pick.label.value.as_str()));
        let text =
            format!("{}\n{}", labels.collect::<Vec<_>>().join("\n"), text_of(NodeKind::Question, &question.id.value));
        Section {
            anchor: String::new(),
            url: Some(encoded(&question_address(entry, &question.id.value))),
            title: question.ask.clone(),
            text,
        }
    });
    let outcomes = tree.outcomes.iter().map(|outcome| Section {
        anchor: String::new(),
        url: Some(encoded(&outcome_address(entry, &outcome.id.value))),
        title: outcome_title(&at, outcome),
        text: text_of(NodeKind::Outcome, &outcome.id.value),
    });
    let caveat = Section { text: tree.caveat.clone(), ..Section::default() };
    std::iter::once(caveat).chain(questions).chain(outcomes).collect()
}

/// Criteria of a comparison: a section each, with the reasons of its cells.
fn criteria(context: &Context<'_>, entry: &Entry) -> Vec<Section> {
    let Some(comparison) = entry.comparison.as_deref() else {
        return Vec::new();
    };
    let title = |id: &str| context.site.entries.get(id).map_or_else(|| id.to_owned(), |option| option.title.clone());
    let section = |criterion: &crate::model::comparison::Criterion| {
        let cells = comparison.cells.iter().filter(|cell| cell.criterion.value == criterion.id.value);
        let lines: Vec<_> = cells.map(|cell| format!("{}: {}", title(&cell.option.value), cell.text)).collect();
        Section {
            anchor: format!("kb-c-{}", criterion.id.value),
            url: None,
            title: criterion.label.clone(),
            text: lines.join("\n"),
        }
    };
    comparison.criteria.iter().map(section).collect()
}
