//! Comparisons ranked: scores from declared scales, weights, knock-outs, and what would change the winner.
//!
//! Pages and the terminal are unknown here. The formula is that of the content model: Σ wᵢ·sᵢ / Σ wᵢ over known,
//! scored cells. The script of the page computes the same, step by step in the same order, so that both find the same
//! numbers to the last digit.

#[cfg(test)]
mod tests;
mod wish;

use crate::graph::{self, Resolved};
use crate::model::comparison::{Better, Cell, CellValue, Comparison, Criterion, Scale};
use crate::model::{Entry, Id, Site};

pub use wish::{Unknown, Wish};

/// The first two are too close to call under this lead, in the range of scores from 0 to 1.
pub const CLEAR_LEAD: f64 = 0.10;
/// An option whose known cells carry less than this share of the weight is not ranked.
pub const LEAST_COVERAGE: f64 = 0.5;
/// Sums of a few products of halves and fifths differ from the true value by far less than this.
const ROUNDING: f64 = 1e-9;

/// Options in order, for one set of weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// Ranked options first, then those that are not ranked, then those knocked out.
    pub rows: Vec<Row>,
    /// The first leads the second clearly.
    pub clear: bool,
    /// The least change of one weight that gives another winner.
    pub flip: Option<Flip>,
}

/// One option in a ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The option.
    pub option: Id,
    /// 0 to 1; none when nothing that counts is known.
    pub score: Option<f64>,
    /// Share of the weight that its known cells carry, 0 to 1.
    pub coverage: f64,
    /// It takes part.
    pub ranked: bool,
    /// Criteria that knock it out, by place.
    pub knocked_out: Vec<usize>,
}

/// A change of one weight that gives another winner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The criterion, by place.
    pub criterion: usize,
    /// Its weight now.
    pub from: u8,
    /// Its weight then.
    pub to: u8,
    /// Who wins then.
    pub winner: Id,
}

/// The options of a comparison in alphabetical order of their titles, each once.
pub fn options<'a>(site: &'a Site, entry: &Entry) -> Vec<&'a Entry> {
    let found = |written: &str| match graph::by_name(site, written) {
        Resolved::Node(node, _) | Resolved::NoPart(node) => site.entries.get(&node.id),
        _ => None,
    };
    let mut options: Vec<&Entry> = entry.options.iter().filter_map(|option| found(&option.value)).collect();
    options.sort_by_key(|option| (option.title.to_lowercase(), option.id.clone()));
    options.dedup_by(|a, b| a.id == b.id);
    options
}

/// The score of a value on its criterion's scale, 0 to 1; none when the criterion is not scored, when nothing is
/// known, or when the value is not on the scale.
pub fn score(criterion: &Criterion, cell: Option<&Cell>) -> Option<f64> {
    let value = cell.filter(|cell| !cell.unknown)?.value.as_ref()?;
    let position = position(&criterion.scale, &value.value)?;
    match criterion.better {
        Better::Higher => Some(position),
        Better::Lower => Some(1.0 - position),
        Better::Neither => None,
    }
}

/// Where a value stands on its scale, 0 to 1.
pub fn position(scale: &Scale, value: &CellValue) -> Option<f64> {
    match scale {
        Scale::Ordinal { steps, .. } => {
            let written = value.to_string();
            let at = steps.iter().position(|step| *step == written)?;
            #[expect(clippy::cast_precision_loss, reason = "scales have a handful of steps")]
            Some(at as f64 / (steps.len() - 1) as f64)
        }
        Scale::Number { min, max, .. } => match value {
            CellValue::Number(number) if number >= min && number <= max => Some((number - min) / (max - min)),
            _ => None,
        },
        Scale::YesNo => match value {
            CellValue::Word(word) => match word.as_str() {
                "yes" => Some(1.0),
                "part" => Some(0.5),
                "no" => Some(0.0),
                _ => None,
            },
            CellValue::Number(_) => None,
        },
        Scale::Text => None,
    }
}

/// The values of a scale that has a few, lowest first; yes-no as `no`, `part`, `yes`.
pub fn steps(scale: &Scale) -> Vec<String> {
    match scale {
        Scale::Ordinal { steps, .. } => steps.clone(),
        Scale::YesNo => ["no", "part", "yes"].map(str::to_owned).into(),
        Scale::Number { .. } | Scale::Text => Vec::new(),
    }
}

/// Whether a criterion can be scored at all.
pub fn is_scored(criterion: &Criterion) -> bool {
    criterion.better != Better::Neither && criterion.scale != Scale::Text
}

