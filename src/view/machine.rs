//! What machines read: `site.json` and the twins of comparisons for tools, trees for drawing tools, a sitemap and
//! `robots.txt` for search engines, a feed for readers, and `llms.txt` for language models.
//!
//! Sitemap, feed and `robots.txt` hold whole addresses, so they are only made with a `base_url`.

mod chart;
pub(super) mod comparison;
mod dot;
mod feed;
mod llms;
mod mermaid;
mod site;
mod sitemap;

use jiff::civil::Date;

use super::page::PageView;
use super::tree;
use crate::config::Config;
use crate::graph::Graph;
use crate::model::{Entry, Site};

/// File of the feed.
pub(super) const FEED: &str = "feed.xml";

/// All files for machines, by path.
pub fn files(site: &Site, graph: &Graph, config: &Config, pages: &[PageView]) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("site.json".to_owned(), site::json(site, graph))];
    files.extend(comparison::files(site));
    // One that the knowledge base has written itself is better.
    let mut add = |path: &str, text: String| {
        if !site.assets.contains_key(path) {
            files.push((path.to_owned(), text.into_bytes()));
        }
    };
    add("llms.txt", llms::text(site, config));
    for entry in site.entries.values() {
        if let Some(chart) = chart::chart(site, config, entry) {
            let address = entry.url.trim_end_matches('/');
            add(&format!("{address}.mmd"), mermaid::text(&chart));
            add(&format!("{address}.dot"), dot::text(&chart));
        }
    }
    for (path, text) in tree::files(site, graph, config).into_iter().chain(tree::records(pages)) {
        add(&path, text);
    }
    if let Some(base) = &config.base_url {
        add("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n"));
        if let Some(feed) = feed::xml(site, config, base) {
            add(FEED, feed);
        }
        for (path, text) in sitemap::files(site, base, pages) {
            add(&path, text);
        }
    }
    files
}

/// Whether the site has a feed: it needs whole addresses, and a day on some entry.
pub(super) fn has_feed(site: &Site, config: &Config) -> bool {
    config.base_url.is_some() && site.entries.values().any(|entry| changed(entry).is_some())
}

/// The day of an entry's last change that it tells of.
pub(super) fn changed(entry: &Entry) -> Option<Date> {
    published(entry).into_iter().chain(entry.reviewed.as_ref().map(|day| day.value)).max()
}

/// The day that an entry gives for its beginning.
fn published(entry: &Entry) -> Option<Date> {
    entry.date("date").or(entry.created)
}

/// An XML document with this root element.
fn document(root: &str, attributes: &[(&str, &str)], write: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> String {
    use quick_xml::events::{BytesDecl, Event};
    let mut xml = Xml::new_with_indent(Vec::new(), b' ', 1);
    let all = || {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.create_element(root).with_attributes(attributes.iter().copied()).write_inner_content(write)?;
        Ok::<_, std::io::Error>(())
    };
    all().expect("a list of bytes takes all that is written");
    let mut text = String::from_utf8(xml.into_inner()).expect("all that is written is text");
    text.push('\n');
    text
}

type Xml = quick_xml::Writer<Vec<u8>>;

/// Writes `<name>text</name>`. Characters that XML has no place for are left out.
fn element(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.chars().filter(allowed).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    xml.create_element(name).write_text_content(quick_xml::events::BytesText::new(&text))?;
    Ok(())
}
