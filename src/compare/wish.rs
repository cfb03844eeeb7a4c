//! What a reader wants of a comparison: weights and least values, as presets, addresses and the terminal write them.

use super::{is_scored, position, steps};
use crate::model::comparison::{CellValue, Comparison, Criterion, Preset, Scale};

/// What a reader wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Weights, by place of the criteria.
    pub weights: Vec<u8>,
    /// Least values that an option must have, by place of their criteria.
    pub musts: Vec<(usize, CellValue)>,
}

/// A part of a wish that means nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What is wrong with it.
    pub message: String,
    /// What was written in place of a known name, and the names that are known.
    pub near: Option<(String, Vec<String>)>,
}

impl Unknown {
    fn plain(message: String) -> Self {
        Unknown { message, near: None }
    }

    fn name(message: String, written: &str, known: impl IntoIterator<Item = String>) -> Self {
        Unknown { message, near: Some((written.to_owned(), known.into_iter().collect())) }
    }
}

impl Wish {
    /// That of readers who set nothing.
    pub fn unset(comparison: &Comparison) -> Self {
        let weights = comparison.criteria.iter().map(|criterion| criterion.weight).collect();
        Wish { weights, musts: Vec::new() }
    }

    /// That of a preset: criteria that it does not name keep their weight; unknown names are left out.
    pub fn preset(comparison: &Comparison, preset: &Preset) -> Self {
        let mut wish = Wish::unset(comparison);
        for (id, weight) in &preset.weights {
            if let Some(at) = place(comparison, &id.value) {
                wish.weights[at] = *weight;
            }
        }
        for (id, least) in &preset.must {
            if let Some(at) = place(comparison, &id.value) {
                wish.least(at, least.value.clone());
            }
        }
        wish
    }

    /// Takes weights as `startup-time:5,cost-model:0`.
    ///
    /// # Errors
    /// A part names no criterion that is scored, or no weight.
    pub fn weigh(&mut self, comparison: &Comparison, written: &str) -> Result<(), Unknown> {
        for (name, weight) in pairs(written)? {
            let at = criterion(comparison, name, "is not scored", is_scored)?;
            self.weights[at] = match weight.as_bytes() {
                [digit @ b'0'..=b'5'] => digit - b'0',
                _ => return Err(Unknown::plain(format!("a weight is from 0 to 5, not `{weight}`"))),
            };
        }
        Ok(())
    }

    /// Takes least values as `startup-time:rare,price:20`; a later one for the same criterion counts.
    ///
    /// # Errors
    /// A part names no criterion with a scale, or no value of it.
    pub fn must(&mut self, comparison: &Comparison, written: &str) -> Result<(), Unknown> {
        for (name, value) in pairs(written)? {
            let at = criterion(comparison, name, "has no scale", |criterion| criterion.scale != Scale::Text)?;
            let scale = &comparison.criteria[at].scale;
            let least = match scale {
                Scale::Number { .. } => value.parse().map(CellValue::Number).ok(),
                _ => Some(CellValue::Word(value.to_owned())),
            };
            match least.filter(|least| position(scale, least).is_some()) {
                Some(least) => self.least(at, least),
                None => return Err(off(name, value, scale)),
            }
        }
        Ok(())
    }

    fn least(&mut self, at: usize, value: CellValue) {
        match self.musts.iter_mut().find(|(known, _)| *known == at) {
            Some((_, least)) => *least = value,
            None => self.musts.push((at, value)),
        }
    }

    /// Weights that differ from those of readers who set nothing, as [`Wish::weigh`] takes them.
    pub fn weights_text(&self, comparison: &Comparison) -> String {
        let changed = |(criterion, weight): &(&Criterion, &u8)| is_scored(criterion) && criterion.weight != **weight;
        let pairs = comparison.criteria.iter().zip(&self.weights).filter(changed);
        pairs.map(|(criterion, weight)| format!("{}:{weight}", criterion.id.value)).collect::<Vec<_>>().join(",")
    }

    /// Least values, as [`Wish::must`] takes them.
    pub fn musts_text(&self, comparison: &Comparison) -> String {
        let pairs = self.musts.iter();
        let text = pairs.map(|(at, least)| format!("{}:{least}", comparison.criteria[*at].id.value));
        text.collect::<Vec<_>>().join(",")
    }
}

fn off(name: &str, value: &str, scale: &Scale) -> Unknown {
    let message = format!("`{value}` is not on the scale of `{name}`");
    match scale {
        Scale::Number { min, max, unit, .. } => Unknown::plain(format!("{message}: {min} to {max} {unit}")),
        _ => Unknown::name(message, value, steps(scale)),
    }
}

fn place(comparison: &Comparison, id: &str) -> Option<usize> {
    comparison.criteria.iter().position(|criterion| criterion.id.value == id)
}

/// The criterion of that name, when it is one of those that are asked for; else what it lacks.
fn criterion(
    comparison: &Comparison,
    name: &str,
    lacks: &str,
    is_fit: impl Fn(&Criterion) -> bool,
) -> Result<usize, Unknown> {
    match place(comparison, name) {
        Some(at) if is_fit(&comparison.criteria[at]) => Ok(at),
        Some(_) => Err(Unknown::plain(format!("`{name}` {lacks}"))),
        None => {
            let known = comparison.criteria.iter().filter(|criterion| is_fit(criterion));
            let known = known.map(|criterion| criterion.id.value.clone());
            Err(Unknown::name(format!("no criterion is called `{name}`"), name, known))
        }
    }
}

/// `a:1,b:2` in parts. A comma ends a part only where another name follows: words of a scale may hold commas.
fn pairs(written: &str) -> Result<Vec<(&str, &str)>, Unknown> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in written.match_indices(',') {
        let name = written[at + 1..].split(':').next().unwrap_or_default();
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-'));
        if is_name(name) && written[at + 1..].len() > name.len() {
            parts.push(&written[from..at]);
            from = at + 1;
        }
    }
    parts.push(&written[from..]);
    let wrong = |part: &str| Unknown::plain(format!("`{part}` is not `criterion:value`"));
    parts.into_iter().map(|part| part.split_once(':').ok_or_else(|| wrong(part))).collect()
}
