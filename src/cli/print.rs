//! Writing to the terminal: results to standard output, problems and progress to standard error.

use std::cell::Cell;
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};

use clap::ValueEnum;

use crate::diagnostic::{self, Diagnostic, Level, Paint};

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// At a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to write.
pub(super) struct Terminal {
    /// Standard output took not all that was written.
    lost: Cell<bool>,
    colour_out: bool,
    colour_err: bool,
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    pub fn new(when: When, quiet: bool, verbose: bool) -> Self {
        let auto = |terminal: bool| match when {
            When::Auto => terminal && super::project::environment("NO_COLOR").is_none(),
            When::Always => true,
            When::Never => false,
        };
        let colour_out = auto(io::stdout().is_terminal());
        let colour_err = auto(io::stderr().is_terminal());
        Terminal { lost: Cell::new(false), colour_out, colour_err, quiet, verbose }
    }

    /// A result, as a line on standard output.
    pub fn line(&self, line: impl Display) {
        if !out(&format!("{line}\n")) {
            self.lost.set(true);
        }
    }

    /// Whether a result could not be written.
    pub fn lost_output(&self) -> bool {
        self.lost.get()
    }

    /// What happened, unless `--quiet`.
    pub fn say(&self, line: impl Display) {
        if !self.quiet {
            error_line(&line.to_string());
        }
    }

    /// Details, with `--verbose`.
    pub fn detail(&self, line: impl Display) {
        if self.verbose {
            error_line(&line.to_string());
        }
    }

    /// A failure of the machine or wrong use, with what led to it.
    pub fn failure(&self, error: &anyhow::Error) {
        error_line(&format!("{} {error:#}", self.bold_red("error:")));
    }

    /// Problems, drawn with excerpts from the texts of their files.
    pub fn problems<'a>(&self, problems: &[Diagnostic], text: impl Fn(&str) -> Option<&'a str>) {
        let paint = if self.colour_err { Paint::Coloured } else { Paint::Plain };
        err(&diagnostic::draw(problems, text, paint));
    }

    /// Whether results are coloured.
    pub fn colours(&self) -> bool {
        self.colour_out
    }

    /// Whether a person watches progress.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    fn bold_red(&self, text: &str) -> String {
        if self.colour_err { format!("\u{1b}[1;31m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// «1 entry», «50 entries».
pub(super) fn entries(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}

/// «2 errors, 1 warning», «no problems».
pub(super) fn counts(problems: &[Diagnostic]) -> String {
    let count = |level: Level| problems.iter().filter(|problem| problem.level == level).count();
    let words = |number: usize, one: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {one}s")),
    };
    let parts: Vec<_> =
        [words(count(Level::Error), "error"), words(count(Level::Warning), "warning")].into_iter().flatten().collect();
    if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") }
}

/// Help, version and wrong use, as clap words them.
pub(super) fn clap(error: &clap::Error) {
    // Nothing is left to tell when the terminal is gone.
    let _ = error.print();
}

/// A line on standard error.
pub(super) fn error_line(line: &str) {
    err(&format!("{line}\n"));
}

/// Whether all was written. Standard output may be closed by whoever reads it (`kb … | head`): that is no failure.
fn out(text: &str) -> bool {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => true,
        Err(error) => error.kind() == io::ErrorKind::BrokenPipe,
    }
}

fn err(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
