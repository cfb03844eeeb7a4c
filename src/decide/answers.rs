//! Answers as text, and where they lead.

use std::collections::BTreeMap;

use super::{End, Flow, Step, picks};
use crate::model::tree::{Question, QuestionKind, When};

/// One question answered on a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The place of the question in the flow.
    pub step: usize,
    /// The place of the choice among its ways.
    pub way: usize,
    /// What was said.
    pub said: Said,
}

/// What was said to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// The answer, band or rule itself.
    Choice,
    /// A number, which falls into the band.
    Number(f64),
    /// Picks by their places, which make the rule hold.
    Picks(Vec<usize>),
}

/// A path followed as far as the answers go.
#[derive(Clone, Debug, PartialEq)]
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

/// The answer to a question, when a path is followed.
pub(super) enum Reply {
    Missing,
    Illegal(String),
    Way(usize, Said),
}

/// Follows answers written as `q=a q=130 q=a,b q=none` from the start; answers off the path are not used, and of two
/// answers to one question the last counts.
pub fn replay(flow: &Flow<'_>, answers: &str) -> Replay {
    let answers: BTreeMap<&str, &str> = answers.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
    follow(flow, |at| {
        let step = &flow.steps[at];
        match answers.get(step.id.as_str()) {
            None => Reply::Missing,
            Some(answer) => match choose(step, answer) {
                Some((way, said)) => Reply::Way(way, said),
                None => Reply::Illegal((*answer).to_owned()),
            },
        }
    })
}

/// Follows replies from the start to the first question without one, or to an end.
pub(super) fn follow(flow: &Flow<'_>, reply: impl Fn(usize) -> Reply) -> Replay {
    let mut given = Vec::new();
    let Some(mut at) = flow.start_at() else {
        return Replay { given, stop: Stop::Empty };
    };
    // A sound tree has no circle; the bound keeps a broken one from going round for ever.
    for _ in 0..=flow.steps.len() {
        let (way, said) = match reply(at) {
            Reply::Missing => return Replay { given, stop: Stop::Unanswered(at) },
            Reply::Illegal(answer) => return Replay { given, stop: Stop::Illegal { step: at, answer } },
            Reply::Way(way, said) => (way, said),
        };
        given.push(Given { step: at, way, said });
        match &flow.steps[at].ways[way].to {
            End::Step(next) => at = *next,
            end => return Replay { given, stop: Stop::End(end.clone()) },
        }
    }
    Replay { given, stop: Stop::End(End::Loose) }
}

/// The choice that an answer means, by its place, and what was said with it.
pub fn choose(step: &Step<'_>, answer: &str) -> Option<(usize, Said)> {
    let question = step.question;
    let named = question.choices.iter().position(|choice| choice.id.value == answer);
    match question.kind {
        QuestionKind::Choice | QuestionKind::YesNo => named.map(|way| (way, Said::Choice)),
        QuestionKind::Number { .. } => named.map(|way| (way, Said::Choice)).or_else(|| {
            let number = number(answer)?;
            Some((band(question, number)?, Said::Number(number)))
        }),
        QuestionKind::Multi => {
            let by_picks = picks::parse(question, answer).and_then(|picked| {
                let way = picks::rule(question, &picked)?;
                Some((way, Said::Picks(picked)))
            });
            // A rule may be named too, as bands are: addresses of pages hold rules. Picks come first.
            by_picks.or(named.map(|way| (way, Said::Choice)))
        }
    }
}

/// A number as readers write it: digits with a point or a comma before decimals. Nothing that only programs write, so
/// that pages and the terminal take the same.
pub fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(part) {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

/// A number as JSON: whole ones without a decimal point, as people wrote them.
pub fn json_number(number: f64) -> serde_json::Value {
    #[expect(clippy::cast_possible_truncation, reason = "whole, and small enough to be exact")]
    if number.fract() == 0.0 && number.abs() < 9e15 { (number as i64).into() } else { number.into() }
}

/// The band a number falls into, by its place.
pub fn band(question: &Question, number: f64) -> Option<usize> {
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

/// What was said, as it is written in answers.
pub fn said(flow: &Flow<'_>, given: &Given) -> String {
    let step = &flow.steps[given.step];
    let answer = match &given.said {
        // A rule that is called like a pick would be read as the pick.
        Said::Choice if step.question.kind == QuestionKind::Multi => {
            let rule = &step.ways[given.way].choice.id.value;
            let mistaken = picks::parse(step.question, rule).is_some();
            let witness = mistaken.then(|| picks::witness(step.question, given.way, &[])).flatten();
            witness.map_or_else(|| rule.clone(), |picked| picked_ids(step.question, &picked))
        }
        Said::Choice => step.ways[given.way].choice.id.value.clone(),
        Said::Number(number) => number.to_string(),
        Said::Picks(picked) => picked_ids(step.question, picked),
    };
    format!("{}={answer}", step.id)
}

/// What was said, in the words of the tree.
pub fn words(flow: &Flow<'_>, given: &Given) -> String {
    let step = &flow.steps[given.step];
    let label = step.ways[given.way].choice.label.plain();
    match &given.said {
        Said::Picks(picked) if !picked.is_empty() => {
            picked.iter().map(|&pick| step.question.picks[pick].label.value.as_str()).collect::<Vec<_>>().join("; ")
        }
        Said::Number(number) => format!("{number} ({label})"),
        Said::Choice | Said::Picks(_) => label.into_owned(),
    }
}

fn picked_ids(question: &Question, picked: &[usize]) -> String {
    if picked.is_empty() {
        return "none".to_owned();
    }
    picked.iter().map(|&pick| question.picks[pick].id.value.as_str()).collect::<Vec<_>>().join(",")
}

/// Answers as text.
pub fn written(flow: &Flow<'_>, given: &[Given]) -> String {
    given.iter().map(|given| said(flow, given)).collect::<Vec<_>>().join(" ")
}
