//! HTML as a browser reads it, for tests: parsed, walked, written in one normal form.

use html5ever::tendril::TendrilSink;
use html5ever::{LocalName, ParseOpts, QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Parses what would stand in a `<div>`; the nodes in it.
pub fn fragment(html: &str) -> Vec<Handle> {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html);
    let root = dom.document.children.borrow()[0].clone();
    root.children.borrow().clone()
}

/// Parses a whole page.
pub fn page(html: &str) -> Handle {
    parse_document(RcDom::default(), ParseOpts::default()).one(html).document
}

/// Calls `visit` with each element: its name and attributes.
pub fn elements(nodes: &[Handle], visit: &mut impl FnMut(&str, &[(String, String)])) {
    let mut rest: Vec<Handle> = nodes.to_vec();
    while let Some(node) = rest.pop() {
        if let Some((name, attributes)) = element(&node) {
            visit(&name, &attributes);
        }
        rest.extend(node.children.borrow().iter().cloned());
    }
}

/// Name and attributes of a node that is an element.
pub fn element(node: &Handle) -> Option<(LocalName, Vec<(String, String)>)> {
    let NodeData::Element { name, attrs, .. } = &node.data else {
        return None;
    };
    let attributes = attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
    Some((name.local.clone(), attributes))
}

/// Text of a node that is text.
pub fn text(node: &Handle) -> Option<String> {
    match &node.data {
        NodeData::Text { contents } => Some(contents.borrow().to_string()),
        _ => None,
    }
}
