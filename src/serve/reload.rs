//! Telling open pages that there is something newer.
//!
//! A page waits on `/_kb/events`. `reload` says that the site changed, `problems` lists what keeps it from changing
//! (nothing, after all was well again). Whoever connects late is told what was missed.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use tokio::sync::{mpsc, watch};

use super::http::Shared;
use super::snapshot::{Page, Snapshot};
use super::{guard, respond};

/// The script that waits for news; it is added to the answer, never to the page.
pub(super) const SCRIPT: &str = include_str!("client/reload.js");

/// How the overlay and the page of problems look.
pub(super) const STYLE: &str = include_str!("client/overlay.css");

/// A sign of life, by which both sides notice that the other is gone.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// Whether pages wait for a newer build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// They do.
    Live,
    /// They are handed out as they are.
    Published,
}

/// The page with the script tag before the end of its body.
pub(super) fn add_script(page: &Page) -> Bytes {
    let html = &page.bytes;
    let end = html.windows(7).rposition(|tag| tag.eq_ignore_ascii_case(b"</body>")).unwrap_or(html.len());
    // The digest lets the script say which state of the page it is in, should there be a newer one already.
    let tag = format!("<script src=\"/_kb/reload.js\" defer data-page=\"{}\"></script>\n", page.digest);
    [&html[..end], tag.as_bytes(), &html[end..]].concat().into()
}

/// What a page says about itself when it begins to wait.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Waiting {
    /// Its path.
    path: String,
    /// The digest it was served with.
    page: String,
    /// The last state it heard of, if it waited before.
    since: Option<String>,
}

/// `/_kb/events`.
pub(super) async fn events(
    State(shared): State<Shared>,
    headers: HeaderMap,
    Query(waiting): Query<Waiting>,
) -> Response<Body> {
    if guard::is_foreign(&headers) {
        return respond::text(StatusCode::FORBIDDEN, "only pages of this site may wait for its changes\n");
    }
    let Ok(permit) = shared.reload_clients.clone().try_acquire_owned() else {
        return respond::text(StatusCode::SERVICE_UNAVAILABLE, "too many pages wait for changes\n");
    };
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        let mut stop = shared.stop.clone();
        tokio::select! {
            () = tell(shared.snapshots, shared.run, waiting, sender) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
        drop(permit);
    });
    Sse::new(Messages(receiver)).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
}

/// Tells one page what happens until it or the server goes away. A page that is slow misses what is outdated anyway.
async fn tell(mut snapshots: watch::Receiver<Arc<Snapshot>>, run: i128, waiting: Waiting, page: mpsc::Sender<Event>) {
    let mut last = snapshots.borrow_and_update().clone();
    let state = |snapshot: &Snapshot| format!("{run}-{}", snapshot.generation);
    let mut news = vec![Event::default().event("state").data(state(&last))];
    if missed_something(&last, &waiting, &state(&last)) {
        news.push(Event::default().event("reload").data(state(&last)));
    }
    if !last.problems.is_empty() {
        news.push(problems(&last));
    }
    loop {
        for event in news.drain(..) {
            if page.send(event).await.is_err() {
                return;
            }
        }
        tokio::select! {
            changed = snapshots.changed() => if changed.is_err() { return },
            () = page.closed() => return,
        }
        let next = snapshots.borrow_and_update().clone();
        if next.generation != last.generation {
            news.push(Event::default().event("reload").data(state(&next)));
        } else if next.problems != last.problems {
            news.push(problems(&next));
        }
        last = next;
    }
}

/// Whether the page is outdated at the moment it begins to wait.
fn missed_something(now: &Snapshot, waiting: &Waiting, state: &str) -> bool {
    match &waiting.since {
        Some(since) => since != state,
        None => {
            let digest = now.digest_at(&waiting.path).map(|digest| digest.to_string());
            !waiting.page.is_empty() && digest.is_some_and(|digest| digest != waiting.page)
        }
    }
}

fn problems(snapshot: &Snapshot) -> Event {
    let list = serde_json::to_string(&*snapshot.problems).expect("problems are text and numbers");
    Event::default().event("problems").data(list)
}

/// The receiving end of a channel as the stream that an answer is made of.
struct Messages(mpsc::Receiver<Event>);

impl futures_core::Stream for Messages {
    type Item = Result<Event, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|event| event.map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Digest;

    #[test]
    fn the_script_goes_before_the_end_of_the_body() {
        let check = |html: &'static str| {
            let page = Page {
                bytes: html.into(),
                digest: Digest::of(b""),
                modified: jiff::Timestamp::UNIX_EPOCH,
                kind: super::super::kinds::HTML,
            };
            let html = String::from_utf8(add_script(&page).to_vec()).unwrap();
            let (before, rest) = html.split_once("<script ").unwrap();
            (before.to_owned(), rest.split_once("</script>\n").unwrap().1.to_owned())
        };
        assert_eq!(check("<p>a</BODY></html>"), ("<p>a".to_owned(), "</BODY></html>".to_owned()));
        assert_eq!(check("</body>x</body>"), ("</body>x".to_owned(), "</body>".to_owned()));
        assert_eq!(check("x"), ("x".to_owned(), String::new()));
    }
}
