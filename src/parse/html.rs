//! `href` and `src` in raw HTML, so that these links are checked like all others.
//!
//! This only finds them; what HTML is allowed is decided where it is rendered.

use std::ops::Range;

/// An address in raw HTML.
pub(super) struct Address {
    /// As written, character references included.
    pub value: String,
    /// Its range in the fragment.
    pub span: Range<usize>,
    /// It is a `src`.
    pub source: bool,
}

/// Elements whose text is no HTML: tags in it are none, and only their own end tag ends them.
const RAW: [&str; 8] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Addresses in a fragment of HTML.
pub(super) fn addresses(html: &str) -> Vec<Address> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        if html[open..].starts_with("<!--") {
            at = html[open..].find("-->").map_or(html.len(), |end| open + end + 3);
            continue;
        }
        at = open + 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let name = &html[at..skip(bytes, at, |byte| byte.is_ascii_alphanumeric())];
            at = attributes(html, at, &mut found);
            if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
                at = end_of(html, at, name);
            }
        }
    }
    found
}

/// Where the end tag of a raw element begins, else the end of the fragment.
fn end_of(html: &str, from: usize, name: &str) -> usize {
    let ends =
        |at: &usize| html.get(at + 2..at + 2 + name.len()).is_some_and(|written| written.eq_ignore_ascii_case(name));
    html[from..].match_indices("</").map(|(at, _)| from + at).find(ends).unwrap_or(html.len())
}

/// Reads the attributes of a tag whose name begins at `at`; returns where the tag ends.
fn attributes(html: &str, mut at: usize, found: &mut Vec<Address>) -> usize {
    let bytes = html.as_bytes();
    let space = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    at = skip(bytes, at, |byte| !space(byte) && byte != b'>');
    loop {
        at = skip(bytes, at, space);
        if at >= bytes.len() || bytes[at] == b'>' {
            return at;
        }
        let name_end = skip(bytes, at + 1, |byte| !space(byte) && byte != b'=' && byte != b'>');
        let name = html[at..name_end].to_ascii_lowercase();
        let after = skip(bytes, name_end, |byte| byte.is_ascii_whitespace());
        if bytes.get(after) != Some(&b'=') {
            at = name_end;
            continue;
        }
        let start = skip(bytes, after + 1, |byte| byte.is_ascii_whitespace());
        let (span, end) = value(html, start);
        if name == "href" || name == "src" {
            found.push(Address { value: html[span.clone()].trim().to_owned(), span, source: name == "src" });
        }
        at = end;
    }
}

/// An attribute's value: its range without quotes, and where it ends with them.
fn value(html: &str, start: usize) -> (Range<usize>, usize) {
    let bytes = html.as_bytes();
    match bytes.get(start) {
        Some(&quote @ (b'"' | b'\'')) => {
            let end = skip(bytes, start + 1, |byte| byte != quote);
            (start + 1..end, (end + 1).min(bytes.len()))
        }
        _ => {
            let end = skip(bytes, start, |byte| !byte.is_ascii_whitespace() && byte != b'>');
            (start..end, end)
        }
    }
}

fn skip(bytes: &[u8], from: usize, keep: impl Fn(u8) -> bool) -> usize {
    bytes[from.min(bytes.len())..].iter().position(|&byte| !keep(byte)).map_or(bytes.len(), |offset| from + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_however_they_are_quoted() {
        let html = r##"<a href = 'x y' title=">"><img src=z.png/><br><!-- <a href=no> --><a href="#q">"##;
        let values: Vec<_> = addresses(html).into_iter().map(|found| (found.value, found.source)).collect();
        assert_eq!(values, [("x y".into(), false), ("z.png/".into(), true), ("#q".into(), false)]);
    }

    #[test]
    fn what_stands_in_raw_elements_is_no_tag() {
        let html = r##"<style><a href="</STYLE><a href=b>"></a><script src=c><img src=d></script><title><a href=e>"##;
        let values: Vec<_> = addresses(html).into_iter().map(|found| found.value).collect();
        assert_eq!(values, ["b", "c"]);
    }

    #[test]
    fn broken_tags_end_quietly() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href='", "<é>", "<a é=\"x", "<!--"] {
            addresses(html);
        }
    }
}
