//! `kb export search` as people run it: every line against what the engines document, and the folder it writes to.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
#![allow(clippy::disallowed_methods, reason = "commands are tried on a real disk")]

mod engines;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What the command did.
struct Ran {
    code: i32,
    err: String,
}

/// A knowledge base in a temporary folder.
struct Kb(TempDir);

impl Kb {
    fn new(files: &[(&str, &str)]) -> Self {
        let kb = Kb(TempDir::new().unwrap());
        kb.write("kb.toml", "[site]\ntitle = \"Handbook\"\n");
        for (path, text) in files {
            kb.write(path, text);
        }
        kb
    }

    /// One with names that are no ids as they are, and with markup in them.
    fn odd() -> Self {
        Kb::new(&[
            (
                "content/start.md",
                "+++\ncreated = 2026-01-02\ntags = [\"a b\", \"\\\"q\\\"\"]\nowners = [\"@one\", \"two\"]\n+++\n# Start \"here\"\n\nText.\n\n## Then\n\nMore\ttext.\n",
            ),
            ("content/v1.2.md", "# One two\n"),
            ("content/v1-2.md", "# One two, too\n"),
            ("content/notes_old/été.md", "# Été\n\nl'été \u{1F600} </script>\n"),
            ("content/日本語.md", "+++\nlang = \"ja\"\n+++\n# 日本語\n\n検索\n"),
            ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
            ("content/hidden.md", "+++\nsearch = false\n+++\n# Hidden\n"),
            ("content/draft.md", "+++\nstatus = \"draft\"\n+++\n# Draft\n"),
        ])
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn export(&self, arguments: &[&str]) -> Ran {
        export(self.0.path(), arguments)
    }
}

fn export(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
    command.current_dir(folder).args(["export", "search", "--today", "2026-11-23"]).args(arguments);
    let ran = command.env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null()).output().unwrap();
    assert!(ran.stdout.is_empty());
    Ran { code: ran.status.code().unwrap(), err: String::from_utf8(ran.stderr).unwrap() }
}

/// The files of a folder by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.collect::<BTreeSet<_>>().into_iter().collect()
}

