//! Who may ask, and what every answer says: checked before a request is routed, added after it was answered.

use std::collections::BTreeSet;
use std::net::IpAddr;

use anyhow::bail;
use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};

use super::options::Options;
use super::respond;

/// Nothing but what the site itself brings; no page of another site may frame it.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      frame-ancestors 'none'";

const FIXED_HEADERS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (CONTENT_SECURITY_POLICY, POLICY),
    (CACHE_CONTROL, "no-cache"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The names under which the server may be asked, without ports.
///
/// A page of any site can make its own name point to this machine (DNS rebinding); its requests still carry that name.
#[derive(Clone, Debug)]
pub(super) struct Hosts(BTreeSet<String>);

impl Hosts {
    /// The names of this machine, and those that the user allows.
    pub fn allowed(options: &Options) -> anyhow::Result<Self> {
        if !options.host.is_loopback() && options.allowed_hosts.is_empty() {
            bail!(
                "`--host {}` opens the server to the network: say with `--allow-host NAME` under which name it may be \
                 asked",
                options.host
            );
        }
        let mut names: BTreeSet<String> = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).into();
        if !options.host.is_unspecified() {
            names.insert(match options.host {
                IpAddr::V4(address) => address.to_string(),
                IpAddr::V6(address) => format!("[{address}]"),
            });
        }
        for host in &options.allowed_hosts {
            match name_of(host) {
                Some(name) => names.insert(name),
                None => bail!("`--allow-host {host}` is not a host: give a name or an address like `kb.example.org`"),
            };
        }
        Ok(Hosts(names))
    }

    /// Refuses whatever does not come to a name we know, and whatever is not a question.
    pub fn refuse(&self, request: &Request<Body>) -> Option<Response<Body>> {
        let mut hosts = request.headers().get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Some(respond::text(StatusCode::BAD_REQUEST, "a request needs one Host header\n"));
        };
        // The request line may hold a host as well, and proxies believe that one.
        let asked = [host.to_str().ok(), request.uri().authority().map(|authority| authority.as_str())];
        let line_has_host = request.uri().authority().is_some();
        for host in asked.into_iter().take(1 + usize::from(line_has_host)) {
            match host.and_then(name_of) {
                Some(name) if self.0.contains(&name) => {}
                name => return Some(respond::text(StatusCode::FORBIDDEN, forbidden(name))),
            }
        }
        if request.method() != Method::GET && request.method() != Method::HEAD {
            let mut response = respond::text(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered\n");
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return Some(response);
        }
        None
    }
}

/// Says what every answer says. Headers of a single answer (the policy of a picture) stay.
pub(super) fn add_headers(headers: &mut HeaderMap) {
    for (name, value) in FIXED_HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Whether a page of another site asks. Our own pages send no `Origin` with an event source, or our own.
pub(super) fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let foreign_origin = text(ORIGIN).is_some_and(|origin| {
        let authority = origin.split_once("://").map(|(_, authority)| authority);
        let host = text(HOST);
        !authority.zip(host).is_some_and(|(authority, host)| authority.eq_ignore_ascii_case(host))
    });
    let site = text(HeaderName::from_static("sec-fetch-site"));
    foreign_origin || site.is_some_and(|site| site != "same-origin" && site != "none")
}

/// The host without its port, in lower case; `None` when it is neither a name nor an address.
fn name_of(host: &str) -> Option<String> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            let address: std::net::Ipv6Addr = address.parse().ok()?;
            (format!("[{address}]"), port)
        }
        None => {
            let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            let is_valid = !name.is_empty() && name.len() <= 253 && name.chars().all(is_name);
            (is_valid.then(|| name.to_ascii_lowercase())?, port)
        }
    };
    let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some(name)
}

fn forbidden(name: Option<String>) -> String {
    match name {
        Some(name) => {
            format!("kb serve does not answer to the name {name}; if it should, start it with --allow-host {name}\n")
        }
        None => "kb serve answers only to names it knows, and the Host header has none\n".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_and_perhaps_a_port() {
        for (host, name) in [
            ("localhost", "localhost"),
            ("LOCALHOST:4000", "localhost"),
            ("127.0.0.1:1", "127.0.0.1"),
            ("[::1]:4000", "[::1]"),
            ("[0:0:0:0:0:0:0:1]", "[::1]"),
            ("a.example:", "a.example"),
        ] {
            assert_eq!(name_of(host).as_deref(), Some(name), "{host}");
        }
        for host in ["", ":80", "a b", "a/b", "http://a", "user@localhost", "[::1", "[x]", "localhost:80:80", "a:b"] {
            assert_eq!(name_of(host), None, "{host}");
        }
    }

    #[test]
    fn an_open_address_needs_a_name() {
        let mut options = Options { host: [0, 0, 0, 0].into(), ..Options::default() };
        assert!(Hosts::allowed(&options).unwrap_err().to_string().contains("--allow-host"));
        options.allowed_hosts = vec!["KB.example.org:8080".to_owned()];
        let hosts = Hosts::allowed(&options).unwrap();
        assert!(hosts.0.contains("kb.example.org") && !hosts.0.contains("0.0.0.0"));
        options.allowed_hosts = vec!["http://kb.example.org".to_owned()];
        assert!(Hosts::allowed(&options).is_err());
    }

    #[test]
    fn foreign_pages_are_recognised() {
        let check = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("localhost:4000"));
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            is_foreign(&headers)
        };
        assert!(!check(&[]));
        assert!(!check(&[("origin", "http://localhost:4000"), ("sec-fetch-site", "same-origin")]));
        assert!(check(&[("origin", "http://localhost:4001")]));
        assert!(check(&[("origin", "null")]));
        assert!(check(&[("origin", "http://evil.example")]));
        assert!(check(&[("sec-fetch-site", "cross-site")]));
        assert!(check(&[("sec-fetch-site", "same-site")]));
    }
}
