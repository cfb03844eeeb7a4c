//! Text and attribute values as HTML.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Appends `text`, so that a browser shows exactly that, between tags or between double quotes.
pub fn push(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(entity);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// `text`, escaped.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}

/// What a URL written in Markdown may not hold as it is. `%` stays: authors write percent-encoded addresses.
const IN_URL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An address as written in Markdown, percent-encoded where it must be.
pub fn url(written: &str) -> String {
    utf8_percent_encode(written, IN_URL).to_string()
}
