//! `kb check`: every problem in one run, of the content or of the built site.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::ValueEnum;

use super::build::stuck;
use super::print::{Terminal, counts, entries};
use super::project::Project;
use super::{CLEAN, CONTENT, Common};
use crate::diagnostic::{self, Diagnostic, Level, report};
use crate::engine::{Engine, Scope};
use crate::{audit, output};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb check\n  kb check --deny warnings              for CI\n  \
    kb check --format json                for tools\n  kb build && kb check --output           the built site, as a browser reads it")]
pub(super) struct Arguments {
    /// How problems are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Check the built site in place of the content: dead links, requests to other hosts, code in pages [default: public/]
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    output: Option<Option<PathBuf>>,
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
    match &arguments.output {
        Some(folder) => built(arguments, folder.clone().unwrap_or_else(|| project.root.join("public")), terminal),
        None => content(arguments, &project, terminal),
    }
}

fn content(arguments: &Arguments, project: &Project, terminal: &Terminal) -> anyhow::Result<u8> {
    // Drafts are read too: whoever writes one wants to know what is wrong with it.
    let flags = project.flags(None, true);
    let build = Engine::new(Some(stuck())).build(project.sources()?, &flags, Scope::Check, None, &|_, _| {});
    let what = entries(build.stats.entries);
    tell(arguments, &build.diagnostics, |file| build.sources.text(file), &what, terminal)
}

fn built(arguments: &Arguments, folder: PathBuf, terminal: &Terminal) -> anyhow::Result<u8> {
    let site =
        output::load(&folder).with_context(|| format!("cannot check {}; `kb build` makes it", folder.display()))?;
    let address = audit::own_address(&site);
    let mut found = audit::site(&site, address.as_deref());
    diagnostic::sort(&mut found);
    let text = |file: &str| std::str::from_utf8(&site.get(file)?.bytes).ok();
    let what = format!("{} files in {}", site.len(), folder.display());
    tell(arguments, &found, text, &what, terminal)
}

/// Writes all problems in the form that was asked for; gives the exit code.
fn tell<'a>(
    arguments: &Arguments,
    found: &[Diagnostic],
    text: impl Fn(&str) -> Option<&'a str>,
    what: &str,
    terminal: &Terminal,
) -> anyhow::Result<u8> {
    match arguments.format {
        Format::Human => {
            terminal.problems(found, &text);
            terminal.say(format!("{what}: {}", counts(found)));
        }
        Format::Json => terminal.line(serde_json::to_string(&report(found, text))?),
    }
    let denied = |level: Level| level == Level::Error || arguments.deny == Some(Deny::Warnings);
    Ok(if found.iter().any(|problem| denied(problem.level)) { CONTENT } else { CLEAN })
}
