//! The fields of the index, and a document's way into them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use anyhow::Context as _;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::tokenizer::TokenizerManager;

use crate::analysis;
use crate::doc::{SearchDoc, Section};
use crate::language::Language;

/// Raised whenever the fields, the tokenizer or the stemmer change: older indexes are then made anew. The
/// browser's half has the same number in `client/index.js`.
pub(crate) const VERSION: u32 = 2;

/// Words of a title count so many times.
pub const TITLE_TIMES: usize = 3;
/// Words of a heading count so many times.
pub const HEADING_TIMES: usize = 2;

/// The number of hexadecimal digits that name a document in its key; as many again say what it holds.
const ID_DIGITS: usize = 32;

/// The columns that are read by name.
pub(crate) const ADDRESS: &str = "address";
pub(crate) const BOOST: &str = "boost";
pub(crate) const TOKENS: &str = "tokens";
pub(crate) const TITLE_STEMS: &str = "title_stems";

/// The fields by name.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    /// Names the document and all it holds; see [`Keyed`].
    pub key: Field,
    /// All ranked words: title, headings, text, description, tags.
    pub text: Field,
    /// The words of the title alone.
    pub title: Field,
    /// All words as they are written.
    pub surface: Field,
    pub kind: Field,
    pub status: Field,
    pub tags: Field,
    pub owners: Field,
    address: Field,
    boost: Field,
    tokens: Field,
    title_stems: Field,
    stored: Field,
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let ranked = text_options(analysis::STEMS, IndexRecordOption::WithFreqsAndPositions);
    let flag = text_options(analysis::STEMS, IndexRecordOption::Basic);
    let vocabulary = text_options(analysis::SURFACES, IndexRecordOption::Basic);
    let fields = Fields {
        key: builder.add_text_field("key", STRING),
        text: builder.add_text_field("text", ranked),
        title: builder.add_text_field("title", flag),
        surface: builder.add_text_field("surface", vocabulary),
        kind: builder.add_text_field("kind", STRING),
        status: builder.add_text_field("status", STRING),
        tags: builder.add_text_field("tags", STRING),
        owners: builder.add_text_field("owners", STRING),
        address: builder.add_text_field(ADDRESS, FAST),
        boost: builder.add_f64_field(BOOST, FAST),
        tokens: builder.add_u64_field(TOKENS, FAST),
        title_stems: builder.add_u64_field(TITLE_STEMS, FAST),
        stored: builder.add_bytes_field("stored", STORED),
    };
    (builder.build(), fields)
}

/// Lengths are kept of ranked fields only, which are those with frequencies.
fn text_options(tokenizer: &str, records: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(records);
    TextOptions::default().set_indexing_options(indexing.set_fieldnorms(records.has_freq()))
}

/// Makes kb's analysers known to an index.
pub(crate) fn register(tokenizers: &TokenizerManager, language: Language) {
    tokenizers.register(analysis::STEMS, language.analyser());
    tokenizers.register(analysis::SURFACES, analysis::surface_analyser());
}

/// A document ready to be compared with what the index holds.
pub(crate) struct Keyed<'a> {
    /// Digests of the id and of everything; a document whose key is in the index is there already.
    pub key: String,
    doc: Cow<'a, SearchDoc>,
}

impl<'a> Keyed<'a> {
    /// `room` is used again from one document to the next.
    pub(crate) fn new(doc: &'a SearchDoc, room: &mut Vec<u8>) -> Self {
        let mut doc = Cow::Borrowed(doc);
        if !(doc.boost.is_finite() && doc.boost >= 0.0) {
            doc.to_mut().boost = 1.0;
        }
        let id = blake3::hash(doc.id.as_bytes()).to_hex();
        let all = digest(&doc, room).to_hex();
        Self { key: format!("{}{}", &id[..ID_DIGITS], &all[..ID_DIGITS]), doc }
    }

    /// The fields of the document.
    pub(crate) fn fields(&self, fields: &Fields, language: Language) -> anyhow::Result<TantivyDocument> {
        let doc = self.doc.as_ref();
        let mut out = TantivyDocument::default();
        out.add_text(fields.key, &self.key);
        add_words(&mut out, fields, doc, language);
        for (field, value) in facets(fields, doc) {
            out.add_text(field, facet_term(value));
        }
        // The id makes the order of two documents at one address certain.
        out.add_text(fields.address, format!("{}\0{}", doc.url, doc.id));
        out.add_f64(fields.boost, doc.boost);
        out.add_bytes(fields.stored, &json(doc)?);
        Ok(out)
    }
}

