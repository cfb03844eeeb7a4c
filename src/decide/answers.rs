//! Answers as text, and where they lead.

use std::collections::BTreeMap;

use super::{End, Flow, Step};
use crate::model::tree::{Question, QuestionKind, When};

/// One question answered on a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The place of the question in the flow.
    pub step: usize,
    /// The place of the choice among its ways.
    pub way: usize,
}

/// A path followed as far as the answers go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// Questions answered, in order.
    pub given: Vec<Given>,
    /// Why it stopped.
    pub stop: Stop,
}

/// Why a replay stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// At an end.
    End(End),
    /// At a question without an answer, by its place.
    Unanswered(usize),
    /// At a question whose answer is none of its choices.
    Illegal {
        /// The place of the question.
        step: usize,
        /// What was answered.
        answer: String,
    },
    /// The tree has no start.
    Empty,
}

/// Follows answers written as `q=a q=130 q=a,b q=none` from the start; answers off the path are not used.
pub fn replay(flow: &Flow<'_>, answers: &str) -> Replay {
    let answers: BTreeMap<&str, &str> = answers.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
    let mut given = Vec::new();
    let Some(mut at) = flow.start_at() else {
        return Replay { given, stop: Stop::Empty };
    };
    // A sound tree has no circle; the bound keeps a broken one from going round for ever.
    for _ in 0..=flow.steps.len() {
        let step = &flow.steps[at];
        let Some(answer) = answers.get(step.id.as_str()) else {
            return Replay { given, stop: Stop::Unanswered(at) };
        };
        let Some(way) = choose(step, answer) else {
            let stop = Stop::Illegal { step: at, answer: (*answer).to_owned() };
            return Replay { given, stop };
        };
        given.push(Given { step: at, way });
        match &step.ways[way].to {
            End::Step(next) => at = *next,
            end => {
                return Replay { given, stop: Stop::End(end.clone()) };
            }
        }
    }
    Replay { given, stop: Stop::End(End::Loose) }
}

/// The choice that an answer means, by its place.
fn choose(step: &Step<'_>, answer: &str) -> Option<usize> {
    let question = step.question;
    let named = question.choices.iter().position(|choice| choice.id.value == answer);
    match question.kind {
        QuestionKind::Choice | QuestionKind::YesNo => named,
        QuestionKind::Number { .. } => named.or_else(|| band(question, answer.parse().ok()?)),
        QuestionKind::Multi => rule(question, answer),
    }
}

fn band(question: &Question, number: f64) -> Option<usize> {
    let QuestionKind::Number { min, max, .. } = question.kind else {
        return None;
    };
    if !number.is_finite() || min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
        return None;
    }
    question.choices.iter().position(|choice| match choice.when {
        When::Band { from, below } => {
            from.is_none_or(|from| number >= from) && below.is_none_or(|below| number < below)
        }
        _ => false,
    })
}

fn rule(question: &Question, answer: &str) -> Option<usize> {
    let picked: Vec<&str> = if answer == "none" { Vec::new() } else { answer.split(',').collect() };
    if !picked.iter().all(|id| question.picks.iter().any(|pick| pick.id.value == **id)) {
        return None;
    }
    let has = |id: &crate::fields::At<String>| picked.contains(&id.value.as_str());
    question.choices.iter().position(|choice| match &choice.when {
        When::Any(ids) => ids.iter().any(has),
        When::All(ids) => ids.iter().all(has),
        When::Nothing => picked.is_empty(),
        When::Otherwise => true,
        When::Chosen | When::Band { .. } => false,
    })
}
