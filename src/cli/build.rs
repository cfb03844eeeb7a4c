//! `kb build`: the site, written to a folder whole or not at all.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::print::{Terminal, counts, entries, error_line};
use super::project::Project;
use super::{CLEAN, CONTENT, Common, USE, index};
use crate::diagnostic::{Diagnostic, Level, one_line};
use crate::engine::{Build, Engine, Scope, Stuck};
use crate::output::{self, Destination, Published};

/// A build that takes longer than this shows a bar.
const LONG: Duration = Duration::from_secs(1);
/// How long to wait for another build that is writing.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb build\n  kb build -o /srv/www/kb -u https://kb.example.org\n  \
    kb build --strict --today 2026-11-23      the same bytes, whenever it runs")]
pub(super) struct Arguments {
    /// Where the site goes; a folder that kb did not make is refused [default: public/ in the knowledge base]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Address of the finished site, for canonical links; pages are relative with and without it
    #[arg(short = 'u', long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    drafts: bool,
    /// Publish nothing while there are warnings
    #[arg(long)]
    strict: bool,
}

/// An address that starts with http:// or https://.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(['?', '#', ' ', '"', '<', '>']) => Ok(text.to_owned()),
        _ => Err("expected an address that starts with http:// or https://".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let started = Instant::now();
    let project = Project::find(common)?;
    // A folder named on the command line is meant from here, the default one in the knowledge base.
    let dir = arguments.output.clone().unwrap_or_else(|| project.root.join("public"));
    let mut inputs = project.inputs();
    inputs.push(project.cache());
    let stop = AtomicBool::new(false);
    let destination = Destination { dir: &dir, root: &project.root, inputs: &inputs, patience: PATIENCE, stop: &stop };
    output::check(&destination)?;

    let flags = project.flags(arguments.base_url.as_deref(), arguments.drafts);
    let recalled = output::recall(&dir);
    let bar = bar(terminal);
    let progress = |done: usize, all: usize| {
        if let Some(bar) = &bar
            && started.elapsed() > LONG
        {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    };
    let mut engine = Engine::new(Some(stuck())).with_index(index::open(project.cache()));
    let build = engine.build(project.sources()?, &flags, Scope::Build, Some(&recalled), &progress);
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    if let Some(opened) = build.search.as_ref().and_then(|search| search.opened.as_ref()) {
        index::tell(opened, terminal);
    }
    terminal.problems(&build.diagnostics, |file| build.sources.text(file));
    let warned = arguments.strict && build.diagnostics.iter().any(|problem| problem.level == Level::Warning);
    if build.has_errors() || warned {
        let why = if build.has_errors() { "nothing was published" } else { "nothing was published, as --strict asks" };
        terminal.say(format!("{}; {why}", counts(&build.diagnostics)));
        return Ok(CONTENT);
    }
    let published = output::publish(&build.output, &destination)?;
    summary(terminal, &build, published, &dir, started);
    Ok(CLEAN)
}

fn bar(terminal: &Terminal) -> Option<ProgressBar> {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} pages").expect("the template is a constant");
    terminal.shows_progress().then(|| ProgressBar::new(0).with_style(style))
}

/// What to do when a template neither ends nor writes: say so and end, since nothing can stop it.
pub(super) fn stuck() -> Stuck {
    Arc::new(|problem: Diagnostic| {
        error_line(&one_line(&problem, |_| None));
        std::process::exit(i32::from(USE));
    })
}

fn summary(terminal: &Terminal, build: &Build, published: Published, dir: &std::path::Path, started: Instant) {
    let stats = build.stats;
    let due = if stats.due == 0 { String::new() } else { format!(", {} due for review", stats.due) };
    terminal.say(format!(
        "{}, {} pages, {}{due} in {:.2} s → {}",
        entries(stats.entries),
        stats.pages,
        counts(&build.diagnostics),
        started.elapsed().as_secs_f64(),
        dir.display()
    ));
    terminal.detail(format!(
        "{} pages rendered, {} kept; {} files written, {} kept, {} removed",
        stats.rendered,
        stats.pages - stats.rendered,
        published.written,
        published.kept,
        published.removed
    ));
    if let Some(search) = &build.search {
        let sizes = search.written.iter().map(|part| {
            let files = if part.files == 1 { "" } else { "s" };
            format!("{} {} B in {} file{files}", part.name, part.bytes, part.files)
        });
        terminal.detail(format!("search index: {}", sizes.collect::<Vec<_>>().join(", ")));
    }
    if build.config.base_url.is_none() {
        terminal.detail("no base_url: canonical links, the sitemap and the feed are left out");
    }
}
