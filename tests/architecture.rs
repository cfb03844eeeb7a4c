//! The walls of the house: which module may use which, and who may touch the disk, the terminal and large crates.
//!
//! ARCHITECTURE.md says why. A wall that is in the way is moved there and here, in a commit of its own.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "this test reads the code of kb, and nothing else")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in order: each may use those before it and none after it.
const ORDER: [&str; 17] = [
    "diagnostic",
    "fields",
    "source",
    "config",
    "parse",
    "model",
    "graph",
    "decide",
    "compare",
    "check",
    "view",
    "render",
    "output",
    "audit",
    "engine",
    "serve",
    "cli",
];

/// What only some modules may use.
const WALLS: [(&str, &[&str]); 14] = [
    ("std::fs", &["source", "output"]),
    ("walkdir", &["source"]),
    ("std::env", &["cli"]),
    ("std::process", &["output", "cli"]),
    ("annotate_snippets", &["diagnostic"]),
    ("toml", &["fields", "render"]),
    ("pulldown_cmark", &["parse", "render"]),
    ("syntect", &["render"]),
    ("tera", &["render"]),
    ("rayon", &["engine"]),
    ("axum", &["serve"]),
    ("tokio", &["serve"]),
    ("clap", &["cli"]),
    ("kb_search", &["view", "engine", "cli"]),
];

/// Doors in the walls, each with its reason.
const DOORS: [(&str, &str, &str); 2] = [
    ("src/serve/poll.rs", "walkdir", "watching means to look at names, times and sizes; no file is opened"),
    ("src/serve/poll.rs", "std::fs", "the type of what `walkdir` tells about a file"),
];

/// Longest file, in lines, with its tests.
const LONGEST: usize = 400;

/// Files that are longer, and why they are one thing all the same.
const LONG: [(&str, &str); 2] = [
    ("src/model/kind.rs", "the table of all built-in kinds and their fields"),
    ("src/render/theme/tests/fixtures.rs", "one view for each template"),
];

/// One line of code, without its comment.
struct Line {
    module: String,
    file: String,
    number: usize,
    code: String,
    is_test: bool,
}

