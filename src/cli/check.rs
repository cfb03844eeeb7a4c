//! `kb check`: every problem in one run.

use clap::ValueEnum;

use super::build::stuck;
use super::print::{Terminal, counts, entries};
use super::project::Project;
use super::{CLEAN, CONTENT, Common};
use crate::diagnostic::{Level, report};
use crate::engine::{Engine, Scope};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb check\n  kb check --deny warnings              for CI\n  \
    kb check --format json                for tools")]
pub(super) struct Arguments {
    /// How problems are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// What else counts as an error
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With excerpts, on standard error.
    Human,
    /// As one JSON object, on standard output.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Exit code 1 for warnings too.
    Warnings,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let project = Project::find(common)?;
    // Drafts are read too: whoever writes one wants to know what is wrong with it.
    let flags = project.flags(None, true);
    let build = Engine::new(Some(stuck())).build(project.sources()?, &flags, Scope::Check, None, &|_, _| {});
    match arguments.format {
        Format::Human => {
            terminal.problems(&build.diagnostics, &build.sources);
            terminal.say(format!("{}: {}", entries(build.stats.entries), counts(&build.diagnostics)));
        }
        Format::Json => {
            let report = report(&build.diagnostics, |file| build.sources.text(file));
            terminal.line(serde_json::to_string(&report)?);
        }
    }
    let denied = |level: Level| level == Level::Error || arguments.deny == Some(Deny::Warnings);
    Ok(if build.diagnostics.iter().any(|problem| denied(problem.level)) { CONTENT } else { CLEAN })
}
