//! Decision trees as they run: re-used trees filled in, paths counted, answers replayed.
//!
//! Pages and the terminal are unknown here. A tree that is not sound gives a flow with loose ends, never a panic.

mod address;
mod answers;
mod condition;
mod never;
mod paths;
pub mod picks;
mod record;
mod result;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::tree::{Choice, Question, Target, Tree};
use crate::model::{Entry, Id, Site};

pub use address::{PageAddress, page_address};
pub use answers::{Given, Replay, Said, Stop, band, choose, json_number, number, replay, said, words, written};
pub use condition::{Atom, Condition, Fault, condition, faults};
pub use never::counter_example;
pub use paths::Room;
pub use record::{Record, outcome_title, record, record_form};
pub use result::{Change, because, changes, contra, contra_open, weights};

/// A tree with the trees it re-uses in their places.
#[derive(Clone, Debug)]
pub struct Flow<'a> {
    /// The tree's entry.
    pub entry: &'a Entry,
    /// Its questions and those of re-used trees, in the order in which they are written.
    pub steps: Vec<Step<'a>>,
    /// Trees that are re-used in two ways at once, which one page a question cannot show.
    pub clashes: Vec<Clash>,
    by_id: BTreeMap<String, usize>,
    start: Option<usize>,
}

/// Two trees re-use a third and lead from one of its exits to different targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The tree that is re-used.
    pub tree: Id,
    /// Its exit.
    pub exit: String,
    /// The tree whose targets hold.
    pub first: Id,
    /// The other one.
    pub second: Id,
}

/// A question of a flow.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// Its id: `ops`, or `background-work.jobs` for a re-used one.
    pub id: String,
    /// The tree it is written in.
    pub owner: &'a Entry,
    /// As it is written.
    pub question: &'a Question,
    /// Where each of its choices leads.
    pub ways: Vec<Way<'a>>,
}

/// A choice and where it leads.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// The choice.
    pub choice: &'a Choice,
    /// Where it leads.
    pub to: End,
}

impl Way<'_> {
    /// The step it leads to, by its place.
    pub fn step(&self) -> Option<usize> {
        if let End::Step(step) = self.to { Some(step) } else { None }
    }
}

/// Where a choice leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// To a step, by its place.
    Step(usize),
    /// To an outcome of the tree.
    Outcome(String),
    /// Out of the tree.
    Exit(String),
    /// To nothing that exists.
    Loose,
}

impl<'a> Flow<'a> {
    /// The first question.
    pub fn start(&self) -> Option<&Step<'a>> {
        self.start.map(|at| &self.steps[at])
    }

    /// The place of the first question.
    pub fn start_at(&self) -> Option<usize> {
        self.start
    }

    /// A step by its id.
    pub fn step(&self, id: &str) -> Option<&Step<'a>> {
        self.by_id.get(id).map(|&at| &self.steps[at])
    }

    /// The place of a step.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Fewest and most questions on a path from each step to an end; none where there is a circle or no end.
    pub fn lengths(&self) -> Vec<Option<(usize, usize)>> {
        let lengths = self.fold(|step, known| {
            let ways = step.ways.iter().filter_map(|way| match &way.to {
                End::Step(next) => known(*next).flatten().map(|(least, most): (usize, usize)| (least + 1, most + 1)),
                End::Outcome(_) | End::Exit(_) => Some((1, 1)),
                End::Loose => None,
            });
            ways.reduce(|(least, most), (a, b)| (least.min(a), most.max(b)))
        });
        lengths.into_iter().map(Option::flatten).collect()
    }

    /// A value for each step, made from those of the steps it leads to: from the ends up. A step that is open already
    /// leads in a circle, and has none then.
    fn fold<T: Clone>(&self, make: impl Fn(&Step<'a>, &dyn Fn(usize) -> Option<T>) -> T) -> Vec<Option<T>> {
        let mut known: Vec<Option<T>> = vec![None; self.steps.len()];
        let mut open = vec![false; self.steps.len()];
        for first in 0..self.steps.len() {
            // A stack of its own, since a tree may be thousands of questions deep.
            let mut stack = vec![(first, false)];
            while let Some((step, ready)) = stack.pop() {
                if known[step].is_some() {
                    continue;
                }
                if ready {
                    let value = make(&self.steps[step], &|next| known[next].clone());
                    known[step] = Some(value);
                    continue;
                }
                open[step] = true;
                stack.push((step, true));
                let next = self.steps[step].ways.iter().filter_map(|way| way.step());
                stack.extend(next.filter(|next| !open[*next]).map(|next| (next, false)));
            }
        }
        known
    }

    /// Fewest answers given before each step; none for steps that nothing leads to.
    pub fn depths(&self) -> Vec<Option<usize>> {
        let mut depths = vec![None; self.steps.len()];
        let mut next: Vec<usize> = self.start.into_iter().collect();
        let mut depth = 0;
        while !next.is_empty() {
            let mut following = Vec::new();
            for at in next {
                if depths[at].is_some() {
                    continue;
                }
                depths[at] = Some(depth);
                following.extend(self.steps[at].ways.iter().filter_map(Way::step));
            }
            next = following;
            depth += 1;
        }
        depths
    }

    /// Whether some path leads in a circle.
    pub fn has_circle(&self) -> bool {
        let lengths = self
            .fold(|step, known| step.ways.iter().all(|way| way.step().is_none_or(|next| known(next) == Some(true))));
        lengths.into_iter().any(|sound| sound != Some(true))
    }

    /// Whether all trees that it is made of are such.
    pub fn is_of(&self, such: impl Fn(&Entry) -> bool) -> bool {
        self.steps.iter().all(|step| such(step.owner))
    }

    /// Ends that can be reached from the start.
    pub fn reached(&self) -> BTreeSet<End> {
        let depths = self.depths();
        let reached = self.steps.iter().zip(&depths).filter(|(_, depth)| depth.is_some()).map(|(step, _)| step);
        reached.flat_map(|step| &step.ways).map(|way| way.to.clone()).collect()
    }
}

