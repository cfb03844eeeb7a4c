//! A decision tree as boxes and lines, for the files that drawing tools read.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::decide::{End, flow, outcome_title};
use crate::model::{Entry, Site};
use crate::view::context::encoded;
use crate::view::tree::{exit, outcome_address, question_address};

/// Boxes and lines. Every text is as it was written.
pub(super) struct Chart {
    pub title: String,
    pub nodes: Vec<Node>,
    pub lines: Vec<Line>,
}

/// A box.
pub(super) struct Node {
    /// A letter and a number: ids of trees may be words of a language.
    pub id: String,
    pub shape: Shape,
    pub title: String,
    /// The whole address of its page, where the site's own is known.
    pub address: Option<String>,
}

/// What a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Question,
    Outcome,
    Exit,
}

/// A line: boxes by their places, and what stands on it.
pub(super) struct Line {
    pub from: usize,
    pub to: usize,
    pub label: String,
}

/// The boxes and lines of a tree; none when the entry is no tree.
pub(super) fn chart(site: &Site, config: &Config, entry: &Entry) -> Option<Chart> {
    let flow = flow(site, entry)?;
    let tree = entry.tree.as_deref()?;
    let address = |path: String| config.base_url.as_ref().map(|base| format!("{base}/{}", encoded(&path)));
    let mut nodes = Vec::new();
    let mut places = BTreeMap::new();
    let mut add = |end: End, shape: Shape, title: &str, address: Option<String>| {
        let letter = match shape {
            Shape::Question => 'q',
            Shape::Outcome => 'o',
            Shape::Exit => 'x',
        };
        places.entry(end).or_insert_with(|| {
            nodes.push(Node { id: format!("{letter}{}", nodes.len()), shape, title: title.to_owned(), address });
            nodes.len() - 1
        });
    };
    for (at, step) in flow.steps.iter().enumerate() {
        let address = address(question_address(entry, &step.id));
        add(End::Step(at), Shape::Question, &step.question.ask, address);
    }
    for outcome in &tree.outcomes {
        let id = &outcome.id.value;
        let address = address(outcome_address(entry, id));
        add(End::Outcome(id.clone()), Shape::Outcome, &outcome_title(site, outcome), address);
    }
    for exit in &tree.exits {
        let address = address(exit::address(entry, &exit.value));
        add(End::Exit(exit.value.clone()), Shape::Exit, &exit.value, address);
    }
    let mut lines = Vec::new();
    for (from, step) in flow.steps.iter().enumerate() {
        for way in &step.ways {
            let label = way
                .choice
                .short
                .as_ref()
                .map_or_else(|| way.choice.label.plain().into_owned(), |short| short.value.clone());
            lines.extend(places.get(&way.to).map(|&to| Line { from, to, label }));
        }
    }
    Some(Chart { title: entry.title.clone(), nodes, lines })
}

#[cfg(test)]
pub(super) fn example(texts: [&str; 4]) -> Chart {
    let node = |id: &str, shape, title: &str, address: Option<&str>| Node {
        id: id.into(),
        shape,
        title: title.into(),
        address: address.map(str::to_owned),
    };
    Chart {
        title: texts[0].into(),
        nodes: vec![
            node("q0", Shape::Question, texts[1], Some("https://kb.example.org/trees/t/q/end/")),
            node("o1", Shape::Outcome, texts[2], None),
            node("x2", Shape::Exit, "none", None),
        ],
        lines: vec![Line { from: 0, to: 1, label: texts[3].into() }, Line { from: 0, to: 2, label: String::new() }],
    }
}
