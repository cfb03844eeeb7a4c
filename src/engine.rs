//! The pipeline on one screen, and its memory; the only user of rayon.
//!
//! HTTP and the terminal are unknown here. A build returns what it could make and every problem it found; whether
//! that is published is decided by whoever asked for it.

mod expect;
mod export;
mod memo;
mod search;
mod theme;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::config::{self, Config, Flags};
use crate::diagnostic::{self, Diagnostic, Level};
use crate::graph::{self, Graph};
use crate::model::{self, Site, assets};
use crate::output::{File, Key, Output, Recalled};
use crate::parse::{self, Document};
use crate::render::markdown::Highlighter;
use crate::render::{self, Rendered};
use crate::source::Sources;
use crate::view::page::PageView;
use crate::{check, view};
use kb_search::Reader;

pub(crate) use expect::check as search_problems;
use memo::Memo;
pub use search::{OpenIndex, Searched, Written, language as search_language, synonyms};
pub use theme::Stuck;

/// Builds sites, and never does again what did not change since its last build.
pub struct Engine {
    parsed: Memo<Document>,
    rendered: Memo<Page>,
    theme: theme::Cache,
    search: Option<search::Search>,
    highlighter: Highlighter,
}

/// A page as it was made or recalled.
struct Page {
    /// Its file; none when its template failed.
    file: Option<File>,
    /// The same in Markdown, where it has a twin.
    twin: Option<File>,
    /// Problems found while it was made.
    diagnostics: Vec<Diagnostic>,
}

/// The key of a page: all that it shows, its theme and the version of kb.
fn key_of(view: &PageView, theme: &theme::Loaded) -> Key {
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    Key::of(&[version, theme.key.to_string().as_bytes(), render::fingerprint(view).as_bytes()])
}

/// A page and its twin as they were published last.
fn known(view: &PageView, key: Key, recalled: &Recalled) -> Option<Page> {
    let file = recalled.get(&view.path, key)?;
    let twin = match view.twin_path() {
        Some(path) => Some(recalled.get(&path, key)?),
        None => None,
    };
    Some(Page { diagnostics: file.diagnostics.clone(), file: Some(file), twin })
}

fn made(rendered: Rendered, key: Key) -> Page {
    let Rendered { bytes, twin, diagnostics } = rendered;
    let file = bytes.map(|bytes| File::made(bytes, key, diagnostics.clone()));
    let twin = twin.map(|twin| File::made(twin, key, Vec::new()));
    Page { file, twin, diagnostics }
}

/// Which problems a build looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What `build` and `serve` report; reviews that are due are only counted.
    Build,
    /// Reviews that are due and what search should find, too.
    Check,
}

/// What a build made and found.
pub struct Build {
    /// The files that it was made from, for excerpts.
    pub sources: Sources,
    /// The settings.
    pub config: Config,
    /// The knowledge base.
    pub site: Site,
    /// Its links.
    pub graph: Graph,
    /// The site's files, as far as they could be made.
    pub output: Output,
    /// Every problem, in the order in which they are shown.
    pub diagnostics: Vec<Diagnostic>,
    /// Counts.
    pub stats: Stats,
    /// Search over this site, when the engine has an index.
    pub search: Option<Searched>,
}

/// Counts of a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Entries of the site.
    pub entries: usize,
    /// Pages of the site.
    pub pages: usize,
    /// Pages that were rendered; the others were kept.
    pub rendered: usize,
    /// Entries whose review is due.
    pub due: usize,
}

impl Build {
    /// Whether something must be mended before this can be published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|problem| problem.level == Level::Error)
    }
}

/// Called after each page with the numbers of pages made and of all pages.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

impl Engine {
    /// An engine without memory. `stuck` is called when a template neither ends nor writes; it should end the process.
    pub fn new(stuck: Option<Stuck>) -> Self {
        Engine {
            parsed: Memo::default(),
            rendered: Memo::default(),
            theme: theme::Cache::new(stuck),
            search: None,
            highlighter: Highlighter::new(),
        }
    }

    /// The same with a search index, which its builds bring up to date and publish; `open` is asked for it when it is needed.
    pub fn with_index(self, open: OpenIndex) -> Self {
        Engine { search: Some(search::Search::new(open)), ..self }
    }

    /// Search over these sources, without a build; nothing when the engine has no index.
    ///
    /// # Errors
    /// When the index can be neither opened nor written.
    pub fn searched(&mut self, sources: &Sources, flags: &Flags) -> anyhow::Result<Option<Reader>> {
        let (config, site, graph, _) = self.read(sources, flags);
        let documents = view::documents(&site, &graph, &config);
        let (synonyms, _) = synonyms(sources);
        self.search.as_mut().map(|search| search.update(&config, &documents, synonyms)).transpose()
    }

    /// Everything up to the links: what `search` needs.
    pub fn read(&mut self, sources: &Sources, flags: &Flags) -> (Config, Site, Graph, Vec<Diagnostic>) {
        let mut found = sources.diagnostics.clone();
        let (config, problems) = config::parse(sources.text("kb.toml").unwrap_or_default(), flags);
        found.extend(problems);
        let documents = self.parse(sources);
        found.extend(documents.iter().flat_map(|document| document.diagnostics.iter().cloned()));
        let (assets, refused) = assets::collect(sources, &config);
        found.extend(refused);
        let (site, problems) = model::site(&documents, assets, &sources.unread, &config);
        found.extend(problems);
        let graph = graph::resolve(&site);
        (config, site, graph, found)
    }

