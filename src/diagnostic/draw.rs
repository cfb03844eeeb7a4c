//! Problems as people read them: an excerpt with a caret, drawn by `annotate-snippets`.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Drawn, Origin, Renderer, Snippet};

use super::json::{LineIndex, floor_boundary};
use super::{Diagnostic, Level};

/// Whether escape sequences for colour are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Plain text.
    Plain,
    /// With colour.
    Coloured,
}

/// Longest line of an excerpt, in characters; longer lines are cut around the place.
const EXCERPT: usize = 120;

/// Draws problems one below the other; `text` finds the text of a file by its path.
pub fn draw<'a>(diagnostics: &[Diagnostic], text: impl Fn(&str) -> Option<&'a str>, paint: Paint) -> String {
    let renderer = match paint {
        Paint::Plain => Renderer::plain(),
        Paint::Coloured => Renderer::styled(),
    };
    let mut drawn = String::new();
    for problem in diagnostics {
        let excerpt = excerpt(problem, &text);
        drawn.push_str(&renderer.render(&[group(problem, excerpt.as_ref())]));
        drawn.push_str("\n\n");
    }
    drawn
}

/// One problem in one line: `file:line:column: level[rule]: message; help`.
pub fn one_line<'a>(problem: &Diagnostic, text: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut line = String::new();
    if let Some(place) = &problem.place {
        line.push_str(&printable(&place.file));
        if let Some((text, span)) = text(&place.file).zip(place.span.clone()) {
            let (row, column) = LineIndex::new(text).line_column(span.start);
            let _ = write!(line, ":{row}:{column}");
        }
        line.push_str(": ");
    }
    let _ = write!(line, "{}[{}]: {}", problem.level.as_str(), problem.rule, printable(&problem.message));
    if let Some(help) = &problem.help {
        let _ = write!(line, "; {}", printable(help));
    }
    line
}

/// The lines around a place, ready to be drawn.
struct Excerpt {
    lines: String,
    first_line: usize,
    /// The column in the file, where the excerpt does not begin with its line.
    column: Option<usize>,
    /// Range in `lines`.
    marked: Range<usize>,
}

fn excerpt<'a>(problem: &Diagnostic, text: &impl Fn(&str) -> Option<&'a str>) -> Option<Excerpt> {
    let place = problem.place.as_ref()?;
    let span = place.span.clone()?;
    let text = text(&place.file)?;
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end).max(start);
    let line_start = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    let (first_line, column) = LineIndex::new(text).line_column(start);

    // Only the first line of a long range is drawn, and of a long line only what stands around the place: an entry
    // may be one line of megabytes.
    let end = end.min(line_end);
    let from =
        text[line_start..start].char_indices().rev().nth(EXCERPT / 2).map_or(line_start, |(at, _)| line_start + at);
    let marked_end = text[start..end].char_indices().nth(EXCERPT / 2).map_or(end, |(at, _)| start + at);
    let to = text[marked_end..line_end].char_indices().nth(EXCERPT / 2).map_or(line_end, |(at, _)| marked_end + at);

    let before = printable(text[from..start].trim_start_matches('\u{feff}'));
    let marked = printable(&text[start..marked_end]);
    let after = printable(&text[marked_end..to]);
    let cut = if from > line_start { "…" } else { "" };
    let begin = cut.len() + before.len();
    let range = begin..begin + marked.len();
    Some(Excerpt {
        lines: format!("{cut}{before}{marked}{after}"),
        first_line,
        column: (from > line_start).then_some(column),
        marked: range,
    })
}

fn group<'a>(problem: &'a Diagnostic, excerpt: Option<&'a Excerpt>) -> Group<'a> {
    let level = match problem.level {
        Level::Error => Drawn::ERROR,
        Level::Warning => Drawn::WARNING,
    };
    let title = level.primary_title(printable(&problem.message)).id(problem.rule.as_str());
    let path = problem.place.as_ref().map(|place| printable(&place.file));
    let mut group = match (excerpt, path) {
        (Some(excerpt), Some(path)) => {
            let snippet = Snippet::source(excerpt.lines.as_str())
                .line_start(excerpt.first_line)
                .annotation(AnnotationKind::Primary.span(excerpt.marked.clone()));
            match excerpt.column {
                None => title.element(snippet.path(path)),
                // The drawer counts columns in the excerpt, which begins in the middle of the line.
                Some(column) => {
                    title.element(Origin::path(path).line(excerpt.first_line).char_column(column)).element(snippet)
                }
            }
        }
        (None, Some(path)) => title.element(Origin::path(path)),
        (_, None) => Group::with_title(title),
    };
    if let Some(help) = &problem.help {
        group = group.element(Drawn::HELP.message(printable(help)));
    }
    group
}

/// Control characters, also those that turn the direction of text, are written out: content must not steer a terminal.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => shown.push(' '),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &'static str, span: Range<usize>) -> String {
        let file = "content/a.md".into();
        let problem = Diagnostic::new("dead-link", "no page is called `x`").at(&file, span).help("did you mean `y`?");
        draw(&[problem], |_| Some(text), Paint::Plain)
    }

    #[test]
    fn an_excerpt_has_a_caret_and_a_cure() {
        let shown = drawn("one\nsee [[x]] now\n", 8..13);
        assert_eq!(
            shown,
            "error[dead-link]: no page is called `x`\n --> content/a.md:2:5\n  |\n2 | see [[x]] now\n  |     ^^^^^\n  |\n  \
             = help: did you mean `y`?\n\n"
        );
    }

    #[test]
    fn no_range_makes_it_panic_and_no_escape_reaches_the_terminal() {
        let text = "é\u{1b}[31mred\u{202e}\r\nlast";
        for start in 0..=text.len() + 2 {
            for end in start..=text.len() + 2 {
                assert!(!drawn(text, start..end).contains('\u{1b}'));
            }
        }
    }

    #[test]
    fn of_a_line_of_a_megabyte_only_the_part_around_the_place_is_drawn() {
        let text: &'static str = Box::leak("x".repeat(1_000_000).into_boxed_str());
        assert!(drawn(text, 500_000..500_010).len() < 1_000);
    }
}
