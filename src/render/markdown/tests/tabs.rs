use super::*;

/// A row of tabs, each with its label and its HTML.
fn tabs(all: &[(&str, &str)]) -> String {
    let one = |(label, html): &(&str, &str)| {
        format!(
            "<div class=\"tab\" role=\"group\" aria-label=\"{label}\"><p class=\"tab-t\">{label}</p>\n{html}</div>\n"
        )
    };
    format!("<div class=\"tabs\">\n{}</div>", all.iter().map(one).collect::<String>())
}

#[test]
fn a_list_after_the_comment_is_tabs() {
    let expected = tabs(&[
        ("A & <b>".replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").as_str(), "<p>a</p>\n"),
        ("C", "<ul>\n<li>d</li>\n</ul>\n"),
    ]);
    check("<!-- tabs -->\n- **A & `<b>`**\n\n  a\n\n- **C**\n\n  - d\n", &expected);
    check("<!--tabs-->\n\n- **A & `<b>`**\n\n  a\n\n- **C**\n\n  - d\n", &expected);
    check("<!-- tabs -->\n* **A**\n  a *b*\n* **B**\n", &tabs(&[("A", "a <em>b</em>\n"), ("B", "")]));
    check("<!-- tabs -->\n- **A**\n  a\n\n- **B**\n\n  b", &tabs(&[("A", "<p>a</p>\n"), ("B", "<p>b</p>\n")]));
    check("<!-- tabs -->\n- **A**\n  > q\n", &tabs(&[("A", "<blockquote>\n<p>q</p>\n</blockquote>\n")]));
    let uses: Vec<_> = render(&prose("<!-- tabs -->\n- **A**\n")).uses.into_iter().collect();
    assert_eq!(uses, ["tabs"]);
}

#[test]
fn tabs_stand_wherever_a_list_may() {
    let inner = tabs(&[("B", "<p>b</p>\n")]);
    check("> <!-- tabs -->\n> - **B**\n>\n>   b", &format!("<blockquote>\n{inner}\n</blockquote>"));
    check("<!-- tabs -->\n- **A**\n\n  <!-- tabs -->\n  - **B**\n\n    b\n", &tabs(&[("A", &format!("{inner}\n"))]));
}

#[test]
fn html_in_a_tab_ends_with_it() {
    check(
        "<!-- tabs -->\n- **A**\n\n  <div>\n\n  a\n\n- **B**\n\n  </div></div>b",
        &tabs(&[("A", "<div>\n<p>a</p>\n</div>"), ("B", "b\n")]),
    );
}

#[test]
fn an_item_without_a_label_makes_it_a_list() {
    let message = "an item of tabs begins with a line in bold, and this one does not";
    check_reported(
        "<!-- tabs -->\n- **A**\n- b\n  c\n",
        "<ul>\n<li><strong>A</strong></li>\n<li>b\nc</li>\n</ul>",
        &[("tabs", "- b", message)],
    );
    for item in ["**A** b", "**A**b", "**A** [b](c)", "**A *b***", "", "**[a](b)**", "# A"] {
        let rendered = render(&prose(&format!("<!-- tabs -->\n- {item}\n")));
        assert!(rendered.html.starts_with("<ul>") && rendered.diagnostics.len() == 1, "{item}: {rendered:?}");
    }
}

#[test]
fn only_that_comment_makes_tabs() {
    for text in ["<!-- tab -->\n- **A**\n", "<!-- tabs -->\n1. **A**\n", "<!-- tabs -->\n\na\n\n- **A**\n", "<!-- tabs"]
    {
        let rendered = render(&prose(text));
        assert!(!rendered.html.contains("tab-t") && rendered.diagnostics.is_empty(), "{text}: {rendered:?}");
    }
}
