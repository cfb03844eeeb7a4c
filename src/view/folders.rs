//! Folders of plain pages: what is in each, in order, and the order in which all pages are read.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{At, Context};
use super::page::{Content, Link, NavGroup, PageView, SectionItem, SectionView};
use super::{add, prose};
use crate::graph::{self, Resolved};
use crate::model::{Entry, Section, Site, Status};

/// Most lines shown under one heading of the navigation.
pub(super) const SHOWN: usize = 50;

/// A folder that has plain pages in it, at any depth.
pub(super) struct Folder<'a> {
    pub path: String,
    pub title: String,
    /// The page that stands for it.
    readme: Option<&'a Entry>,
    section: Option<&'a Section>,
    items: Vec<Inside<'a>>,
    /// Number of pages, those in its folders too.
    count: usize,
}

/// What is in a folder.
enum Inside<'a> {
    Page(&'a Entry),
    Folder(String),
}

/// All folders of plain pages, and the order of reading.
pub(super) struct Folders<'a> {
    /// By path; the root is "".
    all: BTreeMap<String, Folder<'a>>,
    /// Title and address of every page and of every folder with a text of its own.
    reading: Vec<(String, String)>,
}

impl<'a> Folders<'a> {
    pub fn new(site: &'a Site) -> Self {
        let of_kinds: BTreeSet<&str> = site.kinds.iter().map(|kind| &*kind.folder).filter(|f| !f.is_empty()).collect();
        let pages: Vec<&Entry> = site
            .of_kind("page")
            .filter(|page| !page.url.is_empty())
            .filter(|page| !ancestors(site.folder(page)).any(|folder| of_kinds.contains(folder)))
            .collect();
        let by_url: BTreeMap<&str, &Entry> = site.entries.values().map(|entry| (entry.url.as_str(), entry)).collect();
        let paths: BTreeSet<&str> = pages.iter().flat_map(|page| ancestors(site.folder(page))).chain([""]).collect();
        let mut all = BTreeMap::new();
        for path in paths.iter().copied() {
            let section = site.sections.get(path);
            let readme = by_url.get(format!("{path}/").as_str()).copied().filter(|_| !path.is_empty());
            let here = pages.iter().copied().filter(|page| site.folder(page) == path && page.url != format!("{path}/"));
            let below = paths.iter().filter(|folder| !folder.is_empty() && parent(folder) == path);
            let taken: BTreeSet<String> = below.clone().map(|folder| format!("{folder}/")).collect();
            let items = here.filter(|page| !taken.contains(&page.url)).map(Inside::Page);
            let items = items.chain(below.map(|folder| Inside::Folder((*folder).to_owned()))).collect();
            let inside = format!("{path}/");
            let count = pages.iter().filter(|page| path.is_empty() || page.url.starts_with(&inside)).count();
            let title = title(path, section, readme);
            all.insert(path.to_owned(), Folder { path: path.to_owned(), title, readme, section, items, count });
        }
        sort(site, &mut all);
        let mut folders = Folders { all, reading: Vec::new() };
        folders.reading = folders.read("");
        folders
    }

    pub fn get(&self, path: &str) -> Option<&Folder<'a>> {
        self.all.get(path)
    }

    /// Folders at the top, in order.
    pub fn top(&self) -> impl Iterator<Item = &Folder<'a>> {
        let items = self.all.get("").into_iter().flat_map(|root| &root.items);
        items.filter_map(|item| match item {
            Inside::Folder(path) => self.all.get(path),
            Inside::Page(_) => None,
        })
    }

    /// The folders around a page, the outermost first: those whose address its address begins with.
    pub fn around(&self, folder: &str) -> impl Iterator<Item = &Folder<'a>> {
        let mut paths: Vec<&str> = ancestors(folder).collect();
        paths.reverse();
        paths.into_iter().filter_map(|path| self.all.get(path))
    }

    fn read(&self, path: &str) -> Vec<(String, String)> {
        let Some(folder) = self.all.get(path) else {
            return Vec::new();
        };
        let mut stops = Vec::new();
        if folder.readme.is_some() || !path.is_empty() && folder.has_text() {
            stops.push((folder.title.clone(), folder.address()));
        }
        for item in &folder.items {
            match item {
                Inside::Page(page) => stops.push((page.title.clone(), page.url.clone())),
                Inside::Folder(below) => stops.extend(self.read(below)),
            }
        }
        stops
    }

    /// The pages before and after an address in reading order.
    pub fn neighbours(&self, at: &At<'_, '_>) -> (Option<Link>, Option<Link>) {
        let link = |stop: &(String, String)| at.link(&stop.0, &stop.1);
        let place = self.reading.iter().position(|(_, address)| *address == at.address);
        match place {
            Some(place) => {
                let before = place.checked_sub(1).and_then(|before| self.reading.get(before));
                (before.map(link), self.reading.get(place + 1).map(link))
            }
            // A folder without a text stands before the first page in it.
            None => {
                let first = self.reading.iter().position(|(_, address)| address.starts_with(&at.address));
                let before = first.and_then(|first| first.checked_sub(1)).and_then(|before| self.reading.get(before));
                (before.map(link), first.and_then(|first| self.reading.get(first)).map(link))
            }
        }
    }

    /// The lines of the navigation: what is at the top, and what is in the folders around this page.
    pub fn lines(&self, at: &At<'_, '_>, path: &str, with_pages: bool) -> Vec<NavGroup> {
        let Some(folder) = self.all.get(path) else {
            return Vec::new();
        };
        let items: Vec<&Inside<'_>> =
            folder.items.iter().filter(|item| with_pages || matches!(item, Inside::Folder(_))).collect();
        let mut lines = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let line = match item {
                Inside::Page(page) => line(at, &page.title, &page.url),
                Inside::Folder(below) => self.folder_line(at, below),
            };
            if place < SHOWN || line.current || !line.children.is_empty() {
                lines.push(line);
            }
        }
        if lines.len() < items.len() {
            let address = if path.is_empty() { "all/".to_owned() } else { folder.address() };
            lines.push(NavGroup { count: items.len(), ..line(at, "", &address) });
        }
        lines
    }

    fn folder_line(&self, at: &At<'_, '_>, path: &str) -> NavGroup {
        let Some(folder) = self.all.get(path) else {
            return NavGroup::default();
        };
        let address = folder.address();
        let open = at.address.starts_with(&address);
        let children = if open { self.lines(at, path, true) } else { Vec::new() };
        NavGroup { count: folder.count, children, ..line(at, &folder.title, &address) }
    }
}

