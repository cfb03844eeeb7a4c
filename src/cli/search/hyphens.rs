//! Words of a query that begin with a hyphen: `kb search event -kafka`.
//!
//! To clap they are flags. A blank before them makes them words, and means nothing in a query.

use std::ffi::OsString;

use clap::Command;

/// The arguments, with a blank before each word of a query that only looks like a flag.
pub(in crate::cli) fn shield(arguments: Vec<OsString>, mut kb: Command) -> Vec<OsString> {
    kb.build();
    let Some(search) = kb.find_subcommand("search") else { return arguments };
    let mut arguments = arguments;
    let mut at = 1;
    while let Some(argument) = arguments.get(at).and_then(|argument| argument.to_str()) {
        if !argument.starts_with('-') {
            break;
        }
        at += if takes_next(&kb, argument) { 2 } else { 1 };
    }
    if arguments.get(at).is_none_or(|name| name != "search") {
        return arguments;
    }
    at += 1;
    while let Some(argument) = arguments.get_mut(at) {
        at += 1;
        let Some(written) = argument.to_str() else { continue };
        if written == "--" {
            break;
        }
        if takes_next(search, written) {
            at += 1;
        } else if is_word(search, written) {
            *argument = OsString::from(format!(" {written}"));
        }
    }
    arguments
}

/// A word of a query without that blank.
pub(super) fn unshielded(word: &str) -> &str {
    word.strip_prefix(' ').filter(|rest| rest.starts_with('-')).unwrap_or(word)
}

/// Whether a flag has its value in the argument after it.
fn takes_next(command: &Command, argument: &str) -> bool {
    let Some(name) = argument.strip_prefix("--") else { return false };
    let mut flags = command.get_arguments().filter(|flag| flag.get_long() == Some(name));
    flags.any(|flag| flag.get_action().takes_values())
}

/// Whether an argument begins with one hyphen, and is not made of short flags.
fn is_word(command: &Command, argument: &str) -> bool {
    let is_flag = |letter| command.get_arguments().any(|flag| flag.get_short() == Some(letter));
    argument.strip_prefix('-').is_some_and(|rest| !rest.starts_with('-') && !rest.chars().all(is_flag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &[&str]) {
        let arguments = written.split(' ').map(OsString::from).collect();
        assert_eq!(shield(arguments, crate::cli::command()), expected, "{written}");
    }

    #[test]
    fn only_words_of_a_query_are_kept_from_being_flags() {
        check("kb search event -kafka", &["kb", "search", "event", " -kafka"]);
        check("kb search -kafka event --limit 5", &["kb", "search", " -kafka", "event", "--limit", "5"]);
        // Letters that are flags begin words too.
        check("kb search -hadoop -vault -quarkus", &["kb", "search", " -hadoop", " -vault", " -quarkus"]);
        check("kb search -v -qh --json x", &["kb", "search", "-v", "-qh", "--json", "x"]);
        check("kb search --tag -x -y", &["kb", "search", "--tag", "-x", " -y"]);
        check("kb search --tag=a -é", &["kb", "search", "--tag=a", " -é"]);
        check("kb search x -- -kafka", &["kb", "search", "x", "--", "-kafka"]);
        check("kb -q --root search search -kafka", &["kb", "-q", "--root", "search", "search", " -kafka"]);
    }

    #[test]
    fn other_commands_have_their_flags() {
        for written in ["kb build -o x", "kb --root search build -u x", "kb", "kb -x search", "kb new search -x"] {
            check(written, &written.split(' ').collect::<Vec<_>>());
        }
    }
}
