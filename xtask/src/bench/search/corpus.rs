//! `synth10k`: 10,000 pages that nobody wrote, and what to ask of them. The same on every machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::words::{Random, Vocabulary};

const PAGES: usize = 10_000;
/// Different words, without their endings.
const WORDS: usize = 30_000;
/// Folders of five kinds.
const KINDS: [&str; 5] = ["guides", "howtos", "patterns", "runbooks", "services"];
/// Bytes of a title at most.
const TITLE: usize = 70;
const SEED: u64 = 10_000;

/// Questions of three words that at least six pages hold; the first one stands apart.
pub(super) const QUERIES: usize = 251;
const HITS: usize = 6;
/// Words of questions stand on so many pages.
const COMMON: std::ops::Range<usize> = 250..4000;

/// Nothing links to these pages, and nobody has to be told.
const SETTINGS: &str = "[site]\ntitle = \"Bench\"\n[content]\nowners = [\"@bench\"]\n[checks]\nduplicate-title = \"off\"\norphan = \"off\"\n";

/// What was written.
pub(super) struct Corpus {
    pub pages: usize,
    pub words: usize,
    /// Pages times their different words.
    pub postings: usize,
    pub queries: Vec<String>,
    /// The file of some entry.
    pub entry: String,
}

/// Words of a page, by number; those that it is about are repeated.
struct Page {
    topics: Vec<usize>,
    used: BTreeSet<usize>,
    words: usize,
}

/// Writes a knowledge base.
pub(super) fn write(root: &Path) -> anyhow::Result<Corpus> {
    let mut random = Random(SEED);
    let vocabulary = Vocabulary::new(WORDS, &mut random);
    fs::create_dir_all(root)?;
    let kinds = KINDS[1..]
        .iter()
        .map(|kind| format!("[kinds.{}]\ntitle = {kind:?}\nfolder = {kind:?}\n", kind.trim_end_matches('s')));
    fs::write(root.join("kb.toml"), SETTINGS.to_owned() + &kinds.collect::<String>())?;
    for kind in KINDS {
        fs::create_dir_all(root.join("content").join(kind))?;
    }
    let mut pages = Vec::new();
    let mut entry = String::new();
    for number in 0..PAGES {
        let (mut page, text) = page(&vocabulary, &mut random);
        let name: Vec<&str> = page.topics.iter().take(2).map(|&word| vocabulary.plain(word)).collect();
        entry = format!("content/{}/{}-{number}.md", KINDS[number % KINDS.len()], name.join("-"));
        fs::write(root.join(&entry), text)?;
        page.topics.clear();
        pages.push(page);
    }
    let queries = queries(&vocabulary, &pages, &mut random);
    let words = pages.iter().map(|page| page.words).sum();
    let postings = pages.iter().map(|page| page.used.len()).sum();
    Ok(Corpus { pages: PAGES, words, postings, queries, entry })
}

fn page(vocabulary: &Vocabulary, random: &mut Random) -> (Page, String) {
    // Common words are drawn more than once.
    let topics: BTreeSet<usize> = (0..random.between(10, 16)).map(|_| vocabulary.any(random)).collect();
    let mut page = Page { topics: topics.into_iter().collect(), used: BTreeSet::new(), words: 0 };
    let title = page.title(vocabulary, random, 5);
    let summary = page.sentence(vocabulary, random, 10);
    let day = format!("2026-{:02}-{:02}", random.between(1, 10), random.between(1, 28));
    let mut text =
        format!("+++\ntitle = \"{title}\"\ndescription = \"{summary}\"\nreviewed = {day}\nopinion = true\n+++\n");
    let length = random.between(240, 480);
    let sections = random.between(3, 5);
    for section in 1..=sections {
        let heading = page.title(vocabulary, random, 4);
        let _ = write!(text, "## {heading}\n\n");
        while page.words < length * section / sections {
            for _ in 0..random.between(2, 4) {
                let sentence = page.sentence(vocabulary, random, 18);
                text.push_str(&sentence);
                text.push(' ');
            }
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
    }
    (page, text)
}

impl Page {
    fn title(&mut self, vocabulary: &Vocabulary, random: &mut Random, most: usize) -> String {
        let count = random.between(2, most);
        let mut words: Vec<String> = (0..count).map(|_| self.topic(vocabulary, random)).collect();
        while words.iter().map(|word| word.len() + 1).sum::<usize>() > TITLE {
            words.pop();
        }
        capital(&words.join(" "))
    }

    fn sentence(&mut self, vocabulary: &Vocabulary, random: &mut Random, most: usize) -> String {
        let count = random.between(8, most);
        let words: Vec<String> = (0..count)
            .map(|_| match random.below(100) {
                0..42 => {
                    self.words += 1;
                    vocabulary.little(random).to_owned()
                }
                42..56 => self.topic(vocabulary, random),
                _ => {
                    let word = vocabulary.any(random);
                    self.word(word, vocabulary, random)
                }
            })
            .collect();
        capital(&words.join(" ")) + "."
    }

    fn topic(&mut self, vocabulary: &Vocabulary, random: &mut Random) -> String {
        let word = self.topics[random.below(self.topics.len())];
        self.word(word, vocabulary, random)
    }

    fn word(&mut self, word: usize, vocabulary: &Vocabulary, random: &mut Random) -> String {
        self.words += 1;
        self.used.insert(word);
        vocabulary.written(word, random)
    }
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}

/// Questions that Pagefind can answer too: it wants all words on a page.
fn queries(vocabulary: &Vocabulary, pages: &[Page], random: &mut Random) -> Vec<String> {
    let mut on: BTreeMap<usize, usize> = BTreeMap::new();
    pages.iter().flat_map(|page| &page.used).for_each(|word| *on.entry(*word).or_default() += 1);
    let mut queries = Vec::new();
    while queries.len() < QUERIES {
        let page = &pages[random.below(pages.len())];
        let likely: Vec<usize> = page.used.iter().copied().filter(|word| COMMON.contains(&on[word])).collect();
        if likely.len() < 10 {
            continue;
        }
        let words: BTreeSet<usize> = (0..3).map(|_| likely[random.below(likely.len())]).collect();
        let hits = pages.iter().filter(|page| words.is_subset(&page.used)).take(HITS).count();
        if words.len() == 3 && hits == HITS {
            let written: Vec<&str> = words.iter().map(|&word| vocabulary.plain(word)).collect();
            queries.push(written.join(" "));
        }
    }
    queries
}
