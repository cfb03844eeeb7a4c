//! What holds for every tree that is drawn.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Box, Layout, Line, Shape, layers, layout, order, slots};

/// The parts of a line, as they are drawn without round corners: `(x1, y1, x2, y2)`.
fn parts(path: &str) -> Vec<(i32, i32, i32, i32)> {
    let spaced: String =
        path.chars().flat_map(|c| if c.is_alphabetic() { vec![' ', c, ' '] } else { vec![c] }).collect();
    let mut words = spaced.split_whitespace();
    let (mut x, mut y) = (0, 0);
    let mut parts = Vec::new();
    while let Some(command) = words.next() {
        let mut number = || words.next().unwrap().parse::<i32>().unwrap();
        let (to_x, to_y) = match command {
            "M" => {
                (x, y) = (number(), number());
                continue;
            }
            "H" => (number(), y),
            "V" => (x, number()),
            "q" => {
                let corner = (x + number(), y + number());
                let end = (x + number(), y + number());
                parts.push((x, y, corner.0, corner.1));
                (x, y) = corner;
                end
            }
            other => panic!("{other} in {path}"),
        };
        parts.push((x, y, to_x, to_y));
        (x, y) = (to_x, to_y);
    }
    parts
}

/// Left, top, right and bottom.
type Area = (i32, i32, i32, i32);

fn boxes(shape: &Shape, layout: &Layout) -> Vec<Area> {
    let all = layout.boxes.iter().zip(&shape.boxes);
    all.map(|(&(x, y, width), size)| (x, y, x + width, y + size.height)).collect()
}

fn labels(shape: &Shape, layout: &Layout) -> Vec<Area> {
    let drawn = layout.lines.iter().zip(&shape.lines).filter_map(|(drawn, line)| Some((drawn.as_ref()?, line)));
    drawn
        .map(|(drawn, line)| (drawn.label.0, drawn.label.1 - 10, drawn.label.0 + line.label, drawn.label.1 + 3))
        .collect()
}

fn apart(one: &Area, two: &Area) -> bool {
    one.2 <= two.0 || two.2 <= one.0 || one.3 <= two.1 || two.3 <= one.1
}

/// Whether a part of a line comes into an area.
fn enters((x1, y1, x2, y2): &(i32, i32, i32, i32), area: &Area) -> bool {
    !(x1.max(x2) <= &area.0 || x1.min(x2) >= &area.2 || y1.max(y2) <= &area.1 || y1.min(y2) >= &area.3)
}

/// Everything that must hold of a drawing, as a sentence where it does not.
fn judged(shape: &Shape, layout: &Layout) -> Result<(), String> {
    let fail = |text: String| Err(text);
    let boxes = boxes(shape, layout);
    let labels = labels(shape, layout);
    let all: Vec<&Area> = boxes.iter().chain(&labels).collect();
    for (at, one) in all.iter().enumerate() {
        if one.0 < 0 || one.1 < 0 || one.2 > layout.width || one.3 > layout.height {
            return fail(format!("{one:?} is outside of {} x {}", layout.width, layout.height));
        }
        if let Some(two) = all[at + 1..].iter().find(|two| !apart(one, two)) {
            return fail(format!("{one:?} lies on {two:?}"));
        }
    }
    let mut level: Vec<(i32, i32, i32, usize)> = Vec::new();
    let mut upright: Vec<(i32, i32, i32, usize)> = Vec::new();
    for (at, (drawn, line)) in layout.lines.iter().zip(&shape.lines).enumerate() {
        let Some(drawn) = drawn else { continue };
        let (from, to) = (boxes[line.from], boxes[line.to]);
        let parts = parts(&drawn.path);
        let (first, last) = (parts[0], parts[parts.len() - 1]);
        if (first.0, first.1) != (from.2, i32::midpoint(from.1, from.3))
            || last.2 != to.0
            || last.3 != i32::midpoint(to.1, to.3)
        {
            return fail(format!("{} does not connect {from:?} and {to:?}", drawn.path));
        }
        for part in &parts {
            if part.2 < part.0 {
                return fail(format!("{} goes back", drawn.path));
            }
            if let Some(hit) = all.iter().find(|area| enters(part, area)) {
                return fail(format!("{} goes through {hit:?}", drawn.path));
            }
            if part.1 == part.3 && part.0 < part.2 {
                level.push((part.1, part.0, part.2, at));
            }
            if part.0 == part.2 && part.1 != part.3 {
                upright.push((part.0, part.1.min(part.3), part.1.max(part.3), at));
            }
        }
    }
    for mut all in [level, upright] {
        all.sort_unstable();
        for (at, one) in all.iter().enumerate() {
            let on = all[at + 1..].iter().take_while(|two| two.0 == one.0 && two.1 < one.2);
            for two in on {
                let (a, b) = (shape.lines[one.3], shape.lines[two.3]);
                if a.from != b.from && a.to != b.to {
                    return fail(format!("{one:?} lies on {two:?}"));
                }
            }
        }
    }
    Ok(())
}

/// A broken or sound tree: any lines between the boxes.
fn any_shape() -> impl Strategy<Value = Shape> {
    (1..24_usize).prop_flat_map(|count| {
        let size = (0..3_i32, 0..3_u8);
        let line = (0..count, 0..count, 0..90);
        (prop::collection::vec(size, count), prop::collection::vec(line, 0..40))
            .prop_map(|(sizes, lines)| shape(sizes, lines))
    })
}

