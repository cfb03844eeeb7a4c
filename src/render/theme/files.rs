//! The files of a theme, layer over layer: the built-in one, a folder under `themes/`, and what the knowledge base puts
//! over both.
//!
//! A template of an upper layer takes the place of the one below, which stays at hand under the name of its layer:
//! `templates/entry.html` may begin with `{% extends "default/entry.html" %}` and change one block. Components are
//! replaced one by one, words and icons too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ICONS, STRINGS};
use crate::diagnostic::{Diagnostic, did_you_mean};

/// Name of the built-in layer.
pub const DEFAULT: &str = "default";

/// One file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path, for messages.
    pub file: Arc<str>,
    /// What it holds.
    pub text: Arc<str>,
}

/// The `templates` folder of one layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// The name under which its templates stay at hand: `default`, or the theme's; empty for the knowledge base itself.
    pub name: String,
    /// Its files by name.
    pub files: BTreeMap<String, Source>,
    /// Its defaults for `[extra]`: what a theme's `theme.toml` holds.
    pub defaults: Option<Source>,
}

/// All that a theme is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Layers, the lowest first.
    pub layers: Vec<Layer>,
    /// Files under `assets/` by the name that templates use: the path at which each is published.
    pub assets: BTreeMap<String, String>,
}

/// A template as it is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    pub source: Source,
    /// It belongs to the built-in theme.
    pub built_in: bool,
}

/// Whether a file of the folder is a template; the others hold data.
pub(super) fn is_template(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "html" | "md"))
}

impl Files {
    /// All templates, by the names that others extend and include.
    pub(super) fn templates(&self) -> BTreeMap<String, Template> {
        let mut templates = BTreeMap::new();
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let mut replaced: BTreeSet<&str> = BTreeSet::new();
        for layer in self.layers.iter().rev() {
            let own: Vec<_> = layer.files.iter().filter(|(name, _)| is_template(name)).collect();
            for (name, source) in &own {
                let components = components(&source.text);
                let text = without(&source.text, &replaced);
                let source = Source { text, file: source.file.clone() };
                let template = Template { source, built_in: layer.name == DEFAULT };
                let top = !taken.contains(name.as_str());
                if top {
                    templates.insert((*name).clone(), template.clone());
                }
                // Components are known everywhere, so a file that has some is loaded once.
                if !layer.name.is_empty() && (components.is_empty() || !top) {
                    templates.entry(format!("{}/{name}", layer.name)).or_insert(template);
                }
            }
            taken.extend(own.iter().map(|(name, _)| name.as_str()));
            replaced.extend(own.iter().flat_map(|(_, source)| components(&source.text)));
        }
        templates
    }

    /// The words, those of upper layers over those of lower ones.
    pub(super) fn words(&self, problems: &mut Vec<Diagnostic>) -> toml::Table {
        self.merged(STRINGS, problems)
    }

    /// The icons by name: what is inside each `<symbol>`.
    pub(super) fn icons(&self, problems: &mut Vec<Diagnostic>) -> toml::Table {
        self.merged(ICONS, problems)
    }

    /// What themes set for `[extra]`.
    pub(super) fn defaults(&self, problems: &mut Vec<Diagnostic>) -> toml::Table {
        let mut extra = toml::Table::new();
        for source in self.layers.iter().filter_map(|layer| layer.defaults.as_ref()) {
            let Some(mut table) = read(source, problems) else { continue };
            if let Some(toml::Value::Table(own)) = table.remove("extra") {
                merge(&mut extra, own, source, problems);
            }
            if let Some(key) = table.keys().find(|key| !THEME_KEYS.contains(&key.as_str())) {
                let problem = Diagnostic::new("template", format!("a theme has no key `{key}`"));
                problems.push(problem.maybe_help(did_you_mean(key, THEME_KEYS)).in_file(&source.file));
            }
        }
        extra
    }

    fn merged(&self, name: &str, problems: &mut Vec<Diagnostic>) -> toml::Table {
        let mut all = toml::Table::new();
        for source in self.layers.iter().filter_map(|layer| layer.files.get(name)) {
            if let Some(table) = read(source, problems) {
                merge(&mut all, table, source, problems);
            }
        }
        all
    }
}

/// What `theme.toml` may hold beside `[extra]`, which is where its defaults are.
const THEME_KEYS: [&str; 4] = ["title", "description", "licence", "extra"];

fn read(source: &Source, problems: &mut Vec<Diagnostic>) -> Option<toml::Table> {
    match toml::from_str(&source.text) {
        Ok(table) => Some(table),
        Err(error) => {
            let problem = Diagnostic::new("template", error.message());
            problems.push(match error.span() {
                Some(span) => problem.at(&source.file, span),
                None => problem.in_file(&source.file),
            });
            None
        }
    }
}

