//! `tree-number-gap` and `tree-number-overlap`: the bands of a number question take every number once.

use super::Checked;
use crate::diagnostic::Diagnostic;
use crate::model::tree::{Question, QuestionKind, When};

/// Checks the bands of a number question.
pub(super) fn check(this: &Checked<'_>, question: &Question, out: &mut Vec<Diagnostic>) {
    let QuestionKind::Number { unit, min, max } = &question.kind else {
        return;
    };
    let mut bands: Vec<Band<'_>> = question.choices.iter().filter_map(Band::of).collect();
    // One band takes everything, and a copied one what the first takes; both are reported as what they are.
    let copied = |(at, band): (usize, &Band<'_>)| bands[..at].iter().any(|before| before.id.value == band.id.value);
    if bands.len() < 2 || bands.iter().enumerate().any(copied) {
        return;
    }
    let numbers =
        Numbers { unit, least: min.unwrap_or(f64::NEG_INFINITY), greatest: max.unwrap_or(f64::INFINITY), question };
    let before = out.len();
    numbers.outside(this, &bands, out);
    if out.len() == before {
        // Of bands that begin alike the first written stays first.
        bands.sort_by(|a, b| a.from.total_cmp(&b.from));
        numbers.overlaps(this, &bands, out);
        numbers.gaps(this, &bands, out);
    }
}

/// A band; open ends are infinite.
struct Band<'a> {
    id: &'a crate::fields::At<String>,
    from: f64,
    below: f64,
}

impl<'a> Band<'a> {
    fn of(choice: &'a crate::model::tree::Choice) -> Option<Self> {
        let When::Band { from, below } = choice.when else {
            return None;
        };
        let (from, below) = (from.unwrap_or(f64::NEG_INFINITY), below.unwrap_or(f64::INFINITY));
        Some(Band { id: &choice.id, from, below })
    }
}

/// The numbers that answer a question; without `min` or `max` the ends are infinite.
struct Numbers<'a> {
    unit: &'a str,
    least: f64,
    greatest: f64,
    question: &'a Question,
}

impl Numbers<'_> {
    /// Each band takes numbers, and only those of the question; of several beyond one end the first is named.
    fn outside(&self, this: &Checked<'_>, bands: &[Band<'_>], out: &mut Vec<Diagnostic>) {
        let Numbers { least, greatest, .. } = *self;
        let id = &self.question.id;
        if least >= greatest {
            let message = format!("`{}` takes no number: `min = {least}` is not below `max = {greatest}`", id.value);
            this.report(Diagnostic::new("tree-number-gap", message), id.span.clone(), out);
            return;
        }
        let (mut under, mut over) = (false, false);
        for band in bands {
            let (id, from, below) = (&band.id.value, band.from, band.below);
            let (message, help) = if from >= below {
                let message = format!("band `{id}` takes no number: `from = {from}` is not below `below = {below}`");
                (message, "a band takes numbers from `from` to just under `below`")
            } else if !under && (from.is_finite() && from < least || below <= least) {
                under = true;
                let message = format!("band `{id}` takes {}, but `min = {least}`", self.said(from, below));
                (message, "without `from` the first band begins at `min`")
            } else if !over && (below.is_finite() && below > greatest || from > greatest) {
                over = true;
                let message = format!("band `{id}` takes {}, but `max = {greatest}`", self.said(from, below));
                (message, "without `below` the last band ends at `max`, which it takes too")
            } else {
                continue;
            };
            this.report(Diagnostic::new("tree-number-gap", message).help(help), band.id.span.clone(), out);
        }
    }

    /// Two bands that take the same numbers; one that holds several others is named once.
    fn overlaps(&self, this: &Checked<'_>, bands: &[Band<'_>], out: &mut Vec<Diagnostic>) {
        let mut widest = &bands[0];
        let mut named = false;
        for band in &bands[1..] {
            let overlap = band.from < widest.below;
            let inside = band.below <= widest.below;
            if overlap && !(inside && named) {
                let below = band.below.min(widest.below).min(self.greatest);
                let both = self.said(band.from.max(self.least), below);
                let message = format!("bands `{}` and `{}` both take {both}", widest.id.value, band.id.value);
                let problem = Diagnostic::new("tree-number-overlap", message);
                let help = if band.from > widest.from {
                    Some(format!("write `below = {}` in `{}`", band.from, widest.id.value))
                } else {
                    let (first, second) = if band.below < widest.below { (band, widest) } else { (widest, band) };
                    let apart = first.below.is_finite() && first.below < second.below;
                    apart.then(|| format!("write `from = {}` in `{}`", first.below, second.id.value))
                };
                this.report(problem.maybe_help(help), band.id.span.clone(), out);
            }
            named = overlap || (inside && named);
            if !inside {
                widest = band;
            }
        }
    }

    /// Numbers that no band takes, all in one message.
    fn gaps(&self, this: &Checked<'_>, bands: &[Band<'_>], out: &mut Vec<Diagnostic>) {
        let mut gaps = Vec::new();
        let mut help = None;
        let mut reached = self.least;
        for (at, band) in bands.iter().enumerate() {
            if band.from > reached {
                gaps.push(self.said(reached, band.from));
                help.get_or_insert_with(|| match at {
                    0 => format!("leave out `from` in `{}`, or add a band", band.id.value),
                    _ => format!("write `from = {reached}` in `{}`, or add a band", band.id.value),
                });
            }
            reached = reached.max(band.below);
        }
        // What has an open end takes `max` too.
        if reached.is_finite() {
            let last = bands.iter().max_by(|a, b| a.below.total_cmp(&b.below));
            gaps.push(self.said(reached, self.greatest));
            let cure = |last: &Band<'_>| format!("leave out `below` in `{}`, or add a band", last.id.value);
            help = help.or_else(|| last.map(cure));
        }
        if let Some(last) = gaps.pop() {
            let all = if gaps.is_empty() { last } else { format!("{} and {last}", gaps.join(", ")) };
            let message = format!("`{}` has no band for {all}", self.question.id.value);
            let problem = Diagnostic::new("tree-number-gap", message).maybe_help(help);
            this.report(problem, self.question.id.span.clone(), out);
        }
    }

    /// A range in words: «100–120 %», «under 20 %», «from 120 %».
    fn said(&self, from: f64, below: f64) -> String {
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        match (from.is_finite(), below.is_finite()) {
            (true, true) if from.total_cmp(&below).is_eq() => format!("{from}{unit}"),
            (true, true) if below < 0.0 => format!("{from} to {below}{unit}"),
            (true, true) => format!("{from}–{below}{unit}"),
            (true, false) => format!("from {from}{unit}"),
            (false, true) => format!("under {below}{unit}"),
            (false, false) => "every number".to_owned(),
        }
    }
}
