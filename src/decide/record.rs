//! A finished path as a decision entry to begin with: proposed, without date and decision makers.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::answers::{Given, written};
use super::{Flow, contra, result};
use crate::model::tree::Outcome;
use crate::model::{Entry, Site};

/// A decision entry to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Name of its file, without a folder.
    pub name: String,
    /// The whole file.
    pub text: String,
}

/// Most characters of a title.
const TITLE: usize = 70;

/// The record of a path that ended at an outcome. `kb check` accepts it as it is.
pub fn record(site: &Site, flow: &Flow<'_>, outcome: &Outcome, given: &[Given]) -> Record {
    let answers = Answers { written: written(flow, given), list: list_of_answers(flow, given) };
    made(site, flow, outcome, given, &answers)
}

/// The record of an outcome with places for answers that only a script knows: `{answers}` for their text, `{list}` for
/// a list of them in words.
pub fn record_form(site: &Site, flow: &Flow<'_>, outcome: &Outcome) -> Record {
    made(site, flow, outcome, &[], &Answers { written: "{answers}".to_owned(), list: "{list}\n".to_owned() })
}

/// The answers of a record.
struct Answers {
    written: String,
    list: String,
}

fn made(site: &Site, flow: &Flow<'_>, outcome: &Outcome, given: &[Given], answers: &Answers) -> Record {
    let tree = flow.entry;
    let named = outcome_title(site, outcome);
    let mut text = String::from("+++\n");
    let mut key = |key: &str, value: &str| {
        let _ = writeln!(text, "{key} = {value}");
    };
    key("title", &quoted(&free_title(site, &named)));
    key("status", "\"proposed\"");
    key("# date", "…");
    key("decision_makers", "[]");
    if !outcome.recommend.is_empty() {
        let ids: Vec<String> = outcome.recommend.iter().map(|id| quoted(&id.value)).collect();
        key("chose", &format!("[{}]", ids.join(", ")));
    }
    let _ = write!(
        text,
        "\n[took]\ntree = {}\nanswers = {}\noutcome = {}\nversion = {}\n+++\n",
        quoted(&tree.id),
        quoted(&answers.written),
        quoted(&outcome.id.value),
        quoted(&flow.version()),
    );
    context(&mut text, tree, &answers.list);
    considered(&mut text, tree);
    let _ = write!(
        text,
        "\n## Decision outcome\n\n[[{}#o:{}|{}]], by the answers above.\n",
        tree.id,
        outcome.id.value,
        link_text(&named)
    );
    list(&mut text, "### Consequences", "We take on:", outcome.duties.iter().map(|id| id.value.as_str()));
    let raised = contra(flow, outcome, given);
    let raised = raised.iter().map(|contra| contra.entry.value.as_str());
    list(&mut text, "### Against it", "These answers speak against it:", raised);
    let because = result::because(flow, Some(outcome), given);
    list(&mut text, "## More information", "Reasons:", because.into_iter());
    list(&mut text, "## Confirmation", "We come back to this when one of these comes true:", {
        outcome.revisit.iter().map(|id| id.value.as_str())
    });
    Record { name: format!("{}.md", free_id(site, &format!("{}-{}", tree.id, outcome.id.value))), text }
}

/// An outcome's title: its own, else the titles of what it recommends.
pub fn outcome_title(site: &Site, outcome: &Outcome) -> String {
    if let Some(title) = &outcome.title {
        return title.clone();
    }
    let recommended = outcome.recommend.iter().filter_map(|id| site.entries.get(id.value.as_str()));
    let titles: Vec<_> = recommended.map(|option| option.title.as_str()).collect();
    if titles.is_empty() { outcome.id.value.clone() } else { titles.join(" + ") }
}

fn context(text: &mut String, tree: &Entry, answers: &str) {
    let _ = write!(
        text,
        "\n## Context and problem statement\n\nWe answered [[{}|{}]] for one workload:\n\n{answers}",
        tree.id,
        link_text(&tree.title)
    );
}

fn list_of_answers(flow: &Flow<'_>, given: &[Given]) -> String {
    let line = |given: &Given| {
        let ask = &flow.steps[given.step].question.ask;
        format!("- {} **{}**\n", escaped(ask), escaped(&super::words(flow, given)))
    };
    given.iter().map(line).collect()
}

fn considered(text: &mut String, tree: &Entry) {
    list(text, "## Considered options", "", tree.options.iter().map(|id| id.value.as_str()));
}

fn list<'i>(text: &mut String, heading: &str, lead: &str, ids: impl Iterator<Item = &'i str>) {
    let lines: Vec<String> = ids.map(|id| format!("- [[{id}]]\n")).collect();
    if lines.is_empty() {
        return;
    }
    let lead = if lead.is_empty() { String::new() } else { format!("{lead}\n\n") };
    let _ = write!(text, "\n{heading}\n\n{lead}{}", lines.concat());
}

/// An id that no entry has yet.
fn free_id(site: &Site, id: &str) -> String {
    let taken = |id: &str| site.entries.contains_key(id) || site.names.get(id).is_some();
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken(id)).unwrap_or_else(|| id.to_owned())
}

/// What the title of every record begins with.
const HEAD: &str = "Our workload: ";

/// A title that no entry has yet, so that a second record of one outcome is no `duplicate-title`.
fn free_title(site: &Site, named: &str) -> String {
    let is_record = |title: &&str| title.get(..HEAD.len()).is_some_and(|head| head.eq_ignore_ascii_case(HEAD));
    let titles = site.entries.values().map(|entry| entry.title.as_str()).filter(is_record);
    let taken: BTreeSet<String> = titles.map(str::to_lowercase).collect();
    let mut numbered = (1..).map(|number| {
        let end = if number == 1 { String::new() } else { format!(" ({number})") };
        cut(&format!("{HEAD}{named}"), TITLE - end.len()) + &end
    });
    numbered.find(|title| !taken.contains(&title.to_lowercase())).unwrap_or_default()
}

/// A text as TOML writes it, which is how JSON does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', "")).to_string()
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '$' | '~') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// A text inside `[[id|…]]`.
fn link_text(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '[' | ']' | '|') && !c.is_control()).collect()
}

/// At most so many characters, cut at a word.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most - 1).collect();
    let short = short.rsplit_once(' ').map_or(short.as_str(), |(words, _)| words);
    format!("{short}…")
}
