//! What depends on the language of a site: stems, and words too common to be searched for.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::tokenizer::{Language as Stems, Stemmer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer};
use unicode_normalization::char::decompose_canonical;

use crate::analysis::{self, Replay, Words};

/// Lucene's English stop words, and those that make a question of any words. They leave a query while another word remains.
///
/// Few entries hold the latter, so in "what is a function" they would count more than the word that is asked about. `when`,
/// `where`, `which` and `who` are not among them: entries say with these what they are about.
const STOP_WORDS: [&str; 38] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "do", "does", "for", "how", "if", "in", "into", "is", "it",
    "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to",
    "was", "what", "why", "will", "with",
];

/// The language of a site, as far as search knows it.
///
/// Stems follow the Snowball algorithms. A language without one keeps its words as they are; Chinese, Japanese and Korean
/// sites get the English stems for the English words in their texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(Option<Stems>);

impl Language {
    /// English.
    pub const ENGLISH: Language = Language(Some(Stems::English));

    /// The language of a tag as in HTML: `en`, `de-AT`.
    pub fn of(tag: &str) -> Language {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let stems = match primary.as_str() {
            "ar" => Stems::Arabic,
            "da" => Stems::Danish,
            "nl" => Stems::Dutch,
            "en" | "" | "zh" | "ja" | "ko" => Stems::English,
            "fi" => Stems::Finnish,
            "fr" => Stems::French,
            "de" => Stems::German,
            "el" => Stems::Greek,
            "hu" => Stems::Hungarian,
            "it" => Stems::Italian,
            "nb" | "nn" | "no" => Stems::Norwegian,
            "pt" => Stems::Portuguese,
            "ro" => Stems::Romanian,
            "ru" => Stems::Russian,
            "es" => Stems::Spanish,
            "sv" => Stems::Swedish,
            "ta" => Stems::Tamil,
            "tr" => Stems::Turkish,
            _ => return Language(None),
        };
        Language(Some(stems))
    }

    /// Whether the stems are those that the browser makes itself; those of other languages it looks up.
    pub(crate) fn is_english(self) -> bool {
        self == Self::ENGLISH
    }

    /// Whether words have stems at all.
    pub(crate) fn has_stems(self) -> bool {
        self.0.is_some()
    }

    /// Names the language in the seal of an index: one of another language is of no use.
    pub(crate) fn name(self) -> String {
        self.0.map_or_else(|| "none".to_owned(), |stems| format!("{stems:?}").to_lowercase())
    }

    /// Whether a word says too little to search for.
    pub(crate) fn is_stop_word(self, word: &str) -> bool {
        self.is_english() && STOP_WORDS.binary_search(&word).is_ok()
    }

    /// The analyser of ranked text.
    pub(crate) fn analyser(self) -> TextAnalyzer {
        match self.0 {
            Some(stems) => TextAnalyzer::builder(Words).filter(Stemmer::new(stems)).filter(Fold).build(),
            None => TextAnalyzer::builder(Words).filter(Fold).build(),
        }
    }

    /// The same tokens with their stems as text.
    pub(crate) fn stemmed(self, tokens: Vec<Token>) -> Vec<Token> {
        let mut stems = Vec::with_capacity(tokens.len());
        let mut keep = |token: &Token| stems.push(Token { text: fold(&token.text), ..token.clone() });
        match self.0 {
            Some(language) => {
                let mut filter = Stemmer::new(language).transform(Replay::new(tokens));
                filter.token_stream("").process(&mut keep);
            }
            None => tokens.iter().for_each(keep),
        }
        stems
    }

    /// The stemmed words of a text.
    pub(crate) fn stems(self, text: &str) -> Vec<Token> {
        self.stemmed(analysis::words(text))
    }

    /// The words of a text, of which those that may have one of the `wanted` stems are stemmed, as the others need not be.
    pub(crate) fn stems_among(self, text: &str, wanted: &BTreeMap<String, f64>) -> Vec<Token> {
        if !self.is_english() {
            return self.stems(text);
        }
        // No English suffix is so long that the first letter would change.
        let firsts: BTreeSet<Option<char>> = wanted.keys().map(|stem| stem.chars().next()).collect();
        let may_match = |token: &Token| firsts.contains(&first_letter(&token.text));
        let mut tokens = analysis::words(text);
        let likely = tokens.iter().filter(|token| may_match(token));
        let mut found = self.stemmed(likely.cloned().collect()).into_iter();
        for token in tokens.iter_mut().filter(|token| may_match(token)) {
            if let Some(stemmed) = found.next() {
                *token = stemmed;
            }
        }
        tokens
    }

