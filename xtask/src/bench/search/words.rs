//! Made-up words that can be spoken, in the frequencies of a language, from a seed.

use std::collections::BTreeSet;

/// The little words that every English text is made of, the commonest first.
const FUNCTION: [&str; 60] = [
    "the", "of", "and", "to", "a", "in", "is", "that", "it", "for", "was", "on", "are", "as", "with", "they", "be",
    "at", "one", "have", "this", "from", "or", "had", "by", "not", "but", "what", "all", "were", "when", "we", "there",
    "can", "an", "your", "which", "their", "if", "do", "will", "each", "how", "them", "then", "many", "some", "so",
    "these", "would", "other", "into", "has", "more", "two", "no", "could", "than", "been", "only",
];

const ONSETS: [&str; 34] = [
    "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "bl", "br", "ch", "cl", "cr",
    "dr", "fl", "gr", "pl", "pr", "sh", "sl", "sp", "st", "th", "tr", "str",
];
const NUCLEI: [&str; 12] = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oa", "oo", "ou", "ie"];
const CODAS: [&str; 20] =
    ["", "", "", "", "n", "r", "l", "t", "m", "d", "st", "nd", "nt", "rk", "ck", "sh", "ng", "mp", "rd", "lt"];
/// What words end with, plain ones most often; stemmers take it off again.
const ENDINGS: [&str; 10] = ["", "", "", "", "", "s", "s", "ed", "ing", "er"];

/// The same numbers on every machine (SplitMix64).
pub(super) struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// Below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("the rest is below a usize")
    }

    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Words by how common they are.
pub(super) struct Vocabulary {
    words: Vec<String>,
    /// Sums of the frequencies up to each word; Zipf's law with Mandelbrot's offset.
    content: Vec<f64>,
    function: Vec<f64>,
}

impl Vocabulary {
    pub fn new(size: usize, random: &mut Random) -> Self {
        let mut taken: BTreeSet<String> = FUNCTION.iter().map(|&word| word.to_owned()).collect();
        let mut words = Vec::with_capacity(size);
        while words.len() < size {
            // Common words are short.
            let syllables = if words.len() < 1000 { random.between(1, 2) } else { random.between(2, 3) };
            let mut word = String::new();
            for _ in 0..syllables {
                word.push_str(random.pick(&ONSETS));
                word.push_str(random.pick(&NUCLEI));
            }
            word.push_str(random.pick(&CODAS));
            if word.len() > 3 && taken.insert(word.clone()) {
                words.push(word);
            }
        }
        Self { words, content: sums(size, 8.0), function: sums(FUNCTION.len(), 2.7) }
    }

    /// The number of some word.
    pub fn any(&self, random: &mut Random) -> usize {
        drawn(&self.content, random)
    }

    /// A word as it stands in a text.
    pub fn written(&self, word: usize, random: &mut Random) -> String {
        format!("{}{}", self.words[word], random.pick(&ENDINGS))
    }

    pub fn plain(&self, word: usize) -> &str {
        &self.words[word]
    }

    pub fn little(&self, random: &mut Random) -> &'static str {
        FUNCTION[drawn(&self.function, random)]
    }
}

fn sums(size: usize, offset: f64) -> Vec<f64> {
    let mut sum = 0.0;
    (1..=size)
        .map(|rank| {
            sum += 1.0 / (rank as f64 + offset);
            sum
        })
        .collect()
}

fn drawn(sums: &[f64], random: &mut Random) -> usize {
    let at = random.share() * sums.last().expect("there are words");
    sums.partition_point(|sum| *sum <= at).min(sums.len() - 1)
}
