//! The keys of a tree, one by one.

use super::{
    Basis, Choice, Contra, Label, Never, NodeKind, Outcome, PathTest, Pick, Question, QuestionKind, Target, Tree,
    TreeSection, When,
};
use crate::diagnostic::Diagnostic;
use crate::fields::{At, Fields, Value};
use crate::model::comparison::needed;
use crate::model::text::is_kebab;
use crate::parse::Document;

const BAD_TYPE: &str = "tree-bad-type";
/// Most questions and outcomes of a tree.
const NODES: usize = 2_000;

/// Reads what a tree holds beside the keys of every entry.
pub(in crate::model) fn read(fields: &mut Fields<'_>, document: &Document, whole: bool) -> Tree {
    let problems = fields.reader().count();
    let questions = tables(fields, "question");
    if questions.is_empty() && whole && !fields.has("question") {
        fields.missing("question", "a tree");
    }
    homeless(fields);
    let outcomes = tables(fields, "outcome");
    if questions.len() + outcomes.len() > NODES {
        let message =
            format!("the tree has {} questions and outcomes, {NODES} at most", questions.len() + outcomes.len());
        fields
            .reader()
            .report(Diagnostic::new("limit", message).help("split it with `use:`"), fields.key_span("question"));
    }
    let exits = list(fields, "exits");
    let (asked, ended) = (questions.len(), outcomes.len());
    let named = whole && fields.reader().count() == problems;
    let mut tree = Tree {
        exits,
        comparison: fields.text("comparison"),
        caveat: text(fields.text("caveat")),
        start: fields.text("start"),
        questions: questions.into_iter().take(NODES).filter_map(question).collect(),
        outcomes: outcomes.into_iter().take(NODES).filter_map(outcome).collect(),
        paths: tables(fields, "path").into_iter().filter_map(path).collect(),
        nevers: tables(fields, "never").into_iter().filter_map(never).collect(),
        sections: sections(document),
        whole,
        named,
    };
    tree.whole &= fields.reader().count() == problems;
    // A node without an id would make every answer that names it a mistake.
    tree.named &= tree.questions.len() == asked && tree.outcomes.len() == ended;
    tree
}

fn tables<'a>(fields: &mut Fields<'a>, key: &'static str) -> Vec<Fields<'a>> {
    fields.tables(key).into_iter().map(|table| table.with_type_rule(BAD_TYPE).with_keys_above(&ABOVE)).collect()
}

/// Keys of a tree that are often written below its tables by mistake.
const ABOVE: [&str; 9] =
    ["caveat", "comparison", "description", "exits", "options", "owners", "reviewed", "sources", "start"];

/// Answers outside of their question belong to none.
fn homeless(fields: &mut Fields<'_>) {
    for key in ["answer", "band", "rule"] {
        if fields.raw(key).is_some() {
            let problem = Diagnostic::new("unknown-key", format!("`[[{key}]]` stands in no question"));
            fields.reader().report(problem.help(format!("write `[[question.{key}]]`")), fields.key_span(key));
        }
    }
}

fn text(found: Option<At<String>>) -> String {
    found.map_or_else(String::new, |text| text.value)
}

fn list(fields: &mut Fields<'_>, key: &'static str) -> Vec<At<String>> {
    fields.texts(key).map_or_else(Vec::new, |list| list.value)
}

fn sections(document: &Document) -> Vec<TreeSection> {
    let mut sections = Vec::new();
    for (heading, found) in document.headings.iter().enumerate().filter(|(_, heading)| heading.level == 2) {
        let node = match found.title.split_once(':') {
            Some(("q", id)) => Some((NodeKind::Question, id)),
            Some(("o", id)) => Some((NodeKind::Outcome, id)),
            _ => None,
        };
        if let Some((node, id)) = node {
            let filled = !document.body[document.section_after(heading)].trim().is_empty();
            sections.push(TreeSection { node, id: id.trim().to_owned(), heading, filled });
        }
    }
    sections
}

