//! Questions with many picks: which rule holds for which picks.
//!
//! Rules are tried in order and the first that holds wins, so what a rule can be reached with depends on those before
//! it. Nothing here tries all sets of picks: there are 2ⁿ of them.

use crate::fields::At;
use crate::model::tree::{Question, When};

/// Picks by their places, from `a,b` or `none`; nothing when one of them does not exist.
pub fn parse(question: &Question, answer: &str) -> Option<Vec<usize>> {
    let place = |id: &str| question.picks.iter().position(|pick| pick.id.value == id);
    if answer == "none" && place("none").is_none() {
        return Some(Vec::new());
    }
    let mut picked: Vec<usize> = answer.split(',').map(place).collect::<Option<_>>()?;
    picked.sort_unstable();
    picked.dedup();
    Some(picked)
}

/// The first rule that holds for these picks, by its place.
pub fn rule(question: &Question, picked: &[usize]) -> Option<usize> {
    question.choices.iter().position(|choice| holds(question, &choice.when, picked))
}

fn holds(question: &Question, when: &When, picked: &[usize]) -> bool {
    match when {
        When::Any(ids) => places(question, ids).iter().any(|pick| picked.contains(pick)),
        When::All(ids) => places(question, ids).iter().all(|pick| picked.contains(pick)),
        When::Nothing => picked.is_empty(),
        When::Otherwise => true,
        When::Chosen | When::Band { .. } => false,
    }
}

fn places(question: &Question, ids: &[At<String>]) -> Vec<usize> {
    let place = |id: &At<String>| question.picks.iter().position(|pick| pick.id.value == id.value);
    ids.iter().filter_map(place).collect()
}

/// Few picks for which a rule is the first that holds, with all of `needed` among them; nothing when there are none.
pub fn witness(question: &Question, rule: usize, needed: &[usize]) -> Option<Vec<usize>> {
    let first = |picked: &[usize]| self::rule(question, picked) == Some(rule);
    let mut least: Vec<usize> = needed.to_vec();
    if let When::All(ids) = &question.choices.get(rule)?.when {
        least.extend(places(question, ids));
    }
    least.sort_unstable();
    least.dedup();
    if first(&least) {
        return Some(least);
    }
    // More picks only make earlier rules hold, but for `none`, and for an `any` of its own: both want one pick more.
    (0..question.picks.len()).find_map(|pick| {
        let mut more = least.clone();
        if more.contains(&pick) {
            return None;
        }
        more.push(pick);
        more.sort_unstable();
        first(&more).then_some(more)
    })
}

/// Picks that hold whenever this rule does.
pub fn certain(question: &Question, rule: usize) -> Vec<usize> {
    match &question.choices[rule].when {
        When::All(ids) => places(question, ids),
        When::Any(ids) if ids.len() == 1 => places(question, ids),
        _ => Vec::new(),
    }
}
