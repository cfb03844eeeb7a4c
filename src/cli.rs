//! The command line: one file per command. The only place that prints or picks an exit code.

mod build;
mod check;
mod compare;
mod decide;
mod explain;
mod export;
mod index;
mod init;
mod new;
mod print;
mod project;
mod search;
mod serve;
mod theme;
mod tree;
mod trees;

use std::ffi::OsString;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use print::Terminal;

/// Clean.
const CLEAN: u8 = 0;
/// Errors in the content, or warnings where they count as errors.
const CONTENT: u8 = 1;
/// Wrong use, or a machine that fails.
const USE: u8 = 2;
/// A bug in kb.
const BUG: u8 = 3;

/// An architecture knowledge base: checked Markdown in, a fast searchable site with decision trees out.
#[derive(Parser)]
#[command(name = "kb", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Examples:\n  kb build                    write the site to public/\n  kb serve                    \
    read it in a browser while you write\n  kb check                    every problem, with its place and its cure\n  \
    kb search \"cold start\"      ask the knowledge base from the terminal\n  kb decide                   answer the questions of its decision tree"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// Flags of all commands.
#[derive(Args, Clone)]
struct Common {
    /// Folder of the knowledge base [default: the nearest one upwards with a kb.toml]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Another file than kb.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Take this day for today, as 2026-11-23 [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, global = true, value_name = "DATE")]
    today: Option<jiff::civil::Date>,
    /// Colour in messages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: print::When,
    /// Say nothing but problems
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Write the site to a folder
    Build(build::Arguments),
    /// Serve the site, and build it again whenever a file changes
    Serve(serve::Arguments),
    /// Report every problem of the knowledge base
    Check(check::Arguments),
    /// Search the knowledge base
    Search(search::Arguments),
    /// Answer the questions of a decision tree
    Decide(decide::Arguments),
    /// Check, test or show a decision tree
    Tree(tree::Arguments),
    /// Rank the options of a comparison by your own weights
    Compare(compare::Arguments),
    /// Write the knowledge base for other programs
    Export(export::Arguments),
    /// Explain a rule: what it reports, why, and what cures it
    Explain(explain::Arguments),
    /// Begin a knowledge base
    Init(init::Arguments),
    /// Begin an entry
    New(new::Arguments),
    /// List the files of the theme, or copy some to change them
    Theme(theme::Arguments),
}

/// The command line as data, for the documentation.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// What kb makes of these arguments.
///
/// # Errors
/// When they are no command of kb; `--help` and `--version` come as errors too.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> clap::error::Result<clap::ArgMatches> {
    command().try_get_matches_from(search::shield(arguments.into_iter().collect(), command()))
}

/// Runs kb with these arguments; returns the exit code.
///
/// 0: clean. 1: errors in the content. 2: wrong use or a failing machine. 3: a bug in kb. 130 and 143: a signal.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let read = read(arguments).and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match read {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and versions go to standard output.
            let code = if error.use_stderr() { USE } else { CLEAN };
            print::clap(&error);
            return code;
        }
    };
    let terminal = Terminal::new(arguments.common.color, arguments.common.quiet, arguments.common.verbose);
    install_panic_message();
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let common = &arguments.common;
        match arguments.command {
            Command::Build(ref arguments) => build::run(arguments, common, &terminal),
            Command::Serve(ref arguments) => serve::run(arguments, common, &terminal),
            Command::Check(ref arguments) => check::run(arguments, common, &terminal),
            Command::Search(ref arguments) => search::run(arguments, common, &terminal),
            Command::Decide(ref arguments) => decide::run(arguments, common, &terminal),
            Command::Tree(ref arguments) => tree::run(arguments, common, &terminal),
            Command::Compare(ref arguments) => compare::run(arguments, common, &terminal),
            Command::Export(ref arguments) => export::run(arguments, common, &terminal),
            Command::Explain(ref arguments) => explain::run(arguments, &terminal),
            Command::Init(ref arguments) => init::run(arguments, common, &terminal),
            Command::New(ref arguments) => new::run(arguments, common, &terminal),
            Command::Theme(ref arguments) => theme::run(arguments, common, &terminal),
        }
    }));
    match outcome {
        Ok(Ok(_)) if terminal.lost_output() => {
            print::error_line("error: the output could not be written whole");
            USE
        }
        Ok(Ok(code)) => code,
        Ok(Err(error)) => {
            terminal.failure(&error);
            USE
        }
        Err(_) => BUG,
    }
}

/// A panic is a bug of ours: it is said in one sentence, with what we need to mend it.
fn install_panic_message() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        let message = panic.payload_as_str().unwrap_or("no message");
        print::error_line(&format!("internal error: this is a bug in kb, not in your content{place}: {message}"));
        print::error_line("please report it with the command and, if you can, the file that brought it about");
    }));
}
