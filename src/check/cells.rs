//! `cell-missing`, `cell-unknown-name` and `cell-out-of-scale`: the matrix of a comparison is whole.
//!
//! One walk over the matrix answers all three, and a cell breaks at most one of them.

use crate::compare;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::fields::At;
use crate::model::comparison::{Cell, CellValue, Comparison, Criterion, Scale};
use crate::model::{Entry, Site};

/// Checks all comparisons.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        if let Some(comparison) = entry.comparison.as_deref().filter(|found| found.whole) {
            names(entry, comparison, out);
            matrix(entry, comparison, out);
        }
    }
}

fn names(entry: &Entry, comparison: &Comparison, out: &mut Vec<Diagnostic>) {
    let options: Vec<&str> = entry.options.iter().map(|option| option.value.as_str()).collect();
    let criteria: Vec<&str> = comparison.criteria.iter().map(|criterion| criterion.id.value.as_str()).collect();
    let mut name = |written: &At<String>, what: &str, known: &[&str]| {
        if !known.contains(&written.value.as_str()) {
            let message = format!("no {what} of this comparison is called `{}`", written.value);
            let problem = Diagnostic::new("cell-unknown-name", message);
            let help = did_you_mean(&written.value, known.iter().copied());
            out.push(problem.at(&entry.file, written.span.clone()).maybe_help(help));
        }
    };
    for cell in &comparison.cells {
        name(&cell.option, "option", &options);
        name(&cell.criterion, "criterion", &criteria);
    }
    for preset in &comparison.presets {
        for criterion in preset.weights.iter().map(|(id, _)| id).chain(preset.must.iter().map(|(id, _)| id)) {
            name(criterion, "criterion", &criteria);
        }
    }
    for preset in &comparison.presets {
        for (id, least) in &preset.must {
            if let Some(criterion) = comparison.criterion(&id.value) {
                on_scale(entry, criterion, least, out);
            }
        }
    }
}

fn matrix(entry: &Entry, comparison: &Comparison, out: &mut Vec<Diagnostic>) {
    for criterion in &comparison.criteria {
        for option in &entry.options {
            let cells: Vec<&Cell> = comparison
                .cells
                .iter()
                .filter(|cell| cell.option.value == option.value && cell.criterion.value == criterion.id.value)
                .collect();
            match cells[..] {
                [] => {
                    let message = format!("{} × {} is empty", criterion.id.value, option.value);
                    let problem = Diagnostic::new("cell-missing", message);
                    let help = "write the cell; where nothing is known, `unknown = true`";
                    out.push(problem.at(&entry.file, criterion.id.span.clone()).help(help));
                }
                [cell, ..] => self::cell(entry, criterion, cell, out),
            }
            if let [_, second, ..] = cells[..] {
                let message = format!("{} × {} is written twice", criterion.id.value, option.value);
                out.push(Diagnostic::new("cell-missing", message).at(&entry.file, second.span.clone()));
            }
        }
    }
}

fn cell(entry: &Entry, criterion: &Criterion, cell: &Cell, out: &mut Vec<Diagnostic>) {
    let named = format!("{} × {}", criterion.id.value, cell.option.value);
    match (&cell.value, &criterion.scale, cell.unknown) {
        (Some(value), Scale::Text, _) => {
            let problem = Diagnostic::new("cell-out-of-scale", format!("{named}: a text criterion has no `value`"));
            out.push(problem.at(&entry.file, value.span.clone()).help("say it in `text`"));
        }
        (Some(value), _, true) => {
            let problem = Diagnostic::new("cell-out-of-scale", format!("{named} has a value and is `unknown` too"));
            out.push(problem.at(&entry.file, value.span.clone()));
        }
        (Some(value), _, false) => on_scale(entry, criterion, value, out),
        (None, Scale::Text, false) if cell.text.is_empty() => {
            let problem = Diagnostic::new("cell-missing", format!("{named} has no `text`"));
            out.push(problem.at(&entry.file, cell.span.clone()).help("where nothing is known, `unknown = true`"));
        }
        (None, Scale::Text, _) | (None, _, true) => {}
        (None, _, false) => {
            let problem = Diagnostic::new("cell-missing", format!("{named} has no `value`"));
            out.push(problem.at(&entry.file, cell.span.clone()).help("where nothing is known, `unknown = true`"));
        }
    }
}

fn on_scale(entry: &Entry, criterion: &Criterion, value: &At<CellValue>, out: &mut Vec<Diagnostic>) {
    if compare::position(&criterion.scale, &value.value).is_some() {
        return;
    }
    let written = match &value.value {
        CellValue::Word(word) => word.clone(),
        CellValue::Number(number) => number.to_string(),
    };
    let (scale, help) = match &criterion.scale {
        Scale::Ordinal { steps, .. } => (steps.join(", "), did_you_mean(&written, steps.iter().map(String::as_str))),
        Scale::Number { min, max, unit } => (format!("{min} to {max} {unit}"), None),
        Scale::YesNo => ("yes, part, no".to_owned(), did_you_mean(&written, ["yes", "part", "no"])),
        Scale::Text => return,
    };
    let message = format!("`{written}` is not on the scale of `{}`: {scale}", criterion.id.value);
    out.push(Diagnostic::new("cell-out-of-scale", message).at(&entry.file, value.span.clone()).maybe_help(help));
}
