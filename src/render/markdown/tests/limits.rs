use super::*;

/// What is reported of a text that passes a limit, and that the rest of it stands.
fn check_limit(text: &str, message: &str) {
    let text = format!("{text}\n\nafter");
    let rendered = render(&prose(&text));
    let [problem] = &rendered.diagnostics[..] else { panic!("{:?}", rendered.diagnostics) };
    assert_eq!((problem.rule.as_str(), problem.message.as_str()), ("limit", message));
    assert!(rendered.html.trim_end().ends_with("<p>after</p>"), "{}", rendered.html);
}

#[test]
fn nesting_ends_at_a_hundred_levels() {
    check_limit(&format!("{} deep", ">".repeat(101)), "nested more than 100 levels deep");
    check_limit(&format!("{} deep", "- ".repeat(101)), "nested more than 100 levels deep");
    check_limit(&format!("{} deep", "<b>".repeat(101)), "HTML nested more than 100 levels deep");
    assert_eq!(render(&prose(&format!("{} deep", ">".repeat(100)))).diagnostics, []);
}

#[test]
fn tables_have_limits_of_width_and_size() {
    let wide = |n| format!("{}\n{}\n{}", "|a".repeat(n), "|-".repeat(n), "|b".repeat(n));
    check_limit(&wide(1_001), "a table of 1001 columns and 2002 cells; kb takes 1000 columns and 100000 cells");
    let long =
        format!("{}\n{}\n{}", "|a".repeat(100), "|-".repeat(100), format!("{}\n", "|b".repeat(100)).repeat(1_000));
    check_limit(&long, "a table of 100 columns and 100100 cells; kb takes 1000 columns and 100000 cells");
}

#[test]
fn a_heading_has_five_hundred_characters() {
    check_limit(&format!("# {}", "é".repeat(501)), "a heading of 501 characters; kb takes 500");
    assert_eq!(render(&prose(&format!("# {}", "é".repeat(500)))).diagnostics, []);
}

#[test]
fn a_page_is_cut_at_the_block_that_makes_it_too_large() {
    let text = format!("before\n\n{}", format!("{}\n\n", "&".repeat(2_000_000)).repeat(3));
    let rendered = render(&prose(&text));
    let [problem] = &rendered.diagnostics[..] else { panic!("{:?}", rendered.diagnostics) };
    assert_eq!(problem.message, "the page is over 20 MB from here on");
    assert_eq!(problem.place.as_ref().and_then(|place| place.span.as_ref()).map(|span| span.start), Some(2_000_010));
    assert!(rendered.html.len() <= MAX_PAGE && rendered.html.starts_with("<p>before</p>"));
}

#[test]
fn a_hostile_file_has_a_hundred_messages_of_one_kind() {
    let rendered = render(&prose(&"<script>".repeat(10_000)));
    assert_eq!(rendered.diagnostics.len(), 1);
    let rendered = render(&prose(&format!("a {}", "<script>".repeat(10_000))));
    assert_eq!(rendered.diagnostics.len(), 100);
    let last = rendered.diagnostics.last().map(|problem| problem.message.as_str());
    assert_eq!(last, Some("more of this kind follows in this file"));
}

#[test]
fn code_that_is_too_large_is_plain() {
    let line = format!("```rust\nlet a = 1;\nlet {} = 1;\nlet c = 1;\n```\n", "b".repeat(2_000));
    let html = render(&prose(&line)).html;
    assert_eq!(html.matches("s-k").count(), 1, "{html}");
    let block = format!("```rust\n{}```\n", "let a = 1;\n".repeat(20_000));
    let rendered = render(&prose(&block));
    assert!(!rendered.html.contains("<span class=\"l\">") && rendered.html.contains("let a = 1;\nlet a = 1;"));
    assert_eq!(rendered.diagnostics, []);
}

#[test]
fn code_costs_a_page_no_more_than_its_budget() {
    let long = format!("let a = 1; // {}\n", "b".repeat(1_200));
    let html = render(&prose(&format!("```rust\n{}```\n\n```rust\n{long}```\n", long.repeat(4)))).html;
    assert_eq!(html.matches("s-k").count(), 2, "{html}");
    let deep = format!("```json\n{}```\n", "[\n".repeat(1_000));
    assert_eq!(render(&prose(&deep)).diagnostics, []);
    // A syntax that would take minutes is not used, and nobody is told off for naming it.
    let slow = render(&prose("```sv\n```"));
    assert!(slow.diagnostics.is_empty() && slow.html.contains(">SystemVerilog<"));
}

#[test]
fn footnotes_count_towards_the_page() {
    let text = format!("a[^b] c[^d]\n\n[^b]: e\n\n[^d]: {}\n", "&".repeat(4_500_000));
    let rendered = render(&prose(&text));
    let [problem] = &rendered.diagnostics[..] else { panic!("{:?}", rendered.diagnostics) };
    assert_eq!(problem.message, "the page is over 20 MB from here on");
    assert!(rendered.html.contains("kb-fn-1") && rendered.html.len() < MAX_PAGE);
}