#[test]
fn no_arrow_is_drawn_backwards() {
    let mut wrong = String::new();
    // Tests of a rule run the whole pipeline on a small site, and that is no arrow of kb.
    for line in lines("src").iter().filter(|line| !line.is_test) {
        // `lib.rs` and `main.rs` stand outside of the order.
        let Some(from) = place(&line.module) else {
            continue;
        };
        for used in modules_used(&line.code) {
            let to = place(&used);
            if to.is_none_or(|to| to > from) {
                let Line { file, number, .. } = line;
                let _ = writeln!(wrong, "{file}:{number}: `{}` may not use `{used}`", line.module);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut declared: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut order = ORDER.to_vec();
    declared.sort_unstable();
    order.sort_unstable();
    assert_eq!(declared, order);
}

#[test]
fn walls_stand() {
    let mut wrong = String::new();
    // What is only compiled for tests may do as it likes.
    for line in lines("src").iter().filter(|line| !line.is_test) {
        for (used, allowed) in WALLS {
            let is_inside = allowed.contains(&line.module.as_str()) || line.module == "main";
            let has_door = DOORS.iter().any(|(file, through, _)| *file == line.file && *through == used);
            if !is_inside && !has_door && uses(&line.code, used) {
                let Line { file, number, .. } = line;
                let _ = writeln!(wrong, "{file}:{number}: only {} may use `{used}`", allowed.join(", "));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn only_the_command_line_prints() {
    let mut wrong = String::new();
    for line in lines("src").iter().chain(&lines("search/src")) {
        let prints = ["print!", "println!", "eprint!", "eprintln!", "dbg!"];
        let names = ["io::stdout", "io::stderr"];
        let found = prints.iter().chain(&names).find(|what| uses(&line.code, what));
        if let Some(what) = found
            && line.module != "cli"
            && !line.is_test
        {
            let _ = writeln!(wrong, "{}:{}: `{what}` outside of `cli`", line.file, line.number);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn long_files_have_a_reason() {
    let mut wrong = String::new();
    for file in files("src").iter().chain(&files("search/src")) {
        let count = fs::read_to_string(root().join(file)).unwrap().lines().count();
        let has_reason = LONG.iter().any(|(long, _)| long == file);
        if count > LONGEST && !has_reason {
            let _ = writeln!(wrong, "{file} has {count} lines: split it, or give a reason in tests/architecture.rs");
        }
        if count <= LONGEST && has_reason {
            let _ = writeln!(wrong, "{file} needs no reason any more: it has {count} lines");
        }
    }
    for (long, _) in LONG {
        if !root().join(long).exists() {
            let _ = writeln!(wrong, "{long} is no file any more");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn paths_are_found_in_all_their_forms() {
    let check = |code: &str, expected: &[&str]| assert_eq!(modules_used(code), expected, "{code}");
    check("use crate::model::Site;", &["model"]);
    check("fn f(site: &crate::model::Site) -> crate::graph::Graph {", &["model", "graph"]);
    check("use crate::{check::{self, x::y}, view};", &["check", "view"]);
    check("pub(crate) fn crated() {}", &[]);
    assert!(uses("use std::fs;", "std::fs"));
    assert!(uses("use std::{fmt, fs};", "std::fs"));
    assert!(uses("std::fs::read(path)", "std::fs"));
    assert!(!uses("use std::fmt;", "std::fs"));
    assert!(!uses("let print = 1;", "print!"));
    assert!(!uses("eprintln!(\"x\")", "println!"));
    assert!(!uses("mod toml_like;", "toml"));
    assert!(!uses("path.ends_with(\"kb.toml\")", "toml"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

/// Whether code names this path or macro: at its beginning, or by a `use` with braces.
fn uses(code: &str, path: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let stands = |at: usize, end: usize| {
        let before = code[..at].chars().next_back();
        let after = code[end..].chars().next();
        let begins = before.is_none_or(|c| !is_name(c) && c != ':' && c != '.');
        // A crate is used by what is in it; a word alone is a variable.
        let goes_on = path.contains("::") || path.ends_with('!') || code[end..].starts_with("::");
        begins && goes_on && after.is_none_or(|c| !is_name(c))
    };
    if code.match_indices(path).any(|(at, found)| stands(at, at + found.len())) {
        return true;
    }
    let Some((outer, inner)) = path.split_once("::") else {
        return false;
    };
    code.match_indices(&format!("{outer}::{{"))
        .any(|(at, open)| first_names(&code[at + open.len()..]).contains(&inner.to_owned()))
}

/// The modules of kb that code names by `crate::`.
fn modules_used(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(first_names(list)),
            None => found.extend(first_name(rest)),
        }
    }
    found
}

/// The first names of the paths in `a::b, c, d::{e, f}}`, up to the brace that closes the list.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut begin, mut names) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.extend(first_name(list[begin..at].trim()));
                begin = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

fn first_name(path: &str) -> Option<String> {
    let name: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// The code below a folder, line by line; a `use` that runs over several lines is one of them.
fn lines(folder: &str) -> Vec<Line> {
    files(folder).iter().flat_map(|file| lines_of(file)).collect()
}

fn lines_of(file: &str) -> Vec<Line> {
    let parts: Vec<&str> = file.split('/').collect();
    let top = parts.iter().position(|part| *part == "src").expect("code is below `src`") + 1;
    let module = parts[top].trim_end_matches(".rs").to_owned();
    let mut is_test = parts.iter().any(|part| ["tests", "tests.rs", "testing.rs"].contains(part));
    let mut lines: Vec<Line> = Vec::new();
    let mut is_open = false;
    let text = fs::read_to_string(root().join(file)).unwrap();
    for (at, line) in text.lines().enumerate() {
        let code = line.trim();
        if code.starts_with("//") {
            continue;
        }
        // By habit the tests of a file are its end.
        is_test |= code.starts_with("mod tests {");
        let starts_use = code.starts_with("use ") || code.starts_with("pub use ");
        match lines.last_mut() {
            Some(last) if is_open => last.code.push_str(code),
            _ => lines.push(Line {
                module: module.clone(),
                file: file.to_owned(),
                number: at + 1,
                code: code.to_owned(),
                is_test,
            }),
        }
        is_open = (is_open || starts_use) && !code.ends_with(';');
    }
    lines
}

/// The Rust files below a folder, with `/`, in order.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![PathBuf::from(folder)];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            if root().join(&path).is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}
