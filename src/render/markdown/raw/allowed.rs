//! What raw HTML may be: the elements and attributes that GitHub keeps, less those that need an id or a class.

/// An element that is kept.
pub struct Element {
    /// Its name.
    pub name: &'static str,
    /// Its attributes besides [`GLOBAL`].
    pub attributes: &'static [&'static str],
}

const fn plain(name: &'static str) -> Element {
    Element { name, attributes: &[] }
}

const fn with(name: &'static str, attributes: &'static [&'static str]) -> Element {
    Element { name, attributes }
}

/// Attributes that every element may have. Ids belong to headings and classes to the theme, so neither is here.
pub const GLOBAL: &[&str] = &["align", "dir", "lang", "title"];

const CELL: &[&str] = &["colspan", "rowspan", "scope", "valign", "width"];

/// Elements that are kept.
pub const ELEMENTS: &[Element] = &[
    with("a", &["href"]),
    plain("abbr"),
    plain("b"),
    plain("bdi"),
    plain("bdo"),
    plain("blockquote"),
    plain("br"),
    plain("caption"),
    plain("cite"),
    plain("code"),
    with("col", &["span", "width"]),
    with("colgroup", &["span", "width"]),
    plain("dd"),
    with("del", &["datetime"]),
    with("details", &["open"]),
    plain("dfn"),
    plain("div"),
    plain("dl"),
    plain("dt"),
    plain("em"),
    plain("figcaption"),
    plain("figure"),
    plain("h1"),
    plain("h2"),
    plain("h3"),
    plain("h4"),
    plain("h5"),
    plain("h6"),
    plain("hr"),
    plain("i"),
    with("img", &["alt", "height", "src", "width"]),
    with("ins", &["datetime"]),
    plain("kbd"),
    with("li", &["value"]),
    plain("mark"),
    with("ol", &["reversed", "start"]),
    plain("p"),
    plain("pre"),
    plain("q"),
    plain("rp"),
    plain("rt"),
    plain("ruby"),
    plain("s"),
    plain("samp"),
    plain("small"),
    plain("span"),
    plain("strike"),
    plain("strong"),
    plain("sub"),
    plain("summary"),
    plain("sup"),
    with("table", &["width"]),
    plain("tbody"),
    with("td", CELL),
    plain("tfoot"),
    with("th", CELL),
    plain("thead"),
    with("time", &["datetime"]),
    with("tr", &["valign"]),
    plain("tt"),
    plain("u"),
    plain("ul"),
    plain("var"),
    plain("wbr"),
];

/// Elements without an end tag.
pub const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

/// Elements that go with all that is in them: their text is not meant for readers.
pub const WITH_CONTENT: &[&str] =
    &["iframe", "math", "noembed", "noframes", "script", "style", "svg", "template", "textarea", "title", "xmp"];

/// Other elements of HTML, of today and of the past. A name that stands nowhere here is no tag but text: `Vec<T>`.
const OTHERS: &[&str] = &[
    "acronym",
    "address",
    "animate",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "base",
    "basefont",
    "bgsound",
    "big",
    "blink",
    "body",
    "button",
    "canvas",
    "center",
    "command",
    "content",
    "data",
    "datalist",
    "dialog",
    "dir",
    "embed",
    "fencedframe",
    "fieldset",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "head",
    "header",
    "hgroup",
    "html",
    "image",
    "input",
    "isindex",
    "keygen",
    "label",
    "layer",
    "legend",
    "link",
    "listing",
    "main",
    "map",
    "marquee",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "multicol",
    "nav",
    "nextid",
    "nobr",
    "noscript",
    "object",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "portal",
    "progress",
    "rb",
    "rtc",
    "search",
    "section",
    "select",
    "selectedcontent",
    "shadow",
    "slot",
    "source",
    "spacer",
    "track",
    "video",
];

/// The element of that name, when it is kept.
pub fn element(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

/// The name is that of an element of HTML.
pub fn is_html(name: &str) -> bool {
    element(name).is_some() || WITH_CONTENT.contains(&name) || OTHERS.contains(&name)
}

/// The value is one that the attribute may have. Addresses are judged elsewhere.
pub fn is_value(attribute: &str, value: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    match attribute {
        "align" => matches!(value.to_ascii_lowercase().as_str(), "left" | "right" | "center" | "justify"),
        "valign" => matches!(value.to_ascii_lowercase().as_str(), "top" | "middle" | "bottom" | "baseline"),
        "dir" => matches!(value.to_ascii_lowercase().as_str(), "ltr" | "rtl" | "auto"),
        "scope" => matches!(value.to_ascii_lowercase().as_str(), "row" | "col" | "rowgroup" | "colgroup"),
        "width" | "height" => is_number(value.strip_suffix('%').or(value.strip_suffix("px")).unwrap_or(value)),
        "colspan" | "rowspan" | "span" => is_number(value) && value.parse().is_ok_and(|n: usize| n <= 1_000),
        "start" | "value" => is_number(value.strip_prefix('-').unwrap_or(value)),
        _ => true,
    }
}

/// Elements that the start of this one ends, and the element within which that holds.
pub fn implied_ends(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "p" => (&["p"], &["div", "details", "blockquote", "li", "td", "th", "dd", "table", "figure"]),
        "td" | "th" => (&["td", "th"], &["table"]),
        "tr" => (&["td", "th", "tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => {
            (&["td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"], &["table"])
        }
        _ => (&[], &[]),
    }
}
