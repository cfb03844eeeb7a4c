//! kb's own documentation: it checks clean, its examples build, its commands exist, and the pages that are made from
//! the code say what the code does. `UPDATE_DOCS=1 cargo nextest run --test docs` writes those pages anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]
#![allow(clippy::disallowed_methods, reason = "the documentation lies on the disk")]

mod reference;
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kb::config::settings::{SETTINGS, TABLES};
use kb::diagnostic::rules;
use kb::engine::{Build, Engine, Scope};
use kb::model::kind;
use kb::model::reference::{COMMON, INNER, OWN};
use kb::source;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// A page of the documentation.
struct Page {
    /// Path under `docs/`.
    file: String,
    text: String,
}

impl Page {
    /// Its Markdown, without front matter.
    fn body(&self) -> &str {
        self.text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).map_or(&self.text, |(_, body)| body)
    }

    /// `[extra] examples`: the knowledge base that its examples are laid over.
    fn laid_over(&self) -> Option<String> {
        let front = self.text.strip_prefix("+++\n")?.split_once("\n+++\n")?.0;
        let front: toml::Table = toml::from_str(front).unwrap();
        Some(front.get("extra")?.get("examples")?.as_str()?.to_owned())
    }

    /// Code blocks: the words after the fence, and what stands in them.
    fn blocks(&self) -> Vec<(String, String)> {
        let mut blocks = Vec::new();
        let mut open: Option<(String, String)> = None;
        for event in Parser::new_ext(self.body(), Options::all()) {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    open = Some((info.to_string(), String::new()));
                }
                Event::Text(text) => {
                    if let Some((_, code)) = &mut open {
                        code.push_str(&text);
                    }
                }
                Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
                _ => {}
            }
        }
        blocks
    }

    /// Words in backticks, outside of code blocks.
    fn codes(&self) -> BTreeSet<String> {
        let codes = Parser::new_ext(self.body(), Options::all()).filter_map(|event| match event {
            Event::Code(code) => Some(code.to_string()),
            _ => None,
        });
        codes.collect()
    }

    /// Files that it shows whole, by path in a knowledge base.
    fn examples(&self) -> site::Files {
        const PLACES: [&str; 4] = ["content/", "templates/", "themes/", "static/"];
        let mut files = site::Files::new();
        for (info, code) in self.blocks() {
            let Some((_, rest)) = info.split_once("title=\"") else { continue };
            let path = rest.split('"').next().unwrap_or_default();
            if path == "kb.toml" || PLACES.iter().any(|place| path.starts_with(place)) {
                assert!(files.insert(path.to_owned(), code).is_none(), "{}: {path} is shown twice", self.file);
            }
        }
        files
    }
}

fn pages() -> Vec<Page> {
    let mut pages = Vec::new();
    for entry in walkdir::WalkDir::new(folder().join("content")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|ending| ending == "md") {
            let file = entry.path().strip_prefix(folder()).unwrap().to_str().unwrap().replace('\\', "/");
            pages.push(Page { file, text: fs::read_to_string(entry.path()).unwrap() });
        }
    }
    pages
}

fn build() -> Build {
    site::build(source::read(&folder(), None).unwrap())
}

/// Pages are being written: what they are now is of no interest.
fn is_writing() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}

/// What is said of a setting holds for the kb that says it.
#[test]
fn settings_promise_nothing() {
    let tables = TABLES.iter().map(|table| table.says);
    for says in tables.chain(SETTINGS.iter().map(|setting| setting.says)) {
        assert!(!says.split([' ', '.', ',']).any(|word| word == "yet"), "{says}");
    }
}

#[test]
fn pages_made_from_the_code_are_up_to_date() {
    for (path, made) in reference::pages() {
        let file = folder().join("content").join(path);
        if is_writing() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &made).unwrap();
        }
        let known = fs::read_to_string(&file).unwrap_or_default();
        let at = made.lines().zip(known.lines()).position(|(made, known)| made != known);
        let at = at.unwrap_or_else(|| made.lines().count().min(known.lines().count()));
        let line = |text: &str| text.lines().nth(at).unwrap_or("(no such line)").to_owned();
        assert!(
            made == known,
            "{path}:{} differs\n made: {}\nknown: {}\nUPDATE_DOCS=1 takes what was made",
            at + 1,
            line(&made),
            line(&known)
        );
    }
}

