//! The loop around the build: one build at a time, and one more after whatever changed meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Instant;

use anyhow::Context;
use tokio::sync::watch as channel;

use super::problems::Problem;
use super::snapshot::Snapshot;
use super::watch::{Watch, Watcher, Watching};
use super::{Event, Search};
use crate::output::Output;

/// Deeply nested content must not overflow the stack of the thread that builds, however small the system's default.
const STACK: usize = 16 * 1024 * 1024;

/// A site that can be built again and again.
pub trait Site: Send + 'static {
    /// Builds it in memory. Never called twice at once, and never on a thread that answers requests.
    fn build(&mut self) -> Build;

    /// What may change the next build. Asked before the first build and after each.
    fn watch(&self) -> Watch;
}

/// What a build came to.
pub struct Build {
    /// The whole site; `None` when there were errors.
    pub site: Option<Arc<Output>>,
    /// All errors and warnings, in the order in which they are to be shown.
    pub problems: Vec<Problem>,
    /// Answers queries from this build.
    pub search: Option<Search>,
}

/// Builds in a thread of its own until nobody listens to the events any more.
pub(super) fn spawn(
    site: impl Site,
    watching: Watching,
    snapshots: Arc<channel::Sender<Arc<Snapshot>>>,
    events: mpsc::Sender<Event>,
) -> anyhow::Result<()> {
    let thread = thread::Builder::new().name("kb-build".to_owned()).stack_size(STACK);
    thread.spawn(move || work(site, watching, &snapshots, &events)).context("cannot start a thread to build in")?;
    Ok(())
}

fn work(
    mut site: impl Site,
    watching: Watching,
    snapshots: &channel::Sender<Arc<Snapshot>>,
    events: &mpsc::Sender<Event>,
) {
    // Watched before it is built: a change during the first build counts, too.
    let mut watcher = Watcher::start(site.watch(), watching);
    let mut announced = None;
    loop {
        if announced.as_ref() != Some(watcher.way()) {
            announced = Some(watcher.way().clone());
            if events.send(Event::Watching(watcher.way().clone())).is_err() {
                return;
            }
        }
        if events.send(build(&mut site, snapshots)).is_err() {
            return;
        }
        watcher.adopt(site.watch());
        watcher.wait();
    }
}

/// Builds once and hands the result over.
fn build(site: &mut impl Site, snapshots: &channel::Sender<Arc<Snapshot>>) -> Event {
    let start = Instant::now();
    // A bug that one entry brings to light must not end a server that others read from.
    let built = catch_unwind(AssertUnwindSafe(|| site.build()));
    let took = start.elapsed();
    let current = snapshots.borrow().clone();
    let (next, event) = match built {
        Ok(Build { site: Some(output), problems, search }) => {
            let next = current.published(&output, search);
            let (files, problems) = (output.len(), problems.into());
            (next.snapshot, Event::Built { took, files, changed: next.changed, problems })
        }
        Ok(Build { site: None, problems, .. }) => failed(&current, problems, took),
        Err(_) => failed(&current, vec![Problem::error("error: the build failed: this is a bug in kb")], took),
    };
    // Told before anybody prints: readers of the log may count on the pages being there.
    snapshots.send_replace(Arc::new(next));
    event
}

fn failed(current: &Snapshot, problems: Vec<Problem>, took: std::time::Duration) -> (Snapshot, Event) {
    let problems: Arc<[Problem]> = problems.into();
    (current.failed(problems.clone()), Event::Failed { took, problems })
}
