//! `comparisons/<id>.json`: a comparison as data, with its rankings as `kb compare --json` gives them.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::compare::{self, Wish};
use crate::model::comparison::{Better, Cell, CellValue, Comparison, Criterion, Preset, Scale};
use crate::model::{Entry, Id, Site};
use crate::view::context::encoded;

/// A ranking as tools read it. Scores and coverages are from 0 to 100 and not rounded.
#[derive(serde::Serialize)]
pub struct Ranked<'a> {
    weights: Pairs<'a, u8>,
    ranking: Vec<RankedOption<'a>>,
    clear: bool,
    flip: Option<Flip<'a>>,
}

#[derive(serde::Serialize)]
struct RankedOption<'a> {
    option: Id,
    score: Option<f64>,
    coverage: f64,
    ranked: bool,
    knocked_out: Vec<&'a str>,
}

#[derive(serde::Serialize)]
struct Flip<'a> {
    criterion: &'a str,
    from: u8,
    to: u8,
    winner: Id,
}

/// A table whose keys keep their order.
struct Pairs<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Machine<'a> {
    comparison: &'a str,
    title: &'a str,
    description: &'a str,
    url: String,
    reviewed: Option<String>,
    options: Vec<MachineOption<'a>>,
    criteria: Vec<MachineCriterion<'a>>,
    cells: Vec<MachineCell<'a>>,
    #[serde(flatten)]
    ranked: Ranked<'a>,
    presets: Vec<MachinePreset<'a>>,
}

#[derive(serde::Serialize)]
struct MachineOption<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
}

#[derive(serde::Serialize)]
struct MachineCriterion<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    group: &'a str,
    scored: bool,
    weight: u8,
    better: &'static str,
    scale: Option<Vec<String>>,
    low: Option<&'a str>,
    high: Option<&'a str>,
    min: Option<f64>,
    max: Option<f64>,
    unit: Option<&'a str>,
}

#[derive(serde::Serialize)]
struct MachineCell<'a> {
    option: &'a str,
    criterion: &'a str,
    value: Option<Value<'a>>,
    score: Option<f64>,
    unknown: bool,
    text: &'a str,
    source: Option<&'a str>,
    opinion: bool,
    as_of: Option<String>,
    links: Vec<&'a str>,
}

#[derive(serde::Serialize)]
struct MachinePreset<'a> {
    id: &'a str,
    label: &'a str,
    must: Pairs<'a, Value<'a>>,
    #[serde(flatten)]
    ranked: Ranked<'a>,
}

/// A value as it is written: a word or a number.
struct Value<'a>(&'a CellValue);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            CellValue::Word(word) => serializer.serialize_str(word),
            CellValue::Number(number) => serializer.serialize_f64(*number),
        }
    }
}

/// The path of a comparison's twin, from the site's root.
pub(in crate::view) fn twin(entry: &Entry) -> String {
    format!("{}.json", entry.url.trim_end_matches('/'))
}

/// The twins of all comparisons.
pub(super) fn files(site: &Site) -> Vec<(String, Vec<u8>)> {
    let twins = site.entries.values().filter_map(|entry| {
        let comparison = entry.comparison.as_deref()?;
        let machine = machine(site, entry, comparison);
        let mut bytes = serde_json::to_vec_pretty(&machine).expect("plain data can be written as JSON");
        bytes.push(b'\n');
        Some((twin(entry), bytes))
    });
    twins.collect()
}

