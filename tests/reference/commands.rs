//! All commands, from the command line itself.

use std::fmt::Write as _;

use clap::{Arg, Command};

use super::{head, sentence, table};

const OPENING: &str = "\
`kb COMMAND --help` prints what stands here. Flags of [all commands](#flags-of-all-commands) stand at the end, and [exit codes](machines.md#exit-codes) on a page of their own.
";

pub fn page() -> String {
    let kb = kb::cli::command();
    let mut page = head("Commands", "Every command of kb with its flags.", "the command line in src/cli.rs");
    page.push_str(OPENING);
    for command in kb.get_subcommands().filter(|command| !command.is_hide_set()) {
        one(&mut page, "kb", command);
    }
    page.push_str("\n## Flags of all commands\n\n");
    page.push_str(&flags(kb.get_arguments().filter(|arg| arg.is_global_set())));
    page
}

fn one(page: &mut String, parent: &str, command: &Command) {
    let name = format!("{parent} {}", command.get_name());
    let level = "#".repeat(name.split(' ').count());
    let _ = writeln!(page, "\n{level} {name}\n");
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(page, "{}\n", sentence(&about));
    let _ = writeln!(page, "```text\n{}\n```", usage(&name, command));
    let own =
        |arg: &&Arg| !arg.is_global_set() && !arg.is_hide_set() && !matches!(arg.get_id().as_str(), "help" | "version");
    let words: Vec<&Arg> = command.get_positionals().filter(own).collect();
    if !words.is_empty() {
        let rows = words.iter().map(|arg| vec![format!("`{}`", value(arg)), help(arg)]);
        let _ = write!(page, "\n{}", table(&["Word", "What it is"], rows));
    }
    let options: Vec<&Arg> = command.get_arguments().filter(own).filter(|arg| !arg.is_positional()).collect();
    if !options.is_empty() {
        let _ = write!(page, "\n{}", flags(options.into_iter()));
    }
    if let Some(examples) = command.get_after_help() {
        let text = examples.to_string();
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with("Examples:"))
            .map(|line| line.strip_prefix("  ").unwrap_or(line))
            .collect();
        let _ = writeln!(page, "\n```text title=\"Examples\"\n{}\n```", lines.join("\n").trim());
    }
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set() && inner.get_name() != "help") {
        one(page, &name, inner);
    }
}

fn usage(name: &str, command: &Command) -> String {
    let mut usage = name.to_owned();
    if command.get_subcommands().next().is_some() {
        usage.push_str(" COMMAND");
    }
    usage.push_str(" [OPTIONS]");
    for arg in command.get_positionals() {
        let more = if arg.get_num_args().is_some_and(|range| range.max_values() > 1) { "..." } else { "" };
        let word = value(arg);
        let _ = if arg.is_required_set() { write!(usage, " {word}{more}") } else { write!(usage, " [{word}]{more}") };
    }
    usage
}

fn value(arg: &Arg) -> String {
    let names = arg.get_value_names().map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    names.unwrap_or_else(|| arg.get_id().as_str().to_uppercase())
}

fn flags<'a>(args: impl Iterator<Item = &'a Arg>) -> String {
    let rows = args.map(|arg| {
        let mut names = Vec::new();
        names.extend(arg.get_short().map(|short| format!("-{short}")));
        names.extend(arg.get_long().map(|long| format!("--{long}")));
        let takes = arg.get_action().takes_values();
        let names: Vec<String> = names
            .into_iter()
            .map(|name| if takes { format!("`{name} {}`", value(arg)) } else { format!("`{name}`") })
            .collect();
        vec![names.join(", "), help(arg)]
    });
    table(&["Flag", "What it does"], rows)
}

fn help(arg: &Arg) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    // `[default: x]` is said as a sentence of its own.
    let (says, default) = match help.split_once(" [default: ") {
        Some((says, default)) => (says.to_owned(), Some(default.trim_end_matches(']').to_owned())),
        None => {
            let values: Vec<String> =
                arg.get_default_values().iter().map(|value| format!("`{}`", value.display())).collect();
            (help, (!values.is_empty() && arg.get_action().takes_values()).then(|| values.join(", ")))
        }
    };
    let mut text = sentence(&says);
    if arg.get_action().takes_values() {
        let values: Vec<String> = arg
            .get_possible_values()
            .iter()
            .filter(|value| !value.is_hide_set())
            .map(|value| match value.get_help() {
                // The name in other letters says nothing.
                Some(help) if !help.to_string().eq_ignore_ascii_case(value.get_name()) => {
                    format!("`{}` ({})", value.get_name(), lower(help.to_string().trim_end_matches('.')))
                }
                _ => format!("`{}`", value.get_name()),
            })
            .collect();
        if !values.is_empty() {
            let _ = write!(text, " One of {}.", values.join(", "));
        }
    }
    if let Some(default) = default {
        let _ = write!(text, " Default: {default}.");
    }
    text
}

/// The first letter in lower case.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
