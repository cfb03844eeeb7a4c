//! Problems as data for tools: the shape of `kb check --format json`.

use std::ops::Range;

use serde::Serialize;

use super::{Diagnostic, Level};

/// Line starts of one text, to turn bytes into lines and columns.
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Indexes a text; lines end at LF, CRLF or a lone CR.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |i: usize| bytes[i] == b'\n' || (bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain((0..bytes.len()).filter(|&i| ends_line(i)).map(|i| i + 1)).collect();
        LineIndex { text, starts }
    }

    /// Line and column of a byte, both from 1; columns count Unicode scalar values, a byte order mark does not count.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = floor_boundary(self.text, byte);
        let line = self.starts.partition_point(|&start| start <= byte);
        let before = &self.text[self.starts[line - 1]..byte];
        (line, before.trim_start_matches('\u{feff}').chars().count() + 1)
    }
}

/// The nearest character boundary at or before `byte`.
pub(super) fn floor_boundary(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A problem as tools read it. Places are null where there is none; the end is exclusive.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedProblem {
    /// The rule's id.
    pub rule: String,
    /// Its level.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Path in the knowledge base.
    pub file: Option<String>,
    /// From 1.
    pub line: Option<usize>,
    /// From 1, in Unicode scalar values.
    pub column: Option<usize>,
    /// From 1.
    pub end_line: Option<usize>,
    /// From 1, exclusive.
    pub end_column: Option<usize>,
}

/// All problems of a run with their counts.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The problems, in the order in which they are shown.
    pub problems: Vec<ReportedProblem>,
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
}

/// Problems with lines and columns; `text` finds the text of a file by its path.
pub fn report<'a>(diagnostics: &[Diagnostic], text: impl Fn(&str) -> Option<&'a str>) -> Report {
    let count = |level| diagnostics.iter().filter(|d| d.level == level).count();
    Report {
        problems: diagnostics.iter().map(|d| reported(d, &text)).collect(),
        errors: count(Level::Error),
        warnings: count(Level::Warning),
    }
}

fn reported<'a>(problem: &Diagnostic, text: &impl Fn(&str) -> Option<&'a str>) -> ReportedProblem {
    let file = problem.place.as_ref().map(|p| p.file.to_string());
    let span: Option<Range<usize>> = problem.place.as_ref().and_then(|p| p.span.clone());
    let place = file.as_deref().and_then(text).zip(span).map(|(text, span)| {
        let lines = LineIndex::new(text);
        (lines.line_column(span.start), lines.line_column(span.end.max(span.start)))
    });
    ReportedProblem {
        rule: problem.rule.clone(),
        level: problem.level,
        message: problem.message.clone(),
        help: problem.help.clone(),
        file,
        line: place.map(|((line, _), _)| line),
        column: place.map(|((_, column), _)| column),
        end_line: place.map(|(_, (line, _))| line),
        end_column: place.map(|(_, (_, column))| column),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_three_ways() {
        let lines = LineIndex::new("\u{feff}é→x\r\nb\rc\n");
        assert_eq!(lines.line_column("\u{feff}é→".len()), (1, 3));
        let b = "\u{feff}é→x\r\n".len();
        assert_eq!(lines.line_column(b), (2, 1));
        assert_eq!(lines.line_column(b + 2), (3, 1));
    }

    #[test]
    fn a_byte_inside_a_character_is_the_character_before_it() {
        assert_eq!(LineIndex::new("é").line_column(1), (1, 1));
    }
}