#[test]
fn it_has_no_problem() {
    if is_writing() {
        return;
    }
    let flags = kb::config::Flags { drafts: true, ..site::flags() };
    let sources = source::read(&folder(), None).unwrap();
    let checked = Engine::new(None).build(sources, &flags, Scope::Check, None, &|_, _| {});
    assert_eq!(site::told(&checked.diagnostics, &checked.sources), "");
    let build = build();
    assert_eq!(site::told(&build.diagnostics, &build.sources), "");
    assert_eq!(site::links::dead(&build.output, ""), [""; 0]);
}

#[test]
fn its_examples_build() {
    if is_writing() {
        return;
    }
    let mut tried = 0;
    for page in pages() {
        let examples = page.examples();
        if examples.is_empty() {
            continue;
        }
        let mut sources = match page.laid_over().as_deref() {
            None => source::Sources::default(),
            Some("bundled") => site::bundled(),
            Some("init") => begun(),
            Some(other) => panic!("{}: no knowledge base is called `{other}`", page.file),
        };
        // What stands in no `content/` is a theme, and themes need a page to be tried on.
        if !examples
            .keys()
            .chain(sources.files.keys().map(|path| &**path).map(str::to_owned).collect::<Vec<_>>().iter())
            .any(|path| path.starts_with("content/"))
        {
            sources.files.extend(site::sources(&site::files(&[("content/a.md", "# A page\n\nText.\n")])).files);
        }
        sources.files.extend(site::sources(&examples).files);
        let build = site::build(sources);
        assert_eq!(site::told(&build.diagnostics, &build.sources), "", "{}", page.file);
        tried += 1;
    }
    assert!(tried >= 4, "only {tried} pages have examples");
}

/// Filters and functions that templates have beside Tera's own.
#[test]
fn every_filter_is_explained() {
    let text = fs::read_to_string(folder().join("../src/render/theme/filters.rs")).unwrap();
    let page = pages().into_iter().find(|page| page.file == "content/theming/change.md").unwrap();
    let codes = page.codes();
    for named in ["register_filter(\"", "register_function(\""] {
        for found in text.split(named).skip(1) {
            let name = found.split('"').next().unwrap_or_default();
            assert!(codes.iter().any(|code| code == name || code.starts_with(&format!("{name}("))), "`{name}`");
        }
    }
}

/// What the pages about theming change is seen on the pages of a site.
#[test]
fn changes_of_the_theme_are_seen() {
    if is_writing() {
        return;
    }
    for (file, seen) in [
        ("content/theming/change.md", &["assets/ours.", "Everything", "Ask in #payments", ">#cost</a>", "r=\"6\""][..]),
        ("content/theming/theme.md", &["assets/plum.", "Ask the platform team.", "theme-color"][..]),
    ] {
        let page = pages().into_iter().find(|page| page.file == file).unwrap();
        let mut files = page.examples();
        files.insert("content/a.md".into(), "+++\ntags = [\"cost\"]\n+++\n# A page\n\nText.\n".into());
        let build = site::build(site::sources(&files));
        assert_eq!(site::told(&build.diagnostics, &build.sources), "", "{file}");
        let bytes = site::bytes(&build);
        let html = String::from_utf8_lossy(&bytes["a/index.html"]);
        for text in seen {
            assert!(html.contains(text), "{file}: `{text}` is not seen");
        }
    }
}

#[test]
fn its_toml_is_toml() {
    if is_writing() {
        return;
    }
    for page in pages() {
        for (info, code) in page.blocks() {
            if info.split(' ').next() == Some("toml") {
                let read = toml::from_str::<toml::Table>(&code);
                assert!(read.is_ok(), "{}: {}\n{code}", page.file, read.unwrap_err());
            }
        }
    }
}

/// What `kb init` makes.
fn begun() -> source::Sources {
    let mut files = site::Files::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/init");
    for entry in walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(entry.path()).unwrap();
        files.insert(path, text.replace("TODAY", &site::TODAY.to_string()));
    }
    files.retain(|path, _| path == "kb.toml" || path.starts_with("content/"));
    site::sources(&files)
}

