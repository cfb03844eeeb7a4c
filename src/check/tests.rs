//! Rules, tried on sites that are written as one string.
//!
//! `== path` begins a file. A line of blanks and carets with `level[rule]: message` expects a problem in the line
//! above, at those columns; one without carets right below the `==` expects it on the file as a whole. After
//! ` = ` the cure can be written too. Every problem must be expected, and every expected one must be found.

mod changes;
mod comparisons;
mod entries;
mod expect;
mod keys;
mod links;
mod matrix;
mod places;
mod settings;
mod synonyms;
mod tree_answers;
mod tree_mutations;
mod tree_paths;
mod tree_rules;
mod tree_uses;
mod trees;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::date;

use crate::config::{self, Flags};
use crate::diagnostic::{Diagnostic, Level, LineIndex, rules, sort};
use crate::model::{self, assets};
use crate::source::{File, Sources};
use crate::{engine, graph, parse};

/// Rules that no site written as text can break, and where they are tried instead.
const ELSEWHERE: [(&str, &str); 9] = [
    ("not-utf8", "files are read as bytes: tests/cli.rs"),
    ("symlink", "needs a disk: tests/cli.rs"),
    ("unreadable", "needs a disk: source"),
    ("unknown-language", "found while rendering: render/markdown/tests/blocks.rs"),
    ("formula", "found while rendering: render/markdown/tests/maths.rs"),
    ("tabs", "found while rendering: render/markdown/tests/tabs.rs"),
    ("html-removed", "found while rendering: render/markdown/tests/raw.rs"),
    ("template", "found while rendering: render/theme/tests.rs"),
    ("search-index", "found while the index is made: tests/search_index.rs"),
];

#[test]
fn every_rule_is_tried() {
    let tests = [
        include_str!("tests/changes.rs"),
        include_str!("tests/comparisons.rs"),
        include_str!("tests/entries.rs"),
        include_str!("tests/expect.rs"),
        include_str!("tests/keys.rs"),
        include_str!("tests/links.rs"),
        include_str!("tests/matrix.rs"),
        include_str!("tests/places.rs"),
        include_str!("tests/settings.rs"),
        include_str!("tests/synonyms.rs"),
        include_str!("tests/tree_rules.rs"),
        include_str!("tests/tree_paths.rs"),
        include_str!("tests/tree_uses.rs"),
        include_str!("tests/trees.rs"),
    ]
    .concat();
    // Those that are found in the built site.
    let tests = tests + include_str!("../audit/tests.rs");
    let untried: Vec<&str> =
        rules::RULES.iter().map(|rule| rule.id).filter(|id| !tests.contains(&format!("[{id}]: "))).collect();
    assert_eq!(untried, ELSEWHERE.map(|(rule, _)| rule));
}

/// Checks a site and compares all problems with those that are written in it.
#[track_caller]
fn check(site: &str) {
    Site::read(site).compare(&Run::default());
}

/// The same with drafts built.
#[track_caller]
fn check_with_drafts(site: &str) {
    let run = Run { drafts: true, ..Run::default() };
    Site::read(site).compare(&run);
}

/// The same with reviews, as `kb check` does.
#[track_caller]
fn check_with_reviews(site: &str) {
    let run = Run { reviews: true, ..Run::default() };
    Site::read(site).compare(&run);
}

/// The same with every text changed before it is read: other ends of lines, a byte order mark.
#[track_caller]
fn check_after(change: fn(&str) -> String, site: &str) {
    let run = Run { change, ..Run::default() };
    Site::read(site).compare(&run);
}

struct Run {
    drafts: bool,
    reviews: bool,
    change: fn(&str) -> String,
}

impl Default for Run {
    fn default() -> Self {
        Run { drafts: false, reviews: false, change: str::to_owned }
    }
}

/// A problem with its place in lines and columns.
#[derive(Clone, Debug, PartialEq)]
struct Problem {
    file: String,
    /// Line, column and number of characters in that line; none for a file as a whole.
    place: Option<(usize, usize, usize)>,
    level: Level,
    rule: String,
    message: String,
    help: Option<String>,
}

/// A site as it is written in a test.
struct Site {
    files: BTreeMap<String, String>,
    expected: Vec<Problem>,
}

