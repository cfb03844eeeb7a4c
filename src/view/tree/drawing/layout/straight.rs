//! Small steps are taken out of lines where there is room to shift what they connect.

use super::apart;
use super::slots::{Kind, Slots};

/// Highest step that is taken out.
const STEP: i32 = 32;
/// A step that looks like a mistake.
const SMALL: i32 = 8;
/// Most slots that are looked at: in larger trees nobody sees a step.
const MOST: usize = 40_000;
/// Rounds in which lines are shortened.
const ROUNDS: usize = 8;

/// Shifts slots so that more lines run straight, and the others are shorter. What is straight stays so.
pub(super) fn straighten(slots: &Slots, sizes: &[(i32, i32)], places: &[usize], heights: &mut [i32]) {
    if slots.count() > MOST {
        return;
    }
    let members = (0..slots.count()).map(|slot| vec![slot]).collect();
    let mut groups = Straight { slots, sizes, places, heights, of: (0..slots.count()).collect(), members };
    groups.straighten();
    for _ in 0..ROUNDS {
        if !groups.shorten() {
            break;
        }
    }
    groups.straighten();
}

/// Slots in groups that straight lines connect.
struct Straight<'a> {
    slots: &'a Slots,
    sizes: &'a [(i32, i32)],
    places: &'a [usize],
    heights: &'a mut [i32],
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Straight<'_> {
    fn step(&self, segment: usize) -> i32 {
        let (from, to) = self.slots.segments[segment];
        self.heights[to] - self.heights[from]
    }

    /// Takes steps out, the lowest first.
    fn straighten(&mut self) {
        let all = (0..self.slots.segments.len()).map(|segment| (self.step(segment).abs(), segment));
        let mut order: Vec<(i32, usize)> = all.filter(|(step, _)| *step <= STEP).collect();
        order.sort_unstable();
        for (_, segment) in order {
            let by = self.step(segment);
            let (from, to) = (self.of[self.slots.segments[segment].0], self.of[self.slots.segments[segment].1]);
            if from == to || by.abs() > SMALL && self.is_even(segment) {
                continue;
            }
            let from_is_small = self.members[from].len() < self.members[to].len();
            let tries = if from_is_small { [(from, by), (to, -by)] } else { [(to, -by), (from, by)] };
            if by == 0 || tries.into_iter().any(|(group, by)| self.shift(group, by)) {
                self.join(from, to);
            }
        }
    }

    /// Whether the box before a segment should stand between its two answers, or straight before the other one.
    fn is_even(&self, segment: usize) -> bool {
        let (from, to) = self.slots.segments[segment];
        let &[one, two] = self.slots.beside(from, true) else {
            return false;
        };
        if self.slots.is_virtual(from) {
            return false;
        }
        // What follows a question is the main line; an end is beside it.
        let goes_on = |label: usize| {
            let next = self.slots.other(self.slots.beside(label, true)[0], true);
            !self.slots.is_virtual(next) && !self.slots.beside(next, true).is_empty()
        };
        let other = self.slots.segments[if segment == one { two } else { one }].1;
        match (goes_on(to), goes_on(other)) {
            (true, false) => false,
            (false, true) => true,
            _ => (self.step(one) > 0) != (self.step(two) > 0),
        }
    }

    /// Whether a slot goes by what leads to it. A question stands in the middle of what follows it; ends with their
    /// labels, and lines that pass, look back.
    fn looks_back(&self, slot: usize) -> bool {
        match (self.slots.kind(slot), self.slots.beside(slot, true)) {
            (Kind::Pass, _) | (_, []) => true,
            (Kind::Label(_), &[segment]) => {
                let end = self.slots.other(segment, true);
                self.slots.beside(end, true).is_empty() && self.slots.beside(end, false).len() == 1
            }
            _ => false,
        }
    }

    /// Shifts each group to where its lines are shortest, as far as there is room.
    fn shorten(&mut self) -> bool {
        let mut moved = false;
        for group in 0..self.members.len() {
            let mut steps: Vec<i32> = Vec::new();
            for &slot in &self.members[group] {
                let looks_back = self.looks_back(slot);
                for next in [false, true].into_iter().filter(|next| *next || looks_back) {
                    let others = self.slots.beside(slot, next).iter().map(|&segment| self.slots.other(segment, next));
                    let outside = others.filter(|&other| self.of[other] != group);
                    steps.extend(outside.map(|other| self.heights[other] - self.heights[slot]));
                }
            }
            if steps.is_empty() {
                continue;
            }
            steps.sort_unstable();
            let last = steps.len() - 1;
            let (low, high) = (steps[last / 2], steps[last.div_ceil(2)]);
            // Between the middle two steps lines are equally long everywhere.
            let wanted = if self.members[group].len() == 1 { i32::midpoint(low, high) } else { 0.clamp(low, high) };
            let room = self.members[group].iter().map(|&slot| self.room(slot, wanted < 0)).min().unwrap_or(0);
            let by = wanted.signum() * wanted.abs().min(room);
            if by != 0 {
                self.members[group].iter().for_each(|&slot| self.heights[slot] += by);
                moved = true;
            }
        }
        moved
    }

    /// Shifts a group if nothing is in its way.
    fn shift(&mut self, group: usize, by: i32) -> bool {
        let fits = self.members[group].iter().all(|&slot| self.room(slot, by < 0) >= by.abs());
        if fits {
            self.members[group].iter().for_each(|&slot| self.heights[slot] += by);
        }
        fits
    }

    /// How far a slot can go up or down.
    fn room(&self, slot: usize, up: bool) -> i32 {
        let column = &self.slots.columns[self.slots.column[slot]];
        let place = self.places[slot];
        let other = if up { place.checked_sub(1).map(|above| column[above]) } else { column.get(place + 1).copied() };
        let Some(other) = other.filter(|&other| self.of[other] != self.of[slot]) else {
            return i32::MAX;
        };
        let (upper, lower) = if up { (other, slot) } else { (slot, other) };
        self.heights[lower] - self.heights[upper] - apart(self.slots, self.sizes, upper, lower)
    }

    fn join(&mut self, one: usize, two: usize) {
        let (small, large) = if self.members[one].len() < self.members[two].len() { (one, two) } else { (two, one) };
        let moved = std::mem::take(&mut self.members[small]);
        for &slot in &moved {
            self.of[slot] = large;
        }
        self.members[large].extend(moved);
    }
}
