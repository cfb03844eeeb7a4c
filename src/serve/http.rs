//! What is answered at which path.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::get;
use tokio::sync::{Semaphore, watch};

use super::guard::{self, Hosts};
use super::options::Limits;
use super::reload::{self, Mode};
use super::snapshot::{Found, Snapshot};
use super::{SearchQuery, kinds, respond};

/// How long a request waits for the first build before it is told that there is none yet.
const FIRST_BUILD: Duration = Duration::from_secs(10);

/// More of a query than this is not even passed on; the search itself takes 512 bytes, and says when it cut.
const LONGEST_QUERY: usize = 1024;

/// What all requests share.
#[derive(Clone)]
pub(super) struct Shared {
    /// Always the newest build; cheap to look at, and to wait for.
    pub snapshots: watch::Receiver<Arc<Snapshot>>,
    /// One permit for each page that may wait for a reload.
    pub reload_clients: Arc<Semaphore>,
    /// Tells this run of the server from earlier ones.
    pub run: i128,
    /// Becomes true when answers that never end must.
    pub stop: watch::Receiver<bool>,
    hosts: Arc<Hosts>,
    mode: Mode,
}

impl Shared {
    pub fn new(
        snapshots: &watch::Sender<Arc<Snapshot>>,
        stop: watch::Receiver<bool>,
        hosts: Hosts,
        mode: Mode,
        limits: &Limits,
    ) -> Self {
        Shared {
            stop,
            snapshots: snapshots.subscribe(),
            reload_clients: Arc::new(Semaphore::new(limits.reload_clients)),
            run: jiff::Timestamp::now().as_nanosecond(),
            hosts: Arc::new(hosts),
            mode,
        }
    }

    /// The newest build, waiting a while for the first.
    async fn current(&self) -> Arc<Snapshot> {
        let mut snapshots = self.snapshots.clone();
        let first = snapshots.wait_for(|snapshot| snapshot.is_built);
        // A time-out and a stopping server both leave the snapshot that says so.
        let _ = tokio::time::timeout(FIRST_BUILD, first).await;
        snapshots.borrow_and_update().clone()
    }
}

/// All paths that are answered; the last line is the site.
pub(super) fn router(shared: Shared) -> Router {
    let mut router = Router::new().route("/api/search", get(search));
    if shared.mode == Mode::Live {
        router = router
            .route("/_kb/events", get(reload::events))
            .route("/_kb/reload.js", get(async || client(reload::SCRIPT, "reload.js")))
            .route("/_kb/overlay.css", get(async || client(reload::STYLE, "overlay.css")));
    }
    router.fallback(page).layer(middleware::from_fn_with_state(shared.clone(), watch_over)).with_state(shared)
}

/// Stands before and behind every answer.
async fn watch_over(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let mut response = match shared.hosts.refuse(&request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    guard::add_headers(response.headers_mut());
    response
}

async fn page(State(shared): State<Shared>, request: Request) -> Response<Body> {
    let snapshot = shared.current().await;
    match snapshot.find(request.uri().path()) {
        Found::Page(page) => respond::file(page, request.method(), request.headers(), shared.mode),
        Found::Folder(location) => redirect(&location, request.uri().query()),
        Found::Missing(Some(page)) => respond::instead(StatusCode::NOT_FOUND, page, shared.mode),
        Found::Missing(None) => respond::text(StatusCode::NOT_FOUND, "there is no such page\n"),
        Found::Malformed => respond::text(StatusCode::BAD_REQUEST, "that is not a path of a site\n"),
        Found::NoSite(page) => {
            let mut response = respond::instead(StatusCode::SERVICE_UNAVAILABLE, page, shared.mode);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
            response
        }
    }
}

fn redirect(location: &str, query: Option<&str>) -> Response<Body> {
    let location = query.map_or_else(|| location.to_owned(), |query| format!("{location}?{query}"));
    let mut response = respond::text(StatusCode::PERMANENT_REDIRECT, format!("see {location}\n"));
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

fn client(text: &'static str, path: &str) -> ([(axum::http::HeaderName, &'static str); 1], &'static str) {
    ([(CONTENT_TYPE, kinds::of(path))], text)
}

async fn search(State(shared): State<Shared>, Query(pairs): Query<Vec<(String, String)>>) -> Response<Body> {
    let query = match search_query(pairs) {
        Ok(query) => query,
        Err(wrong) => return json(StatusCode::BAD_REQUEST, error(&wrong)),
    };
    let Some(search) = shared.current().await.search.clone() else {
        return json(StatusCode::SERVICE_UNAVAILABLE, error("there is nothing to search yet"));
    };
    // A search takes a moment, during which pages are to be answered.
    match tokio::task::spawn_blocking(move || search(&query)).await {
        Ok(Ok(hits)) => json(StatusCode::OK, hits),
        Ok(Err(failure)) => json(StatusCode::INTERNAL_SERVER_ERROR, error(&format!("{failure:#}"))),
        Err(_) => json(StatusCode::INTERNAL_SERVER_ERROR, error("the search failed: this is a bug in kb")),
    }
}

fn search_query(pairs: Vec<(String, String)>) -> Result<SearchQuery, String> {
    let mut query = SearchQuery::default();
    for (name, mut value) in pairs {
        value.truncate(value.floor_char_boundary(LONGEST_QUERY));
        match name.as_str() {
            "q" => query.text = value,
            "kind" => query.kinds.push(value),
            "tag" => query.tags.push(value),
            "status" => query.statuses.push(value),
            "owner" => query.owners.push(value),
            "prefix" => query.prefix = value == "1",
            "limit" => match value.parse::<usize>() {
                Ok(limit) => query.limit = Some(limit),
                Err(_) => return Err("limit must be a number".to_owned()),
            },
            // A newer client may ask for more than this server knows.
            _ => {}
        }
    }
    Ok(query)
}

fn error(message: &str) -> String {
    serde_json::json!({ "error": message }).to_string()
}

fn json(status: StatusCode, text: String) -> Response<Body> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_may_be_given_more_than_once() {
        let pairs = [("q", "event log"), ("kind", "pattern"), ("kind", "decision"), ("limit", "1000"), ("x", "y")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let query = search_query(pairs).unwrap();
        assert_eq!((query.text.as_str(), query.kinds.len(), query.limit), ("event log", 2, Some(1000)));
        assert!(!query.prefix);
        assert!(search_query(vec![("prefix".to_owned(), "1".to_owned())]).unwrap().prefix);
        assert!(!search_query(vec![("prefix".to_owned(), "0".to_owned())]).unwrap().prefix);
        assert!(search_query(vec![("limit".to_owned(), "-1".to_owned())]).is_err());
        let long = search_query(vec![("q".to_owned(), "é".repeat(1000))]).unwrap();
        assert_eq!(long.text.len(), 1024);
    }
}
