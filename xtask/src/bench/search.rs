//! `cargo xtask bench search`: what search over 10,000 pages costs, beside Pagefind on the same pages. Nothing is
//! asserted.

mod corpus;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use self::corpus::Corpus;
use super::{build, watched};
use crate::{TODAY, release_binary, tools, workspace};

/// The release that kb is compared with.
const PAGEFIND: &str = "pagefind@1.6.0";
/// Runs of a build; the median is shown.
const RUNS: usize = 3;

/// Time and memory, or anything else that was measured.
struct Row {
    what: String,
    unit: String,
    kb: f64,
    pagefind: f64,
}

/// Makes the pages, builds and indexes them, asks both, and prints a table.
///
/// # Errors
/// When a program is missing or fails.
pub fn run() -> anyhow::Result<()> {
    build()?;
    tools::prepare_browser()?;
    tools::install_packages(&workspace().join("tests/browser"))?;
    let pagefind = install()?;
    let root = std::env::temp_dir().join(format!("kb-bench-search-{}", std::process::id()));
    let rows = measure(&root, &pagefind);
    let _ = fs::remove_dir_all(&root);
    print(&rows?);
    Ok(())
}

/// Fetches Pagefind into the folder of what can be made again; gives its program.
fn install() -> anyhow::Result<PathBuf> {
    let folder = workspace().join("target/bench-search").join(PAGEFIND);
    let packages = folder.join("node_modules/@pagefind");
    if !packages.is_dir() {
        fs::create_dir_all(&folder)?;
        let npm = Command::new("npm")
            .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", ".", PAGEFIND])
            .current_dir(&folder)
            .stdin(Stdio::null())
            .status()
            .context("cannot start npm")?;
        if !npm.success() {
            bail!("npm could not install {PAGEFIND}");
        }
    }
    let program = format!("bin/pagefind_extended{}", std::env::consts::EXE_SUFFIX);
    let systems = fs::read_dir(&packages)?.filter_map(Result::ok).map(|system| system.path().join(&program));
    systems.into_iter().find(|program| program.is_file()).context("Pagefind has no program for this system")
}

fn measure(root: &Path, pagefind: &Path) -> anyhow::Result<Vec<Row>> {
    println!("writing pages");
    let corpus = corpus::write(root)?;
    println!("{} pages, {} words, {} pairs of a page and a word", corpus.pages, corpus.words, corpus.postings);
    let queries = root.join("queries.txt");
    fs::write(&queries, corpus.queries.join("\n"))?;
    let mut rows = alone(root)?;
    rows.extend(builds(root, &corpus)?);
    let index = root.join("pagefind");
    println!("indexing with Pagefind");
    let (took, memory) = watched(
        Command::new(pagefind)
            .args([
                "--silent",
                "--root-selector",
                "main",
                "--glob",
                "{guides,howtos,patterns,runbooks,services}/*/index.html",
            ])
            .arg("--site")
            .arg(root.join("public"))
            .arg("--output-path")
            .arg(&index),
    )?;
    for row in rows.iter_mut().filter(|row| row.what.starts_with("index and export")) {
        row.pagefind = match row.unit.as_str() {
            "s" => took.as_secs_f64(),
            "MB" => memory as f64 / 1e6,
            _ => f64::NAN,
        };
    }
    let (kb, other) = (sizes(&root.join("public/search"))?, sizes(&index)?);
    rows.push(row("index on the disk", "files", kb.0 as f64, other.0 as f64));
    rows.push(row("index on the disk", "MB", kb.1 as f64 / 1e6, other.1 as f64 / 1e6));
    println!("asking in Chromium");
    rows.extend(asked(root, &index, &queries)?);
    Ok(rows)
}

/// Index and export without the site around them.
fn alone(root: &Path) -> anyhow::Result<Vec<Row>> {
    println!("indexing with kb");
    let cargo = ["build", "--locked", "--release", "--package", "kb-search", "--example", "measure"];
    if !Command::new("cargo").args(cargo).current_dir(workspace()).status()?.success() {
        bail!("the measuring program cannot be built");
    }
    let program = release_binary()?.with_file_name(format!("examples/measure{}", std::env::consts::EXE_SUFFIX));
    let (folder, told) = (root.join("alone"), root.join("told"));
    let run = |mode: &str| -> anyhow::Result<(Duration, u64)> {
        let mut measure = Command::new(&program);
        measure.arg(mode).arg(root.join("content")).arg(&folder).stdout(fs::File::create(&told)?);
        let (_, memory) = watched(&mut measure)?;
        // The program leaves out what it reads: it has no Markdown to understand.
        Ok((Duration::from_secs_f64(fs::read_to_string(&told)?.trim().parse::<f64>()? / 1000.0), memory))
    };
    let mut rows = Vec::new();
    let (took, memory) = median(|_| {
        let _ = fs::remove_dir_all(&folder);
        run("all")
    })?;
    rows.push(row("index and export of all pages", "s", took.as_secs_f64(), f64::NAN));
    rows.push(row("index and export of all pages", "MB", memory as f64 / 1e6, f64::NAN));
    // A second run would find the edit made.
    let (took, memory) = run("edit")?;
    rows.push(row("index and export after one edit", "s", took.as_secs_f64(), f64::NAN));
    rows.push(row("index and export after one edit", "MB", memory as f64 / 1e6, f64::NAN));
    let (took, _) = run("serve")?;
    rows.push(row("in memory, from an edit to its answer", "ms", took.as_secs_f64() * 1000.0, f64::NAN));
    let _ = fs::remove_dir_all(&folder);
    Ok(rows)
}

