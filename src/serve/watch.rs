//! Noticing that something changed; what it was does not matter, since the build finds out.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify_debouncer_full::notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify_debouncer_full::notify::{self, Config, ErrorKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

use super::poll::Poller;

/// A save is several events; those within this time are one.
const DEBOUNCE: Duration = Duration::from_millis(30);
const TICK: Duration = Duration::from_millis(10);

/// A checkout is many saves: the build waits until it is quiet, but not for ever.
const QUIET: Duration = Duration::from_millis(25);
const NEVER_QUIET: Duration = Duration::from_secs(2);

/// How often the folders themselves are looked at: one that is moved away and made again says nothing.
const CHECK: Duration = Duration::from_secs(1);

/// A build opens many files, which are events, too. Should these be what overflows, this is the pace of it.
const BETWEEN_OVERFLOWS: Duration = Duration::from_secs(5);

/// What may change the next build. Paths are absolute, with links resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// Folders of which everything counts, except what is hidden.
    pub folders: Vec<PathBuf>,
    /// Single files, which need not exist.
    pub files: Vec<PathBuf>,
    /// What does not count, although it is in one of the folders: the output, for one.
    pub ignored: Vec<PathBuf>,
}

/// How changes are noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells.
    Events,
    /// All files are looked at once a second, which also works where the system tells nothing.
    Polling {
        /// Why, when the system was to tell but could not.
        reason: Option<String>,
    },
}

/// What came in.
pub(super) enum News {
    /// Something that counts.
    Changed,
    /// A watched folder itself is new or gone, so it must be watched anew.
    FolderChanged,
    /// Something, but the system lost count.
    Overflow,
    /// The system cannot watch any more.
    Failed(String),
}

/// Held for the sake of its thread.
enum Watched {
    Events { _debouncer: Debouncer<RecommendedWatcher, NoCache> },
    Polling { _poller: Poller },
    Nothing,
}

/// Device and inode, so that a folder made again is not taken for the old one.
type Identity = Option<(i128, i128)>;

/// Watches what it is told to, however often the folders come and go.
pub(super) struct Watcher {
    watch: Arc<Watch>,
    way: Watching,
    news: Receiver<News>,
    sender: Sender<News>,
    folders: Vec<(PathBuf, Identity)>,
    last_overflow: Option<Instant>,
    watched: Watched,
}

impl Watcher {
    /// Begins to watch. It cannot fail: where the system does not help, files are looked at.
    pub fn start(watch: Watch, way: Watching) -> Self {
        let (sender, news) = mpsc::channel();
        let watched = Watched::Nothing;
        let mut watcher =
            Watcher { watch: Arc::new(watch), way, news, sender, folders: Vec::new(), last_overflow: None, watched };
        watcher.watch_anew();
        watcher
    }

    /// How changes are noticed at the moment.
    pub fn way(&self) -> &Watching {
        &self.way
    }

    /// Watches something else from now on, if it is something else.
    pub fn adopt(&mut self, watch: Watch) {
        if *self.watch != watch {
            self.watch = Arc::new(watch);
            self.watch_anew();
        }
    }

    /// Returns when something has changed since the last time, and it is quiet again.
    pub fn wait(&mut self) {
        let mut anew = false;
        let first = loop {
            match self.news.recv_timeout(CHECK) {
                Ok(News::Overflow) => {
                    anew = true;
                    self.pace();
                    break News::Overflow;
                }
                Ok(news) => break news,
                Err(RecvTimeoutError::Timeout) if self.folders.iter().all(|(path, old)| identity(path) == *old) => {}
                Err(_) => break News::FolderChanged,
            }
        };
        let mut next = Some(first);
        let since = Instant::now();
        while let Some(news) = next {
            match news {
                News::Changed => {}
                News::FolderChanged | News::Overflow => anew = true,
                News::Failed(reason) => {
                    self.way = Watching::Polling { reason: Some(reason) };
                    anew = true;
                }
            }
            next = if since.elapsed() < NEVER_QUIET { self.news.recv_timeout(QUIET).ok() } else { None };
        }
        if anew {
            // Before the build, so that it sees what happened in the moment between.
            self.watch_anew();
        }
    }

    /// After an overflow that followed too soon upon another, waits; an ordinary change ends the waiting.
    fn pace(&mut self) {
        let since = self.last_overflow.map_or(BETWEEN_OVERFLOWS, |last| last.elapsed());
        let until = Instant::now() + BETWEEN_OVERFLOWS.saturating_sub(since);
        while let Some(rest) = until.checked_duration_since(Instant::now()).filter(|rest| !rest.is_zero()) {
            match self.news.recv_timeout(rest) {
                Ok(News::Overflow) => {}
                Ok(news) => {
                    // Seen again by the caller.
                    let _ = self.sender.send(news);
                    break;
                }
                Err(_) => break,
            }
        }
        self.last_overflow = Some(Instant::now());
    }

    fn watch_anew(&mut self) {
        let plan = plan(&self.watch);
        // Taken down before, or what happens to a folder between the two steps would be missed.
        self.folders = plan.iter().map(|(path, _)| (path.clone(), identity(path))).collect();
        if self.way == Watching::Events {
            match self.by_events(&plan) {
                Ok(watched) => {
                    self.watched = watched;
                    return;
                }
                Err(error) => self.way = Watching::Polling { reason: Some(error.to_string()) },
            }
        }
        self.watched = match Poller::start(self.watch.clone(), self.sender.clone()) {
            Ok(poller) => Watched::Polling { _poller: poller },
            Err(_) => Watched::Nothing,
        };
    }

