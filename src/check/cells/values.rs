//! A cell has what its criterion asks for, and its value stands on the scale.

use super::{Matrix, named};
use crate::compare;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::fields::At;
use crate::model::comparison::{Cell, CellValue, Criterion, Scale};

/// What is written for an option and a criterion.
pub(super) fn cell(matrix: &Matrix<'_>, criterion: &Criterion, cell: &Cell, out: &mut Vec<Diagnostic>) {
    let named = named(cell);
    let unknown = "where nothing is known, `unknown = true`";
    match (&cell.value, &criterion.scale, cell.unknown) {
        (Some(value), Scale::Text, _) => {
            let problem = Diagnostic::new("cell-out-of-scale", format!("{named}: a text criterion has no `value`"));
            matrix.report(problem.help("say it in `text`"), &value.span, out);
        }
        (Some(value), _, true) => {
            let problem = Diagnostic::new("cell-out-of-scale", format!("{named} has a value and is `unknown` too"));
            matrix.report(problem, &value.span, out);
        }
        (Some(value), _, false) => on_scale(matrix, criterion, value, out),
        (None, Scale::Text, false) if cell.text.is_empty() => {
            let problem = Diagnostic::new("cell-missing", format!("{named} has no `text`"));
            matrix.report(problem.help(unknown), &cell.span, out);
        }
        (None, Scale::Text, _) | (None, _, true) => {}
        (None, _, false) => {
            let problem = Diagnostic::new("cell-missing", format!("{named} has no `value`"));
            matrix.report(problem.help(unknown), &cell.span, out);
        }
    }
}

/// The least value that a preset asks for.
pub(super) fn least(matrix: &Matrix<'_>, criterion: &Criterion, value: &At<CellValue>, out: &mut Vec<Diagnostic>) {
    if criterion.scale == Scale::Text {
        let message = format!("`{}` has words only, so there is no least value", criterion.id.value);
        let problem = Diagnostic::new("cell-out-of-scale", message).help("name a criterion that has a scale");
        matrix.report(problem, &value.span, out);
    } else {
        on_scale(matrix, criterion, value, out);
    }
}

fn on_scale(matrix: &Matrix<'_>, criterion: &Criterion, value: &At<CellValue>, out: &mut Vec<Diagnostic>) {
    if compare::position(&criterion.scale, &value.value).is_some() {
        return;
    }
    let written = value.value.to_string();
    let (scale, help) = match &criterion.scale {
        Scale::Ordinal { steps, .. } => (steps.join(", "), did_you_mean(&written, steps.iter().map(String::as_str))),
        Scale::Number { min, max, unit, .. } => (format!("{min} to {max} {unit}"), None),
        Scale::YesNo => ("yes, part, no".to_owned(), did_you_mean(&written, ["yes", "part", "no"])),
        Scale::Text => return,
    };
    let message = format!("`{written}` is not on the scale of `{}`: {scale}", criterion.id.value);
    matrix.report(Diagnostic::new("cell-out-of-scale", message).maybe_help(help), &value.span, out);
}
