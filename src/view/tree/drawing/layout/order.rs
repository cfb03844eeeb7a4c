//! The order in each column: few lines cross.

use std::cmp::Ordering;

use super::slots::Slots;

/// Work that is spent, in slots and segments looked at: small trees get all the sweeps they can use.
const WORK: usize = 2_000_000;
/// Most sweeps in one go.
const SWEEPS: usize = 24;
/// Sweeps without a gain before the search is given up.
const PATIENCE: usize = 6;
/// Rounds in which neighbours change places.
const ROUNDS: usize = 6;

/// Puts the slots of each column into an order with as few crossings as are found, and says how many there are. Of
/// orders that are equally good the one nearest to the writing is kept.
pub(super) fn untangle(slots: &mut Slots) -> usize {
    let written = slots.columns.clone();
    let mut best = (crossings(slots), written.clone());
    let mut left = WORK / (slots.count() + slots.segments.len() + 1);
    for median in [false, true] {
        slots.columns.clone_from(&written);
        let mut search = Search { places: slots.places(), median };
        let mut idle = 0;
        for sweep in 0..SWEEPS {
            if best.0 == 0 || left == 0 || idle > PATIENCE {
                break;
            }
            left -= 1;
            search.sweep(slots, sweep % 2 == 0);
            let crossed = crossings(slots);
            idle += 1;
            if crossed < best.0 {
                best = (crossed, slots.columns.clone());
                idle = 0;
            }
        }
    }
    slots.columns = best.1;
    best.0
}

/// How many pairs of segments cross.
pub(super) fn crossings(slots: &Slots) -> usize {
    let places = slots.places();
    let pair = |columns: &[Vec<usize>]| {
        // A Fenwick tree of the segments seen so far, by the place where they end.
        let mut seen = vec![0_usize; columns[1].len() + 1];
        let (mut count, mut all) = (0, 0);
        for &slot in &columns[0] {
            let ends: Vec<usize> =
                slots.beside(slot, true).iter().map(|&segment| places[slots.other(segment, true)]).collect();
            for &end in &ends {
                let mut at = end + 1;
                let mut not_beyond = 0;
                while at > 0 {
                    not_beyond += seen[at];
                    at &= at - 1;
                }
                count += all - not_beyond;
            }
            for &end in &ends {
                let mut at = end + 1;
                while at < seen.len() {
                    seen[at] += 1;
                    at += at & at.wrapping_neg();
                }
                all += 1;
            }
        }
        count
    };
    slots.columns.windows(2).map(pair).sum()
}

struct Search {
    places: Vec<usize>,
    median: bool,
}

impl Search {
    fn sweep(&mut self, slots: &mut Slots, forward: bool) {
        let count = slots.columns.len();
        let columns = |forward: bool| (0..count).map(move |at| if forward { at } else { count - 1 - at });
        for column in columns(forward) {
            self.settle(slots, column, !forward);
        }
        for _ in 0..ROUNDS {
            let mut gained = false;
            for column in columns(forward) {
                gained |= self.exchange(slots, column);
            }
            if !gained {
                break;
            }
        }
    }

    /// Sorts a column by what its slots are connected to on one side; slots without such keep their places.
    fn settle(&mut self, slots: &mut Slots, column: usize, next: bool) {
        let mut order = std::mem::take(&mut slots.columns[column]);
        let mut moved: Vec<(usize, usize, usize)> = Vec::new();
        let mut free = Vec::new();
        for (place, &slot) in order.iter().enumerate() {
            if let Some((sum, count)) = self.level(slots, slot, next) {
                moved.push((sum, count, slot));
                free.push(place);
            }
        }
        let by_level =
            |a: &(usize, usize, usize), b: &(usize, usize, usize)| -> Ordering { (a.0 * b.1).cmp(&(b.0 * a.1)) };
        moved.sort_by(by_level);
        for (place, (_, _, slot)) in free.into_iter().zip(moved) {
            order[place] = slot;
            self.places[slot] = place;
        }
        slots.columns[column] = order;
    }

    /// The mean (or median) place of the slots beside one, as a fraction.
    fn level(&self, slots: &Slots, slot: usize, next: bool) -> Option<(usize, usize)> {
        let beside = slots.beside(slot, next);
        let place = |segment: &usize| self.places[slots.other(*segment, next)];
        if beside.is_empty() {
            return None;
        }
        if !self.median {
            return Some((beside.iter().map(place).sum(), beside.len()));
        }
        let mut places: Vec<usize> = beside.iter().map(place).collect();
        places.sort_unstable();
        let last = places.len() - 1;
        Some((places[last / 2] + places[last.div_ceil(2)], 2))
    }

    /// Lets neighbours of a column change places where that saves crossings.
    fn exchange(&mut self, slots: &mut Slots, column: usize) -> bool {
        let mut order = std::mem::take(&mut slots.columns[column]);
        let sorted = |slot: &usize, next: bool| {
            let mut places: Vec<usize> =
                slots.beside(*slot, next).iter().map(|&segment| self.places[slots.other(segment, next)]).collect();
            places.sort_unstable();
            places
        };
        let mut sides: Vec<[Vec<usize>; 2]> =
            order.iter().map(|slot| [sorted(slot, false), sorted(slot, true)]).collect();
        let mut gained = false;
        for _ in 0..ROUNDS {
            let mut again = false;
            for at in 1..order.len() {
                let (one, two) = (&sides[at - 1], &sides[at]);
                let now = inversions(&one[0], &two[0]) + inversions(&one[1], &two[1]);
                if now > 0 && inversions(&two[0], &one[0]) + inversions(&two[1], &one[1]) < now {
                    order.swap(at - 1, at);
                    sides.swap(at - 1, at);
                    again = true;
                }
            }
            gained |= again;
            if !again {
                break;
            }
        }
        for (place, &slot) in order.iter().enumerate() {
            self.places[slot] = place;
        }
        slots.columns[column] = order;
        gained
    }
}

/// How many pairs of a number in `upper` and a smaller one in `lower` there are; both are sorted.
fn inversions(upper: &[usize], lower: &[usize]) -> usize {
    let mut below = 0;
    let mut count = 0;
    for place in upper {
        while lower.get(below).is_some_and(|other| other < place) {
            below += 1;
        }
        count += below;
    }
    count
}
