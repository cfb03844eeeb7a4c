//! Blocks of code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::escape;
use super::events::Events;
use super::fence::{self, Info};
use super::highlight::Language;
use super::writer::Writer;

/// Blocks over this many bytes are plain text.
const MAX_HIGHLIGHTED: usize = 200_000;

impl Writer<'_> {
    /// Writes a block of code.
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>, events: &mut Events<'_>) {
        let mut code = String::new();
        events.inside(|event, _| {
            if let Event::Text(text) = event {
                code.push_str(&text);
            }
        });
        let words = match kind {
            CodeBlockKind::Fenced(words) => words.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let info = Info::read(words);
        let (label, lines) = self.code_lines(&info, &code, range);
        let name = match (&info.title, label.as_str()) {
            (Some(title), _) => title.clone(),
            (None, "") => self.words.code.clone(),
            (None, label) => self.words.code_in.replace("{language}", label),
        };
        let name = self.labels.unique(name);
        self.fresh_line();
        self.uses.insert("code");
        self.out.push_str("<figure class=\"code\">");
        if info.title.is_some() || !label.is_empty() {
            self.out.push_str("<figcaption>");
            if let Some(title) = &info.title {
                self.out += &format!("<code>{}</code>", escape::text(title));
            }
            if !label.is_empty() {
                self.out += &format!("<span class=\"label\">{}</span>", escape::text(&label));
            }
            self.out.push_str("</figcaption>");
        }
        self.out += &format!("<pre tabindex=\"0\" role=\"region\" aria-label=\"{}\"><code>", escape::text(&name));
        match lines {
            Some(lines) => lines.iter().enumerate().for_each(|(i, line)| self.code_line(&info, i + 1, line)),
            None => escape::push(&mut self.out, &code),
        }
        self.out.push_str("</code></pre></figure>\n");
    }

    /// The label of the language and the lines as HTML; no lines when the block is too large to be cut into them.
    fn code_lines(&mut self, info: &Info, code: &str, block: Range<usize>) -> (String, Option<Vec<Line>>) {
        // As a language, `diff` is all signs and no syntax; as a word beside a language it is both.
        let is_diff = matches!(info.language.to_ascii_lowercase().as_str(), "diff" | "patch");
        if is_diff {
            let lines = (code.len() <= MAX_HIGHLIGHTED).then(|| plain_lines(code, true));
            return ("Diff".to_owned(), lines);
        }
        let highlighter = self.highlighter;
        let language = highlighter.language(&info.language);
        // Names are compared with hundreds of others, which is no work for a message that nobody sees.
        if matches!(language, Language::Unknown) && self.problems.goes_on("unknown-language") {
            let message = format!("no language is called `{}`", info.language);
            let help = highlighter.help(&info.language);
            self.problems.add("unknown-language", self.info_word(block), message, Some(help));
        }
        let label = language.label().to_owned();
        if code.len() > MAX_HIGHLIGHTED {
            return (label, None);
        }
        let Language::Known(syntax) = language else { return (label, Some(plain_lines(code, info.diff))) };
        if !info.diff {
            let lines =
                highlighter.lines(syntax, code, &mut self.budget).into_iter().map(|html| Line { sign: None, html });
            return (label, Some(lines.collect()));
        }
        let (signs, bare): (Vec<Option<char>>, Vec<&str>) = code.split_inclusive('\n').map(split_sign).unzip();
        let html = highlighter.lines(syntax, &bare.concat(), &mut self.budget);
        (label, Some(signs.into_iter().zip(html).map(|(sign, html)| Line { sign, html }).collect()))
    }

    fn code_line(&mut self, info: &Info, number: usize, line: &Line) {
        let element = if info.is_marked(number) { "mark" } else { "span" };
        let class = match line.sign {
            Some('+') => "l add",
            Some('-') => "l del",
            _ => "l",
        };
        self.out += &format!("<{element} class=\"{class}\">");
        if let Some(start) = info.start {
            self.out += &format!("<span class=\"ln\" data-n=\"{}\"></span>", start.saturating_add(number - 1));
        }
        self.out.extend(line.sign);
        self.out.push_str(&line.html);
        self.out += &format!("</{element}>");
    }

    /// Where the language stands in the text.
    fn info_word(&self, block: Range<usize>) -> Range<usize> {
        let first = self.prose.text[block.clone()].lines().next().unwrap_or_default();
        let words = first.trim_start().trim_start_matches(['`', '~']);
        let word = fence::language(words);
        let start = block.start + first.len() - words.len();
        start + word.start..start + word.end
    }
}

/// A line of code: its sign in a diff, and the rest as HTML.
struct Line {
    sign: Option<char>,
    html: String,
}

fn plain_lines(code: &str, diff: bool) -> Vec<Line> {
    let line = |line| {
        let (sign, rest) = if diff { split_sign(line) } else { (None, line) };
        Line { sign, html: escape::text(rest) }
    };
    code.split_inclusive('\n').map(line).collect()
}

/// Takes the sign off a line of a diff. The heads of files (`+++ b/x`) are lines like others.
fn split_sign(line: &str) -> (Option<char>, &str) {
    match line.chars().next().filter(|c| matches!(c, '+' | '-' | ' ')) {
        Some(sign) if !line.starts_with("+++ ") && !line.starts_with("--- ") => (Some(sign), &line[1..]),
        _ => (None, line),
    }
}
