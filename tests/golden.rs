//! Small sites, byte for byte. `UPDATE_GOLDEN=1 cargo test --test golden` writes what is expected anew.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
#![allow(clippy::disallowed_methods, reason = "what is expected lies on the disk")]

mod site;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kb::engine::Build;

/// A tree, a comparison and options under an address.
#[test]
fn knowledge() {
    compare("knowledge", "https://kb.example.org/small");
}

/// A folder of ordinary Markdown.
#[test]
fn markdown() {
    compare("markdown", "");
}

/// A template, files and a kind of the team's own.
#[test]
fn overrides() {
    compare("overrides", "");
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn compare(name: &str, base: &str) {
    let build = site::build(kb::source::read(&folder(name).join("source"), None).unwrap());
    assert_eq!(site::links::dead(&build.output, base), [""; 0]);
    let made = made(&build);
    let expected = folder(name).join("site");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = fs::remove_dir_all(&expected);
        for (path, bytes) in &made {
            let path = expected.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let known = read(&expected);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&known), "{name}: other files than expected");
    for (path, bytes) in &made {
        let expected = &known[path];
        let (made, known) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(expected));
        let line = made.lines().zip(known.lines()).position(|(made, known)| made != known);
        let line = line.unwrap_or_else(|| made.lines().count().min(known.lines().count()));
        let at = |text: &str| text.lines().nth(line).unwrap_or("(no such line)").to_owned();
        assert!(
            bytes == expected,
            "{name}: {path}:{} differs\n made: {}\nknown: {}\nUPDATE_GOLDEN=1 takes what was made",
            line + 1,
            at(&made),
            at(&known)
        );
    }
}

/// The files of a build and its problems, without the client of search and files that the theme has as they are. The
/// hashes in the names of those are left out, so that a change of a style sheet changes no page here.
fn made(build: &Build) -> BTreeMap<String, Vec<u8>> {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static");
    let mut plain: Vec<(String, String)> = Vec::new();
    let mut made = BTreeMap::new();
    let copied = |path: &str, bytes: &[u8]| -> Option<String> {
        let name = path.strip_prefix("assets/")?;
        let [stem, .., ending] = name.split('.').collect::<Vec<_>>()[..] else { return None };
        let plain = format!("{stem}.{ending}");
        let dialog = plain == "search-dialog.js" && bytes.starts_with(kb_search::CLIENT.as_bytes());
        let copied = dialog || fs::read(theme.join(&plain)).is_ok_and(|own| own == bytes);
        copied.then(|| format!("assets/{plain}"))
    };
    for (path, file) in build.output.iter() {
        match copied(path, &file.bytes) {
            Some(name) => plain.push((path.to_owned(), name)),
            None => drop(made.insert(path.to_owned(), file.bytes.to_vec())),
        }
    }
    for (_, bytes) in made.iter_mut().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        let text = plain.iter().fold(text.into_owned(), |text, (hashed, name)| text.replace(hashed, name));
        *bytes = text.into_bytes();
    }
    let told = site::told(&build.diagnostics, &build.sources);
    made.insert("problems.txt".into(), told.into_bytes());
    made
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        files.insert(name, fs::read(entry.path()).unwrap());
    }
    files
}
