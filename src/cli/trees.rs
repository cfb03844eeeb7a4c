//! What the commands about decision trees have in common: the tree that is meant, and what is wrong with it.

use std::path::{Path, PathBuf};

use super::print::Terminal;
use super::project::Project;
use super::{CONTENT, Common};
use crate::check;
use crate::config::Config;
use crate::decide::{self, Flow};
use crate::diagnostic::{self, Diagnostic, Level, did_you_mean};
use crate::engine::Engine;
use crate::model::{Entry, Site};
use crate::source::Sources;

/// A knowledge base that was read and checked.
pub(super) struct Checked {
    root: PathBuf,
    pub sources: Sources,
    pub config: Config,
    pub site: Site,
    pub problems: Vec<Diagnostic>,
}

impl Checked {
    /// Reads and checks the knowledge base; drafts are left out, as in a build.
    pub fn read(common: &Common) -> anyhow::Result<Self> {
        let project = Project::find(common)?;
        let sources = project.sources()?;
        let (config, site, graph, mut found) = Engine::new(None).read(&sources, &project.flags(None, false));
        found.extend(check::site(&site, &graph, &config));
        let mut problems = config.apply_checks(found);
        diagnostic::sort(&mut problems);
        Ok(Checked { root: project.root, sources, config, site, problems })
    }

    /// The path of a file below the knowledge base, with `/`; nothing for one elsewhere.
    pub fn inside(&self, file: &Path) -> Option<String> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // A folder that is not there yet lies where the nearest one above it lies.
        let there = folder.ancestors().find(|folder| folder.is_dir() || folder.as_os_str().is_empty())?;
        let base = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        let whole = base.canonicalize().ok()?.join(folder.strip_prefix(there).ok()?).join(file.file_name()?);
        let parts = whole.strip_prefix(&self.root).ok()?.components();
        Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }

    /// The tree of that id; without one, the one that leads home.
    pub fn tree(&self, named: Option<&str>) -> anyhow::Result<&Entry> {
        let Some(named) = named else {
            let featured = self.site.featured(&self.config);
            return featured
                .ok_or_else(|| anyhow::anyhow!("there is no decision tree; begin with `kb new tree \"Title\"`"));
        };
        let found = self.site.entries.get(named).filter(|entry| entry.tree.is_some());
        found.ok_or_else(|| {
            let known: Vec<&str> = self.site.of_kind("tree").map(|entry| &*entry.id).collect();
            let help = did_you_mean(named, known.iter().copied());
            let help = help.unwrap_or_else(|| format!("there are: {}", known.join(", ")));
            anyhow::anyhow!("no decision tree is called `{named}`; {help}")
        })
    }

    /// The tree as it runs. What is wrong with its files is told, and then there is none.
    pub fn sound<'a>(&'a self, tree: &'a Entry, terminal: &Terminal) -> Result<Flow<'a>, u8> {
        let flow = decide::flow(&self.site, tree).ok_or(CONTENT)?;
        let errors = self.problems_of(&flow).filter(|problem| problem.level == Level::Error);
        let errors: Vec<Diagnostic> = errors.cloned().collect();
        if errors.is_empty() && flow.has_circle() {
            // Its rule may be lowered; paths without end stay without end.
            terminal.say(format!("`{}` leads in a circle: `kb tree check {0}` shows where", tree.id));
            return Err(CONTENT);
        }
        if errors.is_empty() {
            return Ok(flow);
        }
        self.tell(&errors, terminal);
        Err(CONTENT)
    }

    /// Problems in the files that a tree is made of.
    pub fn problems_of<'a>(&'a self, flow: &'a Flow<'_>) -> impl Iterator<Item = &'a Diagnostic> {
        let is_its = |file: &str| &*flow.entry.file == file || flow.steps.iter().any(|step| &*step.owner.file == file);
        self.problems.iter().filter(move |problem| problem.place.as_ref().is_some_and(|place| is_its(&place.file)))
    }

    /// Draws problems with excerpts.
    pub fn tell(&self, problems: &[Diagnostic], terminal: &Terminal) {
        terminal.problems(problems, |file| self.sources.text(file));
    }
}
