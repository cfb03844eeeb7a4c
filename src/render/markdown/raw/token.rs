//! Raw HTML cut into tags and text, as browsers cut it.
//!
//! Nothing depends on this being exact: whatever it finds is judged and then written anew.

use std::ops::Range;

/// A piece of raw HTML.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    /// Text, with its entities.
    Text(&'a str),
    /// `<name …>`.
    Open(Tag<'a>),
    /// `</name>`.
    Close(Tag<'a>),
    /// A comment.
    Comment,
    /// `<!…>`, `<?…>` or `<![CDATA[…]]>`.
    Other(Range<usize>),
}

/// A tag.
#[derive(Debug, PartialEq)]
pub struct Tag<'a> {
    /// Its name in lower case.
    pub name: String,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute<'a>>,
    /// Where it stands.
    pub range: Range<usize>,
}

/// An attribute of a tag.
#[derive(Debug, PartialEq)]
pub struct Attribute<'a> {
    /// Its name in lower case.
    pub name: String,
    /// Its value, with its entities.
    pub value: Option<&'a str>,
    /// Where its name stands.
    pub range: Range<usize>,
    /// Where its value starts.
    pub value_start: usize,
}

/// The pieces of a text, in order.
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Tokens { text, at: 0 }
    }

    /// Goes on after the end tag of that name; false when there is none.
    pub fn skip_past(&mut self, name: &str) -> bool {
        let end_tag = format!("</{name}");
        let rest = &self.text.as_bytes()[self.at..];
        let Some(found) = rest.windows(end_tag.len()).position(|w| w.eq_ignore_ascii_case(end_tag.as_bytes())) else {
            return false;
        };
        let close = self.at + found;
        self.at = self.text[close..].find('>').map_or(self.text.len(), |end| close + end + 1);
        true
    }

    /// Goes to the end.
    pub fn skip_all(&mut self) {
        self.at = self.text.len();
    }

    fn tag(&self) -> Option<(Tag<'a>, bool)> {
        let rest = &self.text[self.at + 1..];
        let (closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let name_end = rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(rest.len());
        let name = &rest[..name_end];
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
        let mut at = self.text.len() - rest.len() + name_end;
        let mut attributes = Vec::new();
        loop {
            at += blanks(&self.text[at..]);
            if self.text[at..].starts_with('>') {
                let range = self.at..at + 1;
                return Some((Tag { name: name.to_ascii_lowercase(), attributes, range }, closing));
            }
            let (attribute, after) = self.attribute(at)?;
            attributes.push(attribute);
            at = after;
        }
    }

    /// The attribute at that place and the place after it; `None` at the end of the text.
    fn attribute(&self, at: usize) -> Option<(Attribute<'a>, usize)> {
        let rest = &self.text[at..];
        let first = rest.chars().next()?.len_utf8();
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
        let name_end = at + rest[first..].find(ends).map_or(rest.len(), |end| first + end);
        let name = self.text[at..name_end].to_ascii_lowercase();
        let after_name = self.text[name_end..].trim_ascii_start();
        let Some(value) = after_name.strip_prefix('=').map(str::trim_ascii_start) else {
            return Some((Attribute { name, value: None, range: at..name_end, value_start: name_end }, name_end));
        };
        let start = self.text.len() - value.len();
        let quote = value.chars().next()?;
        let (start, length, after) = if quote == '"' || quote == '\'' {
            let length = value[1..].find(quote)?;
            (start + 1, length, start + length + 2)
        } else {
            let length = value.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
            (start, length, start + length)
        };
        let value = Some(&self.text[start..start + length]);
        Some((Attribute { name, value, range: at..name_end, value_start: start }, after))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        if !rest.starts_with('<') {
            let length = rest.find('<').unwrap_or(rest.len());
            self.at += length;
            return Some(Token::Text(&rest[..length]));
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            // `<!-->` and `<!--->` are comments too.
            let end = if comment.starts_with('>') || comment.starts_with("->") {
                comment.find('>').map(|i| i + 1)
            } else {
                comment.find("-->").map(|i| i + 3)
            };
            self.at = end.map_or(self.text.len(), |end| self.text.len() - comment.len() + end);
            return Some(Token::Comment);
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let end = if rest.starts_with("<![CDATA[") { "]]>" } else { ">" };
            let length = rest.find(end).map_or(rest.len(), |i| i + end.len());
            self.at += length;
            return Some(Token::Other(self.at - length..self.at));
        }
        let next = rest[1..].trim_start_matches('/').chars().next();
        if !next.is_some_and(|c| c.is_ascii_alphabetic()) || rest.starts_with("<//") {
            self.at += 1;
            return Some(Token::Text("<"));
        }
        match self.tag() {
            Some((tag, closing)) => {
                self.at = tag.range.end;
                Some(if closing { Token::Close(tag) } else { Token::Open(tag) })
            }
            // A tag without an end. A browser would drop all that follows; as text nothing is lost.
            None => {
                self.at = self.text.len();
                Some(Token::Text(rest))
            }
        }
    }
}

fn blanks(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_whitespace() && c != '/').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let show = |token| match token {
            Token::Text(text) => format!("{text:?}"),
            Token::Open(tag) => {
                let attributes = tag.attributes.iter().map(|a| match a.value {
                    Some(value) => format!(" {}={value}", a.name),
                    None => format!(" {}", a.name),
                });
                format!("<{}{}>", tag.name, attributes.collect::<String>())
            }
            Token::Close(tag) => format!("</{}>", tag.name),
            Token::Comment => "#".to_owned(),
            Token::Other(_) => "!".to_owned(),
        };
        Tokens::new(text).map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tags_are_found_as_browsers_find_them() {
        for (text, expected) in [
            ("a<B C=d E='f>' g/>h</B >", "\"a\" <b c=d e=f> g> \"h\" </b>"),
            ("<a/href=x//onclick=y>", "<a href=x//onclick=y>"),
            ("<a href = \"x\"y=z>", "<a href=x y=z>"),
            ("<img src=x\nonerror=y>", "<img src=x onerror=y>"),
            ("<!-- <b> --><!--><i><!DOCTYPE x><?php ?><![CDATA[ > ]]>", "# # <i> ! ! !"),
            ("1 < 2 <3 </ x <", "\"1 \" \"<\" \" 2 \" \"<\" \"3 \" \"<\" \"/ x \" \"<\""),
            ("x<a href=\"y", "\"x\" \"<a href=\\\"y\""),
            ("<a =b=c>", "<a =b=c>"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_texts_are_cut_in_one_pass() {
        for text in ["<a ", "<a b=\"", "<", "<!--", "<!", "</", "<a/", "<a b='>"] {
            Tokens::new(&text.repeat(1_000_000 / text.len())).count();
        }
    }
}
