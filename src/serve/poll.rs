//! Noticing changes where the system does not tell: all files are looked at again and again.
//!
//! The poller of `notify` is no use here: it compares whole seconds and takes only a later time for a change, so it
//! misses the second save within a second, and every older file that a checkout brings back.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use walkdir::WalkDir;

use super::watch::{News, Watch, counts};

/// How often.
const POLL: Duration = Duration::from_secs(1);

/// Looks until it is dropped.
pub(super) struct Poller {
    /// Its end is what the thread waits for between two looks.
    _stop: Sender<()>,
}

impl Poller {
    /// What happens after this returns is noticed. Fails only when the system refuses a thread.
    pub fn start(watch: Arc<Watch>, news: Sender<News>) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::channel::<()>();
        let mut last = look(&watch);
        thread::Builder::new().name("kb-poll".to_owned()).spawn(move || {
            while stopped.recv_timeout(POLL) == Err(RecvTimeoutError::Timeout) {
                let now = look(&watch);
                if now != last && news.send(News::Changed).is_err() {
                    return;
                }
                last = now;
            }
        })?;
        Ok(Poller { _stop: stop })
    }
}

/// A hash over names, times and sizes of all that counts.
fn look(watch: &Watch) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for folder in &watch.folders {
        let hidden_below = |entry: &walkdir::DirEntry| entry.depth() == 0 || counts(watch, entry.path());
        for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(hidden_below).flatten() {
            add(&mut hasher, entry.path(), entry.metadata().ok());
        }
    }
    for file in &watch.files {
        add(
            &mut hasher,
            file,
            WalkDir::new(file).max_depth(0).into_iter().flatten().next().and_then(|e| e.metadata().ok()),
        );
    }
    hasher.finalize()
}

fn add(hasher: &mut blake3::Hasher, path: &Path, metadata: Option<std::fs::Metadata>) {
    let name = path.as_os_str().as_encoded_bytes();
    hasher.update(&name.len().to_le_bytes()).update(name);
    // A folder's own time changes with entries that do not count.
    let Some(file) = metadata.filter(std::fs::Metadata::is_file) else { return };
    // How far it is before 1970, or after.
    let time = file.modified().ok().map(|time| time.duration_since(UNIX_EPOCH).map_err(|before| before.duration()));
    hasher.update(format!("{time:?} {}", file.len()).as_bytes());
}
