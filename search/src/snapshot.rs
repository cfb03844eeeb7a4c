//! The live documents at one moment, over all segments of the index.
//!
//! tantivy counts deleted documents until it merges them away. Here every figure is of live documents only, so that an index
//! brought up to date in steps gives the very scores of one made afresh.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet as _, InvertedIndexReader, Searcher, SegmentReader};
use tantivy::{TERMINATED, TantivyDocument, Term};

use crate::doc::SearchDoc;
use crate::language::{Language, fold};
use crate::schema::{self, Fields};
use crate::synonyms::{Synonym, Synonyms};

/// What a query reads.
pub(crate) struct Snapshot {
    pub language: Language,
    pub fields: Fields,
    pub segments: Vec<Segment>,
    pub synonyms: Vec<Synonym>,
    /// The number of documents.
    pub documents: u64,
    /// The mean number of words in a document.
    pub average_length: f64,
    /// The number of words in all of them.
    pub tokens: u64,
    searcher: Searcher,
}

/// One segment, with what the score needs at hand.
pub(crate) struct Segment {
    reader: SegmentReader,
    pub text: Arc<InvertedIndexReader>,
    pub title: Arc<InvertedIndexReader>,
    pub surface: Arc<InvertedIndexReader>,
    pub lengths: FieldNormReader,
    pub boosts: Column<f64>,
    pub title_stems: Column<u64>,
    tokens: Column<u64>,
    /// The place of each document in the order of addresses, counted over all segments.
    pub places: Vec<u32>,
}

/// The weight of a stem that so many of all documents hold.
pub(crate) fn idf(documents: u64, with: u64) -> f64 {
    let (all, with) = (documents as f64, with as f64);
    // Two implementations of ln may differ in the last bits of an f64, hardly ever in an f32.
    f64::from((1.0 + (all - with + 0.5) / (with + 0.5)).ln() as f32)
}

