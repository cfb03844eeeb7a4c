//! `cell-missing`, `cell-unknown-name` and `cell-out-of-scale`: the matrix of a comparison is whole.
//!
//! One walk over the matrix answers all three, and a cell breaks at most one of them. One mistake in a name gives one
//! message, however many cells use that name.

mod missing;
mod values;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, did_you_mean, nearest};
use crate::fields::At;
use crate::graph::{self, Resolved};
use crate::model::comparison::{Cell, Comparison, Criterion};
use crate::model::{Entry, Site};

/// Checks all comparisons.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        if let Some(comparison) = entry.comparison.as_deref().filter(|found| found.whole) {
            let matrix = Matrix::of(site, entry, comparison);
            matrix.names(out);
            matrix.cells(out);
            missing::check(&matrix, out);
        }
    }
}

/// A comparison being checked.
struct Matrix<'a> {
    entry: &'a Entry,
    comparison: &'a Comparison,
    /// Options that exist, each once.
    options: Vec<&'a At<String>>,
    /// Options that name nothing, which is reported where links are.
    dead: Vec<&'a str>,
}

/// A name that means nothing here, and how often it is written.
struct Unknown<'a> {
    what: &'static str,
    name: &'a str,
    span: Range<usize>,
    times: usize,
}

impl<'a> Matrix<'a> {
    fn of(site: &Site, entry: &'a Entry, comparison: &'a Comparison) -> Self {
        let mut options: Vec<&At<String>> = Vec::new();
        let mut dead = Vec::new();
        for option in &entry.options {
            if graph::by_name(site, &option.value) == Resolved::Nothing {
                dead.push(option.value.as_str());
            } else if !options.iter().any(|known| known.value == option.value) {
                options.push(option);
            }
        }
        Matrix { entry, comparison, options, dead }
    }

    fn option_names(&self) -> impl Iterator<Item = &'a str> {
        self.options.iter().map(|option| option.value.as_str())
    }

    fn criterion_names(&self) -> impl Iterator<Item = &'a str> {
        self.comparison.criteria.iter().map(|criterion| criterion.id.value.as_str())
    }

    /// What is written for an option and a criterion.
    fn written(&self, option: &str, criterion: &str) -> Vec<&'a Cell> {
        let here = |cell: &&Cell| cell.option.value == option && cell.criterion.value == criterion;
        self.comparison.cells.iter().filter(here).collect()
    }

    fn report(&self, problem: Diagnostic, span: &Range<usize>, out: &mut Vec<Diagnostic>) {
        out.push(problem.at(&self.entry.file, span.clone()));
    }

    /// Names of options and criteria in cells and presets.
    fn names(&self, out: &mut Vec<Diagnostic>) {
        let mut unknown: Vec<Unknown<'a>> = Vec::new();
        let mut note = |what: &'static str, written: &'a At<String>| match unknown
            .iter_mut()
            .find(|known| known.what == what && known.name == written.value)
        {
            Some(known) => known.times += 1,
            None => unknown.push(Unknown { what, name: &written.value, span: written.span.clone(), times: 1 }),
        };
        for cell in &self.comparison.cells {
            let dead = || nearest(&cell.option.value, self.dead.iter().copied()).is_some();
            if !self.option_names().any(|option| option == cell.option.value) && !dead() {
                note("option", &cell.option);
            }
            if self.comparison.criterion(&cell.criterion.value).is_none() {
                note("criterion", &cell.criterion);
            }
        }
        for preset in &self.comparison.presets {
            for criterion in preset.weights.iter().map(|(id, _)| id).chain(preset.must.iter().map(|(id, _)| id)) {
                if self.comparison.criterion(&criterion.value).is_none() {
                    note("criterion", criterion);
                }
            }
        }
        for Unknown { what, name, span, times } in unknown {
            let mut message = format!("no {what} of this comparison is called `{name}`");
            if times > 1 {
                message += &format!(" (written {times} times)");
            }
            let help = match what {
                "option" => did_you_mean(name, self.option_names()),
                _ => did_you_mean(name, self.criterion_names()),
            };
            self.report(Diagnostic::new("cell-unknown-name", message).maybe_help(help), &span, out);
        }
    }

    /// Values of cells and presets.
    fn cells(&self, out: &mut Vec<Diagnostic>) {
        for criterion in &self.comparison.criteria {
            for option in self.option_names() {
                let written = self.written(option, &criterion.id.value);
                if let [cell, ..] = written[..] {
                    values::cell(self, criterion, cell, out);
                }
                if let [_, second, ..] = written[..] {
                    let problem = Diagnostic::new("cell-missing", format!("{} is written twice", named(second)));
                    self.report(problem, &second.span, out);
                }
            }
        }
        for (id, least) in self.comparison.presets.iter().flat_map(|preset| &preset.must) {
            if let Some(criterion) = self.comparison.criterion(&id.value) {
                values::least(self, criterion, least, out);
            }
        }
    }

    /// The option and criterion that a cell is for, by place; those with a mistyped name count as the nearest one.
    fn meant(&self, cell: &Cell) -> Option<(usize, &'a Criterion)> {
        let option = self.option_names().position(|name| name == cell.option.value).or_else(|| {
            let near = nearest(&cell.option.value, self.option_names())?;
            self.option_names().position(|name| name == near)
        });
        let criterion = self.comparison.criterion(&cell.criterion.value).or_else(|| {
            let near = nearest(&cell.criterion.value, self.criterion_names())?;
            self.comparison.criterion(near)
        });
        option.zip(criterion)
    }
}

/// A cell in messages.
pub(super) fn named(cell: &Cell) -> String {
    format!("{} × {}", cell.criterion.value, cell.option.value)
}
