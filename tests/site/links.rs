//! Every link of every page, followed as a browser would.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use kb::output::Output;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use percent_encoding::percent_decode_str;

/// A page as a browser reads it.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    twice: Vec<String>,
    links: Vec<(String, String)>,
}

/// Links, images, scripts and styles that lead to nothing in the output, one a line; `base` is the address of the site.
pub fn dead(output: &Output, base: &str) -> Vec<String> {
    let pages: BTreeMap<&str, Page> = output
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, file)| (path, page(std::str::from_utf8(&file.bytes).unwrap())))
        .collect();
    let mut dead = Vec::new();
    for (path, page) in &pages {
        dead.extend(page.twice.iter().map(|id| format!("{path}: two elements have the id {id}")));
        for (attribute, link) in &page.links {
            if let Some(why) = fault(output, &pages, base, path, link) {
                dead.push(format!("{path}: {attribute}=\"{link}\": {why}"));
            }
        }
    }
    dead
}

fn fault(output: &Output, pages: &BTreeMap<&str, Page>, base: &str, path: &str, link: &str) -> Option<String> {
    let own = link.strip_prefix(base).filter(|_| !base.is_empty()).map(|rest| rest.trim_start_matches('/'));
    let schemes = ["http:", "https:", "mailto:", "tel:", "data:"];
    if own.is_none() && schemes.iter().any(|scheme| link.starts_with(scheme)) {
        return None;
    }
    let (address, fragment) = link.split_once('#').map_or((link, None), |(address, part)| (address, Some(part)));
    let address = address.split('?').next().unwrap_or_default();
    let root = base.splitn(4, '/').nth(3).map_or_else(|| "/".to_owned(), |path| format!("/{path}/"));
    let target = if let Some(own) = own {
        own.split(['#', '?']).next().unwrap_or_default().to_owned()
    } else if address.is_empty() {
        path.to_owned()
    } else if address.starts_with('/') {
        // Only the page for what was not found is read from anywhere.
        match address.strip_prefix(&root).filter(|_| path == "404.html") {
            Some(rest) => rest.to_owned(),
            None => return Some("it is absolute".to_owned()),
        }
    } else {
        match join(path, address) {
            Some(target) => target,
            None => return Some("it leaves the site".to_owned()),
        }
    };
    let target = percent_decode_str(&target).decode_utf8_lossy().into_owned();
    let file = if target.is_empty() || target.ends_with('/') { format!("{target}index.html") } else { target };
    if output.get(&file).is_none() {
        return Some(format!("{file} is not there"));
    }
    let fragment = percent_decode_str(fragment.unwrap_or_default()).decode_utf8_lossy();
    let page = pages.get(file.as_str());
    let missing = !fragment.is_empty() && page.is_some_and(|page| !page.ids.contains(&*fragment));
    missing.then(|| format!("{file} has no id {fragment}"))
}

fn join(page: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    let mut folder = false;
    for part in address.split('/') {
        folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if folder && !path.is_empty() { format!("{path}/") } else { path })
}

fn page(html: &str) -> Page {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let page = RefCell::new(Page::default());
    let mut open: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        let mut page = page.borrow_mut();
        match &node.data {
            NodeData::Element { attrs, template_contents, .. } => {
                for attribute in attrs.borrow().iter() {
                    let value = attribute.value.to_string();
                    match &*attribute.name.local {
                        "id" if !page.ids.insert(value.clone()) => page.twice.push(value),
                        name @ ("href" | "src" | "action") => page.links.push((name.to_owned(), value)),
                        _ => {}
                    }
                }
                open.extend(template_contents.borrow().iter().cloned());
            }
            NodeData::Text { .. } | NodeData::Comment { .. } | NodeData::Document => {}
            NodeData::Doctype { .. } | NodeData::ProcessingInstruction { .. } => {}
        }
        open.extend(node.children.borrow().iter().cloned());
    }
    page.into_inner()
}