    /// The stem of one word.
    pub(crate) fn stem(self, word: &str) -> String {
        let token = Token { text: word.to_owned(), ..Token::default() };
        self.stemmed(vec![token]).pop().map_or_else(String::new, |token| token.text)
    }
}

/// A word without accents, and with the letters that a keyboard may lack spelt out. Letters of Latin and Greek writing only:
/// in others a mark makes another letter.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_letter(c, &mut out));
    out
}

/// The letter that the folded word begins with.
pub(crate) fn first_letter(word: &str) -> Option<char> {
    let first = word.chars().next()?;
    let mut out = String::new();
    fold_letter(first, &mut out);
    out.chars().next()
}

fn fold_letter(c: char, out: &mut String) {
    match c {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ł' => out.push('l'),
        'ı' => out.push('i'),
        'ħ' => out.push('h'),
        'ё' => out.push('е'),
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => {
            let mut base = None;
            decompose_canonical(c, |part| base = base.or(Some(part)));
            out.push(base.unwrap_or(c));
        }
        _ => out.push(c),
    }
}

/// Folds every token.
#[derive(Clone)]
struct Fold;

impl TokenFilter for Fold {
    type Tokenizer<T: Tokenizer> = Folded<T>;

    fn transform<T: Tokenizer>(self, inner: T) -> Folded<T> {
        Folded(inner)
    }
}

#[derive(Clone)]
struct Folded<T>(T);

impl<T: Tokenizer> Tokenizer for Folded<T> {
    type TokenStream<'a> = FoldStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        FoldStream(self.0.token_stream(text))
    }
}

struct FoldStream<T>(T);

impl<T: TokenStream> TokenStream for FoldStream<T> {
    fn advance(&mut self) -> bool {
        let more = self.0.advance();
        if more && !self.0.token().text.is_ascii() {
            let token = self.0.token_mut();
            token.text = fold(&token.text);
        }
        more
    }

    fn token(&self) -> &Token {
        self.0.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.0.token_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Index;
    use crate::testing::{ask, doc};

    #[test]
    fn words_of_each_language_have_their_stems() {
        let stem = |tag: &str, word: &str| Language::of(tag).stem(word);
        assert_eq!(stem("en", "services"), "servic");
        assert_eq!(stem("de-AT", "häuser"), "haus");
        assert_eq!(stem("fr", "continuellement"), "continuel");
        assert_eq!(stem("ja", "services"), "servic");
        assert_eq!(stem("pl", "usługi"), "uslugi");
    }

    #[test]
    fn accents_and_odd_letters_are_the_same_as_plain_ones() {
        assert_eq!(fold("événement"), "evenement");
        assert_eq!(fold("straße"), "strasse");
        assert_eq!(fold("smørrebrød"), "smorrebrod");
        assert_eq!(fold("ελλάδα"), "ελλαδα");
        assert_eq!(fold("новый"), "новый", "another letter, not an accent");
        assert_eq!(fold("が日本"), "が日本");
        assert_eq!(first_letter("éa"), Some('e'));
    }

    fn found(tag: &str, text: &str, query: &str) -> usize {
        let mut index = Index::in_memory(Language::of(tag)).unwrap();
        index.update(&[doc("a", "", text)]).unwrap();
        ask(&index, query).total
    }

    #[test]
    fn texts_are_searched_in_their_language_and_without_accents() {
        assert_eq!(found("de", "Die Häuser am Fluss", "hauses"), 0, "a word that no text holds has no stem");
        assert_eq!(found("de", "Die Häuser, das Haus", "häuser"), 1);
        assert_eq!(found("de", "Übergänge überall", "uberall"), 1);
        assert_eq!(found("en", "a café in Malmö", "cafe"), 1);
        assert_eq!(found("en", "a cafe", "café"), 1);
        assert_eq!(found("pl", "dwie usługi", "uslugi"), 1);
        assert_eq!(found("de", "was ist das", "was"), 1, "a stop word of English only");
        assert_eq!(found("ar", "والكتاب الجديد", "الكتاب والكتاب"), 1);
    }

    #[test]
    fn only_english_has_stop_words() {
        assert!(Language::ENGLISH.is_stop_word("the"));
        assert!(!Language::of("de").is_stop_word("was"));
        assert!(STOP_WORDS.is_sorted());
    }
}