    fn by_events(&self, plan: &[(PathBuf, RecursiveMode)]) -> notify::Result<Watched> {
        let config = Config::default().with_follow_symlinks(false);
        let mut debouncer = new_debouncer_opt::<_, RecommendedWatcher, _>(
            DEBOUNCE,
            Some(TICK),
            handler(self.watch.clone(), self.sender.clone()),
            NoCache,
            config,
        )?;
        for (path, mode) in plan {
            ignore_missing(debouncer.watch(path, *mode), path)?;
        }
        Ok(Watched::Events { _debouncer: debouncer })
    }
}

/// What to watch, and whether with everything inside; no folder twice.
fn plan(watch: &Watch) -> Vec<(PathBuf, RecursiveMode)> {
    let mut folders = watch.folders.clone();
    folders.sort();
    folders.dedup_by(|inner, outer| inner.starts_with(outer));
    let mut around: Vec<PathBuf> = watch.files.iter().filter_map(|file| file.parent()).map(PathBuf::from).collect();
    around.sort();
    around.dedup();
    around.retain(|folder| !folders.iter().any(|outer| folder.starts_with(outer)));
    let recursive = folders.into_iter().map(|folder| (folder, RecursiveMode::Recursive));
    recursive.chain(around.into_iter().map(|folder| (folder, RecursiveMode::NonRecursive))).collect()
}

/// A folder that is not there is looked for once a second anyway.
fn ignore_missing(result: notify::Result<()>, path: &Path) -> notify::Result<()> {
    match result {
        Err(error) if matches!(error.kind, ErrorKind::PathNotFound) || !path.exists() => Ok(()),
        other => other,
    }
}

fn handler(watch: Arc<Watch>, sender: Sender<News>) -> impl FnMut(DebounceEventResult) + Send + 'static {
    move |result| {
        let news = match result {
            Ok(events) => events.iter().filter_map(|event| judge(&watch, event)).max_by_key(|news| news.weight()),
            Err(errors) => errors.into_iter().find_map(|error| match error.kind {
                ErrorKind::MaxFilesWatch => Some(News::Failed(error.to_string())),
                // Folders that vanish while they are looked at; that they did comes as an event.
                _ => None,
            }),
        };
        if let Some(news) = news {
            let _ = sender.send(news);
        }
    }
}

impl News {
    fn weight(&self) -> u8 {
        match self {
            News::Changed => 0,
            News::FolderChanged => 1,
            News::Overflow => 2,
            News::Failed(_) => 3,
        }
    }
}

/// What an event means for us, if anything.
fn judge(watch: &Watch, event: &DebouncedEvent) -> Option<News> {
    if event.need_rescan() {
        return Some(News::Overflow);
    }
    match event.kind {
        // Our own reading is an event, too; only the end of somebody's writing is not.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
        EventKind::Access(_) => return None,
        _ => {}
    }
    let is_about_folder = !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
    if is_about_folder && event.paths.iter().any(|path| watch.folders.iter().any(|folder| folder.starts_with(path))) {
        return Some(News::FolderChanged);
    }
    event.paths.iter().any(|path| counts(watch, path)).then_some(News::Changed)
}

/// Whether what happens at a path may change the site.
pub(super) fn counts(watch: &Watch, path: &Path) -> bool {
    if watch.ignored.iter().any(|ignored| path.starts_with(ignored)) {
        return false;
    }
    let is_hidden = |part: Component<'_>| {
        let name = part.as_os_str();
        name.as_encoded_bytes().first() == Some(&b'.') && name != ".well-known"
    };
    watch.files.iter().any(|file| file == path)
        || watch.folders.iter().any(|folder| {
            // Hidden files are never part of a site; the folder itself may well be in a hidden one.
            path.strip_prefix(folder).is_ok_and(|inside| !inside.components().any(is_hidden))
        })
}

#[cfg(unix)]
fn identity(path: &Path) -> Identity {
    let found = rustix::fs::stat(path).ok()?;
    Some((i128::from(found.st_dev), i128::from(found.st_ino)))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Identity {
    path.exists().then_some((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(paths: &[&str]) -> Vec<PathBuf> {
        paths.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn hidden_and_ignored_files_do_not_count() {
        let watch = Watch {
            folders: paths(&["/home/.me/kb"]),
            files: paths(&["/etc/kb.toml"]),
            ignored: paths(&["/home/.me/kb/public"]),
        };
        let check = |path: &str| counts(&watch, Path::new(path));
        assert!(check("/home/.me/kb/a.md"));
        assert!(check("/home/.me/kb/static/.well-known/x"));
        assert!(check("/etc/kb.toml"));
        for path in
            ["/home/.me/kb/.git/index", "/home/.me/kb/public/a", "/etc/other", "/home/.me/x", "/home/.me/kb/.a.swp"]
        {
            assert!(!check(path), "{path}");
        }
    }

    #[test]
    fn nothing_is_watched_twice() {
        let watch = Watch {
            folders: paths(&["/kb/content", "/kb/content/deep", "/kb/content-2"]),
            files: paths(&["/kb/kb.toml", "/kb/other.toml", "/kb/content/x.toml"]),
            ignored: Vec::new(),
        };
        let plan = plan(&watch);
        let (recursive, flat) = (RecursiveMode::Recursive, RecursiveMode::NonRecursive);
        let expected = [("/kb/content", recursive), ("/kb/content-2", recursive), ("/kb", flat)];
        assert_eq!(plan, expected.map(|(path, mode)| (PathBuf::from(path), mode)));
    }
}
