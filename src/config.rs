//! The text of `kb.toml` and the flags, resolved once into a value that nobody changes.
//!
//! The disk, content and themes are unknown here.

mod read;
pub mod settings;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Level};
use crate::fields::At;

pub use read::parse;

/// Kinds of files that are published when `[content] assets` says nothing.
pub const ASSETS: [&str; 16] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "pdf", "txt", "csv", "json", "zip", "mp4", "webm", "mp3",
];
/// Kinds of files that are never published, whatever `[content] assets` says: browsers run them.
pub const NEVER_ASSETS: [&str; 9] = ["html", "htm", "xhtml", "xml", "xsl", "js", "mjs", "css", "wasm"];

/// `[content] raw_html`: what happens to HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RawHtml {
    /// Cleaned by an allowlist.
    #[default]
    Clean,
    /// Shown as text.
    Escape,
}

/// All settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// `[site] title`.
    pub title: String,
    /// `[site] description`.
    pub description: String,
    /// `[site] base_url`, without a slash at its end; or `--base-url`.
    pub base_url: Option<String>,
    /// `[site] lang`.
    pub lang: String,
    /// `[site] theme`: a folder under `themes/`; none is the built-in one.
    pub theme: Option<String>,
    /// `[site] featured`: the tree that leads home.
    pub featured: Option<At<String>>,
    /// `[content] tags`: those allowed, when given.
    pub tags: Option<Vec<String>>,
    /// `[content] owners`: those of entries that name none.
    pub owners: Vec<String>,
    /// `[content] assets`: endings of files that are published.
    pub assets: Vec<String>,
    /// `[content] raw_html`.
    pub raw_html: RawHtml,
    /// `[checks]`: levels of rules.
    pub checks: Vec<LevelSetting>,
    /// `[repo]`.
    pub repo: Option<Repo>,
    /// `[trees] path_pages`.
    pub path_pages: usize,
    /// `[serve] port`.
    pub port: Option<u16>,
    /// `[serve] host`.
    pub host: Option<String>,
    /// `[serve] allow_host`.
    pub allow_hosts: Vec<String>,
    /// `[search] boost`: kinds and statuses, and how much their scores count.
    pub boosts: Vec<(At<String>, f64)>,
    /// `[search] file_protocol`: search works in pages opened from disk too.
    pub search_from_disk: bool,
    /// The first of `[search] languages`: how words are brought to their stems, where that is not `lang`.
    pub search_language: Option<String>,
    /// `[kinds.*]`: kinds of the team's own.
    pub kinds: Vec<TeamKind>,
    /// `[extra]`.
    pub extra: serde_json::Value,
    /// Drafts are built too.
    pub drafts: bool,
    /// Today: an input like any other.
    pub today: Date,
}

/// What the command line adds to `kb.toml`.
#[derive(Clone, Debug)]
pub struct Flags {
    /// `--base-url`.
    pub base_url: Option<String>,
    /// `--drafts`.
    pub drafts: bool,
    /// `--today`, SOURCE_DATE_EPOCH or the clock.
    pub today: Date,
}

/// A rule's level for all files, or for those whose paths match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelSetting {
    /// The rule.
    pub rule: String,
    /// `None` is "off".
    pub level: Option<Level>,
    /// Path patterns; empty means all files.
    pub paths: Vec<String>,
}

/// `[repo]`: where the knowledge base is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repo {
    /// Address of the repository, without a slash at its end.
    pub url: String,
    /// The branch.
    pub branch: String,
    /// Which code host it is, for the form of its addresses.
    pub forge: Forge,
}

/// A code host's form of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forge {
    /// GitHub's.
    GitHub,
    /// GitLab's.
    GitLab,
    /// Gitea's and Forgejo's.
    Gitea,
}

