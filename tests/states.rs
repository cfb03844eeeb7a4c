//! A knowledge base that shows every component of the theme in every state: what the browser tests look at.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod site;

use std::path::Path;
use std::sync::LazyLock;

use kb::config::Flags;
use kb::engine::{Build, Engine};

static BUILD: LazyLock<Build> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/states");
    let flags = Flags { drafts: true, ..site::flags() };
    site::build_with(&mut Engine::new(None), kb::source::read(&folder, None).unwrap(), &flags)
});

#[test]
fn it_builds_without_a_problem() {
    assert_eq!(site::told(&BUILD.diagnostics, &BUILD.sources), "");
}

#[test]
fn its_links_lead_somewhere() {
    assert_eq!(site::links::dead(&BUILD.output, "https://kb.example.org/states"), [""; 0]);
}
