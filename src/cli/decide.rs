//! `kb decide`: the questions of a decision tree, asked in the terminal.

mod ask;
mod report;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};

use super::print::Terminal;
use super::trees::Checked;
use super::{CLEAN, Common, USE};
use crate::decide::{self, End, Fault, Flow, PageAddress, Replay, Stop};
use crate::diagnostic::did_you_mean;
use crate::model::start;
use crate::output;

#[derive(clap::Args)]
#[command(
    after_help = "Answers are written as on the pages of the site: an answer's id, a number or a band's id, picks with\ncommas \
    between them or `none`. While it asks: b goes back, ? shows help, s what was answered, q quits.\n\nExamples:\n  \
    kb decide\n  kb decide background-work --answer jobs=some --json\n  \
    kb decide --from https://kb.example.org/trees/t/p/stage.growing/ --explain\n  \
    kb decide --record content/decisions/checkout.md"
)]
pub(super) struct Arguments {
    /// The tree's id [default: the one that leads home]
    #[arg(value_name = "TREE")]
    tree: Option<String>,
    /// An answer; may be repeated
    #[arg(long, value_name = "QUESTION=ANSWER")]
    answer: Vec<String>,
    /// The address of a page of the site: its answers are taken
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    /// Why each answer counts, what speaks against the result, what would change it
    #[arg(long)]
    explain: bool,
    /// As one JSON object; a question without an answer is one too, with exit code 2
    #[arg(long)]
    json: bool,
    /// Write the result to a new file: a decision entry to begin with
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let checked = Checked::read(common)?;
    if let Some(file) = &arguments.record {
        can_record(&checked, file)?;
    }
    let from = arguments.from.as_deref().map(|address| from(&checked, address)).transpose()?;
    let named = match (&arguments.tree, &from) {
        (Some(tree), Some(from)) if *tree != from.tree => bail!("--from is a page of `{}`, not of `{tree}`", from.tree),
        (Some(tree), _) => Some(tree.as_str()),
        (None, from) => from.as_ref().map(|from| from.tree.as_str()),
    };
    let tree = checked.tree(named)?;
    let flow = match checked.sound(tree, terminal) {
        Ok(flow) => flow,
        Err(code) => return Ok(code),
    };
    if let Some(from) = &from
        && from.version.as_ref().is_some_and(|version| *version != flow.version())
    {
        terminal.say("this tree has changed since the address was made; its answers are followed as far as they go");
    }
    let answers = answers(&flow, from.as_ref(), &arguments.answer)?;
    let mut replay = decide::replay(&flow, &answers);
    if let Stop::Illegal { step, answer } = &replay.stop {
        terminal.say(format!("`{answer}` is no answer of `{}` any more", flow.steps[*step].id));
        // The answer in the address is dropped, so the question is asked again.
        replay.stop = Stop::Unanswered(*step);
    }
    let asks = !arguments.json && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if matches!(replay.stop, Stop::Unanswered(_)) && asks {
        match ask::rest(&flow, replay, terminal)? {
            Some(finished) => replay = finished,
            None => return Ok(CLEAN),
        }
    }
    if arguments.json || matches!(replay.stop, Stop::Unanswered(_)) {
        terminal.line(report::json(&flow, &replay));
    } else {
        report::words(&checked, &flow, &replay, arguments.explain, terminal);
    }
    if matches!(replay.stop, Stop::Unanswered(_)) {
        ensure!(arguments.record.is_none(), "nothing is recorded: a question has no answer yet");
        return Ok(USE);
    }
    if let Some(file) = &arguments.record {
        record(&checked, &flow, &replay, file, terminal)?;
    }
    Ok(CLEAN)
}

/// A page of the site, as answers.
struct From {
    tree: String,
    answers: Vec<(String, String)>,
    version: Option<String>,
}

/// Reads the address of a path's page, of a question's page with answers in its query, or a part of one.
fn from(checked: &Checked, address: &str) -> anyhow::Result<From> {
    let at = |folder: &str| {
        let is_there = |url: &str| format!("/{folder}").ends_with(&format!("/{url}"));
        checked.site.of_kind("tree").find(|entry| is_there(&entry.url))
    };
    let PageAddress { folder, answers, version } = decide::page_address(address, |folder| at(folder).is_some())
        .with_context(|| {
            format!("`{address}` is no page of a tree of this knowledge base; one is …/trees/ID/p/question.answer/")
        })?;
    let known = at(&folder).expect("the folder is that of a tree");
    Ok(From { tree: known.id.to_string(), answers, version })
}

