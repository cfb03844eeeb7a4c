//! What search engines document of their input, as strict checks: what is not documented is refused.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Quickwit takes 10 MB in one call; parts stay below.
const PART: usize = 8_000_000;

/// A part: lines of JSON, the last one ended too; with `bulk` an action before each document, as
/// <https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk> has it, and only `create`, as
/// <https://quickwit.io/docs/reference/es_compatible_api> has it.
pub fn part(bytes: &[u8], bulk: bool) -> Vec<Value> {
    assert!(bytes.len() <= PART, "{} bytes", bytes.len());
    let text = std::str::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.strip_suffix('\n').unwrap().split('\n').collect();
    assert!(!lines.iter().any(|line| line.is_empty() || line.contains('\r')));
    // Names of the theme's words are for the inside of kb.
    assert!(!text.contains(['\u{fdd0}', '\u{fdd1}', '\u{fdd2}']));
    let mut documents = Vec::new();
    for record in lines.chunks(if bulk { 2 } else { 1 }) {
        let line: Value = serde_json::from_str(record.last().unwrap()).unwrap();
        if bulk {
            let [action, _] = record else { panic!("an action without a document") };
            let action: Value = serde_json::from_str(action).unwrap();
            let create = only(&action, "create");
            assert_eq!(only(create, "_id"), &line["id"]);
        }
        document(&line);
        documents.push(line);
    }
    documents
}

/// The value of an object with this key alone.
fn only<'a>(object: &'a Value, key: &str) -> &'a Value {
    let object = object.as_object().unwrap();
    assert!(object.len() == 1 && object.contains_key(key), "{object:?}");
    &object[key]
}

fn document(document: &Value) {
    let fields = document.as_object().unwrap();
    for (name, value) in fields {
        match name.as_str() {
            "headings" | "tags" | "owner" | "path" | "text" => {
                assert!(value.as_array().unwrap().iter().all(Value::is_string), "{name}: {value}");
            }
            "id" | "url" | "title" | "body" | "kind" | "status" | "date" | "lang" => {
                assert!(value.is_string(), "{name}: {value}")
            }
            _ => panic!("no field is called `{name}`"),
        }
    }
    assert!(fields.len() >= 11, "{:?}", fields.keys());
    let id = fields["id"].as_str().unwrap();
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    assert!((1..=128).contains(&id.len()) && id.bytes().all(is_letter), "{id}");
    if let Some(date) = fields.get("date") {
        // RFC 3339, section 5.6: digits at their places, `T`, and an offset.
        let date = date.as_str().unwrap();
        let shape: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        assert_eq!(shape, "0000-00-00T00:00:00Z", "{date}");
        assert!(date.parse::<jiff::Timestamp>().is_ok(), "{date}");
    }
}

/// Refuses keys that are not documented.
fn known(object: &Map<String, Value>, keys: &[&str]) {
    let unknown: Vec<_> = object.keys().filter(|key| !keys.contains(&key.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?} in {object:?}");
}

/// The body that creates an index in Elasticsearch and OpenSearch; gives the names of its fields.
pub fn lucene(mapping: &Value, documents: &[Value]) -> Vec<String> {
    let body = mapping.as_object().unwrap();
    known(body, &["settings", "mappings"]);
    assert_eq!(*only(&body["settings"], "number_of_shards"), 1);
    let mappings = body["mappings"].as_object().unwrap();
    known(mappings, &["dynamic", "properties"]);
    assert_eq!(mappings["dynamic"], "strict");
    let properties = mappings["properties"].as_object().unwrap();
    for (name, field) in properties {
        let field = field.as_object().unwrap();
        property(field);
        if let Some(inner) = field.get("fields") {
            inner.as_object().unwrap().values().for_each(|field| {
                assert!(field.get("fields").is_none());
                property(field.as_object().unwrap());
            });
        }
        // Lucene refuses keywords that are longer.
        if field["type"] == "keyword" && field.get("ignore_above").is_none() {
            let texts = documents.iter().flat_map(|document| texts(&document[name.as_str()]));
            assert!(texts.max_by_key(|text| text.len()).is_none_or(|longest| longest.len() <= 32_766));
        }
    }
    properties.keys().cloned().collect()
}

fn property(field: &Map<String, Value>) {
    let is_flag = |key: &str| field.get(key).is_none_or(Value::is_boolean);
    match field["type"].as_str().unwrap() {
        "text" => {
            known(field, &["type", "analyzer", "index"]);
            assert!(is_flag("index"));
            assert!(field.contains_key("index") || field["analyzer"] == "english", "{field:?}");
        }
        "keyword" => {
            known(field, &["type", "index", "doc_values", "ignore_above", "fields"]);
            assert!(is_flag("index") && is_flag("doc_values"));
            assert!(field.get("ignore_above").is_none_or(Value::is_u64));
        }
        "date" => {
            known(field, &["type", "format"]);
            assert_eq!(field["format"], "strict_date_optional_time");
        }
        other => panic!("the type `{other}` is not used"),
    }
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(list) => list.iter().map(|text| text.as_str().unwrap()).collect(),
        _ => Vec::new(),
    }
}

