//! The theme: templates, their words, and the page that a view becomes with them.
//!
//! A template sees `page` (the view), `site`, `nav` and `content` (parts of it), `prose` (Markdown texts as finished
//! HTML, by name), `uses` (what those texts use, for files that are loaded only where they are needed), `t` (the words of
//! `strings.toml`), `icons` (the drawings of `icons.toml`) and `theme` (the theme's defaults with `[extra]` of `kb.toml`
//! over them). It can ask for nothing else: no filter and no function here touches the disk, the environment or the
//! network.

mod files;
mod filters;
mod limits;
mod problems;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use tera::value::Key;
use tera::{Context, Tera, Value};

use super::markdown;
use crate::diagnostic::Diagnostic;
use crate::view::page::{PageView, resolve};

use files::Template;

pub use files::{DEFAULT, Files, Layer, Source};
pub use limits::{Limits, Watch, Watchdog};

/// File of the theme that holds all its words.
pub const STRINGS: &str = "strings.toml";
/// The template of all Markdown twins.
pub const TWIN: &str = "twin.md";
/// File of the theme that holds its icons: what is inside each `<symbol>`, by name.
pub const ICONS: &str = "icons.toml";

/// Templates that are known to fit together, ready to make pages.
pub struct Theme {
    tera: Tera,
    templates: BTreeMap<String, Template>,
    words: Value,
    icons: Value,
    defaults: toml::Table,
    markdown_words: markdown::Words,
    limits: Limits,
    watchdog: Option<Watchdog>,
}

impl Theme {
    /// Reads all files of a theme.
    ///
    /// # Errors
    /// All problems that can be told without a page: syntax of every file, then names that lead nowhere.
    pub fn new(files: &Files) -> Result<Theme, Vec<Diagnostic>> {
        let templates = files.templates();
        let mut tera = Tera::default();
        prepare(&mut tera);
        filters::register_asset(&mut tera, files.assets.clone());

        let mut problems = problems::syntax(&templates);
        let mut words = files.words(&mut problems);
        let markdown_words = markdown::Words::complete(&mut words);
        let words = values(words);
        let icons = values(files.icons(&mut problems));
        let defaults = files.defaults(&mut problems);
        if problems.is_empty() {
            let pages = templates.iter().map(|(name, template)| (name, &*template.source.text));
            if let Err(error) = tera.add_raw_templates(pages) {
                problems = problems::of_the_whole(&error, &templates);
            }
        }
        if problems.is_empty() {
            Ok(Theme {
                tera,
                templates,
                words,
                icons,
                defaults,
                markdown_words,
                limits: Limits::default(),
                watchdog: None,
            })
        } else {
            Err(problems)
        }
    }

    /// The words that Markdown is written with.
    pub fn markdown_words(&self) -> &markdown::Words {
        &self.markdown_words
    }

    /// A text of a view with the theme's words in it.
    pub fn say(&self, text: &str) -> String {
        resolve(text, &|id| said(&self.words, id)).unwrap_or_else(|| text.to_owned())
    }

    /// The same theme with other limits for each page.
    pub fn limited(mut self, limits: Limits) -> Theme {
        self.limits = limits;
        self
    }

    /// The same theme with a watchdog, which every page reports to while it is made.
    pub fn watched(mut self, watchdog: Watchdog) -> Theme {
        self.watchdog = Some(watchdog);
        self
    }
}

/// What templates see of a page, beside its texts: for the page and its twin alike.
pub struct Data(Context);

/// Makes what templates see of a page.
///
/// # Errors
/// The view cannot be given to templates.
pub fn data(view: &PageView, theme: &Theme) -> Result<Data, Diagnostic> {
    context(view, theme).map(Data).map_err(|error| problems::of_a_page(&error, &view.template, view, &theme.templates))
}

/// Makes the bytes of a page.
///
/// # Errors
/// The template asks for what its page does not have, or runs over the theme's limits.
pub fn page(
    view: &PageView,
    data: &Data,
    prose: &BTreeMap<String, String>,
    uses: &BTreeSet<&str>,
    theme: &Theme,
) -> Result<Vec<u8>, Diagnostic> {
    with(&view.template, view, data, prose, uses, theme)
}

