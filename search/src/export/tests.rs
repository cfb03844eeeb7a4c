//! Files read back as `FORMAT.md` says, and compared with the index.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;
use tantivy::postings::Postings as _;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet as _, TERMINATED, Term};

use super::*;
use crate::testing::{Dice, doc, index};
use crate::{Index, Language, SearchDoc};

fn exported(index: &Index) -> Export {
    index.reader().export(&ExportOptions::default()).unwrap()
}

fn manifest(export: &Export) -> Value {
    serde_json::from_slice(&export.manifest).unwrap()
}

/// Reads the notation of the files.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn varint(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.0[0];
            self.0 = &self.0[1..];
            number |= u64::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return number;
            }
        }
    }

    fn take(&mut self, count: u64) -> Vec<u8> {
        let (taken, rest) = self.0.split_at(count as usize);
        self.0 = rest;
        taken.to_vec()
    }

    fn entry(&mut self, before: &mut Vec<u8>) -> String {
        let shared = self.varint();
        before.truncate(shared as usize);
        let more = self.varint();
        before.extend(self.take(more));
        String::from_utf8(before.clone()).unwrap()
    }
}

/// For each term its pages: frequency, whether it is in the title, positions.
type Postings = BTreeMap<String, BTreeMap<u64, (u64, bool, Vec<u32>)>>;

struct Read<'a> {
    export: &'a Export,
    manifest: Value,
}

impl<'a> Read<'a> {
    fn new(export: &'a Export) -> Self {
        Self { export, manifest: manifest(export) }
    }

    fn raw(&self, name: &str) -> &'a [u8] {
        self.export.pieces.iter().find(|piece| piece.name == name).unwrap().raw()
    }

    fn table(&self, table: &str) -> Vec<(String, String)> {
        let names = self.manifest[table]["names"].as_str().unwrap();
        let keys = self.manifest[table]["keys"].as_str().unwrap();
        let names = names.as_bytes().chunks(8).map(|name| String::from_utf8(name.to_vec()).unwrap());
        // The first key is empty, and no blank stands before it.
        keys.split(' ').map(str::to_owned).zip(names).collect()
    }

    fn postings(&self) -> Postings {
        let mut all = Postings::new();
        let terms = self.table("terms");
        let positions = self.manifest["positions"].as_str().unwrap();
        let lists = if positions.is_empty() { &[] } else { self.raw(&format!("x-{positions}")) };
        for (number, (_, name)) in terms.iter().enumerate() {
            let mut head = Bytes(self.raw(&format!("t-{name}")));
            let count = head.varint();
            let length = head.varint();
            let list = head.take(length);
            let (mut list, mut postings) = (Bytes(&list), head);
            let places = std::str::from_utf8(&lists[8 * number..8 * number + 8]).unwrap();
            let mut places = Bytes(self.raw(&format!("p-{places}")));
            let mut term = Vec::new();
            for _ in 0..count {
                let text = list.entry(&mut term);
                let pages = list.varint();
                let length = list.varint();
                let before = postings.0.len();
                let found = all.entry(text).or_default();
                let mut page = 0;
                for _ in 0..pages {
                    let value = postings.varint();
                    page += value >> 2;
                    let in_title = value & 2 != 0;
                    let count = if value & 1 == 1 { 1 } else { postings.varint() } + if in_title { 2 } else { 0 };
                    let mut at = 0;
                    let positions = (0..count).map(|_| {
                        at += places.varint() as u32;
                        at
                    });
                    found.insert(page, (count, in_title, positions.collect()));
                }
                assert_eq!((before - postings.0.len()) as u64, length);
            }
            assert!(list.0.is_empty() && postings.0.is_empty() && places.0.is_empty());
        }
        all
    }

    /// The file that the table names for a term.
    fn file_of(&self, table: &str, term: &str) -> String {
        let mut found = self.table(table).into_iter().filter(|(key, _)| key.as_str() <= term);
        found.next_back().unwrap().1
    }
}

/// The same from the index.
fn expected(index: &Index) -> Postings {
    let snapshot = index.snapshot();
    let mut all = Postings::new();
    for segment in &snapshot.segments {
        let mut terms = segment.text.terms().stream().unwrap();
        while terms.advance() {
            let text = String::from_utf8(terms.key().to_vec()).unwrap();
            let mut titles = BTreeSet::new();
            segment
                .each_with(snapshot.fields.title, &text, |doc| {
                    titles.insert(doc);
                })
                .unwrap();
            let term = Term::from_field_text(snapshot.fields.text, &text);
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut postings = segment.text.read_postings(&term, option).unwrap().unwrap();
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if segment.is_live(doc) {
                    let mut positions = Vec::new();
                    postings.positions(&mut positions);
                    let page = u64::from(segment.places[doc as usize]);
                    let entry = (u64::from(postings.term_freq()), titles.contains(&doc), positions);
                    all.entry(text.clone()).or_default().insert(page, entry);
                }
                postings.advance();
            }
        }
    }
    all
}

