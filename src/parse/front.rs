//! The block before the body: TOML between `+++` lines, or YAML that is stepped over.

use std::ops::Range;
use std::sync::Arc;

use super::{FRONT_LIMIT, Front};
use crate::diagnostic::Diagnostic;
use crate::fields;

/// The front matter, and where the body begins.
pub(super) fn split(file: &Arc<str>, text: &str, out: &mut Vec<Diagnostic>) -> (Front, usize) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = line(text, start);
    let Some(fence) = ["+++", "---"].into_iter().find(|fence| is_fence(&text[first.clone()], fence)) else {
        return (Front::None, start);
    };
    let opening = first.start..first.start + fence.len();
    let content = next_line(text, first.end);
    let mut at = content;
    while at < text.len() {
        let this = line(text, at);
        if is_fence(&text[this.clone()], fence) {
            let inner = content..this.start;
            let body = next_line(text, this.end);
            return (between(file, text, inner, opening, fence, out), body);
        }
        at = next_line(text, this.end);
    }
    if fence == "---" {
        // A rule at the top of an ordinary page; nothing says that it was meant as front matter.
        return (Front::None, start);
    }
    let problem = Diagnostic::new("front-matter-syntax", "the front matter has no end");
    out.push(problem.at(file, opening.clone()).help("end it with a line of three pluses"));
    (Front::Unclosed(opening), text.len())
}

fn between(
    file: &Arc<str>,
    text: &str,
    inner: Range<usize>,
    opening: Range<usize>,
    fence: &str,
    out: &mut Vec<Diagnostic>,
) -> Front {
    if fence == "---" {
        return Front::Yaml(opening);
    }
    if inner.len() > FRONT_LIMIT {
        let message = format!("the front matter is larger than {} KB", FRONT_LIMIT / 1024);
        out.push(Diagnostic::new("limit", message).at(file, opening.clone()));
        return Front::Unclosed(opening);
    }
    let toml = fields::parse("front-matter-syntax", file, &text[inner.clone()], inner.start, out);
    Front::Toml(toml, opening)
}

/// The fence itself, with blanks after it at most.
fn is_fence(line: &str, fence: &str) -> bool {
    line.strip_prefix(fence).is_some_and(|rest| rest.chars().all(|c| c == ' ' || c == '\t'))
}

/// The line that begins at `start`, without its end.
fn line(text: &str, start: usize) -> Range<usize> {
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let without_return = if text[start..end].ends_with('\r') { end - 1 } else { end };
    start..without_return
}

/// Where the line after the one that ends at `end` begins.
fn next_line(text: &str, end: usize) -> usize {
    text[end..].find('\n').map_or(text.len(), |at| end + at + 1)
}
