//! The routing of a tree as a script: what its pages need to keep answers in the address where paths have no pages.
//!
//! A script, since a page opened from disk may load one and may not fetch data.

use std::collections::BTreeMap;

use super::super::context::{Context, encoded};
use crate::decide::Flow;
use crate::model::Entry;

/// The address of a tree's routing.
pub(in crate::view) fn address(tree: &Entry) -> String {
    format!("{}routing.js", tree.url)
}

/// The script; `twin` is the tree as JSON. Beside it stand titles and addresses of the entries that answers name.
pub(in crate::view) fn text(context: &Context<'_>, flow: &Flow<'_>, twin: &str) -> String {
    let named = flow.steps.iter().flat_map(|step| &step.ways).flat_map(|way| &way.choice.because);
    let at = context.at("");
    let entries = named.filter_map(|id| Some((id.value.as_str(), at.by_id(&id.value)?)));
    let entries: BTreeMap<&str, serde_json::Value> = entries
        .map(|(id, entry)| (id, serde_json::json!({ "title": entry.title, "url": encoded(&entry.url) })))
        .collect();
    let entries = serde_json::to_string(&entries).expect("plain data can be written as JSON");
    // JSON is JavaScript since ECMAScript 2019.
    format!("self.kbTree = {twin};\nself.kbTree.entries = {entries};\n")
}
