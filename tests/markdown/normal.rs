//! One normal form for the HTML of a specification and for that of kb, without what kb adds to every element.

use markup5ever_rcdom::Handle;

use super::dom;

/// Elements next to which white space means nothing.
const BLOCKS: &[&str] = &[
    "blockquote",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

type Attributes = Vec<(String, String)>;

/// The HTML of a specification.
pub fn reference(html: &str) -> String {
    let mut writer = Writer { out: String::new(), decorated: false };
    writer.all(&dom::fragment(html).root.children.borrow(), false);
    writer.out.trim().to_owned()
}

/// The HTML of kb, without its decorations.
pub fn ours(html: &str) -> String {
    let mut writer = Writer { out: String::new(), decorated: true };
    writer.all(&dom::fragment(html).root.children.borrow(), false);
    writer.out.trim().to_owned()
}

struct Writer {
    out: String,
    decorated: bool,
}

impl Writer {
    fn all(&mut self, nodes: &[Handle], pre: bool) {
        nodes.iter().for_each(|node| self.node(node, pre));
    }

    fn node(&mut self, node: &Handle, pre: bool) {
        if let Some(text) = dom::text(node) {
            self.text(&text, pre);
        }
        let Some((name, attributes)) = dom::element(node) else {
            return;
        };
        let class = attributes.iter().find(|(name, _)| name == "class").map_or("", |(_, class)| class.as_str());
        let children = node.children.borrow();
        if self.decorated {
            match (&*name, class) {
                ("a", "anchor") | ("figcaption" | "svg", _) => return,
                ("figure", "code") | ("div", "scroll") => return self.all(&children, pre),
                ("span" | "mark", _) if pre => return self.all(&children, pre),
                _ => {}
            }
        }
        let is_block = BLOCKS.contains(&&*name);
        if is_block {
            self.trim();
        }
        let mut attributes = self.plain(&name, &attributes, class);
        attributes.sort();
        self.out.push('<');
        self.out.push_str(&name);
        for (name, value) in attributes {
            self.out += &format!(" {name}={value:?}");
        }
        self.out.push('>');
        self.all(&children, pre || &*name == "pre");
        if is_block && &*name != "pre" {
            self.trim();
        }
        self.out += &format!("</{name}>");
    }

    /// The attributes that both sides can have.
    fn plain(&self, element: &str, attributes: &Attributes, class: &str) -> Attributes {
        let mut plain = Attributes::new();
        for (name, value) in attributes {
            let skipped = match name.as_str() {
                // The language of code is a class there and a caption here.
                "class" => true,
                "aria-describedby" | "aria-label" | "decoding" | "loading" | "rel" | "role" | "scope" | "tabindex" => {
                    self.decorated
                }
                "id" => self.decorated && element.starts_with('h'),
                _ => false,
            };
            match (name.as_str(), value.strip_prefix("text-align: ")) {
                _ if skipped => {}
                ("style", Some(side)) => plain.push(("align".to_owned(), side.to_owned())),
                _ => plain.push((name.clone(), value.clone())),
            }
        }
        if self.decorated && matches!(element, "td" | "th") {
            let side = [("al", "left"), ("ac", "center"), ("ar", "right")].iter().find(|(c, _)| *c == class);
            plain.extend(side.map(|(_, side)| ("align".to_owned(), (*side).to_owned())));
        }
        plain
    }

    fn text(&mut self, text: &str, pre: bool) {
        if pre {
            self.out.push_str(&text.replace('<', "&lt;"));
            return;
        }
        for c in text.chars() {
            match c {
                '<' => self.out.push_str("&lt;"),
                c if c.is_ascii_whitespace() => {
                    if !self.out.ends_with(' ') && !self.after_block() {
                        self.out.push(' ');
                    }
                }
                c => self.out.push(c),
            }
        }
    }

    fn trim(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    /// A tag of a block was written last.
    fn after_block(&self) -> bool {
        let Some(tag) = self.out.strip_suffix('>').and_then(|out| out.rsplit_once('<')) else {
            return self.out.is_empty();
        };
        let name = tag.1.trim_start_matches('/').split(' ').next().unwrap_or_default();
        BLOCKS.contains(&name)
    }
}
