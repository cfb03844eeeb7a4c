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
    /// The scored criteria as a drawing; absent when no criterion is scored.
    pub plot: Option<PlotView>,
    /// The ranking with default weights.
    pub ranking: RankingView,
    /// Rankings of the presets.
    pub presets: Vec<RankingView>,
    /// The scored criteria in the order of the file: sums are made in this order.
    pub weights: Vec<WeightView>,
    /// The same as data: the address of its JSON twin.
    pub data: String,
}

/// Criteria that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionGroup {
    /// Its title; empty for criteria without a group.
    pub title: String,
    /// Its criteria.
    pub criteria: Vec<CriterionView>,
}

/// A criterion that readers can weigh.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightView {
    /// The criterion's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its default weight, 0 to 5.
    pub weight: u8,
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
    /// The values of its scale, lowest first; none for numbers and words. Of yes-no: `no`, `part`, `yes`.
    pub steps: Vec<String>,
    /// Least and greatest value, for numbers.
    pub range: Option<[f64; 2]>,
    /// Unit, for numbers.
    pub unit: String,
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
    /// The option's shape, as in `EntryLink`.
    pub shape: u8,
    /// Nothing is known.
    pub unknown: bool,
    /// The value as shown (a word of the scale, a number with its unit, Yes …), empty for text criteria.
    pub value: String,
    /// 1 to 5 for the meter: the score in fifths; absent when not scored.
    pub meter: Option<u8>,
    /// The value's place on its scale, 0 to 1, not rounded; absent when it is not known or has no scale.
    pub place: Option<f64>,
    /// The score, 0 to 100, one decimal, absent when not scored.
    pub score: Option<f64>,
    /// The reason.
    pub text: String,
    /// The whole cell in one line: value, reason and where it comes from.
    pub plain: String,
    /// It is an opinion, without a source.
    pub opinion: bool,
    /// The source cited.
    pub source: Option<Link>,
    /// As of which day, where that is another than the comparison's last review.
    pub as_of: Option<DateView>,
    /// Entries that show it.
    pub links: Vec<EntryLink>,
}

/// The scored criteria as a drawing: a row each, a shape per option, from 0 at the left to 100 at the right. Places
/// along a row are percents of the drawing's width, so its text never scales; heights are pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotView {
    /// What the drawing shows, its title.
    pub finding: FindingView,
    /// The numbers of the axis.
    pub marks: Vec<PlotMark>,
    /// Where the rows begin.
    pub top: u32,
    /// The height of the drawing.
    pub height: u32,
    /// The criteria in the order of the matrix.
    pub rows: Vec<PlotRow>,
}

/// Where options differ most, for a sentence of the theme.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FindingView {
    /// `one`, `two` or `many` criteria on which options differ most; `same`: they differ nowhere; `unknown`: on no
    /// criterion two options are known.
    pub says: &'static str,
    /// The label of the criterion that weighs most among them.
    pub first: String,
    /// The label of the next one.
    pub second: String,
    /// How many differ that much.
    pub criteria: usize,
}

/// A number of the axis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotMark {
    /// The score.
    pub score: u8,
    /// Its place in percent.
    pub x: f64,
}

/// A criterion in the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotRow {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its default weight.
    pub weight: u8,
    /// Height of the label's foot.
    pub label_y: u32,
    /// Height of the row's line.
    pub y: u32,
    /// Places of the lowest and the highest score in percent; absent when they are the same.
    pub span: Option<[f64; 2]>,
    /// Known scores in the order of the columns.
    pub points: Vec<PlotPoint>,
}

/// An option's score in the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotPoint {
    /// The option's column, from 0.
    pub column: usize,
    /// The option's shape, as in `EntryLink`.
    pub shape: u8,
    /// The score, 0 to 100, as in the cell.
    pub score: f64,
    /// Its place in percent.
    pub x: f64,
    /// How many pixels it stands beside its place, for scores that are equal or nearly so.
    pub beside: f64,
    /// Its height.
    pub y: u32,
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
    /// Least values that it asks for, as `?must=` takes them.
    pub musts: String,
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
    /// The score, 0 to 100, not rounded.
    pub exact: Option<f64>,
    /// Share of the weight that its known cells carry, 0 to 100.
    pub coverage: u8,
    /// The same, not rounded.
    pub share: f64,
    /// Whether it takes part.
    pub ranked: bool,
    /// Criteria that knock it out, as labels.
    pub knocked_out: Vec<String>,
}
