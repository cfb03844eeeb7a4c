//! Documents for tests.

use crate::{Index, Language, Query, Results, SearchDoc, Section};

/// A document with one section before the first heading.
pub(crate) fn doc(id: &str, title: &str, text: &str) -> SearchDoc {
    SearchDoc {
        id: id.to_owned(),
        kind: "guide".to_owned(),
        title: title.to_owned(),
        url: format!("{id}/"),
        status: String::new(),
        tags: Vec::new(),
        owners: Vec::new(),
        path: Vec::new(),
        description: String::new(),
        sections: vec![Section { text: text.to_owned(), ..Section::default() }],
        boost: 1.0,
    }
}

/// A section with a heading.
pub(crate) fn section(anchor: &str, title: &str, text: &str) -> Section {
    Section { anchor: anchor.to_owned(), url: None, title: title.to_owned(), text: text.to_owned() }
}

/// An index in memory that holds these documents.
pub(crate) fn index(docs: &[SearchDoc]) -> Index {
    let mut index = Index::in_memory(Language::ENGLISH).unwrap();
    index.update(docs).unwrap();
    index
}

/// The answer to a query.
pub(crate) fn ask(index: &Index, text: &str) -> Results {
    index.search(&Query::new(text)).unwrap()
}

/// The answer while the last word is being typed.
pub(crate) fn ask_typing(index: &Index, text: &str) -> Results {
    let mut query = Query::new(text);
    query.prefix = true;
    index.search(&query).unwrap()
}

/// The ids of the hits, best first.
pub(crate) fn ids(results: &Results) -> Vec<&str> {
    results.hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// Numbers that look random and are the same in every run (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    /// Words of a made-up language, common ones more often.
    pub(crate) fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count)
            .map(|_| {
                let bound = 1 + self.roll(400);
                word(self.roll(bound))
            })
            .collect();
        words.join(" ")
    }

    /// A document in that language.
    pub(crate) fn doc(&mut self, id: usize) -> SearchDoc {
        let (title, text) = (1 + self.roll(4), 5 + self.roll(80));
        let mut doc = doc(&format!("d{id:04}"), &self.words(title), &self.words(text));
        let sections = self.roll(3);
        for number in 0..sections {
            let (heading, text) = (1 + self.roll(3), self.roll(60));
            let (heading, text) = (self.words(heading), self.words(text));
            doc.sections.push(section(&format!("s{number}"), &heading, &text));
        }
        doc.kind = ["guide", "decision", "pattern"][self.roll(3)].to_owned();
        doc.tags = vec![word(self.roll(9))];
        doc.boost = [1.0, 1.0, 1.0, 0.8][self.roll(4)];
        doc
    }
}

/// The word of a number.
pub(crate) fn word(number: usize) -> String {
    let syllables = ["ka", "lo", "mi", "ter", "ven", "dor", "su", "pla", "qui", "zen"];
    let mut word = String::new();
    let mut rest = number + 10;
    while rest > 0 {
        word += syllables[rest % 10];
        rest /= 10;
    }
    word
}
