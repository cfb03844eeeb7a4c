//! Ids and addresses: unique, and what links may call an entry.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::entry::inside;
use super::{Entry, Id, Site, Status};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::fields::At;

/// Addresses that kb's own pages have.
const OWN: [&str; 9] =
    ["all/", "search/", "tags/", "owners/", "freshness/", "map/", "assets/", "404.html", "site.json"];

/// What a link may name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Ids, and stems of plain pages while they are unique.
    by_name: BTreeMap<String, Name>,
    /// Old ids, from `aliases`.
    old: BTreeMap<String, Id>,
    /// Entries by file.
    by_file: BTreeMap<Arc<str>, Name>,
    /// Old addresses that lead to an entry.
    pub redirects: BTreeMap<String, Id>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// An entry of the site.
    Entry(Id),
    /// An entry that is left out because it is a draft.
    Draft {
        /// Its title.
        title: String,
    },
    /// Several plain pages have this stem.
    Ambiguous,
}

impl Names {
    /// What an id or a page's stem stands for.
    pub fn get(&self, name: &str) -> Option<&Name> {
        self.by_name.get(name)
    }

    /// The entry that had this id before.
    pub fn old(&self, name: &str) -> Option<&Id> {
        self.old.get(name)
    }

    /// What a file of the knowledge base became.
    pub fn file(&self, file: &str) -> Option<&Name> {
        self.by_file.get(file)
    }

    /// Every name that a link can use, for «did you mean».
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

/// Puts entries into the site under unique ids and addresses.
pub(super) fn settle(site: &mut Site, entries: Vec<Entry>, config: &Config, out: &mut Vec<Diagnostic>) {
    let mut files: BTreeMap<Id, Arc<str>> = BTreeMap::new();
    let mut kept: Vec<Entry> = Vec::new();
    for mut entry in entries {
        if let Some(first) = files.get(&entry.id) {
            let message = if entry.id.is_empty() {
                format!("{first} is the page of this folder already")
            } else {
                format!("`{}` is also the id of {first}", entry.id)
            };
            out.push(
                Diagnostic::new("duplicate-id", message)
                    .at(&entry.file, entry.span.clone())
                    .help("rename one of the two files"),
            );
            continue;
        }
        files.insert(entry.id.clone(), entry.file.clone());
        entry.url = address(&entry, out);
        kept.push(entry);
    }
    let names = &mut site.names;
    for entry in &kept {
        let left_out = entry.status == Status::Draft && !config.drafts;
        let name = if left_out { Name::Draft { title: entry.title.clone() } } else { Name::Entry(entry.id.clone()) };
        names.by_file.insert(entry.file.clone(), name.clone());
        names.by_name.insert(entry.id.to_string(), name);
    }
    add_stems(names, &kept, site.kinds.len() - 1);
    let mut addresses = own_addresses(site);
    kept.retain(|entry| claim_address(&mut addresses, entry, out) && (entry.status != Status::Draft || config.drafts));
    for (entry, page) in kept.iter().flat_map(tree_pages) {
        addresses.entry(form(&page)).or_insert_with(|| entry.file.to_string());
    }
    for entry in &kept {
        for alias in &entry.aliases {
            add_alias(site, &mut addresses, entry, alias, out);
        }
    }
    site.entries = kept.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
}

/// Plain pages answer to their file's name while only one has it.
fn add_stems(names: &mut Names, entries: &[Entry], page: usize) {
    let mut stems: BTreeMap<String, Option<Name>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.kind == page) {
        let stem = inside(&entry.file).rsplit('/').next().unwrap_or_default().to_owned();
        let name = names.by_file.get(&entry.file).cloned();
        stems.entry(stem).and_modify(|seen| *seen = None).or_insert(name);
    }
    for (stem, name) in stems {
        names.by_name.entry(stem).or_insert(name.unwrap_or(Name::Ambiguous));
    }
}

/// An entry's address: its path, with `slug` in place of the last part.
fn address(entry: &Entry, out: &mut Vec<Diagnostic>) -> String {
    let path = inside(&entry.file);
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let index = name.eq_ignore_ascii_case("readme") || name.eq_ignore_ascii_case("index");
    let slug = slug_of(entry, out);
    let mut address = String::new();
    for part in [folder, slug.as_deref().unwrap_or(if index { "" } else { name })] {
        if !part.is_empty() {
            address.push_str(part);
            address.push('/');
        }
    }
    address
}

