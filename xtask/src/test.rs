//! `cargo xtask test`: every test, one step after the other, and what came of it.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::{TODAY, release_binary, tools, workspace};

/// A step by its name on the command line.
struct Step {
    name: &'static str,
    title: &'static str,
    /// Steps that rest on the release binary are left out when it could not be built.
    needs_build: bool,
}

const STEPS: [Step; 9] = [
    step("fmt", "Formatting"),
    step("clippy", "Lints"),
    step("doc", "Documentation"),
    step("test", "Unit and integration tests"),
    step("doctest", "Examples in the documentation"),
    step("build", "Release build"),
    Step { needs_build: true, ..step("check", "The bundled knowledge base") },
    Step { needs_build: true, ..step("docs", "The documentation, as a knowledge base") },
    Step { needs_build: true, ..step("browser", "The site in a browser") },
];

const fn step(name: &'static str, title: &'static str) -> Step {
    Step { name, title, needs_build: false }
}

/// How a step ended.
enum Outcome {
    Passed,
    Failed,
    LeftOut,
}

struct Done {
    step: &'static Step,
    outcome: Outcome,
    took: Duration,
    tests: Option<Counts>,
}

/// Runs the steps of these names, all when there are none. A failing step does not stop the next.
pub fn run(names: &[String]) -> anyhow::Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        bail!("`{unknown}` is no step; see `cargo xtask help`");
    }
    let steps: Vec<&'static Step> =
        STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name)).collect();
    prepare(&steps)?;
    let started = Instant::now();
    let mut all: Vec<Done> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        println!("\n=== {}/{} {} ({}) ===", at + 1, steps.len(), step.title, step.name);
        let unbuilt = all.iter().any(|done| done.step.name == "build" && !matches!(done.outcome, Outcome::Passed));
        let done = if step.needs_build && unbuilt {
            println!("left out: it needs the release build");
            Done { step, outcome: Outcome::LeftOut, took: Duration::ZERO, tests: None }
        } else {
            perform(step)?
        };
        all.push(done);
    }
    summary(&all, started.elapsed());
    let passed = all.iter().all(|done| matches!(done.outcome, Outcome::Passed));
    Ok(ExitCode::from(u8::from(!passed)))
}

/// Makes the client of search from its sources.
///
/// # Errors
/// When Node or its packages cannot be had.
pub fn client() -> anyhow::Result<ExitCode> {
    let folder = workspace().join("tests/browser");
    tools::install_packages(&folder)?;
    let status = Command::new("node").arg("lib/client.js").current_dir(folder).status().context("cannot start node")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn prepare(steps: &[&Step]) -> anyhow::Result<()> {
    let runs = |name: &str| steps.iter().any(|step| step.name == name);
    for component in ["fmt", "clippy"] {
        if runs(component) {
            tools::prepare_component(component)?;
        }
    }
    // Some of the other tests ask Node what the browser's half of search says.
    if runs("browser") || runs("test") {
        tools::prepare_browser()?;
    }
    if runs("browser") {
        tools::install_packages(&workspace().join("tests/browser"))?;
    }
    Ok(())
}

/// The commands of a step, one after the other.
fn commands(name: &str) -> anyhow::Result<Vec<Command>> {
    let root = match name {
        "check" => ".",
        "docs" => "docs",
        _ => return Ok(vec![command(name)?]),
    };
    let kb = |arguments: &[&str]| -> anyhow::Result<Command> {
        let mut kb = Command::new(release_binary()?);
        kb.args(arguments).args(["--today", TODAY, "--root", root]).current_dir(workspace());
        Ok(kb)
    };
    let site = format!("target/xtask/site-{name}");
    Ok(vec![
        kb(&["check", "--deny", "warnings"])?,
        kb(&["build", "--strict", "--output", &site, "--base-url", "https://kb.example.org/a/b"])?,
        kb(&["check", "--deny", "warnings", "--output", &site])?,
    ])
}

fn command(name: &str) -> anyhow::Result<Command> {
    let cargo = |arguments: &str| {
        let mut command = Command::new("cargo");
        command.args(arguments.split(' '));
        command
    };
    let mut command = match name {
        "fmt" => cargo("fmt --all --check"),
        "clippy" => cargo("clippy --locked --workspace --all-targets -- -D warnings"),
        "doc" => {
            let mut doc = cargo("doc --locked --workspace --no-deps");
            doc.env("RUSTDOCFLAGS", "-D warnings");
            doc
        }
        "test" if tools::has("cargo-nextest") => cargo("nextest run --locked --workspace --no-fail-fast"),
        "test" => cargo("test --locked --workspace --all-targets --no-fail-fast"),
        "doctest" => cargo("test --locked --workspace --doc --no-fail-fast"),
        "build" => cargo("build --locked --release --bin kb"),
        "browser" => {
            let mut node = Command::new("node");
            // One file at a time: each starts a server and a browser, and some measure time.
            node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
                .env("KB_BIN", release_binary()?)
                .current_dir(workspace().join("tests/browser"));
            if let Some(chromium) = tools::chromium() {
                node.env("KB_CHROMIUM", chromium);
            }
            return Ok(node);
        }
        other => unreachable!("`{other}` is no step"),
    };
    command.current_dir(workspace());
    Ok(command)
}

fn perform(step: &'static Step) -> anyhow::Result<Done> {
    let started = Instant::now();
    let counts = Arc::new(Mutex::new(None::<Counts>));
    let mut outcome = Outcome::Passed;
    for command in commands(step.name)? {
        if !succeeds(command, &counts).with_context(|| format!("cannot run step `{}`", step.name))? {
            outcome = Outcome::Failed;
            break;
        }
    }
    let took = started.elapsed();
    println!("{outcome} after {:.1} s", took.as_secs_f64());
    let tests = *counts.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Done { step, outcome, took, tests })
}

