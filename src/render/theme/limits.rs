//! What a template may use up: bytes of output and seconds.
//!
//! Both are checked with every write. A template that loops and writes nothing cannot be stopped from inside, so a
//! [`Watchdog`] looks at the clock from another thread and calls for help.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;

/// Limits of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that its template may write.
    pub bytes: usize,
    /// Time that its template may take.
    pub time: Duration,
}

impl Default for Limits {
    /// 64 MB and 10 s.
    fn default() -> Self {
        Limits { bytes: 64 << 20, time: Duration::from_secs(10) }
    }
}

/// The limit that a page ran over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    Bytes,
    Time,
}

/// A page's bytes while they are written.
pub(super) struct Output {
    bytes: Vec<u8>,
    limits: Limits,
    started: Instant,
    over: Option<Over>,
}

impl Output {
    pub(super) fn new(limits: Limits) -> Self {
        Output { bytes: Vec::with_capacity(32 << 10), limits, started: Instant::now(), over: None }
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, Over> {
        self.over.map_or(Ok(self.bytes), Err)
    }
}

impl Write for Output {
    fn write(&mut self, written: &[u8]) -> io::Result<usize> {
        let over = if self.bytes.len() + written.len() > self.limits.bytes {
            Some(Over::Bytes)
        } else if self.started.elapsed() > self.limits.time {
            Some(Over::Time)
        } else {
            None
        };
        if over.is_some() {
            self.over = over;
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        self.bytes.extend_from_slice(written);
        Ok(written.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Notices pages whose template neither ends nor writes.
///
/// One thread for all pages; it sleeps while none is being made, and ends with the watchdog.
pub struct Watchdog {
    desk: Arc<Desk>,
}

struct Desk {
    book: Mutex<Book>,
    changed: Condvar,
}

#[derive(Default)]
struct Book {
    next: u64,
    running: BTreeMap<u64, Running>,
    asleep: bool,
    closed: bool,
}

struct Running {
    started: Instant,
    page: String,
    template: String,
}

impl Desk {
    /// A panic elsewhere while the book was open leaves nothing half written in it.
    fn open(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watchdog {
    /// Calls `stuck` with the problem when a page is not made a second after `limits` would have stopped it.
    ///
    /// The thread that makes the page cannot be stopped, so `stuck` is expected to end the process (exit code 2); if
    /// it returns, the page is not reported again.
    pub fn new(limits: Limits, stuck: impl Fn(Diagnostic) + Send + 'static) -> io::Result<Watchdog> {
        let desk = Arc::new(Desk { book: Mutex::new(Book::default()), changed: Condvar::new() });
        let watched = desk.clone();
        thread::Builder::new().name("watchdog".into()).spawn(move || watch(&watched, limits, stuck))?;
        Ok(Watchdog { desk })
    }

    /// Says that a page is being made, until the returned value is dropped.
    pub fn watch(&self, page: &str, template: &str) -> Watch<'_> {
        let mut book = self.desk.open();
        let ticket = book.next;
        book.next += 1;
        let running = Running { started: Instant::now(), page: page.to_owned(), template: template.to_owned() };
        book.running.insert(ticket, running);
        if book.asleep {
            self.desk.changed.notify_one();
        }
        Watch { desk: &self.desk, ticket }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.desk.open().closed = true;
        self.desk.changed.notify_one();
    }
}

/// A page is being made while this lives.
pub struct Watch<'a> {
    desk: &'a Desk,
    ticket: u64,
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.desk.open().running.remove(&self.ticket);
    }
}

fn watch(desk: &Desk, limits: Limits, stuck: impl Fn(Diagnostic)) {
    // A template that writes is stopped by its output; it gets a second to do so.
    let patience = limits.time + Duration::from_secs(1);
    let mut book = desk.open();
    while !book.closed {
        let Some((&ticket, oldest)) = book.running.first_key_value() else {
            book.asleep = true;
            book = desk.changed.wait(book).unwrap_or_else(PoisonError::into_inner);
            book.asleep = false;
            continue;
        };
        let left = (oldest.started + patience).saturating_duration_since(Instant::now());
        if left.is_zero() {
            let late = book.running.remove(&ticket).expect("the book was not closed in between");
            drop(book);
            stuck(super::problems::silent(&late.page, &late.template, limits));
            book = desk.open();
        } else {
            // The page may be finished long before; waking up then would cost more than this one look too many.
            book = desk.changed.wait_timeout(book, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