impl Site {
    fn read(text: &str) -> Self {
        let mut site = Site { files: BTreeMap::new(), expected: Vec::new() };
        for block in dedent(text).split("== ").skip(1) {
            let (header, lines) = block.split_once('\n').unwrap_or((block, ""));
            site.add_file(header.trim(), lines);
        }
        // Few sites of tests link every entry.
        site.files.entry("kb.toml".into()).or_insert_with(|| "[checks]\norphan = \"off\"\n".into());
        site
    }

    fn add_file(&mut self, header: &str, lines: &str) {
        let (path, verbatim) = match header.strip_suffix(" as written") {
            Some(path) => (path, true),
            None => (header, false),
        };
        let is_root = path == "kb.toml" || path.starts_with("search/");
        let file = if is_root { path.to_owned() } else { format!("content/{path}") };
        let mut text = String::new();
        let mut front = if verbatim { "" } else { defaults(path) };
        if !front.is_empty() && !lines.trim_start().starts_with("+++") {
            // Problems on the first line of an entry without front matter could not be written otherwise.
            let _ = write!(text, "+++\ntitle = \"{path}\"\n{front}+++\n");
            front = "";
        }
        for line in lines.split_inclusive('\n') {
            if let Some(problem) = expectation(&file, &text, line) {
                self.expected.push(problem);
                continue;
            }
            if !front.is_empty() && text.trim_end() == "+++" {
                for default in format!("title = \"{path}\"\n{front}").lines() {
                    let key = default.split(' ').next().unwrap_or_default();
                    let written = |line: &str| line.starts_with(&format!("{key} ="));
                    if !lines.lines().any(written) {
                        let _ = writeln!(text, "{default}");
                    }
                }
                front = "";
            }
            text.push_str(line);
        }
        self.files.insert(file, text);
    }

    #[track_caller]
    fn compare(mut self, run: &Run) {
        for text in self.files.values_mut() {
            *text = (run.change)(text);
        }
        let mut unexpected = Vec::new();
        let mut missing = self.expected.clone();
        for problem in self.problems(run) {
            let same = |expected: &Problem| {
                let help = expected.help.as_ref().and(problem.help.clone());
                *expected == Problem { help, ..problem.clone() }
            };
            match missing.iter().position(same) {
                Some(at) => drop(missing.remove(at)),
                None => unexpected.push(problem),
            }
        }
        if missing.is_empty() && unexpected.is_empty() {
            return;
        }
        panic!(
            "\n-- expected and not found:\n{}-- found and not expected:\n{}",
            self.draw(&missing),
            self.draw(&unexpected)
        );
    }

    fn problems(&self, run: &Run) -> Vec<Problem> {
        let mut sources = Sources::default();
        for (path, text) in &self.files {
            let path: Arc<str> = path.as_str().into();
            let file = File { path: path.clone(), bytes: text.as_bytes().into(), hash: blake3::hash(text.as_bytes()) };
            sources.files.insert(path, file);
        }
        let flags = Flags { base_url: None, drafts: run.drafts, today: date(2026, 11, 23) };
        let (config, mut found) = config::parse(sources.text("kb.toml").unwrap_or_default(), &flags);
        let is_entry = |(path, _): &(&str, &File)| assets::is_entry(path);
        let entries = sources.below("content").filter(is_entry);
        let documents: Vec<_> =
            entries.map(|(_, file)| Arc::new(parse::document(&file.path, file.text().unwrap_or_default()))).collect();
        found.extend(documents.iter().flat_map(|document| document.diagnostics.iter().cloned()));
        let (assets, refused) = assets::collect(&sources, &config);
        found.extend(refused);
        let (site, problems) = model::site(&documents, assets, &[], &config);
        found.extend(problems);
        let graph = graph::resolve(&site);
        found.extend(super::site(&site, &graph, &config));
        found.extend(engine::synonyms(&sources).1);
        if run.reviews {
            found.extend(super::reviews(&site));
            found.extend(engine::search_problems(&sources, &site, &graph, &config));
        }
        let mut found = config.apply_checks(found);
        sort(&mut found);
        found.into_iter().map(|problem| self.place(problem)).collect()
    }

