//! Laws that hold for every index, tried on generated ones.

use proptest::prelude::*;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use crate::language::Language;
use crate::query::{self, Query};
use crate::search;
use crate::synonyms::Synonyms;
use crate::testing::{Dice, ask, ask_typing, doc, index, section, word};
use crate::{Index, SearchDoc, analysis};

/// The documents that tantivy's own query finds, best first, and their scores.
fn by_tantivy(index: &Index, text: &str, limit: usize) -> Vec<(DocAddress, f32)> {
    let field = index.snapshot().fields.text;
    let clauses = Language::ENGLISH
        .stems(text)
        .iter()
        .map(|token| {
            let term = Term::from_field_text(field, &token.text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(query) as _)
        })
        .collect();
    let searcher = index.searcher();
    let top = TopDocs::with_limit(limit).order_by_score();
    let found = searcher.search(&BooleanQuery::new(clauses), &top).unwrap();
    found.into_iter().map(|(score, address)| (address, score)).collect()
}

#[test]
fn without_the_title_bonus_the_order_is_tantivys() {
    let mut dice = Dice::new(7);
    let docs: Vec<SearchDoc> = (0..300).map(|id| SearchDoc { boost: 1.0, ..dice.doc(id) }).collect();
    let index = index(&docs);
    for _ in 0..200 {
        let count = 1 + dice.roll(4);
        let text = dice.words(count);
        let parsed = query::parse(&Query::new(&text), &text, Language::ENGLISH);
        let snapshot = index.snapshot();
        let slots = search::slots(snapshot, &parsed.words, None).unwrap();
        let ours = search::find(snapshot, &parsed, &slots, 0.0).unwrap();
        let theirs = by_tantivy(&index, &text, 400);
        assert_eq!(ours.len(), theirs.len(), "{text}");
        for (ours, (address, score)) in ours.iter().zip(&theirs) {
            // tantivy adds in f32, so nearly equal scores may stand the other way round, but never apart.
            assert!((ours.score - f64::from(*score)).abs() < 1e-4, "{text}");
            let same = DocAddress::new(ours.segment as u32, ours.doc) == *address;
            let tied = theirs.iter().filter(|(_, other)| (other - score).abs() < 1e-4).count() > 1;
            assert!(same || tied, "{text}");
        }
    }
}

/// Everything an answer says, scores to the bit.
fn answers(index: &Index, queries: &[String]) -> Vec<String> {
    let told = |results: crate::Results| {
        let bits: Vec<u64> = results.hits.iter().map(|hit| hit.score.to_bits()).collect();
        format!("{bits:?} {}", serde_json::to_string(&results).unwrap())
    };
    queries.iter().flat_map(|text| [told(ask(index, text)), told(ask_typing(index, text))]).collect()
}

/// Common words that stand for others; they are not the same at every step.
fn synonyms(step: usize) -> Synonyms {
    let alternatives = |name: usize| vec![word(name + 1), format!("{} {}", word(name + 2), word(step % 5))];
    Synonyms::new((step / 3..10).map(|name| (word(name), alternatives(name))))
}

#[test]
fn an_index_brought_up_to_date_in_steps_answers_as_one_made_afresh() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 1..4 {
        let mut dice = Dice::new(seed);
        let mut docs: Vec<SearchDoc> = (0..60).map(|id| dice.doc(id)).collect();
        let mut stepwise = index(&docs);
        let (mut on_disk, _) = Index::open(&folder.path().join(seed.to_string()), Language::ENGLISH).unwrap();
        for step in 0..12 {
            for _ in 0..dice.roll(8) {
                let at = dice.roll(docs.len());
                match dice.roll(3) {
                    0 => docs.push(dice.doc(100 + 100 * step + at)),
                    1 if docs.len() > 1 => drop(docs.swap_remove(at)),
                    _ => {
                        let doc = dice.doc(0);
                        docs[at] = SearchDoc { id: docs[at].id.clone(), ..doc };
                    }
                }
            }
            stepwise.update(&docs).unwrap();
            on_disk.update(&docs).unwrap();
            let mut queries: Vec<String> = (0..20)
                .map(|_| {
                    let count = 1 + dice.roll(4);
                    dice.words(count)
                })
                .collect();
            queries.push(format!("\"{}\"", dice.words(2)));
            queries.push(format!("{} kind:guide -{}", dice.words(3), dice.words(1)));
            let mut afresh = index(&docs);
            for index in [&mut stepwise, &mut on_disk, &mut afresh] {
                index.set_synonyms(synonyms(step)).unwrap();
            }
            let fresh = answers(&afresh, &queries);
            assert_eq!(answers(&stepwise, &queries), fresh);
            assert_eq!(answers(&on_disk, &queries), fresh);
        }
    }
}

proptest! {
    #[test]
    fn words_lie_in_their_text_and_stand_in_order(text in any_text()) {
        let mut last = 0;
        for token in analysis::words(&text) {
            assert!(text.get(token.offset_from..token.offset_to).is_some());
            assert!(!token.text.is_empty() && token.position >= last);
            last = token.position;
        }
    }

    #[test]
    fn any_query_to_any_text_is_answered_with_marks_inside_the_snippet(text in any_text(), query in any_text()) {
        let mut page = doc("a", &query, &text);
        page.sections.push(section("b", &text, &query));
        let index = index(&[page]);
        for results in [ask(&index, &query), ask_typing(&index, &text)] {
            for hit in results.hits {
                let length = hit.snippet.text.chars().count();
                let mut end = 0;
                for [from, to] in hit.snippet.marks {
                    assert!(end <= from && from < to && to <= length);
                    end = to;
                }
            }
        }
    }
}

/// Text of what matters here: words, signs, blanks, several alphabets; and of anything else.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-cA-C0-2é日本ǅİß_.+#\"“:\\- \n\u{301}\u{0}]{0,60}",
        "(event|store|Order|Service|c\\+\\+|\\.net|kind:|tag:|-|\\+|\"| ){0,20}",
        any::<String>(),
    ]
}
