//! The height of each slot, after Brandes and Köpf: long lines run straight, and boxes stand in the middle of what they
//! are connected to.
//!
//! Slots are lined up in four ways, each as tight as it gets; a slot stands halfway between the middle two.

use super::slots::{Kind, Slots};
use super::{apart, straight};

/// The height of the middle (or the line) of each slot.
pub(super) fn heights(slots: &Slots, sizes: &[(i32, i32)]) -> Vec<i32> {
    let places = slots.places();
    let blocked = blocked(slots, &places);
    let mut four = Vec::new();
    for forward in [true, false] {
        for downward in [true, false] {
            let roots = lined_up(slots, &places, &blocked, forward, downward);
            four.push((tight(slots, sizes, &roots, downward), downward));
        }
    }
    let bounds = |heights: &Vec<i32>| {
        let top = heights.iter().zip(sizes).map(|(y, (up, _))| y - up).min().unwrap_or(0);
        let bottom = heights.iter().zip(sizes).map(|(y, (_, down))| y + down).max().unwrap_or(0);
        (top, bottom)
    };
    let (top, bottom) = four
        .iter()
        .map(|(heights, _)| bounds(heights))
        .min_by_key(|(top, bottom)| bottom - top)
        .expect("there are four ways");
    for (heights, downward) in &mut four {
        let (own_top, own_bottom) = bounds(heights);
        let shift = if *downward { top - own_top } else { bottom - own_bottom };
        heights.iter_mut().for_each(|y| *y += shift);
    }
    let middle = |slot: usize| {
        let mut all = [0, 1, 2, 3].map(|way: usize| four[way].0[slot]);
        all.sort_unstable();
        (all[1] + all[2]).div_euclid(2)
    };
    let mut heights: Vec<i32> = (0..slots.count()).map(middle).collect();
    straight::straighten(slots, sizes, &places, &mut heights);
    heights
}

/// Segments that nothing is lined up along: those that join a line that passes, and those that cross one between two
/// slots without boxes, which is to run straight.
fn blocked(slots: &Slots, places: &[usize]) -> Vec<bool> {
    let mut blocked = vec![false; slots.segments.len()];
    for column in &slots.columns {
        let mut inner: Vec<(usize, usize)> = Vec::new();
        let mut rest: Vec<(usize, usize, usize)> = Vec::new();
        for &slot in column {
            for &segment in slots.beside(slot, true) {
                let to = slots.other(segment, true);
                let beside = slots.beside(to, false);
                blocked[segment] = !passes(slots, segment) && beside.iter().any(|&other| passes(slots, other));
                let straight = slots.is_virtual(slot) && slots.is_virtual(to) && !blocked[segment];
                if straight && inner.last().is_none_or(|&(from, end)| from < places[slot] && end < places[to]) {
                    inner.push((places[slot], places[to]));
                } else {
                    rest.push((places[slot], places[to], segment));
                }
            }
        }
        for (from, to, segment) in rest {
            let before = inner.partition_point(|one| one.0 < from);
            let behind = inner.partition_point(|one| one.0 <= from);
            // Both ends of the inner segments grow.
            let crosses = before > 0 && inner[before - 1].1 > to || inner.get(behind).is_some_and(|one| one.1 < to);
            blocked[segment] |= crosses;
        }
    }
    blocked
}

/// Whether a segment is part of a line that passes on both sides.
fn passes(slots: &Slots, segment: usize) -> bool {
    let (from, to) = slots.segments[segment];
    slots.kind(from) == Kind::Pass && slots.kind(to) == Kind::Pass
}

/// The root of the block in which each slot is lined up with others.
fn lined_up(slots: &Slots, places: &[usize], blocked: &[bool], forward: bool, downward: bool) -> Vec<usize> {
    let count = slots.columns.len();
    let mut roots: Vec<usize> = (0..slots.count()).collect();
    for step in 1..count {
        let column = &slots.columns[if forward { step } else { count - 1 - step }];
        let mut bound: Option<usize> = None;
        for at in 0..column.len() {
            let slot = column[if downward { at } else { column.len() - 1 - at }];
            let mut beside: Vec<(usize, usize)> = slots
                .beside(slot, !forward)
                .iter()
                .map(|&segment| (places[slots.other(segment, !forward)], segment))
                .collect();
            if beside.is_empty() {
                continue;
            }
            if let Some(&on) = beside.iter().find(|(_, segment)| passes(slots, *segment)) {
                // A line that passes goes straight on; what joins it comes to it.
                beside = vec![on];
            }
            beside.sort_unstable();
            let last = beside.len() - 1;
            let (low, high) = (last / 2, last.div_ceil(2));
            let medians = if downward { [low, high] } else { [high, low] };
            for (place, segment) in medians.map(|median| beside[median]) {
                let free = bound.is_none_or(|bound| if downward { bound < place } else { bound > place });
                if free && !blocked[segment] {
                    roots[slot] = roots[slots.other(segment, !forward)];
                    bound = Some(place);
                    break;
                }
            }
        }
    }
    roots
}

/// Blocks as close to each other as they can be, first to the top (or the bottom), then back where there is room.
fn tight(slots: &Slots, sizes: &[(i32, i32)], roots: &[usize], downward: bool) -> Vec<i32> {
    let mut below: Vec<Vec<(usize, i32)>> = vec![Vec::new(); slots.count()];
    let mut above = vec![0_usize; slots.count()];
    for column in &slots.columns {
        for pair in column.windows(2) {
            let (upper, lower) = (roots[pair[0]], roots[pair[1]]);
            let distance = apart(slots, sizes, pair[0], pair[1]);
            let (from, to) = if downward { (upper, lower) } else { (lower, upper) };
            below[from].push((to, distance));
            above[to] += 1;
        }
    }
    let mut order: Vec<usize> = (0..slots.count()).filter(|&slot| roots[slot] == slot && above[slot] == 0).collect();
    let mut next = 0;
    let mut at = vec![0; slots.count()];
    while let Some(&block) = order.get(next) {
        next += 1;
        for &(other, distance) in &below[block] {
            at[other] = at[other].max(at[block] + distance);
            above[other] -= 1;
            if above[other] == 0 {
                order.push(other);
            }
        }
    }
    for &block in order.iter().rev() {
        if let Some(most) = below[block].iter().map(|&(other, distance)| at[other] - distance).min() {
            at[block] = at[block].max(most);
        }
    }
    (0..slots.count()).map(|slot| if downward { at[roots[slot]] } else { -at[roots[slot]] }).collect()
}