/// An id of a question, answer or outcome.
fn id(table: &mut Fields<'_>, whose: &str) -> Option<At<String>> {
    let id = needed(table, "id", whose)?;
    if !is_kebab(&id.value) {
        let problem = Diagnostic::new("bad-id", format!("`{}` is not kebab-case", id.value));
        table.reader().report(problem.help("lower-case letters and digits, joined by single hyphens"), id.span.clone());
    }
    Some(id)
}

fn question(mut table: Fields<'_>) -> Option<Question> {
    let problems = table.reader().count();
    let id = id(&mut table, "a question");
    let ask = needed(&mut table, "ask", "a question");
    let known = question_kind(&mut table);
    // What belongs to a kind that is mistyped is no mistake of its own.
    let others: &[&str] = if known.is_some() { &[] } else { &OF_KINDS };
    let kind = known.clone().unwrap_or(QuestionKind::Choice);
    let criterion = table.text("criterion");
    let span = table.span.clone();
    let mut picks = Vec::new();
    let choices = match kind {
        _ if known.is_none() => Vec::new(),
        QuestionKind::Multi => {
            picks = tables(&mut table, "answer").into_iter().filter_map(pick).collect();
            tables(&mut table, "rule").into_iter().filter_map(|rule| self::rule(rule, &picks)).collect()
        }
        QuestionKind::Number { ref unit, .. } => {
            tables(&mut table, "band").into_iter().filter_map(|band| self::band(band, unit)).collect()
        }
        QuestionKind::YesNo | QuestionKind::Choice => {
            tables(&mut table, "answer").into_iter().filter_map(|answer| self::answer(answer, &kind)).collect()
        }
    };
    table.no_others(others);
    let id = id?;
    let ask = ask.map_or_else(|| id.value.clone(), |ask| ask.value);
    let whole = table.reader().count() == problems;
    Some(Question { ask, id, kind, criterion, picks, choices, span, whole })
}

/// Keys that only some kinds of questions have.
const OF_KINDS: [&str; 6] = ["answer", "band", "rule", "unit", "min", "max"];

fn question_kind(table: &mut Fields<'_>) -> Option<QuestionKind> {
    const KINDS: [&str; 4] = ["choice", "multi", "number", "yes-no"];
    let written = table.text("type");
    if written.is_none() && table.has("type") {
        return None;
    }
    let kind = match written.as_ref().map_or("choice", |kind| kind.value.as_str()) {
        "choice" => QuestionKind::Choice,
        "yes-no" => QuestionKind::YesNo,
        "multi" => QuestionKind::Multi,
        "number" => QuestionKind::Number {
            unit: text(table.text("unit")),
            min: table.number("min").map(|min| min.value),
            max: table.number("max").map(|max| max.value),
        },
        other => {
            if let Some(written) = &written {
                table.unknown_value("type", &At::new(other.to_owned(), written.span.clone()), &KINDS);
            }
            return None;
        }
    };
    Some(kind)
}

fn pick(mut table: Fields<'_>) -> Option<Pick> {
    let id = id(&mut table, "an answer");
    let label = needed(&mut table, "label", "an answer");
    let flags = list(&mut table, "flags");
    table.no_others(&[]);
    let id = id?;
    Some(Pick { label: label.unwrap_or_else(|| id.clone()), id, flags })
}

/// What answers, bands and rules have in common.
fn choice(table: &mut Fields<'_>, id: At<String>, label: Label, when: When) -> Choice {
    Choice {
        label,
        id,
        when,
        short: table.text("short"),
        to: target(table),
        because: list(table, "because"),
        weights: weights(table),
        basis: basis(table),
        flags: list(table, "flags"),
        span: table.span.clone(),
    }
}

