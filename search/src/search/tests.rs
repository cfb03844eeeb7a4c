//! What is found, and what is said about it.

use std::time::{Duration, Instant};

use super::*;
use crate::testing::{ask, ask_typing, doc, ids, index, section};
use crate::{Index, Language, SearchDoc};

fn site() -> Index {
    let mut docs = vec![
        doc("orders", "Order service", "It takes orders and asks the event store."),
        doc("events", "Event store", "It keeps what happened, in order of time."),
        doc("kafka", "Use Kafka for events", "A log. The store of events was considered."),
        doc("rust", "C++ or Rust", "The OrderService is written in C++."),
        doc("naming", "Naming", "To be or not to be is answered by adr-0042."),
    ];
    docs[2].kind = "decision".to_owned();
    docs[2].status = "Accepted".to_owned();
    docs[2].tags = vec!["messaging".to_owned()];
    docs[3].kind = "decision".to_owned();
    docs[3].owners = vec!["Team A".to_owned()];
    docs[3].tags = vec!["languages".to_owned()];
    index(&docs)
}

/// Queries and the ids of all hits, in order of the ids where the order is not the point.
fn check(cases: &[(&str, &[&str])]) {
    let index = site();
    for (query, expected) in cases {
        let results = ask(&index, query);
        let mut found = ids(&results);
        found.sort_unstable();
        assert_eq!(found, *expected, "{query}");
        assert_eq!(results.total, expected.len());
    }
}

#[test]
fn any_word_is_enough_and_a_title_comes_first() {
    let index = site();
    assert_eq!(ids(&ask(&index, "event store"))[0], "events");
    assert_eq!(ids(&ask(&index, "order service"))[0], "orders");
    assert_eq!(ask(&index, "event store").total, 3);
}

#[test]
fn phrases_plus_and_minus_narrow_what_is_found() {
    check(&[
        ("\"event store\"", &["events", "orders"]),
        ("\"store event\"", &[]),
        ("\"events was\"", &["kafka"]),
        ("store -kafka", &["events", "orders"]),
        ("store +log", &["kafka"]),
        ("store -\"event store\"", &["kafka"]),
        ("-store", &[]),
        ("\"to be or not\" adr", &["naming"]),
    ]);
}

#[test]
fn titles_counted_thrice_give_no_phrases_across() {
    check(&[("\"store event\"", &[]), ("\"events use\"", &[])]);
}

#[test]
fn filters_narrow_by_field() {
    check(&[
        ("kind:decision", &["kafka", "rust"]),
        ("kind:decision kind:guide", &["events", "kafka", "naming", "orders", "rust"]),
        ("kind:decision tag:Messaging", &["kafka"]),
        ("tag:messaging tag:languages", &["kafka", "rust"]),
        ("status:accepted", &["kafka"]),
        ("owner:\"team a\"", &["rust"]),
        ("store kind:decision", &["kafka"]),
        ("kind:decision -tag:messaging", &["rust"]),
        ("zzzzqqq kind:decision", &[]),
        ("kind:none", &[]),
    ]);
    let mut query = Query::new("store");
    query.kinds = vec!["decision".to_owned()];
    query.tags = vec!["languages".to_owned()];
    assert_eq!(site().search(&query).unwrap().total, 0);
}

#[test]
fn an_empty_value_is_no_filter() {
    assert_eq!(ask(&site(), "status:\"\"").total, 0, "nothing was asked for");
    check(&[("kafka status:\"\"", &ids(&ask(&site(), "kafka"))), ("kafka -status:\"\"", &ids(&ask(&site(), "kafka")))]);
}

#[test]
fn a_value_that_no_document_has_is_told() {
    let notice = |text: &str| ask(&site(), text).notice.unwrap_or_default();
    assert_eq!(notice("kind:decison"), "no entry has the kind `decison`; the nearest is `decision`");
    assert_eq!(notice("tag:zzz owner:\" Team A \""), "no entry has the tag `zzz`");
    assert_eq!(notice("Tag:MESSAGING"), "");
    let mut query = Query::new("storre");
    query.statuses = vec!["acepted".to_owned()];
    let told = "no entry has the status `acepted`; the nearest is `accepted`; \
        no entry holds \"storre\"; showing results for store";
    assert_eq!(site().search(&query).unwrap().notice.as_deref(), Some(told));
}

#[test]
fn stop_words_do_not_drown_the_rest() {
    check(&[("none of the adr", &["naming"]), ("the adr", &["naming"])]);
    assert!(ask(&site(), "the").total > 0);
}

#[test]
fn identifiers_are_found_however_they_are_written() {
    for query in ["OrderService", "order_service", "orderservice", "order-service", "orderservices"] {
        let index = site();
        assert!(ids(&ask(&index, query)).contains(&"rust"), "{query}");
    }
    check(&[
        ("adr-0042", &["naming"]),
        ("adr0042", &["naming"]),
        ("0042", &["naming"]),
        ("c++", &["rust"]),
        ("+order-service", &["orders", "rust"]),
    ]);
}

#[test]
fn prose_with_and_without_a_hyphen_is_the_same() {
    let index = index(&[
        doc("a", "Event-driven design", ""),
        doc("b", "Event driven design", ""),
        doc("c", "Reuse", ""),
        doc("d", "We re-use it", ""),
    ]);
    assert_eq!(ask(&index, "event driven").total, 2);
    assert_eq!(ask(&index, "event-driven").total, 2);
    assert_eq!(ids(&ask(&index, "event-driven"))[0], "a");
    assert_eq!(ask(&index, "reusing").total, 2);
}

