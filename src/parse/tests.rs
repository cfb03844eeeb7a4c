use super::*;

fn parsed(text: &str) -> Document {
    document(&"content/a.md".into(), text)
}

fn targets(text: &str) -> Vec<(LinkKind, String)> {
    parsed(text).links.into_iter().map(|link| (link.kind, link.target)).collect()
}

#[test]
fn front_matter_stands_between_lines_of_pluses() {
    let text = "\u{feff}+++ \t\r\ntitle = \"x\"\r\n+++\r\n# Body\r\n";
    let document = parsed(text);
    assert!(matches!(&document.front, Front::Toml(toml, _) if toml.whole && toml.table.len() == 1));
    assert_eq!(&*document.body, "# Body\r\n");
    assert_eq!(document.headings[0].title, "Body");
    assert!(matches!(parsed("---\na: b\n---\nx").front, Front::Yaml(_)));
    assert!(matches!(parsed("text").front, Front::None));
}

#[test]
fn every_mistake_of_the_front_matter_is_reported_at_its_place() {
    let document = parsed("+++\na = \nb = 'x\nc = 1\n+++\n");
    assert!(document.diagnostics.len() >= 2, "{:?}", document.diagnostics);
    assert!(
        document.diagnostics.iter().all(|problem| { problem.place.as_ref().is_some_and(|place| place.span.is_some()) })
    );
    let open = parsed("+++\na = 1\n");
    assert_eq!(open.diagnostics[0].message, "the front matter has no end");
}

#[test]
fn links_are_found_in_every_form() {
    let text = "[[a]] [[b|text]] [c](c.md#d) ![alt](e.png) <https://f.example>\n\n|x|\n|-|\n|[[g\\|h]]|\n\n[i][j] and [k][]\n\n\
                <a href=\"l.md\">m</a> n[^o] p[^q]\n\n[^q]: note\n";
    use LinkKind::{Html, Image, Markdown, Undefined, Wiki};
    let expected = [
        (Wiki, "a"),
        (Wiki, "b"),
        (Markdown, "c.md#d"),
        (Image, "e.png"),
        (Markdown, "https://f.example"),
        (Wiki, "g"),
        (Undefined, "j"),
        (Undefined, "k"),
        (Html, "l.md"),
        (Undefined, "^o"),
    ];
    assert_eq!(targets(text), expected.map(|(kind, target)| (kind, target.to_owned())));
}

#[test]
fn links_in_code_are_text() {
    assert_eq!(targets("`[[a]]`\n\n```\n[[b]]\n```\n"), []);
}

#[test]
fn a_link_knows_its_place_and_its_sentence() {
    let text = "+++\n+++\nOne. It rests on the [[event-log|log]] we share. Two.\n";
    let document = parsed(text);
    let link = &document.links[0];
    assert_eq!(&text[link.span.clone()], "event-log");
    assert_eq!((&*link.quote.before, &*link.quote.link, &*link.quote.after), ("It rests on the ", "log", " we share."));
}

#[test]
fn a_tag_may_go_on_in_the_next_line() {
    let text = "<img\n  src=\"a.png\">\n";
    let document = parsed(text);
    assert_eq!(targets(text), [(LinkKind::HtmlSource, "a.png".to_owned())]);
    assert_eq!(&text[document.links[0].span.clone()], "a.png");
}

#[test]
fn what_makes_alerts_and_formulas_is_no_text() {
    let text = |body: &str| parsed(body).sections[0].text.clone();
    assert_eq!(text("> [!NOTE]- A *title*\n> a\n"), "A title a\n");
    assert_eq!(text("> [!NOTE]\n> a\n"), "a\n");
    assert_eq!(text("$x^2$ costs $5-$10 and $6\n"), "x^2 costs $5-$10 and $6\n");
    assert_eq!(text("<!-- tabs -->\n- **A**\n\n  a\n"), "A\na\n");
}

#[test]
fn sections_hold_the_text_below_their_headings() {
    let document = parsed("intro\n\n## A {#x}\n\none *two*\n\n- three\n- four\n\n### B\n\n    code\n");
    let sections: Vec<_> = document.sections.iter().map(|s| (s.heading, s.text.as_str())).collect();
    assert_eq!(sections, [(None, "intro\n"), (Some(0), "one two\nthree\nfour\n"), (Some(1), "code\n")]);
    assert_eq!(document.headings[0].id, "x");
    assert_eq!(&document.body[document.section_after(0)], "\none *two*\n\n- three\n- four\n\n### B\n\n    code\n");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(\\PC|[\\n\\r\\[\\]()<>|`*_#+!^-]){0,200}") {
        parsed(&text);
        parsed(&format!("+++\n{text}\n+++\n{text}"));
    }
}

#[test]
fn a_carriage_return_alone_ends_a_line_of_the_body() {
    let document = parsed("# A\r\rtext [[b]]\r");
    assert_eq!(document.headings[0].title, "A");
    assert_eq!(document.links.len(), 1);
}
