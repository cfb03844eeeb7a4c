//! Comparisons: options against typed criteria, as they are written.
//!
//! Whether cells fit their criteria is checked in `check`; how options rank is computed in `compare`.

use std::ops::Range;

use jiff::civil::Date;

use super::text::is_kebab;
use crate::diagnostic::Diagnostic;
use crate::fields::{At, Fields, Reader, Value as Raw};

/// What a comparison holds beside the keys of every entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Criteria in order.
    pub criteria: Vec<Criterion>,
    /// Cells in order.
    pub cells: Vec<Cell>,
    /// Presets in order.
    pub presets: Vec<Preset>,
    /// All of it could be read: only then do missing parts mean anything.
    pub whole: bool,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Its id.
    pub id: At<String>,
    /// Its label.
    pub label: String,
    /// What its values are.
    pub scale: Scale,
    /// Which end is better.
    pub better: Better,
    /// Default weight, 0 to 5.
    pub weight: u8,
    /// The group it stands in, may be empty.
    pub group: String,
}

/// What the values of a criterion are.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Words, lowest first; or whole numbers with words for both ends.
    Ordinal {
        /// The steps, lowest first.
        steps: Vec<String>,
        /// What the lowest means, for numbers.
        low: Option<String>,
        /// What the highest means, for numbers.
        high: Option<String>,
    },
    /// A number with a unit.
    Number {
        /// Least.
        min: f64,
        /// Greatest.
        max: f64,
        /// Unit; for money, currency and period.
        unit: String,
        /// It is money.
        money: bool,
    },
    /// Yes, part or no.
    YesNo,
    /// Words only, never scored.
    Text,
}

/// Which end of a scale is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The higher.
    Higher,
    /// The lower.
    Lower,
    /// Neither: never scored.
    Neither,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The option's id.
    pub option: At<String>,
    /// The criterion's id.
    pub criterion: At<String>,
    /// The value.
    pub value: Option<At<CellValue>>,
    /// Nothing is known.
    pub unknown: bool,
    /// The reason in words.
    pub text: String,
    /// The source cited.
    pub source: Option<At<String>>,
    /// It is an opinion.
    pub opinion: bool,
    /// As of which day.
    pub as_of: Option<At<Date>>,
    /// Entries that show it.
    pub links: Vec<At<String>>,
    /// Where it is written.
    pub span: Range<usize>,
}

/// The value of a cell as it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// A word.
    Word(String),
    /// A number.
    Number(f64),
}

impl std::fmt::Display for CellValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CellValue::Word(word) => f.write_str(word),
            CellValue::Number(number) => write!(f, "{number}"),
        }
    }
}

/// Weights for one kind of reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// Its id.
    pub id: At<String>,
    /// Its label.
    pub label: String,
    /// Weights by criterion; others keep their own.
    pub weights: Vec<(At<String>, u8)>,
    /// Least values by criterion.
    pub must: Vec<(At<String>, At<CellValue>)>,
}

impl Comparison {
    /// The criterion of that id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id.value == id)
    }

    /// The cell of an option and a criterion.
    pub fn cell(&self, option: &str, criterion: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.option.value == option && cell.criterion.value == criterion)
    }
}

/// Reads the keys of a comparison.
pub(super) fn read(fields: &mut Fields<'_>, whole: bool) -> Comparison {
    let problems = fields.reader().count();
    let criteria = fields.tables("criterion");
    if criteria.is_empty() && whole && !fields.has("criterion") {
        fields.missing("criterion", "a comparison");
    }
    let mut comparison = Comparison {
        criteria: criteria.into_iter().filter_map(criterion).collect(),
        cells: fields.tables("cell").into_iter().filter_map(cell).collect(),
        presets: fields.tables("preset").into_iter().filter_map(preset).collect(),
        whole,
    };
    // What could not be read in front matter that is no TOML has no name to judge.
    if whole {
        names(fields.reader(), "criterion", comparison.criteria.iter().map(|criterion| &criterion.id));
        names(fields.reader(), "preset", comparison.presets.iter().map(|preset| &preset.id));
    }
    // A criterion that could not be read would make every cell that names it a mistake.
    comparison.whole &= fields.reader().count() == problems;
    comparison
}

