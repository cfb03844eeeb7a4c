//! `trees/<id>.json`: a tree as it runs, re-used trees filled in, for tools.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::super::context::{Context, encoded};
use super::outcome_address;
use crate::decide::{self, End, Flow, Way};
use crate::fields::At;
use crate::model::tree::{Choice, Outcome, QuestionKind, When};
use crate::model::{Entry, relation};

/// The address of a tree's twin.
pub(in crate::view) fn address(tree: &Entry) -> String {
    format!("{}.json", tree.url.trim_end_matches('/'))
}

#[derive(Serialize)]
struct Twin<'a> {
    id: &'a str,
    title: &'a str,
    description: &'a str,
    url: String,
    version: String,
    start: &'a str,
    comparison: Option<&'a str>,
    paths: u64,
    path_pages: u64,
    shortest: usize,
    longest: usize,
    questions: Vec<Question<'a>>,
    outcomes: Vec<OutcomeTwin<'a>>,
    exits: Vec<&'a str>,
}

#[derive(Serialize)]
struct Question<'a> {
    id: &'a str,
    ask: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criterion: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    picks: Vec<Pick<'a>>,
    answers: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Pick<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    flags: Vec<&'a str>,
}

#[derive(Default, Serialize)]
struct Answer<'a> {
    id: &'a str,
    label: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    none: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    default: bool,
    to: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    weights: BTreeMap<&'a str, i64>,
    #[serde(skip_serializing_if = "str::is_empty")]
    basis: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    flags: Vec<&'a str>,
}

#[derive(Serialize)]
struct OutcomeTwin<'a> {
    id: &'a str,
    title: String,
    url: String,
    recommend: Vec<&'a str>,
    because: Vec<&'a str>,
    duties: Vec<&'a str>,
    confidence: Option<&'a str>,
    basis: &'static str,
    contra: Vec<Contra<'a>>,
    revisit: Vec<&'a str>,
    taken_by: Vec<&'a str>,
}

#[derive(Serialize)]
struct Contra<'a> {
    #[serde(rename = "if")]
    condition: &'a str,
    entry: &'a str,
}

/// The twin's text, without a line of its own for each value; none when the entry is no tree.
pub(in crate::view) fn text(context: &Context<'_>, entry: &Entry, flow: &Flow<'_>) -> Option<String> {
    let tree = entry.tree.as_deref()?;
    let (shortest, longest) = super::lengths(flow);
    let twin = Twin {
        id: &entry.id,
        title: &entry.title,
        description: &entry.description,
        url: encoded(&entry.url),
        version: flow.version(),
        start: flow.start().map_or("", |start| &start.id),
        comparison: tree.comparison.as_ref().map(|id| id.value.as_str()),
        paths: flow.paths(),
        path_pages: flow.path_pages(),
        shortest,
        longest,
        questions: flow.steps.iter().map(|step| question(flow, step)).collect(),
        outcomes: tree.outcomes.iter().map(|found| outcome(context, entry, found)).collect(),
        exits: ids(&tree.exits),
    };
    Some(serde_json::to_string(&twin).expect("plain data can be written as JSON"))
}

fn ids(ids: &[At<String>]) -> Vec<&str> {
    ids.iter().map(|id| id.value.as_str()).collect()
}

fn question<'f>(flow: &'f Flow<'_>, step: &'f decide::Step<'_>) -> Question<'f> {
    let question = step.question;
    let (unit, min, max) = match &question.kind {
        QuestionKind::Number { unit, min, max } => (unit.as_str(), *min, *max),
        _ => ("", None, None),
    };
    let pick = |pick: &'f crate::model::tree::Pick| Pick {
        id: &pick.id.value,
        label: &pick.label.value,
        flags: ids(&pick.flags),
    };
    Question {
        id: &step.id,
        ask: &question.ask,
        kind: question.kind.as_str(),
        unit,
        min: min.map(decide::json_number),
        max: max.map(decide::json_number),
        criterion: question.criterion.as_ref().map(|id| id.value.as_str()),
        picks: question.picks.iter().map(pick).collect(),
        answers: step.ways.iter().map(|way| answer(flow, way)).collect(),
    }
}

fn answer<'f>(flow: &'f Flow<'_>, way: &'f Way<'_>) -> Answer<'f> {
    let choice: &Choice = way.choice;
    let (mut from, mut below, mut any, mut all) = (None, None, None, None);
    match &choice.when {
        When::Band { from: least, below: end } => (from, below) = (*least, *end),
        When::Any(list) => any = Some(ids(list)),
        When::All(list) => all = Some(ids(list)),
        When::Chosen | When::Nothing | When::Otherwise => {}
    }
    Answer {
        id: &choice.id.value,
        label: choice.label.plain(),
        from: from.map(decide::json_number),
        below: below.map(decide::json_number),
        any,
        all,
        none: choice.when == When::Nothing,
        default: choice.when == When::Otherwise,
        to: match &way.to {
            End::Loose => String::new(),
            end => flow.end_name(end),
        },
        because: ids(&choice.because),
        weights: choice.weights.iter().map(|(criterion, weight)| (criterion.value.as_str(), *weight)).collect(),
        basis: choice.basis.shown(),
        flags: ids(&choice.flags),
    }
}

fn outcome<'a>(context: &Context<'a>, entry: &'a Entry, outcome: &'a Outcome) -> OutcomeTwin<'a> {
    let part = format!("o:{}", outcome.id.value);
    let took = context.graph.to_entry(&entry.id).filter(|edge| edge.relation == relation::TOOK);
    let taken_by = took.filter(|edge| edge.to.part.as_deref() == Some(part.as_str())).map(|edge| &*edge.from.id);
    OutcomeTwin {
        id: &outcome.id.value,
        title: decide::outcome_title(context.site, outcome),
        url: encoded(&outcome_address(entry, &outcome.id.value)),
        recommend: ids(&outcome.recommend),
        because: ids(&outcome.because),
        duties: ids(&outcome.duties),
        confidence: outcome.confidence.as_deref(),
        basis: outcome.basis.shown(),
        contra: outcome
            .contra
            .iter()
            .map(|c| Contra { condition: &c.condition.value, entry: &c.entry.value })
            .collect(),
        revisit: ids(&outcome.revisit),
        taken_by: taken_by.collect(),
    }
}
