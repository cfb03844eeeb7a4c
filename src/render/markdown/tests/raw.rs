use super::*;

fn removed(text: &str, expected: &str, names: &[(&str, &str)]) {
    let reported: Vec<_> = names.iter().map(|(place, message)| ("html-removed", *place, *message)).collect();
    check_reported(text, expected, &reported);
}

#[test]
fn harmless_html_stays() {
    check("<kbd>Ctrl</kbd> H<sub>2</sub>O<br/>x", "<p><kbd>Ctrl</kbd> H<sub>2</sub>O<br>x</p>");
    check(
        "<details open>\n<summary>S</summary>\n\n*in*\n\n</details>\n",
        "<details open=\"\">\n<summary>S</summary>\n<p><em>in</em></p>\n</details>",
    );
    check(
        "<div align=center>\n<img src='a.png' width=\"50%\">\n</div>",
        "<div align=\"center\">\n<img src=\"a.png\" width=\"50%\" alt=\"\" loading=\"lazy\" decoding=\"async\">\n</div>",
    );
    check("<!-- comment -->\n\na <!-- b -->", "<p>a </p>");
    check("<ul>\n<li>a\n<li>b\n</ul>", "<ul>\n<li>a\n</li><li>b\n</li></ul>");
    check(
        "<table><tr><td>\n\n**a**\n\n</td></tr></table>",
        "<table><tbody><tr><td>\n<p><strong>a</strong></p>\n</td></tr></tbody></table>",
    );
    check("&copy; <b>&copy; &lt;</b>", "<p>\u{a9} <b>\u{a9} &lt;</b></p>");
}

#[test]
fn what_could_run_script_goes_and_is_named() {
    removed("a <script>alert(1)</script> b", "<p>a  b</p>", &[("<script>", "`<script>` was taken out")]);
    removed("<script>\na\n\nb</script>\n\nc", "<p>c</p>", &[("<script>", "`<script>` was taken out")]);
    removed(
        "a <b onclick=x Style='y'>c</b>",
        "<p>a <b>c</b></p>",
        &[("onclick", "`onclick` of `<b>` was taken out"), ("Style", "`style` of `<b>` was taken out")],
    );
    removed(
        "> a\n> <i\n> id=x class=y>b</i>",
        "<blockquote>\n<p>a\n<i>b</i></p>\n</blockquote>",
        &[("id", "`id` of `<i>` was taken out"), ("class", "`class` of `<i>` was taken out")],
    );
    removed(
        "<svg><a href='x'></svg>b<iframe src=x></iframe>",
        "<p>b</p>",
        &[("<svg>", "`<svg>` was taken out"), ("<iframe src=x>", "`<iframe>` was taken out")],
    );
    removed(
        "<form><input><button>Go</button></form>",
        "Go",
        &[
            ("<form>", "`<form>` was taken out"),
            ("<input>", "`<input>` was taken out"),
            ("<button>", "`<button>` was taken out"),
        ],
    );
    removed("<?php x ?>", "", &[("<?php x ?>", "`<?php x ?\u{2026}` was taken out")]);
}

#[test]
fn addresses_in_raw_html_are_judged_with_their_entities() {
    for address in [
        "javascript:x",
        "java&#115;cript:x",
        "java&#x73cript:x",
        "javascript&colon;x",
        "java&Tab;script:x",
        " &#1;javascript:x",
    ] {
        removed(
            &format!("<a href=\"{address}\">a</a>"),
            "<p><a>a</a></p>",
            &[("href", "`href` of `<a>` was taken out")],
        );
    }
    removed("a<img src=http://b.c/d alt='e'>", "<p>ae</p>", &[("src", "`src` of `<img>` was taken out")]);
    // Entities that only the last pass knows.
    let html = render(&prose("<a href=\"javascript&lpar;:x\">a</a> <a href=\"javas&Tab;cript&colon;x\">b</a>")).html;
    assert_eq!(html, "<p><a>a</a> <a>b</a></p>\n");
    check(
        "<a href=\"https://b.c?d&amp;e\">a</a>",
        "<p><a href=\"https://b.c?d&amp;e\" class=\"ext\" rel=\"noopener\" aria-describedby=\"kb-ext\">a</a></p>",
    );
}