/// An index configuration as <https://quickwit.io/docs/configuration/index-config> has it; gives the names of its fields.
pub fn quickwit(config: &Value, documents: &[Value]) -> Vec<String> {
    let config = config.as_object().unwrap();
    known(
        config,
        &["version", "index_id", "index_uri", "doc_mapping", "indexing_settings", "search_settings", "retention"],
    );
    assert!(["0.7", "0.8", "0.9"].contains(&config["version"].as_str().unwrap()));
    let id = config["index_id"].as_str().unwrap();
    assert!((3..=255).contains(&id.len()) && id.starts_with(|c: char| c.is_ascii_alphabetic()));
    assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    let mapping = config["doc_mapping"].as_object().unwrap();
    known(
        mapping,
        &["mode", "field_mappings", "tag_fields", "store_source", "timestamp_field", "index_field_presence"],
    );
    assert!(["dynamic", "lenient", "strict"].contains(&mapping["mode"].as_str().unwrap()));
    let mut ranked = BTreeSet::new();
    let fields = mapping["field_mappings"].as_array().unwrap().iter().map(|field| {
        let field = field.as_object().unwrap();
        let name = quickwit_field(field);
        if field.get("fieldnorms") == Some(&Value::Bool(true)) && field["record"] == "position" {
            ranked.insert(name.clone());
        }
        let is_list = field["type"].as_str().unwrap().starts_with("array<");
        let values = documents.iter().filter_map(|document| document.get(&name));
        values.for_each(|value| assert_eq!(value.is_array(), is_list, "{name}"));
        name
    });
    let fields: Vec<String> = fields.collect();
    let searched = only(&config["search_settings"], "default_search_fields").as_array().unwrap();
    // Quickwit sorts by score only where it knows how long fields are.
    assert!(!searched.is_empty() && searched.iter().all(|name| ranked.contains(name.as_str().unwrap())));
    fields
}

fn quickwit_field(field: &Map<String, Value>) -> String {
    let name = field["name"].as_str().unwrap();
    assert!(
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    );
    match field["type"].as_str().unwrap() {
        "text" | "array<text>" => {
            known(field, &["name", "type", "stored", "indexed", "tokenizer", "record", "fieldnorms", "fast"]);
            for flag in ["stored", "indexed", "fieldnorms", "fast"] {
                assert!(field.get(flag).is_none_or(Value::is_boolean));
            }
            let one_of = |key: &str, values: &[&str]| {
                let value = field.get(key).map(|value| value.as_str().unwrap());
                assert!(value.is_none_or(|value| values.contains(&value)), "{name}: {value:?}");
            };
            one_of("tokenizer", &["raw", "default", "en_stem", "chinese_compatible"]);
            one_of("record", &["basic", "freq", "position"]);
            let about_terms = ["tokenizer", "record", "fieldnorms"].iter().any(|key| field.contains_key(*key));
            assert!(!about_terms || field.get("indexed") != Some(&Value::Bool(false)), "{name}");
        }
        "datetime" => {
            known(
                field,
                &["name", "type", "input_formats", "output_format", "stored", "indexed", "fast", "fast_precision"],
            );
            assert_eq!(field["input_formats"], serde_json::json!(["rfc3339"]));
        }
        other => panic!("the type `{other}` is not used"),
    }
    name.to_owned()
}
