//! Paths counted and walked.

use super::answers::{Given, Said};
use super::{End, Flow, Way};

impl Flow<'_> {
    /// Number of paths from the start to an end; `u64::MAX` stands for that many or more.
    pub fn paths(&self) -> u64 {
        self.count(|way, below| if way.step().is_some() { below } else { u64::from(way.to != End::Loose) })
    }

    /// Number of pages when every path from the start has one, whether it ends or goes on.
    pub fn path_pages(&self) -> u64 {
        self.count(|_, below| below.saturating_add(1))
    }

    /// Sums over the ways of each question, from the ends up; `add` gets a way and the sum of the question it leads to.
    fn count(&self, add: impl Fn(&Way<'_>, u64) -> u64) -> u64 {
        let sums = self.fold(|step, known| {
            let ways = step.ways.iter().map(|way| {
                let below = way.step().and_then(known).unwrap_or(0);
                add(way, below)
            });
            ways.fold(0, u64::saturating_add)
        });
        self.start_at().and_then(|start| sums[start]).unwrap_or(0)
    }

    /// Calls `visit` with every path from the start that holds at least one answer, those that go on before those that
    /// follow from them, in the order of the answers. A tree with a circle has no end of paths, and none is walked.
    pub fn walk(&self, mut visit: impl FnMut(&[Given])) {
        let Some(start) = self.start_at().filter(|_| !self.has_circle()) else { return };
        let mut given: Vec<Given> = Vec::new();
        // The way to try next at each question that is open.
        let mut open = vec![(start, 0)];
        while let Some((step, way)) = open.last_mut() {
            let (at, now) = (*step, *way);
            let Some(next) = self.steps[at].ways.get(now) else {
                open.pop();
                given.pop();
                continue;
            };
            *way += 1;
            given.push(Given { step: at, way: now, said: Said::Choice });
            visit(&given);
            match next.step() {
                Some(to) => open.push((to, 0)),
                None => {
                    given.pop();
                }
            }
        }
    }
}

/// Longest part of an address that holds a path: file systems end a path at 4,096 bytes, and a site's folder, its
/// address and the page's other names need their part of it.
const LONGEST_ADDRESS: usize = 1_000;

/// Whether all paths of a tree have pages of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// They do.
    Enough,
    /// There are this many pages, which is over the cap.
    Pages(u64),
    /// The longest path makes an address of this length.
    Address(usize),
}

impl Flow<'_> {
    /// Whether all paths have pages of their own, `cap` at most.
    pub fn room(&self, cap: usize) -> Room {
        let pages = self.path_pages();
        if pages > u64::try_from(cap).unwrap_or(u64::MAX) {
            return Room::Pages(pages);
        }
        let longest = self.fold(|step, known| {
            let ways = step.ways.iter().map(|way| {
                let segment = step.id.len() + way.choice.id.value.len() + 2;
                segment + way.step().and_then(known).unwrap_or(0)
            });
            ways.max().unwrap_or(0)
        });
        let longest = self.start_at().and_then(|start| longest[start]).unwrap_or(0);
        if longest > LONGEST_ADDRESS { Room::Address(longest) } else { Room::Enough }
    }
}