/// The files for continuous integration are shown as they are.
#[test]
fn its_files_for_ci_are_those_of_kb_init() {
    if is_writing() {
        return;
    }
    let page = pages().into_iter().find(|page| page.file == "content/start/team.md").unwrap();
    for (title, file) in [(".github/workflows/kb.yml", "ci/github.yml"), (".gitlab-ci.yml", "ci/gitlab.yml")] {
        let shown = page.blocks().into_iter().find(|(info, _)| info.contains(&format!("title=\"{title}\"")));
        assert_eq!(shown.unwrap().1, fs::read_to_string(folder().join(file)).unwrap(), "{title}");
    }
}

/// Words of a line as a shell reads them, up to a comment.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match c {
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            '#' if word.is_none() && quote.is_none() => break,
            ' ' if quote.is_none() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[test]
fn its_commands_exist() {
    if is_writing() {
        return;
    }
    let mut tried = 0;
    for page in pages().iter().filter(|page| page.file != "content/reference/commands.md") {
        let blocks = page.blocks();
        let lines = blocks.iter().filter(|(info, _)| matches!(info.split(' ').next(), Some("sh" | "console")));
        let mut commands: Vec<String> = lines.flat_map(|(_, code)| code.lines().map(str::to_owned)).collect();
        commands.extend(page.codes());
        for line in commands {
            for command in line.split("&&").map(|part| part.trim().trim_start_matches("$ ").trim()) {
                if !command.starts_with("kb ") {
                    continue;
                }
                let found = kb::cli::read(words(command).into_iter().map(Into::into));
                let wrong = found.err().filter(clap::Error::use_stderr);
                // In a sentence a command may stand without what it needs.
                let short = wrong.as_ref().is_some_and(|error| {
                    matches!(
                        error.kind(),
                        clap::error::ErrorKind::MissingRequiredArgument
                            | clap::error::ErrorKind::MissingSubcommand
                            | clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                    ) && page.codes().contains(command)
                });
                assert!(wrong.is_none() || short, "{}: {command}\n{}", page.file, wrong.unwrap());
                tried += 1;
            }
        }
    }
    assert!(tried >= 20, "only {tried} commands");
}

/// What a page says a command prints is what it prints, in the knowledge base of the page's examples, else in the
/// bundled one.
#[test]
fn its_commands_print_what_it_says() {
    if is_writing() {
        return;
    }
    let mut tried = 0;
    for page in pages() {
        let mut told: Vec<(String, String)> = Vec::new();
        for (_, code) in page.blocks().into_iter().filter(|(info, _)| info.split(' ').next() == Some("console")) {
            for line in code.lines() {
                match (line.strip_prefix("$ "), told.last_mut()) {
                    (Some(command), _) => told.push((command.to_owned(), String::new())),
                    (None, Some((_, output))) => output.push_str(&format!("{line}\n")),
                    (None, None) => panic!("{}: no command prints `{line}`", page.file),
                }
            }
        }
        told.retain(|(_, output)| !output.is_empty());
        if told.is_empty() {
            continue;
        }
        let root = tempfile::tempdir().unwrap();
        let mut sources = if page.laid_over().as_deref() == Some("init") { begun() } else { site::bundled() };
        sources.files.extend(site::sources(&page.examples()).files);
        for (path, made) in &sources.files {
            let file = root.path().join(&**path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, &made.bytes).unwrap();
        }
        for (command, output) in told {
            let mut kb = std::process::Command::new(env!("CARGO_BIN_EXE_kb"));
            kb.current_dir(root.path()).args(&words(&command)[1..]).args(["--today", &site::TODAY.to_string()]);
            let printed = kb.stdin(std::process::Stdio::null()).output().unwrap();
            assert_eq!(String::from_utf8(printed.stdout).unwrap(), output, "{}: {command}", page.file);
            tried += 1;
        }
    }
    assert!(tried >= 4, "only {tried} commands");
}

/// Parts of a tree that a page explains one by one are those of the trees that it shows whole.
#[test]
fn parts_of_a_tree_are_from_a_whole_one() {
    let page = pages().into_iter().find(|page| page.file == "content/write/tree.md").unwrap();
    let whole: Vec<String> = page.examples().into_values().collect();
    for (_, part) in page.blocks().into_iter().filter(|(info, _)| info == "toml") {
        assert!(whole.iter().any(|text| text.contains(&part)), "no example holds\n{part}");
    }
}