fn answer(mut table: Fields<'_>, kind: &QuestionKind) -> Option<Choice> {
    let id = id(&mut table, "an answer");
    let written = table.text("label");
    let default = match (kind, id.as_ref().map(|id| id.value.as_str())) {
        (QuestionKind::YesNo, Some("yes")) => Some(Label::Yes),
        (QuestionKind::YesNo, Some("no")) => Some(Label::No),
        // Whether it needs a label depends on the id.
        (QuestionKind::YesNo, None) => Some(Label::Yes),
        (QuestionKind::YesNo, Some(_)) => {
            if let Some(id) = &id {
                table.unknown_value("id", id, &["yes", "no"]);
            }
            None
        }
        _ => None,
    };
    if written.is_none() && default.is_none() && !table.has("label") {
        table.missing("label", "an answer");
    }
    let choice = id.map(|id| {
        let label = written.map(Label::Written).or(default).unwrap_or_else(|| Label::Written(id.clone()));
        choice(&mut table, id, label, When::Chosen)
    });
    table.no_others(&["short", "to", "exits", "because", "weights", "basis", "flags"]);
    choice
}

fn band(mut table: Fields<'_>, unit: &str) -> Option<Choice> {
    let id = id(&mut table, "a band");
    let written = table.text("label");
    let from = table.number("from").map(|from| from.value);
    let below = table.number("below").map(|below| below.value);
    let choice = id.map(|id| {
        let default = || Label::Band { from, below, unit: unit.to_owned() };
        let label = written.map_or_else(default, Label::Written);
        choice(&mut table, id, label, When::Band { from, below })
    });
    table.no_others(&["short", "to", "exits", "because", "weights", "basis", "flags"]);
    choice
}

fn rule(mut table: Fields<'_>, picks: &[Pick]) -> Option<Choice> {
    let id = id(&mut table, "a rule");
    let written = table.text("label");
    let problems = table.reader().count();
    let any = table.texts("any");
    let all = table.texts("all");
    let none = table.bool("none").is_some_and(|none| none.value);
    let default = table.bool("default").is_some_and(|default| default.value);
    let when = match (any, all, none, default) {
        (Some(any), None, false, false) => Some(When::Any(any.value)),
        (None, Some(all), false, false) => Some(When::All(all.value)),
        (None, None, true, false) => Some(When::Nothing),
        (None, None, false, true) => Some(When::Otherwise),
        // A condition that could not be read is one all the same.
        _ if table.reader().count() > problems => None,
        _ => {
            let problem =
                Diagnostic::new("tree-answer-incomplete", "a rule has one of `any`, `all`, `none` and `default`");
            table.reader().report(problem, table.span.clone());
            None
        }
    };
    let choice = id.zip(when).map(|(id, when)| {
        let label = written.map_or_else(|| rule_label(&when, picks), Label::Written);
        choice(&mut table, id, label, when)
    });
    table.no_others(&["short", "to", "exits", "because", "weights", "basis", "flags"]);
    choice
}

fn rule_label(when: &When, picks: &[Pick]) -> Label {
    let label = |id: &At<String>| {
        let pick = picks.iter().find(|pick| pick.id.value == id.value);
        pick.map_or_else(|| id.value.clone(), |pick| pick.label.value.clone())
    };
    match when {
        When::Any(ids) => Label::Any(ids.iter().map(label).collect()),
        When::All(ids) => Label::All(ids.iter().map(label).collect()),
        When::Nothing => Label::Nothing,
        When::Otherwise | When::Chosen | When::Band { .. } => Label::Otherwise,
    }
}

