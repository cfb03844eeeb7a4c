//! What goes wrong in templates, told as diagnostics: in which template, at which words, for which page.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, ReportError, Tera};

use super::files::Template;
use super::limits::{Limits, Over};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::view::page::PageView;

/// All templates by name.
type Templates = BTreeMap<String, Template>;

/// Syntax errors of all templates, each read on its own so that one does not hide the next.
pub(super) fn syntax(templates: &Templates) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    // Those inside the binary are read in its tests.
    for (name, template) in templates.iter().filter(|(_, template)| !template.built_in) {
        let mut alone = Tera::default();
        super::prepare(&mut alone);
        // Whatever else is wrong may be because the template stands alone.
        if let Err(error) = alone.add_raw_template(name, &template.source.text)
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            problems.push(reported(report, None, templates));
        }
    }
    problems
}

/// What is wrong with templates that are each well formed.
pub(super) fn of_the_whole(error: &tera::Error, templates: &Templates) -> Vec<Diagnostic> {
    let one = |message: String, template: &str| vec![problem(message).in_file(&file(template, templates))];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![reported(report, None, templates)]
        }
        ErrorKind::CircularExtend { tpl, .. } => one("the template extends itself".into(), tpl),
        ErrorKind::CircularInclude { tpl, .. } => one("the template includes itself".into(), tpl),
        ErrorKind::MissingParent { current, parent } => {
            let cure = did_you_mean(parent, templates.keys().map(String::as_str));
            let found = problem(format!("the template extends `{parent}`, which does not exist")).maybe_help(cure);
            vec![found.in_file(&file(current, templates))]
        }
        other => drawn(&other.to_string(), templates),
    }
}

/// A built-in template fills a block that the one put in its parent's place no longer has: that one is to be mended.
fn lost_block(message: &str, child: &str, templates: &Templates) -> Option<Diagnostic> {
    let block = message.strip_prefix("Block `")?.strip_suffix("` is not defined in any parent template")?;
    let mut parent = parent(templates.get(child).filter(|template| template.built_in)?)?;
    let mut seen = 0;
    while templates.get(parent)?.built_in {
        parent = self::parent(templates.get(parent)?)?;
        seen += 1;
        if seen > templates.len() {
            return None;
        }
    }
    let name = parent.rsplit('/').next().unwrap_or(parent);
    let message = format!("the template has no block `{block}`, which built-in templates fill");
    let cure = format!(
        "add `{{% block {block} %}}{{% endblock {block} %}}`, or begin with `{{% extends \"default/{name}\" %}}` and keep only the blocks that you change"
    );
    Some(problem(message).help(cure).in_file(&file(parent, templates)))
}

/// The template that this one extends.
fn parent(template: &Template) -> Option<&str> {
    let (_, rest) = template.source.text.split_once("{% extends ")?;
    rest.trim_start().strip_prefix(['"', '\''])?.split(['"', '\'']).next()
}

/// A page for which the theme has no template.
pub(super) fn no_template(template: &str, view: &PageView, templates: &Templates) -> Diagnostic {
    problem(format!("the theme has no template `{template}`, which page `{}` asks for", view.path))
        .maybe_help(did_you_mean(template, templates.keys().map(String::as_str)))
        .in_file(&file(template, templates))
}

/// A template that failed on a page.
pub(super) fn of_a_page(error: &tera::Error, template: &str, view: &PageView, templates: &Templates) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => reported(report, Some(view), templates),
        other => {
            let text = lowered(&other.to_string());
            problem(format!("{text}, on page `{}`", view.path)).in_file(&file(template, templates))
        }
    }
}

/// A page that ran over a limit.
pub(super) fn over(over: Over, limits: Limits, template: &str, view: &PageView, templates: &Templates) -> Diagnostic {
    let limit = match over {
        Over::Bytes => format!("wrote more than {} MB", limits.bytes >> 20),
        Over::Time => format!("took longer than {} s", limits.time.as_secs()),
    };
    problem(format!("the template {limit} for page `{}`", view.path))
        .help("look for a loop in a loop, or one over far more than the page shows")
        .in_file(&file(template, templates))
}

/// A page whose template neither ends nor writes.
pub(super) fn silent(page: &str, template: &str, limits: Limits) -> Diagnostic {
    let seconds = limits.time.as_secs();
    problem(format!("the template is still at work on page `{page}` after {seconds} s, and writes nothing"))
        .help("look for a loop in a loop")
        .in_file(&format!("templates/{template}").into())
}

fn problem(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new("template", message)
}

fn file(template: &str, templates: &Templates) -> Arc<str> {
    templates.get(template).map_or_else(|| format!("templates/{template}").into(), |known| known.source.file.clone())
}

fn reported(report: &ReportError, view: Option<&PageView>, templates: &Templates) -> Diagnostic {
    let (message, help) = in_our_words(report.message());
    let message = match view {
        Some(view) => format!("{message}, on page `{}`", view.path),
        None => message,
    };
    problem(message).maybe_help(help).at(&file(report.filename(), templates), report.span().range.clone())
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
fn drawn(text: &str, templates: &Templates) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = text.split("\n\n").filter_map(|report| read_back(report, templates)).collect();
    found.dedup();
    if found.is_empty() { vec![problem(lowered(text))] } else { found }
}

fn read_back(report: &str, templates: &Templates) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let name = place.next()?;
    if let Some(problem) = lost_block(message, name, templates) {
        return Some(problem);
    }
    let carets = lines.last()?.matches('^').count();
    let text = &templates.get(name)?.source.text;
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let offset = |chars: usize| text[start..].char_indices().nth(chars).map_or(text.len(), |(at, _)| start + at);
    Some(problem(lowered(message)).at(&file(name, templates), offset(column - 1)..offset(column - 1 + carets)))
}
