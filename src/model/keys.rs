//! Keys that belong to one kind, read by their types.

use std::collections::BTreeMap;

use super::text::whose;
use super::{Field, FieldType, Kind, Metric, Status, Took, Value};
use crate::diagnostic::Diagnostic;
use crate::fields::{self, At, Fields};

/// Reads the keys of a kind; `whole` is false when the front matter did not parse, and then nothing is missing.
pub(super) fn read(fields: &mut Fields<'_>, kind: &Kind, status: &Status, whole: bool) -> BTreeMap<String, Value> {
    let mut values = BTreeMap::new();
    for field in &kind.fields {
        // When and by whom a proposal is decided may still be open.
        let open =
            *status == Status::Proposed && kind.id == "decision" && matches!(&*field.key, "date" | "decision_makers");
        let Some(key) = fields.written(&field.key) else {
            if field.required && whole && !open {
                fields.missing(&field.key, &whose(kind));
            }
            continue;
        };
        if field.kind == FieldType::Own {
            continue;
        }
        if let Some(value) = value(fields, key, field) {
            if field.required && !open {
                check_filled(fields, key, &value);
            }
            check_values(fields, key, field, &value);
            values.insert(field.key.to_string(), value);
        }
    }
    values
}

fn value<'a>(fields: &mut Fields<'a>, key: &'a str, field: &Field) -> Option<Value> {
    Some(match field.kind {
        FieldType::Text => Value::Text(fields.text(key)?),
        FieldType::Texts => Value::Texts(fields.texts(key)?.value),
        FieldType::Bool => Value::Bool(fields.bool(key)?.value),
        FieldType::Number => Value::Number(fields.number(key)?.value),
        FieldType::Date => Value::Date(fields.date(key)?),
        FieldType::Ids => Value::Ids(fields.texts(key)?.value),
        FieldType::Direction => direction(fields.table(key)?),
        FieldType::Threshold => threshold(fields.table(key)?)?,
        FieldType::Took => Value::Took(took(fields.table(key)?)?),
        FieldType::Metrics => Value::Metrics(fields.tables(key).into_iter().filter_map(metric).collect()),
        FieldType::Own => return None,
    })
}

/// A list that is required needs an item, and a text a word.
fn check_filled(fields: &Fields<'_>, key: &str, value: &Value) {
    if let Value::Text(text) = value
        && text.value.trim().is_empty()
    {
        fields.reader().report(Diagnostic::new("missing-key", format!("`{key}` is empty")), text.span.clone());
        return;
    }
    let (empty, what) = match value {
        Value::Ids(ids) => (ids.is_empty(), "id"),
        Value::Texts(texts) => (texts.is_empty(), "item"),
        _ => return,
    };
    // A list whose items are all mistyped is empty too, and has been reported.
    if empty && fields.is_empty_list(key) {
        let message = format!("`{key}` needs at least one {what}");
        fields.reader().report(Diagnostic::new("missing-key", message), fields.value_span(key));
    }
}

fn check_values(fields: &Fields<'_>, key: &str, field: &Field, value: &Value) {
    if field.values.is_empty() {
        return;
    }
    let texts: Vec<&At<String>> = match value {
        Value::Text(text) => vec![text],
        Value::Texts(texts) => texts.iter().collect(),
        _ => Vec::new(),
    };
    for text in texts.into_iter().filter(|text| !field.values.iter().any(|known| *known == text.value)) {
        fields.unknown_value(key, text, &field.values.iter().map(|known| &**known).collect::<Vec<_>>());
    }
}

fn direction(mut table: Fields<'_>) -> Value {
    const EFFECTS: [&str; 3] = ["helps", "hurts", "neutral"];
    let mut effects = Vec::new();
    for (option, effect) in table.entries() {
        let option = option.map(str::to_owned);
        match effect.value.as_str() {
            Some(word) if EFFECTS.contains(&word) => effects.push((option, word.to_owned())),
            Some(word) => table.unknown_value("direction", &At::new(word.to_owned(), effect.span), &EFFECTS),
            None => table.mistyped(&option.value, effect.value, "\"helps\", \"hurts\" or \"neutral\"", effect.span),
        }
    }
    Value::Direction(effects)
}

fn threshold(mut table: Fields<'_>) -> Option<Value> {
    let value = required(&mut table, "value", "a threshold", Fields::number);
    let text = |found: Option<At<String>>| found.map_or_else(String::new, |text| text.value);
    let unit = text(table.text("unit"));
    let basis = text(table.text("basis"));
    table.no_others(&[]);
    Some(Value::Threshold { value: value?.value, unit, basis })
}

fn took(mut table: Fields<'_>) -> Option<Took> {
    let tree = required(&mut table, "tree", "`took`", Fields::text);
    let answers = required(&mut table, "answers", "`took`", Fields::text);
    let outcome = required(&mut table, "outcome", "`took`", Fields::text);
    let version = table.text("version");
    table.no_others(&[]);
    Some(Took { tree: tree?, answers: answers?, outcome: outcome?, version })
}

fn metric(mut table: Fields<'_>) -> Option<Metric> {
    let name = required(&mut table, "name", "a metric", Fields::text);
    let before = shown(&mut table, "before");
    let after = shown(&mut table, "after");
    let unit = table.text("unit").map_or_else(String::new, |unit| unit.value);
    table.no_others(&[]);
    Some(Metric { name: name?.value, before, after, unit })
}

/// A number or a text, as readers see it.
fn shown<'a>(table: &mut Fields<'a>, key: &'a str) -> String {
    let Some(raw) = table.raw(key) else {
        table.missing(key, "a metric");
        return String::new();
    };
    match raw.value {
        fields::Value::Text(text) => text.clone(),
        fields::Value::Whole(number) => number.to_string(),
        fields::Value::Float(number) => number.to_string(),
        other => {
            table.mistyped(key, other, "a number or a text", raw.span);
            String::new()
        }
    }
}

fn required<'a, T>(
    table: &mut Fields<'a>,
    key: &'static str,
    whose: &str,
    read: impl Fn(&mut Fields<'a>, &'a str) -> Option<T>,
) -> Option<T> {
    if !table.has(key) {
        table.missing(key, whose);
    }
    read(table, key)
}
