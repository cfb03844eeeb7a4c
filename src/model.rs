//! All documents into a site: unique ids, known kinds, valid fields.
//!
//! HTML, themes and the disk are unknown here. Where links lead is found out later, in `graph`.

mod aliases;
pub mod assets;
pub mod comparison;
mod entry;
mod keys;
pub mod kind;
mod names;
pub mod reference;
mod section;
pub mod start;
mod status;
mod text;
pub mod tree;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::fields::At;
use crate::parse::Document;

pub use assets::Asset;
pub use comparison::Comparison;
pub use kind::{Field, FieldType, Kind, Relation, relation};
pub use names::{Name, Names};
pub use tree::Tree;

/// The id of an entry, unique in its knowledge base.
pub type Id = Arc<str>;

/// Longest title, in characters.
pub const TITLE_LIMIT: usize = 70;
/// Longest description, in characters.
pub const DESCRIPTION_LIMIT: usize = 200;

/// A knowledge base, as valid as it could be made.
#[derive(Clone, Debug)]
pub struct Site {
    /// All kinds.
    pub kinds: Vec<Kind>,
    /// Entries by id; drafts only when they are built.
    pub entries: BTreeMap<Id, Entry>,
    /// Sections by folder under `content/`; home's is "".
    pub sections: BTreeMap<String, Section>,
    /// Files that are published as they are, by path under `content/`.
    pub assets: BTreeMap<String, Asset>,
    /// What links may name.
    pub names: Names,
    /// Today.
    pub today: Date,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: Id,
    /// Its kind: index in `Site::kinds`.
    pub kind: usize,
    /// Path in the knowledge base.
    pub file: Arc<str>,
    /// As it is written.
    pub document: Arc<Document>,
    /// Where problems of the entry as a whole are shown: its title, else its first line.
    pub span: Range<usize>,
    /// Its title.
    pub title: String,
    /// Its description, may be empty.
    pub description: String,
    /// The status that is shown.
    pub status: Status,
    /// Tags.
    pub tags: Vec<String>,
    /// Owners.
    pub owners: Vec<String>,
    /// Day of its creation.
    pub created: Option<Date>,
    /// Day of its last review.
    pub reviewed: Option<At<Date>>,
    /// Day on which the next review is due.
    pub review_due: Option<Date>,
    /// Sources cited.
    pub sources: Vec<At<String>>,
    /// It stands without a source.
    pub opinion: bool,
    /// How sure it is.
    pub confidence: Option<String>,
    /// Options it is about.
    pub options: Vec<At<String>>,
    /// Related entries.
    pub related: Vec<At<String>>,
    /// Entries it replaces.
    pub supersedes: Vec<At<String>>,
    /// Old ids or addresses.
    pub aliases: Vec<At<String>>,
    /// An invented example.
    pub example: bool,
    /// Authors.
    pub authors: Vec<String>,
    /// Order in the folder, lowest first.
    pub weight: i64,
    /// Template of its own.
    pub template: Option<At<String>>,
    /// Language of its own.
    pub lang: Option<String>,
    /// It is left out of search.
    pub hidden_from_search: bool,
    /// `[extra]`.
    pub extra: serde_json::Value,
    /// The last part of its address, when it is not the file's name.
    pub slug: Option<String>,
    /// Its address: `options/serverless/`.
    pub url: String,
    /// Its front matter could be read; when not, missing keys are not reported again.
    pub whole: bool,
    /// Keys of its kind.
    pub fields: BTreeMap<String, Value>,
    /// What it holds when it is a tree.
    pub tree: Option<Arc<Tree>>,
    /// What it holds when it is a comparison.
    pub comparison: Option<Arc<Comparison>>,
    /// Index in the document's headings of the first heading, when it only repeats the title.
    pub title_heading: Option<usize>,
}

/// A folder with words of its own.
#[derive(Clone, Debug)]
pub struct Section {
    /// The folder's path under `content/`.
    pub folder: String,
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// Ids that come first.
    pub order: Vec<At<String>>,
    /// `[extra]`.
    pub extra: serde_json::Value,
    /// As it is written.
    pub document: Arc<Document>,
}

/// The words for statuses in front matter, filters and settings.
pub const STATUSES: [&str; 6] = ["draft", "proposed", "accepted", "rejected", "deprecated", "superseded"];

/// Where an entry stands in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Being written; left out unless drafts are built.
    Draft,
    /// Up for discussion.
    Proposed,
    /// Holds.
    Accepted,
    /// Was turned down.
    Rejected,
    /// No longer advised.
    Deprecated,
    /// Replaced.
    Superseded {
        /// By this entry.
        by: Id,
    },
}

