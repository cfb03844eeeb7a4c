//! MathML, taken apart and written anew with nothing in it but what is listed here.

use crate::render::markdown::escape;

/// Elements inside each other: a brace of LaTeX makes up to two.
const MAX_DEPTH: usize = 100;

/// Elements that a formula may have.
const ELEMENTS: &[&str] = &[
    "math",
    "mfrac",
    "mi",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];

/// Attributes that they may have.
const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "class",
    "columnalign",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// The formula written anew; nothing when its elements are not closed in order.
pub fn anew(written: &str) -> Option<String> {
    let mut out = String::with_capacity(written.len());
    let mut open: Vec<&str> = Vec::new();
    let mut rest = written;
    while let Some(at) = rest.find('<') {
        text(&mut out, &rest[..at]);
        let Some(tag) = Tag::read(&rest[at..]) else {
            out.push_str("&lt;");
            rest = &rest[at + 1..];
            continue;
        };
        rest = &rest[at + tag.length..];
        if tag.closes {
            open.pop().filter(|name| *name == tag.name)?;
            out += &format!("</{}>", tag.name);
            continue;
        }
        out += &format!("<{}{}>", tag.name, tag.attributes);
        if tag.is_empty {
            out += &format!("</{}>", tag.name);
        } else {
            open.push(tag.name);
        }
        if open.len() > MAX_DEPTH {
            return None;
        }
    }
    text(&mut out, rest);
    open.is_empty().then_some(out)
}

/// Text between tags: the entities that the crate writes, and all else escaped.
fn text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        escape::push(out, &rest[..at]);
        rest = &rest[at..];
        let entity = ["&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;"].iter().find(|entity| rest.starts_with(**entity));
        match entity {
            Some(&"&nbsp;") => out.push('\u{a0}'),
            Some(entity) => out.push_str(entity),
            None => out.push_str("&amp;"),
        }
        rest = &rest[entity.map_or(1, |entity| entity.len())..];
    }
    escape::push(out, rest);
}

/// A tag of a formula.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    is_empty: bool,
    /// The attributes that are kept, each with a blank before it.
    attributes: String,
    length: usize,
}

impl<'a> Tag<'a> {
    /// Reads the tag that the text starts with, if it is one that a formula may have.
    fn read(html: &'a str) -> Option<Tag<'a>> {
        let mut rest = html.strip_prefix('<')?;
        let closes = rest.starts_with('/');
        rest = &rest[usize::from(closes)..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
        let name = ELEMENTS.iter().find(|name| **name == &rest[..end])?;
        rest = &rest[end..];
        let mut attributes = String::new();
        loop {
            rest = rest.trim_start_matches(' ');
            let is_empty = rest.starts_with("/>");
            if is_empty || rest.starts_with('>') {
                let length = html.len() - rest.len() + if is_empty { 2 } else { 1 };
                return Some(Tag { name, closes, is_empty, attributes, length });
            }
            let (attribute, after) = rest.split_once("=\"")?;
            let (value, after) = after.split_once('"')?;
            let plain = |c: char| c.is_ascii_alphanumeric() || " -.%".contains(c);
            if ATTRIBUTES.contains(&attribute) && value.chars().all(plain) {
                attributes += &format!(" {attribute}=\"{value}\"");
            } else if attribute != "style" {
                return None;
            }
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_elements_of_mathml_is_written_anew() {
        assert_eq!(anew("<mi>a</mi>").as_deref(), Some("<mi>a</mi>"));
        assert_eq!(
            anew("<mi style=\"color: red\" class=\"a\">&x</mi>").as_deref(),
            Some("<mi class=\"a\">&amp;x</mi>")
        );
        for (written, expected) in [
            ("<script>a</script>", "&lt;script&gt;a&lt;/script&gt;"),
            ("<mi onclick=\"a\">", "&lt;mi onclick=&quot;a&quot;&gt;"),
            ("<mi class=\"a<b\">", "&lt;mi class=&quot;a&lt;b&quot;&gt;"),
            ("<mi href=\"a\"", "&lt;mi href=&quot;a&quot;"),
            ("<MI>", "&lt;MI&gt;"),
            ("<", "&lt;"),
        ] {
            assert_eq!(anew(written).as_deref(), Some(expected));
        }
        for bad in ["<mi>", "</mi>", "<mi><mo></mi></mo>"] {
            assert_eq!(anew(bad), None);
        }
    }
}
