//! What holds for every knowledge base: an incremental build equals a clean one, every link leads somewhere, the same
//! input gives the same bytes, and nothing makes kb panic.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod site;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use kb::config::Flags;
use kb::engine::{Build, Engine, Scope};
use kb::output::{self, Destination};
use proptest::prelude::*;
use proptest::sample::select;

use site::Files;

/// One change to a knowledge base.
#[derive(Clone, Debug)]
enum Edit {
    /// Other words in the body of an entry.
    Body(usize, String),
    /// Another title.
    Title(usize, String),
    /// Another entry.
    Add(&'static str, usize),
    /// One entry less.
    Remove(usize),
    /// Other settings.
    Settings(&'static str),
    /// A template of its own, or none.
    Template(Option<&'static str>),
    /// A file that is published as it is, or none.
    Asset(Option<&'static str>),
}

const FOLDERS: [&str; 5] = ["options", "guides", "glossary", "notes", "decisions"];

/// An entry of a folder that links to other entries.
fn entry(folder: &str, number: usize) -> (String, String) {
    let kind = match folder {
        "glossary" => "definition = \"A word\"\n",
        "decisions" => "status = \"accepted\"\ndate = 2026-01-01\ndecision_makers = [\"Ada\"]\n",
        "notes" => "tags = [\"one\", \"two\"]\n",
        _ => "description = \"About it\"\nowners = [\"@ada\"]\n",
    };
    // Some of these lead nowhere: a build with errors obeys the laws too.
    let links = format!("See [[{folder}-{}]] and [[guides-1|that]].\n", number + 1);
    let text = format!(
        "+++\ntitle = \"The {folder} number {number}\"\n{kind}+++\n\n{links}\n## Part\n\n```rust\nfn main() {{}}\n```\n"
    );
    (format!("content/{folder}/{folder}-{number}.md"), text)
}

/// The sites that edits begin with.
fn start() -> Files {
    let mut files: Files = FOLDERS.iter().flat_map(|folder| [entry(folder, 1), entry(folder, 2)]).collect();
    files.insert("kb.toml".into(), "[site]\ntitle = \"Handbook\"\n".into());
    files.insert("content/trees/which.md".into(), TREE.into());
    files.insert("content/options/_index.md".into(), "+++\ntitle = \"Options\"\norder = [\"options-2\"]\n+++\n".into());
    files
}

const TREE: &str = include_str!("golden/knowledge/source/content/trees/which.md");

fn entries(files: &Files) -> Vec<String> {
    files.keys().filter(|path| path.ends_with(".md") && !path.ends_with("_index.md")).cloned().collect()
}

fn apply(files: &mut Files, edit: &Edit) {
    let paths = entries(files);
    let at = |number: &usize| paths.get(number % paths.len().max(1)).cloned();
    match edit {
        Edit::Body(number, words) => {
            if let Some(text) = at(number).and_then(|path| files.get_mut(&path)) {
                text.push_str(&format!("\n{words}\n"));
            }
        }
        Edit::Title(number, title) => {
            if let Some(text) = at(number).and_then(|path| files.get_mut(&path)) {
                let lines = text.lines().map(|line| {
                    if line.starts_with("title = ") { format!("title = \"{title}\"\n") } else { format!("{line}\n") }
                });
                *text = lines.collect();
            }
        }
        Edit::Add(folder, number) => files.extend([entry(folder, *number)]),
        Edit::Remove(number) => {
            if let Some(path) = at(number) {
                files.remove(&path);
            }
        }
        Edit::Settings(text) => drop(files.insert("kb.toml".into(), (*text).into())),
        Edit::Template(text) => set(files, "templates/tags.html", *text),
        Edit::Asset(text) => set(files, "content/files/a.txt", *text),
    }
}

fn set(files: &mut Files, path: &str, text: Option<&str>) {
    match text {
        Some(text) => drop(files.insert(path.into(), text.into())),
        None => drop(files.remove(path)),
    }
}

fn edits() -> impl Strategy<Value = Edit> {
    let words = "[a-zé]{1,8}( [a-z<>&\\[\\]`*]{1,8}){0,4}";
    prop_oneof![
        4 => (any::<usize>(), words).prop_map(|(number, words)| Edit::Body(number, words)),
        2 => (any::<usize>(), "[A-Z][a-z]{1,8}").prop_map(|(number, title)| Edit::Title(number, title)),
        2 => (select(&FOLDERS[..]), 1..5_usize).prop_map(|(folder, number)| Edit::Add(folder, number)),
        2 => any::<usize>().prop_map(Edit::Remove),
        1 => select(&[
            "[site]\ntitle = \"Handbook\"\n",
            "[site]\ntitle = \"Other\"\nlang = \"de\"\n",
            "[checks]\ndead-link = \"warning\"\norphan = \"off\"\n[content]\nraw_html = \"escape\"\n",
            "[kinds.note]\nfolder = \"notes\"\ntitle = \"Note\"\nplural = \"Notes\"\n",
            "[broken\n",
        ][..]).prop_map(Edit::Settings),
        1 => select(&[None, Some("<p>{{ page.title }}</p>"), Some("{{ gone }}"), Some("{% if %}")][..])
            .prop_map(Edit::Template),
        1 => select(&[None, Some("one"), Some("two")][..]).prop_map(Edit::Asset),
    ]
}

/// Two builds are one: the same files and the same problems.
#[track_caller]
fn assert_same(one: &Build, other: &Build) {
    let (first, second) = (site::bytes(one), site::bytes(other));
    let paths = |files: &BTreeMap<String, Arc<[u8]>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&first), paths(&second));
    for (path, bytes) in &first {
        let (one, other) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&second[path]));
        assert_eq!(one, other, "{path}");
    }
    assert_eq!(site::told(&one.diagnostics, &one.sources), site::told(&other.diagnostics, &other.sources));
    assert_eq!(one.diagnostics, other.diagnostics);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_incremental_build_equals_a_clean_one(edits in prop::collection::vec(edits(), 1..6)) {
        let mut files = start();
        let mut engine = Engine::new(None);
        site::build_with(&mut engine, site::sources(&files), &site::flags());
        for edit in &edits {
            apply(&mut files, edit);
            let incremental = site::build_with(&mut engine, site::sources(&files), &site::flags());
            assert_same(&incremental, &site::build(site::sources(&files)));
            if incremental.diagnostics.iter().all(|problem| problem.rule != "template") {
                prop_assert_eq!(site::links::dead(&incremental.output, ""), [""; 0]);
            }
        }
        let again = site::build_with(&mut engine, site::sources(&files), &site::flags());
        let failed = again.diagnostics.iter().filter(|problem| problem.rule == "template").count();
        prop_assert!(again.stats.rendered <= failed, "{} rendered", again.stats.rendered);
    }

