//! Kinds and their keys, from the tables of the model.

use std::fmt::Write as _;

use kb::model::kind::{self, Field, FieldType, Kind};
use kb::model::reference::{COMMON, INNER, Inner, Key, OWN, SECTION};

use super::{default, head, table};

const OPENING: &str = "\
An entry's kind follows from its folder under `content/`, at any depth. `kind = \"…\"` in the front matter wins over the folder. A file in no such folder is a plain page.

Dates are written without quotes, as `2026-11-23`. A key that its kind does not have is the error `unknown-key`.
";

pub fn page() -> String {
    let mut page = head(
        "Kinds and keys",
        "Every kind of entry with the keys it has.",
        "src/model/kind.rs and src/model/reference.rs",
    );
    page.push_str(OPENING);
    page.push_str("\n## Keys of every kind\n\n");
    page.push_str(&keys(COMMON));
    let kinds = kind::all(&[]);
    for kind in kinds.iter().filter(|kind| kind.id != "page") {
        one(&mut page, kind);
    }
    page.push_str(
        "\n## Page\n\nAnywhere else. A plain page needs no front matter, and has no keys of its own. `README.md` and `index.md` stand for their folder.\n",
    );
    page.push_str("\n## Section\n\nThe file `_index.md` of a folder. `content/_index.md` is the home page.\n\n");
    page.push_str(&keys(SECTION));
    page.push_str(&relations(&kinds));
    page
}

fn keys(keys: &[Key]) -> String {
    let rows = keys
        .iter()
        .map(|key| vec![format!("`{}`", key.key), key.kind.to_owned(), default(key.default), key.says.to_owned()]);
    table(&["Key", "Type", "Default", "What it is for"], rows)
}

fn one(page: &mut String, kind: &Kind) {
    let _ = writeln!(page, "\n## {}\n\n{}\n", kind.title, kind.about);
    let _ = write!(page, "Kind `{}`, folder `content/{}/`.", kind.id, kind.folder);
    if !kind.requires.is_empty() {
        let required: Vec<String> = kind.requires.iter().map(|key| format!("`{key}`")).collect();
        let _ = write!(page, " Of the keys of every kind it requires {}.", required.join(", "));
    }
    if kind.is_note() {
        page.push_str(" It also needs `sources`, or `opinion = true`.");
    }
    if kind.id == "source" {
        page.push_str(" It also needs one of `url`, `file` and `citation`.");
    }
    page.push_str("\n\n");
    let rows = kind.fields.iter().map(|field| {
        let says = OWN.iter().find(|(key, _)| *key == field.key).map_or("", |(_, says)| says);
        // What trees and comparisons are made of is read elsewhere.
        let required = field.required || matches!(&*field.key, "question" | "criterion");
        let required = if required { "yes" } else { "no" };
        vec![format!("`{}`", field.key), type_of(field), required.to_owned(), says.to_owned()]
    });
    page.push_str(&table(&["Key", "Type", "Required", "What it is for"], rows));
    INNER.iter().filter(|inner| inner.kind == kind.id).for_each(|inner| part(page, inner));
}

fn part(page: &mut String, inner: &Inner) {
    let _ = writeln!(page, "\n### `{}`\n\n{}\n", inner.head, inner.says);
    page.push_str(&keys(inner.keys));
}

fn type_of(field: &Field) -> String {
    match field.kind {
        FieldType::Text if field.values.is_empty() => "text".to_owned(),
        FieldType::Text => field.values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", "),
        FieldType::Texts => "list of texts".to_owned(),
        FieldType::Bool => "true or false".to_owned(),
        FieldType::Number => "number".to_owned(),
        FieldType::Date => "date".to_owned(),
        FieldType::Ids if field.targets.is_empty() => "list of ids".to_owned(),
        FieldType::Ids => format!("list of ids of the kind {}", field.targets.join(" or ")),
        FieldType::Direction | FieldType::Threshold | FieldType::Took => "table".to_owned(),
        FieldType::Metrics => "list of tables".to_owned(),
        FieldType::Own => match &*field.key {
            "exits" => "list of texts".to_owned(),
            "comparison" | "start" => "id".to_owned(),
            "caveat" => "text".to_owned(),
            _ => "list of tables, see below".to_owned(),
        },
    }
}

fn relations(kinds: &[Kind]) -> String {
    let mut text = String::from(
        "\n## Relations\n\nYou write one side. kb derives the other, and shows both. `site.json` uses these names.\n\n",
    );
    let named = kinds.iter().flat_map(|kind| kind.fields.iter().map(move |field| (kind, field)));
    let mut rows: Vec<(String, String, String)> = Vec::new();
    let mut add = |name: &str, inverse: &str, from: String| match rows.iter_mut().find(|row| row.0 == name) {
        Some(row) if !row.2.contains(&from) => row.2.push_str(&format!(", {from}")),
        Some(_) => {}
        None => rows.push((name.to_owned(), inverse.to_owned(), from)),
    };
    for (kind, field) in named {
        if let Some(relation) = &field.relation {
            let title = if kind.is_note() { "note".to_owned() } else { kind.title.to_lowercase() };
            add(&relation.name, &relation.inverse, format!("`{}` of a {title}", field.key));
        }
    }
    for (relation, from) in [
        (&kind::relation::RECOMMENDS, "`recommend` of an outcome"),
        (&kind::relation::BECAUSE, "`because` of an answer or an outcome"),
        (&kind::relation::DUTY, "`duties` of an outcome"),
        (&kind::relation::CONTRA, "`contra` of an outcome"),
        (&kind::relation::REVISIT, "`revisit` of an outcome"),
        (&kind::relation::TOOK, "`took` of a case study or a decision"),
        (&kind::relation::WEIGHS, "`options` of a comparison"),
        (&kind::relation::EVIDENCE, "`links` of a cell"),
        (&kind::relation::ABOUT, "`options` of any other entry"),
        (&kind::relation::SUPERSEDES, "`supersedes`"),
        (&kind::relation::CITES, "`sources`, and `source` of a cell"),
        (&kind::relation::RELATED, "`related`"),
        (&kind::relation::MENTIONS, "a link in prose"),
    ] {
        add(&relation.name, &relation.inverse, from.to_owned());
    }
    let rows = rows.into_iter().map(|(name, inverse, from)| vec![name, inverse, from]);
    text.push_str(&table(&["Relation", "From the other side", "Written as"], rows));
    text
}
