//! The shortest path that breaks an invariant.

use std::collections::{BTreeSet, VecDeque};

use super::answers::{Given, Said};
use super::condition::{Atom, Condition};
use super::{End, Flow, Step, picks};
use crate::model::tree::QuestionKind;

/// Most sets of picks that are tried at one question.
const MOST_SETS: usize = 256;

/// The shortest path on which a condition holds and which ends there, with answers in the order of the questions;
/// none when there is none. Of several shortest ones, the first in the order of the answers.
pub fn counter_example(flow: &Flow<'_>, condition: &Condition, end: &End) -> Option<Vec<Given>> {
    let all = (1_u64 << condition.atoms.len()) - 1;
    let ahead: Vec<Vec<bool>> = condition.atoms.iter().map(|atom| ahead(flow, atom)).collect();
    // What was passed without the answer asked for is never met again, so such a path is given up.
    let lost = |at: usize, held: u64| {
        let mut open = ahead.iter().enumerate().filter(|(atom, _)| held >> atom & 1 == 0);
        open.any(|(_, ahead)| !ahead[at])
    };
    let mut seen = BTreeSet::new();
    let mut states: Vec<(Option<usize>, Given)> = Vec::new();
    let mut open: VecDeque<(usize, u64, Option<usize>)> =
        flow.start_at().map(|start| (start, 0, None)).into_iter().collect();
    while let Some((at, held, before)) = open.pop_front() {
        if !seen.insert((at, held)) {
            continue;
        }
        for (given, more) in moves(flow, condition, at) {
            let held = held | more;
            let to = &flow.steps[at].ways[given.way].to;
            let found = to == end && held == all;
            let next = if let End::Step(next) = to { Some(*next) } else { None };
            if !found && next.is_none_or(|next| seen.contains(&(next, held)) || lost(next, held)) {
                continue;
            }
            states.push((before, given));
            if found {
                return Some(path(states));
            }
            if let Some(next) = next {
                open.push_back((next, held, Some(states.len() - 1)));
            }
        }
    }
    None
}

/// For each question whether what an atom asks for can still be met from there on.
fn ahead(flow: &Flow<'_>, atom: &Atom) -> Vec<bool> {
    let wanted = match atom {
        Atom::Way { step, .. } | Atom::Picks { step, .. } => *step,
        Atom::Flag(_) => return vec![true; flow.steps.len()],
    };
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); flow.steps.len()];
    for (at, step) in flow.steps.iter().enumerate() {
        step.ways.iter().filter_map(|way| way.step()).for_each(|next| before[next].push(at));
    }
    let mut ahead = vec![false; flow.steps.len()];
    let mut open = vec![wanted];
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut ahead[at], true) {
            open.extend(&before[at]);
        }
    }
    ahead
}

fn path(mut states: Vec<(Option<usize>, Given)>) -> Vec<Given> {
    let mut path = Vec::new();
    let mut at = states.len().checked_sub(1);
    while let Some(state) = at {
        states.truncate(state + 1);
        let (before, given) = states.pop().expect("the list ends with this state");
        path.push(given);
        at = before;
    }
    path.reverse();
    path
}

/// The answers of a question that the condition allows, each with what it makes hold, as bits.
fn moves(flow: &Flow<'_>, condition: &Condition, at: usize) -> Vec<(Given, u64)> {
    let step = &flow.steps[at];
    let mut moves = Vec::new();
    let about = |atom: &Atom| match atom {
        Atom::Way { step, .. } | Atom::Picks { step, .. } => *step == at,
        Atom::Flag(_) => false,
    };
    let held: u64 = bits(condition, |atom| about(atom));
    let ways = condition.atoms.iter().filter_map(|atom| match atom {
        Atom::Way { step, way } if *step == at => Some(*way),
        _ => None,
    });
    let only: Vec<usize> = ways.collect();
    for (way, choice) in step.ways.iter().enumerate() {
        if only.iter().any(|only| *only != way) {
            continue;
        }
        let flagged = |flag: &str| choice.choice.flags.iter().any(|set| set.value == flag);
        let flags = bits(condition, |atom| matches!(atom, Atom::Flag(flag) if flagged(flag)));
        if step.question.kind == QuestionKind::Multi {
            let sets = sets(step, condition, at, way);
            moves.extend(
                sets.into_iter()
                    .map(|(picked, set)| (Given { step: at, way, said: Said::Picks(picked) }, held | flags | set)),
            );
        } else {
            moves.push((Given { step: at, way, said: Said::Choice }, held | flags));
        }
    }
    moves
}

fn bits(condition: &Condition, holds: impl Fn(&Atom) -> bool) -> u64 {
    let held = condition.atoms.iter().enumerate().filter(|(_, atom)| holds(atom));
    held.fold(0, |bits, (at, _)| bits | 1 << at)
}

/// Sets of picks that make a rule hold and that the condition allows, with the flags they set, the most flags first.
fn sets(step: &Step<'_>, condition: &Condition, at: usize, way: usize) -> Vec<(Vec<usize>, u64)> {
    let question = step.question;
    let asked = || {
        condition.atoms.iter().filter_map(|atom| match atom {
            Atom::Picks { step, picks } if *step == at => Some(picks),
            _ => None,
        })
    };
    let needed: Vec<usize> = asked().flatten().copied().collect();
    let nothing = asked().any(Vec::is_empty);
    let set_by = |pick: &usize, flag: &str| question.picks[*pick].flags.iter().any(|set| set.value == flag);
    // For each flag either no pick, or one of those that set it.
    let mut wanted: Vec<Vec<usize>> = vec![needed];
    for flag in condition.atoms.iter().filter_map(|atom| if let Atom::Flag(flag) = atom { Some(flag) } else { None }) {
        let setters: Vec<usize> = (0..question.picks.len()).filter(|pick| set_by(pick, flag)).collect();
        let with = |picked: &Vec<usize>| {
            let more = setters.iter().map(|pick| picked.iter().copied().chain([*pick]).collect::<Vec<_>>());
            more.collect::<Vec<_>>()
        };
        let more: Vec<_> = wanted.iter().flat_map(with).take(MOST_SETS).collect();
        wanted.extend(more);
    }
    let mut sets: Vec<(Vec<usize>, u64)> = Vec::new();
    for picked in wanted.iter().filter_map(|needed| picks::witness(question, way, needed)) {
        let flags =
            bits(condition, |atom| matches!(atom, Atom::Flag(flag) if picked.iter().any(|pick| set_by(pick, flag))));
        let allowed = !nothing || picked.is_empty();
        if allowed && !sets.iter().any(|(_, known)| *known == flags) {
            sets.push((picked, flags));
        }
    }
    sets
}
