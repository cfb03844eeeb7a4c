//! `cargo xtask bench`: what readers and writers wait for, measured on the bundled knowledge base. Nothing is
//! asserted but the scores of `cargo xtask bench lighthouse`.

mod search;
mod tree;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::{TODAY, http, release_binary, tools, workspace};

pub use search::run as search;

/// Runs of each measurement; the median is shown, since other programs disturb some.
const RUNS: usize = 15;
/// The entry that is edited.
const ENTRY: &str = "content/performance/cold-starts.md";
/// Its page.
const PAGE: &str = "/performance/cold-starts/";

struct Row {
    what: &'static str,
    measured: String,
    target: &'static str,
}

/// Builds the release binary, measures, and prints a table.
///
/// # Errors
/// When kb does not do its work at all.
pub fn run() -> anyhow::Result<()> {
    build()?;
    let bench = Bench::prepare()?;
    let rows = bench.rows();
    let _ = fs::remove_dir_all(&bench.root);
    print_table(&rows?);
    Ok(())
}

/// Builds the release binary, and prints what Lighthouse says of the most important pages.
///
/// # Errors
/// When a program is missing, or a score is under its target.
pub fn lighthouse() -> anyhow::Result<()> {
    build()?;
    let folder = workspace().join("tests/lighthouse");
    tools::prepare_browser()?;
    // It builds and serves with what the browser tests have for that.
    tools::install_packages(&workspace().join("tests/browser"))?;
    tools::install_packages(&folder)?;
    let mut node = Command::new("node");
    node.arg("run.js").env("KB_BIN", release_binary()?).current_dir(folder);
    if let Some(chromium) = tools::chromium() {
        node.env("KB_CHROMIUM", chromium);
    }
    if !node.status().context("cannot start Node.js")?.success() {
        bail!("a score is under its target, or Lighthouse failed");
    }
    Ok(())
}

fn build() -> anyhow::Result<()> {
    let status = Command::new("cargo")
        .args(["build", "--locked", "--release", "--bin", "kb"])
        .current_dir(workspace())
        .status()?;
    if !status.success() {
        bail!("the release build failed");
    }
    Ok(())
}

/// A copy of the bundled knowledge base to build and edit.
struct Bench {
    kb: PathBuf,
    root: PathBuf,
}

impl Bench {
    fn prepare() -> anyhow::Result<Self> {
        let root = std::env::temp_dir().join(format!("kb-bench-{}", std::process::id()));
        copy(&workspace().join("content"), &root.join("content"))?;
        fs::copy(workspace().join("kb.toml"), root.join("kb.toml"))?;
        Ok(Self { kb: release_binary()?, root })
    }

    fn rows(&self) -> anyhow::Result<Vec<Row>> {
        let published = self.root.join("public");
        let mut peak = 0;
        let cold = median(|_| {
            let _ = fs::remove_dir_all(&published);
            let (took, memory) = self.build()?;
            peak = peak.max(memory);
            Ok(took)
        })?;
        let warm = median(|_| Ok(self.build()?.0))?;
        let edited = median(|at| {
            self.edit(&format!("Edit {at}."))?;
            Ok(self.build()?.0)
        })?;
        let (reload, server_memory) = self.serve()?;
        let large = tree::prepare()?;
        let checked = median(|_| tree::check(&self.kb, &large));
        let _ = fs::remove_dir_all(&large);
        let size = fs::metadata(&self.kb)?.len();
        Ok(vec![
            row("build, nothing published before", millis(cold), "< 1 s"),
            row("build, nothing changed", millis(warm), ""),
            row("build, one entry edited", millis(edited), ""),
            row("serve, edit to reload event", millis(reload), "< 150 ms"),
            row("check of a tree of 200 questions and 5,309 paths", millis(checked?), "< 1 s"),
            row("release binary", megabytes(size), "< 40 MB"),
            row("memory of a build, at most", memory(peak), ""),
            row("memory of serve, at most", memory(server_memory), ""),
        ])
    }

