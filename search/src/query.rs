//! What is asked: the query as given, and as read.
//!
//! Besides words a query may hold `"phrases"`, `-words` to leave out, `+words` that must be there, and the filters `kind:`,
//! `tag:`, `status:`, `owner:`. The same field twice means either, two fields mean both. Nothing a user types is an error:
//! what cannot be read as one of these is text.

use std::collections::BTreeMap;

use crate::analysis;
use crate::language::Language;
use crate::schema::facet_term;

/// Longer queries are cut.
const LONGEST: usize = 512;
/// More words than this are not looked up.
const MOST_WORDS: usize = 64;
/// More hits than this are never given.
pub const MOST_HITS: usize = 100;

/// A question to the index.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What the user typed.
    pub text: String,
    /// Only these kinds, if any are named.
    pub kinds: Vec<String>,
    /// Only entries with one of these tags, if any are named.
    pub tags: Vec<String>,
    /// Only these statuses, if any are named.
    pub statuses: Vec<String>,
    /// Only entries of one of these owners, if any are named.
    pub owners: Vec<String>,
    /// How many hits are wanted; never more than 100 are given.
    pub limit: usize,
    /// Whether the last word is still being typed, so that its completions count too.
    pub prefix: bool,
    /// Whether hits say how their scores came about.
    pub explain: bool,
    /// Whether `text` is the beginning of a longer query.
    pub cut: bool,
}

impl Query {
    /// A query without filters for the ten best hits. Text over 512 bytes is cut at a word.
    pub fn new(text: &str) -> Query {
        let kept = bounded(text);
        Query {
            text: kept.to_owned(),
            kinds: Vec::new(),
            tags: Vec::new(),
            statuses: Vec::new(),
            owners: Vec::new(),
            limit: 10,
            prefix: false,
            explain: false,
            cut: kept.len() < text.len(),
        }
    }
}

/// The text, or as many of its words as fit.
pub(crate) fn bounded(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let mut end = LONGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let kept = &text[..end];
    if text[end..].starts_with(char::is_whitespace) {
        return kept;
    }
    match kept.rfind(char::is_whitespace) {
        Some(blank) => kept[..blank].trim_end(),
        None => kept,
    }
}

/// A field that filters compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    Kind,
    Tag,
    Status,
    Owner,
}

impl Facet {
    /// As queries name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Facet::Kind => "kind",
            Facet::Tag => "tag",
            Facet::Status => "status",
            Facet::Owner => "owner",
        }
    }
}

/// The filters of a query.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Filters {
    /// Fields of which a document must have one of the values.
    pub only: BTreeMap<Facet, Vec<String>>,
    /// Fields of which it must have none of them.
    pub except: BTreeMap<Facet, Vec<String>>,
}

/// A word to be looked up.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// In lower case, not stemmed.
    pub text: String,
    /// Where it stands in the query, in bytes.
    pub from: usize,
    pub to: usize,
    /// Whether it is the joined form of an identifier.
    pub joined: bool,
    /// Whether it stands in a phrase, where it is meant as written.
    pub quoted: bool,
}

/// Words that stand one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Run {
    /// Words, not stemmed, and their places.
    pub words: Vec<(String, usize)>,
    /// The joined form, if the run is one identifier.
    pub joined: Option<String>,
}

/// A query as read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Parsed {
    pub words: Vec<Word>,
    pub required: Vec<Run>,
    pub excluded: Vec<Run>,
    pub filters: Filters,
    /// Whether anything but filters was asked for.
    pub has_text: bool,
}

/// Reads a query.
pub(crate) fn parse(query: &Query, text: &str, language: Language) -> Parsed {
    let mut parsed = Parsed::default();
    let given = [
        (Facet::Kind, &query.kinds),
        (Facet::Tag, &query.tags),
        (Facet::Status, &query.statuses),
        (Facet::Owner, &query.owners),
    ];
    for (facet, values) in given {
        let values: Vec<String> = values.iter().filter(|value| names_something(value)).cloned().collect();
        if !values.is_empty() {
            parsed.filters.only.insert(facet, values);
        }
    }
    let mut at = 0;
    while let Some(blank) = text[at..].find(|c: char| !c.is_whitespace()) {
        at += blank;
        let piece = Piece::read(text, at);
        at = piece.end;
        parsed.add(text, &piece);
    }
    drop_stop_words(&mut parsed.words, language);
    parsed.words.truncate(MOST_WORDS);
    parsed
}

