//! One whole build as it is handed out: replaced at once, never changed.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Bytes;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::problems::Problem;
use super::{Search, kinds, problems};
use crate::output::{Digest, Output};

/// What a path segment of a redirect must not show as itself.
const IN_PATHS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// The site, the search and the problems of one build.
pub(super) struct Snapshot {
    /// Counts the builds that changed something a reader can see.
    pub generation: u64,
    /// The last good site; `None` until a build succeeds.
    site: Option<Arc<HashMap<String, Page>>>,
    /// The errors and warnings of a failed build; empty after a good one.
    pub problems: Arc<[Problem]>,
    /// Answers from the same build as the pages.
    pub search: Option<Search>,
    /// Shown in place of all pages while there is no site.
    stand_in: Page,
    /// Whether any build has ended.
    pub is_built: bool,
}

/// A file and what is said about it in headers.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub bytes: Bytes,
    pub digest: Digest,
    /// When the build that changed it last was done.
    pub modified: Timestamp,
    pub kind: &'static str,
}

/// What a request path stands for.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// A file.
    Page(&'a Page),
    /// A folder with a page, asked for without the slash; where it is.
    Folder(String),
    /// Nothing; the site's own page for that, if it has one.
    Missing(Option<&'a Page>),
    /// There is no site yet.
    NoSite(&'a Page),
    /// Not a path at all.
    Malformed,
}

/// A snapshot and how much of it is new.
pub(super) struct Next {
    pub snapshot: Snapshot,
    /// Files that are new, different or gone.
    pub changed: usize,
}

impl Snapshot {
    /// Before the first build.
    pub fn building() -> Self {
        Snapshot {
            generation: 0,
            site: None,
            problems: Arc::new([]),
            search: None,
            stand_in: stand_in(&[]),
            is_built: false,
        }
    }

    /// After a good build.
    pub fn published(&self, output: &Output, search: Option<Search>) -> Next {
        let old = self.site.as_deref();
        let (mut changed, mut known) = (0, 0);
        let now = Timestamp::now();
        let page = |(path, file): (&str, &crate::output::File)| {
            let before = old.and_then(|site| site.get(path));
            known += usize::from(before.is_some());
            if let Some(same) = before.filter(|page| page.digest == file.digest) {
                return (path.to_owned(), same.clone());
            }
            changed += 1;
            // A second later than the last state at least, whatever the clock does: times are compared in seconds.
            let modified = before.map_or(now, |page| now.max(page.modified + SignedDuration::from_secs(1)));
            let bytes = Bytes::from_owner(file.bytes.clone());
            (path.to_owned(), Page { bytes, digest: file.digest, modified, kind: kinds::of(path) })
        };
        let site: HashMap<String, Page> = output.iter().map(page).collect();
        changed += old.map_or(0, |old| old.len() - known);
        let same = changed == 0 && old.is_some();
        let snapshot = Snapshot {
            generation: self.generation + u64::from(!same),
            site: Some(Arc::new(site)),
            problems: Arc::new([]),
            search,
            stand_in: self.stand_in.clone(),
            is_built: true,
        };
        Next { snapshot, changed }
    }

    /// After a build with errors: the last good site stays.
    pub fn failed(&self, problems: Arc<[Problem]>) -> Snapshot {
        // Without a site the problems are what readers see.
        let is_news = self.site.is_none() && (problems != self.problems || !self.is_built);
        Snapshot {
            generation: self.generation + u64::from(is_news),
            site: self.site.clone(),
            search: self.search.clone(),
            stand_in: stand_in(&problems),
            problems,
            is_built: true,
        }
    }

    /// Finds what a request path stands for: decoded once, compared with the paths of the site, no disk involved.
    pub fn find(&self, path: &str) -> Found<'_> {
        let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
            return Found::Malformed;
        };
        let Some(path) = decoded.strip_prefix('/') else {
            return Found::Malformed;
        };
        if path.contains(['\0', '\\']) || path.split('/').any(|segment| segment == "..") {
            return Found::Malformed;
        }
        let Some(site) = &self.site else {
            return Found::NoSite(&self.stand_in);
        };
        if path.is_empty() || path.ends_with('/') {
            return match site.get(&format!("{path}index.html")) {
                Some(page) => Found::Page(page),
                None => Found::Missing(site.get("404.html")),
            };
        }
        match site.get(path) {
            Some(page) => Found::Page(page),
            None if site.contains_key(&format!("{path}/index.html")) => {
                // Made of a path of the site, which never begins with a slash: it cannot lead to another host.
                Found::Folder(format!("/{}/", utf8_percent_encode(path, IN_PATHS)))
            }
            None => Found::Missing(site.get("404.html")),
        }
    }

    /// The digest of what a reader sees at a path, whatever it is.
    pub fn digest_at(&self, path: &str) -> Option<Digest> {
        match self.find(path) {
            Found::Page(page) | Found::NoSite(page) | Found::Missing(Some(page)) => Some(page.digest),
            Found::Folder(_) | Found::Missing(None) | Found::Malformed => None,
        }
    }
}

