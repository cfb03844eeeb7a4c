//! TOML read key by key: every miss becomes a problem with its place.
//!
//! serde would stop at the first mistake; here a document with nine mistakes gives nine messages. What the keys mean
//! is the reader's business (`config` and `model`).

mod value;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, did_you_mean, nearest};
use jiff::civil::Date;
pub use value::{Table, Toml, Value, parse, table_to_json};
use value::{no_day, shown};

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

/// What is the same for all tables of a document: its file, and where problems go.
pub struct Reader<'a> {
    file: &'a Arc<str>,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    /// A reader for a document of this file.
    pub fn new(file: &'a Arc<str>) -> Self {
        Reader { file, found: RefCell::default() }
    }

    /// The problems found so far.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }

    /// How many problems were found so far.
    pub fn count(&self) -> usize {
        self.found.borrow().len()
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
    pub fn fields(&'a self, table: &'a Table, span: Range<usize>) -> Fields<'a> {
        Fields {
            reader: self,
            table,
            span,
            used: BTreeSet::new(),
            absent: Vec::new(),
            type_rule: "wrong-type",
            above: &[],
        }
    }
}

/// One table, read key by key.
pub struct Fields<'a> {
    reader: &'a Reader<'a>,
    table: &'a Table,
    /// Where the table is written.
    pub span: Range<usize>,
    used: BTreeSet<&'a str>,
    absent: Vec<String>,
    type_rule: &'static str,
    above: &'static [&'static str],
}