impl Folder<'_> {
    pub fn address(&self) -> String {
        if self.path.is_empty() { String::new() } else { format!("{}/", self.path) }
    }

    fn has_text(&self) -> bool {
        self.section.is_some_and(|section| !section.document.body.trim().is_empty())
    }

    fn description(&self) -> &str {
        let section = self.section.map(|section| section.description.as_str()).filter(|text| !text.is_empty());
        section.or(self.readme.map(|page| page.description.as_str())).unwrap_or_default()
    }
}

/// One line without anything below it.
pub(super) fn line(at: &At<'_, '_>, title: &str, address: &str) -> NavGroup {
    let Link { title, href, current } = at.link(title, address);
    NavGroup { title, href, current, count: 0, children: Vec::new() }
}

/// A folder and those around it, from the inside out; the root is none of them.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |path| Some(parent(path))).take_while(|path| !path.is_empty())
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn title(path: &str, section: Option<&Section>, readme: Option<&Entry>) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let written = section.map(|section| section.title.as_str()).filter(|title| !title.is_empty() && *title != name);
    match written.or(readme.map(|page| page.title.as_str())) {
        Some(title) => title.to_owned(),
        None => words(name),
    }
}

/// `getting-started` as «Getting started».
pub(super) fn words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Puts what a folder's `order` names first, then pages before folders, each by weight and title.
fn sort(site: &Site, all: &mut BTreeMap<String, Folder<'_>>) {
    let titles: BTreeMap<String, String> =
        all.iter().map(|(path, folder)| (path.clone(), folder.title.to_lowercase())).collect();
    for folder in all.values_mut() {
        let order = order(site, folder.section);
        let place = |address: &str| order.iter().position(|named| *named == address).unwrap_or(order.len());
        folder.items.sort_by_cached_key(|item| match item {
            Inside::Page(page) => (place(&page.url), false, page.weight, page.title.to_lowercase(), page.url.clone()),
            Inside::Folder(path) => (place(&format!("{path}/")), true, 0, titles[path].clone(), path.clone()),
        });
    }
}

/// The addresses that a section's `order` names.
pub(super) fn order(site: &Site, section: Option<&Section>) -> Vec<String> {
    let Some(section) = section else {
        return Vec::new();
    };
    let address = |written: &str| match graph::in_order(site, &section.folder, written) {
        Resolved::Node(node, _) | Resolved::NoPart(node) => site.entries.get(&node.id).map(|entry| entry.url.clone()),
        Resolved::Section(folder) => Some(format!("{folder}/")),
        _ => None,
    };
    section.order.iter().filter_map(|written| address(&written.value)).collect()
}

/// The pages of folders that have no page of their own.
pub(super) fn pages(context: &Context<'_>) -> Vec<PageView> {
    let own = |folder: &&Folder<'_>| !folder.path.is_empty() && folder.readme.is_none();
    context.plain.all.values().filter(own).map(|folder| page(context, folder)).collect()
}

fn page(context: &Context<'_>, folder: &Folder<'_>) -> PageView {
    let at = context.at(&folder.address());
    let (prev, next) = context.plain.neighbours(&at);
    let file = folder.section.map(|section| section.document.file.to_string()).unwrap_or_default();
    let view = SectionView {
        items: folder.items.iter().map(|item| self::item(&at, item)).collect(),
        prev,
        next,
        edit: at.edit(&file).filter(|_| !file.is_empty()),
        add: add::page(&at, &folder.path),
        file,
    };
    let mut page = at.page("section.html", &folder.title, folder.description(), Content::Section(Box::new(view)));
    page.crumbs = crumbs(&at, parent(&folder.path), &folder.title);
    if let Some(section) = folder.section {
        page.prose.insert("body".into(), prose::section(&at, &section.document));
    }
    page
}

/// Breadcrumbs of a page in a folder.
pub(super) fn crumbs(at: &At<'_, '_>, folder: &str, title: &str) -> Vec<Link> {
    let around: Vec<(&str, String)> = at
        .context
        .plain
        .around(folder)
        .map(|folder| (folder.title.as_str(), folder.address()))
        .filter(|(_, address)| *address != at.address)
        .collect();
    let around: Vec<(&str, &str)> = around.iter().map(|(title, address)| (*title, address.as_str())).collect();
    at.crumbs(&around, title)
}

fn item(at: &At<'_, '_>, item: &Inside<'_>) -> SectionItem {
    match item {
        Inside::Page(page) => SectionItem {
            title: page.title.clone(),
            href: at.href(&page.url),
            description: page.description.clone(),
            count: 0,
            status: (page.status != Status::Accepted).then(|| at.entry(page).status).flatten(),
        },
        Inside::Folder(path) => {
            let folder = at.context.plain.get(path).expect("every folder in a folder is known");
            SectionItem {
                title: folder.title.clone(),
                href: at.href(&folder.address()),
                description: folder.description().to_owned(),
                count: folder.count,
                status: None,
            }
        }
    }
}
