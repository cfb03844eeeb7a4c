//! Developers' commands of kb: `cargo xtask test` runs every test, `cargo xtask bench` measures.
//!
//! What the commands do is in `test` and `bench`; `tools` finds, and on Debian installs, the programs they need.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a developer's command talks to the terminal")]

mod bench;
mod http;
mod test;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
Developers' commands of kb

Usage: cargo xtask <COMMAND>

Commands:
  test [STEP]...   Run every test, or only these steps; installs what is missing on Debian
  client           Make the published scripts of search from their sources
  bench            Measure builds, the way from an edit to the browser, size and memory
  bench search     Measure search over 10,000 pages, beside Pagefind
  bench lighthouse Say what Lighthouse finds on four pages of the built site
  help             Print this

Steps of `test`, in this order:
  fmt       formatting
  clippy    lints, warnings are errors
  doc       the documentation builds without warnings
  test      unit and integration tests (cargo-nextest when present, else cargo test)
  doctest   examples in the documentation
  build     the release binary, which the next three need
  check     the bundled knowledge base has no error and no warning, nor has its site
  docs      the documentation has none either
  browser   the built site in Chromium

Environment:
  KB_CHROMIUM   the Chromium or Chrome to test with

Exit codes: 0 all passed, 1 a step failed, 2 wrong use or a program is missing
";

/// The day that tests and measurements take for today.
const TODAY: &str = "2026-11-23";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match command {
        "test" => test::run(rest),
        "client" if rest.is_empty() => test::client(),
        "bench" if rest.is_empty() => bench::run().map(|()| ExitCode::SUCCESS),
        "bench" if rest == ["lighthouse"] => bench::lighthouse().map(|()| ExitCode::SUCCESS),
        "bench" if rest == ["search"] => bench::search().map(|()| ExitCode::SUCCESS),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(anyhow::anyhow!("`{}` is no command; see `cargo xtask help`", arguments.join(" "))),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

/// The folder of the workspace.
fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// Where the release binary of kb is, or will be: beside the profile that xtask itself was built in.
fn release_binary() -> anyhow::Result<PathBuf> {
    let xtask = std::env::current_exe()?;
    let target =
        xtask.ancestors().nth(2).ok_or_else(|| anyhow::anyhow!("{} is not in a target folder", xtask.display()))?;
    Ok(target.join("release").join(format!("kb{}", std::env::consts::EXE_SUFFIX)))
}
