//! Who supersedes whom, and what that does to the status that is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::{Id, Name, Site, Status};
use crate::diagnostic::Diagnostic;

/// Sets the shown status of superseded entries, and reports contradictions.
pub(super) fn settle(site: &mut Site, out: &mut Vec<Diagnostic>) {
    let mut newer: BTreeMap<Id, Id> = BTreeMap::new();
    // What is only proposed, being written or turned down does not take anything's place.
    let holds = |entry: &&super::Entry| !matches!(entry.status, Status::Draft | Status::Proposed | Status::Rejected);
    for entry in site.entries.values().filter(holds) {
        for older in &entry.supersedes {
            // Old ids are replaced before this.
            let Some(Name::Entry(id)) = site.names.get(&older.value) else {
                continue;
            };
            let id = id.clone();
            let status = site.entries.get(&id).map_or(&Status::Accepted, |entry| &entry.status);
            if matches!(status, Status::Draft | Status::Proposed | Status::Rejected) {
                let message = format!("`{id}` is {}, and cannot be superseded", status.as_str());
                out.push(Diagnostic::new("relation-conflict", message).at(&entry.file, older.span.clone()));
                continue;
            }
            newer.entry(id).or_insert_with(|| entry.id.clone());
        }
    }
    report_cycles(site, &newer, out);
    for entry in site.entries.values_mut() {
        if let Some(by) = newer.get(&entry.id) {
            entry.status = Status::Superseded { by: by.clone() };
        } else if matches!(&entry.status, Status::Superseded { by } if by.is_empty()) {
            let problem = Diagnostic::new("relation-conflict", "`status = \"superseded\"`, but no entry supersedes it");
            let help = format!("write `supersedes = [\"{}\"]` in the newer entry", entry.id);
            out.push(problem.at(&entry.file, entry.span.clone()).help(help));
            entry.status = Status::Deprecated;
        }
    }
}

fn report_cycles(site: &Site, newer: &BTreeMap<Id, Id>, out: &mut Vec<Diagnostic>) {
    let mut done: BTreeSet<&Id> = BTreeSet::new();
    for start in newer.keys() {
        let mut chain = vec![start];
        let mut at = start;
        while let Some(next) = newer.get(at).filter(|next| !done.contains(next)) {
            if let Some(from) = chain.iter().position(|id| *id == next) {
                let circle: Vec<_> = chain[from..].iter().chain([&next]).map(|id| id.to_string()).collect();
                let entry = &site.entries[next];
                let message = format!("entries supersede each other: {}", circle.join(" → "));
                out.push(Diagnostic::new("relation-cycle", message).at(&entry.file, entry.span.clone()));
                break;
            }
            chain.push(next);
            at = next;
        }
        done.extend(chain);
    }
}