    #[test]
    fn the_next_process_makes_the_same_site(edits in prop::collection::vec(edits(), 1..4)) {
        let mut files = start();
        let dir = tempfile::tempdir().unwrap();
        publish(&site::build(site::sources(&files)), dir.path());
        for edit in &edits {
            apply(&mut files, edit);
            let recalled = output::recall(&dir.path().join("site"));
            let next = Engine::new(None).build(
                site::sources(&files), &site::flags(), Scope::Build, Some(&recalled), &|_, _| {},
            );
            assert_same(&next, &site::build(site::sources(&files)));
            publish(&next, dir.path());
        }
        let recalled = output::recall(&dir.path().join("site"));
        let last = Engine::new(None)
            .build(site::sources(&files), &site::flags(), Scope::Build, Some(&recalled), &|_, _| {});
        let failed = last.diagnostics.iter().filter(|problem| problem.rule == "template").count();
        prop_assert!(last.stats.rendered <= failed, "{} rendered", last.stats.rendered);
    }

    #[test]
    fn no_content_makes_it_panic(
        front in "(\\PC|[\\n=\\[\\]{}\",.#'+-]|title|question|id|to|cell|=){0,120}",
        body in "(\\PC|[\\n\\[\\]()<>|`*_#!^:{}-]|## q:|## o:|\\[\\[a){0,200}",
        settings in "(\\PC|[\\n=\\[\\]\"]|\\[kinds.|\\[checks|site){0,60}",
    ) {
        let folders = ["options", "trees", "comparisons", "case-studies", "cost", "sources", "x"];
        let mut files: Files = folders
            .iter()
            .enumerate()
            .map(|(number, folder)| {
                (format!("content/{folder}/a{number}.md"), format!("+++\n{front}\n+++\n{body}"))
            })
            .collect();
        files.insert("content/plain.md".into(), body.clone());
        files.insert("content/x/_index.md".into(), format!("+++\n{front}\n+++\n{body}"));
        files.insert("content/a.svg".into(), body);
        files.insert("kb.toml".into(), settings);
        let build = site::searched(site::sources(&files));
        site::told(&build.diagnostics, &build.sources);
        assert!(build.search.is_some());
    }
}

