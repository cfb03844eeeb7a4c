//! The binary as people run it: what it prints, what it writes and how it exits.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
#![allow(clippy::disallowed_methods, reason = "commands are tried on a real disk")]

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A knowledge base in a temporary folder.
struct Kb(TempDir);

/// What a command did.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Kb {
    fn new(files: &[(&str, &str)]) -> Self {
        let kb = Kb(TempDir::new().unwrap());
        for (path, text) in files {
            kb.write(path, text.as_bytes());
        }
        kb
    }

    /// One that builds without a problem.
    fn sound() -> Self {
        Kb::new(&[("kb.toml", "[site]\ntitle = \"Handbook\"\n"), ("content/start.md", START), (PAGE, "# Second\n")])
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
        command.current_dir(self.0.path()).args(arguments).stdin(Stdio::null());
        // What the machine that runs the tests has set is no input.
        for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(arguments);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
    }

    /// All files of a folder, by path.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.path(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    files.insert(path, bytes);
                }
            }
        }
        files
    }
}

impl Ran {
    fn of(output: Output) -> Self {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Checks the exit code, and that standard error tells all of these.
    #[track_caller]
    fn fails(&self, code: i32, told: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for text in told {
            assert!(self.err.contains(text), "{text:?} is not in\n{}", self.err);
        }
        assert!(!self.err.contains("panicked") && !self.err.contains("internal error"), "{}", self.err);
    }

    #[track_caller]
    fn succeeds(&self) {
        self.fails(0, &[]);
    }
}

const PAGE: &str = "content/second.md";
const START: &str = "# Start\n\nText about waiting, and a [second page](second.md).\n";

#[test]
fn a_site_is_built_into_public() {
    let kb = Kb::sound();
    let ran = kb.run(&["build"]);
    ran.succeeds();
    assert_eq!(ran.out, "", "standard output is for results");
    assert!(ran.err.contains("2 entries") && ran.err.contains("no problems"), "{}", ran.err);
    let page = fs::read_to_string(kb.path("public/start/index.html")).unwrap();
    assert!(page.contains("href=\"../second/\""), "{page}");
    assert!(kb.path("public/.kb-site.json").is_file());
}

#[test]
fn a_second_build_keeps_what_did_not_change() {
    let kb = Kb::sound();
    kb.run(&["build"]).succeeds();
    let before = kb.files("public");
    let ran = kb.run(&["build", "-v"]);
    ran.fails(0, &["0 pages rendered", "0 files written", "no base_url"]);
    assert_eq!(kb.files("public"), before);
    kb.write(PAGE, b"# Second\n\nMore.\n");
    kb.run(&["build", "-v"]).fails(0, &["1 pages rendered"]);
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_day_that_is_named() {
    let kb = Kb::sound();
    let build = |folder: &str, variable: Option<&str>, flag: &[&str]| {
        let mut command = kb.command(&["build", "-q", "-o", folder]);
        command.args(flag);
        if let Some(seconds) = variable {
            command.env("SOURCE_DATE_EPOCH", seconds);
        }
        Ran::of(command.output().unwrap())
    };
    build("one", Some("1795392000"), &[]).succeeds();
    build("two", None, &["--today", "2026-11-23"]).succeeds();
    build("three", Some("0"), &["--today", "2026-11-23"]).succeeds();
    let by_name = |folder: &str| -> Vec<Vec<u8>> { kb.files(folder).into_values().collect() };
    assert_eq!(by_name("one"), by_name("two"));
    assert_eq!(by_name("two"), by_name("three"), "--today wins");
    build("four", Some("soon"), &[]).fails(2, &["SOURCE_DATE_EPOCH is no number: `soon`"]);
    build("four", None, &["--today", "2026-02-30"]).fails(2, &["2026-02-30"]);
}

#[test]
fn today_decides_what_lies_in_the_future() {
    let kb = Kb::new(&[("content/a.md", "+++\ncreated = 2026-06-01\n+++\n")]);
    kb.run(&["build", "--today", "2026-06-01"]).succeeds();
    kb.run(&["build", "--today", "2026-05-31"]).fails(1, &["error[bad-date]", "content/a.md:2:11"]);
}

#[test]
fn errors_publish_nothing_and_leave_the_old_site() {
    let kb = Kb::sound();
    kb.run(&["build"]).succeeds();
    let before = kb.files("public");
    kb.write(PAGE, b"# Second\n\n[[gone]]\n");
    let ran = kb.run(&["build"]);
    ran.fails(1, &["error[dead-link]", "content/second.md:3:3", "[[gone]]", "^^^^", "nothing was published"]);
    assert_eq!(kb.files("public"), before);
    let fresh = Kb::new(&[("content/a.md", "[[gone]]\n")]);
    fresh.run(&["build"]).fails(1, &[]);
    assert!(!fresh.path("public").exists());
}

#[test]
fn warnings_publish_unless_they_count_as_errors() {
    let kb = Kb::new(&[("content/a.md", "# A\n\n### Deep\n")]);
    kb.run(&["build"]).fails(0, &["warning[heading-skip]", "1 warning"]);
    kb.run(&["build", "--strict"]).fails(1, &["warning[heading-skip]", "as --strict asks"]);
    kb.run(&["check"]).fails(0, &["warning[heading-skip]"]);
    kb.run(&["check", "--deny", "warnings"]).fails(1, &["warning[heading-skip]"]);
    // A page that is kept repeats its warnings.
    kb.run(&["build"]).fails(0, &["warning[heading-skip]"]);
}

#[test]
fn warnings_of_rendering_are_repeated_by_the_next_process() {
    let kb = Kb::new(&[("content/a.md", "# A\n\nText <font onclick=\"x\">here</font>.\n\n```nolang\nx\n```\n")]);
    let told = ["warning[html-removed]", "warning[unknown-language]"];
    kb.run(&["build"]).fails(0, &told);
    let ran = kb.run(&["build", "-v"]);
    ran.fails(0, &told);
    ran.fails(0, &["0 pages rendered"]);
}

#[test]
fn drafts_are_built_when_asked_for_and_always_checked() {
    let kb = Kb::new(&[
        ("content/a.md", "# A\n"),
        ("content/b.md", "+++\nstatus = \"draft\"\ntitle = \"B\"\n+++\n[[gone]]\n"),
    ]);
    kb.run(&["build"]).succeeds();
    assert!(!kb.path("public/b").exists());
    kb.run(&["build", "--drafts"]).fails(1, &["content/b.md:5:3"]);
    kb.run(&["check"]).fails(1, &["content/b.md:5:3"]);
    kb.write("content/b.md", b"+++\nstatus = \"draft\"\ntitle = \"B\"\n+++\n");
    kb.run(&["build", "--drafts"]).succeeds();
    assert!(kb.path("public/b/index.html").is_file());
    kb.run(&["build"]).succeeds();
    assert!(!kb.path("public/b").exists(), "what is no longer part of the site goes");
}

#[test]
fn the_output_goes_where_it_is_told() {
    let kb = Kb::sound();
    kb.run(&["build", "-o", "site/deep", "-u", "https://kb.example.org/sub/"]).succeeds();
    let page = fs::read_to_string(kb.path("site/deep/start/index.html")).unwrap();
    assert!(page.contains("<link rel=\"canonical\" href=\"https://kb.example.org/sub/start/\">"), "{page}");
    kb.run(&["build", "-u", "kb.example.org"]).fails(2, &["http:// or https://"]);
}

#[test]
fn the_knowledge_base_is_found_from_inside_or_named() {
    let kb = Kb::sound();
    let elsewhere = TempDir::new().unwrap();
    let root = kb.0.path().to_str().unwrap();
    let run = |folder: &Path, arguments: &[&str]| Ran::of(kb.command(arguments).current_dir(folder).output().unwrap());
    run(&kb.path("content"), &["check"]).succeeds();
    run(elsewhere.path(), &["check", "--root", root]).succeeds();
    run(elsewhere.path(), &["check"]).fails(2, &["no kb.toml", "--root"]);
    run(elsewhere.path(), &["check", "--root", "nowhere"]).fails(2, &["cannot find nowhere"]);
    kb.write("other.toml", b"[site]\ntitle = \"Other name\"\n");
    kb.run(&["build", "--config", "other.toml"]).succeeds();
    assert!(fs::read_to_string(kb.path("public/index.html")).unwrap().contains("Other name"));
    kb.run(&["build", "--config", "gone.toml"]).fails(2, &["gone.toml"]);
}

#[test]
fn a_folder_that_kb_did_not_make_is_refused() {
    let kb = Kb::sound();
    kb.write("mine/notes.txt", b"mine");
    kb.run(&["build", "-o", "mine"]).fails(2, &["mine"]);
    kb.run(&["build", "-o", "content"]).fails(2, &["content"]);
    kb.run(&["build", "-o", "."]).fails(2, &[]);
    assert_eq!(fs::read(kb.path("mine/notes.txt")).unwrap(), b"mine");
    assert!(kb.path(PAGE).is_file());
}

#[test]
fn problems_name_file_line_and_column() {
    for (text, rule, place) in [
        ("+++\ntitle = \"A\nx = 1\n+++\n", "front-matter-syntax", "content/options/a.md:2:11"),
        ("+++\ntitel = \"A\"\n+++\n", "unknown-key", "content/options/a.md:2:1"),
        ("+++\ntitle = 7\n+++\n", "wrong-type", "content/options/a.md:2:9"),
        ("+++\ntitle = \"A\"\ndescription = \"D\"\n+++\n[[b]]\n", "dead-link", "content/options/a.md:5:3"),
        ("+++\ntitle = \"A\"\ndescription = \"D\"\n+++\n[x](#y)\n", "dead-anchor", "content/options/a.md:5:5"),
    ] {
        let kb = Kb::new(&[("content/options/a.md", text)]);
        let ran = kb.run(&["check"]);
        ran.fails(1, &[&format!("error[{rule}]"), place]);
        let json = kb.json(&["check", "--format", "json"]);
        let rules: Vec<&str> =
            json["problems"].as_array().unwrap().iter().filter_map(|problem| problem["rule"].as_str()).collect();
        assert!(rules.contains(&rule), "{json}");
    }
    let kb = Kb::new(&[("content/x/a-b.md", "# A\n"), ("content/x/a-b/README.md", "# B\n")]);
    kb.run(&["check"]).fails(1, &["error[duplicate-id]"]);
}

#[test]
fn files_and_pages_do_not_share_addresses() {
    let kb = Kb::new(&[
        ("content/assets/favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/site.json", "{}"),
        ("content/README.md", "# Home\n"),
        ("content/index.md", "# Home too\n"),
        ("content/a.md", "+++\naliases = [\"404.html\", \"trees/t/q/size/\"]\n+++\n# A\n"),
        ("content/trees/t.md", "+++\ntitle = \"T\"\n[[question]]\nid = \"size\"\nask = \"Q?\"\n+++\n"),
    ]);
    let json = kb.json(&["check", "--format", "json"]);
    let problems = json["problems"].as_array().unwrap().iter();
    let files: Vec<&str> = problems
        .filter(|problem| matches!(problem["rule"].as_str(), Some("duplicate-url" | "duplicate-id")))
        .map(|problem| problem["file"].as_str().expect("a problem of a file names it"))
        .collect();
    let expected =
        ["content/a.md", "content/a.md", "content/assets/favicon.svg", "content/index.md", "content/site.json"];
    assert_eq!(files, expected, "{json}");
}

#[test]
fn problems_as_json_have_a_stable_shape() {
    let kb = Kb::new(&[("content/a.md", "# Ä\n\nÄ [[gone]] x\n"), ("content/x.js", "1")]);
    let json = kb.json(&["check", "--format", "json"]);
    assert_eq!(
        json,
        serde_json::json!({
            "problems": [
                {
                    "rule": "dead-link", "level": "error", "message": "no page is called `gone`", "help": null,
                    "file": "content/a.md", "line": 3, "column": 5, "end_line": 3, "end_column": 9
                },
                {
                    "rule": "refused-asset", "level": "error",
                    "message": "`.js` files are never published: browsers run them", "help": null,
                    "file": "content/x.js", "line": null, "column": null, "end_line": null, "end_column": null
                }
            ],
            "errors": 2,
            "warnings": 0
        })
    );
    assert_eq!(kb.run(&["check", "--format", "json"]).code, 1);
    assert_eq!(
        Kb::sound().json(&["check", "--format", "json"]),
        serde_json::json!({"problems": [], "errors": 0, "warnings": 0})
    );
}

#[test]
fn a_file_that_is_not_utf8_is_told_with_byte_and_line() {
    let kb = Kb::sound();
    kb.write("content/bad.md", b"# A\n\nText \xff\xfe\n");
    kb.run(&["check"]).fails(1, &["error[not-utf8]", "content/bad.md", "byte 10", "line 3"]);
    kb.write("content/bad.md", b"# A\n");
    kb.write("kb.toml", b"[site]\ntitle = \"\xff\"\n");
    kb.run(&["check"]).fails(1, &["error[not-utf8]", "kb.toml", "byte 16", "line 2"]);
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_knowledge_base_are_refused() {
    use std::os::unix::fs::symlink;
    let kb = Kb::sound();
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("secret.md"), "# Secret\n").unwrap();
    symlink(outside.path().join("secret.md"), kb.path("content/secret.md")).unwrap();
    kb.run(&["build"]).fails(1, &["error[symlink]", "content/secret.md"]);
    fs::remove_file(kb.path("content/secret.md")).unwrap();
    symlink(outside.path(), kb.path("content/folder")).unwrap();
    kb.run(&["build"]).fails(1, &["error[symlink]", "content/folder"]);
    fs::remove_file(kb.path("content/folder")).unwrap();
    symlink(kb.path("content"), kb.path("content/loop")).unwrap();
    kb.run(&["build"]).fails(1, &["error[symlink]", "content/loop"]);
    fs::remove_file(kb.path("content/loop")).unwrap();
    symlink(kb.path(PAGE), kb.path("content/copy.md")).unwrap();
    kb.run(&["build"]).fails(0, &["duplicate-title"]);
}

#[test]
fn mistakes_in_templates_are_told_with_file_and_line() {
    let kb = Kb::sound();
    kb.write("templates/entry.html", b"<p>\n{{ page.nothing.at.all }}\n</p>\n");
    kb.run(&["build"]).fails(1, &["error[template]", "templates/entry.html:2"]);
    kb.write("templates/entry.html", b"<p>\n\n{% if %}\n");
    kb.run(&["build"]).fails(1, &["error[template]", "templates/entry.html:3"]);
    assert!(!kb.path("public").exists());
}

#[test]
fn a_busy_port_is_wrong_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    Kb::sound().run(&["serve", "--port", &port]).fails(2, &[&port]);
}

#[test]
fn rules_are_explained() {
    let kb = Kb::new(&[]);
    let ran = kb.run(&["explain", "dead-link"]);
    ran.succeeds();
    assert!(ran.out.starts_with("dead-link (error): a link that leads nowhere\n"), "{}", ran.out);
    assert_eq!(kb.run(&["explain", "[dead-link]"]).out, ran.out);
    let all = kb.run(&["explain"]);
    assert_eq!(all.out.lines().count(), kb::diagnostic::rules::RULES.len());
    kb.run(&["explain", "deadlink"]).fails(2, &["no rule is called `deadlink`", "did you mean `dead-link`?"]);
}

#[test]
fn wrong_use_is_two_and_help_is_a_result() {
    let kb = Kb::sound();
    kb.run(&[]).fails(2, &["Usage"]);
    kb.run(&["biuld"]).fails(2, &["build"]);
    kb.run(&["check", "--format", "yaml"]).fails(2, &["json"]);
    kb.run(&["build", "--nothing"]).fails(2, &["--nothing"]);
    for arguments in [&["--help"][..], &["build", "--help"], &["--version"]] {
        let ran = kb.run(arguments);
        ran.succeeds();
        assert!(!ran.out.is_empty() && ran.err.is_empty());
    }
}

#[test]
fn search_finds_and_shows_where() {
    let kb = Kb::sound();
    let ran = kb.run(&["search", "waiting"]);
    ran.succeeds();
    assert!(ran.out.starts_with("Start  page, start/\n  "), "{}", ran.out);
    assert!(ran.out.contains("Text about waiting"), "{}", ran.out);
    let json = kb.json(&["search", "waiting", "--json"]);
    let hit = &json["hits"][0];
    assert_eq!((&json["query"], &json["total"]), (&"waiting".into(), &1.into()));
    assert_eq!((&hit["id"], &hit["kind"], &hit["title"]), (&"start".into(), &"page".into(), &"Start".into()));
    assert_eq!((&hit["url"], &hit["status"]), (&"start/".into(), &"accepted".into()));
    assert!(hit["score"].is_number() && hit["sections"].is_array());
    let text: Vec<char> = hit["snippet"]["text"].as_str().unwrap().chars().collect();
    let mark = hit["snippet"]["marks"][0].as_array().unwrap();
    let (from, to) = (mark[0].as_u64().unwrap() as usize, mark[1].as_u64().unwrap() as usize);
    assert_eq!(text[from..to].iter().collect::<String>(), "waiting");
    let nothing = kb.run(&["search", "zebra"]);
    nothing.succeeds();
    assert_eq!(nothing.out, "nothing found for zebra\n");
    assert_eq!(kb.json(&["search", "zebra", "--json"])["hits"], serde_json::json!([]));
    assert_eq!(kb.json(&["search", "waiting", "--json", "--kind", "option"])["total"], 0);
    kb.run(&["search"]).fails(2, &["QUERY"]);
    kb.run(&["search", "x", "--limit", "0"]).fails(2, &["--limit"]);
}

/// Two pages on events, one of them also on Kafka.
fn events() -> Kb {
    let page = |front: &str, text: &str| format!("+++\n{front}\n+++\n# Events\n\n{text}\n");
    Kb::new(&[
        ("content/log.md", &page("tags = [\"streams\"]\nowners = [\"@platform\"]", "An event in Kafka.")),
        ("content/store.md", &page("tags = [\"storage\"]\nowners = [\"@data\"]", "An event in a store.")),
    ])
}

#[track_caller]
fn check_found(kb: &Kb, arguments: &[&str], expected: &[&str]) {
    let json = kb.json(&[&["search", "--json"], arguments].concat());
    let mut ids: Vec<&str> = json["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(ids, expected, "{arguments:?}");
}

#[test]
fn words_of_a_query_may_begin_with_a_hyphen() {
    let kb = events();
    for arguments in [&["event", "-kafka"][..], &["-kafka", "event", "--limit", "5"], &["--", "event", "-kafka"]] {
        check_found(&kb, arguments, &["store"]);
    }
    check_found(&kb, &["event", "-hadoop"], &["log", "store"]);
    check_found(&kb, &["event", "-\"in kafka\""], &["store"]);
    check_found(&kb, &["event", "-tag:storage"], &["log"]);
    check_found(&kb, &["-q", "event", "-kafka", "-v\u{e9}"], &["store"]);
    assert_eq!(kb.json(&["search", "--json", "event", "-kafka"])["query"], "event -kafka");
    kb.run(&["search", "event", "-kafka", "--limt", "5"]).fails(2, &["'--limt'"]);
    assert!(kb.run(&["search", "-h"]).out.contains("event -kafka"));
}

#[test]
fn filters_alone_list_what_they_let_pass() {
    let kb = events();
    for query in [&[][..], &[""], &[" "]] {
        check_found(&kb, &[query, &["--tag", "streams"]].concat(), &["log"]);
        check_found(&kb, &[query, &["--kind", "page"]].concat(), &["log", "store"]);
    }
    check_found(&kb, &["--owner", "@Data"], &["store"]);
    check_found(&kb, &["event", "--status", "accepted", "--owner", "@data", "--owner", "@platform"], &["log", "store"]);
    kb.run(&["search", ""]).fails(2, &["the query is empty"]);
    kb.run(&["search", "", "--tag", ""]).fails(2, &["the query is empty"]);
    check_found(&kb, &["event", "--tag", ""], &["log", "store"]);
    assert_eq!(kb.run(&["search", "--tag", "streams", "--tag", "storage", "--owner", "@data", "-kafka"]).code, 0);
    assert_eq!(kb.run(&["search", "--status", "draft"]).out, "no entry has the status `draft`\nnothing found\n");
}

#[test]
fn a_filter_that_names_nothing_is_refused_with_the_nearest_name() {
    let kb = events();
    for (flag, value, told) in [
        ("--kind", "pgae", "no kind is called `pgae`; did you mean `page`?"),
        ("--tag", "steams", "no tag is called `steams`; did you mean `streams`?"),
        ("--tag", "nosuch", "no tag is called `nosuch`; one of: storage, streams"),
        ("--owner", "platform", "no owner is called `platform`; did you mean `@platform`?"),
        ("--status", "acepted", "no status is called `acepted`; did you mean `accepted`?"),
    ] {
        kb.run(&["search", "event", flag, value]).fails(2, &[told]);
    }
    Kb::sound().run(&["search", "x", "--tag", "y"]).fails(2, &["no tag is called `y`; no entry has a tag"]);
}

#[test]
fn the_last_word_of_a_query_may_be_unfinished() {
    let kb = events();
    kb.write("content/other.md", b"# Stop\n\nTo stop.\n");
    check_found(&kb, &["sto", "--prefix"], &["other", "store"]);
    check_found(&kb, &["kafka", "sto", "--prefix"], &["log", "other", "store"]);
    check_found(&kb, &["stor", "--prefix"], &["store"]);
    assert!(!kb.json(&["search", "--json", "sto"])["notice"].is_null(), "without it words are whole");
}

#[test]
fn who_sees_only_a_part_of_the_hits_is_told_how_to_see_others() {
    let kb = Kb::sound();
    for number in 0..101 {
        kb.write(&format!("content/p{number}.md"), b"# Event\n\nAn event.\n");
    }
    let last = |limit: &str| kb.run(&["search", "event", "--limit", limit]).out.lines().last().unwrap().to_owned();
    assert_eq!(last("99"), "99 of 101 hits; --limit shows more");
    assert_eq!(last("100"), "the best 100 of 101 hits; narrow the query to see others");
}

#[test]
fn a_score_is_explained_when_that_is_asked_for() {
    let kb = Kb::sound();
    kb.write("search/synonyms.toml", b"pausing = [\"waiting\"]\n");
    let ran = kb.run(&["search", "pausing", "--explain"]);
    ran.succeeds();
    assert!(ran.out.contains("  pausing  stands for `wait` 1 × here, in 1 entry; counts 0.8\n"), "{}", ran.out);
    let hit = kb.json(&["search", "pausing", "--explain", "--json"])["hits"][0].clone();
    let word = &hit["explanation"]["words"][0];
    assert_eq!((&word["word"], &word["how"], &word["weight"]), (&"pausing".into(), &"synonym".into(), &0.8.into()));
    assert_eq!((&word["stems"][0]["stem"], &word["score"]), (&"wait".into(), &hit["score"]));
    assert!(kb.json(&["search", "pausing", "--json"])["hits"][0].get("explanation").is_none());
}

#[test]
fn check_asks_what_search_should_find() {
    let kb = Kb::sound();
    // Of this folder only the files of kb are read.
    kb.write("search/src/bytes.toml", b"\xff");
    kb.write("search/expect.toml", b"[[expect]]\nquery = \"waiting\"\nfirst = \"start\"\n");
    kb.run(&["check"]).succeeds();
    kb.write("search/expect.toml", b"[[expect]]\nquery = \"zebra\"\nfirst = \"start\"\n");
    kb.run(&["build"]).succeeds();
    let ran = kb.run(&["check"]);
    ran.fails(1, &["error[search-expect]: query \"zebra\": expected `start` first, got nothing", "expect.toml:3:9"]);
    kb.write("search/synonyms.toml", b"zebra = [\"waiting\"]\nzebra = 1\n");
    let ran = kb.run(&["check"]);
    ran.fails(1, &["synonyms.toml:2:1"]);
    assert!(!ran.err.contains("search-expect") && ran.err.contains("1 error"), "one mistake, one message: {}", ran.err);
    kb.write("search/synonyms.toml", b"zebra = [\"waiting\"]\n");
    kb.run(&["check"]).succeeds();
}

#[test]
fn search_counts_kinds_and_statuses_as_they_are_set() {
    let kb = Kb::sound();
    let entry = |status: &str| format!("+++\ntitle = \"Zebra\"\nstatus = \"{status}\"\n+++\nA zebra.\n");
    kb.write("content/a.md", entry("deprecated").as_bytes());
    kb.write("content/b.md", entry("accepted").as_bytes());
    let order = || {
        let found = kb.json(&["search", "zebra", "--json"]);
        [0, 1].map(|at| found["hits"][at]["id"].as_str().unwrap().to_owned())
    };
    assert_eq!(order(), ["b", "a"]);
    let settings = fs::read_to_string(kb.path("kb.toml")).unwrap();
    kb.write("kb.toml", format!("{settings}\n[search]\nboost = {{ deprecated = 2 }}\n").as_bytes());
    assert_eq!(order(), ["a", "b"]);
}

#[test]
fn search_follows_the_files_and_writes_only_its_folder() {
    let kb = Kb::sound();
    let before = kb.files("content");
    assert_eq!(kb.json(&["search", "zebra", "--json"])["total"], 0);
    kb.write("content/zoo.md", b"# Zoo\n\nA zebra.\n");
    assert_eq!(kb.json(&["search", "zebra", "--json"])["total"], 1);
    fs::remove_file(kb.path("content/zoo.md")).unwrap();
    assert_eq!(kb.json(&["search", "zebra", "--json"])["total"], 0);
    assert_eq!(kb.files("content"), before);
    assert!(kb.path(".kb/.gitignore").is_file() && !kb.path("public").exists());
}

#[test]
fn search_does_not_depend_on_what_it_kept() {
    let kb = Kb::sound();
    kb.run(&["search", "waiting"]).succeeds();
    for path in kb.files(".kb/search").into_keys() {
        fs::write(path, b"broken").unwrap();
    }
    let ran = kb.run(&["search", "waiting"]);
    ran.succeeds();
    assert!(ran.out.starts_with("Start"), "{}{}", ran.out, ran.err);
    fs::remove_dir_all(kb.path(".kb")).unwrap();
    kb.write(".kb", b"a file");
    let ran = kb.run(&["search", "waiting"]);
    ran.succeeds();
    assert!(ran.out.starts_with("Start"), "{}{}", ran.out, ran.err);
}

#[cfg(unix)]
#[test]
fn nothing_needs_write_access_but_the_output() {
    use std::os::unix::fs::PermissionsExt as _;
    let kb = Kb::sound();
    let out = TempDir::new().unwrap();
    let mode = |mode: u32| {
        for path in ["content", "kb.toml", PAGE, "."] {
            let bits = if kb.path(path).is_dir() { mode } else { mode & 0o666 };
            fs::set_permissions(kb.path(path), fs::Permissions::from_mode(bits)).unwrap();
        }
    };
    mode(0o555);
    let dir = out.path().join("site");
    let built = kb.run(&["build", "-o", dir.to_str().unwrap()]);
    let found = kb.run(&["search", "waiting"]);
    let checked = kb.run(&["check"]);
    mode(0o755);
    built.succeeds();
    found.succeeds();
    checked.succeeds();
    assert!(found.out.starts_with("Start"));
    assert!(dir.join("start/index.html").is_file());
}

#[test]
fn no_home_is_needed() {
    let kb = Kb::sound();
    for arguments in [&["build"][..], &["check"], &["search", "waiting"]] {
        let mut command = kb.command(arguments);
        command.env_clear();
        Ran::of(command.output().unwrap()).succeeds();
    }
}

#[test]
fn a_closed_standard_output_is_no_failure() {
    let kb = Kb::sound();
    for arguments in [&["explain"][..], &["search", "waiting"], &["check", "--format", "json"]] {
        let mut child = kb.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = Ran::of(child.wait_with_output().unwrap());
        ran.succeeds();
        assert_eq!(ran.err, "");
    }
}

#[test]
fn control_characters_of_content_never_reach_the_terminal() {
    let evil = "\u{1b}]0;gotcha\u{7}\u{1b}[31mred\u{9b}31m\u{202e}";
    let kb = Kb::new(&[
        ("content/a.md", &format!("# Title {evil}\n\nText word {evil} [[gone{evil}]]\n")),
        ("content/options/b.md", &format!("+++\n\"k{evil}\" = 1\ntitle = \"{evil}\"\n+++\n")),
    ]);
    let clean = |text: &str| text.chars().all(|c| c == '\n' || (!c.is_control() && c != '\u{202e}'));
    for arguments in [&["check"][..], &["build"], &["search", "word"], &["search", evil]] {
        let ran = kb.run(arguments);
        assert!(clean(&ran.out) && clean(&ran.err), "{arguments:?}: {:?} {:?}", ran.out, ran.err);
    }
}

#[test]
fn colour_is_for_those_who_ask() {
    let kb = Kb::new(&[("content/a.md", "[[gone]]\n")]);
    assert!(!kb.run(&["check"]).err.contains('\u{1b}'));
    assert!(kb.run(&["check", "--color", "always"]).err.contains('\u{1b}'));
}

#[test]
fn quiet_says_nothing_but_problems() {
    let kb = Kb::sound();
    assert_eq!(kb.run(&["build", "-q"]).err, "");
    kb.write(PAGE, b"[[gone]]\n");
    kb.run(&["build", "-q"]).fails(1, &["dead-link"]);
}
