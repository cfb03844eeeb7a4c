//! The files of the search index, as builds publish them.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod site;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use kb::engine::{Engine, Scope};
use kb_search::{Index, Opened, Query};

const START: &[(&str, &str)] = &[
    (
        "content/notes/cold-starts.md",
        "# Cold starts\n\nAn idle function wakes slowly.\n\n## Measure\n\nCount cold calls.\n",
    ),
    ("content/notes/queues.md", "# Queues\n\nWork waits its turn.\n"),
];

fn built(extra: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let files = site::files(&[START, extra].concat());
    let build = site::searched(site::sources(&files));
    assert_eq!(site::told(&build.diagnostics, &build.sources), "");
    let index = build.output.iter().filter(|(path, _)| path.starts_with("search/") && !path.ends_with(".html"));
    index.map(|(path, file)| (path.to_owned(), file.bytes.to_vec())).collect()
}

#[test]
fn every_file_that_the_manifest_names_is_there_and_no_other() {
    let files = built(&[]);
    let manifest: serde_json::Value = serde_json::from_slice(&files["search/search.json"]).unwrap();
    assert_eq!((manifest["pages"].as_u64(), manifest["stems"].as_str()), (Some(2), Some("english")));
    assert_eq!(manifest["labels"]["performance"], "Performance note");
    let mut named = vec!["search/search.json".to_owned()];
    for (letter, names) in [
        ("n", &manifest["columns"]),
        ("x", &manifest["positions"]),
        ("t", &manifest["terms"]["names"]),
        ("s", &manifest["words"]["names"]),
        ("f", &manifest["facets"]["kind"]),
        ("f", &manifest["facets"]["tag"]),
        ("f", &manifest["facets"]["status"]),
        ("f", &manifest["facets"]["owner"]),
    ] {
        let names = names.as_str().unwrap().as_bytes().chunks(8);
        named.extend(names.map(|name| format!("search/{letter}-{}.bin", std::str::from_utf8(name).unwrap())));
    }
    let folder = manifest["results"].as_str().unwrap();
    named.extend((0..2).map(|number| format!("search/r-{folder}/{number}.bin")));
    named.sort();
    named.dedup();
    // Positions are named in the list that the manifest names.
    let found: Vec<String> = files.keys().filter(|path| !path.starts_with("search/p-")).cloned().collect();
    assert_eq!(found, named);
}

#[test]
fn what_search_shall_not_show_is_in_no_file() {
    let hidden = "+++\nsearch = false\n+++\n# Zeppelins\n\nThey float.\n";
    assert_eq!(built(&[("content/notes/zeppelins.md", hidden)]), built(&[]));
}

#[test]
fn scripts_for_pages_from_disk_hold_the_same_bytes() {
    let plain = built(&[]);
    let both = built(&[("kb.toml", "[search]\nfile_protocol = true\n")]);
    assert_eq!(both.len(), 2 * plain.len());
    for (path, bytes) in &plain {
        let name = path.strip_prefix("search/").unwrap();
        let name = name.strip_suffix(".bin").or(name.strip_suffix(".json")).unwrap();
        let call = format!("kbSearch.file(\"{name}\",\"{}\");\n", BASE64.encode(bytes));
        assert_eq!(both[&format!("search/{name}.js")], call.into_bytes());
        assert_eq!(both[path], *bytes);
    }
}

#[test]
fn the_language_of_the_site_or_of_search_makes_the_stems() {
    let stems = |settings: &str| {
        let files = built(&[("kb.toml", settings)]);
        let manifest: serde_json::Value = serde_json::from_slice(&files["search/search.json"]).unwrap();
        manifest["stems"].as_str().unwrap().to_owned()
    };
    assert_eq!(stems("[site]\nlang = \"de\"\n"), "first");
    assert_eq!(stems("[site]\nlang = \"pl\"\n"), "none");
    assert_eq!(stems("[site]\nlang = \"de\"\n[search]\nlanguages = [\"en\"]\n"), "english");
}

#[test]
fn an_engine_that_remembers_makes_the_files_of_one_that_does_not() {
    let open = |language| Ok((Index::in_memory(language)?, Opened::Fresh));
    let mut engine = Engine::new(None).with_index(Box::new(open));
    let mut files = site::files(START);
    for (name, text) in [("a", "# Alpha\n\nOne.\n"), ("b", "# Beta\n\nTwo functions.\n"), ("a", "# Alpha\n\nThree.\n")]
    {
        files.insert(format!("content/notes/{name}.md"), text.to_owned());
        let kept = site::build_with(&mut engine, site::sources(&files), &site::flags());
        assert_eq!(site::bytes(&kept), site::bytes(&site::searched(site::sources(&files))));
        let found = kept.search.unwrap().reader.search(&Query::new(text)).unwrap();
        assert_eq!(found.hits[0].title, text[2..].lines().next().unwrap());
    }
}

#[test]
fn without_an_index_nothing_is_published() {
    let open = |_| anyhow::bail!("the disk is full");
    let mut engine = Engine::new(None).with_index(Box::new(open));
    let build = engine.build(site::sources(&site::files(START)), &site::flags(), Scope::Build, None, &|_, _| {});
    assert!(build.has_errors());
    let told = site::told(&build.diagnostics, &build.sources);
    assert!(told.contains("search-index: the search index cannot be made: the disk is full"), "{told}");
}
