//! Filters and functions that templates have beside Tera's own. All are pure: text and data in, text and data out.

use std::collections::BTreeMap;

use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use crate::diagnostic::did_you_mean;
use crate::render::markdown;

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("csv", csv);
    tera.register_filter("date", date);
    tera.register_filter("fill", fill);
    tera.register_filter("form", form);
    tera.register_filter("hue", hue);
    tera.register_filter("json", json);
    tera.register_filter("md", md);
    tera.register_filter("steps", steps);
    tera.register_filter("twin", twin);
    // Read alone, a template may ask for any file; which there are is known when all are put together.
    register_asset(tera, BTreeMap::new());
}

/// `asset(name="site.css")`: where a file of the theme is published, from the site's root. The name holds a hash of what
/// is in the file, so browsers may keep it for ever.
pub(super) fn register_asset(tera: &mut Tera, assets: BTreeMap<String, String>) {
    tera.register_function("asset", move |values: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let name = values.must_get::<String>("name")?;
        assets.get(&name).cloned().ok_or_else(|| {
            let cure = did_you_mean(&name, assets.keys().map(String::as_str));
            let cure = cure.map_or_else(String::new, |cure| format!("; {cure}"));
            Error::message(format!("the theme has no file `{name}` in `static`{cure}"))
        })
    });
}

/// A field of a CSV file. Spreadsheets take what begins with `=`, `+`, `-` or `@` for a formula: a quote before it
/// says that it is text.
fn csv(text: &str, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text };
    let is_plain = !text.contains([',', '"', ';', '\'']);
    Ok(if is_plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) })
}

/// A day or month in the words of the theme: `"2026-10-12" | date(words=t.dates)`, where `words` has `day`, `month` and
/// twelve `months`. What is no date stays as it is.
fn date(iso: &str, values: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let words = values.must_get::<Map>("words")?;
    let word = |key: &'static str| words.get(&Key::Str(key));
    let mut parts = iso.splitn(3, '-');
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let Some(number) = month.and_then(|month| month.parse::<usize>().ok()).filter(|number| (1..=12).contains(number))
    else {
        return Ok(iso.to_owned());
    };
    let names = word("months").and_then(Value::as_array).unwrap_or_default();
    let name = names.get(number - 1).map_or_else(|| number.to_string(), ToString::to_string);
    let (form, fallback) = if day.is_some() { ("day", "{day} {month} {year}") } else { ("month", "{month} {year}") };
    let form = word(form).map_or_else(|| fallback.to_owned(), ToString::to_string);
    let day = day.unwrap_or_default().trim_start_matches('0');
    Ok(form.replace("{day}", day).replace("{month}", &name).replace("{year}", year))
}

/// Puts values in the places of a sentence: `"{n} of {total}" | fill(n=1, total=2)`.
fn fill(sentence: &str, values: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            return Err(Error::message(format!("the sentence `{sentence}` has a `{{` without its `}}`")));
        };
        let value = values.get::<Value>(name)?;
        let Some(value) = value.filter(|value| !value.is_undefined()) else {
            return Err(Error::message(format!("the sentence `{sentence}` asks for `{name}`, which is not given")));
        };
        filled.push_str(&value.to_string());
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// The form of an option's shape, 1 to 8: `g{{ shape | form }}` is its icon.
fn form(shape: u64, _: Kwargs, _: &State<'_>) -> TeraResult<u64> {
    Ok(shape.saturating_sub(1) % 8 + 1)
}

/// The colour of an option's shape, 1 to 8. Each round through the forms moves on by one colour, so that no two of 64
/// shapes are the same.
fn hue(shape: u64, _: Kwargs, _: &State<'_>) -> TeraResult<u64> {
    let at = shape.saturating_sub(1);
    Ok((at + at / 8) % 8 + 1)
}

/// Data for an attribute or for `<script type="application/json">`; nothing in it can end the element it stands in.
fn json(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let text = serde_json::to_string(&value).map_err(|error| Error::message(error.to_string()))?;
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => safe.push(c),
        }
    }
    Ok(Value::safe_string(&safe))
}

/// Text as Markdown that shows it as it is, in one line.
fn md(text: &str, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    Ok(out)
}

/// The address of a page's Markdown twin in place of its own.
fn twin(href: &str, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    Ok(markdown::twin(href))
}

/// Nodes with `children` as a flat list, in reading order, for nested lists of any depth: Tera stops components that
/// call themselves at 20 levels.
///
/// Each step has `node`, `depth` (from 0), `first` (it opens a list), `last` (it has no children) and `closes`: the
/// depths of the lists that end after it, innermost first.
fn steps(nodes: &[Value], _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let mut steps = Vec::new();
    walk(nodes, 0, &[], &mut steps);
    Ok(Value::from(steps))
}

fn walk(nodes: &[Value], depth: u64, open: &[Value], steps: &mut Vec<Value>) {
    for (at, node) in nodes.iter().enumerate() {
        let children = node.as_map().and_then(|map| map.get(&Key::Str("children")));
        let children = children.and_then(Value::as_array).unwrap_or_default();
        // Only the last node of a list ends it, and with it those lists of which its parents are the last.
        let ends = if at + 1 == nodes.len() { [&[Value::from(depth)], open].concat() } else { Vec::new() };
        let mut step = Map::new();
        step.insert(Key::Str("node"), node.clone());
        step.insert(Key::Str("depth"), Value::from(depth));
        step.insert(Key::Str("first"), Value::from(at == 0));
        step.insert(Key::Str("last"), Value::from(children.is_empty()));
        let here = if children.is_empty() { ends.clone() } else { Vec::new() };
        step.insert(Key::Str("closes"), Value::from(here));
        steps.push(Value::from(step));
        walk(children, depth + 1, &ends, steps);
    }
}

#[cfg(test)]
mod shapes {
    use std::collections::BTreeSet;

    /// Eight of their own, then 64 pairs of which no two are the same, then again from the first.
    #[test]
    fn sixty_four_shapes_differ() {
        let mut tera = tera::Tera::default();
        super::register(&mut tera);
        let pair = |shape: u64| {
            let mut context = tera::Context::new();
            context.insert("shape", &shape);
            tera.render_str("{{ shape | form }}{{ shape | hue }}", &context, false).expect("both filters take numbers")
        };
        assert_eq!(pair(1), "11");
        assert_eq!(pair(8), "88");
        assert_eq!(pair(9), "12");
        assert_eq!((1..=64).map(pair).collect::<BTreeSet<_>>().len(), 64);
    }
}

#[cfg(test)]
mod fields {
    #[test]
    fn fields_of_csv_are_quoted_and_never_a_formula() {
        let mut tera = tera::Tera::default();
        super::register(&mut tera);
        let csv = |text: &str| {
            let mut context = tera::Context::new();
            context.insert("text", text);
            tera.render_str("{{ text | csv }}", &context, false).expect("it takes text")
        };
        for (text, field) in [
            ("plain words", "plain words"),
            ("a, b", "\"a, b\""),
            ("a; b", "\"a; b\""),
            ("two\nlines", "two lines"),
            ("say \"so\"", "\"say \"\"so\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("  +a", "\"'+a\""),
            ("-1 EUR", "\"'-1 EUR\""),
            ("@x", "\"'@x\""),
            ("", ""),
        ] {
            assert_eq!(csv(text), field);
        }
    }
}
