//! One table of cases for the build and the terminal; tests/browser/compare.test.js tries the same table on the page.
//!
//! Numbers are compared as they are written, so that a difference in the last digit is seen.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
#![allow(clippy::disallowed_methods, reason = "the table lies on the disk, and the binary runs")]

mod site;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/compare")
}

fn cases() -> Vec<Value> {
    let table: Value = serde_json::from_str(&std::fs::read_to_string(folder().join("cases.json")).unwrap()).unwrap();
    table["cases"].as_array().unwrap().clone()
}

/// JSON with the numbers of scores and coverages as texts: reading them might change their last digit.
fn read(text: &str) -> Value {
    let mut quoted = text.to_owned();
    for key in ["\"score\":", "\"coverage\":"] {
        let mut parts = quoted.split(key);
        let mut all = parts.next().unwrap().to_owned();
        for part in parts {
            let end = part.find([',', '}', '\n']).unwrap();
            let number = part[..end].trim();
            let number = if number == "null" { number.to_owned() } else { format!("\"{number}\"") };
            all.push_str(&format!("{key}{number}{}", &part[end..]));
        }
        quoted = all;
    }
    serde_json::from_str(&quoted).unwrap()
}

fn kb(case: &Value, more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
    command.args(["compare", "everything", "--today", "2026-11-23", "--root"]).arg(folder()).args(more);
    for (key, flag) in [("preset", "--preset"), ("weights", "--weights"), ("must", "--must")] {
        if let Some(value) = case[key].as_str() {
            command.args([flag, value]);
        }
    }
    let ran = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(ran.status.code(), Some(0), "{case}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

#[test]
fn the_terminal_gives_the_numbers_of_the_table() {
    let cases = cases();
    assert!(cases.len() >= 20);
    for case in cases {
        let answer = kb(&case, &["--json"]);
        assert_eq!(read(&answer), case["expect"], "{}", case["name"]);
        let shown = kb(&case, &[]);
        let sentences: Vec<&str> = [&case["says"], &case["flip_says"]].map(|text| text.as_str().unwrap()).into();
        let last = shown.rsplit("\n\n").next().unwrap();
        assert_eq!(last.trim_end(), sentences.join("\n").trim_end(), "{}", case["name"]);
    }
}

#[test]
fn the_build_gives_the_numbers_of_the_table() {
    let build = site::build(kb::source::read(&folder(), None).unwrap());
    assert_eq!(site::told(&build.diagnostics, &build.sources), "");
    let text = |path: &str| String::from_utf8(build.output.get(path).unwrap().bytes.to_vec()).unwrap();
    let twin = read(&text("comparisons/everything.json"));
    let page = text("comparisons/everything/index.html");
    let mut tried = 0;
    for case in cases().iter().filter(|case| case["weights"].is_null() && case["must"].is_null()) {
        let ranked = match case["preset"].as_str() {
            None => &twin,
            Some(id) => twin["presets"].as_array().unwrap().iter().find(|preset| preset["id"] == id).unwrap(),
        };
        let expect = &case["expect"];
        for key in ["weights", "ranking", "clear", "flip"] {
            assert_eq!(ranked[key], expect[key], "{}: {key}", case["name"]);
        }
        // The page says the same, and holds the same numbers.
        for row in expect["ranking"].as_array().unwrap() {
            let option = twin["options"].as_array().unwrap().iter().position(|option| option["id"] == row["option"]);
            let (score, share) = (row["score"].as_str().unwrap_or_default(), row["coverage"].as_str().unwrap());
            let item = format!("<li data-o=\"{}\" data-score=\"{score}\" data-share=\"{share}\">", option.unwrap());
            assert!(page.contains(&item), "{}: {item}", case["name"]);
        }
        for says in [&case["says"], &case["flip_says"]] {
            assert!(page.contains(says.as_str().unwrap()), "{}", case["name"]);
        }
        tried += 1;
    }
    assert_eq!(tried, 6, "the default weights and five presets");
}

#[test]
fn the_twin_holds_all_of_a_comparison() {
    let build = site::build(kb::source::read(&folder(), None).unwrap());
    let twin = read(std::str::from_utf8(&build.output.get("comparisons/everything.json").unwrap().bytes).unwrap());
    let of = |list: &str, key: &str, value: &str| {
        twin[list].as_array().unwrap().iter().find(|item| item[key] == value).unwrap().clone()
    };
    assert_eq!(twin["comparison"], "everything");
    assert_eq!(twin["url"], "comparisons/everything/");
    assert_eq!(twin["reviewed"], "2026-11-01");
    assert_eq!(of("options", "id", "bravo"), json!({"id": "bravo", "title": "Bravo", "url": "options/bravo/"}));
    let price = json!({
        "id": "price", "label": "Price", "type": "money", "group": "", "scored": true, "weight": 1, "better": "lower",
        "scale": null, "low": null, "high": null, "min": 0.0, "max": 300.0, "unit": "EUR per month"
    });
    assert_eq!(of("criteria", "id", "price"), price);
    let effort = of("criteria", "id", "effort");
    assert_eq!((&effort["low"], &effort["scale"]), (&json!("an hour"), &json!(["1", "2", "3", "4", "5"])));
    assert_eq!(of("criteria", "id", "colour")["scored"], false);
    assert_eq!(twin["cells"].as_array().unwrap().len(), 35);
    let cell = json!({
        "option": "alpha", "criterion": "wait", "value": "always ready", "score": "100.0", "unknown": false,
        "text": "", "source": null, "opinion": true, "as_of": null, "links": []
    });
    assert_eq!(twin["cells"][0], cell);
    assert_eq!(of("presets", "id", "frugal")["must"], json!({"price": 30.0, "effort": 4.0}));
}

/// What readers copy is quoted for the program that they paste it into.
#[test]
fn copied_tables_are_safe() {
    let build = site::build(kb::source::read(&folder(), None).unwrap());
    let page =
        String::from_utf8(build.output.get("comparisons/everything/index.html").unwrap().bytes.to_vec()).unwrap();
    let copied = |id: &str| {
        let text = page.split(&format!("<textarea id=\"{id}\" hidden>")).nth(1).unwrap();
        let text = text.split("</textarea>").next().unwrap();
        text.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&")
    };
    let words = |text: &str| text.lines().find(|line| line.contains("In words")).unwrap().to_owned();
    assert_eq!(
        words(&copied("kb-csv")),
        "In words,,\"'=1+1 | a, \"\"b\"\" (opinion)\",What Bravo is. (opinion),What Charlie is. (opinion),What Delta is. \
         (opinion),What Echo is. (opinion)"
    );
    assert!(
        words(&copied("kb-md")).starts_with("| In words |  | =1+1 \\| a, \"b\" (opinion) | What Bravo is. (opinion) |")
    );
    for id in ["kb-csv", "kb-md"] {
        assert!(copied(id).contains("30 EUR per month (opinion)"), "{id}");
        assert!(copied(id).contains("Not known"), "{id}");
    }
}

/// Runs the binary in a knowledge base; gives its exit code, standard output and standard error.
fn run(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
    let ran = command.args(arguments).args(["--today", "2026-11-23", "--root"]).arg(root).stdin(Stdio::null());
    let ran = ran.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
}

/// A copy of the fixture with these files beside or in place of its own.
fn copy(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::TempDir::new().unwrap();
    let all = kb::source::read(&folder(), None).unwrap();
    let own = all.files.values().map(|file| (file.path.to_string(), file.bytes.to_vec()));
    let more = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    for (path, bytes) in own.chain(more) {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    root
}

const SMALL: &str = "+++
title = \"Small\"
description = \"One criterion.\"
reviewed = 2026-11-01
options = [\"alpha\", \"bravo\"]
[[criterion]]
id = \"size\"
type = \"yes-no\"
[[cell]]
option = \"alpha\"
criterion = \"size\"
value = \"yes\"
opinion = true
[[cell]]
option = \"bravo\"
criterion = \"size\"
value = \"no\"
opinion = true
+++
";

#[test]
fn the_terminal_shows_a_table() {
    let (code, out, err) = run(&folder(), &["compare", "--preset", "strict"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let table = "Everything

   Option   Score  Known
1  Bravo     81.7  100 %
2  Alpha     59.9  100 %
3  Delta     59.9  100 %
–  Charlie   54.5   67 %  knocked out by Waiting, Managed
–  Echo         –    0 %  knocked out by Waiting, Managed

Bravo leads by 22.
With Load at 0 instead of 5, Alpha leads.
";
    assert_eq!(out, table);
}

#[test]
fn names_that_mean_nothing_are_wrong_use() {
    for (arguments, told) in [
        (&["everithing"][..], "no comparison is called `everithing`; did you mean `everything`?"),
        (&["--preset", "chep"], "no preset is called `chep`; did you mean `cheap`?"),
        (&["--weights", "prise:2"], "no criterion is called `prise`; did you mean `price`?"),
        (&["--weights", "price:6"], "a weight is from 0 to 5, not `6`"),
        (&["--weights", "words:1"], "`words` is not scored"),
        (&["--weights", "price"], "`price` is not `criterion:value`"),
        (&["--must", "wait:always redy"], "`always redy` is not on the scale of `wait`; did you mean `always ready`?"),
        (&["--must", "price:301"], "`301` is not on the scale of `price`: 0 to 300 EUR per month"),
        (&["--must", "words:a"], "`words` has no scale"),
    ] {
        let (code, out, err) = run(&folder(), &[&["compare"][..], arguments].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(err, format!("error: {told}\n"));
    }
}

#[test]
fn of_several_comparisons_one_is_named() {
    let root = copy(&[("content/comparisons/small.md", SMALL)]);
    let (code, _, err) = run(root.path(), &["compare"]);
    assert_eq!((code, err.as_str()), (2, "error: which comparison? one of: everything, small\n"));
    let (code, out, _) = run(root.path(), &["compare", "small"]);
    assert_eq!(code, 0);
    assert!(out.ends_with("Alpha leads by 100.\n"), "{out}");
    assert!(!root.path().join("public").exists() && !root.path().join(".kb").exists(), "nothing is written");
}

#[test]
fn a_comparison_with_errors_is_not_ranked() {
    let wrong = SMALL.replace("value = \"no\"", "value = \"nope\"");
    let broken = SMALL.replace("id = \"size\"", "id = ");
    let root = copy(&[
        ("content/comparisons/small.md", &wrong),
        ("content/comparisons/broken.md", &broken),
        ("content/options/odd.md", "+++\ntitle = \"Odd\"\n+++\n"),
    ]);
    let (code, out, err) = run(root.path(), &["compare", "small"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("error[cell-out-of-scale]: `nope` is not on the scale of `size`"), "{err}");
    assert!(!err.contains("odd.md"), "{err}");
    let (code, out, err) = run(root.path(), &["compare", "broken", "--json"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("error[front-matter-syntax]"), "{err}");
    // Mistakes elsewhere change nothing here.
    assert_eq!(run(root.path(), &["compare", "everything"]).0, 0);
}
