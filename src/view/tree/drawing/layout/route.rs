//! Widths of columns and the way of each line, as elbows with round corners.

use std::fmt::Write as _;

use super::slots::{Kind, Slots};
use super::tracks::{Bend, Net, tracks};
use super::{Drawn, EDGE, LABEL_UP, Layout, Shape, Shared};

/// From a box to the first track, and from the last track to a label.
const BEFORE_LABEL: (i32, i32) = (16, 9);
/// From a label to the first track, and from the last track to a box.
const BEFORE_BOX: (i32, i32) = (10, 16);
/// Between two tracks.
const TRACK: i32 = 9;
/// The radius of corners.
const RADIUS: i32 = 7;

/// What lies between a column and the next one.
struct Channel {
    /// The left edge of its first track.
    first: i32,
    /// The bend of each segment, by its net.
    bends: Vec<Bend>,
}

impl Channel {
    fn x(&self, track: usize) -> i32 {
        self.first + TRACK * i32::try_from(track).unwrap_or(0)
    }
}

/// Everything in its place; the height of the drawing is left open.
pub(super) fn draw(shape: &Shape, slots: &Slots, heights: &[i32]) -> Layout {
    let (widths, labels) = widths(shape, slots);
    let mut lefts = Vec::new();
    let mut channels = Vec::new();
    let mut nets_of = vec![0; slots.segments.len()];
    let mut x = EDGE;
    for (column, &wide) in labels.iter().enumerate() {
        lefts.push(x);
        let is_box = column % 2 == 0;
        x += if is_box { wide } else { wide.max(1) };
        if column + 1 == slots.columns.len() {
            break;
        }
        let nets = nets(slots, heights, column, &mut nets_of);
        let (bends, count) = tracks(&nets, is_box);
        let (before, behind) = if is_box { BEFORE_LABEL } else { BEFORE_BOX };
        channels.push(Channel { first: x + before, bends });
        x += before + behind + TRACK * (i32::try_from(count).unwrap_or(1) - 1).max(0);
    }
    let mut layout = Layout { width: x + EDGE, ..Layout::default() };
    layout.boxes = (0..shape.boxes.len())
        .map(|at| (lefts[slots.column[at]], heights[at] - shape.boxes[at].height / 2, widths[at]))
        .collect();
    layout.order = slots.columns.iter().flatten().copied().filter(|&slot| !slots.is_virtual(slot)).collect();
    for segments in &slots.of_line {
        let (Some(&first), Some(&last)) = (segments.first(), segments.last()) else {
            layout.lines.push(None);
            continue;
        };
        let (from, label) = slots.segments[first];
        let to = slots.segments[last].1;
        let mut way = Way::new(lefts[slots.column[from]] + widths[from], heights[from]);
        let mut shared = Vec::new();
        for &segment in segments {
            let (one, two) = slots.segments[segment];
            if slots.kind(one) == Kind::Pass {
                shared.push(Shared { part: segment, before: way.path.len(), x: lefts[slots.column[one]] });
            }
            let channel = &channels[slots.column[one]];
            match channel.bends[nets_of[segment]] {
                Bend::Straight => {}
                Bend::Once(track) => way.bend(channel.x(track), heights[two]),
                Bend::Twice(track, y, other) => {
                    way.bend(channel.x(track), y);
                    way.bend(channel.x(other), heights[two]);
                }
            }
        }
        let column = slots.column[label];
        layout.lines.push(Some(Drawn {
            path: way.end(lefts[slots.column[to]]),
            label: (lefts[column], heights[label] - LABEL_UP),
            label_end: lefts[column] + labels[column],
            shared,
        }));
    }
    layout
}

/// The width of each box, and of each column.
fn widths(shape: &Shape, slots: &Slots) -> (Vec<i32>, Vec<i32>) {
    let mut widths = vec![0; shape.boxes.len()];
    let mut columns = vec![0; slots.columns.len()];
    for (column, members) in slots.columns.iter().enumerate() {
        let mut groups = [0; 256];
        for &slot in members {
            match slots.kind(slot) {
                Kind::Box(at) => {
                    let group = &mut groups[usize::from(shape.boxes[at].group)];
                    *group = shape.boxes[at].width.max(*group);
                    columns[column] = columns[column].max(*group);
                }
                Kind::Label(line) => columns[column] = columns[column].max(shape.lines[line].label),
                Kind::Pass => {}
            }
        }
        for &slot in members {
            if let Kind::Box(at) = slots.kind(slot) {
                widths[at] = groups[usize::from(shape.boxes[at].group)];
            }
        }
    }
    (widths, columns)
}

/// The nets behind a column: lines from one box spread, lines to one box meet.
fn nets(slots: &Slots, heights: &[i32], column: usize, nets_of: &mut [usize]) -> Vec<Net> {
    let spread = column.is_multiple_of(2);
    let hubs = &slots.columns[if spread { column } else { column + 1 }];
    let mut nets = Vec::new();
    for &hub in hubs {
        let segments = slots.beside(hub, spread);
        if segments.is_empty() {
            continue;
        }
        let mut net = Net::default();
        for &segment in segments {
            let (from, to) = slots.segments[segment];
            net.left.push(heights[from]);
            net.right.push(heights[to]);
            nets_of[segment] = nets.len();
        }
        for side in [&mut net.left, &mut net.right] {
            side.sort_unstable();
            side.dedup();
        }
        nets.push(net);
    }
    nets
}

/// A line on its way.
struct Way {
    path: String,
    /// Where it is, without the corner that is still to come.
    x: i32,
    y: i32,
    /// How much of the last vertical run its corner has used.
    used: i32,
}

impl Way {
    fn new(x: i32, y: i32) -> Self {
        Way { path: format!("M{x} {y}"), x, y, used: 0 }
    }

    /// Goes level to `x`, then up or down to `y`.
    fn bend(&mut self, x: i32, y: i32) {
        let down = y - self.y;
        if down == 0 {
            return;
        }
        let radius = RADIUS.min(down.abs() / 2).min(x - self.x - self.used).max(0);
        let turn = radius * down.signum();
        let _ = write!(self.path, "H{}", x - radius);
        if radius > 0 {
            let _ = write!(self.path, "q{radius} 0 {radius} {turn}");
        }
        if down.abs() > 2 * radius {
            let _ = write!(self.path, "V{}", y - turn);
        }
        if radius > 0 {
            let _ = write!(self.path, "q0 {turn} {radius} {turn}");
        }
        self.x = x;
        self.y = y;
        self.used = radius;
    }

    fn end(mut self, x: i32) -> String {
        let _ = write!(self.path, "H{x}");
        self.path
    }
}
