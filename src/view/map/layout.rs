//! Where the entries of a map stand: an order in each column that crosses few lines, then places and lines.
//!
//! All numbers are whole, so that every machine draws the same map.

/// Height of a box.
pub(super) const HEIGHT: i32 = 40;
/// From one box to the next in the fullest column.
const PITCH: i32 = 50;
/// Room for the names of the columns.
const TOP: i32 = 36;
/// Left and right of the drawing.
const EDGE: i32 = 10;
/// Between columns, at least.
const GAP: i32 = 44;
/// The drawing's width, at least.
const WIDTH: i32 = 1184;
/// How far a line between two boxes of one column stands out.
const BULGE: i32 = 40;
/// Sweeps over the columns. More of them change nothing that is seen.
const SWEEPS: usize = 16;

/// Nodes by number, column by column.
pub(super) type Columns = Vec<Vec<usize>>;

/// A map that can be drawn.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub width: i32,
    pub height: i32,
    /// Left edge of each column.
    pub columns: Vec<i32>,
    /// Left and upper edge of each node, by its number.
    pub nodes: Vec<(i32, i32)>,
    /// The line of each edge, as data of an SVG path.
    pub paths: Vec<String>,
}

/// The nodes of each column in an order that crosses fewer lines, or as few, as the order given.
pub(super) fn ordered(columns: Columns, edges: &[(usize, usize)]) -> Columns {
    let mut best = (crossings(&columns, edges), columns.clone());
    let mut now = columns;
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        let count = now.len();
        for step in 0..count {
            let column = if forward { step } else { count - 1 - step };
            sort(&mut now, column, edges, forward);
        }
        let crossed = crossings(&now, edges);
        if crossed < best.0 {
            best = (crossed, now.clone());
        }
    }
    best.1
}

/// Puts each node of a column level with the middle of its neighbours before (or after) the column; those without
/// such neighbours go by all they have, and those without any stay.
fn sort(columns: &mut Columns, column: usize, edges: &[(usize, usize)], forward: bool) {
    let places = places(columns);
    let level = |node: usize| {
        let others = |all: bool| {
            let around = edges.iter().filter_map(|&(a, b)| match node {
                _ if a == node => Some(b),
                _ if b == node => Some(a),
                _ => None,
            });
            let side = around.filter(|&other| {
                let there = places[other].0;
                there != column && (all || (there < column) == forward)
            });
            let (count, sum) = side.fold((0.0, 0.0), |(count, sum), other| (count + 1.0, sum + places[other].1));
            (count > 0.0).then(|| sum / count)
        };
        others(false).or_else(|| others(true)).unwrap_or(places[node].1)
    };
    let mut leveled: Vec<(f64, usize)> = columns[column].iter().map(|&node| (level(node), node)).collect();
    leveled.sort_by(|a, b| a.0.total_cmp(&b.0));
    columns[column] = leveled.into_iter().map(|(_, node)| node).collect();
}

/// Column of each node, and how far down it stands, from 0 to 1.
fn places(columns: &Columns) -> Vec<(usize, f64)> {
    let mut places = vec![(0, 0.0); columns.iter().map(Vec::len).sum()];
    for (column, nodes) in columns.iter().enumerate() {
        for (at, &node) in nodes.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few hundred nodes")]
            let down = (at as f64 + 0.5) / nodes.len() as f64;
            places[node] = (column, down);
        }
    }
    places
}

/// How many pairs of lines that lead into the same column cross. Lines run level past the columns between and bend in
/// front of the last one; what they cross on the way is not counted, and hardly changes the best order.
pub(super) fn crossings(columns: &Columns, edges: &[(usize, usize)]) -> usize {
    let places = places(columns);
    let mut into: Vec<Vec<(f64, f64)>> = vec![Vec::new(); columns.len()];
    for &(a, b) in edges {
        let (left, right) = if places[a].0 <= places[b].0 { (a, b) } else { (b, a) };
        if places[left].0 != places[right].0 {
            into[places[right].0].push((places[left].1, places[right].1));
        }
    }
    let crossed = |lines: &Vec<(f64, f64)>| {
        let pairs = lines.iter().enumerate().flat_map(|(at, one)| lines[at + 1..].iter().map(move |two| (one, two)));
        pairs.filter(|(one, two)| (one.0 - two.0) * (one.1 - two.1) < 0.0).count()
    };
    into.iter().map(crossed).sum()
}

