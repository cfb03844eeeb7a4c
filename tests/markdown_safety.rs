//! Whatever the text, its HTML is balanced, holds only what kb allows, and stays where a theme puts it.

#[path = "markdown/dom.rs"]
mod dom;
#[path = "markdown/safe.rs"]
mod safe;

use std::sync::LazyLock;

use kb::render::markdown::{Highlighter, Words, html};
use kb::view::page::{Prose, RawHtml};
use proptest::prelude::*;
use serde::Deserialize;

/// One for all tests: loading its syntaxes takes longer than most of them.
static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);
static WORDS: LazyLock<Words> = LazyLock::new(Words::default);

#[derive(Deserialize)]
struct Attack {
    id: usize,
    payload: String,
}

fn attacks() -> Vec<Attack> {
    let path = format!("{}/tests/corpora/xss.json", env!("CARGO_MANIFEST_DIR"));
    #[expect(clippy::disallowed_methods, reason = "a test reads its corpus")]
    let text = std::fs::read_to_string(path).expect("the corpus is part of the repository");
    serde_json::from_str(&text).expect("the corpus is a list of attacks")
}

fn render(text: &str, raw_html: RawHtml) -> String {
    let prose =
        Prose { file: "a.md".into(), text: text.into(), parts: vec![0..text.len() + 1], raw_html, ..Prose::default() };
    html(&prose, &HIGHLIGHTER, &WORDS).html
}

/// Renders every attack at one place of a text.
fn check_attacks(place: &str) {
    let attacks = attacks();
    assert!(attacks.len() > 7_000);
    let faults: Vec<String> = attacks
        .iter()
        .filter_map(|attack| {
            let text = place.replace("{}", &attack.payload);
            let html = render(&text, RawHtml::Clean);
            safe::fault(&html).map(|fault| format!("{}: {fault}\n{text}\n{html}", attack.id))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn no_attack_as_a_body_gets_through() {
    check_attacks("{}");
}

#[test]
fn no_attack_inside_a_paragraph_gets_through() {
    check_attacks("> - a {} b\n>\n> c");
}

#[test]
fn no_attack_as_an_address_gets_through() {
    check_attacks("[a](<{}>) ![b](<{}>) [c]\n\n<a href=\"{}\">d</a><img src='{}'>\n\n[c]: <{}> '{}'");
}

#[test]
fn no_attack_as_the_info_of_code_or_in_it_gets_through() {
    check_attacks("```html title=\"{}\"\n{}\n```\n\n``` {}\n```");
}

#[test]
fn no_attack_as_a_label_of_a_tab_or_in_one_gets_through() {
    check_attacks("<!-- tabs -->\n- **{}**\n\n  {}\n- **a**\n  {}\n");
}

#[test]
fn no_attack_as_a_title_of_an_alert_gets_through() {
    check_attacks("> [!NOTE]- {}\n> {}\n\n> [!TIP] {}\n> b");
}

#[test]
fn no_attack_as_a_caption_gets_through() {
    check_attacks("![{}](a.png '{}')\n\n![a](<{}> \"{}\")");
}

#[test]
fn no_attack_as_a_formula_gets_through() {
    check_attacks("a ${}$ b $\\text{{}}$ $\\operatorname{{}}$ <b>c</b>\n\n$${}$$\n\n$$\nx {}\n$$");
}

#[test]
fn the_checks_see_what_they_are_for() {
    for bad in [
        "<script></script>",
        "<svg></svg>",
        "<svg class=i aria-hidden=true><use href='#a'></use></svg>",
        "<svg class=i aria-hidden=true onload=x></svg>",
        "<math></math>",
        "<math display=inline><mtext><img src=x onerror=y></mtext></math>",
        "<math display=inline href='javascript:x'></math>",
        "<b onclick=x></b>",
        "<b style=x></b>",
        "<b class=btn></b>",
        "<a href='java\tscript:x'></a>",
        "<img src=//a>",
        "<img src='data:image/svg+xml,x'>",
        "<b id=a></b><b id=a></b>",
        "<b>",
        "</div>",
        "<b><i></b></i>",
        "<!-- -->",
        "<textarea></textarea>",
    ] {
        assert!(safe::fault(bad).is_some(), "{bad}");
    }
    assert_eq!(safe::fault("<p class=\"note tip\">a<br><a href=\"x\">b</a></p>"), None);
}

/// Pieces of Markdown and HTML that mean something beside each other.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "a",
    "é",
    "\u{0}",
    "\u{1f600}",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "~~~",
    "\n```rust lines\n",
    "# ",
    "\n---\n",
    "> ",
    "- ",
    "- [x] ",
    "1. ",
    "|",
    "\n|-|-|\n",
    "[",
    "]",
    "](",
    ")",
    "![",
    "[[",
    "]]",
    "[^a]",
    "\n[^a]: ",
    "\n[l]: x ",
    "[l]",
    ": ",
    "<",
    ">",
    "/>",
    "\"",
    "'",
    "=",
    "&",
    "&lt;",
    "&#106;",
    "\\",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<a href=x>",
    "</a>",
    "<a href=\"javascript:x\">",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<li>",
    "<ul>",
    "</ul>",
    "<details>",
    "<summary>",
    "</details>",
    "<script>",
    "</script>",
    "<style>",
    "<svg>",
    "</svg>",
    "<math>",
    "<textarea>",
    "<title>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<x>",
    "<img src=a>",
    "<img src=x onerror=y>",
    "<pre>",
    "</pre>",
    "<br>",
    "http://a.b",
    "www.a.b",
    "a@b.c",
    "javascript:x",
    "<h1>",
    "</h1>",
    "> [!NOTE]\n> ",
    "\n> [!TIP]- ",
    "\n> [!note]+ ",
    "<!-- tabs -->\n",
    "\n- **a**\n  ",
    "$",
    "$$",
    "\\frac",
    "\\text{",
    "}",
    "^",
    "\n\n![a](b 'c')\n\n",
    "<span data-n=\"kb-0\"></span>",
    "{#kb-x}",
    "<caption>",
    "<col>",
    "<select>",
    "<option>",
    "<button>",
    "<form>",
    "<plaintext>",
    "<template>",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_rendered_safely(text in "\\PC{0,80}") {
            for mode in [RawHtml::Clean, RawHtml::Escape] {
            prop_assert_eq!(safe::fault(&render(&text, mode)), None);
        }
    }

    #[test]
    fn any_mix_of_markdown_and_html_is_rendered_safely(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
            let text = pieces.concat();
        for mode in [RawHtml::Clean, RawHtml::Escape] {
            let html = render(&text, mode);
            prop_assert_eq!(safe::fault(&html), None, "{}", html);
        }
    }
}