/// All documents of a folder, each checked on the way.
fn documents(folder: &Path, bulk: bool) -> Vec<Value> {
    let mut all = Vec::new();
    let (mut number, mut ids) = (0, BTreeSet::new());
    for (name, bytes) in files(folder) {
        if name.ends_with(".ndjson") {
            number += 1;
            assert_eq!(name, format!("{}-{number:04}.ndjson", if bulk { "bulk" } else { "docs" }));
            all.extend(engines::part(&bytes, bulk));
        }
    }
    for document in &all {
        assert!(ids.insert(document["id"].as_str().unwrap().to_owned()), "{} is there twice", document["id"]);
    }
    all
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

/// Checks all that was written to a folder for these engines.
fn valid(folder: &Path, bulk: bool, engines: &[&str]) -> Vec<Value> {
    let documents = documents(folder, bulk);
    let mut expected: BTreeSet<&str> =
        documents.iter().flat_map(|document| document.as_object().unwrap().keys()).map(String::as_str).collect();
    // No entry may have a day.
    expected.insert("date");
    for engine in engines {
        let fields = match *engine {
            "quickwit" => engines::quickwit(&json(folder, "quickwit.json"), &documents),
            other => engines::lucene(&json(folder, &format!("mapping-{other}.json")), &documents),
        };
        assert_eq!(fields.iter().map(String::as_str).collect::<BTreeSet<_>>(), expected, "{engine}");
    }
    let mappings = names(folder).iter().filter(|name| name.ends_with(".json")).count();
    assert_eq!(mappings, engines.len());
    documents
}

#[test]
fn what_is_written_is_what_the_engines_take() {
    let odd = Kb::odd();
    for kb in [odd.0.path(), Path::new(env!("CARGO_MANIFEST_DIR"))] {
        for (format, bulk) in [("ndjson", false), ("bulk", true)] {
            for engine in ["", "elasticsearch", "opensearch", "quickwit"] {
                let out = TempDir::new().unwrap();
                let mut arguments = vec!["--format", format, "-o", out.path().to_str().unwrap()];
                arguments.extend(if engine.is_empty() { vec![] } else { vec!["--for", engine] });
                let ran = export(kb, &arguments);
                assert_eq!(ran.code, 0, "{}", ran.err);
                let all = ["elasticsearch", "opensearch", "quickwit"];
                let documents =
                    valid(out.path(), bulk, if engine.is_empty() { &all } else { std::slice::from_ref(&engine) });
                assert!(documents.len() >= 4, "{}", documents.len());
                // Only Quickwit needs all words in one field.
                let combined = documents.iter().filter(|document| document.get("text").is_some()).count();
                assert_eq!(combined, if ["", "quickwit"].contains(&engine) { documents.len() } else { 0 });
            }
        }
    }
}

#[test]
fn a_document_says_what_the_entry_says() {
    let kb = Kb::odd();
    assert_eq!(
        kb.export(&["--format", "ndjson", "--for", "elasticsearch", "--base-url", "https://kb.example.org/x/"]).code,
        0
    );
    let documents = valid(&kb.path("search-export"), false, &["elasticsearch"]);
    let start = documents.iter().find(|document| document["id"] == "start").unwrap();
    let expected = serde_json::json!({
        "id": "start",
        "url": "https://kb.example.org/x/start/",
        "title": "Start \"here\"",
        "headings": ["Then"],
        "body": "Text.\n\nMore\ttext.",
        "kind": "page",
        "status": "accepted",
        "tags": ["a b", "\"q\""],
        "owner": ["@one", "two"],
        "date": "2026-01-02T00:00:00Z",
        "lang": "en",
        "path": [],
    });
    assert_eq!(*start, expected);
    let urls: Vec<&str> = documents.iter().map(|document| document["url"].as_str().unwrap()).collect();
    assert!(urls.is_sorted() && !urls.iter().any(|url| url.contains("hidden") || url.contains("draft")), "{urls:?}");
    assert!(documents.iter().any(|document| document["lang"] == "ja" && document.get("date").is_none()));
}

#[test]
fn the_titles_of_the_pages_above_are_the_path() {
    let out = TempDir::new().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    export(root, &["--format", "ndjson", "-o", out.path().to_str().unwrap()]);
    let documents = documents(out.path(), false);
    let option = documents.iter().find(|document| document["kind"] == "option").unwrap();
    assert_eq!(option["path"], serde_json::json!(["Options"]));
    export(&root.join("docs"), &["--format", "ndjson", "-o", out.path().to_str().unwrap()]);
    let documents = self::documents(out.path(), false);
    let page = documents.iter().find(|document| document["id"] == "publish_build").unwrap();
    assert_eq!(page["path"], serde_json::json!(["Publish"]));
}

#[test]
fn the_same_input_gives_the_same_bytes_and_strangers_stay() {
    let kb = Kb::odd();
    assert_eq!(kb.export(&["--format", "bulk"]).code, 0);
    let folder = kb.path("search-export");
    let first = files(&folder);
    for name in ["docs-0001.ndjson", "bulk-0002.ndjson", "bulk-12345.ndjson", ".bulk-0001.ndjson.kb-new"] {
        fs::write(folder.join(name), "old").unwrap();
    }
    let strangers = ["notes.txt", "docs-1.ndjson", "mapping.json", ".hidden.kb-new"];
    strangers.iter().for_each(|name| fs::write(folder.join(name), "mine").unwrap());
    fs::write(folder.join("quickwit.json"), "edited").unwrap();
    let ran = kb.export(&["--format", "bulk", "-v"]);
    assert!(ran.err.contains("1 file written, 3 kept, 3 removed"), "{}", ran.err);
    let mut second = files(&folder);
    strangers.iter().for_each(|&name| assert_eq!(second.remove(name).unwrap(), b"mine"));
    assert!(first == second, "{:?}", second.keys());
    // With another choice the folder holds that one.
    kb.export(&["--format", "ndjson", "--for", "quickwit"]);
    strangers.iter().for_each(|name| fs::remove_file(folder.join(name)).unwrap());
    assert_eq!(names(&folder), ["docs-0001.ndjson", "quickwit.json"]);
}

#[test]
fn folders_that_hold_something_else_are_refused() {
    let kb = Kb::odd();
    let built = Command::new(env!("CARGO_BIN_EXE_kb")).arg("build").current_dir(kb.0.path()).output().unwrap();
    assert!(built.status.success());
    fs::write(kb.path("file"), "").unwrap();
    for (dir, why) in [
        ("content", "kb reads"),
        ("content/", "kb reads"),
        ("content/search", "kb reads"),
        ("public/../content/new", "kb reads"),
        ("static", "kb reads"),
        (".kb/x", "kb reads"),
        ("public", "is a site that kb published"),
        ("public/search", "is a site that kb published"),
        ("file", "file"),
    ] {
        let ran = kb.export(&["--format", "bulk", "-o", dir]);
        assert_eq!((ran.code, ran.err.contains(why)), (2, true), "{dir}: {}", ran.err);
    }
    assert_eq!(names(&kb.path("public")).iter().filter(|name| name.ends_with(".ndjson")).count(), 0);
    assert!(!kb.path("static").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links() {
    use std::os::unix::fs::symlink;
    let kb = Kb::odd();
    symlink(kb.path("content"), kb.path("linked")).unwrap();
    fs::create_dir(kb.path("inner")).unwrap();
    symlink(kb.path("content"), kb.path("inner/deep")).unwrap();
    for dir in ["linked", "linked/", "inner/deep/new"] {
        assert_eq!(kb.export(&["--format", "bulk", "-o", dir]).code, 2, "{dir}");
    }
    fs::create_dir(kb.path("out")).unwrap();
    symlink(kb.path("content/start.md"), kb.path("out/bulk-0001.ndjson")).unwrap();
    let ran = kb.export(&["--format", "bulk", "-o", "out"]);
    assert!(ran.code == 2 && ran.err.contains("is in the way"), "{}", ran.err);
    assert_eq!(names(&kb.path("out")), ["bulk-0001.ndjson"]);
    assert!(fs::read_to_string(kb.path("content/start.md")).unwrap().starts_with("+++"));
    assert_eq!(names(&kb.path("content").join("notes_old")), ["été.md"]);
}

#[test]
fn with_errors_in_the_content_nothing_is_written() {
    let kb = Kb::odd();
    kb.write("content/wrong.md", "# Wrong\n\n[[no-such-entry]]\n");
    let ran = kb.export(&["--format", "ndjson"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[dead-link]") && ran.err.contains("1 error; nothing was written"), "{}", ran.err);
    assert!(!kb.path("search-export").exists());
}

#[test]
fn without_entries_there_is_no_part() {
    let kb = Kb::new(&[("content/hidden.md", "+++\nsearch = false\n+++\n# Hidden\n")]);
    assert!(kb.export(&["--format", "bulk"]).err.starts_with("0 documents in 0 parts"));
    assert_eq!(
        names(&kb.path("search-export")),
        ["mapping-elasticsearch.json", "mapping-opensearch.json", "quickwit.json"]
    );
}

#[test]
fn large_knowledge_bases_come_in_parts() {
    let large = |title: &str| format!("# {title}\n\n{}", "a word é\n".repeat(430_000));
    let kb = Kb::new(&[("content/a.md", &large("A")), ("content/b.md", &large("B")), ("content/c.md", "# C\n")]);
    let ran = kb.export(&["--format", "bulk", "--for", "opensearch"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "3 documents in 2 parts → search-export\n"));
    assert_eq!(valid(&kb.path("search-export"), true, &["opensearch"]).len(), 3);
    // In one field all words are there once more, which is too much for one part.
    let ran = kb.export(&["--format", "bulk", "--for", "quickwit"]);
    let expected = ["a", "b"].map(|name| {
        format!("warning: content/{name}.md has more than 8 MB of text; the end of it is not in its document\n")
    });
    assert_eq!((ran.code, ran.err), (0, expected.concat() + "3 documents in 3 parts → search-export\n"));
    assert_eq!(valid(&kb.path("search-export"), true, &["quickwit"]).len(), 3);
}

/// The queries that the documentation shows ask for fields that the mappings have.
#[test]
fn documented_queries_fit_the_mappings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = TempDir::new().unwrap();
    export(root, &["--format", "bulk", "-o", out.path().to_str().unwrap()]);
    let properties = json(out.path(), "mapping-opensearch.json")["mappings"]["properties"].clone();
    let page = fs::read_to_string(root.join("docs/content/publish/engines.md")).unwrap();
    let mut tried = 0;
    for block in page.split("```json").skip(1) {
        let query: Value = serde_json::from_str(block.split("```").next().unwrap()).unwrap();
        let ranked = query["query"]["function_score"]["query"]["combined_fields"]["fields"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let analysers = ranked.iter().map(|field| {
            let name = field.as_str().unwrap().split('^').next().unwrap();
            let (name, inner) = name.split_once('.').unwrap_or((name, ""));
            let field = if inner.is_empty() { &properties[name] } else { &properties[name]["fields"][inner] };
            assert_eq!(field["type"], "text", "{name}");
            field["analyzer"].as_str().unwrap().to_owned()
        });
        // `combined_fields` takes no others.
        assert_eq!(analysers.collect::<BTreeSet<_>>().len(), usize::from(!ranked.is_empty()));
        tried += usize::from(!ranked.is_empty());
    }
    assert_eq!(tried, 1);
}
