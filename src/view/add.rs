//! Addresses at which readers add entries and report problems; only where `[repo]` says where the files are kept.

use jiff::civil::Date;

use super::context::At;
use crate::model::{Entry, Kind, Site, start};

/// A new entry of a kind.
pub(super) fn entry(at: &At<'_, '_>, kind: &Kind) -> Option<String> {
    let repo = at.context.config.repo.as_ref()?;
    let folder = if kind.folder.is_empty() { "content".to_owned() } else { format!("content/{}", kind.folder) };
    let title = format!("New {}", kind.title.to_lowercase());
    let site = at.context.site;
    // Where an entry of another kind must be there first, the file is begun empty.
    let text = start::text(kind, &title, newest(site), site).unwrap_or_default();
    Some(repo.new_file(&folder, &format!("{}.md", start::id(&title)), &text))
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

/// A day for the new entry: the newest that any entry gives. Today would change these pages every day.
fn newest(site: &Site) -> Date {
    let days = site.entries.values().flat_map(|entry| {
        let reviewed = entry.reviewed.as_ref().map(|day| day.value);
        [entry.created, reviewed, entry.date("date")].into_iter().flatten()
    });
    days.filter(|day| *day <= site.today).max().unwrap_or(site.today)
}
