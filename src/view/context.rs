//! What builders of pages share: addresses relative to a page, links to entries, words for kinds and states.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use percent_encoding::utf8_percent_encode;

use super::folders::{self, Folders};
use super::machine;
use super::nav;
use super::page::{Content, DateView, EntryLink, KindView, Link, PageView, SiteView, StatusView, sentence, word};
use crate::config::{Config, PATH};
use crate::graph::Graph;
use crate::model::{Entry, Id, Kind, Site, Status};

/// Shapes that options have in charts: eight forms, each in eight colours.
const SHAPES: usize = 64;

/// Everything that pages are made of.
pub(super) struct Context<'a> {
    pub site: &'a Site,
    pub graph: &'a Graph,
    pub config: &'a Config,
    pub shared: Arc<SiteView>,
    /// Entries of every folder in reading order.
    pub folders: BTreeMap<&'a str, Vec<&'a Entry>>,
    /// Entries of every kind in reading order, by place of the kind.
    pub kinds: Vec<Vec<&'a Entry>>,
    /// Folders of plain pages.
    pub plain: Folders<'a>,
    shapes: BTreeMap<Id, u8>,
}

impl<'a> Context<'a> {
    pub fn new(site: &'a Site, graph: &'a Graph, config: &'a Config) -> Self {
        let mut folders: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in site.entries.values() {
            folders.entry(site.folder(entry)).or_default().push(entry);
        }
        for (folder, entries) in &mut folders {
            sort(site, folder, entries);
        }
        let mut kinds: Vec<Vec<&Entry>> = vec![Vec::new(); site.kinds.len()];
        for entry in folders.values().flatten() {
            kinds[entry.kind].push(entry);
        }
        let ordered = kinds.iter().flatten().filter(|entry| site.kind(entry).id == "option");
        let shape = |at: usize| u8::try_from(at % SHAPES + 1).expect("there are 64 shapes");
        let shapes = ordered.enumerate().map(|(at, entry)| (entry.id.clone(), shape(at))).collect();
        let shared = Arc::new(SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            entries: site.entries.len(),
            feed: if machine::has_feed(site, config) { machine::FEED } else { "" },
            has_examples: site.entries.values().any(|entry| entry.example),
            extra: config.extra.clone(),
        });
        Context { site, graph, config, shared, folders, kinds, plain: Folders::new(site), shapes }
    }

    /// A page with this address: `options/serverless/`; home's is "".
    pub fn at<'b>(&'b self, address: &str) -> At<'b, 'a> {
        let depth = address.matches('/').count();
        At { context: self, address: address.to_owned(), root: "../".repeat(depth) }
    }

    /// The page that any missing address shows: its links start at the site's root.
    pub fn not_found<'b>(&'b self) -> At<'b, 'a> {
        let base = self.config.base_url.as_deref().unwrap_or("");
        let path = base.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        let root = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        At { context: self, address: "404.html".into(), root }
    }

    /// 1 to 64 for an option.
    pub fn shape(&self, id: &str) -> Option<u8> {
        self.shapes.get(id).copied()
    }

    /// Whether the site is made of plain pages only, as documentation is.
    pub fn is_plain(&self) -> bool {
        let mut kinds = self.site.kinds.iter().zip(&self.kinds);
        kinds.all(|(kind, entries)| kind.id == "page" || entries.is_empty())
    }

    /// Entries of a kind in reading order.
    pub fn of_kind(&self, id: &str) -> &[&'a Entry] {
        let kind = self.site.kinds.iter().position(|kind| kind.id == id);
        kind.map_or(&[], |kind| &self.kinds[kind])
    }

    /// The list page of a kind.
    pub fn kind_address(&self, kind: &Kind) -> String {
        if kind.folder.is_empty() { "all/".to_owned() } else { format!("{}/", kind.folder) }
    }
}

fn sort(site: &Site, folder: &str, entries: &mut [&Entry]) {
    let order = folders::order(site, site.sections.get(folder));
    let place = |entry: &Entry| order.iter().position(|address| *address == entry.url).unwrap_or(order.len());
    let newest = |entry: &Entry| std::cmp::Reverse(entry.date("date"));
    entries.sort_by_cached_key(|entry| {
        (place(entry), entry.weight, newest(entry), entry.title.to_lowercase(), entry.id.clone())
    });
}

/// A place from which links are written.
pub(super) struct At<'b, 'a> {
    pub context: &'b Context<'a>,
    pub address: String,
    pub root: String,
}

/// The entry of that name.
pub(super) fn by_id<'a>(site: &'a Site, written: &str) -> Option<&'a Entry> {
    match crate::graph::by_name(site, written) {
        crate::graph::Resolved::Node(node, _) | crate::graph::Resolved::NoPart(node) => site.entries.get(&node.id),
        _ => None,
    }
}

/// An address as it is written in links and read by machines.
pub(super) fn encoded(address: &str) -> String {
    utf8_percent_encode(address, PATH).to_string()
}

/// An address and the heading it names. Names of files may have a hash too, but addresses of pages end with a slash.
fn split(address: &str) -> (&str, Option<&str>) {
    let at = if address.starts_with('#') { Some(0) } else { address.find("/#").map(|at| at + 1) };
    at.map_or((address, None), |at| (&address[..at], Some(&address[at + 1..])))
}

