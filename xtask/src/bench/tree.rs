//! A large decision tree: 200 questions, and 5,309 paths through them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::TODAY;

/// Questions in a row, each with an answer that ends.
const CHAIN: usize = 189;
/// Questions after them whose two answers lead to the same next one.
const DIAMONDS: usize = 10;

/// Writes a knowledge base with that tree; gives its folder.
pub(super) fn prepare() -> anyhow::Result<PathBuf> {
    let root = std::env::temp_dir().join(format!("kb-bench-tree-{}", std::process::id()));
    fs::create_dir_all(root.join("content/trees"))?;
    fs::create_dir_all(root.join("content/options"))?;
    fs::write(root.join("kb.toml"), "[site]\ntitle = \"Bench\"\n[checks]\ntree-long = \"off\"\n")?;
    fs::write(
        root.join("content/options/here.md"),
        "+++\ntitle = \"Here\"\ndescription = \"It is here.\"\n+++\nText.\n",
    )?;
    fs::write(root.join("content/trees/large.md"), tree())?;
    Ok(root)
}

fn tree() -> String {
    let mut text = String::from(
        "+++\ntitle = \"Large\"\ndescription = \"A large tree.\"\nreviewed = 2026-01-01\nopinion = true\noptions = [\"here\"]\n",
    );
    let last = CHAIN + DIAMONDS;
    for at in 0..=last {
        let _ = write!(text, "[[question]]\nid = \"q{at}\"\nask = \"Question {at}?\"\n");
        let next = format!("q{}", at + 1);
        let answers = match at {
            _ if at < CHAIN => vec![next, "outcome:end".to_owned()],
            _ if at < last => vec![next; 2],
            _ => vec!["outcome:end".to_owned(); 5],
        };
        for (number, to) in answers.iter().enumerate() {
            // Flags, or all answers of a question would be alike.
            let _ = write!(
                text,
                "[[question.answer]]\nid = \"a{number}\"\nlabel = \"Answer {number}\"\nto = \"{to}\"\nflags = [\"f{number}\"]\n"
            );
        }
    }
    text += "[[outcome]]\nid = \"end\"\nrecommend = [\"here\"]\n[[path]]\nname = \"at once\"\nanswers = \"q0=a1\"\nexpect = \"end\"\n";
    text += "[[never]]\nif = \"q0=a1 q5=a0\"\noutcome = \"end\"\n+++\n## o:end\nIt ends.\n";
    text
}

/// How long `kb check` takes for it.
pub(super) fn check(kb: &Path, root: &Path) -> anyhow::Result<Duration> {
    let started = Instant::now();
    let status = Command::new(kb)
        .args(["check", "--quiet", "--today", TODAY])
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", kb.display()))?;
    if !status.success() {
        bail!("`kb check` failed on the large tree");
    }
    Ok(started.elapsed())
}
