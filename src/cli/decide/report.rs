//! Where the answers lead, as JSON and in words.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::cli::print::Terminal;
use crate::cli::trees::Checked;
use crate::decide::{self, End, Flow, Given, Replay, Said, Stop};
use crate::diagnostic::printable;
use crate::model::tree::{Outcome, QuestionKind};

#[derive(Serialize)]
struct Report<'a> {
    tree: &'a str,
    version: String,
    #[serde(serialize_with = "in_order")]
    answers: Vec<(String, Value)>,
    outcome: Option<&'a str>,
    exit: Option<&'a str>,
    question: Option<Question<'a>>,
    recommend: Vec<&'a str>,
    because: Vec<&'a str>,
    contra: Vec<&'a str>,
    duties: Vec<&'a str>,
    what_would_change: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Question<'a> {
    id: &'a str,
    ask: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<Value>,
    answers: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    label: Cow<'a, str>,
}

#[derive(Serialize)]
struct Change<'a> {
    question: &'a str,
    answer: &'a str,
    outcome: Option<String>,
    next: Option<&'a str>,
}

/// An object whose keys stand in the order of the path.
fn in_order<S: Serializer>(answers: &[(String, Value)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(answers.iter().map(|(question, answer)| (question, answer)))
}

/// The outcome that a path ended at.
fn outcome<'a>(flow: &Flow<'a>, replay: &Replay) -> Option<&'a Outcome> {
    match &replay.stop {
        Stop::End(End::Outcome(id)) => flow.entry.tree.as_deref()?.outcome(id),
        _ => None,
    }
}

/// The object that `kb decide --json` writes, in one line.
pub(super) fn json(flow: &Flow<'_>, replay: &Replay) -> String {
    let outcome = outcome(flow, replay);
    let ids = |ids: Option<&'_ [crate::fields::At<String>]>| -> Vec<String> {
        ids.into_iter().flatten().map(|id| id.value.clone()).collect()
    };
    let (recommend, duties) = (ids(outcome.map(|o| &o.recommend[..])), ids(outcome.map(|o| &o.duties[..])));
    let contra = outcome.map_or_else(Vec::new, |outcome| decide::contra(flow, outcome, &replay.given));
    let report = Report {
        tree: &flow.entry.id,
        version: flow.version(),
        answers: replay.given.iter().map(|given| answer(flow, given)).collect(),
        outcome: outcome.map(|outcome| outcome.id.value.as_str()),
        exit: if let Stop::End(End::Exit(id)) = &replay.stop { Some(id) } else { None },
        question: if let Stop::Unanswered(at) = replay.stop { Some(question(flow, at)) } else { None },
        recommend: recommend.iter().map(String::as_str).collect(),
        because: decide::because(flow, outcome, &replay.given),
        contra: contra.iter().map(|contra| contra.entry.value.as_str()).collect(),
        duties: duties.iter().map(String::as_str).collect(),
        what_would_change: match replay.stop {
            Stop::End(_) => {
                decide::changes(flow, &replay.given).iter().map(|change| self::change(flow, change)).collect()
            }
            _ => Vec::new(),
        },
    };
    serde_json::to_string(&report).expect("plain data can be written as JSON")
}

fn answer(flow: &Flow<'_>, given: &Given) -> (String, Value) {
    let step = &flow.steps[given.step];
    let value = match &given.said {
        Said::Choice => step.ways[given.way].choice.id.value.clone().into(),
        Said::Number(number) => decide::json_number(*number),
        Said::Picks(picks) => picks.iter().map(|&pick| step.question.picks[pick].id.value.as_str()).collect(),
    };
    (step.id.clone(), value)
}