/// Ids are kebab-case, and no two of a kind are alike.
fn names<'a>(reader: &Reader<'_>, what: &str, ids: impl Iterator<Item = &'a At<String>>) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if !is_kebab(&id.value) {
            let problem = Diagnostic::new("bad-id", format!("`{}` is not kebab-case", id.value));
            reader.report(problem.help("lower-case letters and digits, joined by single hyphens"), id.span.clone());
        }
        if seen.contains(&id.value.as_str()) {
            let problem = Diagnostic::new("duplicate-id", format!("{what} `{}` is defined twice", id.value));
            reader.report(problem, id.span.clone());
        }
        seen.push(&id.value);
    }
}

/// A text that must be there.
pub(super) fn needed<'a>(table: &mut Fields<'a>, key: &'static str, whose: &str) -> Option<At<String>> {
    if !table.has(key) {
        table.missing(key, whose);
    }
    table.text(key)
}

fn text(found: Option<At<String>>) -> String {
    found.map_or_else(String::new, |text| text.value)
}

fn criterion(mut table: Fields<'_>) -> Option<Criterion> {
    let id = needed(&mut table, "id", "a criterion");
    let label = table.text("label");
    let scale = scale(&mut table);
    let better = better(&mut table);
    let weight = table.whole("weight").map_or(1, |weight| checked_weight(&table, &weight));
    let group = text(table.text("group"));
    table.no_others(&["scale", "low", "high", "min", "max", "unit", "currency", "per", "type"]);
    let id = id?;
    let label = label.map_or_else(|| id.value.clone(), |label| label.value);
    Some(Criterion { label, id, scale: scale?, better, weight, group })
}

fn checked_weight(table: &Fields<'_>, weight: &At<i64>) -> u8 {
    match u8::try_from(weight.value) {
        Ok(number) if number <= 5 => number,
        _ => {
            let problem = Diagnostic::new("unknown-value", format!("a weight is from 0 to 5, not {}", weight.value));
            table.reader().report(problem, weight.span.clone());
            1
        }
    }
}

fn better(table: &mut Fields<'_>) -> Better {
    let Some(written) = table.text("better") else {
        return Better::Higher;
    };
    match written.value.as_str() {
        "higher" => Better::Higher,
        "lower" => Better::Lower,
        "none" => Better::Neither,
        _ => {
            table.unknown_value("better", &written, &["higher", "lower", "none"]);
            Better::Higher
        }
    }
}

fn scale(table: &mut Fields<'_>) -> Option<Scale> {
    let kind = needed(table, "type", "a criterion")?;
    match kind.value.as_str() {
        "ordinal" => ordinal(table),
        "number" => {
            let unit = needed(table, "unit", "a number criterion").map_or_else(String::new, |unit| unit.value);
            range(table, unit, false)
        }
        "money" => {
            let currency = text(needed(table, "currency", "a money criterion"));
            let per = text(needed(table, "per", "a money criterion"));
            range(table, format!("{currency} per {per}"), true)
        }
        "yes-no" => Some(Scale::YesNo),
        "text" => Some(Scale::Text),
        _ => {
            table.unknown_value("type", &kind, &["ordinal", "number", "money", "yes-no", "text"]);
            None
        }
    }
}

