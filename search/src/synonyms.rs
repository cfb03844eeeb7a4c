//! Words that stand for others: who asks for `faas` also means `serverless`.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis;
use crate::language::Language;
use crate::query::Word;

/// Names, and for each the words that it stands for too. A name or an alternative may be of several words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms(Vec<(String, Vec<String>)>);

impl Synonyms {
    /// Synonyms from pairs of a name and its alternatives.
    pub fn new(pairs: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// Their stems, in the order in which they apply; `stem` gives the stem of a word.
    pub(crate) fn resolve(
        &self,
        language: Language,
        mut stem: impl FnMut(&str) -> anyhow::Result<String>,
    ) -> anyhow::Result<Vec<Synonym>> {
        let mut stems = |text: &str| -> anyhow::Result<Vec<String>> {
            let mut words = analysis::words(text);
            words.retain(|token| token.position_length == 1);
            if !words.iter().all(|token| language.is_stop_word(&token.text)) {
                words.retain(|token| !language.is_stop_word(&token.text));
            }
            words.iter().map(|token| stem(&token.text)).collect()
        };
        let mut all = Vec::new();
        for (name, alternatives) in &self.0 {
            let name = stems(name)?;
            let alternatives = alternatives.iter().map(|text| stems(text)).collect::<anyhow::Result<Vec<_>>>()?;
            let alternatives: Vec<_> = alternatives.into_iter().filter(|stems| !stems.is_empty()).collect();
            if !name.is_empty() && !alternatives.is_empty() {
                all.push(Synonym { name, alternatives });
            }
        }
        all.sort_by_cached_key(|synonym| synonym.name.join(" "));
        Ok(all)
    }
}

/// The stems of a name that stand for others, and the stems of those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Synonym {
    pub name: Vec<String>,
    pub alternatives: Vec<Vec<String>>,
}

/// What synonyms find in a query.
#[derive(Debug, Default)]
pub(crate) struct Matched {
    /// For the first word of each name that was found its alternatives; words by their number.
    pub alternatives: BTreeMap<usize, Vec<Vec<String>>>,
    /// All words of names that were found.
    pub named: BTreeSet<usize>,
}

/// Finds names among the words of a query, whose stems are `stems`. What is quoted is meant as written, and the joined form
/// of an identifier is a name by itself alone.
pub(crate) fn matched(synonyms: &[Synonym], words: &[Word], stems: &[String]) -> Matched {
    let mut matched = Matched::default();
    let of = |joined: bool| -> Vec<usize> {
        (0..words.len()).filter(|&at| !words[at].quoted && words[at].joined == joined).collect()
    };
    let (plain, joined) = (of(false), of(true));
    for Synonym { name, alternatives } in synonyms {
        let mut found = |run: &[usize]| {
            if run.iter().map(|&at| &stems[at]).eq(name) {
                matched.alternatives.entry(run[0]).or_default().extend(alternatives.iter().cloned());
                matched.named.extend(run);
            }
        };
        plain.windows(name.len()).for_each(&mut found);
        joined.chunks(1).for_each(&mut found);
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ask, doc, ids, index};
    use crate::{Index, SearchDoc};

    fn with(docs: &[SearchDoc], pairs: &[(&str, &[&str])]) -> Index {
        let mut index = index(docs);
        let pairs =
            pairs.iter().map(|(name, words)| ((*name).to_owned(), words.iter().map(|w| (*w).to_owned()).collect()));
        index.set_synonyms(Synonyms::new(pairs)).unwrap();
        index
    }

    fn site() -> Vec<SearchDoc> {
        vec![
            doc("functions", "Functions", "A function runs when it is called. Continuous is something else."),
            doc("pipelines", "Pipelines", "Continuous integration, and what a pipeline runs."),
            doc("others", "Something else", "Nothing of the sort."),
        ]
    }

    #[test]
    fn a_name_finds_what_it_stands_for() {
        let index = with(&site(), &[("faas", &["functions", "unheard of"])]);
        assert_eq!(ids(&ask(&index, "faas")), ["functions"]);
        assert_eq!(ask(&index, "faas").notice, None, "a name is spelt right");
        assert_eq!(ids(&ask(&index, "FaaS"))[0], "functions", "the joined form of an identifier");
        assert!(ask(&index, "\"faas\"").hits.is_empty(), "what is quoted is meant as written");
        assert!(ask(&index, "+faas").hits.is_empty(), "and so is what must be there");
        assert_eq!(ids(&ask(&index, "runs -faas")).len(), 2, "and what must not");
        assert!(!ask(&index, "faas").hits[0].snippet.marks.is_empty());
    }

    #[test]
    fn names_and_alternatives_may_be_of_several_words() {
        let index = with(&site(), &[("ci", &["continuous integration"]), ("function as a service", &["pipelines"])]);
        assert_eq!(ids(&ask(&index, "ci")), ["pipelines"], "all words of an alternative must be there");
        assert!(ids(&ask(&index, "what is function as service")).contains(&"pipelines"));
        assert!(!ids(&ask(&index, "service function")).contains(&"pipelines"));
    }

    #[test]
    fn the_word_itself_counts_more() {
        let docs = [doc("a", "", "serverless and more"), doc("b", "", "faas and more")];
        let index = with(&docs, &[("faas", &["serverless"])]);
        let found = ask(&index, "faas");
        assert_eq!(ids(&found), ["b", "a"]);
        assert!((found.hits[1].score / found.hits[0].score - 0.8).abs() < 1e-9);
        let plain = self::index(&docs);
        assert_eq!(ask(&plain, "faas").hits[0].score, found.hits[0].score);
    }

    #[test]
    fn titles_count_for_synonyms_too() {
        let docs = [doc("a", "Serverless", "text"), doc("b", "Other", "serverless serverless serverless serverless")];
        let index = with(&docs, &[("faas", &["serverless"])]);
        assert_eq!(ids(&ask(&index, "faas")), ["a", "b"]);
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let index = with(&site(), &[("", &["functions"]), ("x", &[]), ("y", &["…"])]);
        assert!(index.snapshot().synonyms.is_empty());
    }
}
