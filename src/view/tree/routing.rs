//! The routing of a tree as a script: what its pages need to keep answers in the address where paths have no pages.
//!
//! A script, since a page opened from disk may load one and may not fetch data.

use crate::model::Entry;

/// The address of a tree's routing.
pub(in crate::view) fn address(tree: &Entry) -> String {
    format!("{}routing.js", tree.url)
}

/// The script; `twin` is the tree as JSON.
pub(in crate::view) fn text(twin: &str) -> String {
    // JSON is JavaScript since ECMAScript 2019.
    format!("self.kbTree = {twin};\n")
}
