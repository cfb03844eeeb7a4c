//! Rows of scores in, the plot as text out.

use super::view;
use crate::view::page::{CellView, CriterionGroup, CriterionView, PlotView};

/// One criterion a line: label, weight, the options' scores (`?` for one that is not known); `--` begins a group.
fn groups(table: &str) -> Vec<CriterionGroup> {
    let mut groups = vec![CriterionGroup { title: String::new(), criteria: Vec::new() }];
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line == "--" {
            groups.push(CriterionGroup { title: "More".into(), criteria: Vec::new() });
            continue;
        }
        let mut words = line.split_whitespace();
        let label = words.next().unwrap_or_default();
        let weight = words.next().and_then(|word| word.parse().ok());
        let cells = words.zip(1..).map(|(word, shape)| cell(shape, word.parse().ok())).collect();
        groups.last_mut().expect("there is one").criteria.push(CriterionView {
            id: label.to_lowercase(),
            anchor: String::new(),
            label: label.into(),
            scored: weight.is_some(),
            weight: weight.unwrap_or(0),
            scale: String::new(),
            steps: Vec::new(),
            range: None,
            unit: String::new(),
            better: "higher",
            cells,
        });
    }
    groups
}

fn cell(shape: u8, score: Option<f64>) -> CellView {
    CellView {
        option: String::new(),
        shape,
        unknown: score.is_none(),
        value: String::new(),
        meter: None,
        place: None,
        score,
        text: String::new(),
        plain: String::new(),
        opinion: false,
        source: None,
        as_of: None,
        links: Vec::new(),
    }
}

fn text(plot: &PlotView) -> String {
    let mut text = String::new();
    for row in &plot.rows {
        let points: Vec<_> = row
            .points
            .iter()
            .map(|point| format!("g{} {}%{:+} {}", point.shape, point.x, point.beside, point.y))
            .collect();
        let span = row.span.map_or_else(String::new, |[from, to]| format!(" {from}-{to}"));
        text.push_str(&format!("{} {}{span}: {}\n", row.label, row.y, points.join(", ")));
    }
    text + &plot.height.to_string()
}

fn plot(table: &str) -> String {
    text(&view(&groups(table)).expect("something is scored"))
}

fn finding(table: &str) -> String {
    let finding = view(&groups(table)).expect("something is scored").finding;
    format!("{} {} {} {}", finding.says, finding.first, finding.second, finding.criteria).trim().to_owned()
}

#[test]
fn scores_become_places_group_by_group() {
    let table = "
        Deploy - ? ?
        Cost 1 100 25 75
        --
        Work 1 0 100 50";
    assert_eq!(
        plot(table),
        "Cost 52 26-98: g1 98%+0 52, g2 26%+0 52, g3 74%+0 52\n\
         Work 98 2-98: g1 2%+0 98, g2 98%+0 98, g3 50%+0 98\n\
         112"
    );
}

#[test]
fn ties_stand_side_by_side() {
    assert_eq!(plot("Cost 1 25 50 25"), "Cost 52 26-50: g1 26%-8 52, g2 50%+0 52, g3 26%+8 52\n66");
}

#[test]
fn points_too_close_to_tell_apart_are_set_apart_in_their_order() {
    assert_eq!(plot("Cost 1 52 50"), "Cost 52 50-51.9: g1 51.9%+8 52, g2 50%-8 52\n66");
}

#[test]
fn many_ties_take_more_lines() {
    assert_eq!(
        plot("Cost 1 0 0 0 0\nWork 1 0 100"),
        "Cost 52: g1 2%-16 52, g2 2%+0 52, g3 2%+16 52, g4 2%+0 70\n\
         Work 116 2-98: g1 2%+0 116, g2 98%+0 116\n\
         130"
    );
}

#[test]
fn what_is_not_known_is_not_drawn() {
    assert_eq!(plot("Cost 1 ? 50\nWork 1 ? ?"), "Cost 52: g2 50%+0 52\nWork 98: \n112");
}

#[test]
fn without_scored_criteria_there_is_no_plot() {
    assert_eq!(view(&groups("Deploy - ? ?")), None);
    assert_eq!(view(&[]), None);
}

#[test]
fn the_finding_says_where_options_differ_most() {
    assert_eq!(finding("Cost 1 0 50\nWork 1 0 100"), "one Work  1");
    assert_eq!(finding("Cost 1 0 100\nSpeed 1 0 50\nWork 3 0 100"), "two Work Cost 2");
    assert_eq!(finding("Cost 1 0 100\nSpeed 1 0 100\nWork 3 100 0"), "many Work Cost 3");
    assert_eq!(finding("Cost 1 50 50\nWork 1 ? 100"), "same   0");
    assert_eq!(finding("Cost 1 ? 50\nWork 1 0 ?"), "unknown   0");
}