#[test]
fn a_misspelt_word_is_corrected_and_that_is_said() {
    let index = site();
    let results = ask(&index, "kafak  evnts");
    assert_eq!(ids(&results)[0], "kafka");
    let notice = "no entry holds \"kafak\" or \"evnts\"; showing results for kafka  events";
    assert_eq!(results.notice.as_deref(), Some(notice));
    let notice = ask(&index, "Kafak +Kafak").notice.unwrap();
    assert_eq!(notice, "no entry holds \"Kafak\"; showing results for kafka +kafka");
    assert_eq!(ask(&index, "+kafak").total, 1);
    assert_eq!(ask(&index, "\"kafak\"").total, 0);
    assert_eq!(ask(&index, "kafka").notice, None);
    assert_eq!(ask(&index, "zzzzqqqq").total, 0);
}

#[test]
fn the_word_being_typed_is_completed() {
    let index = site();
    assert_eq!(ask(&index, "kaf").total, 0);
    assert_eq!(ids(&ask_typing(&index, "kaf")), ["kafka"]);
    assert_eq!(ask_typing(&index, "kaf ").total, 0);
    assert_eq!(ids(&ask_typing(&index, "event sto"))[0], "events");
    assert_eq!(ids(&ask_typing(&index, "kafak")), ["kafka"], "nothing begins like that");
    let results = ask_typing(&index, "order-serv");
    assert!(ids(&results).contains(&"rust"));
}

#[test]
fn a_word_counts_more_than_its_completions() {
    let index = index(&[doc("a", "", "event x"), doc("b", "", "eventual x")]);
    assert_eq!(ids(&ask_typing(&index, "event")), ["a", "b"]);
}

#[test]
fn equal_scores_stand_in_the_order_of_addresses_and_boosts_multiply() {
    let mut docs: Vec<SearchDoc> = ["c", "a", "b"].iter().map(|id| doc(id, "Same", "text")).collect();
    let even = index(&docs);
    let results = ask(&even, "same");
    assert_eq!(ids(&results), ["a", "b", "c"]);
    docs[0].boost = 2.0;
    docs[2].boost = f64::NAN;
    let boosted = ask(&index(&docs), "same");
    assert_eq!(ids(&boosted), ["c", "a", "b"]);
    assert_eq!(boosted.hits[0].score, 2.0 * results.hits[0].score);
}

#[test]
fn the_answer_has_the_agreed_shape() {
    let mut page = doc("a", "Event store", "About events.");
    page.status = "accepted".to_owned();
    page.sections.push(section("why", "Why a store", "Because."));
    let results = ask(&index(&[page]), "store");
    let score = results.hits[0].score;
    let expected = serde_json::json!({ "query": "store", "total": 1, "hits": [{
        "id": "a", "kind": "guide", "title": "Event store", "url": "a/", "score": score, "status": "accepted",
        "snippet": { "text": "About events.", "marks": [] },
        "sections": [{ "title": "Why a store", "url": "a/#why" }],
    }] });
    assert_eq!(serde_json::to_value(&results).unwrap(), expected);
}

#[test]
fn the_number_of_hits_is_limited() {
    let docs: Vec<SearchDoc> = (0..150).map(|n| doc(&format!("{n:03}"), "Same", "")).collect();
    let index = index(&docs);
    let mut query = Query::new("same");
    assert_eq!(index.search(&query).unwrap().hits.len(), 10);
    query.limit = usize::MAX;
    let results = index.search(&query).unwrap();
    assert_eq!((results.hits.len(), results.total), (100, 150));
    query.limit = 0;
    assert_eq!(index.search(&query).unwrap().total, 150);
}

#[test]
fn no_query_is_slow_or_panics() {
    let index = site();
    let hostile = [
        "a".repeat(1 << 20),
        "\"".repeat(10_000),
        "(".repeat(10_000),
        "+-".repeat(10_000),
        "-\"".repeat(10_000),
        "kind:".repeat(1_000),
        "kind:\"".to_owned(),
        "\u{0}\u{1}\u{7f}\u{200f}\u{feff}".repeat(99),
        "a b c d e f g h i j k l m n o p q r s t u v w x y z ".repeat(20),
        "order ".repeat(10_000),
        "o-".repeat(10_000),
        "日本".repeat(10_000),
        "e\u{301}\u{301}\u{301} İ ß ﬃ 𝔘".repeat(50),
        "*:* AND [a TO z] ^2 ~ \\".to_owned(),
        String::new(),
    ];
    let start = Instant::now();
    for text in hostile {
        for mut query in [Query::new(&text), Query { text: text.clone(), ..Query::new("") }] {
            index.search(&query).unwrap();
            query.prefix = true;
            let results = index.search(&query).unwrap();
            assert!(results.query.len() <= 512);
            assert_eq!(results.notice.is_some_and(|n| n.contains("cut")), text.len() > 512);
        }
    }
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_index_without_documents_finds_nothing() {
    let index = Index::in_memory(Language::ENGLISH).unwrap();
    for text in ["order", "kind:guide", "+a \"b c\"", ""] {
        assert_eq!(ask_typing(&index, text).total, 0);
    }
}
