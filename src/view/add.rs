//! Addresses at which readers add entries and report problems; only where `[repo]` says where the files are kept.

use super::context::At;
use crate::model::{Entry, FieldType, Kind};

/// A new entry of a kind.
pub(super) fn entry(at: &At<'_, '_>, kind: &Kind) -> Option<String> {
    let repo = at.context.config.repo.as_ref()?;
    let folder = if kind.folder.is_empty() { "content".to_owned() } else { format!("content/{}", kind.folder) };
    Some(repo.new_file(&folder, &format!("new-{}.md", kind.id), &text(kind)))
}

/// A new plain page in a folder.
pub(super) fn page(at: &At<'_, '_>, folder: &str) -> Option<String> {
    let repo = at.context.config.repo.as_ref()?;
    Some(repo.new_file(&format!("content/{folder}"), "new-page.md", "# \n"))
}

/// A problem with an entry's page: the report names the page and its file in any language.
pub(super) fn report(at: &At<'_, '_>, entry: &Entry) -> Option<String> {
    let repo = at.context.config.repo.as_ref()?;
    let address = at.context.config.base_url.as_ref().map_or_else(
        || super::context::encoded(&entry.url),
        |base| format!("{base}/{}", super::context::encoded(&entry.url)),
    );
    Some(repo.report(&entry.title, &format!("{address}\n{}\n\n", entry.file)))
}

/// What a new entry of a kind starts with: the keys that it must have.
fn text(kind: &Kind) -> String {
    let required = kind.fields.iter().filter(|field| field.required);
    let value = |kind: FieldType| match kind {
        FieldType::Texts | FieldType::Ids | FieldType::Metrics => "[]",
        _ => "\"\"",
    };
    let common = kind.requires.iter().map(|key| match *key {
        "options" => "options = []\n".to_owned(),
        "reviewed" | "accessed" => format!("# {key} = 2026-01-31\n"),
        "status" => "status = \"proposed\"\n".to_owned(),
        key => format!("{key} = \"\"\n"),
    });
    let own = required.map(|field| match field.kind {
        FieldType::Date => format!("# {} = 2026-01-31\n", field.key),
        kind => format!("{} = {}\n", field.key, value(kind)),
    });
    let keys: String = common.chain(own).collect();
    format!("+++\ntitle = \"\"\n{keys}+++\n")
}