fn target(table: &mut Fields<'_>) -> Option<At<Target>> {
    let to = table.text("to")?;
    let exits = table.table("exits");
    let target = named(&to.value);
    let target = match (target, exits) {
        (Target::Use { tree, .. }, Some(mut written)) => {
            let mut exits = Vec::new();
            for (exit, target) in written.entries() {
                match target.value.as_str() {
                    Some(name) => exits.push((exit.map(str::to_owned), At::new(named(name), target.span))),
                    None => written.mistyped(exit.value, target.value, "a target in quotes", target.span),
                }
            }
            Target::Use { tree, exits }
        }
        (target, Some(written)) => {
            let problem = Diagnostic::new("unknown-key", "`exits` goes with `to = \"use:tree\"`");
            written.reader().report(problem, written.span.clone());
            target
        }
        (target, None) => target,
    };
    Some(At::new(target, to.span))
}

/// `question`, `outcome:id`, `exit:id` or `use:tree`.
fn named(text: &str) -> Target {
    match text.split_once(':') {
        Some(("outcome", id)) => Target::Outcome(id.to_owned()),
        Some(("exit", id)) => Target::Exit(id.to_owned()),
        Some(("use", tree)) => Target::Use { tree: tree.to_owned(), exits: Vec::new() },
        _ => Target::Question(text.to_owned()),
    }
}

fn weights(table: &mut Fields<'_>) -> Vec<(At<String>, i64)> {
    let Some(mut written) = table.table("weights") else {
        return Vec::new();
    };
    let mut weights = Vec::new();
    for (criterion, weight) in written.entries() {
        match weight.value {
            Value::Whole(number) if (0..=5).contains(number) => weights.push((criterion.map(str::to_owned), *number)),
            other => written.mistyped(criterion.value, other, "a whole number from 0 to 5", weight.span),
        }
    }
    weights
}

fn basis(table: &mut Fields<'_>) -> Basis {
    let Some(written) = table.text("basis") else {
        return Basis::Source;
    };
    match written.value.as_str() {
        "source" => Basis::Source,
        "definition" => Basis::Definition,
        "assumption" => Basis::Assumption,
        _ => {
            table.unknown_value("basis", &written, &["source", "definition", "assumption"]);
            Basis::Source
        }
    }
}

fn outcome(mut table: Fields<'_>) -> Option<Outcome> {
    const CONFIDENCE: [&str; 4] = ["high", "medium", "low", "single-source"];
    let id = id(&mut table, "an outcome");
    let confidence = table.text("confidence").and_then(|written| {
        let known = CONFIDENCE.contains(&written.value.as_str());
        if !known {
            table.unknown_value("confidence", &written, &CONFIDENCE);
        }
        known.then_some(written.value)
    });
    let contra = tables(&mut table, "contra").into_iter().filter_map(contra).collect();
    let outcome = id.map(|id| Outcome {
        id,
        title: table.text("title").map(|title| title.value),
        short: table.text("short"),
        recommend: list(&mut table, "recommend"),
        because: list(&mut table, "because"),
        duties: list(&mut table, "duties"),
        confidence,
        basis: basis(&mut table),
        contra,
        revisit: list(&mut table, "revisit"),
        span: table.span.clone(),
    });
    table.no_others(&["title", "short", "recommend", "because", "duties", "basis", "revisit"]);
    outcome
}

fn contra(mut table: Fields<'_>) -> Option<Contra> {
    let condition = needed(&mut table, "if", "a contra-indication");
    let entry = needed(&mut table, "entry", "a contra-indication");
    table.no_others(&[]);
    Some(Contra { condition: condition?, entry: entry? })
}

fn path(mut table: Fields<'_>) -> Option<PathTest> {
    let name = needed(&mut table, "name", "a path test");
    let answers = needed(&mut table, "answers", "a path test");
    let expect = needed(&mut table, "expect", "a path test");
    table.no_others(&[]);
    Some(PathTest { name: name?.value, answers: answers?, expect: expect? })
}

fn never(mut table: Fields<'_>) -> Option<Never> {
    let condition = needed(&mut table, "if", "an invariant");
    let outcome = needed(&mut table, "outcome", "an invariant");
    table.no_others(&[]);
    Some(Never { condition: condition?, outcome: outcome? })
}
