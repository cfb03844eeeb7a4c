//! `kb init`: a small knowledge base to begin with, one entry of each kind.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::ValueEnum;

use super::print::Terminal;
use super::project::today;
use super::{CLEAN, Common};
use crate::output;

/// The day on which it is made stands where a text says `TODAY`: a review that is due on the first day would be odd.
const FILES: &[(&str, &str)] = &[
    (".gitignore", include_str!("init/gitignore")),
    ("README.md", include_str!("init/README.md")),
    ("content/_index.md", include_str!("init/content/_index.md")),
    ("content/about.md", include_str!("init/content/about.md")),
    ("content/case-studies/example-newsletter.md", include_str!("init/content/case-studies/example-newsletter.md")),
    ("content/comparisons/build-and-buy.md", include_str!("init/content/comparisons/build-and-buy.md")),
    ("content/cost/cost-of-upkeep.md", include_str!("init/content/cost/cost-of-upkeep.md")),
    ("content/decisions/buy-the-newsletter.md", include_str!("init/content/decisions/buy-the-newsletter.md")),
    ("content/delivery/time-to-change.md", include_str!("init/content/delivery/time-to-change.md")),
    ("content/glossary/lock-in.md", include_str!("init/content/glossary/lock-in.md")),
    ("content/guides/keep-it-alive.md", include_str!("init/content/guides/keep-it-alive.md")),
    ("content/options/build.md", include_str!("init/content/options/build.md")),
    ("content/options/buy.md", include_str!("init/content/options/buy.md")),
    ("content/performance/waiting-for-others.md", include_str!("init/content/performance/waiting-for-others.md")),
    ("content/security/who-patches.md", include_str!("init/content/security/who-patches.md")),
    ("content/sources/own-experience.md", include_str!("init/content/sources/own-experience.md")),
    ("content/trees/which-way.md", include_str!("init/content/trees/which-way.md")),
    ("content/use-cases/core-product.md", include_str!("init/content/use-cases/core-product.md")),
    ("kb.toml", include_str!("init/kb.toml")),
];

/// What tells git to leave out the built site.
const IGNORED: &str = ".gitignore";
/// Files that are left as they are where a folder has them.
const KEPT: [&str; 2] = [IGNORED, "README.md"];

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  kb init our-architecture\n  kb init --ci github         with checks of pull requests \
    and a published site"
)]
pub(super) struct Arguments {
    /// Where; it is made when it is not there [default: the folder you are in]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Add a file that checks pull requests and publishes the site
    #[arg(long, value_name = "FORGE")]
    ci: Option<Ci>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ci {
    /// GitHub Actions and GitHub Pages.
    Github,
    /// GitLab CI and GitLab Pages.
    Gitlab,
}

pub(super) fn run(arguments: &Arguments, common: &Common, terminal: &Terminal) -> anyhow::Result<u8> {
    let root = arguments.dir.clone().or_else(|| common.root.clone()).unwrap_or_else(|| PathBuf::from("."));
    let mut files = FILES.to_vec();
    match arguments.ci {
        Some(Ci::Github) => files.push((".github/workflows/kb.yml", include_str!("../../docs/ci/github.yml"))),
        Some(Ci::Gitlab) => files.push((".gitlab-ci.yml", include_str!("../../docs/ci/gitlab.yml"))),
        None => {}
    }
    if root.metadata().is_ok_and(|found| !found.is_dir()) {
        bail!("{} is a file", root.display());
    }
    // A repository that was just made has some of these, which is no reason to begin elsewhere.
    let kept = output::taken(&root, KEPT);
    files.retain(|(path, _)| !kept.contains(path));
    let taken = taken(&root, files.iter().map(|&(path, _)| path));
    if !taken.is_empty() {
        bail!("{} has {} already; nothing was written", root.display(), taken.join(", "));
    }
    let day = today(common)?.to_string();
    for (path, text) in &files {
        output::create(&root, path, text.replace("TODAY", &day).as_bytes())?;
    }
    terminal.line(root.display());
    let go = if root == Path::new(".") { String::new() } else { format!("cd {} && ", root.display()) };
    terminal.say(format!("{} files, one entry of each kind. Next: {go}kb serve", files.len()));
    if !kept.is_empty() {
        terminal.say(format!("Left as found: {}.", kept.join(" and ")));
    }
    if kept.contains(&IGNORED) {
        terminal.say("Git should leave out what kb makes: add public/ and .kb/ to .gitignore.");
    }
    if arguments.ci.is_some() {
        terminal.say("The CI file names the repository of kb in KB_REPOSITORY: set it before the first run.");
    }
    Ok(CLEAN)
}

/// What is in the way: files that would be written, and any `content/`, whose entries would mix with these.
fn taken<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    output::taken(root, paths.chain(["content"]))
}
