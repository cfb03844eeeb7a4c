//! Exports of made-up sites, with queries and the answers of the index beside them.

use std::fs;
use std::path::Path;

use kb_search::{ExportOptions, Index, Language, Query, Reader};
use serde_json::{Value, json};

use super::corpus::{Dice, Site};

/// Strings of a list in what is asked.
fn texts(asked: &Value, key: &str) -> Vec<String> {
    asked[key]
        .as_array()
        .map_or_else(Vec::new, |list| list.iter().map(|text| text.as_str().unwrap().to_owned()).collect())
}

fn query(text: &str, asked: &Value) -> Query {
    let mut query = Query::new(text);
    query.kinds = texts(asked, "kinds");
    query.tags = texts(asked, "tags");
    query.statuses = texts(asked, "statuses");
    query.owners = texts(asked, "owners");
    query.limit = asked["limit"].as_u64().unwrap_or(10) as usize;
    query.prefix = asked["prefix"].as_bool().unwrap_or(false);
    query
}

/// An answer with the bits of its scores in place of their digits.
fn expected(reader: &Reader, query: &Query) -> Value {
    let results = reader.search(query).unwrap();
    let bits: Vec<String> = results.hits.iter().map(|hit| format!("{:x}", hit.score.to_bits())).collect();
    let mut json = serde_json::to_value(&results).unwrap();
    for (hit, bits) in json["hits"].as_array_mut().unwrap().iter_mut().zip(bits) {
        hit["score"] = bits.into();
    }
    json
}

/// Writes the index as a site has it.
pub fn export(reader: &Reader, options: &ExportOptions, dir: &Path) {
    let export = reader.export(options).unwrap();
    fs::create_dir_all(dir).unwrap();
    fs::write(dir.join("search.json"), &export.manifest).unwrap();
    for piece in &export.pieces {
        let path = dir.join(format!("{}.bin", piece.name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, piece.packed()).unwrap();
    }
}

/// Writes a site, what is asked of it and what the index answers.
pub fn write(site: &Site, dir: &Path) {
    let mut dice = Dice::new(site.name.len() as u64 + 7);
    let docs = site.docs(&mut dice, 90);
    let mut index = Index::in_memory(Language::of(site.language)).unwrap();
    index.update(&docs).unwrap();
    index.set_synonyms(site.synonyms(&mut dice)).unwrap();
    let reader = index.reader();
    // A large site has several pages in a file; the first site here has one.
    let most_results = if site.name == Site::all()[0].name { 10_000 } else { 40 };
    let language = site.language.to_owned();
    export(&reader, &ExportOptions { language, most_results, ..ExportOptions::default() }, dir);
    let (mut queries, mut answers) = (String::new(), String::new());
    for (text, asked) in site.queries(&mut dice, &docs, 70) {
        answers += &format!("{}\n", expected(&reader, &query(&text, &asked)));
        queries += &format!("{}\n", json!([text, asked]));
    }
    fs::write(dir.join("queries.ndjson"), queries).unwrap();
    fs::write(dir.join("expected.ndjson"), answers).unwrap();
}
