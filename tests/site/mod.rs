//! Whole sites in memory, for tests that build them.

#![allow(dead_code, reason = "each test crate uses a part of it")]
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

pub mod links;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use kb::config::Flags;
use kb::diagnostic::{Diagnostic, LineIndex};
use kb::engine::{Build, Engine, Scope};
use kb::source::{self, File, Sources};

/// The day on which all tests build.
pub const TODAY: Date = date(2026, 11, 23);

/// Files by path, as a knowledge base has them.
pub type Files = BTreeMap<String, String>;

/// Files from pairs of path and text.
pub fn files(pairs: &[(&str, &str)]) -> Files {
    pairs.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// The sources that reading these files from a disk would give.
pub fn sources(files: &Files) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        let path: Arc<str> = path.as_str().into();
        let file = File { path: path.clone(), bytes: text.as_bytes().into(), hash: blake3::hash(text.as_bytes()) };
        sources.files.insert(path, file);
    }
    sources
}

/// The bundled knowledge base.
pub fn bundled() -> Sources {
    source::read(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap()
}

/// Flags of a build without any.
pub fn flags() -> Flags {
    Flags { base_url: None, drafts: false, today: TODAY }
}

/// A build by a new engine.
pub fn build(sources: Sources) -> Build {
    build_with(&mut Engine::new(None), sources, &flags())
}

/// A build by an engine that may remember others.
pub fn build_with(engine: &mut Engine, sources: Sources, flags: &Flags) -> Build {
    engine.build(sources, flags, Scope::Build, None, &|_, _| {})
}

/// Builds a site with the files of its search index.
pub fn searched(sources: Sources) -> Build {
    let open = |language| Ok((kb_search::Index::in_memory(language)?, kb_search::Opened::Fresh));
    build_with(&mut Engine::new(None).with_index(Box::new(open)), sources, &flags())
}

/// All files of a build, by path.
pub fn bytes(build: &Build) -> BTreeMap<String, Arc<[u8]>> {
    build.output.iter().map(|(path, file)| (path.to_owned(), file.bytes.clone())).collect()
}

/// Problems as `file:line:column: rule: message`, one a line.
pub fn told(problems: &[Diagnostic], sources: &Sources) -> String {
    let mut lines = String::new();
    for problem in problems {
        let place = problem.place.as_ref().map_or_else(String::new, |place| {
            let text = sources.text(&place.file).unwrap_or_default();
            let at = place.span.as_ref().map(|span| LineIndex::new(text).line_column(span.start));
            at.map_or_else(|| place.file.to_string(), |(line, column)| format!("{}:{line}:{column}", place.file))
        });
        lines.push_str(&format!("{place}: {}: {}\n", problem.rule, problem.message));
    }
    lines
}
