//! A built site, read as a browser would: what it asks for, where its links lead, and whether it keeps to the policy
//! that its pages carry.
//!
//! How the site was made is unknown here, so this also proves what templates and files of a team's own made of it.

mod address;
mod page;
mod style;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::output::Output;
use address::Target;
use page::{Page, Reach};

/// All problems of a site that is to stand at `base` (its `base_url`, without a slash at its end).
pub fn site(output: &Output, base: Option<&str>) -> Vec<Diagnostic> {
    let pages: BTreeMap<&str, Page> = texts(output, ".html").map(|(path, text)| (path, page::read(text))).collect();
    let site = Site { output, base, pages };
    let mut found = Vec::new();
    for (path, page) in &site.pages {
        let file: Arc<str> = (*path).into();
        found.extend(page.problems.iter().map(|problem| problem.clone().on(&file)));
        found.extend(page.links.iter().filter_map(|link| Some(site.judge(path, link)?.at(&file, link.span.clone()))));
    }
    for (path, text) in texts(output, ".css") {
        let file: Arc<str> = path.into();
        let links = style::addresses(text).into_iter();
        let links = links.map(|(address, span)| Link { address, reach: Reach::Asked, what: "the style sheet", span });
        found.extend(links.filter_map(|link| Some(site.judge(path, &link)?.at(&file, link.span.clone()))));
    }
    found
}

/// The address that a built site gives for itself on its home page, without a slash at its end.
pub fn own_address(output: &Output) -> Option<String> {
    let (_, home) = texts(output, ".html").find(|(path, _)| *path == "index.html")?;
    page::read(home).canonical.map(|address| address.trim_end_matches('/').to_owned())
}

/// Files of a site that end so, as text; others are none of ours.
fn texts<'a>(output: &'a Output, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let ours = output.iter().filter(move |(path, _)| path.ends_with(ending));
    ours.filter_map(|(path, file)| Some((path, std::str::from_utf8(&file.bytes).ok()?)))
}

struct Site<'a> {
    output: &'a Output,
    base: Option<&'a str>,
    pages: BTreeMap<&'a str, Page>,
}

/// An address that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Link {
    address: String,
    reach: Reach,
    /// What names it, for messages: `<img src>`.
    what: &'static str,
    span: Range<usize>,
}

impl Site<'_> {
    fn judge(&self, path: &str, link: &Link) -> Option<Diagnostic> {
        let Link { address, reach, what, .. } = link;
        let dead = |why: String| Some(Diagnostic::new("output-dead-link", format!("`{address}` of {what} {why}")));
        match address::read(path, address, self.base) {
            Target::Elsewhere if *reach == Reach::Asked => {
                let message = format!("{what} asks another host: `{address}`");
                Some(Diagnostic::new("output-foreign-request", message))
            }
            Target::Code => {
                Some(Diagnostic::new("output-inline-code", format!("{what} runs code from an address: `{address}`")))
            }
            Target::Elsewhere | Target::Data => None,
            Target::Absolute => dead("begins with a slash, and leads elsewhere below a path".to_owned()),
            Target::Outside => dead("leaves the site".to_owned()),
            Target::Inside { path: target, fragment } => {
                let file =
                    if target.is_empty() || target.ends_with('/') { format!("{target}index.html") } else { target };
                if self.output.get(&file).is_none() {
                    return dead(format!("leads to `{file}`, which is not there"));
                }
                let ids = self.pages.get(file.as_str()).map(|page| &page.ids);
                // `#top` is the top of every page.
                let named = !fragment.is_empty() && !fragment.eq_ignore_ascii_case("top");
                let lost = named && ids.is_some_and(|ids| !ids.contains(fragment.as_str()));
                if lost { dead(format!("names the id `{fragment}`, which `{file}` has not")) } else { None }
            }
        }
    }
}

/// A problem that is not placed yet.
#[derive(Clone, Debug)]
struct Unplaced {
    rule: &'static str,
    message: String,
    help: Option<&'static str>,
    span: Option<Range<usize>>,
}

impl Unplaced {
    fn on(self, file: &Arc<str>) -> Diagnostic {
        let problem = Diagnostic::new(self.rule, self.message).maybe_help(self.help.map(str::to_owned));
        match self.span {
            Some(span) => problem.at(file, span),
            None => problem.in_file(file),
        }
    }
}
