//! Ids and addresses: unique, and what links may call an entry.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::entry::inside;
use super::{Entry, Id, Site, Status};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::fields::At;

/// Addresses that kb's own pages have.
const OWN: [&str; 10] =
    ["all/", "search/", "tags/", "owners/", "freshness/", "map/", "assets/", "404.html", "site.json", "index.html"];

/// Who has the addresses of kb's own pages, in messages.
const KB: &str = "a page of kb's own";
/// Who has the addresses of a tree's pages, and all that is below them.
const TREE: &str = "the pages of a decision tree";

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
    /// An entry that could not be read, which is reported once and not at every link.
    Unread,
    /// Several plain pages have this stem.
    Ambiguous,
}

impl Names {
    /// What an id or a page's stem stands for.
    pub fn get(&self, name: &str) -> Option<&Name> {
        self.by_name.get(&*composed(name))
    }

    /// The entry that had this id before.
    pub fn old(&self, name: &str) -> Option<&Id> {
        self.old.get(&*composed(name))
    }

    /// What a file of the knowledge base became.
    pub fn file(&self, file: &str) -> Option<&Name> {
        self.by_file.get(&*composed(file))
    }

    /// Adds entries that are there and could not be read.
    pub(super) fn add_unread(&mut self, files: &[Arc<str>]) {
        for file in files {
            let stem = inside(file).rsplit('/').next().unwrap_or_default();
            self.by_file.entry(composed(file).into()).or_insert(Name::Unread);
            self.by_name.entry(composed(stem).into_owned()).or_insert(Name::Unread);
        }
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
        entry.url = address(&entry);
        kept.push(entry);
    }
    let names = &mut site.names;
    for entry in &kept {
        let left_out = entry.status == Status::Draft && !config.drafts;
        let name = if left_out { Name::Draft { title: entry.title.clone() } } else { Name::Entry(entry.id.clone()) };
        names.by_file.insert(composed(&entry.file).into(), name.clone());
        names.by_name.insert(composed(&entry.id).into_owned(), name);
    }
    add_stems(names, &kept, site.kinds.len() - 1);
    let mut addresses = claim_addresses(site, &mut kept, out);
    let (drafts, kept): (Vec<_>, Vec<_>) =
        kept.into_iter().partition(|entry| entry.status == Status::Draft && !config.drafts);
    for (draft, alias) in drafts.iter().flat_map(|draft| draft.aliases.iter().map(move |alias| (draft, alias))) {
        let name = Name::Draft { title: draft.title.clone() };
        site.names.by_name.entry(composed(&alias.value).into_owned()).or_insert(name);
    }
    for entry in &kept {
        for alias in &entry.aliases {
            add_alias(site, &mut addresses, entry, alias, out);
        }
    }
    site.entries = kept.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
}

/// Keeps the entries whose addresses are free: first the pages that stand for their folders and so replace its list,
/// then all others, beside the lists.
fn claim_addresses(site: &mut Site, kept: &mut Vec<Entry>, out: &mut Vec<Diagnostic>) -> Addresses {
    let mut addresses = own_addresses(site, kept, out);
    let lists = lists(site, kept);
    kept.retain(|entry| !stands_for_folder(entry) || claim_address(&mut addresses, entry, out));
    for (address, list) in lists {
        addresses.entry(address).or_insert(list);
    }
    kept.retain(|entry| stands_for_folder(entry) || claim_address(&mut addresses, entry, out));
    addresses
}

/// Plain pages answer to their file's name while only one has it.
fn add_stems(names: &mut Names, entries: &[Entry], page: usize) {
    let mut stems: BTreeMap<String, Option<Name>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.kind == page) {
        let stem = composed(inside(&entry.file).rsplit('/').next().unwrap_or_default()).into_owned();
        let name = names.file(&entry.file).cloned();
        stems.entry(stem).and_modify(|seen| *seen = None).or_insert(name);
    }
    for (stem, name) in stems {
        names.by_name.entry(stem).or_insert(name.unwrap_or(Name::Ambiguous));
    }
}

