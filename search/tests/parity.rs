//! Two implementations, one definition: the browser's half answers every query as the index does, to the last bit of the score.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise, and write what Node reads"
)]

#[path = "parity/corpus.rs"]
mod corpus;
#[path = "parity/write.rs"]
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use corpus::{Dice, Site};
use kb_search::{CLIENT, ExportOptions, Index, Language};
use write::{export, write};

/// A folder that stays after the test, for a look at what differs.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs Node; gives what it says, or stops the test with that.
fn node(run: impl FnOnce(&mut Command) -> &mut Command) -> String {
    let output = run(&mut Command::new("node")).output().expect("node is needed; `cargo xtask test` installs it");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    told
}

#[test]
fn the_browser_answers_every_query_as_the_index_does() {
    let folder = empty_folder("parity");
    let client = folder.join("client.js");
    fs::write(&client, CLIENT).unwrap();
    let compare = |site: &Site| -> usize {
        let dir = folder.join(site.name);
        write(site, &dir);
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/parity.mjs");
        let told = node(|command| command.arg(script).args([&client, &dir]));
        told.split(' ').next().unwrap().parse().unwrap()
    };
    let sites = Site::all();
    let count: usize = thread::scope(|scope| {
        let running: Vec<_> = sites.iter().map(|site| scope.spawn(|| compare(site))).collect();
        running.into_iter().map(|site| site.join().unwrap()).sum()
    });
    println!("{count} queries compared, 0 different");
    assert!(count > 10_000);
}

/// The sources of the client, with the constants that terser puts in their places still there.
const SOURCES: &str = concat!(
    include_str!("../client/words.js"),
    include_str!("../client/stem.js"),
    include_str!("../client/files.js"),
    include_str!("../client/index.js"),
    include_str!("../client/query.js"),
    include_str!("../client/vocabulary.js"),
    include_str!("../client/rank.js"),
    include_str!("../client/excerpt.js"),
    include_str!("../client/client.js"),
);

/// Small changes of every part of the client, each of which some query must notice.
const CHANGES: &[(&str, &str)] = &[
    ("COMPLETION = 0.6;", "COMPLETION = 0.61;"),
    ("SYNONYM = 0.8;", "SYNONYM = 0.81;"),
    ("MOST_COMPLETIONS = 8;", "MOST_COMPLETIONS = 7;"),
    ("LONG = 8;", "LONG = 9;"),
    ("TITLE_MORE = 2;", "TITLE_MORE = 1;"),
    ("Math.fround(Math.log(", "(Math.log("),
    ("share * share * (0.5", "share * (0.5"),
    ("(0.5 + 0.5 * cover)", "(0.5 + 0.5000000000000001 * cover)"),
    ("2.2 * counts[i]", "2.200000000000001 * counts[i]"),
    ("WINDOW = 30;", "WINDOW = 31;"),
    ("MOST_SECTIONS = 3;", "MOST_SECTIONS = 2;"),
    ("TOO_LONG = 40;", "TOO_LONG = 41;"),
    ("const LONGEST = 512;", "const LONGEST = 513;"),
    ("a.page - b.page", "b.page - a.page"),
];

#[test]
fn a_client_that_is_slightly_wrong_is_noticed() {
    let folder = empty_folder("wrong");
    let site = folder.join("english");
    write(&Site::all()[0], &site);
    let different = |name: &str, source: &str| -> bool {
        let client = folder.join(name);
        fs::write(&client, format!("(() => {{\"use strict\";{source}}})();")).unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/parity.mjs");
        let output = Command::new("node").arg(script).args([&client, &site]).env("FIRST", "1").output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        // A client that answers nothing proves nothing.
        let compared =
            told.contains(" queries compared, ") && !String::from_utf8_lossy(&output.stderr).contains("Error");
        assert!(compared, "{name}: {told}{}", String::from_utf8_lossy(&output.stderr));
        println!("{name}: {}", told.trim());
        !output.status.success()
    };
    assert!(!different("right", SOURCES));
    let unnoticed = CHANGES.iter().filter(|(right, wrong)| {
        assert_eq!(SOURCES.matches(right).count(), 1, "{right}");
        !different(&wrong.replace([' ', '*', '/'], "_"), &SOURCES.replace(right, wrong))
    });
    assert_eq!(unnoticed.collect::<Vec<_>>(), [] as [&(&str, &str); 0]);
}

#[test]
fn the_browser_copes_with_hosts_files_and_queries_of_all_sorts() {
    let folder = empty_folder("client");
    fs::write(folder.join("client.js"), CLIENT).unwrap();
    let site = Site::all().swap_remove(0);
    let mut docs = site.docs(&mut Dice::new(5), 60);
    let mut index = Index::in_memory(Language::ENGLISH).unwrap();
    index.update(&docs).unwrap();
    export(&index.reader(), &ExportOptions::default(), &folder.join("before"));
    for doc in &mut docs {
        doc.title.push_str(" order");
        doc.description.push_str(" Edited.");
    }
    index.update(&docs).unwrap();
    export(&index.reader(), &ExportOptions::default(), &folder.join("after"));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/client.test.mjs");
    println!("{}", node(|command| command.args(["--test", "--test-reporter=spec", script]).env("SITE", &folder)));
}
