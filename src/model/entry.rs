//! One document into one entry or section: kind, id and the keys that all kinds share.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::ToSpan as _;

use super::text::{cut, duration, is_kebab, whose};
use super::{
    DESCRIPTION_LIMIT, Entry, Id, Kind, STATUSES, Section, Status, TITLE_LIMIT, comparison, keys, section, tree,
};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::fields::{At, Fields, Reader, Table, table_to_json};
use crate::parse::{Document, Front};

/// Words for how sure an entry is.
const CONFIDENCE: [&str; 4] = ["high", "medium", "low", "single-source"];
/// Most tags of an entry.
const TAGS: usize = 100;
/// Longest tag, in bytes.
const TAG_LENGTH: usize = 100;
/// Longest part of an address, in bytes.
const SEGMENT: usize = 200;

/// What a document turned out to be.
pub(super) enum Read {
    /// An entry.
    Entry(Box<Entry>),
    /// A section.
    Section(Section),
}

/// Reads a document.
pub(super) fn read(document: &Arc<Document>, kinds: &[Kind], config: &Config, out: &mut Vec<Diagnostic>) -> Read {
    let empty = Table::new();
    let (table, span, whole) = match &document.front {
        Front::Toml(toml, opening) => (&toml.table, opening.clone(), toml.whole),
        // What is missing may be in the part that was not read.
        Front::Unclosed(opening) | Front::Yaml(opening) => (&empty, opening.clone(), false),
        Front::None => (&empty, document.offset..document.offset, true),
    };
    let reader = Reader::new(&document.file);
    let fields = reader.fields(table, span);
    let stem = stem(&document.file);
    let read = if stem == "_index" {
        Read::Section(section::read(document, fields))
    } else {
        let mut reading = Reading { document, kinds, config, fields, whole };
        Read::Entry(Box::new(reading.entry(stem)))
    };
    out.extend(reader.finish());
    read
}

/// A file's name without `.md`.
fn stem(file: &str) -> &str {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    name.strip_suffix(".md").unwrap_or(name)
}

/// The path under `content/` without `.md`.
pub(super) fn inside(file: &str) -> &str {
    let path = file.strip_prefix("content/").unwrap_or(file);
    path.strip_suffix(".md").unwrap_or(path)
}

/// On plain pages and sections YAML is stepped over.
pub(super) fn skipped_yaml(document: &Document, fields: &Fields<'_>) {
    if let Front::Yaml(span) = &document.front {
        let problem = Diagnostic::new("yaml-front-matter", "YAML front matter is not read")
            .help("write it as TOML between `+++` lines");
        fields.reader().report(problem, span.clone());
    }
}

/// `[extra]`, as it is.
pub(super) fn extra_of(document: &Document) -> serde_json::Value {
    let Front::Toml(toml, _) = &document.front else {
        return serde_json::Value::Null;
    };
    let extra = toml.table.iter().find(|(key, _)| key.value == "extra").and_then(|(_, value)| value.value.as_table());
    extra.map_or(serde_json::Value::Null, table_to_json)
}

/// An entry being read.
struct Reading<'a> {
    document: &'a Arc<Document>,
    kinds: &'a [Kind],
    config: &'a Config,
    fields: Fields<'a>,
    whole: bool,
}

