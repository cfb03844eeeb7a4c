//! Comparisons: facts, matrix and rankings.

mod plot;

use super::context::{At, date};
use super::entry::{fact, frame, text};
use super::machine::comparison as machine;
use super::page::{
    CellView, ComparisonView, CriterionGroup, CriterionView, Link, RankRow, RankingView, WeightView, sentence, word,
};
use super::prose;
use crate::compare::{self, Ranking, Wish};
use crate::model::comparison::{Better, Cell, CellValue, Comparison, Criterion, Scale};
use crate::model::{Entry, Id};

/// The page of a comparison.
pub(super) fn view(at: &At<'_, '_>, entry: &Entry) -> ComparisonView {
    let comparison = entry.comparison.as_deref().expect("only comparisons are shown as comparisons");
    let columns = compare::options(at.context.site, entry);
    let ids: Vec<Id> = columns.iter().map(|option| option.id.clone()).collect();
    let mut frame = frame(at, entry);
    let counts = [("options", &*columns.len().to_string()), ("criteria", &*comparison.criteria.len().to_string())];
    let words = sentence("rankings.compares", &counts);
    frame.facts.insert(frame.facts.len().min(3), fact("compares", [text(&words)]));
    let shown = Shown { at, comparison, columns: &columns, ids: &ids };
    let presets = comparison
        .presets
        .iter()
        .map(|preset| shown.ranking(&preset.id.value, &preset.label, &Wish::preset(comparison, preset)));
    let groups = groups(at, comparison, &columns, entry.reviewed.as_ref().map(|day| day.value));
    ComparisonView {
        frame,
        plot: plot::view(&groups),
        options: columns.iter().map(|option| at.entry(option)).collect(),
        groups,
        criteria: comparison.criteria.len(),
        weights: comparison.criteria.iter().filter(|criterion| compare::is_scored(criterion)).map(weight).collect(),
        presets: presets.collect(),
        ranking: shown.ranking("", &word("rankings.default"), &Wish::unset(comparison)),
        data: at.href(&machine::twin(entry)),
    }
}

fn weight(criterion: &Criterion) -> WeightView {
    WeightView { id: criterion.id.value.clone(), label: criterion.label.clone(), weight: criterion.weight }
}

fn groups(
    at: &At<'_, '_>,
    comparison: &Comparison,
    columns: &[&Entry],
    reviewed: Option<jiff::civil::Date>,
) -> Vec<CriterionGroup> {
    let mut groups: Vec<CriterionGroup> = Vec::new();
    // Facts first: what readers only read stands before what counts.
    let (scored, facts): (Vec<_>, Vec<_>) =
        comparison.criteria.iter().partition(|criterion| compare::is_scored(criterion));
    for criterion in facts.into_iter().chain(scored) {
        let view = criterion_view(at, comparison, criterion, columns, reviewed);
        let mut chars = criterion.group.chars();
        let title: String = chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
        let same = |group: &&mut CriterionGroup| {
            group.title == title && group.criteria.first().is_some_and(|first| first.scored == view.scored)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.criteria.push(view),
            None => groups.push(CriterionGroup { title, criteria: vec![view] }),
        }
    }
    groups
}

fn criterion_view(
    at: &At<'_, '_>,
    comparison: &Comparison,
    criterion: &Criterion,
    columns: &[&Entry],
    reviewed: Option<jiff::civil::Date>,
) -> CriterionView {
    let id = &criterion.id.value;
    CriterionView {
        id: id.clone(),
        anchor: format!("kb-c-{id}"),
        label: criterion.label.clone(),
        scored: compare::is_scored(criterion),
        weight: criterion.weight,
        scale: match &criterion.scale {
            Scale::Ordinal { steps, low: Some(low), high: Some(high) } => {
                format!("{} {low}, {} {high}", steps[0], steps[steps.len() - 1])
            }
            Scale::Ordinal { steps, .. } => steps.join(", "),
            Scale::Number { min, max, unit, .. } => format!("{min} to {max} {unit}"),
            Scale::YesNo => "no, part, yes".to_owned(),
            Scale::Text => String::new(),
        },
        steps: compare::steps(&criterion.scale),
        range: match &criterion.scale {
            Scale::Number { min, max, .. } => Some([*min, *max]),
            _ => None,
        },
        unit: match &criterion.scale {
            Scale::Number { unit, .. } => unit.clone(),
            _ => String::new(),
        },
        better: match criterion.better {
            Better::Higher => "higher",
            Better::Lower => "lower",
            Better::Neither => "none",
        },
        cells: columns
            .iter()
            .map(|option| cell(at, criterion, option, comparison.cell(&option.id, id), reviewed))
            .collect(),
    }
}