/// Ranks options, which come in the order of their titles: equal scores keep that order.
///
/// With all weights 0 nothing is ranked.
pub fn rank(comparison: &Comparison, options: &[Id], wish: &Wish) -> Ranking {
    let table = Table::of(comparison, options, wish);
    let rows = table.rows(&wish.weights);
    let ranked: Vec<f64> = rows.iter().filter(|row| row.ranked).filter_map(|row| row.score).collect();
    let clear = match ranked[..] {
        [] => false,
        [_] => true,
        [first, second, ..] => first - second >= CLEAR_LEAD - ROUNDING,
    };
    let flip = winner(&rows).and_then(|winner| table.flip(&wish.weights, winner));
    Ranking { rows, clear, flip }
}

fn winner(rows: &[Row]) -> Option<&Id> {
    rows.first().filter(|row| row.ranked).map(|row| &row.option)
}

/// What does not change with the weights.
struct Table<'a> {
    options: &'a [Id],
    /// Scores by criterion, then by option; none for criteria that are not scored.
    scores: Vec<Option<Vec<Option<f64>>>>,
    /// By option, the criteria that knock it out.
    knocked_out: Vec<Vec<usize>>,
}

impl<'a> Table<'a> {
    fn of(comparison: &Comparison, options: &'a [Id], wish: &Wish) -> Self {
        let scores = |criterion: &Criterion| {
            let score = |option: &Id| score(criterion, comparison.cell(option, &criterion.id.value));
            is_scored(criterion).then(|| options.iter().map(score).collect())
        };
        let knocked_out = |option: &Id| {
            let below = |(at, least): &&(usize, CellValue)| !reaches(comparison, option, *at, least);
            wish.musts.iter().filter(below).map(|(at, _)| *at).collect()
        };
        Table {
            options,
            scores: comparison.criteria.iter().map(scores).collect(),
            knocked_out: options.iter().map(knocked_out).collect(),
        }
    }

    fn rows(&self, weights: &[u8]) -> Vec<Row> {
        let mut rows: Vec<Row> = (0..self.options.len()).map(|option| self.row(option, weights)).collect();
        let place = |row: &Row| {
            if !row.knocked_out.is_empty() { 2 } else { usize::from(!row.ranked) }
        };
        // Sums in another order may differ in the last digit; what is equal but for that keeps the order of titles.
        let near = |row: &Row| (row.score.unwrap_or(-1.0) * 1e9).round();
        rows.sort_by(|a, b| place(a).cmp(&place(b)).then(near(b).total_cmp(&near(a))));
        rows
    }

    fn row(&self, option: usize, weights: &[u8]) -> Row {
        let (mut sum, mut known, mut all) = (0.0, 0.0, 0.0);
        for (scores, &weight) in self.scores.iter().zip(weights) {
            let Some(scores) = scores else {
                continue;
            };
            let weight = f64::from(weight);
            all += weight;
            if let Some(score) = scores[option] {
                sum += weight * score;
                known += weight;
            }
        }
        let coverage = if all > 0.0 { known / all } else { 0.0 };
        let knocked_out = self.knocked_out[option].clone();
        Row {
            option: self.options[option].clone(),
            score: (known > 0.0).then(|| sum / known),
            coverage,
            ranked: known > 0.0 && coverage >= LEAST_COVERAGE - ROUNDING && knocked_out.is_empty(),
            knocked_out,
        }
    }

    fn flip(&self, weights: &[u8], winner: &Id) -> Option<Flip> {
        for change in 1..=5 {
            for (criterion, &from) in weights.iter().enumerate() {
                if self.scores[criterion].is_none() {
                    continue;
                }
                let changed = [from.checked_sub(change), from.checked_add(change).filter(|to| *to <= 5)];
                for to in changed.into_iter().flatten() {
                    let mut tried = weights.to_vec();
                    tried[criterion] = to;
                    let rows = self.rows(&tried);
                    if let Some(other) = self::winner(&rows).filter(|other| *other != winner) {
                        return Some(Flip { criterion, from, to, winner: other.clone() });
                    }
                }
            }
        }
        None
    }
}

/// Whether an option is known to be at least as good as a value of a criterion.
fn reaches(comparison: &Comparison, option: &str, criterion: usize, least: &CellValue) -> bool {
    let criterion = &comparison.criteria[criterion];
    let cell = comparison.cell(option, &criterion.id.value).filter(|cell| !cell.unknown);
    let has = cell.and_then(|cell| cell.value.as_ref()).and_then(|value| position(&criterion.scale, &value.value));
    let Some((has, least)) = has.zip(position(&criterion.scale, least)) else {
        return false;
    };
    if criterion.better == Better::Lower { has <= least } else { has >= least }
}