fn ordinal(table: &mut Fields<'_>) -> Option<Scale> {
    let Some(raw) = table.raw("scale") else {
        table.missing("scale", "an ordinal criterion");
        return None;
    };
    let Raw::List(items) = raw.value else {
        table.mistyped("scale", raw.value, "a list, lowest first", raw.span);
        return None;
    };
    let step = |item: &At<Raw>| match &item.value {
        Raw::Text(word) => Some(word.clone()),
        Raw::Whole(number) => Some(number.to_string()),
        _ => None,
    };
    let steps: Vec<_> = items.iter().filter_map(step).collect();
    if steps.len() != items.len() || steps.len() < 2 {
        table.mistyped("scale", raw.value, "at least two words or whole numbers, lowest first", raw.span);
        return None;
    }
    if let Some(twice) = steps.iter().enumerate().find(|(at, step)| steps[..*at].contains(step)).map(|(_, step)| step) {
        let problem = Diagnostic::new("unknown-value", format!("`scale` holds `{twice}` twice"));
        table.reader().report(problem, raw.span);
        return None;
    }
    let low = table.text("low").map(|low| low.value);
    let high = table.text("high").map(|high| high.value);
    Some(Scale::Ordinal { steps, low, high })
}

fn range(table: &mut Fields<'_>, unit: String, money: bool) -> Option<Scale> {
    for key in ["min", "max"] {
        if !table.has(key) {
            table.missing(key, "a number criterion");
        }
    }
    let (min, max) = (table.number("min"), table.number("max"));
    let (min, max) = (min?, max?);
    let width = max.value - min.value;
    // Ends so far apart that their distance is no number would make every score 0.
    if width <= 0.0 || !width.is_finite() {
        table.reader().report(Diagnostic::new("unknown-value", "`max` is greater than `min`"), max.span);
        return None;
    }
    Some(Scale::Number { min: min.value, max: max.value, unit, money })
}

fn cell(mut table: Fields<'_>) -> Option<Cell> {
    let span = table.span.clone();
    let option = needed(&mut table, "option", "a cell");
    let criterion = needed(&mut table, "criterion", "a cell");
    let value = table.raw("value").and_then(|raw| cell_value(&table, "value", &raw));
    let unknown = table.bool("unknown").is_some_and(|unknown| unknown.value);
    let text = text(table.text("text"));
    let source = table.text("source");
    let opinion = table.bool("opinion").is_some_and(|opinion| opinion.value);
    let as_of = table.date("as_of");
    let links = table.texts("links").map_or_else(Vec::new, |list| list.value);
    table.no_others(&[]);
    Some(Cell { option: option?, criterion: criterion?, value, unknown, text, source, opinion, as_of, links, span })
}

fn cell_value(table: &Fields<'_>, key: &str, raw: &At<&Raw>) -> Option<At<CellValue>> {
    let value = match raw.value {
        Raw::Text(word) => CellValue::Word(word.clone()),
        other => match other.as_number() {
            Some(number) => CellValue::Number(number),
            None => {
                table.mistyped(key, other, "a word of the scale or a number", raw.span.clone());
                return None;
            }
        },
    };
    Some(At::new(value, raw.span.clone()))
}

fn preset(mut table: Fields<'_>) -> Option<Preset> {
    let id = needed(&mut table, "id", "a preset");
    let label = table.text("label");
    let mut weights = Vec::new();
    if let Some(mut written) = table.table("weights") {
        for (criterion, weight) in written.entries() {
            match weight.value {
                Raw::Whole(number) => {
                    let number = checked_weight(&written, &At::new(*number, weight.span));
                    weights.push((criterion.map(str::to_owned), number));
                }
                other => written.mistyped(criterion.value, other, "a whole number from 0 to 5", weight.span),
            }
        }
    }
    let mut must = Vec::new();
    if let Some(mut written) = table.table("must") {
        for (criterion, least) in written.entries() {
            if let Some(least) = cell_value(&written, criterion.value, &least) {
                must.push((criterion.map(str::to_owned), least));
            }
        }
    }
    table.no_others(&[]);
    let id = id?;
    let label = label.map_or_else(|| id.value.clone(), |label| label.value);
    Some(Preset { label, id, weights, must })
}
