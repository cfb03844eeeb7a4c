use super::*;

#[test]
fn formulas_are_mathml_in_a_line_and_alone() {
    check("a $x_1$ b", "<p>a <math display=\"inline\"><msub><mi>x</mi><mn>1</mn></msub></math> b</p>");
    check(
        "$$\nx\n$$",
        "<p><span class=\"maths\" tabindex=\"0\" role=\"region\" aria-label=\"Formula\"><math display=\"block\"><mi>x</mi></math></span></p>",
    );
    assert!(render(&prose("$x$")).uses.contains("maths"));
}

#[test]
fn prices_are_text() {
    for text in [
        "$5 and $10",
        "$5-$10",
        "between $5/$10",
        "US$5/$ and A$6,$",
        "a $ b $ c",
        "5$ and 10$",
        "costs $5",
        "$",
        "x$y$",
    ] {
        check(text, &format!("<p>{text}</p>"));
    }
    check(r"\$x$ and `$x$`", "<p>$x$ and <code>$x$</code></p>");
    check("| a | b |\n|-|-|\n| $5 | $6 |\n", render(&prose("| a | b |\n|-|-|\n| &#36;5 | &#36;6 |\n")).html.trim());
    assert!(render(&prose("$5 and $10")).uses.is_empty());
}

#[test]
fn a_formula_that_cannot_be_read_is_shown_and_reported() {
    check_reported(
        "a $\\frob<b>$ c",
        "<p>a <code>\\frob&lt;b&gt;</code> c</p>",
        &[("formula", "$\\frob<b>$", "no command of formulas is called `\\frob`")],
    );
    check_reported(
        "> $$\n> x^^2\n> $$",
        "<blockquote>\n<p><code>x^^2</code></p>\n</blockquote>",
        &[("formula", "$$", "the formula cannot be read: subscript and/or superscript found as argument to a command")],
    );
}

#[test]
fn formulas_and_icons_survive_raw_html_and_raw_ones_do_not() {
    let formula = "<math display=\"inline\"><mi>x</mi></math>";
    check("<b>$x$</b> $x$", &format!("<p><b>{formula}</b> {formula}</p>"));
    let html = render(&prose("> [!NOTE]- $x$\n> <b>a</b>\n")).html;
    assert!(html.contains("#kb-i-alert-info") && html.contains(formula), "{html}");
    check_reported(
        "a <math><mi>x</mi></math> $x$",
        &format!("<p>a  {formula}</p>"),
        &[("html-removed", "<math>", "`<math>` was taken out")],
    );
    // Nothing that an author writes is a mark for what kb puts in.
    for text in [
        "<span data-n=\"kb-0\"></span> <b title='<span data-n=\"kb-0\"></span>'>b</b> $x$",
        "`<span data-n=\"kb-0\"></span>` $x$",
        "![<span data-n=\"kb-0\"></span>](x '<span data-n=\"kb-0\"></span>') $x$",
    ] {
        assert_eq!(render(&prose(text)).html.matches("<math").count(), 1, "{text}");
    }
}

#[test]
fn formulas_cost_a_page_no_more_than_its_limit() {
    let rendered = render(&prose(&"$x$ ".repeat(400_000)));
    let [problem] = &rendered.diagnostics[..] else { panic!("{:?}", rendered.diagnostics) };
    assert_eq!(problem.message, "the page is over 20 MB from here on");
}
