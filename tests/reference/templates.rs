//! What each template gets, from the types of `view::page` and their doc comments.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use syn::{Attribute, Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};

use super::{head, table};

const OPENING: &str = "\
A template sees what stands here and nothing else: it cannot ask for another page, a file, the network or the clock. [Change how it looks](../theming/change.md) says how to replace a template.

## Names

| Name | What it is |
| --- | --- |
| `page` | the page, a [PageView](#pageview) |
| `site` | the same as `page.site` |
| `nav` | the same as `page.nav` |
| `content` | the same as `page.content`: what the page is about, one of [the contents](#contents) |
| `prose` | Markdown texts of the page as finished HTML, by name; write them with `safe`, as in `{{ prose.body \\| safe }}` |
| `t` | the words of `strings.toml`, by name |
| `icons` | the drawings of `icons.toml`, by name |
| `theme` | `[extra]` of `theme.toml`, with `[extra]` of `kb.toml` over it |
| `uses` | what the page's Markdown uses, a list of `alerts`, `code`, `figures`, `maths`, `tabs` |

Texts are plain text, and Tera escapes them. Every `href` fits the page it belongs to: write it as it is.
";

/// A type that templates see.
struct Known {
    says: String,
    shape: Shape,
}

enum Shape {
    Fields(Vec<Field>),
    /// Variants: name, what it says, its fields or the type it holds.
    Variants(Vec<(String, String, Held)>),
}

enum Held {
    Nothing,
    Type(String),
    Fields(Vec<Field>),
}

struct Field {
    name: String,
    kind: String,
    /// Names of types in it.
    types: Vec<String>,
    says: String,
}

pub fn page() -> String {
    every_name_is_listed();
    let known = known();
    let mut page = head(
        "What templates get",
        "Every field that a template can show, by template and by type.",
        "the types of src/view/page.rs and src/view/page/",
    );
    page.push_str(OPENING);
    contents(&mut page, &known);
    page.push_str("\n## Types\n");
    for name in reached(&known) {
        if let Shape::Fields(fields) = &known[&name].shape {
            let _ = writeln!(page, "\n### {name}\n\n{}\n", known[&name].says);
            page.push_str(&rows(fields, &known));
        }
    }
    page
}

/// Names are given to templates in one file, each under a text of its own.
fn every_name_is_listed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/theme.rs");
    let text = std::fs::read_to_string(file).expect("src/render/theme.rs can be read");
    for given in text.split("insert_value(\"").skip(1) {
        let name = given.split('"').next().unwrap_or_default();
        assert!(OPENING.contains(&format!("| `{name}` |")), "`{name}` is given to templates, and not listed");
    }
}

fn contents(page: &mut String, known: &BTreeMap<String, Known>) {
    let content = &known["Content"];
    let Shape::Variants(variants) = &content.shape else { return };
    let _ = writeln!(
        page,
        "\n## Contents\n\n`content.type` says which one it is; the other fields are those of its type.\n"
    );
    let held = |held: &Held| match held {
        Held::Nothing => "nothing more".to_owned(),
        Held::Type(name) => format!("[{name}](#{})", name.to_lowercase()),
        Held::Fields(fields) => fields.iter().map(|field| format!("`{}`", field.name)).collect::<Vec<_>>().join(", "),
    };
    let line = |(name, says, has): &(String, String, Held)| vec![format!("`{name}`"), says.clone(), held(has)];
    page.push_str(&table(&["`content.type`", "Where", "What it holds"], variants.iter().map(line)));
    for (name, _, has) in variants {
        if let Held::Fields(fields) = has {
            let _ = writeln!(page, "\nFields of `{name}`:\n\n{}", rows(fields, known).trim_end());
        }
    }
}

fn rows(fields: &[Field], known: &BTreeMap<String, Known>) -> String {
    let rows = fields.iter().map(|field| {
        let mut kind = field.kind.clone();
        for name in &field.types {
            let link = match known.get(name).map(|known| &known.shape) {
                Some(Shape::Fields(_)) => format!("[{name}](#{})", name.to_lowercase()),
                Some(Shape::Variants(_)) if name == "Content" => "one of [the contents](#contents)".to_owned(),
                Some(Shape::Variants(variants)) => {
                    variants.iter().map(|(name, ..)| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
                }
                None => name.clone(),
            };
            kind = kind.replace(name.as_str(), &link);
        }
        vec![format!("`{}`", field.name), kind, field.says.clone()]
    });
    table(&["Field", "Type", "What it is"], rows)
}

/// Types that templates can come to from the page, in the order in which they are met.
fn reached(known: &BTreeMap<String, Known>) -> Vec<String> {
    let mut reached = vec!["PageView".to_owned()];
    let mut at = 0;
    while let Some(name) = reached.get(at).cloned() {
        at += 1;
        let types: Vec<String> = match known.get(&name).map(|known| &known.shape) {
            Some(Shape::Fields(fields)) => fields.iter().flat_map(|field| field.types.clone()).collect(),
            Some(Shape::Variants(variants)) => variants
                .iter()
                .flat_map(|(_, _, held)| match held {
                    Held::Nothing => Vec::new(),
                    Held::Type(name) => vec![name.clone()],
                    Held::Fields(fields) => fields.iter().flat_map(|field| field.types.clone()).collect(),
                })
                .collect(),
            None => Vec::new(),
        };
        for name in types {
            if known.contains_key(&name) && !reached.contains(&name) {
                reached.push(name);
            }
        }
    }
    let (first, rest) = reached.split_at_mut(1);
    rest.sort();
    [first, rest].concat()
}

fn known() -> BTreeMap<String, Known> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view");
    let mut files = vec![folder.join("page.rs")];
    let parts = std::fs::read_dir(folder.join("page")).expect("src/view/page is there");
    files.extend(parts.map(|part| part.expect("it can be read").path()));
    let mut known = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file of src/view can be read");
        for item in syn::parse_file(&text).expect("a file of src/view is Rust").items {
            match item {
                Item::Struct(item) => {
                    let shape = Shape::Fields(fields(&item.fields));
                    known.insert(item.ident.to_string(), Known { says: doc(&item.attrs), shape });
                }
                Item::Enum(item) => {
                    let variants = item.variants.iter().map(|variant| {
                        let held = match &variant.fields {
                            Fields::Unit => Held::Nothing,
                            Fields::Unnamed(held) => {
                                Held::Type(type_of(&held.unnamed[0].ty).1.first().cloned().unwrap_or_default())
                            }
                            named @ Fields::Named(_) => Held::Fields(fields(named)),
                        };
                        (kebab(&variant.ident.to_string()), doc(&variant.attrs), held)
                    });
                    let shape = Shape::Variants(variants.collect());
                    known.insert(item.ident.to_string(), Known { says: doc(&item.attrs), shape });
                }
                _ => {}
            }
        }
    }
    known
}

