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
    let raised = contra(flow, outcome, given);
    let because = result::because(flow, Some(outcome), given);
    let answers = Answers {
        written: written(flow, given),
        list: list_of_answers(flow, given),
        against: list("### Against it", "These answers speak against it:", {
            raised.iter().map(|contra| contra.entry.value.as_str())
        }),
        because: list("## More information", "Reasons:", because.into_iter()),
    };
    made(site, flow, outcome, &answers)
}

/// The record of an outcome with places for answers that only a script knows: `answers = "{answers}"` for their text,
/// and the lines `{list}`, `{against}` and `{because}`.
pub fn record_form(site: &Site, flow: &Flow<'_>, outcome: &Outcome) -> Record {
    let line = |name: &str| format!("{{{name}}}\n");
    let answers = Answers {
        written: "{answers}".to_owned(),
        list: line("list"),
        against: line("against"),
        because: line("because"),
    };
    made(site, flow, outcome, &answers)
}

/// What of a record depends on the answers.
struct Answers {
    written: String,
    list: String,
    against: String,
    because: String,
}

fn made(site: &Site, flow: &Flow<'_>, outcome: &Outcome, answers: &Answers) -> Record {
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
    text += &list("## Considered options", "", tree.options.iter().map(|id| id.value.as_str()));
    let _ = write!(
        text,
        "\n## Decision outcome\n\n[[{}#o:{}|{}]], by the answers above.\n",
        tree.id,
        outcome.id.value,
        link_text(&named)
    );
    text += &list("### Consequences", "We take on:", outcome.duties.iter().map(|id| id.value.as_str()));
    text += &answers.against;
    text += &answers.because;
    text += &list("## Confirmation", "We come back to this when one of these comes true:", {
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

fn list<'i>(heading: &str, lead: &str, ids: impl Iterator<Item = &'i str>) -> String {
    let lines: Vec<String> = ids.map(|id| format!("- [[{id}]]\n")).collect();
    if lines.is_empty() {
        return String::new();
    }
    let lead = if lead.is_empty() { String::new() } else { format!("{lead}\n\n") };
    format!("\n{heading}\n\n{lead}{}", lines.concat())
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
    // At the start of a line these would begin a heading or a list.
    if text.starts_with(['#', '+', '-', '=', ':']) {
        out.push('\\');
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in text.chars().enumerate() {
        let numbers = digits > 0 && at == digits && matches!(c, '.' | ')');
        if numbers || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '$' | '~') {
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