    fn place(&self, problem: Diagnostic) -> Problem {
        let place = problem.place.expect("every problem has a place");
        let span = place.span.map(|span| {
            let text = &self.files[&*place.file];
            let (line, column) = LineIndex::new(text).line_column(span.start);
            // Of a place with several lines the first one is marked; an empty place is marked by one caret.
            let marked = text[span].split(['\r', '\n']).next().unwrap_or_default();
            (line, column, marked.chars().count().max(1))
        });
        Problem {
            file: place.file.to_string(),
            place: span,
            level: problem.level,
            rule: problem.rule,
            message: problem.message,
            help: problem.help,
        }
    }

    fn draw(&self, problems: &[Problem]) -> String {
        let mut drawn = String::new();
        for problem in problems {
            let mut carets = String::new();
            if let Some((line, column, length)) = problem.place {
                let written = self.files.get(&problem.file).and_then(|text| text.lines().nth(line - 1));
                let written = written.unwrap_or("").trim_start_matches('\u{feff}');
                let _ = writeln!(drawn, "{}:{line}\n{written}", problem.file);
                carets = format!("{}{} ", " ".repeat(column - 1), "^".repeat(length));
            } else {
                let _ = writeln!(drawn, "== {}", problem.file);
            }
            let help = problem.help.as_ref().map_or_else(String::new, |help| format!(" = {help}"));
            let (level, rule, message) = (problem.level.as_str(), &problem.rule, &problem.message);
            let _ = writeln!(drawn, "{carets}{level}[{rule}]: {message}{help}");
        }
        drawn
    }
}

/// The problem that a line expects in the text so far.
fn expectation(file: &str, text: &str, line: &str) -> Option<Problem> {
    let blanks = line.chars().take_while(|&c| c == ' ').count();
    let carets = line[blanks..].chars().take_while(|&c| c == '^').count();
    let rest = line[blanks + carets..].trim();
    let (level, rest) = match rest.strip_prefix("error[") {
        Some(rest) => (Level::Error, rest),
        None => (Level::Warning, rest.strip_prefix("warning[")?),
    };
    let (rule, message) = rest.split_once("]: ")?;
    // `=` also stands between backquotes, in messages that quote a key with its value.
    let cure = message.match_indices(" = ").find(|(at, _)| message[..*at].matches('`').count() % 2 == 0);
    let (message, help) = match cure {
        Some((at, equals)) => (&message[..at], Some(&message[at + equals.len()..])),
        None => (message, None),
    };
    Some(Problem {
        file: file.to_owned(),
        place: (carets > 0).then(|| (text.lines().count(), blanks + 1, carets)),
        level,
        rule: rule.to_owned(),
        message: message.to_owned(),
        help: help.map(str::to_owned),
    })
}

/// Takes away the blanks that all lines begin with.
fn dedent(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = text.lines().filter(|line| line.trim_start().starts_with("== ")).map(blanks).min().unwrap_or(0);
    let mut plain = String::new();
    for line in text.split_inclusive('\n') {
        plain.push_str(line.get(common.min(blanks(line))..).unwrap_or(line));
    }
    plain
}

/// What the kind of a file's folder requires.
fn defaults(path: &str) -> &'static str {
    if path.ends_with("_index.md") || !path.ends_with(".md") {
        return "";
    }
    match path.split('/').next().unwrap_or_default() {
        "options" | "guides" => "description = \"About it\"\n",
        "use-cases" => "description = \"About it\"\nsuits = [\"fn\"]\n",
        "security" | "performance" | "cost" | "delivery" => {
            "description = \"About it\"\noptions = [\"fn\"]\nreviewed = 2026-11-01\nopinion = true\n"
        }
        "comparisons" => "description = \"About it\"\nreviewed = 2026-11-01\noptions = [\"fn\", \"svc\"]\n",
        "trees" => "description = \"About it\"\nreviewed = 2026-11-01\n",
        "case-studies" => "team = \"Shop\"\ndate = 2026-01-01\nchose = [\"fn\"]\noutcome_so_far = \"Fine\"\n",
        "decisions" => "status = \"accepted\"\ndate = 2026-01-01\ndecision_makers = [\"Ada\"]\n",
        "glossary" => "definition = \"A word\"\n",
        "sources" => "publisher = \"A press\"\naccessed = 2026-01-01\ncitation = \"A book\"\n",
        _ => "",
    }
}
