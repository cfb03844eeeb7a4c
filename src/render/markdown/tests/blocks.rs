use super::*;

#[test]
fn headings_have_the_ids_they_were_given_and_a_link_to_themselves() {
    let mut prose = prose("## A *b* {.c #d}\n\n> # Kb x\n\n### No id");
    prose.heading_ids = [(0, "a-b".to_owned()), (20, "kb-x".to_owned())].into();
    let anchor = |id| format!("<a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this section\">#</a>");
    let expected = format!(
        "<h2 id=\"a-b\">A <em>b</em> {}</h2>\n<blockquote>\n<h1 id=\"h-kb-x\">Kb x {}</h1>\n</blockquote>\n<h3>No id</h3>\n",
        anchor("a-b"),
        anchor("h-kb-x")
    );
    assert_eq!(render(&prose).html, expected);
}

#[test]
fn only_blocks_that_start_in_a_part_are_rendered() {
    let text = "one [l]\n\n## two\n\nthree[^n]\n\n[^n]: note\n\n[l]: x.md\n";
    let mut prose = prose(text);
    prose.parts = vec![0..1, 17..26];
    let html = render(&prose).html;
    assert!(html.starts_with("<p>one <a href=\"x.md\">l</a></p>\n<p>three<sup"), "{html}");
    assert!(html.contains("<li id=\"kb-fn-1\"><p>note <a"), "{html}");
    assert!(!html.contains("two"), "{html}");
    prose.parts = Vec::from([0..1]);
    assert_eq!(render(&prose).html, "<p>one <a href=\"x.md\">l</a></p>\n");
}

#[test]
fn footnotes_are_numbered_by_first_use_and_lead_back() {
    let html = render(&prose("a[^x] b[^y] c[^X]\n\n[^y]: Y[^z]\n[^x]: - X\n[^z]: Z\n[^unused]: no\n")).html;
    let reference = |n: &str, id: &str| {
        format!(
            "<sup class=\"ref\"><a href=\"#kb-fn-{n}\" id=\"kb-fnref-{id}\" role=\"doc-noteref\" aria-label=\"Footnote {n}\">[{n}]</a></sup>"
        )
    };
    let back = |id: &str| {
        format!(
            "<a href=\"#kb-fnref-{id}\" role=\"doc-backlink\" aria-label=\"Back to reference {id}\">\u{21a9}\u{fe0e}</a>"
        )
    };
    let expected = format!(
        "<p>a{} b{} c{}</p>\n<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n\
         <li id=\"kb-fn-1\"><ul>\n<li>X</li>\n</ul>\n<p>{} {}</p></li>\n\
         <li id=\"kb-fn-2\"><p>Y{} {}</p></li>\n<li id=\"kb-fn-3\"><p>Z {}</p></li>\n</ol>\n</section>\n",
        reference("1", "1"),
        reference("2", "2"),
        reference("1", "1-2"),
        back("1"),
        back("1-2"),
        reference("3", "3"),
        back("2"),
        back("3")
    );
    assert_eq!(html, expected);
}

#[test]
fn alerts_are_notes() {
    for (kind, class, icon, title) in [
        ("NOTE", "note", "info", "Note"),
        ("TIP", "note tip", "tip", "Tip"),
        ("IMPORTANT", "note", "info", "Important"),
        ("WARNING", "note caution", "warn", "Warning"),
        ("CAUTION", "note danger", "warn", "Caution"),
    ] {
        let bar = format!("<p class=\"note-t\">{}{title}</p>", icon_of(icon));
        check(&format!("> [!{kind}]\n> a"), &format!("<div class=\"{class}\">{bar}\n<p>a</p>\n</div>"));
    }
    check("> a", "<blockquote>\n<p>a</p>\n</blockquote>");
}

fn icon_of(name: &str) -> String {
    format!("<svg class=\"i\" aria-hidden=\"true\"><use href=\"#kb-i-alert-{name}\"></use></svg>")
}

#[test]
fn alerts_may_fold_and_have_a_title_of_their_own() {
    let named = |icon: &str, kind: &str| {
        icon_of(icon).replace("aria-hidden=\"true\"", &format!("role=\"img\" aria-label=\"{kind}\""))
    };
    let bar = |words: &str| {
        let icon = if words == "Note" { icon_of("info") } else { named("info", "Note") };
        format!("<summary class=\"note-t\">{icon}{words}</summary>\n")
    };
    check("> [!NOTE]-\n> a", &format!("<details class=\"note\">{}<p>a</p>\n</details>", bar("Note")));
    check(
        "> [!note]+ Own *title* [l](x)\n> a\n> b\n>\n> c",
        &format!(
            "<details class=\"note\" open>{}<p>a\nb</p>\n<p>c</p>\n</details>",
            bar("<span>Own <em>title</em> l</span>")
        ),
    );
    check("> [!NOTE]-", &format!("<details class=\"note\">{}</details>", bar("Note")));
    check(
        "> [!NOTE]- A\n>\n> - b",
        &format!("<details class=\"note\">{}<ul>\n<li>b</li>\n</ul>\n</details>", bar("<span>A</span>")),
    );
    check(
        "> [!TIP] [l](x)\n> a",
        &format!(
            "<div class=\"note tip\"><p class=\"note-t\">{}<span><a href=\"x\">l</a></span></p>\n<p>a</p>\n</div>",
            named("tip", "Tip")
        ),
    );
    check(
        "- > [!NOTE]- <b>a\n  > b</b>",
        &format!(
            "<ul>\n<li>\n<details class=\"note\">{}<p>b</p>\n</details>\n</li>\n</ul>",
            bar("<span><b>a</b></span>")
        ),
    );
}

