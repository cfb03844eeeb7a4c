//! Problems as the browser shows them: in the overlay, or as a page when there is no site yet.

use std::fmt::Write;

use serde::Serialize;

use crate::diagnostic::Level;

/// One problem, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How much it weighs.
    pub level: Level,
    /// The whole message, drawn with its excerpt and caret, without colours.
    pub text: String,
    /// Where, if it has a place.
    pub file: Option<String>,
    /// The line in that file, from 1.
    pub line: Option<usize>,
}

impl Problem {
    /// An error without a place.
    pub(super) fn error(text: impl Into<String>) -> Self {
        Problem { level: Level::Error, text: text.into(), file: None, line: None }
    }
}

/// What stands in for every page while no build has succeeded; the reload script is added as to any page.
pub(super) fn page(problems: &[Problem]) -> Vec<u8> {
    let heading = match problems.len() {
        0 => "kb is building the site".to_owned(),
        1 => "1 problem keeps the site from being built".to_owned(),
        number => format!("{number} problems keep the site from being built"),
    };
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{heading}</title>\n\
         <link rel=\"stylesheet\" href=\"/_kb/overlay.css\">\n</head>\n\
         <body>\n<main class=\"kb-problems\">\n<h1>{heading}</h1>\n<ol>\n"
    );
    for problem in problems {
        let level = problem.level.as_str();
        writeln!(html, "<li class=\"kb-{level}\"><pre>{}</pre></li>", Escaped(&problem.text))
            .expect("writing to a string never fails");
    }
    html.push_str("</ol>\n<p>This page reloads as soon as that changes.</p>\n</main>\n</body>\n</html>\n");
    html.into_bytes()
}

/// Text inside of HTML.
pub(super) struct Escaped<'a>(pub &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            // NUL has no escape in HTML.
            '\0' => f.write_char(char::REPLACEMENT_CHARACTER),
            other => f.write_char(other),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_escaped() {
        let html = page(&[Problem::error("<script>alert(1)</script> & \"'")]);
        let html = String::from_utf8(html).unwrap();
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39;"), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }
}
