//! `site.json`: every entry with its relations, for tools.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::Graph;
use crate::model::{Entry, Site};
use crate::view::context::encoded;

#[derive(Serialize)]
struct Machine<'a> {
    entries: Vec<MachineEntry<'a>>,
}

#[derive(Serialize)]
struct MachineEntry<'a> {
    id: &'a str,
    kind: &'a str,
    title: &'a str,
    description: &'a str,
    url: String,
    status: &'a str,
    tags: &'a [String],
    owners: &'a [String],
    reviewed: Option<String>,
    options: Vec<&'a str>,
    relations: BTreeMap<String, Vec<String>>,
}

/// The bytes of `site.json`: keys are added in later versions, never renamed.
pub(super) fn json(site: &Site, graph: &Graph) -> Vec<u8> {
    let entries = site.entries.values().map(|entry| machine_entry(site, graph, entry)).collect();
    let mut bytes = serde_json::to_vec_pretty(&Machine { entries }).expect("plain data can be written as JSON");
    bytes.push(b'\n');
    bytes
}

fn machine_entry<'a>(site: &'a Site, graph: &Graph, entry: &'a Entry) -> MachineEntry<'a> {
    let mut relations: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |name: &str, node: &crate::graph::Node| {
        let named = match &node.part {
            Some(part) => format!("{}#{part}", node.id),
            None => node.id.to_string(),
        };
        let list = relations.entry(name.to_owned()).or_default();
        if !list.contains(&named) {
            list.push(named);
        }
    };
    for edge in graph.from_entry(&entry.id) {
        add(&edge.relation.name, &edge.to);
    }
    for edge in graph.to_entry(&entry.id) {
        add(&edge.relation.inverse, &edge.from);
    }
    MachineEntry {
        id: &entry.id,
        kind: &site.kind(entry).id,
        title: &entry.title,
        description: &entry.description,
        url: encoded(&entry.url),
        status: entry.status.as_str(),
        tags: &entry.tags,
        owners: &entry.owners,
        reviewed: entry.reviewed.as_ref().map(|day| day.value.to_string()),
        options: entry.options.iter().map(|option| option.value.as_str()).collect(),
        relations,
    }
}
