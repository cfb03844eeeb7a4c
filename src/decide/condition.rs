//! Conditions over answers: the `if` of a contra-indication and of an invariant.

use super::answers::{Given, Said, choose};
use super::{Flow, picks};
use crate::model::tree::QuestionKind;

/// Answers that must all have been given: `stage=trial ops=no flag:regulated`.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What must hold, in the order in which it is written.
    pub atoms: Vec<Atom>,
}

/// One thing that must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    /// A question was answered with this choice.
    Way {
        /// The place of the question.
        step: usize,
        /// The place of the choice.
        way: usize,
    },
    /// These are among the picks of a question; nothing was picked where the list is empty.
    Picks {
        /// The place of the question.
        step: usize,
        /// Places of picks.
        picks: Vec<usize>,
    },
    /// A flag was set.
    Flag(String),
}

/// A part of a text of answers that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault<'t> {
    /// Neither `question=answer` nor `flag:name`.
    Malformed(&'t str),
    /// No question has this id.
    Question(&'t str),
    /// The question, by its place, has no such answer.
    Answer(usize, &'t str),
    /// No answer sets this flag.
    Flag(&'t str),
    /// The question, by its place, is answered twice.
    Twice(usize),
    /// There are more conditions, or more flags among them, than can be tried on all paths.
    TooMany,
}

/// Most things that a condition asks for, and most flags among them.
const MOST: (usize, usize) = (60, 12);

/// Reads a condition; what cannot hold is a fault.
pub fn condition<'t>(flow: &Flow<'_>, text: &'t str) -> Result<Condition, Vec<Fault<'t>>> {
    let mut faults = Vec::new();
    let mut atoms = Vec::new();
    for part in text.split_whitespace() {
        match atom(flow, part) {
            Ok(atom) => atoms.push(atom),
            Err(fault) => faults.push(fault),
        }
    }
    if atoms.is_empty() && faults.is_empty() {
        faults.push(Fault::Malformed(""));
    }
    let flags = atoms.iter().filter(|atom| matches!(atom, Atom::Flag(_))).count();
    if atoms.len() > MOST.0 || flags > MOST.1 {
        faults.push(Fault::TooMany);
    }
    // One question has one answer on a path.
    for (at, atom) in atoms.iter().enumerate() {
        let Atom::Way { step, way } = atom else { continue };
        let other = |before: &Atom| matches!(before, Atom::Way { step: s, way: w } if s == step && w != way);
        if atoms[..at].iter().any(other) {
            faults.push(Fault::Twice(*step));
        }
    }
    if faults.is_empty() { Ok(Condition { atoms }) } else { Err(faults) }
}

fn atom<'t>(flow: &Flow<'_>, part: &'t str) -> Result<Atom, Fault<'t>> {
    if let Some(flag) = part.strip_prefix("flag:") {
        let set = flow.flags().any(|known| known == flag);
        return if set { Ok(Atom::Flag(flag.to_owned())) } else { Err(Fault::Flag(flag)) };
    }
    let (question, answer) = part.split_once('=').ok_or(Fault::Malformed(part))?;
    let at = flow.position(question).ok_or(Fault::Question(question))?;
    let step = &flow.steps[at];
    if step.question.kind == QuestionKind::Multi
        && let Some(picks) = picks::parse(step.question, answer)
    {
        return Ok(Atom::Picks { step: at, picks });
    }
    let (way, _) = choose(step, answer).ok_or(Fault::Answer(at, answer))?;
    Ok(Atom::Way { step: at, way })
}

/// Faults of a text of answers, as path tests, case studies and the command line write it.
pub fn faults<'t>(flow: &Flow<'_>, answers: &'t str) -> Vec<Fault<'t>> {
    let mut seen = Vec::new();
    let mut faults = Vec::new();
    for part in answers.split_whitespace() {
        let Some((question, answer)) = part.split_once('=') else {
            faults.push(Fault::Malformed(part));
            continue;
        };
        match flow.position(question) {
            None => faults.push(Fault::Question(question)),
            Some(at) if seen.contains(&at) => faults.push(Fault::Twice(at)),
            Some(at) => {
                seen.push(at);
                if choose(&flow.steps[at], answer).is_none() {
                    faults.push(Fault::Answer(at, answer));
                }
            }
        }
    }
    faults
}

impl Condition {
    /// Whether these answers make it hold for certain. A rule of a question with many picks stands for several sets
    /// of picks; only what holds for all of them counts.
    pub fn holds(&self, flow: &Flow<'_>, given: &[Given]) -> bool {
        self.atoms.iter().all(|atom| holds(flow, atom, given))
    }
}

impl Condition {
    /// Whether these answers leave it open or make it hold: picks that a rule does not name may have been made.
    pub fn may_hold(&self, flow: &Flow<'_>, given: &[Given]) -> bool {
        self.atoms.iter().all(|atom| holds(flow, atom, given) || may_hold(flow, atom, given))
    }
}

fn may_hold(flow: &Flow<'_>, atom: &Atom, given: &[Given]) -> bool {
    let mut open = given
        .iter()
        .filter(|given| given.said == Said::Choice && flow.steps[given.step].question.kind == QuestionKind::Multi);
    let made =
        |given: &Given, needed: &[usize]| picks::witness(flow.steps[given.step].question, given.way, needed).is_some();
    match atom {
        Atom::Way { .. } => false,
        Atom::Picks { step, picks } if picks.is_empty() => open
            .any(|given| given.step == *step && picks::rule(flow.steps[given.step].question, &[]) == Some(given.way)),
        Atom::Picks { step, picks } => open.any(|given| given.step == *step && made(given, picks)),
        Atom::Flag(flag) => open.any(|given| {
            let picks = flow.steps[given.step].question.picks.iter().enumerate();
            let mut setting = picks.filter(|(_, pick)| pick.flags.iter().any(|set| set.value == *flag));
            setting.any(|(at, _)| made(given, &[at]))
        }),
    }
}

fn holds(flow: &Flow<'_>, atom: &Atom, given: &[Given]) -> bool {
    match atom {
        Atom::Way { step, way } => given.iter().any(|given| given.step == *step && given.way == *way),
        Atom::Picks { step, picks } => given.iter().filter(|given| given.step == *step).any(|given| {
            let picked = picked(flow, given);
            if picks.is_empty() { nothing(flow, given) } else { picks.iter().all(|pick| picked.contains(pick)) }
        }),
        Atom::Flag(flag) => given.iter().any(|given| flags(flow, given).any(|set| set == flag)),
    }
}

fn nothing(flow: &Flow<'_>, given: &Given) -> bool {
    match &given.said {
        Said::Picks(picked) => picked.is_empty(),
        _ => flow.steps[given.step].ways[given.way].choice.when == crate::model::tree::When::Nothing,
    }
}

/// Picks that were made for certain.
fn picked(flow: &Flow<'_>, given: &Given) -> Vec<usize> {
    match &given.said {
        Said::Picks(picked) => picked.clone(),
        _ => picks::certain(flow.steps[given.step].question, given.way),
    }
}

/// Flags that an answer sets for certain.
fn flags<'a>(flow: &'a Flow<'_>, given: &Given) -> impl Iterator<Item = &'a str> {
    let step = &flow.steps[given.step];
    let of_picks = picked(flow, given).into_iter().flat_map(|pick| &step.question.picks[pick].flags);
    step.ways[given.way].choice.flags.iter().chain(of_picks).map(|flag| flag.value.as_str())
}