impl Status {
    /// The word used in front matter and JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Proposed => "proposed",
            Status::Accepted => "accepted",
            Status::Rejected => "rejected",
            Status::Deprecated => "deprecated",
            Status::Superseded { .. } => "superseded",
        }
    }
}

/// The value of a key of an entry's kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(At<String>),
    /// Texts.
    Texts(Vec<At<String>>),
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A date.
    Date(At<Date>),
    /// Ids of entries.
    Ids(Vec<At<String>>),
    /// Options with `helps`, `hurts` or `neutral`.
    Direction(Vec<(At<String>, String)>),
    /// A limit with its unit and where it comes from.
    Threshold {
        /// The number.
        value: f64,
        /// Its unit.
        unit: String,
        /// Where it comes from.
        basis: String,
    },
    /// A path taken through a tree.
    Took(Took),
    /// Numbers before and after.
    Metrics(Vec<Metric>),
}

/// A path taken through a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Took {
    /// The tree.
    pub tree: At<String>,
    /// The answers: `q=a q=130 q=a,b`.
    pub answers: At<String>,
    /// Where they ended.
    pub outcome: At<String>,
    /// The tree's routing hash at that time.
    pub version: Option<At<String>>,
}

/// A number before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// What was measured.
    pub name: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// Unit.
    pub unit: String,
}

impl Entry {
    /// The text of a key.
    pub fn text(&self, key: &str) -> Option<&At<String>> {
        match self.fields.get(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The texts or ids of a key, empty when it is not written.
    pub fn list(&self, key: &str) -> &[At<String>] {
        match self.fields.get(key) {
            Some(Value::Texts(list) | Value::Ids(list)) => list,
            _ => &[],
        }
    }

    /// The date of a key.
    pub fn date(&self, key: &str) -> Option<Date> {
        match self.fields.get(key) {
            Some(Value::Date(date)) => Some(date.value),
            _ => None,
        }
    }

    /// The path taken through a tree.
    pub fn took(&self) -> Option<&Took> {
        match self.fields.get("took") {
            Some(Value::Took(took)) => Some(took),
            _ => None,
        }
    }
}

impl Site {
    /// An entry's kind.
    pub fn kind(&self, entry: &Entry) -> &Kind {
        &self.kinds[entry.kind]
    }

    /// Entries of a kind, by id.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.values().filter(move |entry| self.kinds[entry.kind].id == kind)
    }

    /// All documents: those of entries, then those of sections.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let entries = self.entries.values().map(|entry| &*entry.document);
        let sections = self.sections.values().map(|section| &*section.document);
        entries.chain(sections)
    }

    /// The folder of an entry under `content/`.
    pub fn folder<'a>(&self, entry: &'a Entry) -> &'a str {
        let inside = entry.file.strip_prefix("content/").unwrap_or(&entry.file);
        inside.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The tree that leads home: the one named in `kb.toml`, else the one without exits and of least weight.
    pub fn featured<'a>(&'a self, config: &Config) -> Option<&'a Entry> {
        let named = config.featured.as_ref().and_then(|id| self.entries.get(id.value.as_str()));
        let leads = |entry: &&Entry| entry.tree.as_ref().is_some_and(|tree| tree.exits.is_empty());
        named
            .filter(leads)
            .or_else(|| self.entries.values().filter(leads).min_by_key(|entry| (entry.weight, entry.id.clone())))
    }
}

/// Makes a site of all documents; `assets` are the other files, by path under `content/`, and `unread` those that are
/// entries and could not be read.
pub fn site(
    documents: &[Arc<Document>],
    assets: BTreeMap<String, Asset>,
    unread: &[Arc<str>],
    config: &Config,
) -> (Site, Vec<Diagnostic>) {
    let kinds = kind::all(&config.kinds);
    let mut found = Vec::new();
    let mut entries = Vec::new();
    let mut sections = BTreeMap::new();
    for document in documents {
        match entry::read(document, &kinds, config, &mut found) {
            entry::Read::Entry(entry) => entries.push(*entry),
            entry::Read::Section(section) => {
                sections.insert(section.folder.clone(), section);
            }
        }
    }
    let mut site =
        Site { kinds, entries: BTreeMap::new(), sections, assets, names: Names::default(), today: config.today };
    names::settle(&mut site, entries, config, &mut found);
    site.names.add_unread(unread);
    aliases::resolve(&mut site, &mut found);
    status::settle(&mut site, &mut found);
    (site, found)
}
