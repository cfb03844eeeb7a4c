//! A problem, its place and its cure: data that every stage may return.
//!
//! Drawing for people, JSON for machines and the list of all rules live in the parts below. What a site is, and
//! which file belongs to which entry, is unknown here: a place is a path and a range of bytes.

mod draw;
mod json;
pub mod rules;

pub use draw::{Paint, draw, one_line, printable};
pub use json::{LineIndex, Report, ReportedProblem, report};

use std::ops::Range;
use std::sync::Arc;

/// How much a problem weighs. Errors stop publishing, warnings do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing is published while one stands.
    Error,
    /// Shown, counted, and an error under `--strict` or `--deny warnings`.
    Warning,
}

impl Level {
    /// The word used in messages, JSON and `kb.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

/// Where a problem stands: a file of the knowledge base and, where there is one, a range of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Relative to the knowledge base, with `/`.
    pub file: Arc<str>,
    /// Byte range in that file as it is on disk; `None` when the whole file is meant.
    pub span: Option<Range<usize>>,
}

/// One problem of the author's, in the author's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Diagnostic {
    /// The rule's id, one of [`rules::RULES`].
    pub rule: String,
    /// Its level before `[checks]` of `kb.toml` is applied.
    pub level: Level,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do, where something can be said.
    pub help: Option<String>,
    /// Where.
    pub place: Option<Place>,
}

impl Diagnostic {
    /// A problem with the level its rule has by default.
    ///
    /// # Panics
    /// When no rule has that id, which is a mistake in kb: every rule has its page in `kb explain`.
    pub fn new(rule: &str, message: impl Into<String>) -> Self {
        let known = rules::find(rule).expect("every reported rule is in the table of rules");
        Diagnostic { rule: known.id.to_owned(), level: known.level, message: message.into(), help: None, place: None }
    }

    /// Puts the problem at a range of bytes of a file.
    pub fn at(mut self, file: &Arc<str>, span: Range<usize>) -> Self {
        self.place = Some(Place { file: file.clone(), span: Some(span) });
        self
    }

    /// Puts the problem on a file as a whole.
    pub fn in_file(mut self, file: &Arc<str>) -> Self {
        self.place = Some(Place { file: file.clone(), span: None });
        self
    }

    /// Adds the cure.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the cure, where one was found.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

/// Sorts into the order in which problems are shown: by file, by place, errors before warnings, then by rule.
///
/// The order does not depend on which thread found what.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let key = |d: &Diagnostic| {
        let place = d.place.as_ref().map(|p| (p.file.clone(), p.span.as_ref().map_or(0, |s| s.start)));
        (place, d.level, d.rule.clone(), d.message.clone())
    };
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup();
}

/// The nearest of `names` to what was written, when it is near enough to be meant.
///
/// Nearness is Damerau-Levenshtein distance, at most a third of the longer word; a name that contains what was
/// written (or the other way round) also counts.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = written.to_lowercase();
    names
        .into_iter()
        .filter_map(|name| {
            let other = name.to_lowercase();
            let longest = lower.chars().count().max(other.chars().count());
            let distance = strsim::damerau_levenshtein(&lower, &other);
            let inside = lower.len() >= 4 && other.len() >= 4 && (other.contains(&lower) || lower.contains(&other));
            (distance * 3 <= longest || inside).then_some((distance, name))
        })
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, name)| name)
}

/// `did you mean …?` for the nearest name, if there is one.
pub fn did_you_mean<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, names).map(|name| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("opps", ["ops", "parts"]), Some("ops"));
        assert_eq!(nearest("event-log", ["append-only-event-log"]), Some("append-only-event-log"));
        assert_eq!(nearest("zebra", ["ops", "parts"]), None);
    }

    #[test]
    fn problems_are_shown_in_file_order_whoever_found_them() {
        let file: Arc<str> = "a.md".into();
        let mut found = vec![
            Diagnostic::new("dead-link", "second").at(&file, 9..10),
            Diagnostic::new("missing-alt", "first").at(&file, 1..2),
        ];
        sort(&mut found);
        assert_eq!(found[0].message, "first");
    }
}
