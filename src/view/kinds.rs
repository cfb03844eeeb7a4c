//! What entries say beside their text, each kind in its own form.

use super::case_study::{own_headings, took};
use super::context::{At, date};
use super::entry::{allowed, day, frame, labelled, source_url, text};
use super::page::{
    ChainLink, DecisionView, DirectionView, EntryLink, EntryView, Fact, Item, NoteView, SourceEntryView, ThresholdView,
    UseCaseView, word,
};
use crate::model::{Entry, Status, Value};

/// Keys that have a place of their own on the page.
const PLACED: [&str; 22] = [
    "strengths",
    "limits",
    "definition",
    "steps",
    "signals",
    "direction",
    "controls",
    "formula",
    "threshold",
    "date",
    "decision_makers",
    "consulted",
    "informed",
    "took",
    "url",
    "file",
    "citation",
    "publisher",
    "author",
    "published",
    "accessed",
    "interest",
];

/// The page of an entry that is no tree, comparison or case study.
pub(super) fn view(at: &At<'_, '_>, entry: &Entry) -> EntryView {
    let kind = at.context.site.kind(entry);
    let mut frame = frame(at, entry);
    let there = |key: &str| entry.fields.contains_key(key);
    frame.toc.extend(own_headings(&[
        ("controls", "kb-controls", kind.is_note() && there("controls")),
        ("formula", "kb-formula", kind.is_note() && there("formula")),
        ("threshold", "kb-threshold", kind.is_note() && there("threshold")),
        ("path_taken", "kb-path", kind.id == "decision" && took(at, entry).is_some()),
    ]));
    EntryView {
        frame,
        strengths: texts(entry, "strengths"),
        limits: texts(entry, "limits"),
        definition: words(entry, "definition"),
        see: options(at, entry, "see"),
        steps: texts(entry, "steps"),
        use_case: (kind.id == "use-case").then(|| UseCaseView {
            suits: options(at, entry, "suits"),
            avoid: options(at, entry, "avoid"),
            signals: texts(entry, "signals"),
        }),
        note: kind.is_note().then(|| note(at, entry)),
        decision: (kind.id == "decision").then(|| decision(at, entry)),
        source: (kind.id == "source").then(|| source(at, entry)),
        fields: fields(at, entry),
    }
}

fn texts(entry: &Entry, key: &str) -> Vec<String> {
    entry.list(key).iter().map(|text| text.value.clone()).collect()
}

fn words(entry: &Entry, key: &str) -> String {
    entry.text(key).map_or_else(String::new, |text| text.value.clone())
}

fn options(at: &At<'_, '_>, entry: &Entry, key: &str) -> Vec<EntryLink> {
    at.entries(entry.list(key).iter().map(|id| id.value.as_str()))
}

fn note(at: &At<'_, '_>, entry: &Entry) -> NoteView {
    let written = match entry.fields.get("direction") {
        Some(Value::Direction(effects)) => effects.as_slice(),
        _ => &[],
    };
    let named = written.iter().filter_map(|(option, effect)| {
        let option = at.by_id(&option.value)?;
        Some(DirectionView { option: at.entry(option), effect: effect.clone() })
    });
    let mut directions: Vec<DirectionView> = named.collect();
    for option in entry.options.iter().filter_map(|option| at.by_id(&option.value)) {
        if directions.iter().all(|known| known.option.id != *option.id) {
            directions.push(DirectionView { option: at.entry(option), effect: String::new() });
        }
    }
    let threshold = match entry.fields.get("threshold") {
        Some(Value::Threshold { value, unit, basis }) => {
            Some(ThresholdView { value: value.to_string(), unit: unit.clone(), basis: basis.clone() })
        }
        _ => None,
    };
    NoteView { directions, controls: texts(entry, "controls"), formula: words(entry, "formula"), threshold }
}

fn decision(at: &At<'_, '_>, entry: &Entry) -> DecisionView {
    DecisionView {
        date: entry.date("date").map(date),
        makers: texts(entry, "decision_makers"),
        consulted: texts(entry, "consulted"),
        informed: texts(entry, "informed"),
        chose: options(at, entry, "chose"),
        rejected: options(at, entry, "rejected"),
        took: took(at, entry),
        chain: chain(at, entry),
    }
}

/// The decisions that replaced one another, from the first to the one that holds.
fn chain(at: &At<'_, '_>, entry: &Entry) -> Vec<ChainLink> {
    let mut found: Vec<&Entry> = vec![entry];
    // Every entry counts once, so a circle, which is an error elsewhere, ends here.
    let mut before = entry;
    while let Some(older) = before.supersedes.iter().find_map(|id| at.by_id(&id.value))
        && found.iter().all(|known| known.id != older.id)
    {
        found.insert(0, older);
        before = older;
    }
    let mut after = entry;
    while let Status::Superseded { by } = &after.status
        && let Some(newer) = at.by_id(by)
        && found.iter().all(|known| known.id != newer.id)
    {
        found.push(newer);
        after = newer;
    }
    if found.len() == 1 {
        return Vec::new();
    }
    let link = |other: &&Entry| ChainLink {
        entry: at.entry(other),
        date: other.date("date").map(date),
        here: other.id == entry.id,
    };
    found.iter().map(link).collect()
}

fn source(at: &At<'_, '_>, entry: &Entry) -> SourceEntryView {
    let url = source_url(at, entry);
    let host = match url.split_once("://") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or(rest),
        None => url.rsplit('/').next().unwrap_or(&url),
    };
    SourceEntryView {
        host: host.to_owned(),
        citation: words(entry, "citation"),
        publisher: words(entry, "publisher"),
        author: words(entry, "author"),
        published: words(entry, "published"),
        accessed: entry.date("accessed").map(date),
        interest: words(entry, "interest"),
        url,
    }
}

/// Fields that are shown as labelled rows.
fn fields(at: &At<'_, '_>, entry: &Entry) -> Vec<Fact> {
    let kind = at.context.site.kind(entry);
    let team = at.context.config.kinds.iter().any(|team| team.id.value == kind.id);
    let own = kind.fields.iter().filter(|field| team || !PLACED.contains(&&*field.key));
    let rows = own.filter_map(|field| {
        let items = items(entry.fields.get(&*field.key)?)?;
        let label = if team { field.label.to_string() } else { word(&format!("fields.{}", field.key)) };
        (!items.is_empty()).then(|| labelled(&label, items))
    });
    rows.collect()
}

/// The items of a value; none for relations, which have lists of their own.
fn items(value: &Value) -> Option<Vec<Item>> {
    Some(match value {
        Value::Text(words) => match allowed(&words.value).filter(|url| url.starts_with("http")) {
            Some(url) => vec![Item { href: url, ..text(&words.value) }],
            None => vec![text(&words.value)],
        },
        Value::Texts(texts) => texts.iter().map(|words| text(&words.value)).collect(),
        Value::Bool(truth) => vec![text(&word(if *truth { "yes" } else { "no" }))],
        Value::Number(number) => vec![text(&number.to_string())],
        Value::Date(date) => vec![day(date.value)],
        Value::Direction(_) | Value::Threshold { .. } | Value::Ids(_) | Value::Took(_) | Value::Metrics(_) => {
            return None;
        }
    })
}