fn stand_in(problems: &[Problem]) -> Page {
    let html = problems::page(problems);
    Page { digest: Digest::of(&html), bytes: html.into(), modified: Timestamp::now(), kind: kinds::HTML }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::File;

    fn site(files: &[(&str, &str)]) -> Output {
        let mut output = Output::new();
        for (path, text) in files {
            output.insert(*path, File::copied(text.as_bytes())).unwrap();
        }
        output
    }

    #[test]
    fn only_a_difference_is_a_new_generation() {
        let first = Snapshot::building().published(&site(&[("a.html", "a"), ("b.html", "b")]), None);
        assert_eq!((first.changed, first.snapshot.generation), (2, 1));
        let same = first.snapshot.published(&site(&[("a.html", "a"), ("b.html", "b")]), None);
        assert_eq!((same.changed, same.snapshot.generation), (0, 1));
        let less = same.snapshot.published(&site(&[("a.html", "a")]), None);
        assert_eq!((less.changed, less.snapshot.generation), (1, 2));
        let failed = less.snapshot.failed(Arc::new([Problem::error("x")]));
        assert_eq!(failed.generation, 2);
        assert!(matches!(failed.find("/a.html"), Found::Page(_)));
    }

    #[test]
    fn a_change_within_a_second_has_a_later_date() {
        let first = Snapshot::building().published(&site(&[("a.html", "a")]), None).snapshot;
        let second = first.published(&site(&[("a.html", "b")]), None).snapshot;
        let date = |snapshot: &Snapshot| match snapshot.find("/a.html") {
            Found::Page(page) => page.modified.as_second(),
            other => panic!("{other:?}"),
        };
        assert!(date(&second) > date(&first));
    }

    #[test]
    fn paths_are_decoded_once_and_redirects_stay_here() {
        let output = site(&[("é b/index.html", "x"), ("index.html", "home"), ("%2e.txt", "x"), ("404.html", "no")]);
        let snapshot = Snapshot::building().published(&output, None).snapshot;
        let find = |path| match snapshot.find(path) {
            Found::Page(_) => "page".to_owned(),
            Found::Folder(location) => location,
            Found::Missing(page) => format!("missing {}", page.is_some()),
            Found::NoSite(_) => "no site".to_owned(),
            Found::Malformed => "malformed".to_owned(),
        };
        assert_eq!(find("/"), "page");
        assert_eq!(find("/%C3%A9%20b"), "/%C3%A9%20b/");
        assert_eq!(find("/%C3%A9%20b/"), "page");
        assert_eq!(find("/%252e.txt"), "page");
        assert_eq!(find("//"), "missing true");
        assert_eq!(find("/./index.html"), "missing true");
        for malformed in ["/..", "/a/%2e%2e/b", "/%00", "/a%5cb", "/%ff", "*", ""] {
            assert_eq!(find(malformed), "malformed", "{malformed}");
        }
    }
}