/// A ranking of a comparison's options.
pub fn ranked<'a>(comparison: &'a Comparison, options: &[Id], wish: &Wish) -> Ranked<'a> {
    let ranking = compare::rank(comparison, options, wish);
    let id = |at: usize| comparison.criteria[at].id.value.as_str();
    let weights = comparison.criteria.iter().zip(&wish.weights).filter(|(criterion, _)| compare::is_scored(criterion));
    let option = |row: &compare::Row| RankedOption {
        option: row.option.clone(),
        score: row.score.map(|score| score * 100.0),
        coverage: row.coverage * 100.0,
        ranked: row.ranked,
        knocked_out: row.knocked_out.iter().map(|at| id(*at)).collect(),
    };
    Ranked {
        weights: Pairs(weights.map(|(criterion, weight)| (criterion.id.value.as_str(), *weight)).collect()),
        ranking: ranking.rows.iter().map(option).collect(),
        clear: ranking.clear,
        flip: ranking.flip.map(|flip| Flip {
            criterion: id(flip.criterion),
            from: flip.from,
            to: flip.to,
            winner: flip.winner,
        }),
    }
}

fn machine<'a>(site: &'a Site, entry: &'a Entry, comparison: &'a Comparison) -> Machine<'a> {
    let options = compare::options(site, entry);
    let ids: Vec<Id> = options.iter().map(|option| option.id.clone()).collect();
    let option = |option: &&'a Entry| MachineOption { id: &option.id, title: &option.title, url: encoded(&option.url) };
    Machine {
        comparison: &entry.id,
        title: &entry.title,
        description: &entry.description,
        url: encoded(&entry.url),
        reviewed: entry.reviewed.as_ref().map(|day| day.value.to_string()),
        options: options.iter().map(option).collect(),
        criteria: comparison.criteria.iter().map(criterion).collect(),
        cells: comparison.cells.iter().map(|written| cell(comparison, written)).collect(),
        ranked: ranked(comparison, &ids, &Wish::unset(comparison)),
        presets: comparison.presets.iter().map(|written| preset(comparison, written, &ids)).collect(),
    }
}

fn criterion(criterion: &Criterion) -> MachineCriterion<'_> {
    let (kind, low, high, min, max, unit) = match &criterion.scale {
        Scale::Ordinal { low, high, .. } => ("ordinal", low.as_deref(), high.as_deref(), None, None, None),
        Scale::Number { min, max, unit, money } => {
            (if *money { "money" } else { "number" }, None, None, Some(*min), Some(*max), Some(unit.as_str()))
        }
        Scale::YesNo => ("yes-no", None, None, None, None, None),
        Scale::Text => ("text", None, None, None, None, None),
    };
    MachineCriterion {
        id: &criterion.id.value,
        label: &criterion.label,
        kind,
        group: &criterion.group,
        scored: compare::is_scored(criterion),
        weight: criterion.weight,
        better: match criterion.better {
            Better::Higher => "higher",
            Better::Lower => "lower",
            Better::Neither => "none",
        },
        scale: Some(compare::steps(&criterion.scale)).filter(|steps| !steps.is_empty()),
        low,
        high,
        min,
        max,
        unit,
    }
}

fn cell<'a>(comparison: &'a Comparison, cell: &'a Cell) -> MachineCell<'a> {
    let criterion = comparison.criterion(&cell.criterion.value);
    MachineCell {
        option: &cell.option.value,
        criterion: &cell.criterion.value,
        value: cell.value.as_ref().map(|value| Value(&value.value)),
        score: criterion.and_then(|criterion| compare::score(criterion, Some(cell))).map(|score| score * 100.0),
        unknown: cell.unknown,
        text: &cell.text,
        source: cell.source.as_ref().map(|source| source.value.as_str()),
        opinion: cell.opinion,
        as_of: cell.as_of.as_ref().map(|day| day.value.to_string()),
        links: cell.links.iter().map(|link| link.value.as_str()).collect(),
    }
}

fn preset<'a>(comparison: &'a Comparison, preset: &'a Preset, options: &[Id]) -> MachinePreset<'a> {
    MachinePreset {
        id: &preset.id.value,
        label: &preset.label,
        must: Pairs(preset.must.iter().map(|(id, least)| (id.value.as_str(), Value(&least.value))).collect()),
        ranked: ranked(comparison, options, &Wish::preset(comparison, preset)),
    }
}
