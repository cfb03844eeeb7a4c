//! Icons and formulas: HTML of kb's own that the last pass over a text does not know.
//!
//! While a text is written a mark stands for each; when all else is done the marks become what they stand for. No text
//! can hold a mark: what authors write has its `<` or its `"` escaped wherever it ends up.

use std::borrow::Cow;

const OPEN: &str = "<span data-n=\"kb-";
const CLOSE: &str = "\"></span>";

/// Pieces that are finished already.
#[derive(Default)]
pub struct Islands {
    pieces: Vec<Cow<'static, str>>,
    /// Bytes of all pieces.
    pub bytes: usize,
}

impl Islands {
    /// Keeps a piece; the mark to write in its place.
    pub fn keep(&mut self, html: impl Into<Cow<'static, str>>) -> String {
        let html = html.into();
        self.bytes += html.len();
        self.pieces.push(html);
        format!("{OPEN}{}{CLOSE}", self.pieces.len() - 1)
    }

    /// The HTML with every mark replaced.
    pub fn fill(self, html: String) -> String {
        if self.pieces.is_empty() {
            return html;
        }
        let mut out = String::with_capacity(html.len() + self.bytes);
        let mut rest = html.as_str();
        while let Some((before, after)) = rest.split_once(OPEN) {
            out.push_str(before);
            let (number, after) = after.split_once(CLOSE).expect("a mark is written whole");
            let piece = number.parse().ok().and_then(|number: usize| self.pieces.get(number));
            out.push_str(piece.expect("every mark stands for a piece"));
            rest = after;
        }
        out + rest
    }
}
