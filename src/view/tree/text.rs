//! A tree as a nested list.

use std::collections::BTreeSet;

use super::super::context::At;
use super::super::page::TreeNode;
use super::{answer_label, question};
use crate::decide::{End, Flow};
use crate::model::Entry;

/// Deepest nesting that is written out; below it a question is only named.
const DEPTH: usize = 40;

/// The whole tree; a question that several answers lead to is written out once.
pub(super) fn nodes(at: &At<'_, '_>, entry: &Entry, flow: &Flow<'_>) -> Vec<TreeNode> {
    let mut seen = BTreeSet::new();
    flow.start_at()
        .map(|start| node(at, entry, flow, String::new(), &End::Step(start), &mut seen, 0))
        .into_iter()
        .collect()
}

fn node(
    at: &At<'_, '_>,
    entry: &Entry,
    flow: &Flow<'_>,
    answer: String,
    end: &End,
    seen: &mut BTreeSet<usize>,
    depth: usize,
) -> TreeNode {
    let (title, href) = question::end(at, entry, flow, end);
    let (role, children) = match end {
        End::Step(step) if depth < DEPTH && seen.insert(*step) => {
            let ways = flow.steps[*step].ways.iter();
            let below = |way: &crate::decide::Way<'_>| {
                node(at, entry, flow, answer_label(&way.choice.label), &way.to, seen, depth + 1)
            };
            ("question", ways.map(below).collect())
        }
        End::Step(_) => ("seen", Vec::new()),
        End::Exit(_) => ("exit", Vec::new()),
        End::Outcome(_) | End::Loose => ("outcome", Vec::new()),
    };
    TreeNode { answer, title, href, role, children }
}