impl<'b, 'a> At<'b, 'a> {
    /// A page here, with nothing in it yet but its content.
    pub fn page(&self, template: &str, title: &str, description: &str, content: Content) -> PageView {
        let context = self.context;
        let path =
            if self.address.ends_with(".html") { self.address.clone() } else { format!("{}index.html", self.address) };
        let encoded = encoded(&self.address);
        let canonical = context.config.base_url.as_ref().filter(|_| !self.address.ends_with(".html"));
        PageView {
            path,
            template: template.to_owned(),
            lang: context.config.lang.clone(),
            dir: direction(&context.config.lang),
            title: title.to_owned(),
            description: description.to_owned(),
            canonical: canonical.map(|base| format!("{base}/{encoded}")),
            twin: match content {
                Content::NotFound { .. } | Content::Redirect { .. } | Content::Search { .. } => "",
                _ => "index.md",
            },
            noindex: self.address == "404.html",
            root: self.root.clone(),
            site: context.shared.clone(),
            nav: nav::view(self),
            crumbs: Vec::new(),
            content,
            prose: BTreeMap::new(),
        }
    }

    /// An address from the site's root as it is written on this page.
    pub fn href(&self, address: &str) -> String {
        let (path, anchor) = split(address);
        let anchor = anchor.map(|anchor| format!("#{}", utf8_percent_encode(anchor, PATH))).unwrap_or_default();
        if path == self.address && !anchor.is_empty() {
            return anchor;
        }
        let href = format!("{}{}{anchor}", self.root, encoded(path));
        if href.is_empty() { "./".to_owned() } else { href }
    }

    /// A link; `current` when it leads to this page.
    pub fn link(&self, title: &str, address: &str) -> Link {
        Link { title: title.to_owned(), href: self.href(address), current: address == self.address }
    }

    /// Breadcrumbs: home, the pages given, this page.
    pub fn crumbs(&self, between: &[(&str, &str)], title: &str) -> Vec<Link> {
        let home = Link { title: word("pages.home"), href: self.href(""), current: false };
        let between = between.iter().map(|(title, address)| self.link(title, address));
        let this = Link { title: title.to_owned(), href: String::new(), current: true };
        std::iter::once(home).chain(between).chain([this]).collect()
    }

    /// A kind.
    pub fn kind(&self, kind: &Kind) -> KindView {
        KindView {
            id: kind.id.to_string(),
            title: self.kind_words(kind, "title", &kind.title),
            plural: self.kind_words(kind, "plural", &kind.plural),
            icon: kind.icon,
            href: self.href(&self.context.kind_address(kind)),
        }
    }

    /// What a kind is called: a team's kinds as `kb.toml` says, the others as the theme does.
    pub fn kind_words(&self, kind: &Kind, what: &str, written: &str) -> String {
        let team = self.context.config.kinds.iter().any(|team| team.id.value == kind.id);
        if team { written.to_owned() } else { word(&format!("kinds.{}.{what}", kind.id)) }
    }

    /// A link to an entry.
    pub fn entry(&self, entry: &Entry) -> EntryLink {
        let kind = self.context.site.kind(entry);
        EntryLink {
            id: entry.id.to_string(),
            title: entry.title.clone(),
            href: self.href(&entry.url),
            description: if entry.description.is_empty() { definition(entry) } else { entry.description.clone() },
            kind: self.kind(kind),
            status: (entry.status != Status::Accepted).then(|| status(kind, &entry.status)),
            shape: self.context.shape(&entry.id),
            tags: entry.tags.clone(),
            example: entry.example,
        }
    }

    /// Links to the entries of these ids, in this order; ids that lead nowhere are left out.
    pub fn entries<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Vec<EntryLink> {
        ids.into_iter().filter_map(|id| self.by_id(id)).map(|entry| self.entry(entry)).collect()
    }

    /// The entry that an id, an old id or an id with a part names.
    pub fn by_id(&self, written: &str) -> Option<&'a Entry> {
        by_id(self.context.site, written)
    }

    /// Where a file of the knowledge base can be edited.
    pub fn edit(&self, file: &str) -> Option<String> {
        self.context.config.repo.as_ref().map(|repo| repo.edit(file))
    }
}

fn definition(entry: &Entry) -> String {
    let text = entry.text("definition").or_else(|| entry.text("outcome_so_far"));
    text.map_or_else(String::new, |text| text.value.clone())
}

/// A status as it is shown: an accepted entry is «current», an accepted decision «accepted».
pub(super) fn status(kind: &Kind, status: &Status) -> StatusView {
    let tone = match status {
        Status::Draft => "draft",
        Status::Proposed => "due",
        Status::Accepted => "ok",
        Status::Rejected | Status::Deprecated | Status::Superseded { .. } => "no",
    };
    let current = *status == Status::Accepted && kind.id != "decision";
    let label = if current { "current" } else { status.as_str() };
    StatusView { id: status.as_str(), label: word(&format!("statuses.{label}")), tone }
}

/// A date for machines and people.
pub(super) fn date(date: Date) -> DateView {
    DateView { iso: date.to_string(), text: day_words(date) }
}

fn day_words(date: Date) -> String {
    let (day, month, year) = (date.day().to_string(), date.month() - 1, date.year().to_string());
    sentence("dates.day", &[("day", &day), ("month", &word(&format!("dates.months.{month}"))), ("year", &year)])
}

/// The direction in which a language is written.
pub(super) fn direction(lang: &str) -> &'static str {
    let language = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let right_to_left =
        matches!(language.as_str(), "ar" | "fa" | "he" | "ur" | "yi" | "ps" | "sd" | "ug" | "dv" | "ckb");
    if right_to_left { "rtl" } else { "ltr" }
}
