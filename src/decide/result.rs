//! What a path says: reasons, what its answers raise against the outcome, weights, and what would change it.

use std::collections::BTreeMap;

use super::answers::{Given, Reply, Said, Stop, follow};
use super::condition::condition;
use super::{End, Flow};
use crate::model::tree::{Contra, Outcome};

/// One answer changed, the others kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The place of the question.
    pub step: usize,
    /// The place of the other choice.
    pub way: usize,
    /// Where the answers lead then: to an end, or to a question that has no answer yet.
    pub leads: Stop,
}

/// Every single change of an answer that leads elsewhere, in the order of the path and of the answers.
pub fn changes(flow: &Flow<'_>, given: &[Given]) -> Vec<Change> {
    let kept: BTreeMap<usize, usize> = given.iter().map(|given| (given.step, given.way)).collect();
    let end = given.last().map(|last| &flow.steps[last.step].ways[last.way].to);
    let mut changes = Vec::new();
    for given in given {
        for way in (0..flow.steps[given.step].ways.len()).filter(|way| *way != given.way) {
            let replay = follow(flow, |at| match kept.get(&at) {
                _ if at == given.step => Reply::Way(way, Said::Choice),
                Some(&kept) => Reply::Way(kept, Said::Choice),
                None => Reply::Missing,
            });
            let same = matches!(&replay.stop, Stop::End(other) if Some(other) == end);
            if !same {
                changes.push(Change { step: given.step, way, leads: replay.stop });
            }
        }
    }
    changes
}

/// Entries that give the reasons of the answers and of the outcome, each once.
pub fn because<'f>(flow: &'f Flow<'_>, outcome: Option<&'f Outcome>, given: &[Given]) -> Vec<&'f str> {
    let of_answers = given.iter().flat_map(|given| &flow.steps[given.step].ways[given.way].choice.because);
    let mut ids: Vec<&str> = Vec::new();
    for id in of_answers.chain(outcome.into_iter().flat_map(|outcome| &outcome.because)) {
        if !ids.contains(&id.value.as_str()) {
            ids.push(&id.value);
        }
    }
    ids
}

/// What these answers raise against an outcome.
pub fn contra<'o>(flow: &Flow<'_>, outcome: &'o Outcome, given: &[Given]) -> Vec<&'o Contra> {
    let raised =
        |contra: &&Contra| condition(flow, &contra.condition.value).is_ok_and(|found| found.holds(flow, given));
    outcome.contra.iter().filter(raised).collect()
}

/// What these answers may raise against an outcome, where a rule leaves open which picks were made.
pub fn contra_open<'o>(flow: &Flow<'_>, outcome: &'o Outcome, given: &[Given]) -> Vec<&'o Contra> {
    let open = |contra: &&Contra| {
        condition(flow, &contra.condition.value)
            .is_ok_and(|found| !found.holds(flow, given) && found.may_hold(flow, given))
    };
    outcome.contra.iter().filter(open).collect()
}

/// Weights for the tree's comparison that these answers seed: of two that weigh one criterion the larger counts.
pub fn weights<'f>(flow: &'f Flow<'_>, given: &[Given]) -> BTreeMap<&'f str, i64> {
    let mut weights: BTreeMap<&str, i64> = BTreeMap::new();
    for (criterion, weight) in given.iter().flat_map(|given| &flow.steps[given.step].ways[given.way].choice.weights) {
        let known = weights.entry(&criterion.value).or_insert(*weight);
        *known = (*known).max(*weight);
    }
    weights
}

impl Flow<'_> {
    /// A hash of the routing: which answers lead where. Words may change and it stays the same.
    pub fn version(&self) -> String {
        let mut text = String::new();
        let mut add = |part: &str| {
            text.push_str(part);
            text.push('\n');
        };
        add(self.start().map_or("", |start| &start.id));
        for step in &self.steps {
            add(&step.id);
            for way in &step.ways {
                add(&way.choice.id.value);
                add(&when(&way.choice.when));
                add(&self.end_name(&way.to));
            }
            add("");
        }
        blake3::hash(text.as_bytes()).to_hex()[..12].to_owned()
    }

    /// An end or a question as targets name it: `ops`, `outcome:hybrid`, `exit:some`.
    pub fn end_name(&self, end: &End) -> String {
        match end {
            End::Step(step) => self.steps[*step].id.clone(),
            End::Outcome(id) => format!("outcome:{id}"),
            End::Exit(id) => format!("exit:{id}"),
            End::Loose => String::new(),
        }
    }

    /// An end as path tests, invariants and messages name it: `hybrid`, `exit:some`.
    pub fn end_id(&self, end: &End) -> String {
        let name = self.end_name(end);
        name.strip_prefix("outcome:").map_or(name.clone(), str::to_owned)
    }

    /// All flags that some answer sets.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        let of_choices = self.steps.iter().flat_map(|step| &step.question.choices).flat_map(|choice| &choice.flags);
        let of_picks = self.steps.iter().flat_map(|step| &step.question.picks).flat_map(|pick| &pick.flags);
        of_choices.chain(of_picks).map(|flag| flag.value.as_str())
    }
}

/// A condition without its places in the file, so that moving a line is no other routing.
fn when(when: &crate::model::tree::When) -> String {
    use crate::model::tree::When;
    let ids = |ids: &[crate::fields::At<String>]| ids.iter().map(|id| id.value.as_str()).collect::<Vec<_>>().join(",");
    let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
    match when {
        When::Chosen => String::new(),
        When::Band { from, below } => format!("{}..{}", end(*from), end(*below)),
        When::Any(list) => format!("any {}", ids(list)),
        When::All(list) => format!("all {}", ids(list)),
        When::Nothing => "none".to_owned(),
        When::Otherwise => "default".to_owned(),
    }
}
