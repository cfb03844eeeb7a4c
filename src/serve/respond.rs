//! A file as an answer: conditions, ranges and the headers that belong to the file.

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    IF_RANGE, LAST_MODIFIED, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use jiff::Timestamp;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};

use super::kinds;
use super::reload::{self, Mode};
use super::snapshot::Page;

/// A picture that somebody opens by itself must not be able to do anything.
const SVG_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/// The part of a file that was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    All,
    Part { first: usize, last: usize },
    Unsatisfiable,
}

/// Answers with a file as the request's conditions and ranges ask for.
pub(super) fn file(page: &Page, method: &Method, headers: &HeaderMap, mode: Mode) -> Response<Body> {
    let tag = entity_tag(page, mode);
    let modified = date(page.modified);
    if is_fresh(headers, &tag, page.modified) {
        return finish(Response::builder().status(StatusCode::NOT_MODIFIED), page, &tag, &modified, Body::empty());
    }
    let body = body(page, mode);
    let wanted = match headers.get(RANGE) {
        Some(range) if method == Method::GET && range_applies(headers, &tag, &modified) => wanted(range, body.len()),
        _ => Wanted::All,
    };
    let builder = Response::builder().header(ACCEPT_RANGES, "bytes");
    match wanted {
        Wanted::All => finish(builder, page, &tag, &modified, body.into()),
        Wanted::Part { first, last } => {
            let range = format!("bytes {first}-{last}/{}", body.len());
            let builder = builder.status(StatusCode::PARTIAL_CONTENT).header(CONTENT_RANGE, range);
            finish(builder, page, &tag, &modified, body.slice(first..=last).into())
        }
        Wanted::Unsatisfiable => {
            let range = format!("bytes */{}", body.len());
            let builder = builder.status(StatusCode::RANGE_NOT_SATISFIABLE).header(CONTENT_RANGE, range);
            builder.body(Body::empty()).expect("all headers are plain text")
        }
    }
}

/// Answers with a page that stands in for the one asked for; nobody may keep it.
pub(super) fn instead(status: StatusCode, page: &Page, mode: Mode) -> Response<Body> {
    let builder = Response::builder().status(status).header(CONTENT_TYPE, page.kind);
    builder.body(body(page, mode).into()).expect("all headers are plain text")
}

/// Answers with a line of text.
pub(super) fn text(status: StatusCode, text: impl Into<String>) -> Response<Body> {
    let builder = Response::builder().status(status).header(CONTENT_TYPE, "text/plain; charset=utf-8");
    builder.body(Body::from(text.into())).expect("all headers are plain text")
}

fn body(page: &Page, mode: Mode) -> Bytes {
    match mode {
        Mode::Live if page.kind == kinds::HTML => reload::add_script(page),
        _ => page.bytes.clone(),
    }
}

fn entity_tag(page: &Page, mode: Mode) -> String {
    match mode {
        // Another tag for other bytes, or a browser could keep the script beyond `kb serve`.
        Mode::Live if page.kind == kinds::HTML => format!("\"{}-live\"", page.digest),
        _ => format!("\"{}\"", page.digest),
    }
}

fn finish(
    builder: axum::http::response::Builder,
    page: &Page,
    tag: &str,
    modified: &str,
    body: Body,
) -> Response<Body> {
    let builder = builder.header(ETAG, tag).header(LAST_MODIFIED, modified).header(CONTENT_TYPE, page.kind);
    let builder = match page.kind {
        kinds::SVG => builder.header(CONTENT_SECURITY_POLICY, SVG_POLICY),
        _ => builder,
    };
    builder.body(body).expect("all headers are plain text")
}

fn date(timestamp: Timestamp) -> String {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&timestamp).expect("a build is not done before the year 0")
}

/// Whether the reader has this very state already. A tag outweighs a date.
fn is_fresh(headers: &HeaderMap, tag: &str, modified: Timestamp) -> bool {
    let tags: Vec<&HeaderValue> = headers.get_all(IF_NONE_MATCH).iter().collect();
    if !tags.is_empty() {
        let known = tags.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        return known.map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag);
    }
    let since = headers.get(IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|since| DateTimeParser::new().parse_timestamp(since).ok());
    since.is_some_and(|since| modified.as_second() <= since.as_second())
}

/// A range of another state than the reader has a part of would be useless.
fn range_applies(headers: &HeaderMap, tag: &str, modified: &str) -> bool {
    headers.get(IF_RANGE).is_none_or(|state| state == tag || state == modified)
}

/// Reads a `Range` header; several ranges at once, or nonsense, are answered with the whole file.
fn wanted(range: &HeaderValue, length: usize) -> Wanted {
    let Some(range) = range.to_str().ok().and_then(|range| range.strip_prefix("bytes=")) else {
        return Wanted::All;
    };
    let Some((first, last)) = range.trim().split_once('-') else {
        return Wanted::All;
    };
    // Digits only: `parse` would also take a sign.
    let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        true => Some(text.parse().unwrap_or(usize::MAX)),
        false => None,
    };
    let end = length.saturating_sub(1);
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => Wanted::All,
        (Some(first), _) if first >= length && (last.is_empty() || number(last).is_some()) => Wanted::Unsatisfiable,
        (Some(first), Some(last)) => Wanted::Part { first, last: last.min(end) },
        (Some(first), None) if last.is_empty() => Wanted::Part { first, last: end },
        (None, Some(0)) if first.is_empty() => Wanted::Unsatisfiable,
        (None, Some(_)) if first.is_empty() && length == 0 => Wanted::Unsatisfiable,
        (None, Some(count)) if first.is_empty() => Wanted::Part { first: length.saturating_sub(count), last: end },
        _ => Wanted::All,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_to_the_letter() {
        let check = |range: &'static str, length: usize| wanted(&HeaderValue::from_static(range), length);
        let part = |first, last| Wanted::Part { first, last };
        assert_eq!(check("bytes=0-0", 10), part(0, 0));
        assert_eq!(check("bytes=2-5", 10), part(2, 5));
        assert_eq!(check("bytes=2-", 10), part(2, 9));
        assert_eq!(check("bytes=-3", 10), part(7, 9));
        assert_eq!(check("bytes=-30", 10), part(0, 9));
        assert_eq!(check("bytes=5-99999999999999999999999", 10), part(5, 9));
        for none in ["bytes=10-", "bytes=10-11", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(check(none, 10), Wanted::Unsatisfiable, "{none}");
        }
        assert_eq!(check("bytes=0-", 0), Wanted::Unsatisfiable);
        assert_eq!(check("bytes=-1", 0), Wanted::Unsatisfiable);
        for ignored in ["bytes=0-1,3-4", "bytes=5-2", "bytes=a-b", "bytes=-", "items=0-1", "bytes=+1-2", "bytes=1"] {
            assert_eq!(check(ignored, 10), Wanted::All, "{ignored}");
        }
    }
}
