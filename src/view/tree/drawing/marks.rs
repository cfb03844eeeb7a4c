//! What is marked in a drawing: where the reader is, what was answered, what is ruled out.

use std::collections::{BTreeMap, BTreeSet};

use crate::decide::{End, Flow};

/// How a box or a line is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::view) enum Mark {
    /// It can still be reached, or nothing is known.
    #[default]
    Open,
    /// The path went along it.
    On,
    /// The page is about it.
    Now,
    /// It is ruled out.
    Off,
}

/// Marks of the boxes and lines of a tree; what is not named is open.
#[derive(Clone, Debug, Default)]
pub(in crate::view) struct Marks {
    /// Marks of boxes.
    pub boxes: BTreeMap<End, Mark>,
    /// Marks of lines: the place of the question, and that of the answer in it.
    pub lines: BTreeMap<(usize, usize), Mark>,
    /// A path is marked, not only a place.
    pub path: bool,
}

impl Marks {
    /// No marks.
    pub fn none() -> Self {
        Marks::default()
    }

    /// The page is about this question or end; nothing is known of the answers.
    pub fn here(end: End) -> Self {
        Marks { boxes: BTreeMap::from([(end, Mark::Now)]), ..Marks::default() }
    }

    /// These answers were given, each the place of a question and that of the answer in it, and led here.
    pub fn path(flow: &Flow<'_>, taken: &[(usize, usize)], here: End) -> Self {
        let mut open: BTreeSet<End> = BTreeSet::new();
        let mut next = vec![here.clone()];
        while let Some(end) = next.pop() {
            if let End::Step(step) = end
                && !open.contains(&end)
            {
                next.extend(flow.steps[step].ways.iter().map(|way| way.to.clone()));
            }
            open.insert(end);
        }
        let mut marks = Marks { path: true, ..Marks::default() };
        let taken: BTreeSet<(usize, usize)> = taken.iter().copied().collect();
        for (at, step) in flow.steps.iter().enumerate() {
            let ahead = open.contains(&End::Step(at));
            let mut off = |end: End| {
                if !open.contains(&end) {
                    marks.boxes.insert(end, Mark::Off);
                }
            };
            off(End::Step(at));
            step.ways.iter().for_each(|way| off(way.to.clone()));
            for way in 0..step.ways.len() {
                if taken.contains(&(at, way)) {
                    marks.lines.insert((at, way), Mark::On);
                } else if !ahead {
                    marks.lines.insert((at, way), Mark::Off);
                }
            }
        }
        for (step, _) in taken {
            marks.boxes.insert(End::Step(step), Mark::On);
        }
        marks.boxes.insert(here, Mark::Now);
        marks
    }
}
