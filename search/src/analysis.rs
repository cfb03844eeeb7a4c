//! Text into words: the one tokenizer for documents, queries and snippets.
//!
//! | text | words |
//! | --- | --- |
//! | `Orders arrive` | `orders`, `arrive` |
//! | `order_service`, `order-service`, `order.service`, `OrderService` | `order`, `service`, and `orderservice` where `order` is |
//! | `C++`, `C#`, `.NET` | `c++`, `c#`, `.net` |
//! | `日本語` | `日本`, `本語` |
//!
//! Every word is then stemmed and folded (see `language`), joined ones too: `DevOps` in a text must be found by `devops`,
//! which cannot know that it was joined once.

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

/// The name of the analyser that gives stems.
pub(crate) const STEMS: &str = "kb_stems";
/// The name of the analyser that leaves words as they are written, in lower case.
pub(crate) const SURFACES: &str = "kb_words";

/// Words of this many bytes or more are encoded data rather than words.
const TOO_LONG: usize = 40;

/// The analyser of the vocabulary that completes and corrects queries.
pub(crate) fn surface_analyser() -> TextAnalyzer {
    TextAnalyzer::builder(Words).build()
}

/// The words of a text in lower case, not stemmed.
///
/// A token whose `position_length` is above one is the joined form of an identifier of so many parts.
pub(crate) fn words(text: &str) -> Vec<Token> {
    let mut cutter = Cutter {
        text,
        // About as many as English prose has: a list of tokens that grows is copied again and again.
        tokens: Vec::with_capacity(text.len() / 6),
        position: 0,
    };
    let mut at = 0;
    while let Some(skipped) = text[at..].find(char::is_alphanumeric) {
        at = cutter.name(at + skipped);
    }
    cutter.tokens
}

/// kb's tokenizer, as tantivy wants it.
#[derive(Clone)]
pub(crate) struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream {
        WordStream::new(words(text))
    }
}

/// A tokenizer that gives tokens cut before, so that tantivy's filters can be used on them.
#[derive(Clone)]
pub(crate) struct Replay(Vec<Token>);

impl Replay {
    pub(crate) fn new(tokens: Vec<Token>) -> Self {
        Self(tokens)
    }
}

impl Tokenizer for Replay {
    type TokenStream<'a> = WordStream;

    fn token_stream<'a>(&'a mut self, _text: &'a str) -> WordStream {
        WordStream::new(std::mem::take(&mut self.0))
    }
}

/// Tokens, one after the other.
pub(crate) struct WordStream {
    tokens: Vec<Token>,
    /// The number of tokens handed out.
    seen: usize,
}

impl WordStream {
    fn new(tokens: Vec<Token>) -> Self {
        Self { tokens, seen: 0 }
    }
}

impl TokenStream for WordStream {
    fn advance(&mut self) -> bool {
        let more = self.seen < self.tokens.len();
        self.seen += usize::from(more);
        more
    }

    fn token(&self) -> &Token {
        &self.tokens[self.seen - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.seen - 1]
    }
}

/// Walks a text once and collects its tokens.
struct Cutter<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    position: usize,
}

