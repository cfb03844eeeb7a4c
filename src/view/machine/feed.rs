//! `feed.xml`: entries as they are written and reviewed, in Atom (RFC 4287).

use std::cmp::Reverse;

use jiff::civil::Date;

use super::{FEED, Xml, changed, document, element, published};
use crate::config::Config;
use crate::model::{Entry, Site};
use crate::view::context::encoded;

/// Entries that the feed holds: readers ask for it often, and have seen the older ones.
const MOST: usize = 40;

/// The feed; none when no entry gives a day.
pub(super) fn xml(site: &Site, config: &Config, base: &str) -> Option<String> {
    let mut entries: Vec<(Date, &Entry)> =
        site.entries.values().filter_map(|entry| Some((changed(entry)?, entry))).collect();
    entries.sort_by_key(|(day, entry)| (Reverse(*day), entry.id.clone()));
    entries.truncate(MOST);
    let (latest, _) = entries.first()?;
    let latest = time(*latest);
    let root = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.lang.as_str())];
    Some(document("feed", &root, |xml| {
        element(xml, "title", &config.title)?;
        if !config.description.is_empty() {
            element(xml, "subtitle", &config.description)?;
        }
        element(xml, "id", &format!("{base}/"))?;
        link(xml, "self", "application/atom+xml", &format!("{base}/{FEED}"))?;
        link(xml, "alternate", "text/html", &format!("{base}/"))?;
        element(xml, "updated", &latest)?;
        author(xml, &config.title)?;
        xml.create_element("generator")
            .with_attribute(("version", env!("CARGO_PKG_VERSION")))
            .write_text_content(quick_xml::events::BytesText::new("kb"))?;
        entries.iter().try_for_each(|(day, entry)| self::entry(xml, base, *day, entry))
    }))
}

fn entry(xml: &mut Xml, base: &str, day: Date, entry: &Entry) -> std::io::Result<()> {
    let address = format!("{base}/{}", encoded(&entry.url));
    xml.create_element("entry").write_inner_content(|xml| {
        element(xml, "title", &entry.title)?;
        element(xml, "id", &address)?;
        link(xml, "alternate", "text/html", &address)?;
        if let Some(published) = published(entry) {
            element(xml, "published", &time(published))?;
        }
        element(xml, "updated", &time(day))?;
        let writers = if entry.authors.is_empty() { &entry.owners } else { &entry.authors };
        writers.iter().try_for_each(|name| author(xml, name))?;
        for tag in &entry.tags {
            xml.create_element("category").with_attribute(("term", tag.as_str())).write_empty()?;
        }
        let summary = [Some(&entry.description), words(entry, "definition"), words(entry, "outcome_so_far")];
        let summary = summary.into_iter().flatten().find(|text| !text.is_empty());
        summary.map_or(Ok(()), |text| element(xml, "summary", text))
    })?;
    Ok(())
}

fn words<'a>(entry: &'a Entry, key: &str) -> Option<&'a String> {
    entry.text(key).map(|text| &text.value)
}

fn author(xml: &mut Xml, name: &str) -> std::io::Result<()> {
    xml.create_element("author").write_inner_content(|xml| element(xml, "name", name))?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) -> std::io::Result<()> {
    xml.create_element("link").with_attributes([("rel", rel), ("type", kind), ("href", href)]).write_empty()?;
    Ok(())
}

/// A day is all that entries tell: its beginning, in UTC.
fn time(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