impl Repo {
    /// The address where a file of the repository is edited.
    pub fn edit(&self, file: &str) -> String {
        let path = percent_encoding::utf8_percent_encode(file, PATH).to_string();
        let url = &self.url;
        let branch = percent_encoding::utf8_percent_encode(&self.branch, PATH);
        match self.forge {
            Forge::GitHub => format!("{url}/edit/{branch}/{path}"),
            Forge::GitLab => format!("{url}/-/edit/{branch}/{path}"),
            Forge::Gitea => format!("{url}/_edit/{branch}/{path}"),
        }
    }

    /// The address where a problem is reported, with these words to begin with.
    ///
    /// See GitHub's «Creating an issue from a URL query», GitLab's «Using a URL with prefilled values» and Gitea's
    /// «Issue and pull request templates».
    pub fn report(&self, title: &str, body: &str) -> String {
        let (form, title_key, body_key) = match self.forge {
            Forge::GitHub | Forge::Gitea => ("issues/new", "title", "body"),
            Forge::GitLab => ("-/issues/new", "issue%5Btitle%5D", "issue%5Bdescription%5D"),
        };
        let address =
            |body: &str| format!("{}/{form}?{title_key}={}&{body_key}={}", self.url, query(title), query(body));
        within(address(body)).unwrap_or_else(|| format!("{}/{form}", self.url))
    }

    /// The address where a new file is written, with a name and a text to begin with.
    ///
    /// GitHub and Gitea take the text; GitLab's editor takes the name, and the text in those of its versions that do.
    pub fn new_file(&self, folder: &str, name: &str, text: &str) -> String {
        let folder = percent_encoding::utf8_percent_encode(folder, PATH).to_string();
        let url = &self.url;
        let branch = percent_encoding::utf8_percent_encode(&self.branch, PATH);
        let (named, text_key) = match self.forge {
            Forge::GitHub => (format!("{url}/new/{branch}/{folder}?filename={}", query(name)), "value"),
            Forge::GitLab => (format!("{url}/-/new/{branch}/{folder}?file_name={}", query(name)), "content"),
            Forge::Gitea => (format!("{url}/_new/{branch}/{folder}?filename={}", query(name)), "value"),
        };
        within(format!("{named}&{text_key}={}", query(text))).unwrap_or(named)
    }
}

/// Longest address that is written: servers and proxies refuse longer ones.
const ADDRESS_LIMIT: usize = 6000;

fn within(address: String) -> Option<String> {
    (address.len() < ADDRESS_LIMIT).then_some(address)
}

fn query(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// What has to be encoded in the path of an address.
pub const PATH: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']');

/// A kind that a team adds.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamKind {
    /// Its id.
    pub id: At<String>,
    /// Its folder.
    pub folder: At<String>,
    /// What one is called.
    pub title: String,
    /// What many are called.
    pub plural: String,
    /// Its own keys.
    pub fields: Vec<TeamField>,
}

/// A key of a team's kind.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamField {
    /// The key.
    pub name: At<String>,
    /// Its type.
    pub kind: TeamFieldType,
    /// It must be there.
    pub required: bool,
    /// The only texts allowed, when given.
    pub values: Vec<String>,
    /// For ids: the kind they must name, when given.
    pub target: Option<At<String>>,
    /// For ids: what the relation is called from the other side.
    pub inverse: Option<String>,
}

/// Types of keys of a team's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamFieldType {
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// A date.
    Date,
    /// A list of texts.
    List,
    /// A list of ids.
    Ids,
}

impl Config {
    /// The language whose stems search uses, as in HTML.
    pub fn stems(&self) -> &str {
        self.search_language.as_deref().unwrap_or(&self.lang)
    }

    /// Applies `[checks]` to problems that were found: levels change, and what is off goes.
    pub fn apply_checks(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostics.into_iter().filter_map(|problem| self.apply_check(problem)).collect()
    }

    fn apply_check(&self, mut problem: Diagnostic) -> Option<Diagnostic> {
        let file = problem.place.as_ref().map_or("", |place| &*place.file);
        let applies = |setting: &&LevelSetting| {
            setting.rule == problem.rule
                && (setting.paths.is_empty() || setting.paths.iter().any(|pattern| matches(pattern, file)))
        };
        // Later settings win, and overrides stand after the general ones.
        if let Some(setting) = self.checks.iter().rev().find(applies) {
            problem.level = setting.level?;
        }
        Some(problem)
    }
}