/// The flow of a tree; none when the entry is no tree.
pub fn flow<'a>(site: &'a Site, entry: &'a Entry) -> Option<Flow<'a>> {
    let tree = entry.tree.as_deref()?;
    let mut build = Build {
        site,
        root: entry,
        steps: Vec::new(),
        by_id: BTreeMap::new(),
        mapped: BTreeMap::new(),
        again: Vec::new(),
    };
    build.collect(entry, tree, "", &mut vec![entry.id.clone()]);
    let ways: Vec<Vec<Way<'a>>> = (0..build.steps.len()).map(|at| build.ways(at)).collect();
    let clashes = build.clashes();
    let mut steps = build.steps;
    for (step, ways) in steps.iter_mut().zip(ways) {
        step.ways = ways;
    }
    let start = tree.start().and_then(|start| build.by_id.get(start).copied());
    Some(Flow { entry, steps, clashes, by_id: build.by_id, start })
}

/// Where the exits of a re-used tree lead: targets in the tree that uses it.
struct Mapped<'a> {
    user: &'a Entry,
    exits: &'a [(crate::fields::At<String>, crate::fields::At<Target>)],
}

struct Build<'a> {
    site: &'a Site,
    root: &'a Entry,
    steps: Vec<Step<'a>>,
    by_id: BTreeMap<String, usize>,
    mapped: BTreeMap<Id, Mapped<'a>>,
    /// Further uses of trees that are mapped already.
    again: Vec<(Id, Mapped<'a>)>,
}

impl<'a> Build<'a> {
    fn collect(&mut self, entry: &'a Entry, tree: &'a Tree, prefix: &str, open: &mut Vec<Id>) {
        let mut used = Vec::new();
        for question in &tree.questions {
            let id = format!("{prefix}{}", question.id.value);
            if self.by_id.contains_key(&id) {
                continue;
            }
            self.by_id.insert(id.clone(), self.steps.len());
            self.steps.push(Step { id, owner: entry, question, ways: Vec::new() });
            for target in question.choices.iter().filter_map(|choice| choice.to.as_ref()) {
                if let Target::Use { tree, exits } = &target.value {
                    used.push((tree, exits));
                }
            }
        }
        for (id, exits) in used {
            let Some(other) = self.site.entries.get(id.as_str()) else {
                continue;
            };
            let Some(inner) = other.tree.as_deref() else {
                continue;
            };
            if self.mapped.get(&other.id).is_some_and(|known| known.user.id != entry.id) {
                self.again.push((other.id.clone(), Mapped { user: entry, exits }));
            }
            if open.contains(&other.id) || self.mapped.contains_key(&other.id) {
                continue;
            }
            self.mapped.insert(other.id.clone(), Mapped { user: entry, exits });
            open.push(other.id.clone());
            self.collect(other, inner, &format!("{}.", other.id), open);
            open.pop();
        }
    }

    fn clashes(&self) -> Vec<Clash> {
        let mut clashes = Vec::new();
        for (tree, again) in &self.again {
            let first = &self.mapped[tree];
            for (exit, other) in again.exits {
                let Some((_, known)) = first.exits.iter().find(|(known, _)| known.value == exit.value) else {
                    continue;
                };
                if self.end(first.user, &known.value, 0) != self.end(again.user, &other.value, 0) {
                    let (first, second) = (first.user.id.clone(), again.user.id.clone());
                    clashes.push(Clash { tree: tree.clone(), exit: exit.value.clone(), first, second });
                    break;
                }
            }
        }
        clashes
    }

    fn ways(&self, at: usize) -> Vec<Way<'a>> {
        let step = &self.steps[at];
        let choices: &'a [Choice] = &step.question.choices;
        choices
            .iter()
            .map(|choice| {
                let to = choice.to.as_ref().map_or(End::Loose, |to| self.end(step.owner, &to.value, 0));
                Way { choice, to }
            })
            .collect()
    }

    /// Where a target written in `owner` leads; `depth` bounds exits that lead to exits in a broken tree.
    fn end(&self, owner: &Entry, target: &Target, depth: usize) -> End {
        let prefix = if owner.id == self.root.id { String::new() } else { format!("{}.", owner.id) };
        let step = |id: String| self.by_id.get(&id).map_or(End::Loose, |&at| End::Step(at));
        match target {
            _ if depth > 20 => End::Loose,
            Target::Question(id) => step(format!("{prefix}{id}")),
            Target::Outcome(id) => {
                let known =
                    self.root.id == owner.id && owner.tree.as_ref().is_some_and(|tree| tree.outcome(id).is_some());
                if known { End::Outcome(id.clone()) } else { End::Loose }
            }
            Target::Exit(id) if owner.id == self.root.id => {
                let known = owner.tree.as_ref().is_some_and(|tree| tree.exits.iter().any(|exit| exit.value == *id));
                if known { End::Exit(id.clone()) } else { End::Loose }
            }
            Target::Exit(id) => {
                let Some(mapped) = self.mapped.get(&owner.id) else {
                    return End::Loose;
                };
                let exit = mapped.exits.iter().find(|(exit, _)| exit.value == *id);
                exit.map_or(End::Loose, |(_, target)| self.end(mapped.user, &target.value, depth + 1))
            }
            Target::Use { tree, .. } => {
                let inner = self.site.entries.get(tree.as_str()).and_then(|entry| entry.tree.as_deref());
                inner.and_then(Tree::start).map_or(End::Loose, |start| step(format!("{tree}.{start}")))
            }
        }
    }
}