    /// Builds once; gives the time and the most memory in use.
    fn build(&self) -> anyhow::Result<(Duration, u64)> {
        watched(Command::new(&self.kb).args(["build", "--quiet", "--today", TODAY]).current_dir(&self.root))
    }

    /// From saving an edit to the event that makes open pages reload; and the most memory in use.
    fn serve(&self) -> anyhow::Result<(Duration, u64)> {
        let mut child = Command::new(&self.kb)
            .args(["serve", "--port", "0", "--today", TODAY])
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let measured = self.reloads(&mut child);
        let memory = peak_memory(&child);
        let _ = child.kill();
        let _ = child.wait();
        Ok((measured?, memory))
    }

    fn reloads(&self, child: &mut Child) -> anyhow::Result<Duration> {
        let mut said = BufReader::new(child.stderr.take().context("stderr is piped")?);
        let mut line = String::new();
        said.read_line(&mut line)?;
        let server: SocketAddr = line
            .trim()
            .strip_prefix("http://")
            .and_then(|rest| rest.strip_suffix('/')?.parse().ok())
            .with_context(|| format!("kb serve begins with {line:?}"))?;
        // Somebody must read on, or the server would wait for room in the pipe.
        std::thread::spawn(move || said.lines().count());
        http::get(server, PAGE)?.text()?;
        median(|at| {
            let mut events = http::get(server, &format!("/_kb/events?path={PAGE}"))?;
            events.wait_for("event: state")?;
            let text = format!("Served edit {at}.");
            let saved = Instant::now();
            self.edit(&text)?;
            events.wait_for("event: reload")?;
            let took = saved.elapsed();
            if !http::get(server, PAGE)?.text()?.contains(&text) {
                bail!("the page was reloaded without the edit");
            }
            Ok(took)
        })
    }

    fn edit(&self, text: &str) -> anyhow::Result<()> {
        let original = fs::read_to_string(workspace().join(ENTRY))?;
        fs::write(self.root.join(ENTRY), format!("{original}\n{text}\n"))?;
        Ok(())
    }
}

/// Runs a program to its end; gives the time and the most memory in use.
fn watched(command: &mut Command) -> anyhow::Result<(Duration, u64)> {
    let name = command.get_program().to_owned();
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start {}", name.display()))?;
    let mut peak = 0;
    // The kernel forgets the peak with the process, so it is asked for while the process runs.
    let status = loop {
        peak = peak.max(peak_memory(&child));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    if !status.success() {
        bail!("`{}` failed", name.display());
    }
    Ok((started.elapsed(), peak))
}

/// The median time of some runs.
fn median(mut run: impl FnMut(usize) -> anyhow::Result<Duration>) -> anyhow::Result<Duration> {
    let mut times = (0..RUNS).map(&mut run).collect::<anyhow::Result<Vec<_>>>()?;
    times.sort_unstable();
    Ok(times[RUNS / 2])
}

/// The most memory a running process had in use, in bytes; 0 where the system does not tell.
fn peak_memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| {
        let rest = line.strip_prefix("VmHWM:")?;
        rest.trim().strip_suffix(" kB")?.parse::<u64>().ok()
    });
    kilobytes.unwrap_or_default() * 1024
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn row(what: &'static str, measured: String, target: &'static str) -> Row {
    Row { what, measured, target }
}

fn millis(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

fn memory(bytes: u64) -> String {
    if bytes == 0 { "not told".to_owned() } else { megabytes(bytes) }
}

fn print_table(rows: &[Row]) {
    println!("\nmedian of {RUNS} runs on the bundled knowledge base\n");
    println!("{:<34} {:>10}   target", "", "measured");
    for row in rows {
        println!("{:<34} {:>10}   {}", row.what, row.measured, row.target);
    }
}