/// Whether a path matches a pattern: `*` stands for any characters but `/`, `**` for any; a folder matches all in it.
pub fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_end_matches('/');
    path.strip_prefix(pattern).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        || glob(pattern.as_bytes(), path.as_bytes())
}

fn glob(pattern: &[u8], path: &[u8]) -> bool {
    // Positions to return to when the text after a star does not match: one for `*`, one for `**`, so that no
    // pattern takes more than quadratic time.
    let (mut p, mut t) = (0, 0);
    let mut single: Option<(usize, usize)> = None;
    let mut double: Option<(usize, usize)> = None;
    while t < path.len() {
        if pattern[p..].starts_with(b"**") {
            p += if pattern[p..].starts_with(b"**/") { 3 } else { 2 };
            double = Some((p, t));
            single = None;
        } else if p < pattern.len() && pattern[p] == b'*' {
            p += 1;
            single = Some((p, t));
        } else if p < pattern.len() && (pattern[p] == path[t] || (pattern[p] == b'?' && path[t] != b'/')) {
            p += 1;
            t += 1;
        } else if let Some((at, from)) = single.filter(|&(_, from)| path[from] != b'/') {
            single = Some((at, from + 1));
            (p, t) = (at, from + 1);
        } else if let Some((at, from)) = double {
            double = Some((at, from + 1));
            single = None;
            (p, t) = (at, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&byte| byte == b'*')
}

/// Built-in choices that `kb.toml` may name, for messages.
pub(crate) fn forges() -> BTreeMap<&'static str, Forge> {
    BTreeMap::from([("github", Forge::GitHub), ("gitlab", Forge::GitLab), ("gitea", Forge::Gitea)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repo(forge: Forge) -> Repo {
        Repo { url: "https://git.example.org/a/b".into(), branch: "main".into(), forge }
    }

    #[test]
    fn forms_of_a_forge_come_filled_in() {
        let new = |forge| repo(forge).new_file("content/options", "my-option.md", "+++\ntitle");
        assert_eq!(
            new(Forge::GitHub),
            "https://git.example.org/a/b/new/main/content/options?filename=my%2Doption%2Emd&value=%2B%2B%2B%0Atitle"
        );
        assert!(new(Forge::GitLab).contains("/-/new/main/content/options?file_name=my%2Doption%2Emd&content="));
        assert!(new(Forge::Gitea).contains("/_new/main/content/options?filename=my%2Doption%2Emd&value="));
        let report = |forge| repo(forge).report("A & B", "one\ntwo");
        assert_eq!(report(Forge::GitHub), "https://git.example.org/a/b/issues/new?title=A%20%26%20B&body=one%0Atwo");
        assert!(report(Forge::GitLab).contains("/-/issues/new?issue%5Btitle%5D=A%20%26%20B&issue%5Bdescription%5D="));
        assert!(report(Forge::Gitea).contains("/issues/new?title="));
    }

    #[test]
    fn long_texts_are_left_out_of_addresses() {
        let long = "&".repeat(3000);
        let new = repo(Forge::GitHub).new_file("content", "a.md", &long);
        assert_eq!(new, "https://git.example.org/a/b/new/main/content?filename=a%2Emd");
        assert_eq!(repo(Forge::GitHub).report("t", &long), "https://git.example.org/a/b/issues/new");
    }

    #[test]
    fn patterns_match_as_people_expect() {
        assert!(matches("content/cost", "content/cost/a.md"));
        assert!(matches("content/*.md", "content/a.md"));
        assert!(!matches("content/*.md", "content/cost/a.md"));
        assert!(matches("content/**/a.md", "content/cost/x/a.md"));
        assert!(matches("content/**/a.md", "content/a.md"));
        assert!(matches("**/*.md", "content/cost/a.md"));
        assert!(!matches("content/cos", "content/cost/a.md"));
    }
}
