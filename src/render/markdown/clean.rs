//! The last guarantee over HTML that holds tags of an author: one pass of ammonia over all of it.
//!
//! By the time it runs nothing should be left to do. It knows exactly what kb writes itself and what raw HTML may be,
//! reads the whole as a browser does, with every entity decoded, and gives back a well-formed tree.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::Builder;

use super::raw::allowed;
use super::url;

/// Elements that only kb writes.
const OURS: &[&str] = &["input", "section"];

/// Attributes that kb writes on any element; raw HTML has lost its own before.
const OUR_ATTRIBUTES: &[&str] = &["aria-label", "class", "id", "role", "tabindex"];

/// Attributes that kb writes on one element.
const OUR_ATTRIBUTES_OF: &[(&str, &[&str])] = &[
    ("a", &["aria-describedby", "rel"]),
    ("img", &["decoding", "loading"]),
    ("input", &["checked", "disabled"]),
    ("span", &["data-n"]),
];

/// The same HTML, well-formed and without anything that kb would not have written.
pub fn html(html: &str) -> String {
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::new();
    for element in allowed::ELEMENTS {
        attributes.insert(element.name, element.attributes.iter().copied().collect());
    }
    for (element, ours) in OUR_ATTRIBUTES_OF {
        attributes.entry(element).or_default().extend(ours.iter());
    }
    let checkbox = HashMap::from([("input", HashMap::from([("type", HashSet::from(["checkbox"]))]))]);
    Builder::empty()
        .tags(allowed::ELEMENTS.iter().map(|element| element.name).chain(OURS.iter().copied()).collect())
        .generic_attributes(allowed::GLOBAL.iter().chain(OUR_ATTRIBUTES).copied().collect())
        .tag_attributes(attributes)
        .tag_attribute_values(checkbox)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "data"]))
        .link_rel(None)
        .attribute_filter(|_, attribute, value| {
            let allowed = match attribute {
                "href" => url::link(value).is_some(),
                "src" => url::image(value),
                _ => true,
            };
            allowed.then_some(Cow::Borrowed(value))
        })
        .clean(html)
        .to_string()
}
