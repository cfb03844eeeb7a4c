//! `duplicate-title`: readers cannot tell two entries apart.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Site};

/// Reports every entry whose title an earlier one has.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in site.entries.values() {
        match seen.get(&entry.title.to_lowercase()) {
            Some(first) => {
                let message = format!("{} has the same title", first.file);
                out.push(Diagnostic::new("duplicate-title", message).at(&entry.file, entry.span.clone()));
            }
            None => {
                seen.insert(entry.title.to_lowercase(), entry);
            }
        }
    }
}