/// Whether a page is its folder's README or index.
fn stands_for_folder(entry: &Entry) -> bool {
    let name = inside(&entry.file).rsplit('/').next().unwrap_or_default();
    entry.slug.is_none() && (name.eq_ignore_ascii_case("readme") || name.eq_ignore_ascii_case("index"))
}

/// An entry's address: its path, with `slug` in place of the last part.
fn address(entry: &Entry) -> String {
    let path = inside(&entry.file);
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let index = stands_for_folder(entry);
    let mut address = String::new();
    for part in [folder, entry.slug.as_deref().unwrap_or(if index { "" } else { name })] {
        if !part.is_empty() {
            address.push_str(part);
            address.push('/');
        }
    }
    address
}

/// A name with its letters composed: file systems and keyboards differ in how they write `é`.
fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// Who has an address, under a form in which addresses that some file systems confuse are equal.
type Addresses = BTreeMap<String, String>;

fn form(address: &str) -> String {
    address.nfc().collect::<String>().to_lowercase().trim_end_matches('/').to_owned()
}

/// What takes up addresses beside entries: pages of kb's own, lists, tags, what belongs to trees, assets.
fn own_addresses(site: &mut Site, entries: &[Entry], out: &mut Vec<Diagnostic>) -> Addresses {
    let mut addresses: Addresses = BTreeMap::new();
    let mut own = |address: &str, owner: &str| addresses.insert(form(address), owner.to_owned());
    for address in OWN {
        own(address, KB);
    }
    for tag in entries.iter().flat_map(|entry| &entry.tags) {
        own(&format!("tags/{}/", crate::parse::slug(tag)), KB);
    }
    for owner in entries.iter().flat_map(|entry| &entry.owners) {
        own(&format!("owners/{}/", crate::parse::slug(owner)), KB);
    }
    for tree in entries.iter().filter(|entry| entry.tree.is_some()) {
        let folder = tree.url.trim_end_matches('/');
        for part in ["q", "o", "x", "p", "map", "all"] {
            own(&format!("{folder}/{part}"), TREE);
        }
        for ending in ["json", "mmd", "dot"] {
            own(&format!("{folder}.{ending}"), TREE);
        }
    }
    site.assets.retain(|path, asset| {
        if let Some(owner) = addresses.get(&form(path)) {
            let message = format!("its address `{path}` is also that of {owner}");
            out.push(Diagnostic::new("duplicate-url", message).in_file(&asset.file));
            return false;
        }
        addresses.insert(form(path), asset.file.to_string());
        true
    });
    addresses
}

/// Lists of folders and kinds.
fn lists(site: &Site, entries: &[Entry]) -> Addresses {
    let folders = entries.iter().map(|entry| site.folder(entry)).chain(site.sections.keys().map(String::as_str));
    let kinds = entries.iter().map(|entry| &*site.kind(entry).folder);
    let folders = folders.chain(kinds).filter(|folder| !folder.is_empty());
    folders.map(|folder| (form(folder), format!("the list of content/{folder}/"))).collect()
}

/// Who has an address already.
fn owner(addresses: &Addresses, url: &str) -> Option<String> {
    let above = url.match_indices('/').filter_map(|(end, _)| addresses.get(&form(&url[..end])));
    let own = above.into_iter().find(|owner| *owner == TREE);
    own.or_else(|| addresses.get(&form(url))).cloned()
}

fn claim_address(addresses: &mut Addresses, entry: &Entry, out: &mut Vec<Diagnostic>) -> bool {
    if let Some(owner) = owner(addresses, &entry.url) {
        let message = format!("its address `{}` is also that of {owner}", entry.url);
        out.push(Diagnostic::new("duplicate-url", message).at(&entry.file, entry.span.clone()));
        return false;
    }
    addresses.insert(form(&entry.url), entry.file.to_string());
    true
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
    if let Some(owner) = owner(addresses, &address) {
        let message = format!("the alias `{}` is also the address of {owner}", alias.value);
        out.push(Diagnostic::new("duplicate-url", message).at(&entry.file, alias.span.clone()));
        return;
    }
    addresses.insert(form(&address), format!("an alias of {}", entry.file));
    site.names.old.insert(composed(written).into_owned(), entry.id.clone());
    site.names.redirects.insert(address, entry.id.clone());
}
