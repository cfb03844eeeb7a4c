use super::*;

fn with_links(text: &str, links: &[(usize, LinkTarget)], expected: &str) {
    let mut prose = prose(text);
    prose.links = links.iter().cloned().collect();
    assert_eq!(render(&prose).html.trim_end(), expected, "{text}");
}

fn href(address: &str) -> LinkTarget {
    LinkTarget::Href(address.to_owned())
}

#[test]
fn links_lead_where_the_site_says() {
    with_links("a [*b*](x.md \"t\")", &[(2, href("../x/"))], "<p>a <a href=\"../x/\" title=\"t\"><em>b</em></a></p>");
    with_links("[b](x.md)", &[(0, LinkTarget::Text)], "<p>b</p>");
    with_links("[[x|own *text*]]", &[(0, href("x/"))], "<p><a href=\"x/\">own <em>text</em></a></p>");
    let titled = LinkTarget::Titled { href: "x/#y".to_owned(), title: "A & B".to_owned() };
    with_links(
        "[[x#y]] [[x#y|z]]",
        &[(0, titled.clone()), (8, titled)],
        "<p><a href=\"x/#y\">A &amp; B</a> <a href=\"x/#y\">z</a></p>",
    );
    with_links("[[x]]", &[], "<p>x</p>");
}

#[test]
fn links_to_other_sites_say_so() {
    check(
        "[a](https://b.c/d?e&f) <https://b.c> [m](mailto:a@b.c)",
        "<p><a href=\"https://b.c/d?e&amp;f\" class=\"ext\" rel=\"noopener\" aria-describedby=\"kb-ext\">a</a> \
         <a href=\"https://b.c\" class=\"ext\" rel=\"noopener\" aria-describedby=\"kb-ext\">https://b.c</a> <a href=\"mailto:a@b.c\">m</a></p>",
    );
    check("[a](//b.c)", "<p><a href=\"//b.c\" class=\"ext\" rel=\"noopener\" aria-describedby=\"kb-ext\">a</a></p>");
}

#[test]
fn addresses_are_judged_whoever_made_them() {
    check("[a](javascript:x) [b](data:image/png,x)", "<p>a b</p>");
    check("<javascript:alert(1)>", "<p>javascript:alert(1)</p>");
    with_links("[a](x)", &[(0, href("java\nscript:x"))], "<p>a</p>");
}

#[test]
fn images_have_alternative_text_and_no_foreign_source() {
    let image = |src: &str| {
        format!(
            "<p>x <img src=\"{src}\" alt=\"a &quot;b&quot; c\" title=\"t\" loading=\"lazy\" decoding=\"async\"></p>"
        )
    };
    with_links("x ![a \"*b*\" `c`](x.png 't')", &[(2, href("../x.png"))], &image("../x.png"));
    check("x ![a \"b\" c](data:image/png;base64,AA== 't')", &image("data:image/png;base64,AA=="));
    check("![a](http://b.c/d.png) ![b](data:image/svg+xml,x)", "<p>a b</p>");
}

#[test]
fn bare_addresses_are_links_outside_links_and_code() {
    let link = |text: &str| {
        format!("<a href=\"{text}\" class=\"ext\" rel=\"noopener\" aria-describedby=\"kb-ext\">{text}</a>")
    };
    check(
        "See https://a.b/c_d_e?f&g, `http://x.y` [http://p.q](r)",
        &format!(
            "<p>See {}, <code>http://x.y</code> <a href=\"r\">http://p.q</a></p>",
            link("https://a.b/c_d_e?f&amp;g")
        ),
    );
    check("a.b@c.de", "<p><a href=\"mailto:a.b@c.de\">a.b@c.de</a></p>");
    assert!(!render(&prose("    www.a.b\n")).html.contains("<a"));
}

#[test]
fn no_link_stands_in_a_link() {
    let html = render(&prose("<a href=\"x\">a[^1]</a>\n\n[^1]: c\n")).html;
    assert!(html.starts_with("<p><a href=\"x\">a<sup class=\"ref\">[1]</sup></a></p>"), "{html}");
    check("<a href=\"x\">a [b](c) http://d.e</a>", "<p><a href=\"x\">a b http://d.e</a></p>");
}