fn publish(build: &Build, dir: &Path) {
    let destination = Destination {
        dir: &dir.join("site"),
        root: &dir.join("root"),
        inputs: &[],
        patience: Duration::from_secs(10),
        stop: &AtomicBool::new(false),
    };
    output::publish(&build.output, &destination).unwrap();
}

#[test]
fn an_edit_renders_the_pages_that_show_it() {
    let mut files = start();
    let mut engine = Engine::new(None);
    let first = site::build_with(&mut engine, site::sources(&files), &site::flags());
    assert_eq!(first.stats.rendered, first.stats.pages);
    let changed = |one: &Build, other: &Build| {
        let (before, after) = (site::bytes(one), site::bytes(other));
        // A page's twin is made with it.
        let pages = after.iter().filter(|(path, _)| path.ends_with(".html"));
        pages.filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count()
    };

    apply(&mut files, &Edit::Body(0, "More words.".into()));
    let body = site::build_with(&mut engine, site::sources(&files), &site::flags());
    assert_eq!((body.stats.rendered, changed(&first, &body)), (1, 1), "a body stands on one page");

    let mut renamed = files.clone();
    apply(&mut renamed, &Edit::Title(0, "Renamed".into()));
    let title = site::build_with(&mut engine, site::sources(&renamed), &site::flags());
    let shown = title.output.iter().filter(|(_, file)| String::from_utf8_lossy(&file.bytes).contains("Renamed"));
    assert!(title.stats.rendered <= shown.count(), "a title stands on the pages that name it");
    assert!(title.stats.rendered < title.stats.pages);

    renamed.insert("templates/tags.html".into(), "<p>{{ page.title }}</p>".into());
    let theme = site::build_with(&mut engine, site::sources(&renamed), &site::flags());
    assert_eq!(theme.stats.rendered, theme.stats.pages, "a theme stands behind all pages");
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let once = site::build(site::bundled());
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_same(&once, &pool.install(|| site::build(site::bundled())));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_was_built_before() {
    let mut engine = Engine::new(None);
    site::build_with(&mut engine, site::sources(&start()), &site::flags());
    let after = site::build_with(&mut engine, site::bundled(), &site::flags());
    assert_same(&after, &site::build(site::bundled()));
}

#[test]
fn the_same_files_give_the_same_site_in_whatever_order_they_come() {
    let files = start();
    let once = site::build(site::sources(&files));
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files.iter().rev() {
        let path = dir.path().join(path);
        write(&path, text);
    }
    assert_same(&once, &site::build(kb::source::read(dir.path(), None).unwrap()));
}

#[expect(clippy::disallowed_methods, reason = "sources are read from a real folder once")]
fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn a_link_that_leads_nowhere_is_noticed() {
    let mut output = kb::output::Output::new();
    let page = "<base><p id=a><p id=a><a href=\"../b/\"></a><a href=\"#c\"></a><img src=\"/d.png\"><a href=\"../../e\"></a>\
                <a href=\"#a\"></a><a href=\"https://a.example\"></a><a href=\".\"></a><template><script src=f></script></template>";
    output.insert("x/index.html", kb::output::File::copied(page.as_bytes())).unwrap();
    let mut dead = site::links::dead(&output, "");
    dead.sort();
    assert_eq!(
        dead,
        [
            "x/index.html: href=\"#c\": x/index.html has no id c",
            "x/index.html: href=\"../../e\": it leaves the site",
            "x/index.html: href=\"../b/\": b/index.html is not there",
            "x/index.html: src=\"/d.png\": it is absolute",
            "x/index.html: src=\"f\": x/f is not there",
            "x/index.html: two elements have the id a",
        ]
    );
}

#[test]
fn names_of_files_may_have_any_characters() {
    let names =
        ["ü b", "what?", "50%", "50%25", "a#b", "a\"b<c>&d'", "a b/c d", "a+b=c", "CON", "日本/語", "x:y", "{{z}}"];
    let mut files: Files = names
        .iter()
        .enumerate()
        .map(|(number, name)| {
            let next = names[(number + 1) % names.len()];
            // In a link by name a hash begins the heading.
            let link = if next.contains('#') { String::new() } else { format!("[[{next}]]") };
            (format!("content/{name}.md"), format!("# Page {number}\n\n## Ü & more\n\n{link}\n"))
        })
        .collect();
    files.insert("content/ü b.txt".into(), "x".into());
    files.insert(
        "content/links.md".into(),
        "# Links\n[1](<ü b.md#ü--more>) [2](%C3%BC%20b.txt) [3](what%3F.md) [4](50%25.md) [5](a%23b.md) [6](<a b/c d.md>)\n".into(),
    );
    let build = site::build(site::sources(&files));
    assert_eq!(site::told(&build.diagnostics, &build.sources), "");
    assert_eq!(site::links::dead(&build.output, ""), [""; 0]);
    assert!(build.output.get("ü b/index.html").is_some() && build.output.get("日本/語/index.html").is_some());
}

#[test]
fn a_part_that_is_not_there_leads_to_its_page() {
    let mut files = start();
    files.insert("kb.toml".into(), "[checks]\ndead-anchor = \"warning\"\n".into());
    let links = "[[which#q:gone]] [[which#gone]] [[guides-1#gone]] [here](#gone) [there](guides/guides-2.md#gone)";
    files.insert("content/links.md".into(), format!("# Links\n\n{links}\n"));
    let build = site::build(site::sources(&files));
    assert_eq!(site::links::dead(&build.output, ""), [""; 0]);
    let page = String::from_utf8_lossy(&build.output.get("links/index.html").unwrap().bytes).into_owned();
    assert!(page.contains("href=\"trees/which/\"") || page.contains("href=\"../trees/which/\""), "{page}");
}

#[test]
fn no_attack_leads_out_of_the_site() {
    let attacks: serde_json::Value = serde_json::from_str(include_str!("corpora/xss.json")).unwrap();
    let texts = attacks.as_array().unwrap().iter().filter_map(|attack| attack["payload"].as_str());
    let texts: Vec<&str> = texts.collect();
    assert!(texts.len() > 5000, "{} attacks", texts.len());
    let pages = texts.chunks(100).enumerate();
    let files: Files =
        pages.map(|(number, texts)| (format!("content/p{number}.md"), texts.join("\n\n---\n\n"))).collect();
    let build = site::build(site::sources(&files));
    let dead = site::links::dead(&build.output, "");
    assert_eq!(dead, [""; 0]);
}

#[test]
fn every_link_leads_somewhere_also_below_an_address() {
    let flags = Flags { base_url: Some("https://kb.example.org/a/b".into()), ..site::flags() };
    let build = site::build_with(&mut Engine::new(None), site::sources(&start()), &flags);
    assert_eq!(site::links::dead(&build.output, "https://kb.example.org/a/b"), [""; 0]);
}

#[test]
fn no_example_of_the_specifications_makes_it_panic() {
    for corpus in [include_str!("corpora/commonmark_spec.json"), include_str!("corpora/regressions.json")] {
        let examples: serde_json::Value = serde_json::from_str(corpus).unwrap();
        let texts = examples.as_array().unwrap().iter().filter_map(|example| example["markdown"].as_str());
        let mut files: Files =
            texts.enumerate().map(|(number, text)| (format!("content/p{number}.md"), text.to_owned())).collect();
        assert!(files.len() > 500);
        files.insert("kb.toml".into(), "[checks]\nunsafe-url = \"off\"\n".into());
        let build = site::build(site::sources(&files));
        assert_eq!(build.stats.entries, files.len() - 1);
        assert_eq!(site::links::dead(&build.output, ""), [""; 0]);
    }
}