fn cell(
    at: &At<'_, '_>,
    criterion: &Criterion,
    option: &Entry,
    cell: Option<&Cell>,
    reviewed: Option<jiff::civil::Date>,
) -> CellView {
    let score = compare::score(criterion, cell);
    let known = cell.filter(|cell| !cell.unknown).and_then(|cell| cell.value.as_ref());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 5")]
    let meter = score.map(|score| (1.0 + score * 4.0).round() as u8);
    let source = cell.and_then(|cell| cell.source.as_ref()).and_then(|id| source(at, &id.value));
    CellView {
        option: option.id.to_string(),
        shape: at.context.shape(&option.id).unwrap_or(0),
        unknown: cell.is_none_or(|cell| cell.unknown),
        value: cell
            .and_then(|cell| cell.value.as_ref())
            .map_or_else(String::new, |value| shown(criterion, &value.value)),
        meter,
        place: known.and_then(|value| compare::position(&criterion.scale, &value.value)),
        score: score.map(hundredths),
        text: cell.map_or_else(String::new, |cell| cell.text.clone()),
        plain: plain(criterion, cell, source.as_ref()),
        opinion: cell.is_some_and(|cell| cell.opinion),
        source,
        as_of: cell
            .and_then(|cell| cell.as_of.as_ref())
            .map(|day| day.value)
            .filter(|day| Some(*day) != reviewed)
            .map(date),
        links: at.entries(cell.into_iter().flat_map(|cell| &cell.links).map(|id| id.value.as_str())),
    }
}

/// A cell in one line.
fn plain(criterion: &Criterion, cell: Option<&Cell>, source: Option<&Link>) -> String {
    let Some(cell) = cell else {
        return word("unknown");
    };
    let value = match &cell.value {
        _ if cell.unknown => word("unknown"),
        Some(value) => shown(criterion, &value.value),
        None => String::new(),
    };
    let parts: Vec<String> = [value, cell.text.clone()].into_iter().filter(|part| !part.is_empty()).collect();
    let mut line = parts.join(": ");
    if cell.opinion {
        line += &format!(" ({})", word("opinion"));
    }
    if let Some(source) = source {
        line += &format!(" ({})", source.title);
    }
    line.trim().to_owned()
}

fn source(at: &At<'_, '_>, id: &str) -> Option<Link> {
    let entry = at.by_id(id)?;
    let part = id.split_once('#').map(|(_, part)| part.to_owned());
    let title = prose::part_title(at, entry, part.as_deref()).unwrap_or_else(|| entry.title.clone());
    let node = crate::graph::Node { id: entry.id.clone(), part };
    Some(at.link(&title, &crate::graph::address(at.context.site, &node)))
}

fn shown(criterion: &Criterion, value: &CellValue) -> String {
    let written = value.to_string();
    match (&criterion.scale, written.as_str()) {
        (Scale::Number { unit, .. }, _) => format!("{written} {unit}"),
        (Scale::YesNo, "yes") => word("yes"),
        (Scale::YesNo, "no") => word("no"),
        (Scale::YesNo, "part") => word("rankings.part"),
        _ => written,
    }
}

/// A share as 0 to 100 with one decimal.
fn hundredths(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}

struct Shown<'b, 'a> {
    at: &'b At<'b, 'a>,
    comparison: &'b Comparison,
    columns: &'b [&'a Entry],
    ids: &'b [Id],
}

impl Shown<'_, '_> {
    fn title(&self, id: &Id) -> String {
        let column = self.columns.iter().find(|option| option.id == *id);
        column.map_or_else(|| id.to_string(), |option| option.title.clone())
    }

    fn ranking(&self, id: &str, label: &str, wish: &Wish) -> RankingView {
        let ranking = compare::rank(self.comparison, self.ids, wish);
        RankingView {
            id: id.to_owned(),
            label: label.to_owned(),
            weights: wish.weights_text(self.comparison),
            musts: wish.musts_text(self.comparison),
            rows: ranking.rows.iter().filter_map(|row| self.row(row)).collect(),
            says: self.says(&ranking),
            clear: ranking.clear,
            flip: self.flip(&ranking),
        }
    }

    fn row(&self, row: &compare::Row) -> Option<RankRow> {
        let column = self.ids.iter().position(|id| *id == row.option)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0 to 100")]
        let coverage = (row.coverage * 100.0).round() as u8;
        let label = |at: &usize| self.comparison.criteria[*at].label.clone();
        Some(RankRow {
            option: self.at.entry(self.columns[column]),
            column,
            score: row.score.map(hundredths),
            exact: row.score.map(|score| score * 100.0),
            coverage,
            share: row.coverage * 100.0,
            ranked: row.ranked,
            knocked_out: row.knocked_out.iter().map(label).collect(),
        })
    }

    fn says(&self, ranking: &Ranking) -> String {
        let ranked: Vec<_> = ranking.rows.iter().filter(|row| row.ranked).collect();
        match ranked[..] {
            [] if ranking.rows.iter().all(|row| !row.knocked_out.is_empty()) => word("rankings.beaten"),
            [] if ranking.rows.iter().all(|row| row.coverage == 0.0) => word("rankings.weightless"),
            [] => word("rankings.unknown"),
            [only] => sentence("rankings.only", &[("option", &self.title(&only.option))]),
            [first, second, ..] => {
                let lead = first.score.unwrap_or(0.0) - second.score.unwrap_or(0.0);
                if ranking.clear {
                    let lead = format!("{:.0}", (lead * 100.0).round());
                    sentence("rankings.leads", &[("option", &self.title(&first.option)), ("n", &lead)])
                } else {
                    word("rankings.unclear")
                }
            }
        }
    }

    fn flip(&self, ranking: &Ranking) -> String {
        ranking.flip.as_ref().map_or_else(String::new, |flip| {
            let label = &self.comparison.criteria[flip.criterion].label;
            let (from, to) = (flip.from.to_string(), flip.to.to_string());
            let winner = self.title(&flip.winner);
            let values = [("criterion", label.as_str()), ("to", &to), ("from", &from), ("option", &winner)];
            sentence("rankings.flip", &values)
        })
    }
}