impl<'a> Fields<'a> {
    /// Names keys of the document that belong above its first `[[table]]`: TOML gives what follows a table to it.
    pub fn with_keys_above(mut self, keys: &'static [&'static str]) -> Self {
        self.above = keys;
        self
    }

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
        self.table.iter().any(|(k, _)| k.value == key)
    }

    /// The key as the document holds it, when it is written; for keys whose names are not known in advance.
    pub fn written(&mut self, key: &str) -> Option<&'a str> {
        let found = self.table.iter().find(|(k, _)| k.value == key);
        // An absent key is known all the same, and is offered when another one is mistyped.
        if found.is_none() {
            self.absent.push(key.to_owned());
        }
        found.map(|(k, _)| k.value.as_str())
    }

    /// Where a key is written, else where the table is.
    pub fn key_span(&self, key: &str) -> Range<usize> {
        let found = self.table.iter().find(|(k, _)| k.value == key);
        found.map_or_else(|| self.span.clone(), |(k, _)| k.span.clone())
    }

    /// Where the value of a key is written, else where the table is.
    pub fn value_span(&self, key: &str) -> Range<usize> {
        let found = self.table.iter().find(|(k, _)| k.value == key);
        found.map_or_else(|| self.span.clone(), |(_, value)| value.span.clone())
    }

    /// Whether `[]` is written.
    pub fn is_empty_list(&self, key: &str) -> bool {
        let found = self.table.iter().find(|(k, _)| k.value == key);
        found.is_some_and(|(_, value)| matches!(&value.value, Value::List(items) if items.is_empty()))
    }

    /// The value of a key as it is.
    pub fn raw(&mut self, key: &'a str) -> Option<At<&'a Value>> {
        self.used.insert(key);
        let found = self.table.iter().find(|(k, _)| k.value == key);
        found.map(|(_, value)| At::new(&value.value, value.span.clone()))
    }

    fn take<T>(&mut self, key: &'a str, expected: &str, read: impl FnOnce(&'a Value) -> Option<T>) -> Option<At<T>> {
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
    pub fn mistyped(&self, key: &str, value: &Value, expected: &str, span: Range<usize>) {
        let message = format!("`{key} = {}`: expected {expected}", shown(value));
        self.reader.report(Diagnostic::new(self.type_rule, message), span);
    }

    /// A text.
    pub fn text(&mut self, key: &'a str) -> Option<At<String>> {
        self.take(key, "a text in quotes", |value| value.as_str().map(str::to_owned))
    }

    /// `true` or `false`.
    pub fn bool(&mut self, key: &'a str) -> Option<At<bool>> {
        self.take(key, "true or false", |value| if let Value::Bool(truth) = value { Some(*truth) } else { None })
    }

    /// A whole number.
    pub fn whole(&mut self, key: &'a str) -> Option<At<i64>> {
        self.take(key, "a whole number", |value| if let Value::Whole(number) = value { Some(*number) } else { None })
    }

    /// A finite number.
    pub fn number(&mut self, key: &'a str) -> Option<At<f64>> {
        self.take(key, "a number", Value::as_number)
    }

    /// A local date; one that does not exist is `bad-date`.
    pub fn date(&mut self, key: &'a str) -> Option<At<Date>> {
        let refused =
            |value: &Value| matches!(value, Value::Date(written) if written.date.is_none() && written.time.is_none());
        if self.raw(key).is_some_and(|raw| refused(raw.value)) {
            // Reported when it was parsed.
            return None;
        }
        let date = self.take(key, "a date like 2026-11-23, without quotes", |value| {
            let Value::Date(written) = value else {
                return None;
            };
            if written.time.is_some() || written.offset.is_some() { None } else { written.date }
        })?;
        let days = |part: u8| i8::try_from(part).unwrap_or(0);
        match Date::new(i16::try_from(date.value.year).unwrap_or(0), days(date.value.month), days(date.value.day)) {
            Ok(valid) => Some(At::new(valid, date.span)),
            Err(_) => {
                self.reader.report(no_day(date.value), date.span);
                None
            }
        }
    }

    /// A list of texts; items of another type are reported and left out.
    pub fn texts(&mut self, key: &'a str) -> Option<At<Vec<At<String>>>> {
        let raw = self.raw(key)?;
        let Value::List(items) = raw.value else {
            self.mistyped(key, raw.value, "a list of texts like [\"a\", \"b\"]", raw.span);
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            match item.value.as_str() {
                Some(text) => texts.push(At::new(text.to_owned(), item.span.clone())),
                None => self.mistyped(key, &item.value, "texts in the list", item.span.clone()),
            }
        }
        Some(At::new(texts, raw.span))
    }

    /// A table.
    pub fn table(&mut self, key: &'a str) -> Option<Fields<'a>> {
        let raw = self.raw(key)?;
        if let Value::Table(table) = raw.value {
            return Some(self.below(table, raw.span));
        }
        self.mistyped(key, raw.value, "a table", raw.span);
        None
    }

    /// A list of tables, such as `[[question]]`; empty when the key is not written.
    pub fn tables(&mut self, key: &'a str) -> Vec<Fields<'a>> {
        let Some(raw) = self.raw(key) else {
            return Vec::new();
        };
        let Value::List(items) = raw.value else {
            self.mistyped(key, raw.value, &format!("tables, each under [[{key}]]"), raw.span);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(table) => tables.push(self.below(table, item.span.clone())),
                other => self.mistyped(key, other, "a table", item.span.clone()),
            }
        }
        tables
    }

    /// All keys and values of a table whose keys are the author's, in order.
    pub fn entries(&mut self) -> Vec<(At<&'a str>, At<&'a Value>)> {
        let mut entries = Vec::new();
        for (key, value) in self.table {
            self.used.insert(&key.value);
            entries.push((At::new(key.value.as_str(), key.span.clone()), At::new(&value.value, value.span.clone())));
        }
        entries
    }

    fn below(&self, table: &'a Table, span: Range<usize>) -> Fields<'a> {
        Fields {
            reader: self.reader,
            table,
            span,
            used: BTreeSet::new(),
            absent: Vec::new(),
            type_rule: self.type_rule,
            above: self.above,
        }
    }

    /// Reports a text that is none of those allowed.
    pub fn unknown_value(&self, key: &str, written: &At<String>, known: &[&str]) {
        let help = did_you_mean(&written.value, known.iter().copied())
            .unwrap_or_else(|| format!("one of: {}", known.join(", ")));
        let problem = Diagnostic::new("unknown-value", format!("`{key}` cannot be `{}`", written.value));
        self.reader.report(problem.help(help), written.span.clone());
    }

    /// Reports a key that is required and not written.
    pub fn missing(&self, key: &str, whose: &str) {
        let message = format!("{whose} needs `{key}`");
        self.reader.report(Diagnostic::new("missing-key", message), self.span.clone());
    }

    /// A key that is there under another name is not missing too.
    fn is_misspelt(&self, key: &str) {
        let needed = format!(" needs `{key}`");
        let missing = |problem: &Diagnostic| {
            problem.rule == "missing-key"
                && problem.message.ends_with(&needed)
                && problem.place.as_ref().is_some_and(|place| place.span.as_ref() == Some(&self.span))
        };
        self.reader.found.borrow_mut().retain(|problem| !missing(problem));
    }

    /// Reports every key that was not asked for; `also` are keys that exist but were not read this time.
    pub fn no_others(&self, also: &[&str]) {
        for (key, _) in self.table {
            let name = key.value.as_str();
            if self.used.contains(name) || also.contains(&name) {
                continue;
            }
            let absent = self.absent.iter().map(String::as_str);
            let known = self.used.iter().copied().chain(also.iter().copied()).chain(absent);
            let meant = nearest(name, known.clone());
            if let Some(meant) = meant {
                self.is_misspelt(meant);
            }
            let above = self.above.contains(&name);
            let above =
                above.then(|| format!("`{name}` belongs above the first `[[…]]`: what follows one is part of it"));
            let help = above.or(meant.map(|meant| format!("did you mean `{meant}`?"))).or_else(|| {
                let mut names: Vec<_> = known.collect();
                names.sort_unstable();
                (names.len() <= 12).then(|| format!("known here: {}", names.join(", ")))
            });
            let problem = Diagnostic::new("unknown-key", format!("no key is called `{name}`")).maybe_help(help);
            self.reader.report(problem, key.span.clone());
        }
    }
}
