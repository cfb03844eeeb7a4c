//! Beginning: `kb init`, `kb new` and `kb theme`, as people run them.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
#![allow(clippy::disallowed_methods, reason = "commands are tried on a real disk")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Exit code, standard output and standard error.
fn kb(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
    command.current_dir(folder).args(arguments).args(["--today", "2026-11-23"]).stdin(Stdio::null());
    for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn begun() -> TempDir {
    let folder = TempDir::new().unwrap();
    assert_eq!(kb(folder.path(), &["init"]).0, 0);
    folder
}

const KINDS: [&str; 14] = [
    "option",
    "comparison",
    "use-case",
    "security",
    "performance",
    "cost",
    "delivery",
    "tree",
    "case-study",
    "decision",
    "guide",
    "term",
    "source",
    "page",
];

#[test]
fn a_new_knowledge_base_builds_without_a_warning_and_has_every_kind() {
    for ci in [&[][..], &["--ci", "github"], &["--ci", "gitlab"]] {
        let folder = TempDir::new().unwrap();
        let (code, out, err) = kb(folder.path(), &[&["init", "ours"], ci].concat());
        assert_eq!((code, out.as_str()), (0, "ours\n"), "{err}");
        assert!(err.contains("cd ours && kb serve"), "{err}");
        let ours = folder.path().join("ours");
        let (code, _, err) = kb(&ours, &["check", "--deny", "warnings"]);
        assert_eq!((code, err.as_str()), (0, "15 entries: no problems\n"));
        assert_eq!(kb(&ours, &["build", "--strict"]).0, 0);
        let site = fs::read_to_string(ours.join("public/site.json")).unwrap();
        for kind in KINDS {
            assert!(site.contains(&format!("\"kind\": \"{kind}\"")), "{kind}");
        }
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("kb.toml"), "mine").unwrap();
    let (code, _, err) = kb(folder.path(), &["init"]);
    assert_eq!((code, err.as_str()), (2, "error: . has kb.toml already; nothing was written\n"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(folder.path().join("kb.toml")).unwrap(), "mine");

    let begun = begun();
    let about = begun.path().join("content/about.md");
    let before = fs::read_to_string(&about).unwrap();
    let (code, _, err) = kb(begun.path(), &["new", "page", "About"]);
    assert_eq!((code, err.as_str()), (2, "error: an entry is called `about` already; name another id with --id\n"));
    assert_eq!(fs::read_to_string(&about).unwrap(), before);
    assert_eq!(kb(begun.path(), &["init"]).0, 2);
}

#[test]
fn an_entry_that_was_just_begun_breaks_no_build() {
    let folder = begun();
    for kind in KINDS {
        let (code, out, err) = kb(folder.path(), &["new", kind, &format!("A «new» {kind}")]);
        assert_eq!(code, 0, "{err}");
        assert!(folder.path().join(out.trim()).is_file(), "{out}");
        assert!(err.starts_with("Next: "), "{err}");
        // What is left to the writer: words, and a link from somewhere.
        let (code, _, err) = kb(folder.path(), &["check"]);
        assert_eq!(code, 0, "{kind}: {err}");
        let told: Vec<&str> = err.lines().filter(|line| line.starts_with("warning[")).collect();
        let expected = ["warning[orphan]", "warning[unfilled]"];
        assert!(told.iter().all(|line| expected.iter().any(|rule| line.starts_with(rule))), "{kind}: {err}");
        assert!(told.iter().any(|line| line.starts_with("warning[unfilled]")), "{kind}: {err}");
    }
    assert_eq!(kb(folder.path(), &["build"]).0, 0);
}

#[test]
fn an_entry_is_not_begun_where_a_page_of_kb_stands() {
    let folder = begun();
    let (code, out, err) = kb(folder.path(), &["new", "page", "Search"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("is also that of a page of kb's own; name another id with --id"), "{err}");
    assert!(!folder.path().join("content/search.md").exists());
}

#[test]
fn a_title_is_taken_word_for_word() {
    let folder = begun();
    for (kind, title) in [("page", "*a* <b> [c] & `d`"), ("term", "\"e\" \\ {{ f }}")] {
        assert_eq!(kb(folder.path(), &["new", kind, title]).0, 0);
        let (code, _, err) = kb(folder.path(), &["check"]);
        assert_eq!((code, err.contains("html-removed")), (0, false), "{err}");
        let site = kb(folder.path(), &["build"]);
        assert_eq!(site.0, 0, "{}", site.2);
        let site = fs::read_to_string(folder.path().join("public/site.json")).unwrap();
        assert!(site.contains(&serde_json::Value::from(title).to_string()), "{title}");
    }
}

#[test]
fn a_repository_that_was_just_made_becomes_a_knowledge_base() {
    let folder = TempDir::new().unwrap();
    for name in ["README.md", ".gitignore"] {
        fs::write(folder.path().join(name), "mine").unwrap();
    }
    let (code, _, err) = kb(folder.path(), &["init", "--ci", "github"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("Left as found: .gitignore and README.md.") && err.contains("add public/ and .kb/"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("README.md")).unwrap(), "mine");
    assert_eq!(kb(folder.path(), &["check", "--deny", "warnings"]).0, 0);
}

#[test]
fn kinds_of_the_team_begin_with_their_own_keys() {
    let folder = begun();
    let kinds = "\n[kinds.runbook]\nfolder = \"runbooks\"\ntitle = \"Runbook\"\nplural = \"Runbooks\"\n\
        [[kinds.runbook.field]]\nname = \"severity\"\ntype = \"text\"\nrequired = true\nvalues = [\"low\", \"high\"]\n\
        [[kinds.runbook.field]]\nname = \"about\"\ntype = \"ids\"\nrequired = true\ntarget = \"option\"\n";
    let toml = folder.path().join("kb.toml");
    fs::write(&toml, fs::read_to_string(&toml).unwrap() + kinds).unwrap();
    let (code, out, err) = kb(folder.path(), &["new", "runbook", "Restart it"]);
    assert_eq!((code, out.as_str()), (0, "content/runbooks/restart-it.md\n"), "{err}");
    let text = fs::read_to_string(folder.path().join(out.trim())).unwrap();
    assert!(text.contains("severity = \"low\"\nabout = [\"build\"]\n"), "{text}");
    assert_eq!(kb(folder.path(), &["check"]).0, 0);
}

#[test]
fn wrong_use_is_told_with_a_cure() {
    let folder = begun();
    for (arguments, told) in [
        (&["new", "case-studdy", "x"][..], "no kind is called `case-studdy`; did you mean `case-study`?"),
        (&["new", "note", "x"], "a note is of the kind security, performance, cost or delivery"),
        (&["new", "term", "日本"], "no id can be made of this title; name one with --id"),
        (&["new", "term", "x", "--id", "Not An Id"], "`Not An Id` is no id"),
        (&["new", "page", "x", "--folder", "../out"], "`--folder ../out` is no folder below content/"),
        (&["new", "term", "a\nb"], "a title is one line of text"),
        (&["theme", "eject", "entry.htm"], "the built-in theme has no file `entry.htm`; did you mean `entry.html`?"),
        (&["theme", "eject", "--theme", "../x", "--all"], "is no name of a folder under themes/"),
    ] {
        let (code, out, err) = kb(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    let empty = TempDir::new().unwrap();
    fs::create_dir(empty.path().join("content")).unwrap();
    let (code, _, err) = kb(empty.path(), &["new", "case-study", "x"]);
    assert!(code == 2 && err.contains("begin with `kb new option \"Title\"`"), "{err}");
}

#[test]
fn a_file_of_the_theme_is_copied_once_and_changes_the_site() {
    let folder = begun();
    let (code, out, err) = kb(folder.path(), &["theme", "eject", "404.html", "tokens.css"]);
    assert_eq!((code, out.as_str()), (0, "templates/404.html\nstatic/tokens.css\n"), "{err}");
    let (code, _, err) = kb(folder.path(), &["theme", "eject", "404.html"]);
    assert_eq!((code, err.as_str()), (2, "error: templates/404.html is there already; nothing was written\n"));
    let template = folder.path().join("templates/404.html");
    fs::write(&template, "{% extends \"default/404.html\" %}{% block main %}<h1>Lost</h1>{% endblock main %}").unwrap();
    assert_eq!(kb(folder.path(), &["build"]).0, 0);
    let page = fs::read_to_string(folder.path().join("public/404.html")).unwrap();
    assert!(page.contains("<h1>Lost</h1>") && page.contains("class=\"top\""));
    let (_, out, _) = kb(folder.path(), &["theme", "list"]);
    assert!(out.contains("404.html               built in, then templates/404.html"), "{out}");
}

#[test]
fn a_theme_of_ones_own_begins_as_a_copy() {
    let folder = begun();
    assert_eq!(kb(folder.path(), &["build", "-o", "plain"]).0, 0);
    let (code, _, err) = kb(folder.path(), &["theme", "eject", "--all", "--theme", "ours"]);
    assert!(code == 0 && err.contains("`[site] theme = \"ours\"`"), "{err}");
    let toml = folder.path().join("kb.toml");
    let text = fs::read_to_string(&toml).unwrap().replace("[site]\n", "[site]\ntheme = \"ours\"\n");
    fs::write(&toml, text).unwrap();
    let (code, _, err) = kb(folder.path(), &["build", "-o", "themed"]);
    assert_eq!(code, 0, "{err}");
    // The copy of the dialog is its readable source: its address, which holds a hash of it, is another.
    let page = |site: &str| {
        let html = fs::read_to_string(folder.path().join(site).join("index.html")).unwrap();
        let (before, name) = html.split_once("search-dialog.").unwrap();
        format!("{before}search-dialog{}", &name[name.find(".js").unwrap()..])
    };
    assert!(page("plain") == page("themed"), "a copy of the theme makes the same pages");
}

#[test]
fn a_built_site_is_checked_as_a_browser_reads_it() {
    let folder = begun();
    assert_eq!(kb(folder.path(), &["build", "-u", "https://kb.example.org/a"]).0, 0);
    let (code, _, err) = kb(folder.path(), &["check", "--output", "--deny", "warnings"]);
    assert!(code == 0 && err.ends_with("public: no problems\n"), "{err}");

    let (code, _, err) = kb(folder.path(), &["check", "--output", "nowhere"]);
    assert!(code == 2 && err.contains("cannot check nowhere; `kb build` makes it"), "{err}");

    fs::create_dir(folder.path().join("templates")).unwrap();
    let template = "{% extends \"default/404.html\" %}{% block main %}<h1 style=\"color:red\">Lost</h1>\
        <img src=\"https://i.example/x.png\" alt=\"\">{% endblock main %}";
    fs::write(folder.path().join("templates/404.html"), template).unwrap();
    assert_eq!(kb(folder.path(), &["build"]).0, 0);
    let (code, out, err) = kb(folder.path(), &["check", "--output", "--format", "json"]);
    assert_eq!(code, 1, "{err}");
    for told in ["output-inline-code", "output-foreign-request", "output-missing-size"] {
        assert!(out.contains(&format!("\"rule\":\"{told}\"")), "{told}: {out}");
    }
    let (_, _, err) = kb(folder.path(), &["check", "--output"]);
    assert!(err.contains("404.html:") && err.contains("<h1 style=\"color:red\">"), "{err}");
}

/// Every path of the tree that `kb init` makes, recorded as it is.
#[test]
fn a_recorded_decision_is_accepted_as_it_is() {
    for (answers, outcome) in
        [(&["core=yes"][..], "build"), (&["core=no", "rules=own"], "build"), (&["core=no", "rules=common"], "buy")]
    {
        let folder = begun();
        let file = "content/decisions/ours.md";
        let mut arguments = vec!["decide", "--record", file];
        arguments.extend(answers.iter().flat_map(|answer| ["--answer", answer]));
        let (code, _, err) = kb(folder.path(), &arguments);
        assert_eq!(
            (code, err.as_str()),
            (0, "wrote content/decisions/ours.md; fill in the date and who decides, then `kb check`\n")
        );
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        for line in ["status = \"proposed\"", &format!("answers = \"{}\"", answers.join(" "))] {
            assert!(text.lines().any(|known| known == line), "{line}\n{text}");
        }
        let (code, _, err) = kb(folder.path(), &["check", "--deny", "warnings"]);
        assert_eq!((code, err.as_str()), (0, "16 entries: no problems\n"), "{text}");
        assert_eq!(kb(folder.path(), &["build", "--strict"]).0, 0);
        let page = fs::read_to_string(folder.path().join(format!("public/trees/which-way/o/{outcome}/index.html")));
        assert!(page.unwrap().contains("decisions/ours/"), "the outcome's page names it");
        // The same answers for another workload.
        arguments[2] = "content/decisions/others.md";
        assert_eq!(kb(folder.path(), &arguments).0, 0);
        let (code, _, err) = kb(folder.path(), &["check", "--deny", "warnings"]);
        assert_eq!((code, err.as_str()), (0, "17 entries: no problems\n"));
        // Names that would make no decision are refused before anything is asked.
        for (name, says) in [
            ("content/decisions/My Record.md", "is no id"),
            ("content/deep/er/x.md", "would be no decision"),
            ("content/decisions/x.txt", "would be no decision"),
            ("content/decisions/buy.md", "an entry is called `buy` already"),
        ] {
            let (code, _, err) = kb(folder.path(), &["decide", "--record", name]);
            assert!(code == 2 && err.contains(says), "{name}: {err}");
            assert!(!folder.path().join(name).exists());
        }
        // A file that is there stays.
        arguments[2] = file;
        assert_eq!(kb(folder.path(), &arguments).0, 2);
        assert_eq!(fs::read_to_string(folder.path().join(file)).unwrap(), text);
    }
}
