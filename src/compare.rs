//! Comparisons ranked: scores from declared scales, weights, knock-outs, and what would change the winner.
//!
//! Pages and the terminal are unknown here. The formula is that of the content model: Σ wᵢ·sᵢ / Σ wᵢ over known,
//! scored cells.

use crate::model::Id;
use crate::model::comparison::{Better, Cell, CellValue, Comparison, Criterion, Preset, Scale};

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

/// Least values that an option must have.
pub type Musts<'a> = &'a [(usize, &'a CellValue)];

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

/// Whether a criterion can be scored at all.
pub fn is_scored(criterion: &Criterion) -> bool {
    criterion.better != Better::Neither && criterion.scale != Scale::Text
}

/// The default weights of a comparison, by place of its criteria.
pub fn default_weights(comparison: &Comparison) -> Vec<u8> {
    comparison.criteria.iter().map(|criterion| criterion.weight).collect()
}

/// The weights of a preset: criteria that it does not name keep their own.
pub fn preset_weights(comparison: &Comparison, preset: &Preset) -> Vec<u8> {
    let named = |criterion: &Criterion| {
        let weight = preset.weights.iter().find(|(id, _)| id.value == criterion.id.value);
        weight.map_or(criterion.weight, |(_, weight)| *weight)
    };
    comparison.criteria.iter().map(named).collect()
}

/// The least values of a preset, by place of their criteria; unknown names are left out.
pub fn preset_musts<'a>(comparison: &Comparison, preset: &'a Preset) -> Vec<(usize, &'a CellValue)> {
    let place = |id: &str| comparison.criteria.iter().position(|criterion| criterion.id.value == id);
    preset.must.iter().filter_map(|(id, least)| Some((place(&id.value)?, &least.value))).collect()
}

/// Ranks options, which come in the order of their titles: equal scores keep that order.
///
/// With all weights 0 nothing is ranked.
pub fn rank(comparison: &Comparison, options: &[Id], weights: &[u8], musts: Musts<'_>) -> Ranking {
    let rows = rows(comparison, options, weights, musts);
    let ranked: Vec<f64> = rows.iter().filter(|row| row.ranked).filter_map(|row| row.score).collect();
    let clear = match ranked[..] {
        [] => false,
        [_] => true,
        [first, second, ..] => first - second >= CLEAR_LEAD - ROUNDING,
    };
    let flip = winner(&rows).and_then(|winner| flip(comparison, options, weights, musts, &winner));
    Ranking { rows, clear, flip }
}

fn rows(comparison: &Comparison, options: &[Id], weights: &[u8], musts: Musts<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = options.iter().map(|option| row(comparison, option, weights, musts)).collect();
    let place = |row: &Row| {
        if !row.knocked_out.is_empty() { 2 } else { usize::from(!row.ranked) }
    };
    rows.sort_by(|a, b| {
        let by_score = b.score.unwrap_or(-1.0).total_cmp(&a.score.unwrap_or(-1.0));
        place(a).cmp(&place(b)).then(by_score)
    });
    rows
}

fn winner(rows: &[Row]) -> Option<Id> {
    rows.first().filter(|row| row.ranked).map(|row| row.option.clone())
}

fn row(comparison: &Comparison, option: &Id, weights: &[u8], musts: Musts<'_>) -> Row {
    let (mut sum, mut known, mut all) = (0.0, 0.0, 0.0);
    for (criterion, &weight) in comparison.criteria.iter().zip(weights) {
        if !is_scored(criterion) {
            continue;
        }
        let weight = f64::from(weight);
        all += weight;
        if let Some(score) = score(criterion, comparison.cell(option, &criterion.id.value)) {
            sum += weight * score;
            known += weight;
        }
    }
    let coverage = if all > 0.0 { known / all } else { 0.0 };
    let knocked_out: Vec<usize> =
        musts.iter().filter(|(at, least)| !reaches(comparison, option, *at, least)).map(|(at, _)| *at).collect();
    Row {
        option: option.clone(),
        score: (known > 0.0).then(|| sum / known),
        coverage,
        ranked: known > 0.0 && coverage >= LEAST_COVERAGE - ROUNDING && knocked_out.is_empty(),
        knocked_out,
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

fn flip(comparison: &Comparison, options: &[Id], weights: &[u8], musts: Musts<'_>, winner: &Id) -> Option<Flip> {
    for change in 1..=5 {
        for (criterion, &from) in weights.iter().enumerate() {
            let changed = [from.checked_sub(change), from.checked_add(change).filter(|to| *to <= 5)];
            for to in changed.into_iter().flatten() {
                let mut tried = weights.to_vec();
                tried[criterion] = to;
                if let Some(other) =
                    self::winner(&rows(comparison, options, &tried, musts)).filter(|other| other != winner)
                {
                    return Some(Flip { criterion, from, to, winner: other });
                }
            }
        }
    }
    None
}
