//! Questions asked one by one.

use std::borrow::Cow;
use std::io::BufRead as _;

use crate::cli::print::Terminal;
use crate::decide::{self, Flow, Replay, Said, Stop};
use crate::diagnostic::printable;
use crate::model::tree::{NodeKind, QuestionKind};

/// Asks what is left; nothing when the reader quits.
pub(super) fn rest(flow: &Flow<'_>, mut replay: Replay, terminal: &Terminal) -> anyhow::Result<Option<Replay>> {
    let mut lines = std::io::stdin().lock().lines();
    while let Stop::Unanswered(at) = replay.stop {
        show(flow, at, replay.given.len(), terminal);
        let Some(line) = lines.next().transpose()? else { return Ok(None) };
        match line.trim() {
            "q" => return Ok(None),
            "?" => help(flow, at, terminal),
            "s" => replay.given.iter().for_each(|given| {
                terminal.line(printable(&format!(
                    "{} {}",
                    flow.steps[given.step].question.ask,
                    decide::words(flow, given)
                )));
            }),
            "b" => match replay.given.pop() {
                Some(last) => replay.stop = Stop::Unanswered(last.step),
                None => terminal.line("this is the first question"),
            },
            "" => {}
            line => match answer(flow, at, line) {
                Some(answer) => {
                    let answers = format!("{} {}={answer}", decide::written(flow, &replay.given), flow.steps[at].id);
                    replay = decide::replay(flow, &answers);
                }
                None => terminal.line(expected(flow, at)),
            },
        }
    }
    Ok(Some(replay))
}

fn show(flow: &Flow<'_>, at: usize, answered: usize, terminal: &Terminal) {
    let question = flow.steps[at].question;
    terminal.line("");
    terminal.line(printable(&format!("{}. {}", answered + 1, question.ask)));
    let labels: Vec<Cow<'_, str>> = match question.kind {
        QuestionKind::Multi => question.picks.iter().map(|pick| pick.label.value.as_str().into()).collect(),
        _ => question.choices.iter().map(|choice| choice.label.plain()).collect(),
    };
    // A plain number would be taken for the answer itself.
    let mark = if matches!(question.kind, QuestionKind::Number { .. }) { "#" } else { "" };
    for (number, label) in labels.into_iter().enumerate() {
        terminal.line(printable(&format!("  {mark}{}) {label}", number + 1)));
    }
    terminal.line(expected(flow, at));
}

/// What can be typed at a question.
fn expected(flow: &Flow<'_>, at: usize) -> String {
    let question = flow.steps[at].question;
    match &question.kind {
        QuestionKind::Multi => "numbers with commas, or none (b back, ? help, s summary, q quit)".to_owned(),
        QuestionKind::Number { unit, .. } => {
            let unit = if unit.is_empty() { String::new() } else { format!(" in {}", printable(unit)) };
            format!("your number{unit}, or #1 for the first line (b back, ? help, s summary, q quit)")
        }
        _ => format!("1 to {} (b back, ? help, s summary, q quit)", question.choices.len()),
    }
}

/// What was typed, as answers are written: a place in the list, or an id, or a number.
fn answer(flow: &Flow<'_>, at: usize, line: &str) -> Option<String> {
    let step = &flow.steps[at];
    let question = step.question;
    let place = |text: &str, ids: &[&str]| {
        let number: usize = text.trim().parse().ok()?;
        ids.get(number.checked_sub(1)?).map(|id| (*id).to_owned())
    };
    let choices: Vec<&str> = question.choices.iter().map(|choice| choice.id.value.as_str()).collect();
    let text = match question.kind {
        QuestionKind::Multi if line == "none" => line.to_owned(),
        QuestionKind::Multi => {
            let picks: Vec<&str> = question.picks.iter().map(|pick| pick.id.value.as_str()).collect();
            let picked = line.split([',', ' ']).filter(|part| !part.is_empty());
            let picked: Vec<String> =
                picked.map(|part| place(part, &picks).unwrap_or_else(|| part.to_owned())).collect();
            picked.join(",")
        }
        QuestionKind::Number { .. } => {
            let line = line.trim_end_matches(|c: char| !c.is_alphanumeric()).trim();
            line.strip_prefix('#').and_then(|line| place(line, &choices)).unwrap_or_else(|| line.to_owned())
        }
        _ => place(line, &choices).unwrap_or_else(|| line.to_owned()),
    };
    let (_, said) = decide::choose(step, &text)?;
    // A rule is no answer that people give.
    (question.kind != QuestionKind::Multi || matches!(said, Said::Picks(_))).then_some(text)
}

fn help(flow: &Flow<'_>, at: usize, terminal: &Terminal) {
    let step = &flow.steps[at];
    let document = &step.owner.document;
    let tree = step.owner.tree.as_deref();
    let section = tree.and_then(|tree| tree.section(NodeKind::Question, &step.question.id.value));
    let text = section.and_then(|section| {
        document.sections.iter().find(|found| found.heading == Some(section.heading)).map(|found| found.text.trim())
    });
    terminal.line(printable(text.filter(|text| !text.is_empty()).unwrap_or("this question has no help")));
}
