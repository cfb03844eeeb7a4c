//! What goes wrong in templates, told as diagnostics: in which template, at which words, for which page.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, ReportError, Tera};

use super::limits::{Limits, Over};
use super::{STRINGS, filters};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::view::page::PageView;

/// Whether a file of the folder is a template.
pub(super) fn is_template(name: &str) -> bool {
    name != STRINGS
}

/// Syntax errors of all templates, each read on its own so that one does not hide the next.
pub(super) fn syntax(templates: &BTreeMap<String, Arc<str>>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (name, text) in templates.iter().filter(|(name, _)| is_template(name)) {
        let mut alone = Tera::default();
        filters::register(&mut alone);
        // Whatever else is wrong may be because the template stands alone.
        if let Err(error) = alone.add_raw_template(name, text)
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            problems.push(reported(report, None));
        }
    }
    problems
}

/// What is wrong with templates that are each well formed.
pub(super) fn of_the_whole(error: &tera::Error, templates: &BTreeMap<String, Arc<str>>) -> Vec<Diagnostic> {
    let one = |message: String, template: &str| vec![problem(message).in_file(&file(template))];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![reported(report, None)]
        }
        ErrorKind::CircularExtend { tpl, .. } => one("the template extends itself".into(), tpl),
        ErrorKind::CircularInclude { tpl, .. } => one("the template includes itself".into(), tpl),
        ErrorKind::MissingParent { current, parent } => {
            let names = templates.keys().map(String::as_str);
            let cure = did_you_mean(parent, names);
            let found = problem(format!("the template extends `{parent}`, which does not exist")).maybe_help(cure);
            vec![found.in_file(&file(current))]
        }
        other => drawn(&other.to_string(), templates),
    }
}

/// A page for which the theme has no template.
pub(super) fn no_template<'a>(view: &PageView, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    let mut names: Vec<&str> = names.collect();
    // The names come from a hash map, and equally near ones are offered in order.
    names.sort_unstable();
    problem(format!("the theme has no template `{}`, which page `{}` asks for", view.template, view.path))
        .maybe_help(did_you_mean(&view.template, names))
        .in_file(&file(&view.template))
}

/// A template that failed on a page.
pub(super) fn of_a_page(error: &tera::Error, view: &PageView) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => reported(report, Some(view)),
        other => {
            let text = lowered(&other.to_string());
            problem(format!("{text}, on page `{}`", view.path)).in_file(&file(&view.template))
        }
    }
}

/// A page that ran over a limit.
pub(super) fn over(over: Over, limits: Limits, view: &PageView) -> Diagnostic {
    let limit = match over {
        Over::Bytes => format!("wrote more than {} MB", limits.bytes >> 20),
        Over::Time => format!("took longer than {} s", limits.time.as_secs()),
    };
    problem(format!("the template {limit} for page `{}`", view.path))
        .help("look for a loop in a loop, or one over far more than the page shows")
        .in_file(&file(&view.template))
}

/// A page whose template neither ends nor writes.
pub(super) fn silent(page: &str, template: &str, limits: Limits) -> Diagnostic {
    let seconds = limits.time.as_secs();
    problem(format!("the template is still at work on page `{page}` after {seconds} s, and writes nothing"))
        .help("look for a loop in a loop")
        .in_file(&file(template))
}

/// The words of the theme do not parse.
pub(super) fn in_strings(error: &toml::de::Error) -> Diagnostic {
    let found = problem(error.message());
    let file = file(STRINGS);
    match error.span() {
        Some(span) => found.at(&file, span),
        None => found.in_file(&file),
    }
}

/// The words of the theme cannot be used.
pub(super) fn in_strings_file(message: String) -> Diagnostic {
    problem(message).in_file(&file(STRINGS))
}

fn problem(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new("template", message)
}

fn file(template: &str) -> Arc<str> {
    format!("templates/{template}").into()
}

fn reported(report: &ReportError, view: Option<&PageView>) -> Diagnostic {
    let (message, help) = in_our_words(report.message());
    let message = match view {
        Some(view) => format!("{message}, on page `{}`", view.path),
        None => message,
    };
    problem(message).maybe_help(help).at(&file(report.filename()), report.span().range.clone())
}

/// Tera's message without its list of fields, and that list as the cure.
fn in_our_words(message: &str) -> (String, Option<String>) {
    let (said, offered) = match message.split_once(". Available ") {
        Some((said, offered)) => (said, Some(format!("available {offered}"))),
        None => (message, None),
    };
    (lowered(said), offered)
}

fn lowered(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Tera draws all unknown filters, tests, functions, components and includes into one text; this reads it back.
fn drawn(text: &str, templates: &BTreeMap<String, Arc<str>>) -> Vec<Diagnostic> {
    let found: Vec<Diagnostic> = text.split("\n\n").filter_map(|report| read_back(report, templates)).collect();
    if found.is_empty() { vec![problem(lowered(text))] } else { found }
}

fn read_back(report: &str, templates: &BTreeMap<String, Arc<str>>) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let name = place.next()?;
    let carets = lines.last()?.matches('^').count();
    let text = templates.get(name)?;
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let offset = |chars: usize| text[start..].char_indices().nth(chars).map_or(text.len(), |(at, _)| start + at);
    Some(problem(lowered(message)).at(&file(name), offset(column - 1)..offset(column - 1 + carets)))
}
