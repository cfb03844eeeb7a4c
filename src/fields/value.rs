//! TOML values that own what they hold, each with its place in the file.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::At;
use crate::diagnostic::Diagnostic;

/// A TOML value that owns all it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Any other number, infinities included.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// A date, a time or both.
    Date(toml::value::Datetime),
    /// A list.
    List(Vec<At<Value>>),
    /// A table.
    Table(Table),
}

/// Keys and values in the order in which they are written.
pub type Table = Vec<(At<String>, At<Value>)>;

/// A TOML document parsed as far as possible; places are ranges of bytes in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Toml {
    /// Its top table; what could not be parsed is missing from it.
    pub table: Table,
    /// It parsed without an error.
    pub whole: bool,
}

/// Parses TOML, reporting every syntax error under `rule`; `offset` is where `text` begins in the file.
pub fn parse(rule: &str, file: &Arc<str>, text: &str, offset: usize, out: &mut Vec<Diagnostic>) -> Toml {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map_or(text.len(), |span| span.start));
    let mut owner = Owner { rule, file, offset, found: Vec::new() };
    let mut last_line = None;
    for error in errors {
        let span = error.span().unwrap_or(text.len()..text.len());
        // What follows in the same line mostly follows from the first mistake.
        let line = text.as_bytes()[..span.start.min(text.len())].iter().filter(|&&byte| byte == b'\n').count();
        if last_line.replace(line) == Some(line) {
            continue;
        }
        if let Some(day) = text.get(span.clone()).filter(|text| is_day(text)) {
            let place = owner.place(span.clone());
            owner.found.push(no_day(day).at(file, place));
            continue;
        }
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        owner.report(message, span);
    }
    let table = owner.table(table.get_ref());
    let whole = owner.found.iter().all(|problem| problem.rule != rule);
    out.extend(owner.found);
    Toml { table, whole }
}

/// Whether a text has the form of a day; the parser refuses those that do not exist.
fn is_day(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then_some(part.len())
    });
    parts.by_ref().take(3).eq([Some(4), Some(2), Some(2)]) && parts.next().is_none()
}

pub(super) fn no_day(day: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::new("bad-date", format!("{day} is not a day of the calendar"))
}

/// Turns borrowed values into owned ones with places in the file.
struct Owner<'a> {
    rule: &'a str,
    file: &'a Arc<str>,
    offset: usize,
    found: Vec<Diagnostic>,
}

impl Owner<'_> {
    fn report(&mut self, message: impl Into<String>, span: Range<usize>) {
        let place = self.place(span);
        self.found.push(Diagnostic::new(self.rule, message).at(self.file, place));
    }

    fn place(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }

    fn table(&mut self, table: &DeTable<'_>) -> Table {
        let mut owned: Table = Vec::new();
        for (key, value) in table.iter() {
            let name = At::new(key.get_ref().clone().into_owned(), self.place(key.span()));
            owned.push((name, self.value(value)));
        }
        // The parser sorts keys by name; what is written first comes first in messages and on pages.
        owned.sort_by_key(|(key, _)| key.span.start);
        owned
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) -> At<Value> {
        let owned = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.clone().into_owned()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Value::Whole(number),
                Err(_) => {
                    self.report("the number does not fit into 64 bits", value.span());
                    Value::Whole(0)
                }
            },
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(date) => Value::Date(*date),
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        At::new(owned, self.place(value.span()))
    }
}

impl Value {
    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// The table, if it is one.
    pub fn as_table(&self) -> Option<&Table> {
        if let Value::Table(table) = self { Some(table) } else { None }
    }

    /// The number, if it is a finite one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Float(number) => Some(*number).filter(|number| number.is_finite()),
            #[expect(clippy::cast_precision_loss, reason = "numbers in content are far below 2^53")]
            Value::Whole(number) => Some(*number as f64),
            _ => None,
        }
    }

    /// The value as JSON, for `[extra]`: dates become texts, numbers that JSON lacks become null.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Text(text) => text.as_str().into(),
            Value::Bool(truth) => (*truth).into(),
            Value::Date(date) => date.to_string().into(),
            Value::Whole(number) => (*number).into(),
            Value::Float(number) => (*number).into(),
            Value::List(items) => items.iter().map(|item| item.value.to_json()).collect(),
            Value::Table(table) => table_to_json(table),
        }
    }
}

/// A table as a JSON object, in the order of its keys.
pub fn table_to_json(table: &Table) -> serde_json::Value {
    table.iter().map(|(key, value)| (key.value.clone(), value.value.to_json())).collect()
}

/// A value as it would be written, cut to a readable length.
pub(super) fn shown(value: &Value) -> String {
    let text = match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Whole(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(_) => "[…]".to_owned(),
        Value::Table(_) => "{…}".to_owned(),
    };
    if text.chars().count() > 40 { text.chars().take(39).chain(['…']).collect() } else { text }
}