    /// Builds the site; pages that `recalled` has under the same key are taken from there.
    pub fn build(
        &mut self,
        sources: Sources,
        flags: &Flags,
        scope: Scope,
        recalled: Option<&Recalled>,
        progress: Progress<'_>,
    ) -> Build {
        let (config, site, graph, mut found) = self.read(&sources, flags);
        found.extend(check::site(&site, &graph, &config));
        let reviews = check::reviews(&site);
        let mut stats = Stats { entries: site.entries.len(), due: reviews.len(), ..Stats::default() };
        if scope == Scope::Check {
            found.extend(reviews);
            found.extend(search_problems(&sources, &site, &graph, &config));
        }
        let (synonyms, problems) = synonyms(&sources);
        found.extend(problems);
        let views = view::pages(&site, &graph, &config);
        stats.pages = views.len();
        let mut output = Output::new();
        let theme_files = theme::static_files(&sources, &config);
        let mut titles = view::kind_titles(&site, &graph, &config);
        match self.theme.load(&sources, &config, &theme_files) {
            Ok(theme) => {
                titles.values_mut().for_each(|title| *title = theme.theme.say(title));
                let (pages, rendered) = self.render(&views, &theme, recalled, progress);
                stats.rendered = rendered;
                for (view, page) in views.iter().zip(&pages) {
                    found.extend(page.diagnostics.iter().cloned());
                    let twin = view.twin_path();
                    for (path, file) in [(Some(&view.path), &page.file), (twin.as_ref(), &page.twin)] {
                        if let (Some(path), Some(file)) = (path, file) {
                            put(&mut output, path, file.clone(), None, &mut found);
                        }
                    }
                }
            }
            Err(problems) => found.extend(problems),
        }
        for (path, bytes) in view::machine_files(&site, &graph, &config, &views) {
            put(&mut output, &path, File::copied(bytes), None, &mut found);
        }
        copy_files(&theme_files, &sources, &site, &mut output, &mut found);
        let documents = || view::documents(&site, &graph, &config);
        let search = self.search.as_mut().and_then(|search| {
            match search.publish(&config, &documents(), synonyms, titles, recalled) {
                Ok((files, searched)) => {
                    for (path, file) in files {
                        put(&mut output, &path, file, None, &mut found);
                    }
                    Some(searched)
                }
                Err(error) => {
                    found.push(Diagnostic::new("search-index", format!("the search index cannot be made: {error:#}")));
                    None
                }
            }
        });
        let mut diagnostics = config.apply_checks(found);
        diagnostic::sort(&mut diagnostics);
        Build { sources, config, site, graph, output, diagnostics, stats, search }
    }

    fn parse(&mut self, sources: &Sources) -> Vec<Arc<Document>> {
        let entries: Vec<_> =
            sources.below("content").filter(|(path, _)| assets::is_entry(path)).map(|(_, file)| file).collect();
        let key = |file: &&crate::source::File| Key::of(&[file.path.as_bytes(), file.hash.as_bytes()]);
        self.parsed.run(&entries, key, |file, _| parse::document(&file.path, file.text().unwrap_or_default()))
    }

    fn render(
        &mut self,
        views: &[PageView],
        theme: &theme::Loaded,
        recalled: Option<&Recalled>,
        progress: Progress<'_>,
    ) -> (Vec<Arc<Page>>, usize) {
        let rendered = AtomicUsize::new(0);
        let done = AtomicUsize::new(0);
        let highlighter = &self.highlighter;
        let pages = self.rendered.run(
            views,
            |view| key_of(view, theme),
            |view, key| {
                let page = recalled.and_then(|recalled| known(view, key, recalled)).unwrap_or_else(|| {
                    rendered.fetch_add(1, Ordering::Relaxed);
                    made(render::page(view, &theme.theme, highlighter), key)
                });
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, views.len());
                page
            },
        );
        (pages, rendered.into_inner())
    }
}

/// Files that are published as they are: those of the theme and the assets.
fn copy_files(
    theme: &[theme::Published],
    sources: &Sources,
    site: &Site,
    output: &mut Output,
    found: &mut Vec<Diagnostic>,
) {
    for file in theme {
        let copy = File::copied(file.bytes.clone());
        for path in file.plain().into_iter().chain([file.path.clone()]) {
            put(output, &path, copy.clone(), None, found);
        }
    }
    for (path, asset) in &site.assets {
        if let Some(file) = sources.files.get(&asset.file) {
            put(output, path, File::copied(file.bytes.clone()), Some(&file.path), found);
        }
    }
}

/// Adds a file; `source` is what it was copied from, to be named when its path is taken.
fn put(output: &mut Output, path: &str, file: File, source: Option<&Arc<str>>, found: &mut Vec<Diagnostic>) {
    if let Err(problem) = output.insert(path, file) {
        let problem = Diagnostic::new("duplicate-url", problem.to_string());
        found.push(match source {
            Some(source) => problem.in_file(source),
            None => problem,
        });
    }
}