/// Makes a page's twin; `prose` holds its texts as Markdown.
///
/// # Errors
/// As [`page`].
pub fn twin(
    view: &PageView,
    data: &Data,
    prose: &BTreeMap<String, String>,
    theme: &Theme,
) -> Result<Vec<u8>, Diagnostic> {
    // Empty lines mean nothing in the template and much in a block of code: texts go in when the template is done.
    let place = |name: &str| format!("\0{name}\0");
    let places =
        prose.iter().filter(|(_, text)| !text.is_empty()).map(|(name, _)| (name.clone(), place(name))).collect();
    let written = with(TWIN, view, data, &places, &BTreeSet::new(), theme)?;
    let written = String::from_utf8_lossy(&written).replace('\r', "");
    let mut text = String::with_capacity(written.len());
    for line in written.lines().map(str::trim_end) {
        if !line.is_empty() || !text.is_empty() && !text.ends_with("\n\n") {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    let text = prose.iter().fold(text, |text, (name, own)| text.replace(&place(name), own));
    Ok(text.into_bytes())
}

fn with(
    template: &str,
    view: &PageView,
    data: &Data,
    prose: &BTreeMap<String, String>,
    uses: &BTreeSet<&str>,
    theme: &Theme,
) -> Result<Vec<u8>, Diagnostic> {
    if !theme.tera.contains_template(template) {
        return Err(problems::no_template(template, view, &theme.templates));
    }
    let problem = |error: &tera::Error| problems::of_a_page(error, template, view, &theme.templates);
    let mut context = data.0.clone();
    context.insert_value("prose", Value::try_from_serializable(prose).map_err(|error| problem(&error))?);
    context.insert_value("uses", Value::try_from_serializable(uses).map_err(|error| problem(&error))?);
    let _watch = theme.watchdog.as_ref().map(|watchdog| watchdog.watch(&view.path, template));
    let mut output = limits::Output::new(theme.limits);
    let rendered = theme.tera.render_to(template, &context, &mut output);
    match (output.finish(), rendered) {
        (Err(over), _) => Err(problems::over(over, theme.limits, template, view, &theme.templates)),
        (Ok(_), Err(error)) => Err(problem(&error)),
        (Ok(bytes), Ok(())) => Ok(bytes),
    }
}

fn context(view: &PageView, theme: &Theme) -> tera::TeraResult<Context> {
    let mut page = serde_json::to_value(view).map_err(|error| tera::Error::message(error.to_string()))?;
    say(&mut page, &|id| said(&theme.words, id));
    let page = Value::try_from_serializable(&page)?;
    let mut context = Context::new();
    for part in ["site", "nav", "content"] {
        let value = page.as_map().and_then(|map| map.get(&Key::Str(part))).cloned();
        context.insert_value(part, value.unwrap_or_else(Value::none));
    }
    context.insert_value("page", page);
    context.insert_value("t", theme.words.clone());
    context.insert_value("icons", theme.icons.clone());
    context.insert_value("theme", Value::try_from_serializable(&over(&theme.defaults, &view.site.extra))?);
    Ok(context)
}

/// Puts the words of the theme into the texts that name them.
fn say(value: &mut serde_json::Value, find: &dyn Fn(&str) -> Option<String>) {
    match value {
        serde_json::Value::String(text) => {
            if let Some(said) = resolve(text, find) {
                *text = said;
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(|value| say(value, find)),
        serde_json::Value::Object(map) => map.values_mut().for_each(|value| say(value, find)),
        _ => {}
    }
}

/// What the theme has under an id such as `dates.months.0`.
fn said(words: &Value, id: &str) -> Option<String> {
    let found = id.split('.').try_fold(words, |value, key| match value.as_array() {
        Some(values) => values.get(key.parse::<usize>().ok()?),
        None => value.as_map()?.get(&Key::Str(key)),
    });
    found.and_then(Value::as_str).map(str::to_owned)
}

/// What every reader of templates knows, alone or together.
fn prepare(tera: &mut Tera) {
    tera.autoescape_on([".html"]);
    filters::register(tera);
}

/// A theme's defaults with the settings of a knowledge base over them.
fn over(defaults: &toml::Table, extra: &serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
    let mut all: serde_json::Map<_, _> =
        defaults.iter().map(|(key, value)| (key.clone(), serde_json::json!(value))).collect();
    all.extend(extra.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
    all
}

fn values(table: toml::Table) -> Value {
    Value::try_from_serializable(&table).unwrap_or_else(|_| Value::none())
}
