//! TOML read key by key: every miss becomes a problem with its place.
//!
//! serde would stop at the first mistake; here a document with nine mistakes gives nine messages. What the keys mean
//! is the reader's business (`config` and `model`).

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, did_you_mean};

/// A value and where it is written: a range of bytes in its file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At<T, S = Range<usize>> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: S,
}

impl<T> At<T> {
    /// A value at a place.
    pub fn new(value: T, span: Range<usize>) -> Self {
        At { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> At<U> {
        At { value: f(self.value), span: self.span }
    }
}

/// A TOML document parsed as far as possible.
#[derive(Clone, Debug, PartialEq)]
pub struct Toml {
    /// Its top table; what could not be parsed is missing from it.
    pub table: DeTable<'static>,
    /// It parsed without an error.
    pub whole: bool,
}

/// Parses TOML, reporting every syntax error under `rule`; `offset` is where `text` begins in the file.
pub fn parse(rule: &str, file: &Arc<str>, text: &str, offset: usize, out: &mut Vec<Diagnostic>) -> Toml {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut table = table.into_inner();
    table.make_owned();
    let whole = errors.is_empty();
    for error in errors {
        let span = error.span().unwrap_or(text.len()..text.len());
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        out.push(Diagnostic::new(rule, message).at(file, span.start + offset..span.end + offset));
    }
    Toml { table, whole }
}

/// What is the same for all tables of a document: its file, and where problems go.
pub struct Reader<'a> {
    file: &'a Arc<str>,
    offset: usize,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    /// A reader for a document that begins at `offset` of its file.
    pub fn new(file: &'a Arc<str>, offset: usize) -> Self {
        Reader { file, offset, found: RefCell::default() }
    }

    /// The problems found so far.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }

    /// The file being read.
    pub fn file(&self) -> &Arc<str> {
        self.file
    }

    /// Reports a problem at a place.
    pub fn report(&self, problem: Diagnostic, span: Range<usize>) {
        self.found.borrow_mut().push(problem.at(self.file, span));
    }

    /// The fields of a table; `span` is where the table is named, for keys that are missing.
    pub fn fields(&'a self, table: &'a DeTable<'static>, span: Range<usize>) -> Fields<'a> {
        Fields { reader: self, table, span, used: BTreeSet::new(), type_rule: "wrong-type" }
    }

    fn place(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }
}

/// One table, read key by key.
pub struct Fields<'a> {
    reader: &'a Reader<'a>,
    table: &'a DeTable<'static>,
    /// Where the table is written.
    pub span: Range<usize>,
    used: BTreeSet<&'a str>,
    type_rule: &'static str,
}

impl<'a> Fields<'a> {
    /// Reports values of a wrong type under another rule, such as `tree-bad-type`.
    pub fn with_type_rule(mut self, rule: &'static str) -> Self {
        self.type_rule = rule;
        self
    }

    /// The reader of the document.
    pub fn reader(&self) -> &'a Reader<'a> {
        self.reader
    }

    /// Whether the key is written at all.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Where a key is written, else where the table is.
    pub fn key_span(&self, key: &str) -> Range<usize> {
        let found = self.table.iter().find(|(k, _)| k.get_ref().as_ref() == key);
        found.map_or_else(|| self.span.clone(), |(k, _)| self.reader.place(k.span()))
    }

    /// The value of a key as it is.
    pub fn raw(&mut self, key: &'a str) -> Option<At<&'a DeValue<'static>>> {
        self.used.insert(key);
        self.table.get(key).map(|value| At::new(value.get_ref(), self.reader.place(value.span())))
    }

    fn take<T>(&mut self, key: &'a str, expected: &str, read: impl FnOnce(&'a DeValue<'static>) -> Option<T>) -> Option<At<T>> {
        let raw = self.raw(key)?;
        match read(raw.value) {
            Some(value) => Some(At::new(value, raw.span)),
            None => {
                self.mistyped(key, raw.value, expected, raw.span);
                None
            }
        }
    }

    /// Reports a value of a wrong type.
    pub fn mistyped(&self, key: &str, value: &DeValue<'static>, expected: &str, span: Range<usize>) {
        let message = format!("`{key} = {}`: expected {expected}", shown(value));
        self.reader.report(Diagnostic::new(self.type_rule, message), span);
    }

    /// A text.
    pub fn text(&mut self, key: &'a str) -> Option<At<String>> {
        self.take(key, "a text in quotes", |value| value.as_str().map(str::to_owned))
    }

    /// `true` or `false`.
    pub fn bool(&mut self, key: &'a str) -> Option<At<bool>> {
        self.take(key, "true or false", DeValue::as_bool)
    }

    /// A whole number.
    pub fn whole(&mut self, key: &'a str) -> Option<At<i64>> {
        self.take(key, "a whole number", whole)
    }

    /// A finite number.
    pub fn number(&mut self, key: &'a str) -> Option<At<f64>> {
        self.take(key, "a number", number)
    }