impl Cutter<'_> {
    /// Takes the name that starts at `from`: runs of letters and digits with single `_`, `-` or `.` between. Gives its end.
    fn name(&mut self, from: usize) -> usize {
        let (first_token, first_position) = (self.tokens.len(), self.position);
        let mut at = from;
        let end = loop {
            let run_end = self.end_of_run(at);
            self.run(at, run_end);
            let end = self.signs(first_token, at, run_end);
            let mut rest = self.text[end..].chars();
            let joins = rest.next().is_some_and(|c| matches!(c, '_' | '-' | '.'))
                && rest.next().is_some_and(char::is_alphanumeric);
            if !joins {
                break end;
            }
            at = end + 1;
        };
        self.join(first_token, first_position);
        end
    }

    fn end_of_run(&self, from: usize) -> usize {
        self.text[from..].find(|c: char| !c.is_alphanumeric()).map_or(self.text.len(), |length| from + length)
    }

    /// Cuts a run of letters and digits where small letters turn into capitals, and where Chinese, Japanese or Korean
    /// writing begins or ends.
    fn run(&mut self, from: usize, to: usize) {
        let mut start = from;
        let mut before: Option<char> = None;
        for (offset, c) in self.text[from..to].char_indices() {
            let cut =
                before.is_some_and(|before| is_cjk(before) != is_cjk(c) || before.is_lowercase() && c.is_uppercase());
            if cut {
                self.part(start, from + offset);
                start = from + offset;
            }
            before = Some(c);
        }
        self.part(start, to);
    }

    fn part(&mut self, from: usize, to: usize) {
        if self.text[from..].starts_with(is_cjk) {
            self.pairs(from, to);
            return;
        }
        if to - from < TOO_LONG {
            let text = lower(&self.text[from..to]);
            self.push(from, to, text);
        }
        // A word left out keeps its place, or a phrase could close over the gap.
        self.position += 1;
    }

    /// Overlapping pairs of characters stand for the words that no blank separates.
    fn pairs(&mut self, from: usize, to: usize) {
        let starts: Vec<usize> =
            self.text[from..to].char_indices().map(|(offset, _)| from + offset).chain([to]).collect();
        let width = 2.min(starts.len() - 1);
        for ends in starts.windows(width + 1) {
            let text = lower(&self.text[ends[0]..ends[width]]);
            self.push(ends[0], ends[width], text);
            self.position += 1;
        }
    }

    fn push(&mut self, from: usize, to: usize, text: String) {
        self.tokens.push(Token { offset_from: from, offset_to: to, position: self.position, text, position_length: 1 });
    }

    /// Gives `c++`, `c#` and `.net` their signs back; returns where the run ends with them.
    fn signs(&mut self, first_token: usize, from: usize, to: usize) -> usize {
        let begins_name = self.tokens.len() == first_token + 1;
        let Some(last) = self.tokens.last_mut() else {
            return to;
        };
        if last.offset_to != to {
            return to;
        }
        let before = &self.text[..from];
        if begins_name
            && last.text == "net"
            && before.ends_with('.')
            && !before[..from - 1].ends_with(char::is_alphanumeric)
        {
            last.text.insert(0, '.');
            last.offset_from = from - 1;
            return to;
        }
        let sign = ["++", "#"].into_iter().find(|sign| self.text[to..].starts_with(sign));
        match sign {
            Some(sign)
                if last.text.len() == 1
                    && last.text.starts_with(|c: char| c.is_ascii_alphabetic())
                    && !self.text[to + sign.len()..].starts_with(char::is_alphabetic) =>
            {
                last.text.push_str(sign);
                last.offset_to = to + sign.len();
                last.offset_to
            }
            _ => to,
        }
    }

    /// Adds the joined form of a name of several parts, in the place of the first.
    fn join(&mut self, first_token: usize, first_position: usize) {
        let parts = &self.tokens[first_token..];
        let [first, .., last] = parts else {
            return;
        };
        // A part that is missing was too long; pairs of characters are no name, and neither is a number.
        let whole = parts.len() == self.position - first_position
            && last.offset_to - first.offset_from < 2 * TOO_LONG
            && parts.iter().all(|part| !part.text.starts_with(is_cjk));
        let text: String = parts.iter().map(|part| part.text.as_str()).collect();
        if !whole || text.len() >= TOO_LONG || !text.contains(char::is_alphabetic) {
            return;
        }
        let joined = Token {
            offset_from: first.offset_from,
            offset_to: last.offset_to,
            position: first_position,
            text,
            position_length: parts.len(),
        };
        self.tokens.insert(first_token + 1, joined);
    }
}

/// Code point by code point: a final sigma depends on what follows, and the browser would have to agree.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Writing without blanks between words: Han, Kana, Hangul.
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3130}'..='\u{318f}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests;