/// Builds with kb in three states: nothing there, all pages there but no index, one entry edited.
fn builds(root: &Path, corpus: &Corpus) -> anyhow::Result<Vec<Row>> {
    println!("building with kb");
    let kb = release_binary()?;
    let build = || watched(Command::new(&kb).args(["build", "--quiet", "--today", TODAY]).current_dir(root));
    let forget = |folder: &str| {
        let _ = fs::remove_dir_all(root.join(folder));
    };
    let mut rows = Vec::new();
    let mut add = |what: &str, (took, memory): (Duration, u64)| {
        rows.push(row(what, "s", took.as_secs_f64(), f64::NAN));
        rows.push(row(what, "MB", memory as f64 / 1e6, f64::NAN));
    };
    add(
        "whole build",
        median(|_| {
            forget("public");
            forget(".kb");
            build()
        })?,
    );
    add(
        "whole build, pages known, index not",
        median(|_| {
            forget(".kb");
            build()
        })?,
    );
    let original = fs::read_to_string(root.join(&corpus.entry))?;
    add(
        "whole build after one edit",
        median(|at| {
            fs::write(root.join(&corpus.entry), format!("{original}\nEdit {at} of the page.\n"))?;
            build()
        })?,
    );
    Ok(rows)
}

fn median(mut run: impl FnMut(usize) -> anyhow::Result<(Duration, u64)>) -> anyhow::Result<(Duration, u64)> {
    let mut runs = (0..RUNS).map(&mut run).collect::<anyhow::Result<Vec<_>>>()?;
    let memory = runs.iter().map(|run| run.1).max().unwrap_or_default();
    runs.sort_unstable();
    Ok((runs[RUNS / 2].0, memory))
}

/// Files and bytes of a folder.
fn sizes(folder: &Path) -> anyhow::Result<(usize, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for entry in fs::read_dir(folder).with_context(|| format!("{} is not there", folder.display()))? {
        let entry = entry?;
        let (more, size) =
            if entry.file_type()?.is_dir() { sizes(&entry.path())? } else { (1, entry.metadata()?.len()) };
        files += more;
        bytes += size;
    }
    Ok((files, bytes))
}

fn asked(root: &Path, index: &Path, queries: &Path) -> anyhow::Result<Vec<Row>> {
    let mut node = Command::new("node");
    node.arg(workspace().join("search/bench/run.js")).arg(root.join("public")).arg(index).arg(queries);
    if let Some(chromium) = tools::chromium() {
        node.env("KB_CHROMIUM", chromium);
    }
    let ran = node.stderr(Stdio::inherit()).stdin(Stdio::null()).output().context("cannot start Node.js")?;
    if !ran.status.success() {
        bail!("asking in Chromium failed");
    }
    let text = String::from_utf8(ran.stdout)?;
    text.lines()
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [what, unit, kb, pagefind] => Ok(row(what, unit, kb.parse()?, pagefind.parse()?)),
            _ => bail!("not a row: {line}"),
        })
        .collect()
}

fn row(what: &str, unit: &str, kb: f64, pagefind: f64) -> Row {
    Row { what: what.to_owned(), unit: unit.to_owned(), kb, pagefind }
}

fn print(rows: &[Row]) {
    println!("\nbuilds: median of {RUNS}, memory at most; Pagefind: one run\n");
    println!("{:<54} {:>10} {:>10} {:>8}", "", "kb", "Pagefind", "ratio");
    for row in rows {
        let figure = |value: f64| match value {
            value if value.is_nan() => "–".to_owned(),
            value if value >= 100.0 || row.unit == "files" || row.unit == "requests" => format!("{value:.0}"),
            value if value >= 10.0 => format!("{value:.1}"),
            value => format!("{value:.2}"),
        };
        let ratio = if row.pagefind.is_nan() { "–".to_owned() } else { format!("{:.2}", row.pagefind / row.kb) };
        let what = format!("{}, {}", row.what, row.unit);
        println!("{what:<54} {:>10} {:>10} {ratio:>8}", figure(row.kb), figure(row.pagefind));
    }
}