fn slug_of(entry: &Entry, out: &mut Vec<Diagnostic>) -> Option<String> {
    let crate::parse::Front::Toml(toml, _) = &entry.document.front else {
        return None;
    };
    let reader = crate::fields::Reader::new(&entry.file);
    let slug = reader.fields(&toml.table, entry.span.clone()).text("slug")?;
    let plain = !slug.value.is_empty() && crate::parse::slug(&slug.value) == slug.value;
    if !plain || slug.value.len() > 200 {
        let problem = Diagnostic::new("bad-id", format!("`slug = \"{}\"` is no part of an address", slug.value));
        out.push(problem.at(&entry.file, slug.span).help(format!("for example `{}`", crate::parse::slug(&slug.value))));
        return None;
    }
    Some(slug.value)
}

/// Who has an address, under a form in which addresses that some file systems confuse are equal.
type Addresses = BTreeMap<String, String>;

fn form(address: &str) -> String {
    address.nfc().collect::<String>().to_lowercase().trim_end_matches('/').to_owned()
}

fn own_addresses(site: &Site) -> Addresses {
    let own = OWN.iter().map(|address| (form(address), "a page of kb's own".to_owned()));
    let assets = site.assets.keys().map(|path| (form(path), format!("content/{path}")));
    let sections = site.sections.keys().filter(|folder| !folder.is_empty());
    let sections = sections.map(|folder| (form(folder), format!("content/{folder}/_index.md")));
    own.chain(assets).chain(sections).collect()
}

/// Pages of a tree beside its own, which no alias may take.
fn tree_pages(entry: &Entry) -> Vec<(&Entry, String)> {
    let tree = entry.tree.iter();
    let questions = tree.clone().flat_map(|tree| &tree.questions).map(|question| ("q", &question.id));
    let outcomes = tree.flat_map(|tree| &tree.outcomes).map(|outcome| ("o", &outcome.id));
    questions.chain(outcomes).map(|(kind, id)| (entry, format!("{}{kind}/{}/", entry.url, id.value))).collect()
}

fn claim_address(addresses: &mut Addresses, entry: &Entry, out: &mut Vec<Diagnostic>) -> bool {
    match addresses.entry(form(&entry.url)) {
        Slot::Vacant(slot) => {
            slot.insert(entry.file.to_string());
            true
        }
        Slot::Occupied(slot) => {
            let message = format!("its address `{}` is also that of {}", entry.url, slot.get());
            out.push(Diagnostic::new("duplicate-url", message).at(&entry.file, entry.span.clone()));
            false
        }
    }
}

fn add_alias(site: &mut Site, addresses: &mut Addresses, entry: &Entry, alias: &At<String>, out: &mut Vec<Diagnostic>) {
    let written = alias.value.trim_matches('/');
    let parts_fine = written.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.len() <= 200);
    if !parts_fine
        || written.contains(['\\', '?', '#', '%', ':', '<', '>', '"'])
        || written.chars().any(char::is_control)
    {
        let problem = Diagnostic::new("bad-id", format!("`{}` is neither an old id nor an old address", alias.value));
        out.push(problem.at(&entry.file, alias.span.clone()));
        return;
    }
    // An old id had its page where the entry is now; an old address is written in full.
    let address = if alias.value.contains('/') {
        format!("{written}/")
    } else {
        let folder = entry.url.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder.is_empty() { format!("{written}/") } else { format!("{folder}/{written}/") }
    };
    if site.names.by_name.contains_key(written) {
        let problem = Diagnostic::new("duplicate-id", format!("alias `{written}` is the id of another entry"));
        out.push(problem.at(&entry.file, alias.span.clone()));
        return;
    }
    match addresses.entry(form(&address)) {
        Slot::Vacant(slot) => {
            slot.insert(format!("an alias of {}", entry.file));
        }
        Slot::Occupied(slot) => {
            let message = format!("the alias `{}` is also the address of {}", alias.value, slot.get());
            out.push(Diagnostic::new("duplicate-url", message).at(&entry.file, alias.span.clone()));
            return;
        }
    }
    site.names.old.insert(written.to_owned(), entry.id.clone());
    site.names.redirects.insert(address, entry.id.clone());
}
