//! `kb export`: the knowledge base in forms that other programs take in.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Subcommand, ValueEnum};

use super::build::{base_url, stuck};
use super::print::{Terminal, counts, error_line};
use super::project::Project;
use super::{CLEAN, CONTENT, Common};
use crate::diagnostic::{self, Level};
use crate::engine::Engine;
use crate::output::{Files, Replaced};
use crate::view::export::{self, Export, Format};

/// How long to wait for another export to the same folder.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write all entries for a search engine: documents in parts of at most 8 MB, and how each engine should index them
    #[command(after_help = "Examples:\n  kb export search --format bulk --for opensearch\n  \
        kb export search --format ndjson --for quickwit -o /tmp/documents")]
    Search(Search),
}

#[derive(clap::Args)]
struct Search {
    /// How documents are written
    #[arg(long, value_name = "FORMAT")]
    format: Lines,
    /// The engine they are for [default: all three]
    #[arg(long = "for", value_name = "ENGINE")]
    engine: Option<Named>,
    /// Folder for the files; an earlier export in it is replaced, other files stay [default: search-export/ in the current folder]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Address of the finished site, for whole addresses in the documents
    #[arg(short = 'u', long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lines {
    /// A document a line: docs-0001.ndjson
    Ndjson,
    /// Before each document a line that says to create it, as `_bulk` takes it: bulk-0001.ndjson
    Bulk,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Named {
    /// Elasticsearch
    Elasticsearch,
    /// OpenSearch
    Opensearch,
    /// Quickwit
    Quickwit,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    match &arguments.command {
        Command::Search(search) => self::search(search, common, terminal),
    }
}

fn search(arguments: &Search, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let project = Project::find(common)?;
    let dir = arguments.output.as_deref().unwrap_or(Path::new("search-export"));
    let mut inputs = project.inputs();
    inputs.push(project.cache());
    let files = Files {
        dir,
        inputs: &inputs,
        is_ours: export::is_export_file,
        is_seal: export::is_mapping,
        patience: PATIENCE,
    };
    files.check()?;

    let sources = project.sources()?;
    let flags = project.flags(arguments.base_url.as_deref(), false);
    let engines = arguments.engine.map_or_else(|| export::Engine::ALL.to_vec(), |engine| vec![named(engine)]);
    let format = match arguments.format {
        Lines::Ndjson => Format::Ndjson,
        Lines::Bulk => Format::Bulk,
    };
    let (made, mut problems) = Engine::new(Some(stuck())).search_export(&sources, &flags, format, &engines);
    let Some(made) = made else {
        problems.retain(|problem| problem.level == Level::Error);
        terminal.problems(&problems, |file| sources.text(file));
        terminal.say(format!("{}; nothing was written", counts(&problems)));
        return Ok(CONTENT);
    };
    for file in &made.cut {
        let file = diagnostic::printable(file);
        error_line(&format!("warning: {file} has more than 8 MB of text; the end of it is not in its document"));
    }
    let replaced = files.replace(&made.files)?;
    tell(&made, replaced, dir, terminal);
    Ok(CLEAN)
}

fn named(engine: Named) -> export::Engine {
    match engine {
        Named::Elasticsearch => export::Engine::Elasticsearch,
        Named::Opensearch => export::Engine::OpenSearch,
        Named::Quickwit => export::Engine::Quickwit,
    }
}

fn tell(made: &Export, replaced: Replaced, dir: &Path, terminal: &Terminal) {
    let many = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    let (documents, parts) = (many(made.documents, "document"), many(made.parts, "part"));
    terminal.say(format!("{documents} in {parts} → {}", dir.display()));
    let Replaced { written, kept, removed } = replaced;
    terminal.detail(format!("{} written, {kept} kept, {removed} removed", many(written, "file")));
}
