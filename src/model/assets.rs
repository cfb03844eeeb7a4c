//! Files that are published as they are: which kinds, which pictures are safe, and how large they are.

mod image;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Config, NEVER_ASSETS};
use crate::diagnostic::Diagnostic;
use crate::source::{File, Sources};
use image::Refusal;

pub use image::Size;

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path in the knowledge base.
    pub file: Arc<str>,
    /// Width and height of a picture.
    pub size: Option<Size>,
}

/// Assets by path under `content/`, and the files there that are neither entries nor assets.
pub fn collect(sources: &Sources, config: &Config) -> (BTreeMap<String, Asset>, Vec<Diagnostic>) {
    let mut assets = BTreeMap::new();
    let mut refused = Vec::new();
    for (path, file) in sources.below("content").filter(|(path, _)| !is_entry(path)) {
        match judge(path, file, config) {
            Ok(size) => {
                assets.insert(path.to_owned(), Asset { file: file.path.clone(), size });
            }
            Err((rule, reason)) => refused.push(Diagnostic::new(rule, reason).in_file(&file.path)),
        }
    }
    (assets, refused)
}

/// Whether a file is read as an entry.
pub fn is_entry(path: &str) -> bool {
    path.ends_with(".md")
}

/// The size of a picture, nothing of another file, or why the file is not published.
fn judge(path: &str, file: &File, config: &Config) -> Result<Option<Size>, Refusal> {
    let refused = |reason| Err(("refused-asset", reason));
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if NEVER_ASSETS.contains(&ending.as_str()) {
        return refused(format!("`.{ending}` files are never published: browsers run them"));
    }
    if !config.assets.contains(&ending) {
        return refused(format!("`{name}` is no kind of file that is published; `[content] assets` lists them"));
    }
    match ending.as_str() {
        "svg" => svg(file).or_else(refused),
        _ if image::is_image(&ending) => image::size(&ending, &file.bytes).map(Some),
        _ => Ok(None),
    }
}

/// The size of a drawing, or why it is refused; it is never repaired.
fn svg(file: &File) -> Result<Option<Size>, String> {
    let Some(text) = file.text() else {
        return Err("the drawing is not UTF-8".to_owned());
    };
    // Without document types there are no entities, and so no bombs made of them.
    let document = match roxmltree::Document::parse(text.trim_start_matches('\u{feff}')) {
        Ok(document) => document,
        Err(error) => return Err(format!("the drawing is no plain SVG: {error}")),
    };
    if document.root().children().any(|node| node.is_pi()) {
        return Err("the drawing has a processing instruction".to_owned());
    }
    match document.descendants().filter(roxmltree::Node::is_element).find_map(unsafe_element) {
        Some(reason) => Err(reason),
        None => Ok(image::drawing(document.root_element())),
    }
}

fn unsafe_element(node: roxmltree::Node<'_, '_>) -> Option<String> {
    const ELEMENTS: [&str; 10] =
        ["script", "style", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"];
    let name = node.tag_name().name().to_lowercase();
    if ELEMENTS.contains(&name.as_str()) {
        return Some(format!("the drawing holds `<{}>`", node.tag_name().name()));
    }
    node.attributes().find_map(|attribute| {
        let name = attribute.name().to_lowercase();
        let value = attribute.value().trim().to_lowercase();
        // Animations can set what may not be written.
        let sets = name == "attributename" && (value.starts_with("on") || value.ends_with("href") || value == "style");
        let leads_out = matches!(name.as_str(), "href" | "src" | "base") && !value.starts_with('#');
        let outside = value.replace(char::is_whitespace, "").replace(['"', '\''], "");
        let fetches = outside.contains("url(") && !outside.split("url(").skip(1).all(|rest| rest.starts_with('#'));
        let refused = name.starts_with("on") || name == "style" || sets || leads_out || fetches;
        refused.then(|| format!("the drawing holds `{}` with `{}`", attribute.name(), shorten(attribute.value())))
    })
}

fn shorten(text: &str) -> String {
    if text.chars().count() > 40 { text.chars().take(39).chain(['…']).collect() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(svg: &str) -> bool {
        let bytes: Arc<[u8]> = svg.as_bytes().into();
        let file = File { path: "content/a.svg".into(), hash: blake3::hash(&bytes), bytes };
        super::svg(&file).is_err()
    }

    #[test]
    fn drawings_with_behaviour_or_outside_links_are_refused() {
        let wrap = |inner: &str| {
            format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{inner}</svg>")
        };
        assert!(!refused(&wrap("<path d='M0 0' fill='url(#a)'/><use href='#x'/>")));
        for inner in [
            "<script/>",
            "<SCRIPT/>",
            "<style/>",
            "<foreignObject/>",
            "<a xlink:href='javascript:x'/>",
            "<image href='https://a.example/x.png'/>",
            "<rect onclick='x'/>",
            "<rect style='fill:red'/>",
            "<rect fill='url(https://a.example)'/>",
            "<set attributeName='onclick'/>",
            "<animate attributeName='xlink:href'/>",
        ] {
            assert!(refused(&wrap(inner)), "{inner}");
        }
        assert!(refused("<!DOCTYPE x [<!ENTITY a 'b'>]><svg/>"));
        assert!(refused("<?xml-stylesheet href='x'?><svg/>"));
        assert!(refused("not xml"));
    }
}
