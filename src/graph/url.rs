//! What an address in content is, before anything is looked up: a scheme, another site, or a path.

use percent_encoding::percent_decode_str;

/// What an address turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// On the page itself: the part after `#`.
    Here(String),
    /// A path, as it is written, with the part after `#`; a query is dropped.
    Path(String, Option<String>),
    /// Another site or program, with a scheme that is allowed.
    External,
    /// Bytes in the address itself, of a kind of image that is allowed.
    Data,
    /// A scheme that is not allowed.
    Unsafe,
}

/// Schemes that links may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// Images that may stand in their own address.
const DATA: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Judges an address after decoding it, as a browser would read it.
pub fn read(written: &str) -> Address {
    // Browsers skip blanks and control characters in schemes; percent signs and character references are resolved
    // until nothing changes, so that no layer can hide a scheme.
    let mut plain = clean(written);
    for _ in 0..4 {
        let decoded = clean(&percent_decode_str(&references(&plain)).decode_utf8_lossy());
        if decoded == plain {
            break;
        }
        if scheme(&decoded).is_some_and(|scheme| !SCHEMES.contains(&scheme.as_str())) && scheme(&plain).is_none() {
            return Address::Unsafe;
        }
        plain = decoded;
    }
    if let Some(scheme) = scheme(&clean(&references(written))) {
        return match scheme.as_str() {
            "data" if DATA.iter().any(|kind| data_kind(&plain) == Some(kind)) => Address::Data,
            allowed if SCHEMES.contains(&allowed) => Address::External,
            _ => Address::Unsafe,
        };
    }
    let written = written.trim();
    if written.starts_with("//") || written.starts_with("\\\\") || written.starts_with("/\\") {
        return Address::External;
    }
    let (path, fragment) = written.split_once('#').map_or((written, None), |(path, part)| (path, Some(part)));
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    match (path, fragment) {
        ("", fragment) => Address::Here(decode(fragment.unwrap_or_default())),
        (path, fragment) => Address::Path(decode(path), fragment.map(decode)),
    }
}

fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c)).collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The scheme of an address, in lower case.
fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then(|| scheme.to_ascii_lowercase())
}

fn data_kind(text: &str) -> Option<&str> {
    let rest = text.get(5..)?;
    rest.split([';', ',']).next()
}

/// Resolves numeric character references and the few named ones that can hide a scheme.
fn references(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((c, length)) => {
                plain.push(c);
                rest = &rest[length..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn reference(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 7] = [
        ("&colon;", ':'),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
        ("&lpar;", '('),
        ("&rpar;", ')'),
        ("&sol;", '/'),
        ("&amp;", '&'),
    ];
    if let Some((name, c)) = NAMED.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*c, name.len()));
    }
    let digits = text.strip_prefix("&#")?;
    let (digits, radix, skipped) = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 3),
        None => (digits, 10, 2),
    };
    let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    let semicolon = usize::from(digits[length..].starts_with(';'));
    Some((char::from_u32(code)?, skipped + length + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_judged_after_decoding() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " java\nscript:alert(1)",
            "java\u{0}script:x",
            "javascript&colon;x",
            "&#106;avascript:x",
            "&#x6A;avascript:x",
            "javascript%3Ax",
            "vbscript:x",
            "data:text/html,x",
            "data:image/svg+xml,x",
            "file:///etc/passwd",
            "blob:x",
        ] {
            assert_eq!(read(address), Address::Unsafe, "{address:?}");
        }
        for address in ["https://a.example", "HTTP://a", "mailto:a@b.example", "tel:+1", "//a.example/x"] {
            assert_eq!(read(address), Address::External, "{address:?}");
        }
        assert_eq!(read("data:image/png;base64,x"), Address::Data);
    }

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(read("a%20b.md?x=1#c%20d"), Address::Path("a b.md".into(), Some("c d".into())));
        assert_eq!(read("#x"), Address::Here("x".into()));
        assert_eq!(read("a:b/c.md"), Address::Unsafe);
        assert_eq!(read("./a:b.md"), Address::Path("./a:b.md".into(), None));
    }
}