#[test]
fn what_only_looks_like_an_alert_is_a_quote() {
    for line in
        ["[!NOTE]x", "[!NOTE]-x", "[!NOTES]- a", "\\[!NOTE]- a", "[!NOTE", "a [!NOTE]-", "[!NOTE](x)", "`[!NOTE]- a`"]
    {
        let html = render(&prose(&format!("> {line}"))).html;
        assert!(html.starts_with("<blockquote>\n<p>"), "{line}: {html}");
    }
}

#[test]
fn tables_scroll_in_a_frame_with_a_name_of_its_own() {
    let open =
        |name: &str| format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\"><table>");
    check(
        "|A \"b\"|C|\n|:-:|--:|\n|1|2|\n",
        &format!(
            "{}<thead><tr><th scope=\"col\" class=\"ac\">A &quot;b&quot;</th><th scope=\"col\" class=\"ar\">C</th></tr></thead>\
             <tbody>\n<tr><td class=\"ac\">1</td><td class=\"ar\">2</td></tr>\n</tbody></table></div>",
            open("Table: A &quot;b&quot;, C")
        ),
    );
    let head = "<thead><tr><th scope=\"col\">A</th></tr></thead></table></div>";
    check(
        "|A|\n|-|\n\nx\n\n|A|\n|-|\n",
        &format!("{}{head}\n<p>x</p>\n{}{head}", open("Table: A"), open("Table: A (2)")),
    );
}

#[test]
fn lists_and_other_blocks() {
    check("- a\n  1. b", "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>");
    check("3. a\n\n4. b", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>");
    check(
        "- [x] a\n- [ ] b",
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"To do\"> b</li>\n</ul>",
    );
    check("Term\n: Def ~~x~~", "<dl>\n<dt>Term</dt>\n<dd>Def <del>x</del></dd>\n</dl>");
    check("a  \nb\nc\n***\n", "<p>a<br>\nb\nc</p>\n<hr>");
}

/// A block of code: the caption, the name and the lines.
fn code(caption: &str, name: &str, lines: &str) -> String {
    format!(
        "<figure class=\"code\">{caption}<pre tabindex=\"0\" role=\"region\" aria-label=\"{name}\"><code>{lines}</code></pre></figure>"
    )
}

#[test]
fn code_is_highlighted_line_by_line() {
    check(
        "```rust\nfn f() { \"<\" } // c\nlet x = 1;\n```",
        &code(
            "<figcaption><span class=\"label\">Rust</span></figcaption>",
            "Code: Rust",
            "<span class=\"l\"><span class=\"s-k\">fn</span> <span class=\"s-f\">f</span>() { <span class=\"s-s\">&quot;&lt;&quot;</span> } \
             <span class=\"s-c\">// c</span>\n</span><span class=\"l\"><span class=\"s-k\">let</span> x = <span class=\"s-n\">1</span>;\n</span>",
        ),
    );
    check("    a < b\n", &code("", "Code", "<span class=\"l\">a &lt; b\n</span>"));
    check("```\n```", &code("", "Code", ""));
}

#[test]
fn code_has_a_title_numbers_and_marks() {
    check(
        "```text title=\"a b.txt\" start=9 mark=2\nx\ny\n```",
        &code(
            "<figcaption><code>a b.txt</code></figcaption>",
            "a b.txt",
            "<span class=\"l\"><span class=\"ln\" data-n=\"9\"></span>x\n</span>\
             <mark class=\"l\"><span class=\"ln\" data-n=\"10\"></span>y\n</mark>",
        ),
    );
}

#[test]
fn a_diff_may_have_the_colours_of_its_language() {
    check(
        "```diff\n--- a\n+x\n-y\n z\n```",
        &code(
            "<figcaption><span class=\"label\">Diff</span></figcaption>",
            "Code: Diff",
            "<span class=\"l\">--- a\n</span><span class=\"l add\">+x\n</span><span class=\"l del\">-y\n</span><span class=\"l\"> z\n</span>",
        ),
    );
    check(
        "```yml diff\n+a: 1\n```",
        &code(
            "<figcaption><span class=\"label\">YAML</span></figcaption>",
            "Code: YAML",
            "<span class=\"l add\">+<span class=\"s-k\">a</span>: <span class=\"s-n\">1</span>\n</span>",
        ),
    );
}

#[test]
fn languages_go_by_the_names_that_authors_use() {
    let highlighter = Highlighter::new();
    let names = "sh bash shell zsh ts tsx js jsx mjs yml yaml toml tf hcl proto kt kotlin dockerfile docker jsonc json rust rs go \
                 golang py python rb c cpp c++ cs csharp java sql html css xml md ini makefile lua swift scala php r graphql";
    for name in names.split_whitespace() {
        assert!(matches!(highlighter.language(name), highlight::Language::Known(_)), "{name}");
    }
    for name in ["", "text", "TXT", "plain", "none", "console", "mermaid"] {
        assert!(matches!(highlighter.language(name), highlight::Language::Plain(_)), "{name}");
    }
}

#[test]
fn an_unknown_language_is_reported_under_its_name() {
    let text = "> ~~~ pyhton title=x\n> a\n> ~~~\n";
    let rendered = render(&prose(text));
    let [problem] = &rendered.diagnostics[..] else { panic!("{:?}", rendered.diagnostics) };
    assert_eq!(shown(text, problem), ("unknown-language", "pyhton", "no language is called `pyhton`"));
    assert_eq!(problem.help.as_deref(), Some("did you mean `python`?"));
    assert!(rendered.html.contains("<span class=\"l\">a\n</span>"), "{}", rendered.html);
}
