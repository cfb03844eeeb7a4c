//! How queries are read.

use super::*;

/// What a query is read as, in one line.
fn read(text: &str) -> String {
    let parsed = parse(&Query::new(text), text, Language::ENGLISH);
    let run = |run: &Run| {
        let words: Vec<&str> = run.words.iter().map(|(word, _)| word.as_str()).collect();
        words.join(" ")
    };
    let words: Vec<&str> = parsed.words.iter().map(|word| word.text.as_str()).collect();
    let mut out = words.join(" ");
    out.extend(parsed.required.iter().map(|r| format!(" +[{}]", run(r))));
    out.extend(parsed.excluded.iter().map(|r| format!(" -[{}]", run(r))));
    let filters = &parsed.filters;
    out.extend(filters.only.iter().map(|(f, v)| format!(" {f:?}={}", v.join("|"))));
    out.extend(filters.except.iter().map(|(f, v)| format!(" {f:?}!={}", v.join("|"))));
    out
}

#[test]
fn words_phrases_signs_and_filters_are_told_apart() {
    let cases = [
        ("event store", "event store"),
        ("\"event store\" kafka", "event store kafka +[event store]"),
        ("+event -store", "event +[event] -[store]"),
        ("kafka -\"event store\"", "kafka -[event store]"),
        ("kafka kind:decision Tag:x tag:y", "kafka Kind=decision Tag=x|y"),
        ("-status:draft owner:\"Team A\" q", "q Owner=Team A Status!=draft"),
        ("foo:bar", "foo bar"),
        ("kind:", "kind"),
        ("kind: decision", "kind decision"),
        ("\u{201c}event store\u{201d}", "event store +[event store]"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn signs_that_stand_alone_and_open_quotes_are_no_more_than_text() {
    let cases = [
        ("a - b + c", "b c"),
        ("--force", "force"),
        ("\"event store", "event store"),
        ("c++ -", "c++"),
        ("\"\"", ""),
        ("-", ""),
        ("+\"", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn stop_words_leave_while_another_word_remains() {
    assert_eq!(read("the state of the art"), "state art");
    assert_eq!(read("to be or not to be"), "to be or not to be");
    assert_eq!(read("What is a function?"), "function");
    assert_eq!(read("how does it scale"), "scale");
    assert_eq!(read("what is it"), "what is it");
    assert_eq!(read("\"to be\" done"), "done +[to be]");
}

#[test]
fn filters_of_the_query_and_of_the_text_are_one() {
    let mut query = Query::new("");
    query.kinds = vec!["guide".to_owned()];
    let parsed = parse(&query, "kind:decision", Language::ENGLISH);
    assert_eq!(parsed.filters.only[&Facet::Kind], ["guide", "decision"]);
    assert!(!parsed.has_text);
}

#[test]
fn an_empty_value_is_no_filter() {
    for text in ["kind:\"\"", "-status:\" \"", "+owner:\"\u{a0}\""] {
        assert_eq!(read(text), "", "{text}");
    }
    let mut query = Query::new("");
    query.kinds = vec![String::new()];
    query.tags = vec![" ".to_owned(), "x".to_owned()];
    let filters = parse(&query, "", Language::ENGLISH).filters;
    assert_eq!(filters.only.into_iter().collect::<Vec<_>>(), [(Facet::Tag, vec!["x".to_owned()])]);
}

#[test]
fn long_queries_are_cut_at_a_word() {
    let text = "word ".repeat(300);
    let query = Query::new(&text);
    assert!(query.cut && query.text.len() <= 512);
    assert!(query.text.ends_with("word"));
    let query = Query::new(&"ü".repeat(600));
    assert_eq!(query.text, "ü".repeat(256));
    assert!(!Query::new("short").cut);
}

#[test]
fn identifiers_are_required_as_parts_in_a_row_or_joined() {
    let parsed = parse(&Query::new("+order-service"), "+order-service", Language::ENGLISH);
    let run = &parsed.required[0];
    assert_eq!(run.joined.as_deref(), Some("orderservice"));
    assert_eq!(run.words.len(), 2);
    let parsed = parse(&Query::new(""), "\"the order-service\"", Language::ENGLISH);
    assert_eq!(parsed.required[0].joined, None);
}
