//! HTML as a browser reads it, for tests.
#![allow(dead_code, reason = "each of the tests that share this file uses a part of it")]

use html5ever::tendril::TendrilSink;
use html5ever::{LocalName, ParseOpts, QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Parses what would stand in a `<div>`; the element around it.
pub fn fragment(html: &str) -> Tree {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html);
    let root = dom.document.children.borrow()[0].clone();
    Tree { root, _owner: dom }
}

/// Parses a whole page.
pub fn page(html: &str) -> Tree {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    Tree { root: dom.document.clone(), _owner: dom }
}

/// A parsed text. The nodes lose their children when their owner goes, so it comes along.
pub struct Tree {
    pub root: Handle,
    _owner: RcDom,
}

/// Calls `visit` with each element: its name and attributes.
pub fn elements(root: &Handle, visit: &mut impl FnMut(&str, &[(String, String)])) {
    let mut rest = vec![root.clone()];
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

/// The names of the elements around the first element of that name, its own last.
pub fn path_to(name: &str, node: &Handle, path: &mut Vec<String>) -> bool {
    let own = element(node).map(|(own, _)| own.to_string());
    let here = own.as_deref() == Some(name);
    let depth = path.len();
    path.extend(own);
    if here || node.children.borrow().iter().any(|child| path_to(name, child, path)) {
        return true;
    }
    path.truncate(depth);
    false
}
