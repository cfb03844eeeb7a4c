//! All words that readers see come from the content or from the theme's `strings.toml`.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

#[path = "markdown/dom.rs"]
mod dom;
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use kb::config::Flags;
use kb::engine::{Build, Engine};
use kb::source::{File, Sources};
use markup5ever_rcdom::Handle;

const STRINGS: &str = include_str!("../themes/default/templates/strings.toml");

/// The bundled knowledge base.
#[test]
fn the_bundled_pages_hold_no_words_of_their_own() {
    check(site::bundled());
}

/// Every component in every state.
#[test]
fn no_state_holds_words_of_its_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/states");
    check(kb::source::read(&folder, None).unwrap());
}

/// Builds with every word of the theme in marks, takes the marks and what is in them away, and looks at what is left.
fn check(mut sources: Sources) {
    // Templates and code lie beside the content in the bundled knowledge base.
    let content = sources.files.iter().filter(|(path, _)| path.starts_with("content/") || &***path == "kb.toml");
    // Folders without a title are called by their names.
    let content: String = content
        .map(|(path, file)| format!("\"{}\"\n{}", path.replace('/', "\"\n\""), file.text().unwrap_or_default()))
        .collect();
    let content = content.to_lowercase();
    let known: BTreeSet<&str> = split(&content).collect();
    let mut words = BTreeSet::new();
    let text: String = STRINGS.lines().map(|line| mark(line, &mut words)).collect();
    let path: Arc<str> = "templates/strings.toml".into();
    let file = File { path: path.clone(), bytes: text.as_bytes().into(), hash: blake3::hash(text.as_bytes()) };
    sources.files.insert(path, file);
    let flags = Flags { drafts: true, ..site::flags() };
    let build: Build = site::build_with(&mut Engine::new(None), sources, &flags);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (path, file) in build.output.iter().filter(|(path, _)| path.ends_with(".html")) {
        let tree = dom::page(&String::from_utf8_lossy(&file.bytes));
        for text in texts(&tree.root) {
            for rest in outside(&text) {
                let rest = rest.trim();
                let lower = rest.to_lowercase();
                // A title that a drawing had no room for.
                if lower.strip_suffix('…').is_some_and(|cut| content.contains(cut)) {
                    continue;
                }
                let own = words.contains(rest) && !is_written(&content, &lower);
                if own || split(&lower).any(|word| !known.contains(word)) {
                    found.entry(rest.to_owned()).or_insert_with(|| path.to_owned());
                }
            }
        }
    }
    let found: Vec<String> = found
        .into_iter()
        .filter(|(text, _)| !ALLOWED.contains(&text.as_str()))
        .map(|(text, path)| format!("{path}: {text}"))
        .collect();
    assert_eq!(found, [""; 0]);
}

/// Names that are the same in every language.
const ALLOWED: [&str; 8] = ["Esc", "Enter", "Markdown", "Rust", "SQL", "Shell", "TOML", "YAML"];

/// Puts marks around every text of a line; whole texts are kept to be looked for.
fn mark(line: &str, words: &mut BTreeSet<String>) -> String {
    let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
        return format!("{line}\n");
    };
    let mut marked = format!("{key} = ");
    for (at, part) in value.split('"').enumerate() {
        if at % 2 == 0 {
            marked.push_str(part);
        } else {
            words.insert(part.to_owned());
            marked.push_str(&format!("\"\u{2045}{part}\u{2046}\""));
        }
    }
    marked + "\n"
}

/// The words of a text; letters alone and numbers are none.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 1 && !word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether the content has a text as a whole: as a value, a heading, the words of a link.
fn is_written(content: &str, text: &str) -> bool {
    let forms = [
        format!("\"{text}\""),
        format!("# {text}\n"),
        format!("|{text}]]"),
        format!("| {text} "),
        format!(" {text} [["),
        format!("\n{text} [["),
    ];
    forms.iter().any(|form| content.contains(form))
}

/// The parts of a text that stand in no marks.
fn outside(text: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for c in text.chars() {
        match c {
            '\u{2045}' => depth += 1,
            '\u{2046}' => {
                depth = depth.saturating_sub(1);
                parts.push(String::new());
            }
            c if depth == 0 => parts.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    parts
}

/// What readers of a page see or hear: texts, and the attributes that hold text.
fn texts(root: &Handle) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = vec![root.clone()];
    while let Some(node) = rest.pop() {
        if let Some((name, attributes)) = dom::element(&node) {
            // Code is the same in every language, and a file to begin with is the author's to word.
            if matches!(&*name, "script" | "style" | "code" | "pre" | "textarea") {
                continue;
            }
            let read =
                ["aria-label", "title", "placeholder", "alt", "content", "data-copy", "data-copied", "data-kind"];
            let held = attributes.into_iter().filter(|(name, _)| read.contains(&name.as_str()));
            texts.extend(held.map(|(_, value)| value).filter(|value| is_text(value)));
        }
        texts.extend(dom::text(&node).filter(|text| is_text(text)));
        rest.extend(node.children.borrow().iter().cloned());
    }
    texts
}

/// Whether readers see it: not what a `<meta>` tells machines, nor the markup in a `<noscript>`.
fn is_text(value: &str) -> bool {
    let machine = ["noindex", "light dark", "website", "url"].contains(&value) || value.starts_with("0; url=");
    !machine
        && !value.starts_with("#kb-")
        && !["://", "'self'", "width=", "<p "].iter().any(|part| value.contains(part))
}
