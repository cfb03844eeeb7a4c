//! `sitemap.xml`, as <https://www.sitemaps.org/protocol.html> describes it.

use std::collections::BTreeMap;

use super::{Xml, changed, document, element};
use crate::model::Site;
use crate::view::context::encoded;
use crate::view::page::PageView;

/// Addresses that one file may hold.
const MOST: usize = 50_000;
const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// The sitemap; a large one is an index of parts.
pub(super) fn files(site: &Site, base: &str, pages: &[PageView]) -> Vec<(String, String)> {
    let days: BTreeMap<String, String> = site
        .entries
        .values()
        .filter_map(|entry| Some((format!("{base}/{}", encoded(&entry.url)), changed(entry)?.to_string())))
        .collect();
    let pages = pages.iter().filter(|page| !page.noindex).filter_map(|page| page.canonical.as_deref());
    let pages: Vec<(&str, Option<&str>)> =
        pages.map(|address| (address, days.get(address).map(String::as_str))).collect();
    if pages.len() <= MOST {
        return vec![("sitemap.xml".to_owned(), urls(&pages))];
    }
    let mut files: Vec<(String, String)> = Vec::new();
    for (at, part) in pages.chunks(MOST).enumerate() {
        files.push((format!("sitemap-{}.xml", at + 1), urls(part)));
    }
    let index = document("sitemapindex", &[NAMESPACE], |xml| {
        files.iter().try_for_each(|(path, _)| entry(xml, "sitemap", &format!("{base}/{path}"), None))
    });
    files.push(("sitemap.xml".to_owned(), index));
    files
}

fn urls(pages: &[(&str, Option<&str>)]) -> String {
    document("urlset", &[NAMESPACE], |xml| pages.iter().try_for_each(|(address, day)| entry(xml, "url", address, *day)))
}

fn entry(xml: &mut Xml, name: &str, address: &str, day: Option<&str>) -> std::io::Result<()> {
    xml.create_element(name).write_inner_content(|xml| {
        element(xml, "loc", address)?;
        day.map_or(Ok(()), |day| element(xml, "lastmod", day))
    })?;
    Ok(())
}