/// Every text with its length, so that no two documents have one digest. All documents are digested with every update: they
/// are neither written as JSON for it nor handed over text by text, which takes several times as long.
fn digest(doc: &SearchDoc, room: &mut Vec<u8>) -> blake3::Hash {
    let SearchDoc { id, kind, title, url, status, tags, owners, path, description, sections, boost } = doc;
    room.clear();
    let mut text = |text: &str| {
        room.extend_from_slice(&(text.len() as u64).to_le_bytes());
        room.extend_from_slice(text.as_bytes());
    };
    [id, kind, title, url, status, description].into_iter().for_each(|value| text(value));
    for list in [tags, owners, path] {
        text(&list.len().to_string());
        list.iter().for_each(|value| text(value));
    }
    for Section { anchor, url, title, text: body } in sections {
        [anchor, url.as_deref().unwrap_or("\0"), title, body].into_iter().for_each(&mut text);
    }
    text(&boost.to_bits().to_string());
    blake3::hash(room)
}

/// What is stored.
fn json(doc: &SearchDoc) -> anyhow::Result<Vec<u8>> {
    serde_json::to_vec(doc).context("a document cannot be stored")
}

/// The part of a key that stays when the document changes.
pub(crate) fn id_of(key: &str) -> &str {
    key.get(..ID_DIGITS).unwrap_or(key)
}

/// What a filter compares: upper and lower case are the same.
pub(crate) fn facet_term(value: &str) -> String {
    // Not as a whole: a sigma at the end of a word would be another letter, and the browser would have to agree.
    analysis::lower(value.trim())
}

/// The document as it was given.
pub(crate) fn stored(fields: &Fields, document: &TantivyDocument) -> anyhow::Result<SearchDoc> {
    let json = document
        .get_first(fields.stored)
        .and_then(|value| value.as_bytes())
        .context("the index lacks the text of a document")?;
    serde_json::from_slice(json).context("the index holds an unreadable document")
}

fn facets<'a>(fields: &Fields, doc: &'a SearchDoc) -> impl Iterator<Item = (Field, &'a str)> + use<'a> {
    let (tags, owners) = (fields.tags, fields.owners);
    [(fields.kind, doc.kind.as_str()), (fields.status, doc.status.as_str())]
        .into_iter()
        .chain(doc.tags.iter().map(move |tag| (tags, tag.as_str())))
        .chain(doc.owners.iter().map(move |owner| (owners, owner.as_str())))
        // What is empty is no value: the export has none for it either.
        .filter(|(_, value)| !facet_term(value).is_empty())
}

/// The searchable texts of a document and how often each counts, in the order in which they are indexed.
fn texts(doc: &SearchDoc) -> impl Iterator<Item = (&str, usize)> {
    [(doc.title.as_str(), TITLE_TIMES)]
        .into_iter()
        .chain(
            doc.sections
                .iter()
                .flat_map(|section| [(section.title.as_str(), HEADING_TIMES), (section.text.as_str(), 1)]),
        )
        .chain([(doc.description.as_str(), 1)])
        .chain(doc.tags.iter().map(|tag| (tag.as_str(), 1)))
}

/// The words are counted here because their exact number is wanted: tantivy keeps a rounded one per document, and a total that
/// still counts what was deleted.
fn add_words(out: &mut TantivyDocument, fields: &Fields, doc: &SearchDoc, language: Language) {
    let mut count = 0;
    for (text, times) in texts(doc) {
        out.add_text(fields.surface, text);
        for _ in 0..times {
            out.add_text(fields.text, text);
        }
        count += analysis::words(text).len() * times;
    }
    let title = language.stems(&doc.title);
    let distinct: BTreeSet<&str> = title.iter().map(|token| token.text.as_str()).collect();
    out.add_text(fields.title, &doc.title);
    out.add_u64(fields.tokens, count as u64);
    out.add_u64(fields.title_stems, distinct.len().min(255) as u64);
}
