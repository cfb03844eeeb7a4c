//! What any HTML of kb must be, whatever it was made from.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::dom;

/// Every element that may be in it.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "math",
    "mfrac",
    "mi",
    "mn",
    "mo",
    "mover",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "use",
    "var",
    "wbr",
];

/// Every attribute that may be in it.
const ATTRIBUTES: &[&str] = &[
    "align",
    "alt",
    "aria-describedby",
    "aria-hidden",
    "aria-label",
    "checked",
    "class",
    "colspan",
    "data-n",
    "datetime",
    "decoding",
    "dir",
    "disabled",
    "display",
    "displaystyle",
    "height",
    "href",
    "id",
    "lang",
    "largeop",
    "linethickness",
    "loading",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "open",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "scope",
    "scriptlevel",
    "span",
    "src",
    "start",
    "stretchy",
    "symmetric",
    "tabindex",
    "title",
    "type",
    "valign",
    "value",
    "width",
];

/// Every class, all of them kb's own.
const CLASSES: &[&str] = &[
    "ac",
    "add",
    "al",
    "anchor",
    "ar",
    "caution",
    "code",
    "danger",
    "del",
    "ext",
    "footnotes",
    "i",
    "l",
    "label",
    "ln",
    "maths",
    "note",
    "note-t",
    "pic",
    "ref",
    "s-c",
    "s-f",
    "s-k",
    "s-n",
    "s-s",
    "scroll",
    "tab",
    "tab-t",
    "tabs",
    "task",
    "tip",
];

const VOID: &[&str] = &["br", "col", "hr", "img", "input", "wbr"];

/// What is wrong with the HTML, nothing when it is safe.
pub fn fault(html: &str) -> Option<String> {
    balance(html).or_else(|| structure(html)).or_else(|| escape(html))
}

/// Elements, attributes and addresses are allowed ones, and no id is given twice.
fn structure(html: &str) -> Option<String> {
    let mut fault = None;
    let mut ids = BTreeSet::new();
    let tree = dom::fragment(html);
    for node in tree.root.children.borrow().iter() {
        dom::elements(node, &mut |name, attributes| {
            if !ELEMENTS.contains(&name) {
                fault = Some(format!("element <{name}>"));
            }
            let has = |name: &str, value: &str| attributes.iter().any(|a| a.0 == name && a.1 == value);
            let ours = match name {
                "svg" => {
                    has("class", "i") && (has("aria-hidden", "true") || has("role", "img")) && attributes.len() <= 3
                }
                "use" => attributes.len() == 1,
                "math" => has("display", "inline") || has("display", "block"),
                _ => true,
            };
            if !ours {
                fault = Some(format!("<{name}> with {attributes:?}"));
            }
            for (attribute, value) in attributes {
                let good = ATTRIBUTES.contains(&attribute.as_str())
                    && match attribute.as_str() {
                        "href" if name == "use" => value.starts_with("#kb-i-alert-"),
                        "href" => matches!(scheme(value).as_deref(), None | Some("http" | "https" | "mailto" | "tel")),
                        "src" => match scheme(value).as_deref() {
                            None => !value.trim_start().replace('\\', "/").starts_with("//"),
                            Some("data") => ["png", "jpeg", "gif", "webp"]
                                .iter()
                                .any(|kind| value.trim().to_lowercase().starts_with(&format!("data:image/{kind}"))),
                            Some(_) => false,
                        },
                        "class" => value.split(' ').all(|class| CLASSES.contains(&class) || class.starts_with("menv-")),
                        "type" => value == "checkbox",
                        "id" => ids.insert(value.clone()),
                        _ => true,
                    };
                if !good {
                    fault = Some(format!("<{name} {attribute}={value:?}>"));
                }
            }
        });
    }
    fault
}

/// The scheme of an address as a browser reads it.
fn scheme(address: &str) -> Option<String> {
    let skipped = |c: &char| !matches!(c, '\t' | '\n' | '\r');
    let address: String = address.trim_matches(|c| c <= ' ').chars().filter(skipped).collect();
    let (scheme, _) = address.split_once(':')?;
    let valid = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(valid))
        .then(|| scheme.to_ascii_lowercase())
}

/// Wherever a theme puts the HTML, what comes after it is still after it.
fn escape(html: &str) -> Option<String> {
    for (before, after, needs) in [
        ("<main><article>", "</article></main>", "<"),
        ("<main><table><tr><td>", "</td></tr></table></main>", "<t"),
        ("<main><ul><li>", "</li></ul></main>", "<li"),
    ] {
        if !html.contains(needs) {
            continue;
        }
        let page = format!("<!doctype html><body>{before}{html}{after}<footer></footer>");
        let tree = dom::page(&page);
        let mut path = Vec::new();
        dom::path_to("footer", &tree.root, &mut path);
        if path != ["html", "body", "footer"] {
            return Some(format!("in {before} it swallows what follows: {path:?}"));
        }
    }
    None
}

/// Every tag that is opened is closed, in order.
fn balance(html: &str) -> Option<String> {
    let input = BufferQueue::default();
    input.push_back(html.into());
    let tokenizer = Tokenizer::new(Balance::default(), TokenizerOpts::default());
    // No element of the list above changes how text is read, so the tokenizer needs no tree.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let open = tokenizer.sink.open.borrow();
    match (tokenizer.sink.fault.take(), open.last()) {
        (Some(fault), _) => Some(fault),
        (None, Some(name)) => Some(format!("<{name}> stays open")),
        (None, None) => None,
    }
}

#[derive(Default)]
struct Balance {
    open: RefCell<Vec<String>>,
    fault: Cell<Option<String>>,
}

impl TokenSink for Balance {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if VOID.contains(&&*tag.name) => {}
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.open.borrow_mut().push(tag.name.to_string()),
            Token::TagToken(tag) if self.open.borrow_mut().pop().as_deref() == Some(&*tag.name) => {}
            Token::TagToken(tag) => self.fault.set(Some(format!("</{}> closes another element", tag.name))),
            Token::CommentToken(_) | Token::DoctypeToken(_) => self.fault.set(Some("a comment or doctype".to_owned())),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
