//! `kb new`: the start of an entry, ready to be filled in.

use anyhow::bail;

use super::print::Terminal;
use super::project::Project;
use super::{CLEAN, Common};
use crate::diagnostic::{Diagnostic, Level, did_you_mean};
use crate::engine::Engine;
use crate::model::{Kind, Site, TITLE_LIMIT, start};
use crate::output;

#[derive(clap::Args)]
#[command(
    after_help = "Kinds: tree, comparison, option, use-case, security, performance, cost, delivery, case-study, \
    decision,\n  guide, term, source, page, and those of [kinds] in kb.toml\n\nExamples:\n  \
    kb new case-study \"Checkout in four services\"\n  kb new term \"Back pressure\"\n  \
    kb new page \"How we work\" --folder handbook"
)]
pub(super) struct Arguments {
    /// What the entry is: its kind, or the kind's folder
    #[arg(value_name = "KIND")]
    kind: String,
    /// Its title
    #[arg(value_name = "TITLE")]
    title: String,
    /// Its id, which is the name of its file [default: made of the title]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// A folder below that of its kind; for a plain page, below content/
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let project = Project::find(common)?;
    let flags = project.flags(None, true);
    let mut sources = project.sources()?;
    let mut engine = Engine::new(None);
    let (_, site, _, before) = engine.read(&sources, &flags);
    let kind = kind(&site, &arguments.kind)?;
    let title = title(&arguments.title)?;
    let id = id(arguments, &site)?;
    let path = path(arguments, kind, &id)?;
    let text = start::text(kind, title, site.today, &site).map_err(|needs| needed(&needs.kind, kind))?;
    // What else has the address is known only to a site that has the entry already.
    sources.add(&path, text.as_bytes());
    let (_, _, _, after) = engine.read(&sources, &flags);
    let clash = |problem: &&Diagnostic| problem.rule.starts_with("duplicate-") && problem.level == Level::Error;
    if let Some(problem) = after.iter().filter(clash).find(|problem| !before.contains(problem)) {
        bail!("{path} would be in the way: {}; name another id with --id", problem.message);
    }
    output::create(&project.root, &path, text.as_bytes())?;

    terminal.line(project.shown(&path));
    terminal.say("Next: fill it in, with `kb serve` open beside you; `kb check` says what is missing.");
    if !matches!(&*kind.id, "page" | "tree" | "source") {
        terminal.say(format!("Link to it where readers come from: [[{id}]]"));
    }
    Ok(CLEAN)
}

fn kind<'a>(site: &'a Site, written: &str) -> anyhow::Result<&'a Kind> {
    let named = written.to_lowercase();
    let known = site.kinds.iter().find(|kind| kind.id == named || !kind.folder.is_empty() && kind.folder == named);
    known.ok_or_else(|| {
        let ids = || site.kinds.iter().map(|kind| &*kind.id);
        let cure = did_you_mean(written, ids()).unwrap_or_else(|| {
            // Nobody says «note» to the machine four times before giving up.
            let notes = "security, performance, cost or delivery";
            if named == "note" {
                format!("a note is of the kind {notes}")
            } else {
                ids().collect::<Vec<_>>().join(", ")
            }
        });
        anyhow::anyhow!("no kind is called `{written}`; {cure}")
    })
}

fn title(written: &str) -> anyhow::Result<&str> {
    let title = written.trim();
    let length = title.chars().count();
    if title.is_empty() || title.chars().any(char::is_control) {
        bail!("a title is one line of text");
    }
    if length > TITLE_LIMIT {
        bail!("the title has {length} characters; kb takes {TITLE_LIMIT}");
    }
    Ok(title)
}

fn id(arguments: &Arguments, site: &Site) -> anyhow::Result<String> {
    let id = arguments.id.clone().unwrap_or_else(|| start::id(&arguments.title));
    if id.is_empty() {
        bail!("no id can be made of this title; name one with --id");
    }
    if id != start::id(&id) {
        bail!("`{id}` is no id: an id has lower-case letters and digits, with single hyphens between them");
    }
    if site.names.get(&id).is_some() || site.names.old(&id).is_some() {
        bail!("an entry is called `{id}` already; name another id with --id");
    }
    Ok(id)
}

fn path(arguments: &Arguments, kind: &Kind, id: &str) -> anyhow::Result<String> {
    let below = arguments.folder.as_deref().unwrap_or("").trim_matches('/');
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
    if !below.is_empty() && !below.split('/').all(plain) {
        bail!("`--folder {below}` is no folder below content/");
    }
    let parts = ["content", &kind.folder, below].into_iter().filter(|part| !part.is_empty());
    Ok(format!("{}/{id}.md", parts.collect::<Vec<_>>().join("/")))
}

fn needed(missing: &str, kind: &Kind) -> anyhow::Error {
    anyhow::anyhow!(
        "an entry of the kind `{}` names an entry of the kind `{missing}`, and there is none; begin with `kb new {missing} \"Title\"`",
        kind.id
    )
}