fn question<'f>(flow: &'f Flow<'_>, at: usize) -> Question<'f> {
    let step = &flow.steps[at];
    let question = step.question;
    let choices = question.choices.iter().map(|choice| Answer { id: &choice.id.value, label: choice.label.plain() });
    let picks =
        question.picks.iter().map(|pick| Answer { id: &pick.id.value, label: pick.label.value.as_str().into() });
    let (unit, min, max) = match &question.kind {
        QuestionKind::Number { unit, min, max } => (Some(unit.as_str()), *min, *max),
        _ => (None, None, None),
    };
    Question {
        id: &step.id,
        ask: &question.ask,
        kind: question.kind.as_str(),
        unit,
        min: min.map(decide::json_number),
        max: max.map(decide::json_number),
        answers: if question.kind == QuestionKind::Multi { picks.collect() } else { choices.collect() },
    }
}

fn change<'f>(flow: &'f Flow<'_>, change: &decide::Change) -> Change<'f> {
    let step = &flow.steps[change.step];
    let (outcome, next) = match &change.leads {
        Stop::End(End::Outcome(id)) => (Some(id.clone()), None),
        Stop::End(end) => (Some(flow.end_name(end)), None),
        Stop::Unanswered(at) => (None, Some(flow.steps[*at].id.as_str())),
        _ => (None, None),
    };
    Change { question: &step.id, answer: &step.ways[change.way].choice.id.value, outcome, next }
}

/// Writes the result for people.
pub(super) fn words(checked: &Checked, flow: &Flow<'_>, replay: &Replay, explain: bool, terminal: &Terminal) {
    let line = |text: &str| terminal.line(printable(text));
    let title = |id: &str| checked.site.entries.get(id).map_or_else(|| id.to_owned(), |entry| entry.title.clone());
    for given in &replay.given {
        line(&format!("{} {}", flow.steps[given.step].question.ask, decide::words(flow, given)));
        let because = flow.steps[given.step].ways[given.way].choice.because.iter().filter(|_| explain);
        because.for_each(|id| line(&format!("    because of: {} [{}]", title(&id.value), id.value)));
    }
    line("");
    let Some(outcome) = outcome(flow, replay) else {
        if let Stop::End(end) = &replay.stop {
            line(&format!("⇒ {}", flow.end_name(end)));
        }
        return;
    };
    line(&format!("⇒ {}", decide::outcome_title(&checked.site, outcome)));
    let list = |head: &str, ids: &mut dyn Iterator<Item = &str>| {
        let ids: Vec<&str> = ids.collect();
        if !ids.is_empty() {
            line(&format!("  {head}"));
            ids.iter().for_each(|id| line(&format!("    {} [{id}]", title(id))));
        }
    };
    list("recommended", &mut outcome.recommend.iter().map(|id| id.value.as_str()));
    if let Some(confidence) = &outcome.confidence {
        line(&format!("  confidence: {confidence}"));
    }
    line(&format!("  version of the tree: {}", flow.version()));
    let raised = decide::contra(flow, outcome, &replay.given);
    list("your answers speak against it here", &mut raised.iter().map(|contra| contra.entry.value.as_str()));
    if !explain {
        line("  --explain says why, what you take on, and what would change this");
        return;
    }
    list("why", &mut outcome.because.iter().map(|id| id.value.as_str()));
    list("what you take on", &mut outcome.duties.iter().map(|id| id.value.as_str()));
    list("what should bring you back", &mut outcome.revisit.iter().map(|id| id.value.as_str()));
    let changes = decide::changes(flow, &replay.given);
    if !changes.is_empty() {
        line("  what would change this");
    }
    for change in &changes {
        let step = &flow.steps[change.step];
        let leads = match &change.leads {
            Stop::End(End::Outcome(id)) => {
                let other = flow.entry.tree.as_deref().and_then(|tree| tree.outcome(id));
                other.map_or_else(|| id.clone(), |other| decide::outcome_title(&checked.site, other))
            }
            Stop::End(end) => flow.end_name(end),
            Stop::Unanswered(at) => format!("then it asks: {}", flow.steps[*at].question.ask),
            _ => String::new(),
        };
        line(&format!("    {} {} → {leads}", step.question.ask, step.ways[change.way].choice.label.plain()));
    }
}
