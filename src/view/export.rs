//! The entries as other search engines take them in: lines of JSON, in parts, and a mapping for each engine.
//!
//! A document is flat: texts and lists of texts, so that every engine takes it. What stands in which field is the same
//! for all; only [`Engine::Quickwit`] needs one field more, since it has no query that ranks several fields as one.

mod id;
mod mapping;
mod parts;

use serde::Serialize;

use super::context::Context;
use super::machine;
use super::search::documents;
use crate::config::Config;
use crate::graph::Graph;
use crate::model::{Entry, Site};
use kb_search::{HEADING_TIMES, SearchDoc, TITLE_TIMES};

/// A part has at most this many bytes: less than the 10 MB that Quickwit takes in one call.
pub const PART: usize = 8_000_000;

/// Names of parts, before and after their number.
const PARTS: [(&str, &str); 2] = [("docs-", ".ndjson"), ("bulk-", ".ndjson")];

/// A search engine that documents can be made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Elasticsearch, from 7.13 on.
    Elasticsearch,
    /// OpenSearch, from 3.2 on.
    OpenSearch,
    /// Quickwit, from 0.7 on.
    Quickwit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Engine; 3] = [Engine::Elasticsearch, Engine::OpenSearch, Engine::Quickwit];

    /// The file of its mapping.
    pub fn file(self) -> &'static str {
        match self {
            Engine::Elasticsearch => "mapping-elasticsearch.json",
            Engine::OpenSearch => "mapping-opensearch.json",
            Engine::Quickwit => "quickwit.json",
        }
    }
}

/// How documents follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A document a line.
    Ndjson,
    /// Before each document a line that says to create it.
    Bulk,
}

/// Where in a document its ranked words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Words {
    /// In their own fields.
    Apart,
    /// In one field too, for Quickwit.
    Together,
}

/// What was made.
#[derive(Debug)]
pub struct Export {
    /// Names and contents, in the order of their names.
    pub files: Vec<(String, Vec<u8>)>,
    /// The number of documents.
    pub documents: usize,
    /// The number of parts.
    pub parts: usize,
    /// Files of entries that are too large for a part: their text ends early.
    pub cut: Vec<String>,
}

/// Whether a file has a name that an export gives.
pub fn is_export_file(name: &str) -> bool {
    let numbered = |(before, after): &(&str, &str)| {
        let number = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
        number.is_some_and(|number| number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    PARTS.iter().any(numbered) || is_mapping(name)
}

/// Whether it is the file of a mapping: one is there only with all documents that belong to it.
pub fn is_mapping(name: &str) -> bool {
    Engine::ALL.iter().any(|engine| engine.file() == name)
}

/// Puts the words of the theme into a text that names them.
pub type Say<'a> = &'a dyn Fn(&str) -> String;

/// All entries that search may show, in the order of their addresses, for these engines.
pub fn export(site: &Site, graph: &Graph, config: &Config, format: Format, engines: &[Engine], say: Say<'_>) -> Export {
    let context = Context::new(site, graph, config);
    let words = if engines.contains(&Engine::Quickwit) { Words::Together } else { Words::Apart };
    let mut found = documents(site, graph, config);
    found.sort_by(|a, b| (&a.url, &a.id).cmp(&(&b.url, &b.id)));
    let entries = found.into_iter().filter_map(|doc| Some((site.entries.get(doc.id.as_str())?, doc)));
    let documents: Vec<_> = entries.map(|(entry, doc)| (entry, document(&context, entry, doc, words, say))).collect();

    let mut cut = Vec::new();
    let records = documents.iter().map(|(entry, document)| {
        let (record, is_cut) = parts::record(document, format, PART);
        cut.extend(is_cut.then(|| entry.file.to_string()));
        record
    });
    let parts = parts::join(records, PART);
    let count = parts.len();
    let (before, after) = PARTS[usize::from(format == Format::Bulk)];
    let named = parts.into_iter().enumerate().map(|(at, part)| (format!("{before}{:04}{after}", at + 1), part));
    let mut files: Vec<(String, Vec<u8>)> = named.collect();
    files
        .extend(engines.iter().map(|engine| (engine.file().to_owned(), mapping::file(*engine, config.stems(), words))));
    files.sort();
    Export { files, documents: documents.len(), parts: count, cut }
}

fn document(context: &Context<'_>, entry: &Entry, doc: SearchDoc, words: Words, say: Say<'_>) -> Document {
    let kind = context.site.kind(entry);
    let path = match &*kind.id {
        "page" => doc.path,
        _ if kind.folder.is_empty() => Vec::new(),
        _ => vec![context.at("").kind(kind).plural],
    };
    let texts = doc.sections.iter().map(|section| section.text.trim());
    let texts: Vec<&str> =
        std::iter::once(doc.description.trim()).chain(texts).filter(|text| !text.is_empty()).collect();
    Document {
        id: id::of(&entry.url),
        url: context.config.base_url.as_ref().map_or_else(|| doc.url.clone(), |base| format!("{base}/{}", doc.url)),
        title: doc.title,
        body: texts.join("\n\n"),
        headings: doc.sections.into_iter().map(|section| section.title).filter(|title| !title.is_empty()).collect(),
        kind: doc.kind,
        status: doc.status,
        tags: doc.tags,
        owner: doc.owners,
        // RFC 3339 knows no day without a time.
        date: machine::changed(entry).map(|day| format!("{day}T00:00:00Z")),
        lang: entry.lang.clone().unwrap_or_else(|| context.config.lang.clone()),
        path: path.iter().map(|title| say(title)).collect(),
        words,
    }
}

/// One entry.
struct Document {
    id: String,
    url: String,
    title: String,
    headings: Vec<String>,
    body: String,
    kind: String,
    status: String,
    tags: Vec<String>,
    owner: Vec<String>,
    date: Option<String>,
    lang: String,
    path: Vec<String>,
    words: Words,
}

/// A document as it is written.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    headings: &'a [String],
    body: &'a str,
    kind: &'a str,
    status: &'a str,
    tags: &'a [String],
    owner: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    lang: &'a str,
    path: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Vec<&'a str>>,
}

impl Document {
    /// Its line, with this body and these headings in place of its own.
    fn line(&self, body: &str, headings: &[String]) -> String {
        let text = (self.words == Words::Together).then(|| {
            let title = std::iter::repeat_n(self.title.as_str(), TITLE_TIMES);
            let headings = headings.iter().flat_map(|heading| std::iter::repeat_n(heading.as_str(), HEADING_TIMES));
            let rest = std::iter::once(body).chain(self.tags.iter().map(String::as_str));
            title.chain(headings).chain(rest).collect()
        });
        let line = Line {
            id: &self.id,
            url: &self.url,
            title: &self.title,
            headings,
            body,
            kind: &self.kind,
            status: &self.status,
            tags: &self.tags,
            owner: &self.owner,
            date: self.date.as_deref(),
            lang: &self.lang,
            path: &self.path,
            text,
        };
        serde_json::to_string(&line).expect("texts can be written as JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::is_export_file;

    #[test]
    fn files_of_an_export_are_known_by_their_names() {
        for name in
            ["docs-0001.ndjson", "bulk-0042.ndjson", "docs-12345.ndjson", "mapping-opensearch.json", "quickwit.json"]
        {
            assert!(is_export_file(name), "{name}");
        }
        for name in [
            "docs-1.ndjson",
            "docs-00a1.ndjson",
            "docs-.ndjson",
            "docs-0001.json",
            "mapping.json",
            "Docs-0001.ndjson",
            "",
        ] {
            assert!(!is_export_file(name), "{name}");
        }
    }
}