/// Stop words leave a query while another word remains.
fn drop_stop_words(words: &mut Vec<Word>, language: Language) {
    if !words.iter().all(|word| language.is_stop_word(&word.text)) {
        words.retain(|word| !language.is_stop_word(&word.text));
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    None,
    Plus,
    Minus,
}

enum Content {
    Words,
    Phrase,
    Filter(Facet),
}

/// A stretch of the query between blanks or quotes.
struct Piece {
    sign: Sign,
    content: Content,
    /// What belongs to it, without sign, quotes and field.
    from: usize,
    to: usize,
    /// Where the next piece may begin.
    end: usize,
}

impl Piece {
    /// Reads the piece at `at`, where something other than a blank stands.
    fn read(text: &str, at: usize) -> Piece {
        let (sign, from) = sign(text, at);
        let piece = |content, (from, to, end)| Piece { sign, content, from, to, end };
        if let Some(inside) = quoted(text, from) {
            return piece(Content::Phrase, inside);
        }
        // An opening quote that is never closed is taken as a character like any other.
        let first = text[from..].chars().next().map_or(0, char::len_utf8);
        let to = text[from + first..]
            .find(|c: char| c.is_whitespace() || is_quote(c))
            .map_or(text.len(), |length| from + first + length);
        match facet(text, from, to) {
            Some((facet, value)) if value < to => piece(Content::Filter(facet), (value, to, to)),
            Some((facet, value)) => match quoted(text, value) {
                Some(inside) => piece(Content::Filter(facet), inside),
                None => piece(Content::Words, (from, to, to)),
            },
            None => piece(Content::Words, (from, to, to)),
        }
    }
}

/// A sign counts only right before something.
fn sign(text: &str, at: usize) -> (Sign, usize) {
    let rest = &text[at..];
    let sign = match rest.chars().next() {
        Some('+') => Sign::Plus,
        Some('-') => Sign::Minus,
        _ => return (Sign::None, at),
    };
    match rest[1..].chars().next() {
        Some(next) if next.is_alphanumeric() || next == '.' || is_quote(next) => (sign, at + 1),
        _ => (Sign::None, at),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

/// The inside of the quotes that open at `at`, and the place after them.
fn quoted(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    let open = text[at..].chars().next().filter(|&c| is_quote(c))?;
    let from = at + open.len_utf8();
    let (length, close) = text[from..].char_indices().find(|&(_, c)| is_quote(c))?;
    let to = from + length;
    Some((from, to, to + close.len_utf8()))
}

/// The field named at the beginning of a piece, and where its value begins.
fn facet(text: &str, from: usize, to: usize) -> Option<(Facet, usize)> {
    let (name, _) = text[from..to].split_once(':')?;
    let facet = match name.to_ascii_lowercase().as_str() {
        "kind" => Facet::Kind,
        "tag" => Facet::Tag,
        "status" => Facet::Status,
        "owner" => Facet::Owner,
        _ => return None,
    };
    Some((facet, from + name.len() + 1))
}

/// An empty field of a form is no filter.
fn names_something(value: &str) -> bool {
    !facet_term(value).is_empty()
}

impl Parsed {
    fn add(&mut self, text: &str, piece: &Piece) {
        let content = &text[piece.from..piece.to];
        let quoted = match piece.content {
            Content::Filter(facet) => {
                let filters = match piece.sign {
                    Sign::Minus => &mut self.filters.except,
                    Sign::None | Sign::Plus => &mut self.filters.only,
                };
                if names_something(content) {
                    filters.entry(facet).or_default().push(content.to_owned());
                }
                return;
            }
            Content::Phrase => true,
            Content::Words => false,
        };
        let tokens = analysis::words(content);
        if tokens.is_empty() {
            return;
        }
        self.has_text = true;
        if piece.sign == Sign::Minus {
            self.excluded.push(Run::of(&tokens));
            return;
        }
        if quoted || piece.sign == Sign::Plus {
            self.required.push(Run::of(&tokens));
        }
        self.words.extend(tokens.into_iter().map(|token| Word {
            from: piece.from + token.offset_from,
            to: piece.from + token.offset_to,
            joined: token.position_length > 1,
            text: token.text,
            quoted,
        }));
    }
}

impl Run {
    fn of(tokens: &[tantivy::tokenizer::Token]) -> Run {
        let parts = tokens.iter().filter(|token| token.position_length == 1);
        let words: Vec<_> = parts.map(|token| (token.text.clone(), token.position)).collect();
        let joined = tokens
            .iter()
            .find(|token| token.position_length > 1 && token.position_length == words.len())
            .map(|token| token.text.clone());
        Run { words, joined }
    }
}

#[cfg(test)]
mod tests;
