//! `kb search`: the index asked from the terminal.

mod explain;

use kb_search::{Hit, Query, Results};

use super::print::Terminal;
use super::project::Project;
use super::{CLEAN, Common, index};
use crate::diagnostic;
use crate::engine::{Engine, search_language, synonyms};
use crate::view;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb search \"cold start\"\n  kb search secrets --kind security\n  \
    kb search '\"api gateway\" -kubernetes' --json\n  kb search faas --explain --limit 2      why one hit stands above another")]
pub(super) struct Arguments {
    /// What to look for: words, "phrases", +must, -not, kind:…, tag:…, status:…, owner:…
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Only this kind; may be repeated
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only this tag; may be repeated
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only this status; may be repeated
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    /// Most hits shown
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..=100))]
    limit: u8,
    /// Say how each score came about
    #[arg(long)]
    explain: bool,
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let project = Project::find(common)?;
    let sources = project.sources()?;
    let (config, site, graph, _) = Engine::new(None).read(&sources, &project.flags(None, false));
    anyhow::ensure!(
        !arguments.query.iter().all(|word| word.trim().is_empty()),
        "nothing to look for: the query is empty"
    );
    known("kind", &arguments.kind, &site.kinds.iter().map(|kind| &*kind.id).collect::<Vec<_>>())?;
    known("status", &arguments.status, &["draft", "proposed", "accepted", "rejected", "deprecated", "superseded"])?;
    let documents = view::documents(&site, &graph, &config);
    let (mut index, opened) = index::open(project.cache())(search_language(&config))?;
    index::tell(&opened, terminal);
    let updated = index.update(&documents)?;
    index.set_synonyms(synonyms(&sources).0)?;
    terminal.detail(format!("index: {updated:?}"));
    let mut query = Query::new(&arguments.query.join(" "));
    query.kinds.clone_from(&arguments.kind);
    query.tags.clone_from(&arguments.tag);
    query.statuses.clone_from(&arguments.status);
    query.limit = usize::from(arguments.limit);
    query.explain = arguments.explain;
    let results = index.search(&query)?;
    if arguments.json {
        terminal.line(serde_json::to_string(&results)?);
    } else {
        show(&results, terminal);
    }
    Ok(CLEAN)
}

/// Refuses a filter that names nothing: it would find nothing, and look like an answer.
fn known(what: &str, named: &[String], known: &[&str]) -> anyhow::Result<()> {
    let Some(unknown) = named.iter().find(|name| !known.contains(&name.as_str())) else { return Ok(()) };
    let help = diagnostic::did_you_mean(unknown, known.iter().copied());
    let help = help.unwrap_or_else(|| format!("one of: {}", known.join(", ")));
    anyhow::bail!("no {what} is called `{unknown}`; {help}")
}

fn show(results: &Results, terminal: &Terminal) {
    if let Some(notice) = &results.notice {
        terminal.line(diagnostic::printable(notice));
    }
    if results.hits.is_empty() {
        terminal.line(format!("nothing found for {}", diagnostic::printable(&results.query)));
        return;
    }
    for hit in &results.hits {
        show_hit(hit, terminal);
    }
    if results.total > results.hits.len() {
        terminal.line(format!("{} of {} hits; --limit shows more", results.hits.len(), results.total));
    }
}

fn show_hit(hit: &Hit, terminal: &Terminal) {
    let style = |code: &str, text: &str| {
        let text = diagnostic::printable(text);
        if terminal.colours() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text }
    };
    let status = if hit.status == "accepted" { String::new() } else { format!(", {}", hit.status) };
    terminal.line(format!("{}  {}", style("1", &hit.title), style("2", &format!("{}{status}, {}", hit.kind, hit.url))));
    let mut line = String::new();
    let mut at = 0;
    let text: Vec<char> = hit.snippet.text.chars().collect();
    for &[from, to] in &hit.snippet.marks {
        line.push_str(&diagnostic::printable(&text[at..from].iter().collect::<String>()));
        line.push_str(&style("1;33", &text[from..to].iter().collect::<String>()));
        at = to;
    }
    line.push_str(&diagnostic::printable(&text[at..].iter().collect::<String>()));
    terminal.line(format!("  {line}"));
    for section in &hit.sections {
        terminal.line(format!("  › {}  {}", diagnostic::printable(&section.title), style("2", &section.url)));
    }
    if let Some(explanation) = &hit.explanation {
        explain::lines(explanation, hit.score).iter().for_each(|line| terminal.line(format!("  {line}")));
    }
    terminal.line("");
}
