//! Bare addresses in text, as GitHub links them: `www.`, `http://`, `https://` and mail addresses.
//!
//! pulldown-cmark leaves these to its users. The rules are those of GFM's "autolinks (extended)", cmark-gfm's code
//! where the text is silent; linkify follows others (it knows every scheme and ends at different punctuation).

use std::ops::Range;

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub range: Range<usize>,
    /// What the address lacks: `http://`, `mailto:` or nothing.
    pub prefix: &'static str,
}

/// All addresses of a text, in order.
pub fn find(text: &str) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut free = 0;
    let mut at = 0;
    while at < bytes.len() {
        let hit = match bytes[at] {
            b'w' if text[at..].starts_with("www.") => www(text, at),
            b':' => web(text, at, free),
            b'@' => mail(text, at, free),
            _ => None,
        };
        match hit {
            Some(hit) => {
                (free, at) = (hit.range.end, hit.range.end);
                found.push(hit);
            }
            None => at += 1,
        }
    }
    found
}

fn www(text: &str, start: usize) -> Option<Found> {
    let before = text[..start].chars().next_back();
    let boundary = before.is_none_or(|c| c.is_whitespace() || "*_~(".contains(c));
    (boundary && domain(&text[start..], Dots::Needed)?.contains('.'))
        .then(|| Found { range: start..end(text, start), prefix: "http://" })
        .filter(|found| found.range.len() > "www.".len())
}

fn web(text: &str, colon: usize, free: usize) -> Option<Found> {
    let host = text[colon..].strip_prefix("://")?;
    let bytes = text.as_bytes();
    let letters = bytes[free..colon].iter().rev().take_while(|b| b.is_ascii_alphabetic()).take(6).count();
    let start = colon - letters;
    let scheme = &text[start..colon];
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    domain(host, Dots::Optional)?;
    let range = start..end(text, start);
    (range.end > colon + "://".len()).then_some(Found { range, prefix: "" })
}

fn mail(text: &str, sign: usize, free: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let local = |b: &&u8| b.is_ascii_alphanumeric() || b".+-_".contains(b);
    let start = sign - bytes[free..sign].iter().rev().take_while(local).count();
    if start > 0 && bytes[start - 1] == b'@' {
        return None;
    }
    let mut stop = sign + 1;
    let mut dots = 0;
    while let Some(&byte) = bytes.get(stop) {
        match byte {
            b'-' | b'_' => {}
            b'.' if bytes.get(stop + 1).is_some_and(u8::is_ascii_alphanumeric) => dots += 1,
            // A second sign makes it no address.
            b'@' => return None,
            _ if byte.is_ascii_alphanumeric() => {}
            _ => break,
        }
        stop += 1;
    }
    let good = start < sign && dots > 0 && bytes[stop - 1].is_ascii_alphanumeric();
    good.then_some(Found { range: start..stop, prefix: "mailto:" })
}

#[derive(PartialEq)]
enum Dots {
    Needed,
    Optional,
}

/// The host that `text` starts with: letters, digits, `-`, `_` and dots, no `_` in its last two parts.
fn domain(text: &str, dots: Dots) -> Option<&str> {
    // Some hosts have names of pictures.
    let name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\u{1f000}'..);
    let host = &text[..text.find(|c| !name(c)).unwrap_or(text.len())];
    let mut parts = host.trim_end_matches('.').rsplit('.');
    let last_two = [parts.next(), parts.next()];
    let underscores = last_two.iter().flatten().any(|part| part.contains('_'));
    let enough = dots == Dots::Optional || last_two[1].is_some();
    (!host.is_empty() && !host.starts_with('.') && enough && !underscores).then_some(host)
}

/// Where the address that starts there ends: at a blank or `<`, less the punctuation that belongs to the sentence.
fn end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let mut link = &rest[..rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len())];
    let opened = link.matches('(').count();
    let mut closed = link.matches(')').count();
    while let Some(last) = link.chars().next_back() {
        match last {
            ')' if closed > opened => closed -= 1,
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => {}
            ';' => {
                let name = link[..link.len() - 1].trim_end_matches(|c: char| c.is_ascii_alphabetic());
                if name.len() + 1 < link.len() && name.ends_with('&') {
                    link = &name[..name.len() - 1];
                    continue;
                }
            }
            _ => break,
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    start + link.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with each address in brackets.
    fn marked(text: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for found in find(text) {
            out += &format!("{}[{}{}]", &text[done..found.range.start], found.prefix, &text[found.range.clone()]);
            done = found.range.end;
        }
        out + &text[done..]
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("www.commonmark.org/a_b.", "[http://www.commonmark.org/a_b]."),
            ("(see https://a.b/c_(d))", "(see [https://a.b/c_(d)])"),
            ("http://a.b/?q=x&hl;", "[http://a.b/?q=x]&hl;"),
            ("http://a.b/?q=x;", "[http://a.b/?q=x];"),
            ("https://a.b/é?!", "[https://a.b/é]?!"),
            ("\"http://localhost:80/\"", "\"[http://localhost:80/]\""),
            ("http://a.b<c", "[http://a.b]<c"),
            ("Mail a.b-c_d@a.b.", "Mail [mailto:a.b-c_d@a.b]."),
        ] {
            assert_eq!(marked(text), expected);
        }
    }

    #[test]
    fn what_only_looks_like_an_address_is_text() {
        for text in [
            "xwww.a.b",
            "www.",
            "http://",
            "http://.",
            "ftp://a.b",
            "xhttp://a.b",
            "a@b",
            "a@b.c-",
            "a@b@c.d",
            "www.a_b.c_d",
            "@b.c",
        ] {
            assert_eq!(marked(text), text);
        }
    }

    #[test]
    fn hostile_texts_are_read_in_one_pass() {
        for text in ["a@", "www.", "http://", "(www.a", "http://a.b)))", "&a;"] {
            find(&text.repeat(200_000 / text.len()));
        }
    }
}
