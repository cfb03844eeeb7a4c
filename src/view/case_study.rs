//! Case studies: what a team chose, the path it took, and the numbers before and after.

use super::context::{At, date};
use super::entry::{day, fact, frame, text};
use super::page::{CaseLink, CaseStudyView, Fact, GivenAnswer, Item, MetricView, StatusView, TocItem, TookView, word};
use crate::decide;
use crate::model::{Entry, Metric, Value};

/// The page of a case study.
pub(super) fn view(at: &At<'_, '_>, entry: &Entry) -> CaseStudyView {
    let texts = |key: &str| entry.list(key).iter().map(|text| text.value.clone()).collect();
    let mut frame = frame(at, entry);
    let mut facts = facts(at, entry);
    facts.extend(frame.facts);
    frame.facts = facts;
    let metrics = match entry.fields.get("metrics") {
        Some(Value::Metrics(metrics)) => metrics.iter().map(metric).collect(),
        _ => Vec::new(),
    };
    let took = took(at, entry);
    let headings = [
        ("path_taken", "kb-path", took.is_some()),
        ("numbers", "kb-numbers", !metrics.is_empty()),
        ("regrets", "kb-regrets", !entry.list("regrets").is_empty()),
        ("would_change", "kb-change", !entry.list("would_change").is_empty()),
    ];
    frame.toc.extend(own_headings(&headings));
    CaseStudyView {
        frame,
        outcome_so_far: words(entry, "outcome_so_far"),
        took,
        metrics,
        regrets: texts("regrets"),
        would_change: texts("would_change"),
    }
}

/// Headings that the theme puts behind an entry's text, for the contents: id of their words, their own id, whether
/// they are there.
pub(super) fn own_headings(headings: &[(&str, &str, bool)]) -> Vec<TocItem> {
    let there = headings.iter().filter(|(_, _, there)| *there);
    there.map(|(words, id, _)| TocItem { title: word(words), href: format!("#{id}"), children: Vec::new() }).collect()
}

fn words(entry: &Entry, key: &str) -> String {
    entry.text(key).map_or_else(String::new, |text| text.value.clone())
}

fn facts(at: &At<'_, '_>, entry: &Entry) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(verdict) = verdict(entry) {
        let item = Item { text: verdict.label, tone: verdict.tone.into(), ..Item::default() };
        facts.push(fact("verdict", [item]));
    }
    facts.push(fact("team", [text(&words(entry, "team"))]));
    let options = entry.list("chose").iter().filter_map(|id| at.by_id(&id.value));
    let chose: Vec<Item> = options
        .map(|option| Item {
            href: at.href(&option.url),
            shape: at.context.shape(&option.id).unwrap_or(0),
            ..text(&option.title)
        })
        .collect();
    if !chose.is_empty() {
        facts.push(fact("chose", chose));
    }
    if let Some(when) = entry.date("date") {
        facts.push(fact("decided", [day(when)]));
    }
    facts
}

/// The verdict of a case study, as it is shown.
pub(super) fn verdict(entry: &Entry) -> Option<StatusView> {
    let (id, tone) = match entry.text("verdict")?.value.as_str() {
        "kept" => ("kept", "ok"),
        "changed" => ("changed", "due"),
        "reverted" => ("reverted", "no"),
        _ => ("open", "draft"),
    };
    Some(StatusView { id, label: word(&format!("verdicts.{id}")), tone })
}

/// A case study or decision in a list.
pub(super) fn link(at: &At<'_, '_>, entry: &Entry) -> CaseLink {
    let when = entry.date("date").or(entry.created);
    CaseLink {
        entry: at.entry(entry),
        team: words(entry, "team"),
        date: when.map_or_else(|| super::page::DateView { iso: String::new(), text: String::new() }, date),
        verdict: verdict(entry),
        chose: at.entries(entry.list("chose").iter().map(|id| id.value.as_str())),
        so_far: words(entry, "outcome_so_far"),
    }
}

/// The path that an entry took through a tree.
pub(super) fn took(at: &At<'_, '_>, entry: &Entry) -> Option<TookView> {
    let took = entry.took()?;
    let tree = at.by_id(&took.tree.value)?;
    let flow = decide::flow(at.context.site, tree)?;
    let replay = decide::replay(&flow, &took.answers.value);
    let answers = replay.given.iter().map(|given| {
        let step = &flow.steps[given.step];
        GivenAnswer {
            ask: step.question.ask.clone(),
            href: at.href(&super::tree::question_address(tree, &step.id)),
            answer: super::tree::answer_label(&step.ways[given.way].choice.label),
        }
    });
    let outcome = tree.tree.as_deref().and_then(|inner| inner.outcome(&took.outcome.value));
    let outcome = outcome.map(|outcome| {
        at.link(&super::tree::outcome_title(at, outcome), &super::tree::outcome_address(tree, &outcome.id.value))
    });
    let ended = decide::Stop::End(decide::End::Outcome(took.outcome.value.clone()));
    let earlier = replay.stop != ended && took.version.as_ref().is_some_and(|own| own.value != flow.version());
    Some(TookView { tree: at.link(&tree.title, &tree.url), answers: answers.collect(), outcome, earlier })
}

fn metric(metric: &Metric) -> MetricView {
    let number = |text: &str| text.replace(',', "").parse::<f64>().ok().filter(|number| *number >= 0.0);
    let pair = number(&metric.before).zip(number(&metric.after)).filter(|(before, after)| before.max(*after) > 0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares of 0 to 100")]
    let share = |of: f64, most: f64| (of / most * 100.0).round() as u8;
    MetricView {
        name: metric.name.clone(),
        before: metric.before.clone(),
        after: metric.after.clone(),
        unit: metric.unit.clone(),
        before_bar: pair.map(|(before, after)| share(before, before.max(after))),
        after_bar: pair.map(|(before, after)| share(after, before.max(after))),
    }
}