impl Reading<'_> {
    fn entry(&mut self, stem: &str) -> Entry {
        let kind = self.kind();
        let this = &self.kinds[kind];
        let page = this.id == "page";
        let id: Id = if page { page_id(&self.document.file).into() } else { stem.into() };
        if page {
            skipped_yaml(self.document, &self.fields);
        } else {
            self.check_id(stem);
            self.check_yaml();
        }
        let (title, span, title_heading) = self.title(this, &id);
        let mut entry = self.common(id, kind, title, span, title_heading);
        self.dates(&mut entry, this);
        self.check_required(this, &entry);
        entry.fields = keys::read(&mut self.fields, this, &entry.status, self.whole);
        match &*this.id {
            "tree" => entry.tree = Some(Arc::new(tree::read(&mut self.fields, self.document, self.whole))),
            "comparison" => entry.comparison = Some(Arc::new(comparison::read(&mut self.fields, self.whole))),
            _ => {}
        }
        if self.whole {
            self.fields.no_others(&[]);
        }
        entry
    }

    fn report(&self, problem: Diagnostic, span: Range<usize>) {
        self.fields.reader().report(problem, span);
    }

    fn kind(&mut self) -> usize {
        let page = self.kinds.iter().position(|kind| kind.id == "page").expect("plain pages are a built-in kind");
        if let Some(written) = self.fields.text("kind") {
            if let Some(kind) = self.kinds.iter().position(|kind| kind.id == written.value) {
                return kind;
            }
            let help = did_you_mean(&written.value, self.kinds.iter().map(|kind| &*kind.id));
            let problem = Diagnostic::new("unknown-value", format!("no kind is called `{}`", written.value));
            self.report(problem.maybe_help(help), written.span);
        }
        let path = inside(&self.document.file);
        let folders = path.split('/').rev().skip(1).collect::<Vec<_>>();
        let of_folder =
            |folder: &&str| self.kinds.iter().position(|kind| kind.folder == *folder && !kind.folder.is_empty());
        folders.iter().rev().find_map(of_folder).unwrap_or(page)
    }

    fn check_id(&self, stem: &str) {
        if !is_kebab(stem) {
            let better = crate::parse::slug(stem).replace('_', "-");
            let problem = Diagnostic::new("bad-id", format!("`{stem}` is not kebab-case"));
            let ascii: String = better.chars().filter(char::is_ascii).collect();
            let help = (!ascii.is_empty()).then(|| format!("rename the file to `{}.md`", ascii.trim_matches('-')));
            self.report(problem.maybe_help(help), self.fields.span.clone());
        }
    }

    fn check_yaml(&self) {
        if let Front::Yaml(span) = &self.document.front {
            let problem = Diagnostic::new("front-matter-syntax", "an entry of a kind has TOML front matter, not YAML");
            self.report(problem.help("write it as TOML between `+++` lines"), span.clone());
        }
    }

    /// The title, its place, and the heading that only repeats it.
    fn title(&mut self, kind: &Kind, id: &Id) -> (String, Range<usize>, Option<usize>) {
        let first = self.document.headings.first();
        let written = self.fields.text("title");
        if written.is_none() && kind.id != "page" && self.whole && !self.fields.has("title") {
            self.fields.missing("title", &whose(kind));
        }
        let (title, span) = match (written, first) {
            (Some(title), _) => {
                self.check_length("title", &title, TITLE_LIMIT);
                (title.value.trim().to_owned(), title.span)
            }
            (None, Some(heading)) => (cut(&heading.title, TITLE_LIMIT), self.document.in_file(&heading.span)),
            (None, None) => (id.rsplit('/').next().unwrap_or(id).to_owned(), self.fields.span.clone()),
        };
        let title = if title.is_empty() { id.to_string() } else { title };
        let repeats = first.is_some_and(|heading| heading.level == 1 && cut(&heading.title, TITLE_LIMIT) == title);
        (title, span, repeats.then_some(0))
    }

    fn check_length(&self, key: &str, text: &At<String>, limit: usize) {
        let length = text.value.chars().count();
        if length > limit {
            let message = format!("`{key}` has {length} characters, {limit} at most");
            self.report(Diagnostic::new("limit", message), text.span.clone());
        }
        if text.value.trim().is_empty() && self.whole {
            self.report(Diagnostic::new("missing-key", format!("`{key}` is empty")), text.span.clone());
        }
    }

    fn common(&mut self, id: Id, kind: usize, title: String, span: Range<usize>, heading: Option<usize>) -> Entry {
        let description = self.fields.text("description");
        if let Some(description) = &description {
            self.check_length("description", description, DESCRIPTION_LIMIT);
        }
        let owners = self.names("owners");
        let status = self.status();
        let confidence = self.one_of("confidence", &CONFIDENCE);
        let hidden = self.fields.bool("search").is_some_and(|shown| !shown.value);
        Entry {
            url: String::new(),
            slug: self.slug(),
            id,
            kind,
            file: self.document.file.clone(),
            document: self.document.clone(),
            span,
            title,
            description: description.map_or_else(String::new, |text| text.value.trim().to_owned()),
            status,
            tags: self.tags(),
            owners: if owners.is_empty() { self.config.owners.clone() } else { owners },
            created: None,
            reviewed: None,
            review_due: None,
            sources: self.ids("sources"),
            opinion: self.fields.bool("opinion").is_some_and(|opinion| opinion.value),
            confidence,
            options: self.ids("options"),
            related: self.ids("related"),
            supersedes: self.ids("supersedes"),
            aliases: self.ids("aliases"),
            example: self.fields.bool("example").is_some_and(|example| example.value),
            authors: self.names("authors"),
            weight: self.fields.whole("weight").map_or(0, |weight| weight.value),
            template: self.fields.text("template"),
            lang: self.fields.text("lang").map(|lang| lang.value),
            hidden_from_search: hidden,
            extra: self.fields.table("extra").map_or(serde_json::Value::Null, |_| extra_of(self.document)),
            whole: self.whole,
            fields: BTreeMap::new(),
            tree: None,
            comparison: None,
            title_heading: heading,
        }
    }

    fn ids(&mut self, key: &'static str) -> Vec<At<String>> {
        self.fields.texts(key).map_or_else(Vec::new, |list| list.value)
    }

    fn names(&mut self, key: &'static str) -> Vec<String> {
        self.ids(key).into_iter().map(|name| name.value).collect()
    }

    fn slug(&mut self) -> Option<String> {
        let slug = self.fields.text("slug")?;
        let better = crate::parse::slug(&slug.value);
        if slug.value.is_empty() || better != slug.value || slug.value.len() > SEGMENT {
            let problem = Diagnostic::new("bad-id", format!("`slug = \"{}\"` is no part of an address", slug.value));
            let help = (!better.is_empty()).then(|| format!("for example `{better}`"));
            self.report(problem.maybe_help(help), slug.span);
            return None;
        }
        Some(slug.value)
    }

    fn tags(&mut self) -> Vec<String> {
        let tags = self.ids("tags");
        if let Some(over) = tags.get(TAGS) {
            let message = format!("more than {TAGS} tags");
            self.report(Diagnostic::new("limit", message), over.span.clone());
        }
        let mut kept: Vec<String> = Vec::new();
        for tag in tags.into_iter().take(TAGS) {
            if let Some(known) = &self.config.tags
                && !known.contains(&tag.value)
            {
                let help = did_you_mean(&tag.value, known.iter().map(String::as_str))
                    .unwrap_or_else(|| "add it to `[content] tags` in kb.toml, or use one that is there".to_owned());
                let problem = Diagnostic::new("unknown-value", format!("no tag is called `{}`", tag.value));
                self.report(problem.help(help), tag.span);
            } else if tag.value.len() > TAG_LENGTH || tag.value.trim().is_empty() {
                let message = format!("a tag has 1 to {TAG_LENGTH} bytes");
                self.report(Diagnostic::new("limit", message), tag.span);
            } else if !kept.contains(&tag.value) {
                kept.push(tag.value);
            }
        }
        kept
    }

    fn one_of(&mut self, key: &'static str, known: &[&str]) -> Option<String> {
        let written = self.fields.text(key)?;
        if known.contains(&written.value.as_str()) {
            return Some(written.value);
        }
        self.fields.unknown_value(key, &written, known);
        None
    }

    fn status(&mut self) -> Status {
        match self.one_of("status", &STATUSES).as_deref() {
            Some("draft") => Status::Draft,
            Some("proposed") => Status::Proposed,
            Some("rejected") => Status::Rejected,
            Some("deprecated") => Status::Deprecated,
            // By whom is known when all entries are; an empty id means that nobody has been found yet.
            Some("superseded") => Status::Superseded { by: "".into() },
            _ => Status::Accepted,
        }
    }

    fn dates(&mut self, entry: &mut Entry, kind: &Kind) {
        let created = self.fields.date("created");
        let reviewed = self.fields.date("reviewed");
        let today = self.config.today;
        for date in [&created, &reviewed].into_iter().flatten().filter(|date| date.value > today) {
            let message = format!("{} is after today, {today}", date.value);
            self.report(Diagnostic::new("bad-date", message), date.span.clone());
        }
        if let (Some(created), Some(reviewed)) = (&created, &reviewed)
            && reviewed.value < created.value
        {
            let message = format!("reviewed on {}, before it was created", reviewed.value);
            self.report(Diagnostic::new("bad-date", message), reviewed.span.clone());
        }
        let default = if matches!(&*kind.id, "security" | "performance" | "cost") { 180.days() } else { 365.days() };
        let every = self.review_every().unwrap_or(default);
        entry.review_due = reviewed.as_ref().and_then(|date| date.value.checked_add(every).ok());
        entry.created = created.map(|date| date.value);
        entry.reviewed = reviewed;
    }

    fn review_every(&mut self) -> Option<jiff::Span> {
        let written = self.fields.text("review_every")?;
        let span = duration(&written.value);
        if span.is_none() {
            let message = format!("`review_every = \"{}\"` is no duration", written.value);
            let help = "a number with d, w, m or y, such as \"180d\" or \"1y\"";
            self.report(Diagnostic::new("unknown-value", message).help(help), written.span);
        }
        span
    }

    fn check_required(&self, kind: &Kind, entry: &Entry) {
        if !self.whole {
            return;
        }
        for &key in kind.requires {
            let empty = match key {
                "description" => entry.description.is_empty() && !self.fields.has(key),
                "options" => entry.options.is_empty() && (!self.fields.has(key) || self.fields.is_empty_list(key)),
                _ => !self.fields.has(key),
            };
            if empty {
                self.fields.missing(key, &whose(kind));
            }
        }
        let unsourced = !self.fields.has("sources") || self.fields.is_empty_list("sources");
        if kind.is_note() && unsourced && !entry.opinion {
            let problem = Diagnostic::new("missing-key", format!("{} needs `sources`", whose(kind)));
            self.report(problem.help("cite a source, or write `opinion = true`"), self.fields.span.clone());
        }
        if kind.id == "source" && !["url", "file", "citation"].iter().any(|key| self.fields.has(key)) {
            let problem = Diagnostic::new("missing-key", "a source needs `url`, `file` or `citation`");
            self.report(problem, self.fields.span.clone());
        }
    }
}

/// The id of a plain page: its path; README and index stand for their folder.
fn page_id(file: &str) -> String {
    let path = inside(file);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if name.eq_ignore_ascii_case("readme") || name.eq_ignore_ascii_case("index") {
        folder.to_owned()
    } else {
        path.to_owned()
    }
}
