//! The theme: templates, their words, and the page that a view becomes with them.
//!
//! A template sees `page` (the view), `site`, `nav` and `content` (parts of it), `prose` (Markdown texts as finished
//! HTML, by name), `uses` (what those texts
//! use, for files that are loaded only where they are needed) and `t` (the words of `strings.toml`). It can ask for nothing else: no filter and no function here
//! touches the disk, the environment or the network.

mod filters;
mod limits;
mod problems;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::value::Key;
use tera::{Context, Tera, Value};

use super::markdown;
use crate::diagnostic::Diagnostic;
use crate::view::page::PageView;

pub use limits::{Limits, Watch, Watchdog};

/// File of the theme that holds all its words.
pub const STRINGS: &str = "strings.toml";

/// Templates that are known to fit together, ready to make pages.
pub struct Theme {
    tera: Tera,
    words: Value,
    markdown_words: markdown::Words,
    limits: Limits,
    watchdog: Option<Watchdog>,
}

impl Theme {
    /// Reads all files of a theme's `templates` folder, by name.
    ///
    /// # Errors
    /// All problems that can be told without a page: syntax of every template, then names that lead nowhere.
    pub fn new(templates: BTreeMap<String, Arc<str>>) -> Result<Theme, Vec<Diagnostic>> {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"]);
        filters::register(&mut tera);

        let mut problems = problems::syntax(&templates);
        let (words, markdown_words) = match words(templates.get(STRINGS).map_or("", |text| text)) {
            Ok(words) => words,
            Err(problem) => {
                problems.push(problem);
                (Value::none(), markdown::Words::default())
            }
        };
        if problems.is_empty() {
            let pages = templates.iter().filter(|(name, _)| problems::is_template(name));
            if let Err(error) = tera.add_raw_templates(pages) {
                problems = problems::of_the_whole(&error, &templates);
            }
        }
        if problems.is_empty() {
            Ok(Theme { tera, words, markdown_words, limits: Limits::default(), watchdog: None })
        } else {
            Err(problems)
        }
    }

    /// The words that Markdown is written with.
    pub fn markdown_words(&self) -> &markdown::Words {
        &self.markdown_words
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

/// Makes the bytes of a page.
///
/// # Errors
/// The template asks for what its page does not have, or runs over the theme's limits.
pub fn page(
    view: &PageView,
    prose: &BTreeMap<String, String>,
    uses: &BTreeSet<&str>,
    theme: &Theme,
) -> Result<Vec<u8>, Diagnostic> {
    if !theme.tera.contains_template(&view.template) {
        return Err(problems::no_template(view, theme.tera.get_template_names()));
    }
    let context = context(view, prose, uses, theme).map_err(|error| problems::of_a_page(&error, view))?;
    let _watch = theme.watchdog.as_ref().map(|watchdog| watchdog.watch(&view.path, &view.template));
    let mut output = limits::Output::new(theme.limits);
    let rendered = theme.tera.render_to(&view.template, &context, &mut output);
    match (output.finish(), rendered) {
        (Err(over), _) => Err(problems::over(over, theme.limits, view)),
        (Ok(_), Err(error)) => Err(problems::of_a_page(&error, view)),
        (Ok(bytes), Ok(())) => Ok(bytes),
    }
}

fn context(
    view: &PageView,
    prose: &BTreeMap<String, String>,
    uses: &BTreeSet<&str>,
    theme: &Theme,
) -> tera::TeraResult<Context> {
    let page = Value::try_from_serializable(view)?;
    let mut context = Context::new();
    for part in ["site", "nav", "content"] {
        let value = page.as_map().and_then(|map| map.get(&Key::Str(part))).cloned();
        context.insert_value(part, value.unwrap_or_else(Value::none));
    }
    context.insert_value("page", page);
    context.insert_value("prose", Value::try_from_serializable(prose)?);
    context.insert_value("uses", Value::try_from_serializable(uses)?);
    context.insert_value("t", theme.words.clone());
    Ok(context)
}

fn words(text: &str) -> Result<(Value, markdown::Words), Diagnostic> {
    let mut table: toml::Table = toml::from_str(text).map_err(|error| problems::in_strings(&error))?;
    let markdown_words = markdown::Words::complete(&mut table);
    let words =
        Value::try_from_serializable(&Words(table)).map_err(|error| problems::in_strings_file(error.to_string()))?;
    Ok((words, markdown_words))
}

/// The table as it is; a type of its own so that nothing but text and tables of text is promised to templates.
#[derive(Serialize)]
#[serde(transparent)]
struct Words(toml::Table);
