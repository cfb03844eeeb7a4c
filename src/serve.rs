//! Watching, building and handing over: `kb serve`.
//!
//! How a site is built is unknown here: whoever calls [`run`] brings a [`Site`] that can be built again and again, and
//! prints the [`Event`]s. The address is taken first, so that a busy port is an error before any work is done. Every
//! answer comes from one whole build held in memory; a build with errors never replaces it.
//!
//! ```text
//! watch --changed--> builder --Snapshot--> http (pages, search)
//!                       |                    |
//!                       |                    +--> reload (told by server-sent events)
//!                       +------- Event ----> the caller, who prints
//! ```

#![expect(
    clippy::disallowed_methods,
    reason = "Last-Modified says when a build was handed over; no byte of a page depends on it"
)]

mod builder;
mod connections;
mod guard;
mod http;
mod kinds;
mod options;
mod poll;
mod problems;
mod reload;
mod respond;
mod snapshot;
mod watch;

pub use builder::{Build, Site};
pub use options::{Limits, Options};
pub use problems::Problem;
pub use watch::{Watch, Watching};

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use anyhow::Context;
use tokio::runtime::Runtime;
use tokio::sync::watch as channel;

use crate::output::Output;
use connections::Acceptor;
use http::Shared;
use snapshot::Snapshot;

/// How long open answers get to finish once the server is told to stop.
const GRACE: Duration = Duration::from_millis(700);

/// Answers a query with JSON, from the same build as the pages.
pub type Search = Arc<dyn Fn(&SearchQuery) -> anyhow::Result<String> + Send + Sync>;

/// What `/api/search` was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// `q`: what the reader typed, at most 1,024 bytes of it.
    pub text: String,
    /// `kind`, which may be given more than once, like the next three.
    pub kinds: Vec<String>,
    /// `tag`.
    pub tags: Vec<String>,
    /// `status`.
    pub statuses: Vec<String>,
    /// `owner`.
    pub owners: Vec<String>,
    /// `prefix=1`: the last word may be unfinished.
    pub prefix: bool,
    /// `limit`: how many hits are wanted.
    pub limit: Option<usize>,
}

/// What happened, for the caller to print.
#[derive(Clone, Debug)]
pub enum Event {
    /// The server listens; nothing is built yet.
    Bound {
        /// Where it can be reached.
        addr: SocketAddr,
    },
    /// Changes are being waited for. Comes again when the way of watching changes.
    Watching(Watching),
    /// A build without errors is being served.
    Built {
        /// How long it took.
        took: Duration,
        /// How many files the site has.
        files: usize,
        /// How many files are new, different or gone since the last good build; with none, readers are told nothing.
        changed: usize,
        /// The warnings.
        problems: Arc<[Problem]>,
    },
    /// A build had errors; the last good one is still being served, if there was one.
    Failed {
        /// How long it took.
        took: Duration,
        /// The errors and warnings.
        problems: Arc<[Problem]>,
    },
    /// A signal was received; [`run`] returns next.
    Stopping(ExitReason),
}

/// Why the server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// SIGINT, or Ctrl-C.
    Interrupted,
    /// SIGTERM.
    Terminated,
}

impl ExitReason {
    /// The exit code that shells expect for it.
    pub fn code(self) -> u8 {
        match self {
            ExitReason::Interrupted => 130,
            ExitReason::Terminated => 143,
        }
    }
}

/// Serves a site that is built again whenever one of its sources changes, until a signal says to stop.
///
/// # Errors
/// When the address cannot be taken, or when the options would open the server to the network under any name.
pub fn run(options: Options, site: impl Site, announce: impl FnMut(Event)) -> anyhow::Result<ExitReason> {
    serve(&options, announce, reload::Mode::Live, |server| {
        builder::spawn(site, options.watching.clone(), server.snapshots.clone(), server.events.clone())
    })
}

/// Serves a finished site as it is: nothing is watched, nothing is added to its pages.
///
/// # Errors
/// As [`run`].
pub fn run_published(
    options: Options,
    output: &Output,
    search: Option<Search>,
    announce: impl FnMut(Event),
) -> anyhow::Result<ExitReason> {
    serve(&options, announce, reload::Mode::Published, |server| {
        server.snapshots.send_modify(|current| *current = Arc::new(current.published(output, search).snapshot));
        Ok(())
    })
}

/// What the two kinds of server have in common.
struct Server {
    snapshots: Arc<channel::Sender<Arc<Snapshot>>>,
    events: mpsc::Sender<Event>,
}

fn serve(
    options: &Options,
    mut announce: impl FnMut(Event),
    mode: reload::Mode,
    fill: impl FnOnce(&Server) -> anyhow::Result<()>,
) -> anyhow::Result<ExitReason> {
    let hosts = guard::Hosts::allowed(options)?;
    let listener = connections::bind(options)?;
    let addr = listener.local_addr().context("cannot learn the address of the server")?;
    announce(Event::Bound { addr });
    let runtime = runtime()?;
    let (events, incoming) = mpsc::channel();
    let server = Server { snapshots: Arc::new(channel::Sender::new(Arc::new(Snapshot::building()))), events };
    let stop = channel::Sender::new(false);
    let shared = Shared::new(&server.snapshots, stop.subscribe(), hosts, mode, &options.limits);
    let acceptor = Acceptor::start(&runtime, listener, http::router(shared), &options.limits, stop)?;
    stop_on_signals(&runtime, server.events.clone())?;
    fill(&server)?;
    let reason = loop {
        let event = incoming.recv().expect("`server` keeps the other end open");
        announce(event.clone());
        if let Event::Stopping(reason) = event {
            break reason;
        }
    };
    runtime.block_on(acceptor.stop(GRACE));
    // A build that is still running is not waited for: it writes nothing.
    runtime.shutdown_background();
    Ok(reason)
}

fn runtime() -> anyhow::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Only searches block, and more of them at once than there are cores would gain nothing.
        .max_blocking_threads(8)
        .thread_name("kb-serve")
        .build()
        .context("cannot start the server")
}

#[cfg(unix)]
fn stop_on_signals(runtime: &Runtime, events: mpsc::Sender<Event>) -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let _inside = runtime.enter();
    let mut interrupts = signal(SignalKind::interrupt()).context("cannot wait for signals")?;
    let mut terminations = signal(SignalKind::terminate()).context("cannot wait for signals")?;
    runtime.spawn(async move {
        let reason = tokio::select! {
            _ = interrupts.recv() => ExitReason::Interrupted,
            _ = terminations.recv() => ExitReason::Terminated,
        };
        let _ = events.send(Event::Stopping(reason));
    });
    Ok(())
}

#[cfg(not(unix))]
fn stop_on_signals(runtime: &Runtime, events: mpsc::Sender<Event>) -> anyhow::Result<()> {
    runtime.spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            let _ = events.send(Event::Stopping(ExitReason::Interrupted));
        }
    });
    Ok(())
}
