//! `kb compare`: the options of a comparison, ranked by the reader's own weights.

use serde::Serialize;

use super::print::Terminal;
use super::project::Project;
use super::{CLEAN, CONTENT, Common};
use crate::compare::{self, Ranking, Row, Unknown, Wish};
use crate::diagnostic::{self, Level, printable};
use crate::engine::Engine;
use crate::model::comparison::Comparison;
use crate::model::{Entry, Id, Name, Site};
use crate::{check, view};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb compare\n  kb compare serverless-vs-microservices --preset first-version\n  \
    kb compare --weights startup-time:5,cost-model:0 --must \"startup-time:rarely late\"\n  kb compare --json")]
pub(super) struct Arguments {
    /// The comparison; may be left out where there is only one
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// What counts how much, from 0 to 5, as criterion:weight,…; others keep their own
    #[arg(long, value_name = "WEIGHTS")]
    weights: Vec<String>,
    /// What an option must at least have, as criterion:value,…
    #[arg(long, value_name = "VALUES")]
    must: Vec<String>,
    /// Begin with the weights and least values of this preset
    #[arg(long, value_name = "ID")]
    preset: Option<String>,
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer<'a> {
    comparison: &'a str,
    #[serde(flatten)]
    ranked: view::Ranked<'a>,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let project = Project::find(common)?;
    let sources = project.sources()?;
    let (config, site, graph, mut found) = Engine::new(None).read(&sources, &project.flags(None, false));
    found.extend(check::site(&site, &graph, &config));
    let mut found = config.apply_checks(found);
    let id = arguments.id.as_deref();
    let chosen =
        if id.is_some_and(|id| site.names.get(id) == Some(&Name::Unread)) { None } else { Some(choose(id, &site)?) };
    // A ranking is no better than what it is made of; problems of other files change nothing in it.
    let is_of = |file: &str| match chosen {
        Some(entry) => file == &*entry.file,
        None => file.rsplit('/').next().and_then(|name| name.strip_suffix(".md")) == id,
    };
    found.retain(|problem| problem.level == Level::Error && problem.place.as_ref().is_some_and(|at| is_of(&at.file)));
    let Some(entry) = chosen.filter(|_| found.is_empty()) else {
        diagnostic::sort(&mut found);
        terminal.problems(&found, |file| sources.text(file));
        return Ok(CONTENT);
    };
    let comparison = entry.comparison.as_deref().expect("it was chosen for it");
    let wish = wish(arguments, comparison)?;
    let options = compare::options(&site, entry);
    let ids: Vec<Id> = options.iter().map(|option| option.id.clone()).collect();
    if arguments.json {
        let ranked = view::ranked(comparison, &ids, &wish);
        terminal.line(serde_json::to_string(&Answer { comparison: &entry.id, ranked })?);
    } else {
        let shown = Shown { comparison, options: &options };
        terminal.line(printable(&entry.title));
        terminal.line("");
        for line in shown.lines(&compare::rank(comparison, &ids, &wish)) {
            terminal.line(printable(&line));
        }
    }
    Ok(CLEAN)
}

/// The comparison that is asked for; without an id the only one.
fn choose<'a>(id: Option<&str>, site: &'a Site) -> anyhow::Result<&'a Entry> {
    let all: Vec<&Entry> = site.of_kind("comparison").collect();
    let ids: Vec<String> = all.iter().map(|entry| entry.id.to_string()).collect();
    let Some(id) = id else {
        return match all[..] {
            [only] => Ok(only),
            [] => anyhow::bail!("there is no comparison"),
            _ => anyhow::bail!("which comparison? one of: {}", ids.join(", ")),
        };
    };
    match all.iter().find(|entry| &*entry.id == id) {
        Some(entry) => Ok(entry),
        None => {
            Err(wrong(&Unknown { message: format!("no comparison is called `{id}`"), near: Some((id.into(), ids)) }))
        }
    }
}

