//! Addresses that a style sheet asks for.

use std::ops::Range;

use cssparser::{ParseError, Parser, Token};

/// Every `url(…)` and `@import "…"` with its place.
pub(super) fn addresses(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    walk(&mut Parser::new(text), &mut found);
    found
}

fn walk(parser: &mut Parser<'_>, found: &mut Vec<(String, Range<usize>)>) {
    let mut import = false;
    loop {
        parser.skip_whitespace();
        let start = parser.position().byte_index();
        let Ok(token) = parser.next().cloned() else { return };
        let span = start..parser.position().byte_index();
        match &token {
            Token::UnquotedUrl(url) => found.push((url.to_string(), span)),
            Token::QuotedString(text) if import => found.push((text.to_string(), span)),
            Token::Function(name) => {
                let url = name.eq_ignore_ascii_case("url") || name.eq_ignore_ascii_case("src");
                inner(parser, |parser| {
                    if url && let Ok(text) = parser.expect_string() {
                        found.push((text.to_string(), span));
                    }
                    walk(parser, found);
                });
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                inner(parser, |parser| walk(parser, found));
            }
            _ => {}
        }
        import = matches!(&token, Token::AtKeyword(name) if name.eq_ignore_ascii_case("import"));
    }
}

fn inner(parser: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>)) {
    let _ = parser.parse_nested_block(|parser| {
        read(parser);
        Ok::<(), ParseError<()>>(())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_wherever_they_may_stand() {
        let css = "@import \"a.css\" screen; @media print { .x { background: url( 'b.png' ), url(c.png) } }\n\
            /* url(no.png) */ .y { content: \"url(no.png)\"; src: local(url(d.woff)) }";
        let found: Vec<String> = addresses(css).into_iter().map(|(address, _)| address).collect();
        assert_eq!(found, ["a.css", "b.png", "c.png", "d.woff"]);
    }
}
