//! How text is cut.

use std::collections::BTreeMap;

use super::*;
use crate::language::Language;

/// Words with their positions; joined forms have a `+`.
fn check(text: &str, expected: &str) {
    let found: Vec<String> = words(text)
        .iter()
        .map(|token| {
            let joined = if token.position_length > 1 { "+" } else { "" };
            assert!(text.get(token.offset_from..token.offset_to).is_some());
            format!("{joined}{}@{}", token.text, token.position)
        })
        .collect();
    assert_eq!(found.join(" "), expected, "{text}");
}

#[test]
fn prose_is_cut_at_everything_that_is_no_letter_or_digit() {
    check("Orders arrive, twice!", "orders@0 arrive@1 twice@2");
    check("don't", "don@0 t@1");
    check("a -- b", "a@0 b@1");
    check("", "");
    check("…—\u{0}\u{7}", "");
}

#[test]
fn identifiers_give_their_parts_and_one_joined_word() {
    for text in ["order_service", "order-service", "order.service", "OrderService", "Order-Service"] {
        check(text, "order@0 +orderservice@0 service@1");
    }
    check("see adr-0042 now", "see@0 adr@1 +adr0042@1 0042@2 now@3");
    check("a_bC-d.e", "a@0 +abcde@0 b@1 c@2 d@3 e@4");
    check("GitHub", "git@0 +github@0 hub@1");
    check("URLs HTTPServer", "urls@0 httpserver@1");
}

#[test]
fn what_is_only_near_is_not_joined() {
    check("a--b c:d e/f", "a@0 b@1 c@2 d@3 e@4 f@5");
    check("3.14 2026-01-02", "3@0 14@1 2026@2 01@3 02@4");
    check("end. Then", "end@0 then@1");
    check("_a_ -b-", "a@0 b@1");
}

#[test]
fn languages_keep_their_signs() {
    check("C++ C# .NET", "c++@0 c#@1 .net@2");
    check("C++, C#8, F#.", "c++@0 c#@1 8@2 f#@3");
    check("issue#12 foo++ a#b", "issue@0 12@1 foo@2 a@3 b@4");
    check("ASP.NET", "asp@0 +aspnet@0 net@1");
    assert_eq!(Language::ENGLISH.stem("c++"), "c++");
    assert_eq!(Language::ENGLISH.stem("c#"), "c#");
    assert_eq!(Language::ENGLISH.stem(".net"), ".net");
}

#[test]
fn writing_without_blanks_is_cut_into_pairs() {
    check("日本語", "日本@0 本語@1");
    check("日 日本", "日@0 日本@1");
    check("Kafka入門です", "kafka@0 入門@1 門で@2 です@3");
    check("日-本", "日@0 本@1");
}

#[test]
fn long_words_are_left_out_but_keep_their_place() {
    let long = "x".repeat(40);
    check(&format!("a {long} b"), "a@0 b@2");
    check(&"x".repeat(39), &format!("{}@0", "x".repeat(39)));
    check(&format!("a-{long}"), "a@0");
    let parts = vec!["ab"; 30].join("-");
    assert_eq!(words(&parts).len(), 30, "a joined form would be too long");
}

#[test]
fn letters_are_lowered_one_by_one() {
    check("ΟΔΟΣ", "οδοσ@0");
    check("İ", "i\u{307}@0");
}

#[test]
fn a_joined_word_is_found_by_the_word_that_it_became() {
    let joined = Language::ENGLISH.stems("DevOps");
    assert_eq!(joined[1].text, Language::ENGLISH.stem("devops"));
}

#[test]
fn stemming_only_what_may_match_misses_nothing() {
    let text = "Skies, dying generously; news of YEARS and C++ in OrderServices 日本語 ies";
    let all = Language::ENGLISH.stems(text);
    let wanted = all.iter().map(|token| (token.text.clone(), 1.0)).collect();
    assert_eq!(Language::ENGLISH.stems_among(text, &wanted), all);
    for token in &all {
        let wanted = BTreeMap::from([(token.text.clone(), 1.0)]);
        let found = Language::ENGLISH.stems_among(text, &wanted);
        let count = |tokens: &[Token]| tokens.iter().filter(|t| t.text == token.text).count();
        assert_eq!(count(&found), count(&all));
    }
}
