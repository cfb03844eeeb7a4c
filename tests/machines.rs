//! What machines read of the bundled knowledge base: the feed, the sitemap, `llms.txt`, the Markdown twins.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod site;

use std::collections::BTreeSet;

use kb::engine::{Build, Engine};
use pulldown_cmark::{Event, Parser, Tag};

const BASE: &str = "https://kb.example.org/a";

fn build(base: Option<&str>) -> Build {
    let flags = kb::config::Flags { base_url: base.map(str::to_owned), ..site::flags() };
    site::build_with(&mut Engine::new(None), site::bundled(), &flags)
}

fn text(build: &Build, path: &str) -> String {
    let file = build.output.get(path).unwrap_or_else(|| panic!("{path} is there"));
    String::from_utf8(file.bytes.to_vec()).unwrap()
}

#[test]
fn every_page_but_search_and_moved_ones_has_a_twin() {
    let build = build(None);
    let has_none = |path: &str| matches!(path, "404.html" | "search/index.html");
    for (path, file) in build.output.iter().filter(|(path, _)| path.ends_with(".html") && !has_none(path)) {
        let html = std::str::from_utf8(&file.bytes).unwrap();
        let moved = html.contains("http-equiv=\"refresh\"");
        let twin = path.replace("index.html", "index.md");
        assert_eq!(build.output.get(&twin).is_some(), !moved, "{twin}");
        assert_eq!(
            html.contains("<link rel=\"alternate\" type=\"text/markdown\" href=\"index.md\">"),
            !moved,
            "{path}"
        );
    }
}

#[test]
fn links_of_twins_lead_to_twins() {
    let build = build(None);
    let mut dead = Vec::new();
    for (path, file) in build.output.iter().filter(|(path, _)| path.ends_with("index.md")) {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        for event in Parser::new_ext(text, kb::parse::markdown::options()) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
            let address = dest_url.split('#').next().unwrap();
            if address.is_empty() || address.contains(':') {
                continue;
            }
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in address.split('/') {
                match part {
                    ".." => drop(parts.pop()),
                    "." => {}
                    other => parts.push(other),
                }
            }
            let target = parts.join("/");
            if build.output.get(&target).is_none() || address.ends_with('/') {
                dead.push(format!("{path}: {dest_url}"));
            }
        }
    }
    assert_eq!(dead, [""; 0]);
}

#[test]
fn the_sitemap_holds_every_page_for_search_engines() {
    let build = build(Some(BASE));
    let map = text(&build, "sitemap.xml");
    let listed: BTreeSet<&str> = map.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    for (path, file) in build.output.iter().filter(|(path, _)| path.ends_with("index.html")) {
        let html = std::str::from_utf8(&file.bytes).unwrap();
        let address = format!("{BASE}/{}", path.trim_end_matches("index.html"));
        let hidden = html.contains("<meta name=\"robots\" content=\"noindex\">");
        assert_eq!(listed.contains(address.as_str()), !hidden, "{address}");
    }
    assert_eq!(text(&build, "robots.txt"), format!("User-agent: *\nAllow: /\nSitemap: {BASE}/sitemap.xml\n"));
}

#[test]
fn the_feed_tells_of_the_latest_entries_first() {
    let build = build(Some(BASE));
    let feed = text(&build, "feed.xml");
    let days: Vec<&str> = feed
        .split("<entry>")
        .skip(1)
        .map(|entry| entry.split("<updated>").nth(1).unwrap().split('<').next().unwrap())
        .collect();
    assert!(!days.is_empty() && days.len() <= 40 && days.is_sorted_by(|a, b| a >= b), "{days:?}");
    assert!(text(&build, "index.html").contains("<link rel=\"alternate\" type=\"application/atom+xml\""));
}

#[test]
fn without_an_address_there_are_no_files_that_need_one() {
    let build = build(None);
    for path in ["sitemap.xml", "feed.xml", "robots.txt"] {
        assert!(build.output.get(path).is_none(), "{path}");
    }
    assert!(!text(&build, "index.html").contains("atom+xml"));
    assert!(text(&build, "llms.txt").contains("](options/serverless/index.md)"));
}

#[test]
fn texts_that_xml_cannot_hold_are_escaped_or_left_out() {
    let files = site::files(&[
        ("kb.toml", "[site]\ntitle = \"A & <B>\"\nbase_url = \"https://a.example\""),
        (
            "content/glossary/a.md",
            "+++\ntitle = \"x\\u0007 ]]> & <y>\"\ndefinition = \"d\"\nopinion = true\ncreated = 2026-01-02\ntags = [\"<t>\"]\n+++\n",
        ),
    ]);
    let build = site::build(site::sources(&files));
    let feed = text(&build, "feed.xml");
    assert!(roxmltree::Document::parse(&feed).is_ok(), "{feed}");
    assert!(feed.contains("<title>A &amp; &lt;B&gt;</title>") && feed.contains("term=\"&lt;t&gt;\""), "{feed}");
    assert!(!feed.contains('\u{7}'));
}

#[test]
fn a_knowledge_base_may_write_its_own_files_for_machines() {
    let files = site::files(&[("content/llms.txt", "own"), ("content/a.md", "# A\n")]);
    let build = site::build(site::sources(&files));
    assert_eq!(text(&build, "llms.txt"), "own");
    assert_eq!(site::told(&build.diagnostics, &build.sources), "");
}

#[test]
fn built_sites_keep_to_their_policy_and_lead_nowhere_dead() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, base) in [(".", None), (".", Some(BASE)), ("docs", None), ("tests/fixtures/states", Some(BASE))] {
        let flags = kb::config::Flags { base_url: base.map(str::to_owned), ..site::flags() };
        let sources = kb::source::read(&root.join(folder), None).unwrap();
        let build = site::build_with(&mut Engine::new(None), sources, &flags);
        let found: Vec<String> =
            kb::audit::site(&build.output, base).iter().map(|problem| format!("{:?}", problem)).collect();
        assert_eq!(found, [""; 0], "{folder}");
    }
}
