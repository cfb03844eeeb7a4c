//! A folder's `_index.md`.

use std::sync::Arc;

use super::Section;
use super::entry::{extra_of, inside, skipped_yaml};
use crate::fields::{At, Fields};
use crate::parse::Document;

/// Reads a section.
pub(super) fn read(document: &Arc<Document>, mut fields: Fields<'_>) -> Section {
    skipped_yaml(document, &fields);
    let folder = inside(&document.file).strip_suffix("_index").unwrap_or("").trim_end_matches('/').to_owned();
    let text = |found: Option<At<String>>| found.map_or_else(String::new, |text| text.value);
    let title = text(fields.text("title"));
    let section = Section {
        title: if title.is_empty() { folder.rsplit('/').next().unwrap_or("").to_owned() } else { title },
        description: text(fields.text("description")),
        order: fields.texts("order").map_or_else(Vec::new, |list| list.value),
        extra: fields.table("extra").map_or(serde_json::Value::Null, |_| extra_of(document)),
        folder,
        document: document.clone(),
    };
    fields.no_others(&[]);
    section
}
