//! Where lines go up or down between two columns: each in a track of its own, so that no two lie on each other.

/// Lines that meet on the left or on the right, and share the way between.
#[derive(Clone, Debug, Default)]
pub(super) struct Net {
    /// Heights at which its lines come from the left, sorted.
    pub left: Vec<i32>,
    /// Heights at which they go on to the right, sorted.
    pub right: Vec<i32>,
}

/// Where a net goes up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bend {
    /// Nowhere.
    Straight,
    /// In one track.
    Once(usize),
    /// In one track to a height, and in another one from there.
    Twice(usize, i32, usize),
}

/// Closer than this, two level lines would look like one.
const CLOSE: i32 = 4;
/// Least distance between the ends of two runs in one track.
const APART: i32 = 10;
/// Most nets whose order is searched for.
const SEARCHED: usize = 120;
/// What it costs that two lines lie on each other, in crossings.
const OVERLAP: usize = 1000;

impl Net {
    fn ends(&self) -> (i32, i32) {
        let ends = || self.left.iter().chain(&self.right).copied();
        (ends().min().unwrap_or(0), ends().max().unwrap_or(0))
    }

    /// What it costs when this net bends to the left of another.
    fn before(&self, other: &Net) -> usize {
        let (low, high) = self.ends();
        let (other_low, other_high) = other.ends();
        let within = |all: &[i32], low: i32, high: i32| {
            let (from, to) = (all.partition_point(|y| *y <= low), all.partition_point(|y| *y < high));
            to.saturating_sub(from)
        };
        let crossed = within(&self.right, other_low, other_high) + within(&other.left, low, high);
        crossed + if meet(&self.right, &other.left) { OVERLAP } else { 0 }
    }
}

/// Whether two level lines are too close.
fn meet(one: &[i32], two: &[i32]) -> bool {
    one.iter().any(|y| {
        let at = two.partition_point(|other| *other <= y - CLOSE);
        two.get(at).is_some_and(|other| *other < y + CLOSE)
    })
}

/// A bend for each net, and the number of tracks. `early` puts bends as far left as they can be, else as far right.
pub(super) fn tracks(nets: &[Net], early: bool) -> (Vec<Bend>, usize) {
    let bent = |net: &Net| {
        let (low, high) = net.ends();
        low < high
    };
    let mut order: Vec<(usize, Net)> = nets.iter().cloned().enumerate().filter(|(_, net)| bent(net)).collect();
    let crowded = order.len() > SEARCHED;
    if !crowded {
        order = searched(order);
        split(&mut order, nets);
    }
    let (numbers, count) = if crowded { packed(&order) } else { numbered(&order, early) };
    let mut bends = vec![Bend::Straight; nets.len()];
    for ((net, part), &track) in order.iter().zip(&numbers) {
        bends[*net] = match bends[*net] {
            Bend::Once(first) => Bend::Twice(first, part.left[0], track),
            _ => Bend::Once(track),
        };
    }
    (bends, count)
}

/// An order from left to right with few crossings and no two lines on each other, where there is one.
fn searched(nets: Vec<(usize, Net)>) -> Vec<(usize, Net)> {
    let count = nets.len();
    let costs: Vec<Vec<usize>> =
        nets.iter().map(|(_, one)| nets.iter().map(|(_, two)| one.before(two)).collect()).collect();
    let mut order: Vec<usize> = Vec::new();
    for net in (0..count).chain(0..count).chain(0..count) {
        order.retain(|other| *other != net);
        // Costs of standing behind all, then before the last one, and so on.
        let mut cost: usize = order.iter().map(|&other| costs[other][net]).sum();
        let mut best = (cost, order.len());
        for place in (0..order.len()).rev() {
            cost = cost + costs[net][order[place]] - costs[order[place]][net];
            if cost < best.0 {
                best = (cost, place);
            }
        }
        order.insert(best.1, net);
    }
    let mut nets: Vec<Option<(usize, Net)>> = nets.into_iter().map(Some).collect();
    order.into_iter().filter_map(|net| nets[net].take()).collect()
}

/// Nets that would lie on each other in any order bend twice, with a level way between where there is room.
fn split(order: &mut Vec<(usize, Net)>, all: &[Net]) {
    let mut taken: Vec<i32> = all.iter().flat_map(|net| net.left.iter().chain(&net.right)).copied().collect();
    let mut at = 0;
    while at < order.len() {
        let on = (at + 1..order.len()).rev().find(|&later| meet(&order[at].1.right, &order[later].1.left));
        if let Some(later) = on {
            let (low, high) = order[at].1.ends();
            let middle = i32::midpoint(low, high);
            let is_free = |y: &i32| taken.iter().all(|other| (other - y).abs() > CLOSE);
            let free = (0..(high - low) / 2 - CLOSE).flat_map(|by| [middle - by, middle + by]).find(is_free);
            if let Some(y) = free {
                taken.push(y);
                let (net, whole) = order[at].clone();
                order[at].1.right = vec![y];
                order.insert(later + 1, (net, Net { left: vec![y], right: whole.right }));
            }
        }
        at += 1;
    }
}

/// The track of each net: those that have nothing to do with each other can share one.
fn numbered(order: &[(usize, Net)], early: bool) -> (Vec<usize>, usize) {
    let ends: Vec<(i32, i32)> = order.iter().map(|(_, net)| net.ends()).collect();
    let mut numbers = vec![0; order.len()];
    let depend = |one: usize, two: usize| {
        let apart = ends[one].1 + APART <= ends[two].0 || ends[two].1 + APART <= ends[one].0;
        let (first, second) = (&order[one].1, &order[two].1);
        !apart || order[one].0 == order[two].0 || meet(&first.right, &second.left) || meet(&first.left, &second.right)
    };
    let mut count = 0;
    for step in 0..order.len() {
        let at = if early { step } else { order.len() - 1 - step };
        let settled = if early { 0..at } else { at + 1..order.len() };
        let number = settled.filter(|&other| depend(at, other)).map(|other| numbers[other] + 1).max().unwrap_or(0);
        numbers[at] = number;
        count = count.max(number + 1);
    }
    if !early {
        numbers.iter_mut().for_each(|number| *number = count - 1 - *number);
    }
    (numbers, count)
}

/// Tracks for very many nets: only what would lie on each other is kept apart.
fn packed(order: &[(usize, Net)]) -> (Vec<usize>, usize) {
    let mut by_start: Vec<usize> = (0..order.len()).collect();
    by_start.sort_by_key(|&at| order[at].1.ends());
    let mut numbers = vec![0; order.len()];
    // The first track that is free from a height on.
    let mut free = std::collections::BinaryHeap::new();
    let mut count = 0;
    for at in by_start {
        let (low, high) = order[at].1.ends();
        let track = match free.peek() {
            Some(&(std::cmp::Reverse(from), track)) if from <= low => {
                free.pop();
                track
            }
            _ => {
                count += 1;
                count - 1
            }
        };
        numbers[at] = track;
        free.push((std::cmp::Reverse(high + APART), track));
    }
    (numbers, count)
}