fn wish(arguments: &Arguments, comparison: &Comparison) -> anyhow::Result<Wish> {
    let mut wish = Wish::unset(comparison);
    if let Some(id) = &arguments.preset {
        let known = || comparison.presets.iter().map(|preset| preset.id.value.clone()).collect();
        let Some(preset) = comparison.presets.iter().find(|preset| preset.id.value == *id) else {
            return Err(wrong(&Unknown {
                message: format!("no preset is called `{id}`"),
                near: Some((id.clone(), known())),
            }));
        };
        wish = Wish::preset(comparison, preset);
    }
    for weights in &arguments.weights {
        wish.weigh(comparison, weights).map_err(|unknown| wrong(&unknown))?;
    }
    for least in &arguments.must {
        wish.must(comparison, least).map_err(|unknown| wrong(&unknown))?;
    }
    Ok(wish)
}

/// Wrong use: what means nothing, and the nearest name or all of them.
fn wrong(unknown: &Unknown) -> anyhow::Error {
    let Some((written, known)) = &unknown.near else {
        return anyhow::anyhow!("{}", printable(&unknown.message));
    };
    let help = diagnostic::did_you_mean(written, known.iter().map(String::as_str));
    let help = help.or_else(|| (!known.is_empty()).then(|| format!("one of: {}", known.join(", "))));
    let help = help.map_or_else(String::new, |help| format!("; {help}"));
    anyhow::anyhow!("{}", printable(&format!("{}{help}", unknown.message)))
}

struct Shown<'a> {
    comparison: &'a Comparison,
    options: &'a [&'a Entry],
}

impl Shown<'_> {
    fn lines(&self, ranking: &Ranking) -> Vec<String> {
        let width = self.options.iter().map(|option| option.title.chars().count()).max().unwrap_or(0).max(6);
        let mut lines = vec![format!("   {:width$}  {:>5}  {:>5}", "Option", "Score", "Known")];
        for (at, row) in ranking.rows.iter().enumerate() {
            let rank = if row.ranked { (at + 1).to_string() } else { "\u{2013}".into() };
            let score = row.score.map_or_else(|| "\u{2013}".to_owned(), |score| format!("{:.1}", tenths(score)));
            let known = (row.coverage * 100.0).round();
            let line =
                format!("{rank:2} {:width$}  {score:>5}  {known:>3} %  {}", self.title(&row.option), self.note(row));
            lines.push(line.trim_end().to_owned());
        }
        lines.push(String::new());
        lines.push(self.says(ranking));
        lines.extend(self.flip(ranking));
        lines
    }

    fn title(&self, id: &Id) -> &str {
        self.options.iter().find(|option| option.id == *id).map_or("", |option| &option.title)
    }

    fn label(&self, criterion: usize) -> &str {
        &self.comparison.criteria[criterion].label
    }

    fn note(&self, row: &Row) -> String {
        if !row.knocked_out.is_empty() {
            let labels: Vec<_> = row.knocked_out.iter().map(|at| self.label(*at)).collect();
            return format!("knocked out by {}", labels.join(", "));
        }
        if row.ranked { String::new() } else { "not ranked: too little is known".into() }
    }

    fn says(&self, ranking: &Ranking) -> String {
        let ranked: Vec<_> = ranking.rows.iter().filter(|row| row.ranked).collect();
        match ranked[..] {
            [] if ranking.rows.iter().all(|row| !row.knocked_out.is_empty()) => {
                "Nothing is ranked: no option has what it must have.".into()
            }
            [] if ranking.rows.iter().all(|row| row.coverage == 0.0) => {
                "Nothing is ranked: no criterion that is known has any weight.".into()
            }
            [] => "Nothing is ranked: too little is known for these weights.".into(),
            [only] => format!("Only {} can be ranked.", self.title(&only.option)),
            [first, second, ..] if ranking.clear => {
                let lead = first.score.unwrap_or(0.0) - second.score.unwrap_or(0.0);
                format!("{} leads by {:.0}.", self.title(&first.option), (lead * 100.0).round())
            }
            _ => "No clear winner: the first two are less than 10 apart.".into(),
        }
    }

    fn flip(&self, ranking: &Ranking) -> Option<String> {
        let flip = ranking.flip.as_ref()?;
        let (label, winner) = (self.label(flip.criterion), self.title(&flip.winner));
        Some(format!("With {label} at {} instead of {}, {winner} leads.", flip.to, flip.from))
    }
}

/// A share as 0 to 100 with one decimal, as pages show it.
fn tenths(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}