#[test]
fn addresses_in_raw_html_lead_where_the_site_says() {
    let mut prose = prose("a <a href=\"x.md\">b</a> <a href=y.md>c</a> <a href=z.md>d</a>");
    let at = |n: &str| prose.text.find(n).expect("it is there");
    prose.links = [
        (at("x.md"), LinkTarget::Href("../x/".to_owned())),
        (at("y.md"), LinkTarget::Href("../y/".to_owned())),
        (at("z.md"), LinkTarget::Text),
    ]
    .into();
    let rendered = render(&prose);
    assert_eq!(rendered.html, "<p>a <a href=\"../x/\">b</a> <a href=\"../y/\">c</a> <a>d</a></p>\n");
    assert_eq!(rendered.diagnostics, []);
}

#[test]
fn what_is_no_element_of_html_is_text() {
    check("Vec<T> and <x y=1>z</x>", "<p>Vec&lt;T&gt; and &lt;x y=1&gt;z&lt;/x&gt;</p>");
    check("<T>\n\na", "<p>&lt;T&gt;</p>\n<p>a</p>");
    check("<b>a</b> <my-element onclick=x>", "<p><b>a</b> &lt;my-element onclick=x&gt;</p>");
}

#[test]
fn tags_end_with_the_markdown_around_them() {
    check("- <b>a\n- b</b>", "<ul>\n<li><b>a</b></li>\n<li>b</li>\n</ul>");
    check("*<i>a* b</i>", "<p><em><i>a</i></em> b</p>");
    check("<div>\n\na", "<div>\n<p>a</p>\n</div>");
    check("</div></article></body>\n\na", "<p>a</p>");
    check("> <details>\n\na", "<blockquote>\n<details>\n</details></blockquote>\n<p>a</p>");
    check("<b>a</i></b></b>", "<p><b>a</b></p>");
    check("a <a href=\"\n\nb", "<p>a &lt;a href=&quot;</p>\n<p>b</p>");
    check("<div a=\"\n\nb", "&lt;div a=\"\n<p>b</p>");
}

#[test]
fn html_may_be_shown_as_text() {
    let mut prose = prose("a <b>c</b>\n\n<div>\n<script>\n</div>");
    prose.raw_html = RawHtml::Escape;
    let rendered = render(&prose);
    assert_eq!(rendered.html, "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n<p>&lt;div&gt;\n&lt;script&gt;\n&lt;/div&gt;</p>\n");
    assert_eq!(rendered.diagnostics, []);
}

#[test]
fn the_last_pass_takes_nothing_of_what_kb_writes() {
    let text = "# H\n\n![i](a.png) [e](http://a.b 't') www.c.d x[^1] y[^1]\n\n- [x] t\n\n3. o\n\n```rust title=a lines mark=1 diff\n+fn x() {}\n```\n\n\
                > [!TIP]+ t\n> q\n\n<!-- tabs -->\n- **L**\n\n  m\n\n![i](a.png 'c')\n\n|A|B|\n|-|:-:|\n|1|2|\n\nT\n: d ~~s~~\n\n***\n\n[^1]: n\n";
    let mut plain = prose(text);
    plain.heading_ids = [(0, "h".to_owned())].into();
    // Icons and formulas come in after that pass.
    let icon = "<svg class=\"i\" role=\"img\" aria-label=\"Tip\"><use href=\"#kb-i-alert-tip\"></use></svg>";
    let expected = render(&plain).html.replace(icon, "");
    assert_eq!(
        clean::html(&expected),
        expected
            .replace(" disabled checked ", " disabled=\"\" checked=\"\" ")
            .replace(" open>", " open=\"\">")
            .replace("&quot;", "\"")
    );
}
