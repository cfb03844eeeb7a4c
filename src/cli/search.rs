//! `kb search`: the index asked from the terminal.

mod explain;
mod filters;
mod hyphens;

use kb_search::{Hit, MOST_HITS, Query, Results};

use super::print::Terminal;
use super::project::Project;
use super::{CLEAN, Common, index};
use crate::diagnostic;
use crate::engine::{Engine, search_language, synonyms};
use crate::view;

pub(super) use hyphens::shield;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb search \"cold start\"\n  kb search secrets --kind security\n  \
    kb search event -kafka                  without entries that hold a word\n  \
    kb search '\"api gateway\" -kubernetes' --json\n  kb search sto --prefix                  the last word may be unfinished\n  \
    kb search --tag events --owner @team    all entries that have both\n  \
    kb search faas --explain --limit 2      why one hit stands above another")]
pub(super) struct Arguments {
    /// What to look for: words, "phrases", +must, -not, kind:…, tag:…, status:…, owner:…; after `--` nothing is a flag
    #[arg(required_unless_present_any = ["kind", "tag", "status", "owner"], value_name = "QUERY")]
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
    /// Only this owner; may be repeated
    #[arg(long, value_name = "OWNER")]
    owner: Vec<String>,
    /// The last word may be unfinished: `sto` finds `store` too
    #[arg(long)]
    prefix: bool,
    /// Most hits shown
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..=MOST_HITS as i64))]
    limit: u8,
    /// Say how each score came about
    #[arg(long)]
    explain: bool,
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let query = arguments.query();
    anyhow::ensure!(
        !(query.text.trim().is_empty() && arguments.has_no_filter()),
        "nothing to look for: the query is empty"
    );
    let project = Project::find(common)?;
    let sources = project.sources()?;
    let (config, site, graph, _) = Engine::new(None).read(&sources, &project.flags(None, false));
    let documents = view::documents(&site, &graph, &config);
    filters::check(arguments, &site, &documents)?;
    let (mut index, opened) = index::open(project.cache())(search_language(&config))?;
    index::tell(&opened, terminal);
    let updated = index.update(&documents)?;
    index.set_synonyms(synonyms(&sources).0)?;
    terminal.detail(format!("index: {updated:?}"));
    let results = index.search(&query)?;
    if arguments.json {
        terminal.line(serde_json::to_string(&results)?);
    } else {
        show(&results, arguments.limit, terminal);
    }
    Ok(CLEAN)
}

impl Arguments {
    fn query(&self) -> Query {
        let words: Vec<&str> = self.query.iter().map(|word| hyphens::unshielded(word)).collect();
        let mut query = Query::new(&words.join(" "));
        query.kinds.clone_from(&self.kind);
        query.tags.clone_from(&self.tag);
        query.statuses.clone_from(&self.status);
        query.owners.clone_from(&self.owner);
        query.prefix = self.prefix;
        query.limit = usize::from(self.limit);
        query.explain = self.explain;
        query
    }

    fn has_no_filter(&self) -> bool {
        [&self.kind, &self.tag, &self.status, &self.owner].into_iter().flatten().all(|value| value.trim().is_empty())
    }
}

fn show(results: &Results, limit: u8, terminal: &Terminal) {
    if let Some(notice) = &results.notice {
        terminal.line(diagnostic::printable(notice));
    }
    if results.hits.is_empty() {
        let asked = results.query.trim();
        let asked = if asked.is_empty() { String::new() } else { format!(" for {}", diagnostic::printable(asked)) };
        terminal.line(format!("nothing found{asked}"));
        return;
    }
    for hit in &results.hits {
        show_hit(hit, terminal);
    }
    if results.total > results.hits.len() {
        let (shown, total) = (results.hits.len(), results.total);
        terminal.line(if usize::from(limit) < MOST_HITS {
            format!("{shown} of {total} hits; --limit shows more")
        } else {
            format!("the best {shown} of {total} hits; narrow the query to see others")
        });
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
