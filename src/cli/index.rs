//! The search index on the disk, as commands open it.

use std::path::PathBuf;

use kb_search::{Index, Language, Opened};

use super::print::Terminal;
use crate::engine::OpenIndex;

/// The index in the cache folder; where that cannot be, one in memory.
pub(super) fn open(cache: PathBuf) -> OpenIndex {
    Box::new(move |language: Language| match crate::output::cache_folder(&cache) {
        Ok(()) => Index::open(&cache.join("search"), language),
        Err(error) => Ok((Index::in_memory(language)?, Opened::InMemory { why: format!("{error:#}") })),
    })
}

/// An index that is never written: one on the disk would be locked against others for as long as it is used.
pub(super) fn in_memory() -> OpenIndex {
    Box::new(|language| Ok((Index::in_memory(language)?, Opened::Fresh)))
}

/// Says how an index was opened, where that matters.
pub(super) fn tell(opened: &Opened, terminal: &Terminal) {
    match opened {
        Opened::Rebuilt { why } => terminal.say(format!("the search index is made again: {why}")),
        Opened::InMemory { why } => terminal.detail(format!("the index is kept in memory: {why}")),
        Opened::Fresh | Opened::Existing => {}
    }
}
