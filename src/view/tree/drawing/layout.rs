//! Where the boxes of a tree stand, and how its lines run: from left to right, each box once.
//!
//! The usual four steps: columns, an order in each that crosses few lines, heights, lines. Every line has a slot of
//! its own in the column of labels behind its box, so no label can lie on anything. All numbers are whole, so that
//! every machine draws the same tree.
//!
//! Crates that lay layered graphs out (rust-sugiyama, layout-rs) place boxes only: they know neither labels as
//! obstacles nor elbow lines, and the first breaks ties by the order of a hash map.

mod layers;
mod order;
mod place;
mod route;
mod slots;
mod straight;
#[cfg(test)]
mod tests;
mod tracks;

use std::collections::BTreeSet;

use slots::Slots;

/// Around the drawing.
const EDGE: i32 = 8;
/// A label stands this far above its line.
pub(super) const LABEL_UP: i32 = 6;
/// Highest part of a label above its line, and what its line needs below.
const LABEL: (i32, i32) = (19, 4);
/// What a line that passes needs above and below.
const PASS: (i32, i32) = (5, 5);
/// Between two boxes, and between anything else.
const GAPS: (i32, i32) = (14, 4);

/// What is to be laid out.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// The boxes.
    pub boxes: Vec<Box>,
    /// The lines, those of a box in their order.
    pub lines: Vec<Line>,
    /// The box at the very left.
    pub start: Option<usize>,
}

/// The size of a box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Box {
    /// Its width: the widest of its group and column is that of all.
    pub width: i32,
    /// Its height, an even number.
    pub height: i32,
    /// Boxes of one group that share a column are equally wide.
    pub group: u8,
}

/// A line between two boxes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The width of its label.
    pub label: i32,
}

/// A tree that can be drawn.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub width: i32,
    pub height: i32,
    /// Left edge, upper edge and width of each box.
    pub boxes: Vec<(i32, i32, i32)>,
    /// All boxes, column by column and from top to bottom.
    pub order: Vec<usize>,
    /// Each line; none for one that would lead back, which only broken trees have.
    pub lines: Vec<Option<Drawn>>,
    /// How many pairs of lines cross.
    pub crossings: usize,
}

/// A line with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Data of its SVG path.
    pub path: String,
    /// Left end and foot of its label.
    pub label: (i32, i32),
    /// Where its label's column ends.
    pub label_end: i32,
    /// Parts of the line that others to the same box share.
    pub shared: Vec<Shared>,
}

/// A part of a line that others may share, with all that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// Its number, the same in all these lines.
    pub part: usize,
    /// How much of the path comes before it.
    pub before: usize,
    /// Where it begins.
    pub x: i32,
}

impl Drawn {
    /// The path up to the first part that is drawn already; what is drawn now is added to those.
    pub fn path_to(&self, drawn: &mut BTreeSet<usize>) -> String {
        for shared in &self.shared {
            if !drawn.insert(shared.part) {
                return format!("{}H{}", &self.path[..shared.before], shared.x);
            }
        }
        self.path.clone()
    }
}

/// Lays a tree out; none when its lines are too many and too long to be drawn.
pub(super) fn layout(shape: &Shape) -> Option<Layout> {
    if shape.boxes.is_empty() {
        return Some(Layout::default());
    }
    let layers = layers::layers(shape);
    let mut slots = Slots::new(shape, &layers)?;
    let crossings = order::untangle(&mut slots);
    let size = |slot: usize| match slots.kind(slot) {
        slots::Kind::Box(at) => (shape.boxes[at].height / 2, shape.boxes[at].height / 2),
        slots::Kind::Label(_) => LABEL,
        slots::Kind::Pass => PASS,
    };
    let sizes: Vec<(i32, i32)> = (0..slots.count()).map(size).collect();
    let mut heights = place::heights(&slots, &sizes);
    let top = heights.iter().zip(&sizes).map(|(y, (up, _))| y - up).min().unwrap_or(0);
    heights.iter_mut().for_each(|y| *y += EDGE - top);
    let bottom = heights.iter().zip(&sizes).map(|(y, (_, down))| y + down).max().unwrap_or(0);
    let mut layout = route::draw(shape, &slots, &heights);
    layout.height = bottom + EDGE;
    layout.crossings = crossings;
    Some(layout)
}

/// What must lie between the lines (or middles) of two slots, one above the other.
fn apart(slots: &Slots, sizes: &[(i32, i32)], upper: usize, lower: usize) -> i32 {
    let boxes = !slots.is_virtual(upper) && !slots.is_virtual(lower);
    sizes[upper].1 + sizes[lower].0 + if boxes { GAPS.0 } else { GAPS.1 }
}