/// Runs a command, shows what it says, and tells whether it succeeded.
fn succeeds(mut command: Command, counts: &Arc<Mutex<Option<Counts>>>) -> anyhow::Result<bool> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let streams = [
        child.stdout.take().map(|pipe| follow(pipe, std::io::stdout(), counts)),
        child.stderr.take().map(|pipe| follow(pipe, std::io::stderr(), counts)),
    ];
    for thread in streams.into_iter().flatten() {
        let _ = thread.join();
    }
    Ok(child.wait()?.success())
}

/// Passes a child's output on line by line, and adds up the tests it tells of.
fn follow(
    from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    counts: &Arc<Mutex<Option<Counts>>>,
) -> std::thread::JoinHandle<()> {
    let counts = counts.clone();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(from);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let _ = to.write_all(&line);
            if let Some(found) = Counts::read(&String::from_utf8_lossy(&line)) {
                let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
                *counts = Some(counts.unwrap_or_default().add(found));
            }
            line.clear();
        }
    })
}

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Counts {
    /// The counts in the closing line of cargo-nextest or cargo test, or in one of the closing lines of Node.
    fn read(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split([' ', ',', ';', '\r', '\n']).filter(|word| !word.is_empty()).collect();
        let mut counts = Self::default();
        if let ["ℹ", what, number] = words[..] {
            let number = number.parse().ok()?;
            match what {
                "pass" => counts.passed = number,
                "fail" | "cancelled" => counts.failed = number,
                "skipped" | "todo" => counts.skipped = number,
                _ => return None,
            }
            return Some(counts);
        }
        // cargo-nextest repeats, indented, what a failing test's own process said.
        if !line.trim_start().starts_with("Summary [") && !line.starts_with("test result: ") {
            return None;
        }
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u64>() else {
                continue;
            };
            match pair[1] {
                "passed" => counts.passed += number,
                "failed" | "timed" | "exec" => counts.failed += number,
                "skipped" | "ignored" => counts.skipped += number,
                _ => {}
            }
        }
        Some(counts)
    }

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
            Self::LeftOut => "left out",
        })
    }
}

fn summary(all: &[Done], took: Duration) {
    println!("\n=== Summary ===");
    let mut total = Counts::default();
    for done in all {
        let tests = done.tests.map_or_else(String::new, |tests| {
            total = total.add(tests);
            format!("  {tests}")
        });
        println!("{:<8}  {:>7.1} s  {}{tests}", done.outcome, done.took.as_secs_f64(), done.step.title,);
    }
    let failed: Vec<&str> =
        all.iter().filter(|done| !matches!(done.outcome, Outcome::Passed)).map(|done| done.step.name).collect();
    if !failed.is_empty() {
        println!("failed: {} (run one again with `cargo xtask test STEP`)", failed.join(", "));
    }
    println!("tests: {total}, in {:.0} s", took.as_secs_f64());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, passed: u64, failed: u64, skipped: u64) {
        let counts = Counts { passed, failed, skipped };
        assert_eq!(Counts::read(line), Some(counts), "{line}");
    }

    #[test]
    fn closing_lines_of_all_runners_are_read() {
        check("     Summary [   2.310s] 412 tests run: 410 passed (3 slow), 2 failed, 1 skipped\n", 410, 2, 1);
        check("test result: FAILED. 8 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out", 8, 1, 2);
        check("ℹ pass 23", 23, 0, 0);
        check("ℹ fail 1", 0, 1, 0);
    }

    #[test]
    fn other_lines_are_no_counts() {
        for line in [
            "",
            "running 3 tests",
            "ℹ tests 3",
            "ℹ duration_ms 12.5",
            "12 passed",
            "    test result: FAILED. 0 passed; 1 failed;",
        ] {
            assert_eq!(Counts::read(line), None, "{line}");
        }
    }
}
