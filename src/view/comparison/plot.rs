//! The dot plot of a comparison: one row per scored criterion, one shape per option, 0 to 100 from start to end.
//!
//! It is made of the matrix as it is shown, so both show the same numbers.

use crate::view::page::{CriterionGroup, CriterionView, FindingView, PlotMark, PlotPoint, PlotRow, PlotView};

/// Room above the first row, for the numbers of the axis.
const TOP: u32 = 20;
/// From a row's label to its line.
const LABEL: u32 = 16;
/// The height of a row with one line of points.
const ROW: u32 = 46;
/// From one point to the next when they stand side by side, in pixels.
const BESIDE: f64 = 16.0;
/// From one line of points to the next, in pixels.
const BELOW: u32 = 18;
/// Points side by side before the next line of points begins; more would leave the drawing at its ends.
const LINE: usize = 3;
/// Scores closer than this would cover each other on a small screen.
const CLOSE: f64 = 4.0;

/// The plot; none when no criterion is scored.
pub(super) fn view(groups: &[CriterionGroup]) -> Option<PlotView> {
    let scored: Vec<_> = groups.iter().flat_map(|group| &group.criteria).filter(|row| row.scored).collect();
    if scored.is_empty() {
        return None;
    }
    let mut top = TOP;
    let mut rows = Vec::with_capacity(scored.len());
    for criterion in &scored {
        let (row, height) = row(criterion, top);
        rows.push(row);
        top += height;
    }
    let marks = [0, 25, 50, 75, 100].map(|score| PlotMark { score, x: place(f64::from(score)) });
    Some(PlotView { finding: finding(&scored), marks: marks.into(), top: TOP, height: top, rows })
}

/// A score in percent of the drawing's width; the ends leave room for half a point.
fn place(score: f64) -> f64 {
    ((2.0 + score * 0.96) * 10.0).round() / 10.0
}

fn row(criterion: &CriterionView, top: u32) -> (PlotRow, u32) {
    let mut known: Vec<_> = criterion
        .cells
        .iter()
        .enumerate()
        .filter_map(|(column, cell)| cell.score.map(|score| (score, column, cell.shape)))
        .collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let y = top + LABEL + LABEL;
    let mut points = Vec::with_capacity(known.len());
    let mut lines = 1;
    for near in known.chunk_by(|a, b| b.0 - a.0 < CLOSE) {
        for (line, side) in near.chunks(LINE).enumerate() {
            lines = lines.max(line + 1);
            #[expect(clippy::cast_precision_loss, reason = "at most three")]
            let (half, beside) = ((side.len() - 1) as f64 / 2.0, |at: usize| at as f64);
            points.extend(side.iter().enumerate().map(|(at, (score, column, shape))| PlotPoint {
                column: *column,
                shape: *shape,
                score: *score,
                x: place(*score),
                beside: (beside(at) - half) * BESIDE,
                y: y + BELOW * u32::try_from(line).expect("options are few"),
            }));
        }
    }
    points.sort_by_key(|point| point.column);
    let ends = known.first().zip(known.last()).filter(|(first, last)| first.0 < last.0);
    let view = PlotRow {
        id: criterion.id.clone(),
        label: criterion.label.clone(),
        weight: criterion.weight,
        label_y: top + LABEL,
        y,
        span: ends.map(|(first, last)| [place(first.0), place(last.0)]),
        points,
    };
    (view, ROW + BELOW * (u32::try_from(lines).expect("options are few") - 1))
}

/// From the lowest known score to the highest; none when fewer than two are known.
fn spread(criterion: &CriterionView) -> Option<f64> {
    let known: Vec<f64> = criterion.cells.iter().filter_map(|cell| cell.score).collect();
    let [_, _, ..] = known[..] else {
        return None;
    };
    Some(known.iter().fold(0.0, |a: f64, b| a.max(*b)) - known.iter().fold(100.0, |a: f64, b| a.min(*b)))
}

/// Where the options differ most. Among equal spreads, those that weigh more come first.
fn finding(scored: &[&CriterionView]) -> FindingView {
    let mut spreads: Vec<_> = scored.iter().filter_map(|row| Some((spread(row)?, *row))).collect();
    spreads.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.weight.cmp(&a.1.weight)));
    let Some((most, _)) = spreads.first().copied() else {
        return FindingView { says: "unknown", ..FindingView::default() };
    };
    if most == 0.0 {
        return FindingView { says: "same", ..FindingView::default() };
    }
    let widest: Vec<_> = spreads.iter().take_while(|(spread, _)| *spread == most).map(|(_, row)| *row).collect();
    let label = |at: usize| widest.get(at).map_or_else(String::new, |row| row.label.clone());
    let says = match widest.len() {
        1 => "one",
        2 => "two",
        _ => "many",
    };
    FindingView { says, first: label(0), second: label(1), criteria: widest.len() }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
