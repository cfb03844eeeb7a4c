//! `kb theme`: which files make the theme, and copies of them to change.

use anyhow::bail;
use clap::Subcommand;

use super::print::Terminal;
use super::project::Project;
use super::{CLEAN, Common};
use crate::config;
use crate::diagnostic::did_you_mean;
use crate::output;
use crate::render::builtin;
use crate::source::Sources;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the files of the theme, and where each comes from
    #[command(after_help = "Example:\n  kb theme list")]
    List,
    /// Copy files of the built-in theme into the knowledge base, to change them there
    #[command(after_help = "Examples:\n  kb theme eject entry.html        one template, to templates/\n  \
        kb theme eject tokens.css        colours and type, to static/\n  \
        kb theme eject --all --theme ours    everything, to themes/ours/")]
    Eject(Eject),
}

#[derive(clap::Args)]
struct Eject {
    /// Files of the theme, as `kb theme list` names them
    #[arg(value_name = "FILE", required_unless_present = "all")]
    files: Vec<String>,
    /// All files
    #[arg(long, conflicts_with = "files")]
    all: bool,
    /// Make them part of a theme under themes/ in place of the knowledge base's own templates/ and static/
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let project = Project::find(common)?;
    let sources = project.sources()?;
    match &arguments.command {
        Command::List => list(&project, &sources, terminal),
        Command::Eject(eject) => self::eject(eject, &project, terminal)?,
    }
    Ok(CLEAN)
}

/// Folders of a theme with the built-in files of each.
fn built_in() -> impl Iterator<Item = (&'static str, &'static str, &'static [u8])> {
    let templates = builtin::TEMPLATES.iter().map(|&(name, text)| ("templates", name, text.as_bytes()));
    templates.chain(builtin::STATIC.iter().map(|&(name, bytes)| {
        let readable = builtin::READABLE.iter().find(|(readable, _)| *readable == name);
        ("static", name, readable.map_or(bytes, |(_, bytes)| bytes))
    }))
}

fn list(project: &Project, sources: &Sources, terminal: &Terminal) {
    let (config, _) = config::parse(sources.text("kb.toml").unwrap_or_default(), &project.flags(None, false));
    let layers: Vec<String> =
        config.theme.iter().map(|name| format!("themes/{name}/")).chain([String::new()]).collect();
    let mut files: Vec<(&str, String)> = built_in().map(|(folder, name, _)| (folder, name.to_owned())).collect();
    for (folder, layer) in
        ["templates", "static"].iter().flat_map(|folder| layers.iter().map(move |layer| (*folder, layer)))
    {
        files.extend(sources.below(&format!("{layer}{folder}")).map(|(name, _)| (folder, name.to_owned())));
    }
    files.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    files.dedup();
    for (folder, name) in files {
        let from: Vec<String> = layers
            .iter()
            .map(|layer| format!("{layer}{folder}/{name}"))
            .filter(|path| sources.files.contains_key(path.as_str()))
            .collect();
        let own = built_in().any(|(known, file, _)| (known, file) == (folder, name.as_str()));
        let from = own.then(|| "built in".to_owned()).into_iter().chain(from).collect::<Vec<_>>().join(", then ");
        terminal.line(format!("{folder:<10} {name:<22} {from}"));
    }
    let mut themes: Vec<&str> = sources.below("themes").filter_map(|(path, _)| Some(path.split_once('/')?.0)).collect();
    themes.dedup();
    for name in themes {
        let used = if config.theme.as_deref() == Some(name) {
            "in use"
        } else {
            "not in use; `[site] theme` names the one that is"
        };
        terminal.say(format!("themes/{name}/: {used}"));
    }
}

fn eject(eject: &Eject, project: &Project, terminal: &Terminal) -> anyhow::Result<()> {
    let under = match &eject.theme {
        Some(name) if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':']) => {
            bail!("`--theme {name}` is no name of a folder under themes/")
        }
        Some(name) => format!("themes/{name}/"),
        None => String::new(),
    };
    let mut chosen = Vec::new();
    for wanted in &eject.files {
        let name = wanted.rsplit_once('/').map_or(wanted.as_str(), |(_, name)| name);
        let Some(found) = built_in().find(|(_, file, _)| *file == name) else {
            let cure = did_you_mean(name, built_in().map(|(_, file, _)| file));
            let cure = cure.unwrap_or_else(|| "`kb theme list` lists all files".to_owned());
            bail!("the built-in theme has no file `{wanted}`; {cure}");
        };
        chosen.push(found);
    }
    if eject.all {
        chosen = built_in().collect();
    }
    let paths: Vec<String> = chosen.iter().map(|(folder, name, _)| format!("{under}{folder}/{name}")).collect();
    let taken = output::taken(&project.root, paths.iter().map(String::as_str));
    if !taken.is_empty() {
        bail!("{} is there already; nothing was written", taken.join(", "));
    }
    for (path, (_, _, bytes)) in paths.iter().zip(&chosen) {
        output::create(&project.root, path, bytes)?;
        terminal.line(project.shown(path));
    }
    if chosen.iter().any(|(_, name, _)| name.ends_with(".toml") || *name == "parts.html") {
        terminal.say("Words, icons and components are replaced one by one: keep only those that you change.");
    } else if chosen.len() == 1 && chosen[0].0 == "templates" {
        let name = chosen[0].1;
        terminal.say(format!(
            "To change one block only, begin with {{% extends \"default/{name}\" %}} and keep that block."
        ));
    }
    terminal.say("Delete a file to have the built-in one again.");
    if let Some(name) = &eject.theme {
        terminal.say(format!("`[site] theme = \"{name}\"` in kb.toml puts the theme to use."));
    }
    Ok(())
}
