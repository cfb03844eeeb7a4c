//! What the page of a comparison holds.

use serde::Serialize;

use super::Link;
use super::{DateView, EntryFrame, EntryLink};

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparisonView {
    /// What every entry's page has.
    pub frame: EntryFrame,
    /// The options, in alphabetical order of their titles: the columns.
    pub options: Vec<EntryLink>,
    /// Criteria in groups, facts (text criteria) first.
    pub groups: Vec<CriterionGroup>,
    /// Number of criteria.
    pub criteria: usize,
    /// The scores as dots on lines; absent when there is nothing to compare.
    pub plot: Option<PlotView>,
    /// The ranking with default weights.
    pub ranking: RankingView,
    /// Rankings of the presets.
    pub presets: Vec<RankingView>,
}

/// Criteria that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionGroup {
    /// Its title; empty for criteria without a group.
    pub title: String,
    /// Its criteria.
    pub criteria: Vec<CriterionView>,
}

/// One row of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionView {
    /// Its id.
    pub id: String,
    /// Id of its row: `kb-c-<id>`.
    pub anchor: String,
    /// Its label.
    pub label: String,
    /// Whether it takes part in rankings.
    pub scored: bool,
    /// Its default weight.
    pub weight: u8,
    /// Its scale in words, lowest first, empty when there is none.
    pub scale: String,
    /// `higher`, `lower` or `none`.
    pub better: &'static str,
    /// Cells in the order of the columns.
    pub cells: Vec<CellView>,
}

/// One cell of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellView {
    /// The option's id.
    pub option: String,
    /// The option's number, as in [EntryLink](#entrylink); 0 when it has none.
    pub shape: u16,
    /// Nothing is known.
    pub unknown: bool,
    /// The value as shown (a word of the scale, a number with its unit, Yes …), empty for text criteria.
    pub value: String,
    /// 1 to 5 for the meter: the score in fifths; absent when not scored.
    pub meter: Option<u8>,
    /// The score, 0 to 100, absent when not scored.
    pub score: Option<f64>,
    /// The reason.
    pub text: String,
    /// It is an opinion, without a source.
    pub opinion: bool,
    /// The source cited.
    pub source: Option<Link>,
    /// As of which day, where that is another than the comparison's last review.
    pub as_of: Option<DateView>,
    /// Entries that show it.
    pub links: Vec<EntryLink>,
}

/// The scores of all options on all scored criteria. Places from left to right are percents of the plot's width, so
/// that text never scales; all others are pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotView {
    /// Its height.
    pub height: i32,
    /// Where the lines of the axis end; they begin at 20.
    pub axis: i32,
    /// Marks of the axis.
    pub ticks: Vec<PlotTick>,
    /// A row for each criterion, in the order of the table.
    pub rows: Vec<PlotRow>,
    /// The finding: labels of the criteria in which options differ most. Empty when they differ in none, at most two.
    pub differ: Vec<String>,
    /// How many more criteria differ as much.
    pub more: usize,
}

/// A mark of the axis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotTick {
    /// The score that it marks.
    pub score: u8,
    /// Its place from left to right.
    pub x: f64,
}

/// A criterion in the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotRow {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its label as far as it fits.
    pub short: String,
    /// Where the label stands.
    pub text_y: i32,
    /// Where its line is.
    pub y: i32,
    /// Where its line begins: the lowest score.
    pub from: f64,
    /// Where its line ends: the highest score.
    pub to: f64,
    /// Scores that are known, in the order of the columns.
    pub dots: Vec<PlotDot>,
}

/// A score in the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotDot {
    /// Column of the option, from 0.
    pub column: usize,
    /// Number of the option, for its shape and colour.
    pub shape: u16,
    /// The score, 0 to 100.
    pub score: f64,
    /// Its place from left to right.
    pub x: f64,
    /// How far it stands to the right, where several would hide each other.
    pub dx: i32,
    /// How far it stands below the line, where there are too many side by side.
    pub dy: i32,
}

/// A ranking for one set of weights.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankingView {
    /// Id of the preset, empty for the default weights.
    pub id: String,
    /// Its label, «Default weights» for the default.
    pub label: String,
    /// Weights that differ from the default, as `?w=` takes them.
    pub weights: String,
    /// The options in order: ranked ones, then those not ranked, then those knocked out.
    pub rows: Vec<RankRow>,
    /// One sentence: who leads and by how much, or that there is no clear winner.
    pub says: String,
    /// Whether there is a clear winner.
    pub clear: bool,
    /// The least change of one weight that gives another winner, as a sentence; empty when there is none.
    pub flip: String,
}

/// One option in a ranking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankRow {
    /// The option.
    pub option: EntryLink,
    /// Its column, from 0.
    pub column: usize,
    /// 0 to 100, one decimal; absent when nothing is known.
    pub score: Option<f64>,
    /// Share of the weight that its known cells carry, 0 to 100.
    pub coverage: u8,
    /// Whether it takes part.
    pub ranked: bool,
    /// Criteria that knock it out, as labels.
    pub knocked_out: Vec<String>,
}