fn fields(fields: &Fields) -> Vec<Field> {
    let shown = fields.iter().filter(|field| !field.attrs.iter().any(skips));
    let read = shown.map(|field| {
        let (kind, types) = type_of(&field.ty);
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        Field { name: name.trim_start_matches("r#").to_owned(), kind, types, says: doc(&field.attrs) }
    });
    read.collect()
}

/// `#[serde(skip)]`: no template sees it.
fn skips(attribute: &Attribute) -> bool {
    let mut skips = false;
    if attribute.path().is_ident("serde") {
        let _ = attribute.parse_nested_meta(|meta| {
            skips |= meta.path.is_ident("skip");
            Ok(())
        });
    }
    skips
}

fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        let Expr::Lit(text) = &pair.value else { return None };
        let Lit::Str(text) = &text.lit else { return None };
        Some(text.value().trim().to_owned())
    });
    // Links of rustdoc lead nowhere here.
    lines.collect::<Vec<_>>().join(" ").replace("[`", "`").replace("`]", "`")
}

/// A type in the words of a template's author, and the names of other types in it.
fn type_of(kind: &Type) -> (String, Vec<String>) {
    let plain = |text: &str| (text.to_owned(), Vec::new());
    match kind {
        Type::Reference(reference) => type_of(&reference.elem),
        Type::Array(array) => {
            let (text, types) = type_of(&array.elem);
            (format!("list of {text}"), types)
        }
        Type::Path(path) => {
            let last = path.path.segments.last().expect("a path has a segment");
            let inner: Vec<&Type> = match &last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments
                    .args
                    .iter()
                    .filter_map(|argument| if let GenericArgument::Type(kind) = argument { Some(kind) } else { None })
                    .collect(),
                _ => Vec::new(),
            };
            match (last.ident.to_string().as_str(), inner.as_slice()) {
                ("String" | "str", _) => plain("text"),
                ("bool", _) => plain("true or false"),
                ("u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "f32" | "f64", _) => plain("number"),
                ("Value", _) => plain("anything"),
                ("Option", [inner]) => {
                    let (text, types) = type_of(inner);
                    (format!("{text}, or nothing"), types)
                }
                ("Vec", [inner]) => {
                    let (text, types) = type_of(inner);
                    (format!("list of {text}"), types)
                }
                ("BTreeMap", [_, inner]) => {
                    let (text, types) = type_of(inner);
                    (format!("table of {text}"), types)
                }
                ("Arc" | "Box", [inner]) => type_of(inner),
                (name, _) => (name.to_owned(), vec![name.to_owned()]),
            }
        }
        // Tuples and the like are not met in what templates see.
        _ => plain("anything"),
    }
}

/// `CaseStudy` as `case-study`, as serde names it.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for char in name.chars() {
        if char.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(char.to_lowercase());
    }
    kebab
}