    /// A local date; one that does not exist is `bad-date`.
    pub fn date(&mut self, key: &'a str) -> Option<At<Date>> {
        let date = self.take(key, "a date like 2026-11-23, without quotes", |value| {
            let written = value.as_datetime()?;
            if written.time.is_some() || written.offset.is_some() { None } else { written.date }
        })?;
        let days = |part: u8| i8::try_from(part).unwrap_or(0);
        match Date::new(i16::try_from(date.value.year).unwrap_or(0), days(date.value.month), days(date.value.day)) {
            Ok(valid) => Some(At::new(valid, date.span)),
            Err(_) => {
                let message = format!("{} is not a day of the calendar", date.value);
                self.reader.report(Diagnostic::new("bad-date", message), date.span);
                None
            }
        }
    }

    /// A list of texts; items of another type are reported and left out.
    pub fn texts(&mut self, key: &'a str) -> Option<At<Vec<At<String>>>> {
        let raw = self.raw(key)?;
        let Some(items) = raw.value.as_array() else {
            self.mistyped(key, raw.value, "a list of texts like [\"a\", \"b\"]", raw.span);
            return None;
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            let span = self.reader.place(item.span());
            match item.get_ref().as_str() {
                Some(text) => texts.push(At::new(text.to_owned(), span)),
                None => self.mistyped(key, item.get_ref(), "texts in the list", span),
            }
        }
        Some(At::new(texts, raw.span))
    }

    /// A table.
    pub fn table(&mut self, key: &'a str) -> Option<Fields<'a>> {
        let raw = self.raw(key)?;
        match raw.value.as_table() {
            Some(table) => Some(self.below(table, raw.span)),
            None => {
                self.mistyped(key, raw.value, "a table", raw.span);
                None
            }
        }
    }

    /// A list of tables, such as `[[question]]`; empty when the key is not written.
    pub fn tables(&mut self, key: &'a str) -> Vec<Fields<'a>> {
        let Some(raw) = self.raw(key) else { return Vec::new() };
        let Some(items) = raw.value.as_array() else {
            self.mistyped(key, raw.value, &format!("tables, each under [[{key}]]"), raw.span);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            let span = self.reader.place(item.span());
            match item.get_ref().as_table() {
                Some(table) => tables.push(self.below(table, span)),
                None => self.mistyped(key, item.get_ref(), "a table", span),
            }
        }
        tables
    }

    /// All keys and values of a table whose keys are the author's, in order.
    pub fn entries(&mut self) -> Vec<(At<&'a str>, At<&'a DeValue<'static>>)> {
        let mut entries = Vec::new();
        for (key, value) in self.table.iter() {
            let name: &'a str = key.get_ref().as_ref();
            self.used.insert(name);
            let key = At::new(name, self.reader.place(key.span()));
            entries.push((key, At::new(value.get_ref(), self.reader.place(value.span()))));
        }
        // The parser sorts keys by name; what was written first comes first in messages and in pages.
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }

    fn below(&self, table: &'a DeTable<'static>, span: Range<usize>) -> Fields<'a> {
        Fields { reader: self.reader, table, span, used: BTreeSet::new(), type_rule: self.type_rule }
    }

    /// Reports a key that is required and not written.
    pub fn missing(&self, key: &str, whose: &str) {
        let message = format!("{whose} needs `{key}`");
        self.reader.report(Diagnostic::new("missing-key", message), self.span.clone());
    }

    /// Reports every key that was not asked for; `also` are keys that exist but were not read this time.
    pub fn no_others(self, also: &[&str]) {
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if self.used.contains(name) || also.contains(&name) {
                continue;
            }
            let known = self.used.iter().copied().chain(also.iter().copied());
            let help = did_you_mean(name, known.clone()).or_else(|| {
                let mut names: Vec<_> = known.collect();
                names.sort_unstable();
                (names.len() <= 12).then(|| format!("known here: {}", names.join(", ")))
            });
            let problem = Diagnostic::new("unknown-key", format!("no key is called `{name}`")).maybe_help(help);
            self.reader.report(problem, self.reader.place(key.span()));
        }
    }
}

/// A whole number, in any of TOML's notations.
pub fn whole(value: &DeValue<'_>) -> Option<i64> {
    let written = value.as_integer()?;
    i64::from_str_radix(written.as_str(), written.radix()).ok()
}

/// A finite number, whole or not.
pub fn number(value: &DeValue<'_>) -> Option<f64> {
    if let Some(written) = value.as_float() {
        return written.as_str().parse().ok().filter(|number: &f64| number.is_finite());
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers in content are far below 2^53")]
    whole(value).map(|number| number as f64)
}

/// A value as JSON, for `[extra]`: dates become texts.
pub fn json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Integer(_) => whole(value).into(),
        DeValue::Float(_) => number(value).into(),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => json_table(table),
    }
}

fn json_table(table: &DeTable<'_>) -> serde_json::Value {
    let pair = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let key: &std::borrow::Cow<'_, str> = key.get_ref();
        (key.clone().into_owned(), json(value.get_ref()))
    };
    serde_json::Value::Object(table.iter().map(pair).collect())
}

/// A value as it would be written, cut to a readable length.
fn shown(value: &DeValue<'_>) -> String {
    let text = match value {
        DeValue::String(text) => format!("{:?}", text.as_ref()),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    };
    if text.chars().count() > 40 { text.chars().take(39).chain(['…']).collect() } else { text }
}
