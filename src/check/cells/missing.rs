//! Every option has a cell for every criterion. A whole row or column without cells is one problem.

use super::Matrix;
use crate::diagnostic::Diagnostic;

const HELP: &str = "write the cell; where nothing is known, `unknown = true`";

/// Reports what has no cell.
pub(super) fn check(matrix: &Matrix<'_>, out: &mut Vec<Diagnostic>) {
    let criteria = &matrix.comparison.criteria;
    let meant: Vec<_> = matrix.comparison.cells.iter().filter_map(|cell| matrix.meant(cell)).collect();
    let has = |option: usize, criterion: &str| meant.iter().any(|(at, to)| *at == option && to.id.value == criterion);
    let mut missing: Vec<Vec<usize>> = Vec::new();
    for criterion in criteria {
        missing.push((0..matrix.options.len()).filter(|at| !has(*at, &criterion.id.value)).collect());
    }
    let holes: usize = missing.iter().map(Vec::len).sum();
    if let [first, _, ..] = &criteria[..]
        && matrix.options.len() > 1
        && holes == criteria.len() * matrix.options.len()
    {
        let problem = Diagnostic::new("cell-missing", "the comparison has no cells");
        let help = "each option needs a `[[cell]]` for each criterion; where nothing is known, `unknown = true`";
        matrix.report(problem.help(help), &first.id.span, out);
        return;
    }
    for (at, option) in matrix.options.iter().enumerate() {
        if criteria.len() > 1 && missing.iter().all(|row| row.contains(&at)) {
            let message = format!("`{}` has no cell, for none of {} criteria", option.value, criteria.len());
            matrix.report(Diagnostic::new("cell-missing", message).help(HELP), &option.span, out);
            for row in &mut missing {
                row.retain(|other| *other != at);
            }
        }
    }
    for (criterion, row) in criteria.iter().zip(&missing) {
        let id = &criterion.id.value;
        let mut report = |message: String| {
            matrix.report(Diagnostic::new("cell-missing", message).help(HELP), &criterion.id.span, out);
        };
        if row.len() > 1 {
            let options: Vec<&str> = row.iter().map(|at| matrix.options[*at].value.as_str()).collect();
            report(format!("{id} × {} are empty", options.join(", ")));
        } else if let [at] = row[..] {
            report(format!("{id} × {} is empty", matrix.options[at].value));
        }
    }
}