/// Lays one table over another, table by table.
fn merge(below: &mut toml::Table, above: toml::Table, source: &Source, problems: &mut Vec<Diagnostic>) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => merge(below, above, source, problems),
            (Some(toml::Value::Table(_)), _) => {
                let problem = Diagnostic::new("template", format!("`{key}` is a table: write `[{key}]`"));
                problems.push(problem.in_file(&source.file));
            }
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// Names of the components that a template defines.
fn components(text: &str) -> Vec<&str> {
    definitions(text).map(|(name, _)| name).collect()
}

/// Each `component NAME(` of a template and where its tag begins.
fn definitions(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.match_indices("component ").filter_map(|(at, word)| {
        let tag = text[..at].rfind("{%")?;
        // `endcomponent` ends one, and a comment only speaks of one.
        let opens = matches!(text[tag + 2..at].trim_end(), "" | "-");
        let name = text[at + word.len()..].split('(').next()?.trim();
        (opens && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')).then_some((name, tag))
    })
}

/// A template without the components that a layer above defines; their lines stay, so that places stay right.
fn without(text: &Arc<str>, replaced: &BTreeSet<&str>) -> Arc<str> {
    let range = |(name, start): (&str, usize)| {
        let end = start + text[start..].find(&format!("endcomponent {name}"))?;
        Some(start..end + text[end..].find("%}")? + 2)
    };
    let cut: Vec<_> = definitions(text).filter(|(name, _)| replaced.contains(name)).filter_map(range).collect();
    if cut.is_empty() {
        return text.clone();
    }
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for range in cut {
        kept.push_str(&text[from..range.start]);
        kept.extend(text[range.clone()].chars().filter(|c| *c == '\n'));
        from = range.end;
    }
    kept.push_str(&text[from..]);
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, files: &[(&str, &str)]) -> Layer {
        let source = |file: &str, text: &str| Source { file: format!("{name}:{file}").into(), text: text.into() };
        let files = files.iter().map(|&(file, text)| (file.to_owned(), source(file, text))).collect();
        Layer { name: name.to_owned(), files, defaults: None }
    }

    fn names(layers: Vec<Layer>) -> Vec<(String, String)> {
        let files = Files { layers, ..Files::default() };
        files.templates().into_iter().map(|(name, template)| (name, template.source.text.to_string())).collect()
    }

    fn pair(name: &str, text: &str) -> (String, String) {
        (name.to_owned(), text.to_owned())
    }

    #[test]
    fn a_template_stays_at_hand_under_the_name_of_its_layer() {
        let layers = vec![
            layer(DEFAULT, &[("a.html", "0"), ("b.html", "0")]),
            layer("dark", &[("a.html", "1")]),
            layer("", &[("a.html", "2")]),
        ];
        let expected = [
            pair("a.html", "2"),
            pair("b.html", "0"),
            pair("dark/a.html", "1"),
            pair("default/a.html", "0"),
            pair("default/b.html", "0"),
        ];
        assert_eq!(names(layers), expected);
    }

    #[test]
    fn components_are_replaced_one_by_one() {
        let below = "{%- component a() -%}\nA\n{%- endcomponent a -%}\n{% component b(x) %}B{% endcomponent b %}";
        let above = "{% component a() %}new{% endcomponent a %}";
        let layers = vec![layer(DEFAULT, &[("parts.html", below)]), layer("", &[("parts.html", above)])];
        let expected =
            [pair("default/parts.html", "\n\n\n{% component b(x) %}B{% endcomponent b %}"), pair("parts.html", above)];
        assert_eq!(names(layers), expected);
        assert_eq!(names(vec![layer(DEFAULT, &[("parts.html", below)])]), [pair("parts.html", below)]);
    }

    #[test]
    fn words_are_laid_over_each_other_one_by_one() {
        let layers = vec![
            layer(DEFAULT, &[(STRINGS, "a = \"0\"\nb = \"0\"\n[t]\nx = \"0\"\ny = \"0\"")]),
            layer("", &[(STRINGS, "b = \"1\"\n[t]\ny = \"1\"")]),
        ];
        let mut problems = Vec::new();
        let words = Files { layers, ..Files::default() }.words(&mut problems);
        assert_eq!(serde_json::json!(words).to_string(), r#"{"a":"0","b":"1","t":{"x":"0","y":"1"}}"#);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_word_in_place_of_a_table_is_told() {
        let layers = vec![layer(DEFAULT, &[(STRINGS, "[t]\nx = \"0\"")]), layer("", &[(STRINGS, "t = \"1\"")])];
        let mut problems = Vec::new();
        Files { layers, ..Files::default() }.words(&mut problems);
        assert_eq!(problems[0].message, "`t` is a table: write `[t]`");
    }
}
