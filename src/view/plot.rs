//! The scores of a comparison as dots on lines. It is made from the table's cells, so both show the same numbers.

use std::cmp::Reverse;

use super::fit;
use super::page::{CellView, CriterionGroup, CriterionView, PlotDot, PlotRow, PlotTick, PlotView};

/// From one criterion to the next.
const PITCH: i32 = 46;
/// Where the lines of the axis begin.
const TOP: i32 = 20;
/// From a row's top to its text, and to its dots.
const TEXT: i32 = 17;
const DOTS: i32 = 33;
/// Dots side by side stand this far apart, their size included.
const STEP: i32 = 15;
/// Most dots side by side; the next ones stand below.
const ACROSS: usize = 4;
/// Scores closer than this would hide each other.
const CLOSE: f64 = 3.0;
/// Room for a criterion's label, and the size of its text.
const LABEL: (f64, f64) = (244.0, 14.0);

/// The plot; none when no criterion has scores to compare.
pub(super) fn view(groups: &[CriterionGroup]) -> Option<PlotView> {
    let scored: Vec<&CriterionView> = groups
        .iter()
        .flat_map(|group| &group.criteria)
        .filter(|row| row.cells.iter().any(|cell| cell.score.is_some()))
        .collect();
    if !scored.iter().any(|row| spread(row).is_some()) {
        return None;
    }
    let mut y = TOP;
    let mut rows = Vec::new();
    for row in &scored {
        let shown = self::row(row, y);
        let lines = shown.dots.iter().map(|dot| dot.dy / STEP).max().unwrap_or(0);
        y += PITCH + lines * STEP;
        rows.push(shown);
    }
    let (differ, more) = differ(&scored);
    let ticks = [0, 25, 50, 75, 100].map(|score| PlotTick { score, x: across(f64::from(score)) });
    Some(PlotView { height: y + 6, axis: y - 2, ticks: ticks.to_vec(), rows, differ, more })
}

/// A score's place between the left and the right edge, in percent.
fn across(score: f64) -> f64 {
    (20.0 + score * 9.6).round() / 10.0
}

fn row(row: &CriterionView, top: i32) -> PlotRow {
    let mut cells: Vec<(f64, usize, &CellView)> =
        row.cells.iter().enumerate().filter_map(|(at, cell)| Some((cell.score?, at, cell))).collect();
    cells.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let ends = (cells.first().map_or(0.0, |cell| cell.0), cells.last().map_or(0.0, |cell| cell.0));
    let mut dots = Vec::new();
    while !cells.is_empty() {
        let (first, close) = (cells[0].0, cells.iter().take_while(|cell| cell.0 - cells[0].0 < CLOSE).count());
        for (at, (score, column, cell)) in cells.drain(..close).enumerate() {
            let (line, at) = (at / ACROSS, at % ACROSS);
            let beside = (close - line * ACROSS).min(ACROSS);
            dots.push(PlotDot {
                column,
                shape: cell.shape,
                score,
                x: across(score),
                dx: shift(at, beside, first),
                dy: stacked(line),
            });
        }
    }
    dots.sort_by_key(|dot| dot.column);
    PlotRow {
        id: row.id.clone(),
        label: row.label.clone(),
        short: fit::fit(&row.label, LABEL.0, LABEL.1),
        text_y: top + TEXT,
        y: top + DOTS,
        from: across(ends.0),
        to: across(ends.1),
        dots,
    }
}

fn stacked(line: usize) -> i32 {
    i32::try_from(line).unwrap_or(0) * STEP
}

/// How far a dot of several stands from its score. At both ends they go inwards, where there is room.
fn shift(at: usize, beside: usize, score: f64) -> i32 {
    let number = |count: usize| i32::try_from(count).unwrap_or(0);
    let middle = STEP * (2 * number(at) - number(beside) + 1) / 2;
    let over = (STEP * (number(beside) - 2) / 2).max(0);
    match score {
        score if score < 10.0 => middle + over,
        score if score > 90.0 => middle - over,
        _ => middle,
    }
}

/// How far the known scores of a criterion are apart; none when fewer than two are known.
fn spread(row: &CriterionView) -> Option<f64> {
    let known: Vec<f64> = row.cells.iter().filter_map(|cell| cell.score).collect();
    let (least, most) = known.iter().fold((f64::MAX, f64::MIN), |(least, most), s| (least.min(*s), most.max(*s)));
    (known.len() > 1).then_some(most - least)
}