/// The answers of the command line as text. Those of an address are dropped where the tree no longer has them.
fn answers(flow: &Flow<'_>, from: Option<&From>, given: &[String]) -> anyhow::Result<String> {
    for answer in given {
        ensure!(
            answer.split_whitespace().count() == 1,
            "`--answer {answer}`: one answer, written as `question=answer`"
        );
        if let Some(fault) = decide::faults(flow, answer).first() {
            bail!("`--answer {answer}`: {}", said(flow, fault));
        }
    }
    let of_address = from.into_iter().flat_map(|from| &from.answers);
    let known = of_address.filter(|(question, _)| flow.position(question).is_some());
    let known = known.map(|(question, answer)| format!("{question}={answer}"));
    Ok(known.chain(given.iter().cloned()).collect::<Vec<_>>().join(" "))
}

fn said(flow: &Flow<'_>, fault: &Fault<'_>) -> String {
    let (says, help) = match fault {
        Fault::Question(name) => {
            let known = flow.steps.iter().map(|step| step.id.as_str());
            (format!("no question is called `{name}`"), did_you_mean(name, known))
        }
        Fault::Answer(at, answer) => {
            let step = &flow.steps[*at];
            let picks = step.question.picks.iter().map(|pick| pick.id.value.as_str());
            let known: Vec<&str> = picks.chain(step.ways.iter().map(|way| way.choice.id.value.as_str())).collect();
            let help = did_you_mean(answer, known.iter().copied());
            let help = help.unwrap_or_else(|| format!("it takes: {}", known.join(", ")));
            (format!("`{answer}` is no answer of `{}`", step.id), Some(help))
        }
        _ => ("write it as `question=answer`".to_owned(), None),
    };
    help.map_or(says.clone(), |help| format!("{says}; {help}"))
}

/// Refuses a file that could not hold the record, before anything is asked. Inside a knowledge base it must become an
/// entry: a decision, under a name that is an id and is free.
fn can_record(checked: &Checked, file: &Path) -> anyhow::Result<()> {
    let name = file.to_str().context("the file's name is not UTF-8")?;
    ensure!(output::taken(Path::new(""), [name]).is_empty(), "{name} is there already, and stays as it is");
    let Some(inside) = checked.inside(file) else { return Ok(()) };
    let stem = inside.strip_suffix(".md").and_then(|path| path.rsplit_once('/').map(|(_, stem)| stem));
    let kind = checked.site.kinds.iter().find(|kind| kind.id == "decision");
    let folder = kind.map_or("decisions", |kind| &*kind.folder);
    let in_folder = inside.strip_prefix("content/").is_some_and(|path| path.split('/').any(|part| part == folder));
    let example = format!("such as content/{folder}/checkout.md");
    let stem = stem.filter(|_| in_folder);
    let stem =
        stem.with_context(|| format!("{name} would be no decision: write it below content/{folder}/, {example}"))?;
    ensure!(
        start::id(stem) == stem,
        "`{stem}` is no id: lower-case letters and digits, with single hyphens between them"
    );
    ensure!(checked.site.names.get(stem).is_none(), "an entry is called `{stem}` already; name another file");
    Ok(())
}

fn record(checked: &Checked, flow: &Flow<'_>, replay: &Replay, file: &Path, terminal: &Terminal) -> anyhow::Result<()> {
    let tree = flow.entry.tree.as_deref().expect("a flow is made of a tree");
    let outcome = match &replay.stop {
        Stop::End(End::Outcome(id)) => tree.outcome(id),
        _ => None,
    };
    let outcome =
        outcome.context("only an outcome can be recorded; an exit is decided by the tree that re-uses this one")?;
    let record = decide::record(&checked.site, flow, outcome, &replay.given);
    let name = file.to_str().context("the file's name is not UTF-8")?;
    output::create(Path::new(""), name, record.text.as_bytes())?;
    terminal.say(format!("wrote {name}; fill in the date and who decides, then `kb check`"));
    Ok(())
}
