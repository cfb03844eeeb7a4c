//! `kb tree`: decision trees looked at from the terminal.

use clap::Subcommand;

use super::print::{Terminal, counts};
use super::trees::Checked;
use super::{CLEAN, CONTENT, Common};
use crate::decide::{self, End, Flow, Stop};
use crate::diagnostic::{Diagnostic, Level, printable};
use crate::model::Entry;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb tree test                            all trees, for CI\n  \
    kb tree paths serverless-or-microservices   every path with its end, one a line\n  \
    kb tree map serverless-or-microservices     the tree as a list")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Report every problem of a tree and of the trees that it re-uses
    Check(Named),
    /// Run the path tests and the invariants of a tree
    Test(Named),
    /// List every path: its answers and its end
    Paths(Named),
    /// Show a tree as a nested list
    Map(Named),
}

#[derive(clap::Args)]
struct Named {
    /// The tree's id [default: all trees; for paths and map, the one that leads home]
    #[arg(value_name = "TREE")]
    tree: Option<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let checked = Checked::read(common)?;
    match &arguments.what {
        What::Check(named) => check(&checked, &all(&checked, named)?, terminal),
        What::Test(named) => test(&checked, &all(&checked, named)?, terminal),
        What::Paths(named) => {
            let tree = checked.tree(named.tree.as_deref())?;
            Ok(checked.sound(tree, terminal).map_or_else(|code| code, |flow| paths(&flow, terminal)))
        }
        What::Map(named) => {
            let tree = checked.tree(named.tree.as_deref())?;
            Ok(checked.sound(tree, terminal).map_or_else(|code| code, |flow| map(&checked, &flow, terminal)))
        }
    }
}

/// The tree that is named, else all.
fn all<'a>(checked: &'a Checked, named: &Named) -> anyhow::Result<Vec<&'a Entry>> {
    match &named.tree {
        Some(_) => Ok(vec![checked.tree(named.tree.as_deref())?]),
        None => Ok(checked.site.of_kind("tree").collect()),
    }
}

fn check(checked: &Checked, trees: &[&Entry], terminal: &Terminal) -> anyhow::Result<u8> {
    let flows: Vec<Flow<'_>> = trees.iter().filter_map(|tree| decide::flow(&checked.site, tree)).collect();
    let its = |problem: &&Diagnostic| flows.iter().any(|flow| checked.problems_of(flow).any(|known| known == *problem));
    let found: Vec<Diagnostic> = checked.problems.iter().filter(its).cloned().collect();
    checked.tell(&found, terminal);
    let what = match trees {
        [tree] => tree.id.to_string(),
        trees => format!("{} trees", trees.len()),
    };
    terminal.say(format!("{what}: {}", counts(&found)));
    Ok(if found.iter().any(|problem| problem.level == Level::Error) { CONTENT } else { CLEAN })
}

/// Rules that a run of the tests stands for; other errors keep the tests from meaning anything.
const TESTS: [&str; 2] = ["tree-path-test", "tree-never"];

fn test(checked: &Checked, trees: &[&Entry], terminal: &Terminal) -> anyhow::Result<u8> {
    let mut failed = 0;
    let mut run = 0;
    for tree in trees {
        let Some(flow) = decide::flow(&checked.site, tree) else { continue };
        let errors = checked.problems_of(&flow).filter(|problem| problem.level == Level::Error);
        let (tests, others): (Vec<Diagnostic>, Vec<_>) =
            errors.cloned().partition(|error| TESTS.contains(&error.rule.as_str()));
        if !others.is_empty() {
            checked.tell(&others, terminal);
            failed += 1;
            continue;
        }
        run += tests_of(tree, &flow, terminal);
        failed += tests.len();
        checked.tell(&tests, terminal);
    }
    let result = if failed == 0 { "all hold".to_owned() } else { format!("{failed} failed") };
    terminal.say(format!("{run} path tests and invariants: {result}"));
    Ok(if failed == 0 { CLEAN } else { CONTENT })
}

/// Writes a line for each test; gives their number.
fn tests_of(entry: &Entry, flow: &Flow<'_>, terminal: &Terminal) -> usize {
    let Some(tree) = entry.tree.as_deref() else { return 0 };
    let line = |ok: bool, says: String| {
        terminal.line(printable(&format!("{} {}: {says}", if ok { "ok    " } else { "FAILED" }, entry.id)));
    };
    for test in &tree.paths {
        let stop = decide::replay(flow, &test.answers.value).stop;
        let got = match &stop {
            Stop::End(end) => flow.end_id(end),
            _ => "no end".to_owned(),
        };
        let expected = test.expect.value.strip_prefix("outcome:").unwrap_or(&test.expect.value);
        line(got == expected, format!("{} → {got}", test.name));
    }
    for never in &tree.nevers {
        let (condition, outcome) = (&never.condition.value, &never.outcome.value);
        let end = match outcome.strip_prefix("exit:") {
            Some(exit) => End::Exit(exit.to_owned()),
            None => End::Outcome(outcome.strip_prefix("outcome:").unwrap_or(outcome).to_owned()),
        };
        let broken = decide::condition(flow, condition).map(|found| decide::counter_example(flow, &found, &end));
        line(broken == Ok(None), format!("never {condition} → {outcome}"));
    }
    tree.paths.len() + tree.nevers.len()
}

fn paths(flow: &Flow<'_>, terminal: &Terminal) -> u8 {
    flow.walk(|given| {
        let Some(last) = given.last() else { return };
        let end = &flow.steps[last.step].ways[last.way].to;
        if !matches!(end, End::Step(_)) {
            terminal.line(format!("{} → {}", decide::written(flow, given), flow.end_id(end)));
        }
    });
    CLEAN
}

fn map(checked: &Checked, flow: &Flow<'_>, terminal: &Terminal) -> u8 {
    let mut seen = vec![false; flow.steps.len()];
    // A stack of its own, since a tree may be thousands of questions deep; what comes next lies on top.
    let mut open: Vec<(usize, String, End)> = Vec::new();
    if let Some(start) = flow.start_at() {
        open.push((0, String::new(), End::Step(start)));
    }
    while let Some((depth, answer, end)) = open.pop() {
        let title = match &end {
            End::Step(step) => flow.steps[*step].question.ask.clone(),
            End::Outcome(id) => {
                let outcome = flow.entry.tree.as_deref().and_then(|tree| tree.outcome(id));
                let title = outcome.map_or_else(|| id.clone(), |found| decide::outcome_title(&checked.site, found));
                format!("⇒ {title}")
            }
            End::Exit(id) => format!("⇒ exit {id}"),
            End::Loose => String::new(),
        };
        let again = matches!(&end, End::Step(step) if seen[*step]);
        let arrow = if answer.is_empty() { String::new() } else { format!("{answer} → ") };
        let as_above = if again { " (as above)" } else { "" };
        // Deeper than this, a list only shifts out of sight.
        let indent = "  ".repeat(depth.min(30));
        terminal.line(printable(&format!("{indent}{arrow}{title}{as_above}")));
        if let End::Step(step) = end
            && !again
        {
            seen[step] = true;
            let ways = flow.steps[step].ways.iter().rev();
            open.extend(ways.map(|way| (depth + 1, way.choice.label.plain().into_owned(), way.to.clone())));
        }
    }
    CLEAN
}
