//! Which addresses may be written into a page.
//!
//! An address is judged in every form that a browser, a proxy or a careless script could read it in: as written,
//! without the blanks and control characters that browsers skip, and percent-decoded until nothing changes.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Where an allowed link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This site, or a program such as the mail client.
    Inside,
    /// Another site.
    Outside,
}

/// Schemes that a link may have.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];
/// Kinds of `data:` that an image may have. None of them can hold script.
const DATA_IMAGES: &[&str] = &["image/png", "image/jpeg", "image/gif", "image/webp"];
/// Encodings within encodings that are undone; whoever needs more has something to hide.
const ROUNDS: usize = 4;

/// Judges the address of a link: http, https, mailto, tel or relative; `None` when it is refused.
pub fn link(address: &str) -> Option<Reach> {
    let forms = forms(address)?;
    for form in &forms {
        if let Some(scheme) = scheme(form)
            && !SCHEMES.contains(&scheme.as_str())
        {
            return None;
        }
    }
    let first = forms.first().map_or("", |form| form.as_str());
    let outside = match scheme(first) {
        Some(scheme) => scheme == "http" || scheme == "https",
        None => is_protocol_relative(first),
    };
    Some(if outside { Reach::Outside } else { Reach::Inside })
}

/// Judges the address of an image: relative, or `data:` with a kind of image that cannot hold script.
pub fn image(address: &str) -> bool {
    let Some(forms) = forms(address) else {
        return false;
    };
    let first = forms.first().map_or("", |form| form.as_str());
    if scheme(first).as_deref() == Some("data") {
        let kind = first["data:".len()..].split([';', ',']).next().unwrap_or_default();
        return DATA_IMAGES.contains(&kind.to_ascii_lowercase().as_str());
    }
    forms.iter().all(|form| scheme(form).is_none() && !is_protocol_relative(form))
}

/// All forms of an address, the plain one first; `None` when the encodings do not end.
fn forms(address: &str) -> Option<Vec<String>> {
    let mut form = strip(address);
    let mut all = vec![form.clone()];
    for _ in 0..ROUNDS {
        let decoded = strip(&decode(&form));
        if decoded == form {
            return Some(all);
        }
        all.push(decoded.clone());
        form = decoded;
    }
    None
}

/// Only what can be a scheme is decoded: a `%` later in the address is the business of the server it leads to.
fn decode(form: &str) -> Cow<'_, str> {
    let end = form.find(['/', '?', '#']).unwrap_or(form.len());
    match percent_decode_str(&form[..end]).decode_utf8_lossy() {
        Cow::Borrowed(_) => Cow::Borrowed(form),
        Cow::Owned(head) => Cow::Owned(head + &form[end..]),
    }
}

/// Browsers skip tabs and line ends anywhere in an address and other control characters before it; invisible ones
/// could hide a scheme from people.
fn strip(address: &str) -> String {
    let unseen = |c: &char| {
        !c.is_control()
            && !c.is_whitespace()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    address.chars().filter(unseen).map(|c| if c == '\\' { '/' } else { c }).collect()
}

/// What stands before the first colon, in lower case, unless a path, query or fragment begins before it.
fn scheme(form: &str) -> Option<String> {
    let end = form.find([':', '/', '?', '#'])?;
    form[end..].starts_with(':').then(|| form[..end].to_ascii_lowercase())
}

fn is_protocol_relative(form: &str) -> bool {
    form.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_web_mail_phone_or_relative() {
        for inside in
            ["", "#a", "#q:ops", "a/b.md", "../x", "?q=a:b", "mailto:a@b.c", "TEL:1", "./a:b", "a%20b", "a/b:c"]
        {
            assert_eq!(link(inside), Some(Reach::Inside), "{inside}");
        }
        for outside in ["http://a", "HTTPS://a", "//a.b", "\\\\a.b", "/\\a.b", "https:a", " http://a"] {
            assert_eq!(link(outside), Some(Reach::Outside), "{outside}");
        }
    }

    #[test]
    fn a_hidden_scheme_is_still_a_scheme() {
        for refused in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\u{ad}script:x",
            "javascript%3Aalert(1)",
            "%6aavascript:alert(1)",
            "%256aavascript:alert(1)",
            "data:text/html,x",
            "data:image/png;base64,x",
            "vbscript:x",
            "file:///etc",
            "blob:x",
            "about:blank",
            "ftp://a.b",
            "a%3Fb:c",
            "%2525252525256a:x",
        ] {
            assert_eq!(link(refused), None, "{refused}");
        }
    }

    #[test]
    fn images_are_relative_or_harmless_data() {
        for good in ["a.png", "../a%20b.svg", "data:image/png;base64,AAAA", "DATA:image/GIF,x"] {
            assert!(image(good), "{good}");
        }
        for bad in ["http://a/b.png", "//a/b.png", "data:image/svg+xml,x", "data:text/html,x", "data:", "javascript:x"]
        {
            assert!(!image(bad), "{bad}");
        }
    }
}
