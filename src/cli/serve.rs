//! `kb serve`: the site in a browser, built again whenever a file changes.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use kb_search::{MOST_HITS, Query, Reader};

use super::build::stuck;
use super::print::Terminal;
use super::project::Project;
use super::{Common, build, index};
use crate::config::Flags;
use crate::diagnostic::{self, Diagnostic, Paint};
use crate::engine::{Engine, Scope};
use crate::output;
use crate::serve::{self, Build, Event, Options, Problem, Search, SearchQuery, Site, Watch, Watching};
use crate::source::Sources;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb serve --open\n  kb serve -p 8080 --drafts\n  \
    kb serve --host 0.0.0.0 --allow-host kb.example.org      for colleagues\n  \
    kb serve --built                                         the published folder as it is")]
pub(super) struct Arguments {
    /// This port and no other [default: 4000, or the next free one]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
    /// Address to listen on [default: 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    host: Option<IpAddr>,
    /// A name under which others may reach the server; may be repeated
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
    /// Address of the finished site, for canonical links
    #[arg(short = 'u', long, value_name = "URL", value_parser = build::base_url)]
    base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    drafts: bool,
    /// Serve the published folder (default: public/) as it is
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "public")]
    built: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let project = Project::find(common)?;
    let sources = project.sources()?;
    let flags = project.flags(arguments.base_url.as_deref(), arguments.drafts);
    let options = options(arguments, &sources, &flags)?;
    let mut open = arguments.open;
    let mut failed = false;
    let announce = |event: Event| announce(event, &mut open, &mut failed, terminal);
    let reason = match &arguments.built {
        Some(dir) => {
            let dir = if *dir == *"public" { project.root.join("public") } else { dir.clone() };
            let published = output::load(&dir)?;
            let search = live(&project, flags).index_of(&sources, terminal);
            serve::run_published(options, &published, search, announce)?
        }
        None => serve::run(options, live(&project, flags), announce)?,
    };
    Ok(reason.code())
}

fn options(arguments: &Arguments, sources: &Sources, flags: &Flags) -> anyhow::Result<Options> {
    // What is wrong with kb.toml is reported by the build; here only its addresses count.
    let (config, _) = crate::config::parse(sources.text("kb.toml").unwrap_or_default(), flags);
    let host = match (arguments.host, &config.host) {
        (Some(host), _) => host,
        (None, Some(host)) => {
            host.parse().map_err(|_| anyhow::anyhow!("`[serve] host = \"{host}\"` is no IP address"))?
        }
        (None, None) => Options::default().host,
    };
    Ok(Options {
        host,
        port: arguments.port.or(config.port),
        allowed_hosts: arguments.allow_host.iter().chain(&config.allow_hosts).cloned().collect(),
        ..Options::default()
    })
}

fn announce(event: Event, open: &mut bool, failed: &mut bool, terminal: &Terminal) {
    match event {
        Event::Bound { addr } => {
            terminal.say(format!("http://{addr}/"));
            if std::mem::take(open)
                && let Err(error) = open::that_detached(format!("http://{addr}/"))
            {
                terminal.say(format!("no browser could be opened: {error}"));
            }
        }
        Event::Watching(Watching::Events) => terminal.detail("watching for changes"),
        Event::Watching(other) => terminal.say(format!("watching for changes: {other:?}")),
        Event::Built { took, files, changed, problems } => {
            problems.iter().for_each(|problem| terminal.say(&problem.text));
            if std::mem::take(failed) && changed == 0 {
                terminal.say("no errors any more; the site is as it was");
            }
            if changed > 0 {
                terminal.say(format!("built {files} files in {} ms, {changed} changed", took.as_millis()));
            }
        }
        Event::Failed { took, problems } => {
            problems.iter().for_each(|problem| terminal.say(&problem.text));
            terminal.say(format!(
                "{} problems after {} ms; the last good site stays",
                problems.len(),
                took.as_millis()
            ));
        }
        Event::Stopping(_) => terminal.detail("stopping"),
    }
}

/// A site that is built from its folder.
struct Live {
    project: LiveProject,
    engine: Engine,
}

/// What a build needs of the project, owned by the thread that builds.
struct LiveProject {
    root: PathBuf,
    config: Option<PathBuf>,
    inputs: Vec<PathBuf>,
    flags: Flags,
}

fn live(project: &Project, flags: Flags) -> Live {
    Live {
        project: LiveProject {
            root: project.root.clone(),
            config: project.config.clone(),
            inputs: project.inputs(),
            flags,
        },
        engine: Engine::new(Some(stuck())).with_index(index::in_memory()),
    }
}

impl Live {
    fn problem(error: &anyhow::Error) -> Problem {
        let level = crate::diagnostic::Level::Error;
        Problem { level, text: format!("error: {error:#}"), file: None, line: None }
    }

    /// Search over these sources, for a published site.
    fn index_of(&mut self, sources: &Sources, terminal: &Terminal) -> Option<Search> {
        match self.engine.searched(sources, &self.project.flags) {
            Ok(reader) => reader.map(answers),
            Err(error) => {
                terminal.say(format!("search is off: {error:#}"));
                None
            }
        }
    }
}

/// Search as the server asks it. The reader stays with its build: pages and answers never differ.
fn answers(reader: Reader) -> Search {
    Arc::new(move |asked: &SearchQuery| {
        let mut query = Query::new(&asked.text);
        query.kinds.clone_from(&asked.kinds);
        query.tags.clone_from(&asked.tags);
        query.statuses.clone_from(&asked.statuses);
        query.owners.clone_from(&asked.owners);
        query.prefix = asked.prefix;
        query.limit = asked.limit.unwrap_or(query.limit).clamp(1, MOST_HITS);
        Ok(serde_json::to_string(&reader.search(&query)?)?)
    })
}

impl Site for Live {
    fn build(&mut self) -> Build {
        let sources = match crate::source::read(&self.project.root, self.project.config.as_deref()) {
            Ok(sources) => sources,
            Err(error) => {
                return Build { site: None, problems: vec![Self::problem(&error)], search: None };
            }
        };
        let built = self.engine.build(sources, &self.project.flags, Scope::Build, None, &|_, _| {});
        let problems = built.diagnostics.iter().map(|problem| shown(problem, &built.sources)).collect();
        if built.has_errors() {
            return Build { site: None, problems, search: None };
        }
        let search = built.search.map(|search| answers(search.reader));
        Build { site: Some(Arc::new(built.output)), problems, search }
    }

    fn watch(&self) -> Watch {
        // A folder that is not there yet is waited for like a file.
        let (folders, files) = self.project.inputs.iter().cloned().partition(|path| path.is_dir());
        Watch { folders, files, ignored: Vec::new() }
    }
}

fn shown(problem: &Diagnostic, sources: &Sources) -> Problem {
    let one = std::slice::from_ref(problem);
    let text = diagnostic::draw(one, |file| sources.text(file), Paint::Plain).trim_end().to_owned();
    let report = diagnostic::report(one, |file| sources.text(file));
    let place = report.problems.into_iter().next();
    let (file, line) = place.map_or((None, None), |place| (place.file, place.line));
    Problem { level: problem.level, text, file, line }
}
