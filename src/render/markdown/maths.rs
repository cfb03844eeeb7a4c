//! Formulas: LaTeX to MathML, when the site is built.
//!
//! pulldown-latex reads them. What it writes is not trusted: it escapes less than it should and writes `style`, which
//! the policy of every page forbids. So [`anew`] takes its HTML apart and writes elements and attributes of MathML, and all
//! else as text.

mod anew;

use std::ops::Range;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event, StateChange};
use pulldown_latex::{Parser, Storage, push_mathml};

use self::anew::anew;
use super::escape;
use super::writer::Writer;

/// Bytes of a formula.
const MAX_LENGTH: usize = 2_000;
/// Braces and environments inside each other.
const MAX_DEPTH: usize = 50;

/// Commands that are not read: definitions, which could grow without end, and one that stops the crate.
const REFUSED: &[&str] = &["char", "def", "futurelet", "gdef", "let", "newcommand", "providecommand", "renewcommand"];

impl Writer<'_> {
    /// Writes a formula, or its source where it cannot be read.
    pub(super) fn formula(&mut self, source: &str, mode: DisplayMode, range: Range<usize>) {
        let html = match mathml(source, mode) {
            Ok(html) => html,
            Err(reason) => {
                if self.problems.goes_on("formula") {
                    let help = "its source is shown; where no formula is meant, write `\\$`".to_owned();
                    self.problems.add("formula", first_line(&self.prose.text, range), reason, Some(help));
                }
                self.out += &format!("<code>{}</code>", escape::text(source.trim()));
                return;
            }
        };
        self.uses.insert("maths");
        let mark = self.islands.keep(html);
        if mode == DisplayMode::Inline {
            self.out += &mark;
            return;
        }
        let name = escape::text(&self.labels.unique(self.words.formula.clone()));
        self.out +=
            &format!("<span class=\"maths\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\">{mark}</span>");
    }
}

fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text[range.clone()].find('\n').map_or(range.end, |line| range.start + line);
    range.start..end
}

/// A formula as MathML, or why there is none.
fn mathml(source: &str, mode: DisplayMode) -> Result<String, String> {
    if source.len() > MAX_LENGTH {
        return Err(format!("a formula of {} bytes; kb takes {MAX_LENGTH}", source.len()));
    }
    commands(source)?;
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(source, &storage) {
        let event = event.map_err(|error| reason(&error.to_string()))?;
        match &event {
            Event::StateChange(StateChange::Color(_)) => return Err("a formula has no colours here".to_owned()),
            Event::Content(Content::Function(name)) if name.contains(['<', '>', '&']) => {
                return Err(format!("`{name}` is no name of a function"));
            }
            _ => events.push(event),
        }
    }
    let config = RenderConfig { display_mode: mode, ..RenderConfig::default() };
    let mut written = String::new();
    push_mathml(&mut written, events.into_iter().map(Ok::<_, std::fmt::Error>), config)
        .map_err(|error| error.to_string())?;
    anew(&written).ok_or_else(|| "the formula does not hold together".to_owned())
}

/// Judges commands and depth, before anything else looks at the formula.
fn commands(source: &str) -> Result<(), String> {
    let mut depth = 0_usize;
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '{', '}']) {
        let found = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match found {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {
                let name = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
                if REFUSED.contains(&name) {
                    return Err(format!("`\\{name}` is not read in formulas"));
                }
                match name {
                    "begin" | "left" => depth += 1,
                    "end" | "right" => depth = depth.saturating_sub(1),
                    // What is escaped opens and closes nothing.
                    "" => rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..],
                    _ => {}
                }
                rest = &rest[name.len()..];
            }
        }
        if depth > MAX_DEPTH {
            return Err(format!("a formula of more than {MAX_DEPTH} levels"));
        }
    }
    Ok(())
}