/// Words with hyphens that are no name of kb's.
const WITH_HYPHENS: &[&str] = &["build-essential", "single-source", "yes-no"];
/// Words with underscores that are no key of entries or settings.
const WITH_UNDERSCORES: &[&str] = &["taken_by"];

#[test]
fn its_names_exist() {
    if is_writing() {
        return;
    }
    let kinds = kind::all(&[]);
    let mut hyphens: BTreeSet<String> = WITH_HYPHENS.iter().map(|word| (*word).to_owned()).collect();
    hyphens.extend(rules::RULES.iter().map(|rule| rule.id.to_owned()));
    hyphens.extend(kinds.iter().flat_map(|kind| [kind.id.to_string(), kind.folder.to_string()]));
    let mut underscores: BTreeSet<String> = WITH_UNDERSCORES.iter().map(|word| (*word).to_owned()).collect();
    underscores.extend(COMMON.iter().map(|key| key.key.to_owned()));
    underscores.extend(OWN.iter().map(|(key, _)| (*key).to_owned()));
    underscores.extend(INNER.iter().flat_map(|inner| inner.keys).map(|key| key.key.to_owned()));
    underscores.extend(SETTINGS.iter().map(|setting| setting.key.to_owned()));
    let is_word = |word: &str, joint: char| {
        word.contains(joint)
            && word
                .split(joint)
                .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
    };
    let mut unknown = Vec::new();
    let made: Vec<String> = reference::pages().into_iter().map(|(path, _)| format!("content/{path}")).collect();
    for page in pages().iter().filter(|page| !made.contains(&page.file)) {
        let shown: Vec<String> = page.blocks().into_iter().map(|(_, code)| code).collect();
        for code in page.codes() {
            let is_shown = shown.iter().any(|text| text.contains(&code));
            let known = if is_word(&code, '-') {
                hyphens.contains(&code)
            } else if is_word(&code, '_') {
                underscores.contains(&code)
            } else {
                true
            };
            if !known && !is_shown {
                unknown.push(format!("{}: `{code}`", page.file));
            }
        }
        for named in page.text.match_indices("error[").chain(page.text.match_indices("warning[")) {
            let rule = page.text[named.0 + named.1.len()..].split(']').next().unwrap_or_default();
            if rules::find(rule).is_none() {
                unknown.push(format!("{}: rule `{rule}`", page.file));
            }
        }
    }
    assert_eq!(unknown, [""; 0]);
}

