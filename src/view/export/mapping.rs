//! What an engine must know of the fields, so that it ranks about as kb does.
//!
//! - Elasticsearch: `text`, `keyword` and `date` fields, <https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types>.
//!   The query that goes with them is `combined_fields`,
//!   <https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-combined-fields-query>. It wants one
//!   analyser for all of its fields and refuses any similarity but the default, which has kb's `k1` and `b`.
//! - OpenSearch: the same, <https://docs.opensearch.org/latest/query-dsl/full-text/combined-fields/>.
//! - Quickwit: <https://quickwit.io/docs/configuration/index-config>. It adds up the scores of fields, and its
//!   `concatenate` fields have no lengths, without which there is no BM25. So the documents hold `text`, in which the
//!   words of titles and headings are repeated.

use serde_json::{Value, json};

use super::{Engine, Words};

/// Quickwit's example has it; later versions read it too.
const QUICKWIT_VERSION: &str = "0.7";
/// Lucene takes 32,766 bytes as one keyword, and a character may have four.
const LONGEST_KEYWORD: usize = 8191;

/// The mapping of an engine for a site in this language.
pub(super) fn file(engine: Engine, language: &str, words: Words) -> Vec<u8> {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let mapping = match engine {
        Engine::Elasticsearch | Engine::OpenSearch => lucene(analyser(&primary), words),
        Engine::Quickwit => quickwit(tokenizer(&primary)),
    };
    let mut bytes = serde_json::to_vec_pretty(&mapping).expect("texts can be written as JSON");
    bytes.push(b'\n');
    bytes
}

fn lucene(analyser: &str, words: Words) -> Value {
    let text = json!({ "type": "text", "analyzer": analyser });
    let keyword = json!({ "type": "keyword" });
    let long = json!({ "type": "keyword", "ignore_above": LONGEST_KEYWORD });
    let mut fields = json!({
        "id": keyword,
        "url": { "type": "keyword", "index": false, "doc_values": false },
        "title": text,
        "headings": text,
        "body": text,
        "kind": keyword,
        "status": keyword,
        "tags": { "type": "keyword", "fields": { "text": text } },
        "owner": long,
        "date": { "type": "date", "format": "strict_date_optional_time" },
        "lang": keyword,
        "path": long,
    });
    if words == Words::Together {
        // It is in the documents for Quickwit, and here only takes room.
        fields["text"] = json!({ "type": "text", "index": false });
    }
    // Frequencies are counted by shard: with more than one the same words would score differently.
    json!({
        "settings": { "number_of_shards": 1 },
        "mappings": { "dynamic": "strict", "properties": fields },
    })
}

fn quickwit(tokenizer: &str) -> Value {
    let words = |name: &str, kind: &str| {
        json!({
            "name": name,
            "type": kind,
            "tokenizer": tokenizer,
            "record": "position",
            "fieldnorms": true,
            "stored": true,
        })
    };
    let mut together = words("text", "array<text>");
    together["stored"] = false.into();
    let facet = |name: &str, kind: &str| json!({ "name": name, "type": kind, "tokenizer": "raw", "fast": true });
    let kept = |name: &str, kind: &str| json!({ "name": name, "type": kind, "indexed": false });
    json!({
        "version": QUICKWIT_VERSION,
        "index_id": "knowledge-base",
        "doc_mapping": {
            "mode": "strict",
            "field_mappings": [
                { "name": "id", "type": "text", "tokenizer": "raw" },
                kept("url", "text"),
                words("title", "text"),
                words("headings", "array<text>"),
                kept("body", "text"),
                facet("kind", "text"),
                facet("status", "text"),
                facet("tags", "array<text>"),
                facet("owner", "array<text>"),
                { "name": "date", "type": "datetime", "input_formats": ["rfc3339"], "fast": true },
                facet("lang", "text"),
                kept("path", "array<text>"),
                together,
            ],
        },
        "search_settings": { "default_search_fields": ["text"] },
    })
}

/// The analyser of a language that Elasticsearch and OpenSearch both have,
/// <https://www.elastic.co/docs/reference/text-analysis/analysis-lang-analyzer>.
fn analyser(language: &str) -> &'static str {
    match language {
        "ar" => "arabic",
        "bg" => "bulgarian",
        "bn" => "bengali",
        "ca" => "catalan",
        "cs" => "czech",
        "da" => "danish",
        "de" => "german",
        "el" => "greek",
        "en" | "" => "english",
        "es" => "spanish",
        "et" => "estonian",
        "eu" => "basque",
        "fa" => "persian",
        "fi" => "finnish",
        "fr" => "french",
        "ga" => "irish",
        "gl" => "galician",
        "hi" => "hindi",
        "hu" => "hungarian",
        "hy" => "armenian",
        "id" => "indonesian",
        "it" => "italian",
        "ja" | "ko" | "zh" => "cjk",
        "lt" => "lithuanian",
        "lv" => "latvian",
        "nb" | "nn" | "no" => "norwegian",
        "nl" => "dutch",
        "pt" => "portuguese",
        "ro" => "romanian",
        "ru" => "russian",
        "sv" => "swedish",
        "th" => "thai",
        "tr" => "turkish",
        _ => "standard",
    }
}

/// The tokenizer of a language in Quickwit, which has stems for English alone.
fn tokenizer(language: &str) -> &'static str {
    match language {
        "en" | "" => "en_stem",
        "ja" | "ko" | "zh" => "chinese_compatible",
        _ => "default",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_language_of_the_site() {
        for (language, lucene, quickwit) in [
            ("en-GB", "english", "en_stem"),
            ("de", "german", "default"),
            ("zh-Hant", "cjk", "chinese_compatible"),
            ("NB", "norwegian", "default"),
            ("tlh", "standard", "default"),
        ] {
            let of = |engine| serde_json::from_slice::<Value>(&file(engine, language, Words::Together)).unwrap();
            for engine in [Engine::Elasticsearch, Engine::OpenSearch] {
                assert_eq!(
                    of(engine)["mappings"]["properties"]["tags"]["fields"]["text"]["analyzer"],
                    lucene,
                    "{language}"
                );
            }
            let fields = of(Engine::Quickwit)["doc_mapping"]["field_mappings"].clone();
            assert_eq!(fields.as_array().unwrap().last().unwrap()["tokenizer"], quickwit, "{language}");
        }
    }
}