/// The reason in one line. Below it the crate shows the formula up to the place.
fn reason(error: &str) -> String {
    let mut lines = error.lines();
    let first = lines.next().unwrap_or_default();
    let shown = lines.nth(2).unwrap_or_default();
    match shown.rfind('\\') {
        Some(at) if first.contains("unknown primitive") => {
            let name = shown[at + 1..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            format!("no command of formulas is called `\\{name}`")
        }
        _ => format!("the formula cannot be read: {}", first.trim_start_matches("parsing error: ")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn inline(source: &str) -> Result<String, String> {
        mathml(source, DisplayMode::Inline)
    }

    #[test]
    fn formulas_are_elements_of_mathml() {
        let formula = |inside: &str| Ok(format!("<math display=\"inline\">{inside}</math>"));
        assert_eq!(inline("E=mc^2"), formula("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>"));
        // A blank of less than nothing has a style in what the crate writes.
        assert_eq!(inline(r"a\!b"), formula("<mi>a</mi><mspace width=\"-0.16666667em\"></mspace><mi>b</mi>"));
        assert_eq!(inline("a < b"), formula("<mi>a</mi><mo>&lt;</mo><mi>b</mi>"));
        assert_eq!(inline(r"\text{<b> & c}"), formula("<mtext>&lt;b&gt; &amp; c</mtext>"));
    }

    #[test]
    fn what_cannot_be_read_has_a_reason() {
        for (source, expected) in [
            (r"\frob x", r"no command of formulas is called `\frob`"),
            ("x^{", "the formula cannot be read: unbalanced group found, expected it to be closed with `}`"),
            (r"\def\a{\a}\a", r"`\def` is not read in formulas"),
            (r"\newcommand\a{x}", r"`\newcommand` is not read in formulas"),
            ("\\char\u{e9}", r"`\char` is not read in formulas"),
            (r"\color{red}x", "a formula has no colours here"),
            (r"\operatorname{<script>}", "`<script>` is no name of a function"),
            (r"\href{javascript:x}{y}", r"no command of formulas is called `\href`"),
        ] {
            assert_eq!(inline(source), Err(expected.to_owned()), "{source}");
        }
        assert_eq!(inline(&"x".repeat(2_001)), Err("a formula of 2001 bytes; kb takes 2000".to_owned()));
        let deep = format!("{}x{}", "{".repeat(51), "}".repeat(51));
        assert_eq!(inline(&deep), Err("a formula of more than 50 levels".to_owned()));
    }

    #[test]
    fn commands_inside_each_other_end_in_time() {
        for command in [r"\sqrt", r"\frac", r"\hat", r"\not", r"\left(", r"\text{", r"\begin{matrix}", "x^", "{", "'"] {
            let _ = inline(&command.repeat(1_990 / command.len()));
        }
    }

    /// Pieces of formulas that mean something beside each other.
    const PIECES: &[&str] = &[
        r"\frac",
        r"\sqrt",
        r"\sqrt[",
        "{",
        "}",
        "[",
        "]",
        "^",
        "_",
        "&",
        r"\\",
        r"\begin{matrix}",
        r"\end{matrix}",
        r"\begin{align}",
        r"\end{align}",
        r"\begin{array}{l|c}",
        r"\end{array}",
        r"\hline",
        r"\left",
        r"\right",
        "(",
        ")",
        "|",
        r"\text{",
        r"\textbf{",
        "a",
        "\u{e9}",
        "\u{1d54f}",
        "1",
        "2.5",
        " ",
        "%",
        "\n",
        "#",
        "~",
        "'",
        r"\hat",
        r"\not",
        r"\sum",
        r"\limits",
        r"\color{red}",
        r"\kern",
        r"\hspace{1em}",
        r"\operatorname{",
        r"\substack{",
        r"\big",
        r"\!",
        r"\mathbb",
        "\\",
        "$",
        "<",
        ">",
        "\"",
        "</mi>",
        "<mi>",
        "&lt;",
        r"\overset",
        r"\underbrace",
        r"\x",
        r"\char",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_formula_is_more_than_elements_of_mathml(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
            if let Ok(html) = inline(&pieces.concat()) {
                prop_assert_eq!(anew(&html), Some(html));
            }
        }
    }
}