impl Snapshot {
    pub(crate) fn load(searcher: Searcher, fields: Fields, language: Language) -> anyhow::Result<Self> {
        let mut segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::load(reader, &fields))
            .collect::<anyhow::Result<Vec<_>>>()?;
        order_by_address(&mut segments)?;
        let documents = segments.iter().map(|segment| u64::from(segment.reader.num_docs())).sum();
        let tokens: u64 = segments.iter().map(Segment::live_tokens).sum();
        Ok(Self {
            language,
            fields,
            segments,
            documents,
            average_length: tokens as f64 / documents as f64,
            tokens,
            synonyms: Vec::new(),
            searcher,
        })
    }

    /// The keys of all live documents, by the part that names the document.
    pub(crate) fn keys(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut keys = BTreeMap::new();
        for segment in &self.segments {
            let index = segment.reader.inverted_index(self.fields.key)?;
            let mut terms = index.terms().stream()?;
            while let Some((key, found)) = terms.next() {
                if segment.live_count(&index, found)? > 0 {
                    let key = String::from_utf8_lossy(key).into_owned();
                    keys.insert(schema::id_of(&key).to_owned(), key);
                }
            }
        }
        Ok(keys)
    }

    /// The stems of the synonyms, in the order in which they apply.
    pub(crate) fn with_synonyms(mut self, synonyms: &Synonyms) -> anyhow::Result<Self> {
        self.synonyms = synonyms.resolve(self.language, |word| self.stem(word))?;
        Ok(self)
    }

    /// The stem of a word of a query.
    ///
    /// The browser makes English stems itself; those of other languages it looks up among the words of the documents, so a
    /// word that is in none has no stem here either.
    pub(crate) fn stem(&self, word: &str) -> anyhow::Result<String> {
        if self.language.is_english() || self.has_word(word)? { Ok(self.language.stem(word)) } else { Ok(fold(word)) }
    }

    fn has_word(&self, word: &str) -> anyhow::Result<bool> {
        for segment in &self.segments {
            if let Some(found) = segment.surface.terms().get(word)?
                && segment.live_count(&segment.surface, &found)? > 0
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The number of documents that hold a stem.
    pub(crate) fn document_frequency(&self, stem: &str) -> anyhow::Result<u64> {
        let mut count = 0;
        for segment in &self.segments {
            if let Some(found) = segment.text.terms().get(stem)? {
                count += segment.live_count(&segment.text, &found)?;
            }
        }
        Ok(count)
    }

    /// The weight of a stem that so many documents hold.
    pub(crate) fn idf(&self, document_frequency: u64) -> f64 {
        idf(self.documents, document_frequency)
    }

    /// The document itself.
    pub(crate) fn document(&self, segment: usize, doc: DocId) -> anyhow::Result<SearchDoc> {
        let address = DocAddress::new(segment as u32, doc);
        let document: TantivyDocument = self.searcher.doc(address)?;
        schema::stored(&self.fields, &document)
    }
}

impl Segment {
    fn load(reader: &SegmentReader, fields: &Fields) -> anyhow::Result<Self> {
        let columns = reader.fast_fields();
        Ok(Self {
            text: reader.inverted_index(fields.text)?,
            title: reader.inverted_index(fields.title)?,
            surface: reader.inverted_index(fields.surface)?,
            lengths: reader.get_fieldnorms_reader(fields.text)?,
            boosts: columns.f64(schema::BOOST)?,
            title_stems: columns.u64(schema::TITLE_STEMS)?,
            tokens: columns.u64(schema::TOKENS)?,
            places: vec![0; reader.max_doc() as usize],
            reader: reader.clone(),
        })
    }

    /// One more than the highest number of a document.
    pub(crate) fn size(&self) -> usize {
        self.places.len()
    }

    /// The number of distinct stems in the title of a document.
    pub(crate) fn title_stems(&self, doc: DocId) -> u64 {
        self.title_stems.first(doc).unwrap_or(1).max(1)
    }

    pub(crate) fn is_live(&self, doc: DocId) -> bool {
        !self.reader.is_deleted(doc)
    }

    /// Calls `visit` with every live document that has the term in the field.
    pub(crate) fn each_with(&self, field: Field, text: &str, visit: impl FnMut(DocId)) -> anyhow::Result<()> {
        let index = self.reader.inverted_index(field)?;
        let term = Term::from_field_text(field, text);
        if let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? {
            self.each_live(&mut postings, visit);
        }
        Ok(())
    }

    /// Calls `visit` with every text in the field that a live document has.
    pub(crate) fn each_text(&self, field: Field, mut visit: impl FnMut(&[u8])) -> anyhow::Result<()> {
        let index = self.reader.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        while let Some((text, found)) = terms.next() {
            if self.live_count(&index, found)? > 0 {
                visit(text);
            }
        }
        Ok(())
    }

    /// Calls `visit` with every live document of a list.
    pub(crate) fn each_live(&self, postings: &mut SegmentPostings, mut visit: impl FnMut(DocId)) {
        while postings.doc() != TERMINATED {
            if self.is_live(postings.doc()) {
                visit(postings.doc());
            }
            postings.advance();
        }
    }

    /// The number of live documents in the list of a term.
    pub(crate) fn live_count(&self, index: &InvertedIndexReader, found: &TermInfo) -> anyhow::Result<u64> {
        let count = match self.reader.alive_bitset() {
            None => found.doc_freq,
            Some(alive) => {
                index.read_postings_from_terminfo(found, IndexRecordOption::Basic)?.doc_freq_given_deletes(alive)
            }
        };
        Ok(u64::from(count))
    }

    fn live_tokens(&self) -> u64 {
        self.reader.doc_ids_alive().filter_map(|doc| self.tokens.first(doc)).sum()
    }

    /// The addresses of the live documents.
    fn addresses(&self) -> anyhow::Result<Vec<(Vec<u8>, DocId)>> {
        let column = self.reader.fast_fields().str(schema::ADDRESS)?.context("the index lacks addresses")?;
        // Read in one go: looking up one address after the other would unpack the same blocks again and again.
        let mut sorted = Vec::with_capacity(column.num_terms());
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            sorted.push(terms.key().to_vec());
        }
        self.reader
            .doc_ids_alive()
            .map(|doc| {
                let ordinal = column.ords().first(doc).context("a document lacks one")?;
                Ok((sorted[ordinal as usize].clone(), doc))
            })
            .collect()
    }
}

fn order_by_address(segments: &mut [Segment]) -> anyhow::Result<()> {
    let mut all = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        all.extend(segment.addresses()?.into_iter().map(|(address, doc)| (address, number, doc)));
    }
    all.sort_unstable();
    for (place, (_, segment, doc)) in all.into_iter().enumerate() {
        segments[segment].places[doc as usize] = place as u32;
    }
    Ok(())
}