/// The criteria in which the options differ most, two at most, and how many more differ as much. What has no weight
/// decides nothing and is not named.
fn differ(rows: &[&CriterionView]) -> (Vec<String>, usize) {
    let spreads = rows.iter().filter(|row| row.weight > 0).filter_map(|row| Some((spread(row)?, *row)));
    let mut spreads: Vec<(f64, &CriterionView)> = spreads.filter(|(spread, _)| *spread > 0.0).collect();
    spreads.sort_by(|a, b| b.0.total_cmp(&a.0));
    let most = spreads.first().map_or(0.0, |(spread, _)| *spread);
    spreads.retain(|(spread, _)| most - spread < 0.05);
    spreads.sort_by_key(|(_, row)| Reverse(row.weight));
    let labels: Vec<String> = spreads.iter().take(2).map(|(_, row)| row.label.clone()).collect();
    (labels, spreads.len().saturating_sub(2))
}

#[cfg(test)]
mod tests {
    use super::super::page::{CellView, CriterionGroup, CriterionView};
    use super::view;

    fn criterion(label: &str, weight: u8, scores: &[Option<f64>]) -> CriterionView {
        let cell = |(shape, score): (u16, &Option<f64>)| CellView {
            option: format!("o{shape}"),
            shape,
            unknown: score.is_none(),
            value: String::new(),
            meter: None,
            score: *score,
            text: String::new(),
            opinion: false,
            source: None,
            as_of: None,
            links: Vec::new(),
        };
        CriterionView {
            id: label.to_lowercase(),
            anchor: String::new(),
            label: label.to_owned(),
            scored: true,
            weight,
            scale: String::new(),
            better: "higher",
            cells: (1..).zip(scores).map(cell).collect(),
        }
    }

    fn drawn(criteria: Vec<CriterionView>) -> String {
        let groups = [CriterionGroup { title: "Cost".into(), criteria }];
        let Some(plot) = view(&groups) else { return "nothing".into() };
        let mut text = format!("{} high\n", plot.height);
        for row in &plot.rows {
            text += &format!("{} {} {}..{}:", row.short, row.y, row.from, row.to);
            for dot in &row.dots {
                text += &format!(" {}@{}{:+}{:+}", dot.shape, dot.x, dot.dx, dot.dy);
            }
            text.push('\n');
        }
        format!("{text}{} and {} more", plot.differ.join(", "), plot.more)
    }

    #[test]
    fn dots_stand_at_their_scores() {
        let rows = vec![
            criterion("Bill", 3, &[Some(100.0), Some(25.0), Some(75.0)]),
            criterion("Bursts", 1, &[Some(0.0), None, Some(33.3)]),
        ];
        assert_eq!(
            drawn(rows),
            "118 high\nBill 53 26..98: 1@98+0+0 2@26+0+0 3@74+0+0\nBursts 99 2..34: 1@2+0+0 3@34+0+0\nBill and 0 more"
        );
    }

    #[test]
    fn ties_stand_side_by_side() {
        let tied = vec![criterion("Bill", 1, &[Some(50.0), Some(0.0), Some(50.0)])];
        assert_eq!(drawn(tied), "72 high\nBill 53 2..50: 1@50-7+0 2@2+0+0 3@50+7+0\nBill and 0 more");
        let crowded = vec![criterion("Bill", 1, &[Some(100.0); 6])];
        assert!(drawn(crowded).starts_with("87 high\nBill 53 98..98: 1@98-37+0 2@98-22+0 3@98-7+0 4@98+7+0 5@98-7+15"));
    }

    #[test]
    fn what_is_not_known_or_not_scored_is_not_drawn() {
        assert_eq!(drawn(vec![criterion("Bill", 1, &[None, Some(50.0)])]), "nothing");
        assert_eq!(drawn(Vec::new()), "nothing");
    }

    #[test]
    fn the_finding_names_what_differs_most_and_counts() {
        let apart = || [Some(0.0), Some(100.0)];
        let rows = vec![
            criterion("Light", 1, &apart()),
            criterion("Heavy", 5, &apart()),
            criterion("Idle", 0, &apart()),
            criterion("Third", 1, &apart()),
            criterion("Near", 5, &[Some(0.0), Some(50.0)]),
        ];
        assert!(drawn(rows).ends_with("Heavy, Light and 1 more"));
        assert!(drawn(vec![criterion("Bill", 1, &[Some(50.0), Some(50.0)])]).ends_with(" and 0 more"));
    }
}
