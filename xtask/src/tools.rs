//! The programs that the tests need: found on the path, installed on Debian, asked for elsewhere.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// Oldest Node.js whose test runner has all that the browser tests use.
const NODE: u32 = 18;

/// Names under which Chromium or Chrome is installed.
const CHROMIUM: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Something that must be there, and how to get it.
struct Need {
    what: &'static str,
    /// Packages of Debian that bring it.
    debian: &'static [&'static str],
    elsewhere: &'static str,
    is_there: fn() -> bool,
}

const BROWSER: [Need; 2] = [
    Need {
        what: "Chromium or Chrome",
        debian: &["chromium"],
        elsewhere: "install Chromium or Chrome, or name it with KB_CHROMIUM",
        is_there: || chromium().is_some(),
    },
    Need {
        what: "Node.js 18 or newer, with npm",
        debian: &["nodejs", "npm"],
        elsewhere: "install it from https://nodejs.org",
        is_there: || node_version().is_some_and(|version| version >= NODE) && has("npm"),
    },
];

/// Sees to it that the browser tests can run.
///
/// # Errors
/// Names everything that is missing and could not be installed.
pub fn prepare_browser() -> anyhow::Result<()> {
    let missing: Vec<&Need> = BROWSER.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if let Some(apt) = apt() {
        let packages: Vec<&str> = missing.iter().flat_map(|need| need.debian).copied().collect();
        println!("installing {}", packages.join(", "));
        // A failing update may still leave usable lists, so only the installation decides.
        let _ = quiet(&apt, &["update"]);
        quiet(&apt, &[&["install", "--yes", "--no-install-recommends"], &packages[..]].concat())?;
    }
    let still: Vec<String> = missing
        .iter()
        .filter(|need| !(need.is_there)())
        .map(|need| format!("{} is missing: {}", need.what, need.elsewhere))
        .collect();
    if !still.is_empty() {
        bail!("{}", still.join("\n       "));
    }
    Ok(())
}

/// Sees to it that a component of the Rust toolchain is there.
///
/// # Errors
/// When it is missing and rustup cannot add it.
pub fn prepare_component(name: &str) -> anyhow::Result<()> {
    let program = format!("cargo-{name}");
    if runs(&program, &["--version"]) {
        return Ok(());
    }
    let component = if name == "fmt" { "rustfmt" } else { name };
    if has("rustup") {
        println!("installing {component}");
        quiet(&["rustup".to_owned()], &["component", "add", component])?;
    }
    if !runs(&program, &["--version"]) {
        bail!("{component} is missing: `rustup component add {component}`");
    }
    Ok(())
}

/// Brings the packages of the browser tests up to their lock file.
///
/// # Errors
/// When npm fails.
pub fn install_packages(folder: &Path) -> anyhow::Result<()> {
    let changed = |file: &str| folder.join(file).metadata().and_then(|data| data.modified());
    let installed = changed("node_modules/.package-lock.json");
    if let (Ok(locked), Ok(installed)) = (changed("package-lock.json"), installed)
        && installed >= locked
    {
        return Ok(());
    }
    let status = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .status()
        .context("cannot start npm")?;
    if !status.success() {
        bail!("`npm ci` in {} failed", folder.display());
    }
    Ok(())
}

/// The browser to test with.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("KB_CHROMIUM").map(PathBuf::from);
    named.or_else(|| CHROMIUM.iter().find_map(|name| find(name)))
}

/// Whether this program is on the path.
pub fn has(program: &str) -> bool {
    find(program).is_some()
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    // A program with a path of its own is taken as it is.
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file() || file.with_extension("exe").is_file())
}

fn node_version() -> Option<u32> {
    let output = Command::new("node").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The words before apt-get's own, when this is Debian and packages may be installed.
fn apt() -> Option<Vec<String>> {
    if !Path::new("/etc/debian_version").exists() || !has("apt-get") {
        return None;
    }
    let root = Command::new("id").arg("-u").output().ok()?.stdout == b"0\n";
    if root {
        Some(vec!["apt-get".to_owned()])
    } else if runs("sudo", &["--non-interactive", "true"]) {
        Some(["sudo", "--non-interactive", "apt-get"].map(str::to_owned).into())
    } else {
        None
    }
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).stdin(Stdio::null()).output().is_ok_and(|output| output.status.success())
}

/// Runs a program and shows what it said only when it fails.
fn quiet(program: &[String], arguments: &[&str]) -> anyhow::Result<()> {
    let output = Command::new(&program[0])
        .args(&program[1..])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", program[0]))?;
    if !output.status.success() {
        bail!(
            "`{} {}` failed:\n{}{}",
            program.join(" "),
            arguments.join(" "),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}