/// Places for all nodes, and lines for all edges. `widths` are those of the columns' boxes.
pub(super) fn layout(columns: &Columns, widths: &[i32], edges: &[(usize, usize)]) -> Layout {
    let gaps = i32::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    let boxes: i32 = widths.iter().sum();
    let width = WIDTH.max(boxes + gaps * GAP + 2 * EDGE);
    let gap = if gaps == 0 { 0 } else { (width - boxes - 2 * EDGE) / gaps };
    let mut left = EDGE;
    let mut lefts = Vec::new();
    for width in widths {
        lefts.push(left);
        left += width + gap;
    }
    let tall = PITCH * columns.iter().map(Vec::len).max().and_then(|most| i32::try_from(most).ok()).unwrap_or(0);
    let mut nodes = vec![(0, 0); columns.iter().map(Vec::len).sum()];
    let mut of_column = vec![0; nodes.len()];
    for (column, members) in columns.iter().enumerate() {
        let count = i32::try_from(members.len()).unwrap_or(i32::MAX);
        for (at, &node) in (0..).zip(members) {
            nodes[node] = (lefts[column], TOP + (2 * at + 1) * tall / (2 * count) - HEIGHT / 2);
            of_column[node] = column;
        }
    }
    let line = |&(a, b): &(usize, usize)| {
        let (a, b) = if of_column[a] <= of_column[b] { (a, b) } else { (b, a) };
        let (from, to) = (of_column[a], of_column[b]);
        let (y1, y2) = (nodes[a].1 + HEIGHT / 2, nodes[b].1 + HEIGHT / 2);
        let right = |column: usize| lefts[column] + widths[column];
        if from == to {
            // Right of the last column nothing has room.
            let last = from + 1 == columns.len() && from > 0;
            let (x, out) = if last { (lefts[from], lefts[from] - BULGE) } else { (right(from), right(from) + BULGE) };
            return format!("M{x} {y1}C{out} {y1} {out} {y2} {x} {y2}");
        }
        let (start, bend, end) = (right(from), right(to - 1), lefts[to]);
        let middle = i32::midpoint(bend, end);
        let straight = if bend == start { String::new() } else { format!("H{bend}") };
        format!("M{start} {y1}{straight}C{middle} {y1} {middle} {y2} {end} {y2}")
    };
    let paths = edges.iter().map(line).collect();
    Layout { width, height: TOP + tall + EDGE, columns: lefts, nodes, paths }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Columns, HEIGHT, crossings, layout, ordered};

    fn drawn(columns: &Columns, edges: &[(usize, usize)]) -> String {
        let widths = vec![150; columns.len()];
        let layout = layout(columns, &widths, edges);
        let mut text = format!("{} x {}\n", layout.width, layout.height);
        for (node, (x, y)) in layout.nodes.iter().enumerate() {
            text += &format!("{node} at {x} {y}\n");
        }
        for path in &layout.paths {
            text += path;
            text.push('\n');
        }
        text
    }

    #[test]
    fn boxes_and_lines() {
        let columns = vec![vec![0, 1], vec![2], vec![3, 4]];
        let edges = [(0, 2), (1, 3), (3, 4), (4, 2)];
        assert_eq!(
            drawn(&columns, &edges),
            "1184 x 146\n0 at 10 41\n1 at 10 91\n2 at 517 66\n3 at 1024 41\n4 at 1024 91\n\
             M160 61C338 61 338 86 517 86\nM160 111H667C845 111 845 61 1024 61\n\
             M1024 61C984 61 984 111 1024 111\nM667 86C845 86 845 111 1024 111\n"
        );
    }

    #[test]
    fn lines_are_untangled() {
        let tangled = vec![vec![0, 1, 2], vec![3, 4, 5]];
        let edges = [(0, 5), (1, 4), (2, 3)];
        assert_eq!(crossings(&tangled, &edges), 3);
        assert_eq!(crossings(&ordered(tangled, &edges), &edges), 0);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert_eq!(ordered(Vec::new(), &[]), Columns::new());
        assert_eq!(drawn(&Vec::new(), &[]), "1184 x 46\n");
    }

    fn map() -> impl Strategy<Value = (Columns, Vec<(usize, usize)>)> {
        prop::collection::vec(1..12usize, 1..6).prop_flat_map(|counts| {
            let all: usize = counts.iter().sum();
            let mut next = 0;
            let columns: Columns = counts
                .into_iter()
                .map(|count| {
                    next += count;
                    (next - count..next).collect()
                })
                .collect();
            (Just(columns), prop::collection::vec((0..all, 0..all), 0..60))
        })
    }

    proptest! {
        #[test]
        fn order_is_never_worse_than_before((columns, edges) in map()) {
            let better = ordered(columns.clone(), &edges);
            prop_assert!(crossings(&better, &edges) <= crossings(&columns, &edges));
            prop_assert_eq!(&better, &ordered(columns.clone(), &edges));
            for (before, after) in columns.iter().zip(&better) {
                let mut after = after.clone();
                after.sort_unstable();
                prop_assert_eq!(before, &after);
            }
        }

        #[test]
        fn boxes_never_overlap((columns, edges) in map()) {
            let widths = vec![150; columns.len()];
            let layout = layout(&columns, &widths, &edges);
            for (at, one) in layout.nodes.iter().enumerate() {
                prop_assert!(one.0 >= 0 && one.0 + 150 <= layout.width && one.1 + HEIGHT <= layout.height);
                for two in &layout.nodes[at + 1..] {
                    let apart = (one.0 - two.0).abs() >= 150 || (one.1 - two.1).abs() > HEIGHT;
                    prop_assert!(apart, "{:?} and {:?}", one, two);
                }
            }
        }
    }
}