/// A key that the tables of trees and comparisons list is read by kb.
#[test]
fn keys_of_trees_and_comparisons_are_read() {
    let option = "+++\ntitle = \"NAME\"\ndescription = \"d\"\n+++\ntext\n";
    let answer = "short = \"s\"\nbecause = [\"a\"]\nweights = { c = 2 }\nbasis = \"definition\"\nflags = [\"f\"]\n";
    let mut tree = String::from(
        "+++\ntitle = \"T\"\ndescription = \"d\"\nreviewed = 2026-11-23\noptions = [\"a\"]\ncomparison = \"m\"\n",
    );
    for (id, kind, part) in [
        ("one", "choice", "answer"),
        ("two", "yes-no", "answer"),
        ("three", "number", "band"),
        ("four", "multi", "rule"),
    ] {
        tree.push_str(&format!("[[question]]\nid = \"{id}\"\nask = \"{id}?\"\ntype = \"{kind}\"\ncriterion = \"c\"\n"));
        let to = match id {
            "one" => "to = \"two\"",
            "two" => "to = \"three\"",
            "three" => "to = \"four\"",
            _ => "to = \"use:u\"\nexits = { e = \"outcome:o\" }",
        };
        match kind {
            "number" => tree.push_str("unit = \"%\"\nmin = 0\nmax = 9\n"),
            "multi" => ["x", "y"].iter().for_each(|id| {
                tree.push_str(&format!("[[question.answer]]\nid = \"{id}\"\nlabel = \"{id}\"\nflags = [\"g\"]\n"))
            }),
            _ => {}
        }
        let conditions: &[&str] = match kind {
            "number" => &["below = 5", "from = 5"],
            "multi" => &["any = [\"x\"]", "all = [\"y\"]", "none = true", "default = true"],
            _ => &["", ""],
        };
        for (at, condition) in conditions.iter().enumerate() {
            let name = if kind == "yes-no" { ["yes", "no"][at].to_owned() } else { format!("r{at}") };
            tree.push_str(&format!(
                "[[question.{part}]]\nid = \"{name}\"\nlabel = \"L{at}\"\n{condition}\n{answer}{to}\n"
            ));
        }
    }
    tree.push_str("[[outcome]]\nid = \"o\"\ntitle = \"O\"\nshort = \"O\"\nrecommend = [\"a\"]\nbecause = [\"a\"]\nduties = [\"a\"]\nconfidence = \"low\"\nbasis = \"definition\"\ncontra = [{ if = \"two=no\", entry = \"a\" }]\nrevisit = [\"a\"]\n");
    tree.push_str("[[path]]\nname = \"p\"\nanswers = \"one=r0 two=yes three=3 four=x u.v=yes\"\nexpect = \"o\"\n");
    tree.push_str("[[never]]\nif = \"two=no\"\noutcome = \"p\"\n+++\n## o:o\ntext\n");
    let used = "+++\ntitle = \"U\"\ndescription = \"d\"\nreviewed = 2026-11-23\nexits = [\"e\"]\n[[question]]\nid = \"v\"\nask = \"v?\"\ntype = \"yes-no\"\n[[question.answer]]\nid = \"yes\"\nto = \"exit:e\"\n[[question.answer]]\nid = \"no\"\nto = \"exit:e\"\n+++\n";
    let mut comparison =
        String::from("+++\ntitle = \"M\"\ndescription = \"d\"\nreviewed = 2026-11-23\noptions = [\"a\"]\n");
    for (id, keys) in [
        (
            "c",
            "type = \"ordinal\"\nscale = [1, 2]\nlow = \"l\"\nhigh = \"h\"\nbetter = \"higher\"\nweight = 2\ngroup = \"g\"",
        ),
        ("n", "type = \"number\"\nmin = 0\nmax = 9\nunit = \"%\""),
        ("mo", "type = \"money\"\nmin = 0\nmax = 9\ncurrency = \"EUR\"\nper = \"month\""),
    ] {
        comparison.push_str(&format!("[[criterion]]\nid = \"{id}\"\nlabel = \"{id}\"\n{keys}\n"));
    }
    comparison.push_str("[[cell]]\noption = \"a\"\ncriterion = \"c\"\nvalue = 2\ntext = \"t\"\nopinion = true\nas_of = 2026-11-23\nlinks = [\"a\"]\n");
    comparison.push_str("[[cell]]\noption = \"a\"\ncriterion = \"n\"\nvalue = 2\nsource = \"s\"\n[[cell]]\noption = \"a\"\ncriterion = \"mo\"\nunknown = true\n");
    comparison.push_str("[[preset]]\nid = \"p\"\nlabel = \"P\"\nweights = { c = 1 }\nmust = { c = 2 }\n+++\ntext\n");
    let texts = BTreeMap::from([("tree", tree.clone()), ("comparison", comparison.clone())]);
    for inner in INNER {
        for key in inner.keys {
            assert!(texts[inner.kind].contains(&format!("{} =", key.key)), "{}: {} is not tried", inner.head, key.key);
        }
    }
    let files = site::files(&[
        ("content/options/a.md", &option.replace("NAME", "A")),
        (
            "content/sources/s.md",
            "+++\ntitle = \"S\"\npublisher = \"p\"\naccessed = 2026-11-23\ncitation = \"c\"\n+++\ntext\n",
        ),
        ("content/trees/t.md", &tree),
        ("content/trees/u.md", used),
        ("content/comparisons/m.md", &comparison),
    ]);
    let build = site::build(site::sources(&files));
    let wrong: Vec<&str> = build
        .diagnostics
        .iter()
        .filter(|problem| {
            matches!(problem.rule.as_str(), "unknown-key" | "missing-key" | "wrong-type" | "tree-bad-type")
        })
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(wrong, [""; 0]);
}