fn check(index: &Index) {
    let export = exported(index);
    let read = Read::new(&export);
    let postings = read.postings();
    assert_eq!(postings, expected(index));
    for term in postings.keys() {
        let raw = read.raw(&format!("t-{}", read.file_of("terms", term)));
        let mut bytes = Bytes(raw);
        let (count, length) = (bytes.varint(), bytes.varint());
        let list = bytes.take(length);
        let mut list = Bytes(&list);
        let mut before = Vec::new();
        let found = (0..count).any(|_| {
            let entry = list.entry(&mut before);
            list.varint();
            list.varint();
            entry == *term
        });
        assert!(found, "{term}");
    }
    for (number, page) in in_order(index.snapshot()).into_iter().enumerate() {
        let pack = read.manifest["pack"].as_u64().unwrap() as usize;
        let folders = read.manifest["results"].as_str().unwrap();
        let (file, folder) = (number / pack, number / pack / 64);
        let name = format!("r-{}/{file}", &folders[8 * folder..8 * folder + 8]);
        let pages: Value = serde_json::from_slice(read.raw(&name)).unwrap();
        let doc = index.snapshot().document(page.0, page.1).unwrap();
        assert_eq!(pages[number % pack][0], Value::from(doc.id));
        assert_eq!(pages[number % pack][7].as_array().unwrap().len(), doc.sections.len());
    }
}

#[test]
fn what_is_read_back_is_what_the_index_holds() {
    check(&index(&[]));
    check(&index(&[doc("a", "Event store", "Events, events and C++ in日本語 order_service")]));
    let mut dice = Dice::new(3);
    check(&index(&(0..500).map(|id| dice.doc(id)).collect::<Vec<_>>()));
}

#[test]
fn the_steps_to_an_index_do_not_show_in_its_files() {
    let mut dice = Dice::new(5);
    let mut docs: Vec<SearchDoc> = (0..80).map(|id| dice.doc(id)).collect();
    let mut stepwise = index(&docs);
    for step in 0..12 {
        docs.remove(step);
        docs.push(dice.doc(100 + step));
        let changed = dice.doc(0);
        docs[step] = SearchDoc { id: docs[step].id.clone(), url: docs[step].url.clone(), ..changed };
        stepwise.update(&docs).unwrap();
        check(&stepwise);
        docs.reverse();
        assert_eq!(exported(&stepwise), exported(&index(&docs)));
    }
}

#[test]
fn an_edit_leaves_the_names_of_what_it_does_not_touch() {
    let mut dice = Dice::new(9);
    let mut docs: Vec<SearchDoc> = (0..3_000).map(|id| dice.doc(id)).collect();
    let before = exported(&index(&docs));
    docs[1_500].sections[0].text.push_str(" unheardof");
    let after = exported(&index(&docs));
    let names = |export: &Export, part: Part| -> BTreeSet<String> {
        export.pieces.iter().filter(|piece| piece.part == part).map(|piece| piece.name.clone()).collect()
    };
    for (part, most) in [(Part::Terms, 1), (Part::Results, 64), (Part::Words, 1), (Part::Facets, 0)] {
        let (before, after) = (names(&before, part), names(&after, part));
        let renamed = after.difference(&before).count();
        assert!(renamed <= most, "{part:?}: {renamed} of {} renamed", after.len());
        let many = matches!(part, Part::Terms | Part::Results);
        assert!(!many || before.len() > most, "{part:?} is one file only");
    }
}

#[test]
fn pieces_are_deflated_and_kept_to_a_size() {
    let mut dice = Dice::new(2);
    let export = exported(&index(&(0..400).map(|id| dice.doc(id)).collect::<Vec<_>>()));
    for piece in &export.pieces {
        let mut raw = Vec::new();
        let packed = piece.packed();
        std::io::Read::read_to_end(&mut flate2::read::DeflateDecoder::new(&*packed), &mut raw).unwrap();
        assert_eq!(raw, piece.raw());
        assert!(piece.part != Part::Terms || raw.len() < 20_000, "{} B", raw.len());
    }
}

#[test]
fn stems_of_other_languages_stand_beside_their_words() {
    for (tag, text, how) in [
        ("de", "Häuser und Übergänge überall", "first"),
        ("pl", "usługi", "none"),
        ("ar", "والكتاب الكتاب", "any"),
        ("en", "services", "english"),
    ] {
        let language = Language::of(tag);
        let mut index = Index::in_memory(language).unwrap();
        index.update(&[doc("a", "A", text)]).unwrap();
        let export = exported(&index);
        let read = Read::new(&export);
        assert_eq!(read.manifest["stems"], how);
        if how == "english" || how == "none" {
            continue;
        }
        let (_, name) = &read.table("words")[0];
        let mut bytes = Bytes(read.raw(&format!("s-{name}")));
        let mut before = Vec::new();
        while !bytes.0.is_empty() {
            let word = bytes.entry(&mut before);
            bytes.take(1);
            let (cut, count) = (bytes.varint() as usize, bytes.varint());
            let kept: String = word.chars().take(word.chars().count() - cut).collect();
            assert_eq!(kept + &String::from_utf8(bytes.take(count)).unwrap(), language.stem(&word));
        }
    }
}

proptest! {
    #[test]
    fn a_key_lies_between_the_files_that_it_parts(mut terms in prop::collection::vec("[a-cé日]{1,4}", 2)) {
        terms.sort();
        terms.dedup();
        if let [last, next] = terms.as_slice() {
            let mut table = pieces::Table::default();
            table.add("", last, "aaaaaaaa");
            table.add(last, next, "bbbbbbbb");
            let json = serde_json::to_value(&table).unwrap();
            let key = json["keys"].as_str().unwrap().trim_start();
            prop_assert!(last.as_str() < key && key <= next.as_str());
        }
    }
}