/// A sound tree: every line leads on.
fn forward() -> impl Strategy<Value = Shape> {
    any_shape().prop_map(|mut shape| {
        shape.lines.retain(|line| line.from != line.to);
        for line in &mut shape.lines {
            (line.from, line.to) = (line.from.min(line.to), line.from.max(line.to));
        }
        shape.lines.sort_by_key(|line| line.from);
        shape
    })
}

fn shape(sizes: Vec<(i32, u8)>, lines: Vec<(usize, usize, i32)>) -> Shape {
    let boxes =
        sizes.into_iter().map(|(height, group)| Box { width: 100 + 20 * height, height: 32 + 10 * height, group });
    let mut lines: Vec<Line> = lines.into_iter().map(|(from, to, label)| Line { from, to, label }).collect();
    lines.sort_by_key(|line| line.from);
    Shape { boxes: boxes.collect(), lines, start: Some(0) }
}

/// A tree in which each box but the first has one line that leads to it.
fn branches() -> impl Strategy<Value = Shape> {
    prop::collection::vec(any::<u16>(), 0..40).prop_map(|parents| {
        let lines = parents.iter().enumerate().map(|(at, parent)| (usize::from(*parent) % (at + 1), at + 1, 40));
        shape(vec![(1, 0); parents.len() + 1], lines.collect())
    })
}

proptest! {
    #[test]
    fn what_lines_share_is_drawn_once(shape in forward()) {
        let layout = layout(&shape).unwrap();
        let mut shared = BTreeSet::new();
        let mut before: Vec<(i32, i32, i32, i32)> = Vec::new();
        for line in layout.lines.iter().flatten() {
            let path = line.path_to(&mut shared);
            let now = parts(&path);
            let (_, _, x, y) = now[now.len() - 1];
            let joins = before.iter().any(|part| part.1 == y && part.3 == y && part.0 <= x && x < part.2);
            prop_assert!(path == line.path || joins, "{path} of {}", line.path);
            before.extend(now);
        }
    }

    #[test]
    fn nothing_lies_on_anything(shape in forward()) {
        let layout = layout(&shape).unwrap();
        prop_assert!(layout.lines.iter().all(Option::is_some));
        prop_assert_eq!(judged(&shape, &layout), Ok(()));
        prop_assert_eq!(&layout, &super::layout(&shape).unwrap());
    }

    #[test]
    fn broken_trees_are_drawn(shape in any_shape()) {
        let layout = layout(&shape).unwrap();
        prop_assert_eq!(judged(&shape, &layout), Ok(()));
        let mut order = layout.order.clone();
        order.sort_unstable();
        prop_assert_eq!(order, (0..shape.boxes.len()).collect::<Vec<_>>());
    }

    #[test]
    fn branches_never_cross(shape in branches()) {
        let layout = layout(&shape).unwrap();
        prop_assert_eq!(layout.crossings, 0);
        prop_assert_eq!(judged(&shape, &layout), Ok(()));
    }

    #[test]
    fn order_is_never_worse_than_the_writing(shape in any_shape()) {
        let mut slots = slots::Slots::new(&shape, &layers::layers(&shape)).unwrap();
        let written = order::crossings(&slots);
        let found = order::untangle(&mut slots);
        prop_assert!(found <= written);
        prop_assert_eq!(found, order::crossings(&slots));
    }
}

/// A large tree with lines that lead on by up to `reach` boxes.
fn large(count: usize, answers: usize, reach: usize) -> Shape {
    let mut seed = 7_usize;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let mut lines = Vec::new();
    for from in 0..count - 1 {
        for _ in 0..answers {
            lines.push((from, (from + 1 + next(reach)).min(count - 1), 60));
        }
    }
    shape(vec![(1, 0); count], lines)
}

#[test]
fn two_hundred_boxes_are_drawn() {
    let shape = large(200, 3, 40);
    let layout = layout(&shape).unwrap();
    assert_eq!(judged(&shape, &layout), Ok(()));
}

#[test]
fn very_large_trees_are_drawn_or_left() {
    assert!(layout(&large(2000, 3, 300)).is_some());
    // A line of questions, each with a second answer that leads to one of a thousand others, far away.
    let mut far = large(2000, 1, 1);
    far.lines.extend((0..1000).map(|from| Line { from, to: from + 1000, label: 20 }));
    assert!(layout(&far).is_none());
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(layout(&Shape::default()), Some(Layout::default()));
}

#[test]
fn a_question_stands_between_its_answers() {
    let shape = shape(vec![(0, 0), (0, 1), (0, 1)], vec![(0, 1, 30), (0, 2, 50)]);
    let layout = layout(&shape).unwrap();
    let paths: Vec<&str> = layout.lines.iter().flatten().map(|line| line.path.as_str()).collect();
    assert_eq!((layout.width, layout.height), (317, 97));
    assert_eq!(layout.boxes, [(8, 34, 100), (209, 11, 100), (209, 57, 100)]);
    assert_eq!(paths, ["M108 50H117q7 0 7 -7V34q0 -7 7 -7H209", "M108 50H117q7 0 7 7V66q0 7 7 7H209"]);
}
