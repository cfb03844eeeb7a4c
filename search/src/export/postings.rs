//! Terms, the pages that hold them, and where on those pages they stand.

use std::collections::BTreeSet;

use tantivy::postings::Postings as _;
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{DocId, DocSet as _, TERMINATED};

use super::pieces::{Cut, Part, Pieces, Table, front_coded, sized, varint};
use crate::schema::TITLE_TIMES;
use crate::snapshot::{Segment, Snapshot};

/// A first query reads one such file a word, and the manifest names all of them.
const CUT: Cut = Cut { size: 4_000, one_in: 32 };

/// What the manifest says of terms.
pub(super) struct Written {
    pub terms: Table,
    /// The name of the file that lists the files of positions.
    pub positions: String,
}

pub(super) fn write(snapshot: &Snapshot, pieces: &mut Pieces) -> anyhow::Result<Written> {
    let mut cursors = Vec::new();
    for segment in &snapshot.segments {
        let mut terms = segment.text.terms().stream()?;
        let done = !terms.advance();
        cursors.push(Cursor { segment, terms, done });
    }
    let mut files =
        Files { pieces, table: Table::default(), positions: Vec::new(), last: String::new(), open: File::default() };
    let mut found = Found::default();
    while let Some(term) = cursors.iter().filter_map(Cursor::term).min().map(str::to_owned) {
        found.clear();
        for cursor in cursors.iter_mut().filter(|cursor| cursor.term() == Some(&*term)) {
            found.read(cursor.segment, &term, cursor.terms.value())?;
            cursor.done = !cursor.terms.advance();
        }
        if !found.pages.is_empty() {
            found.pages.sort_unstable_by_key(|page| page.place);
            files.add(&term, &found)?;
        }
    }
    files.end()?;
    let positions = files.positions;
    let terms = files.table;
    Ok(Written { positions: if positions.is_empty() { String::new() } else { pieces.add_list(positions)? }, terms })
}

/// The terms of a segment, one after the other.
struct Cursor<'a> {
    segment: &'a Segment,
    terms: TermStreamer<'a>,
    done: bool,
}

impl Cursor<'_> {
    fn term(&self) -> Option<&str> {
        if self.done { None } else { std::str::from_utf8(self.terms.key()).ok() }
    }
}

/// The pages that hold a term.
#[derive(Default)]
struct Found {
    pages: Vec<Holder>,
    positions: Vec<u32>,
}

struct Holder {
    place: u32,
    in_title: bool,
    /// Its share of all positions.
    from: usize,
    to: usize,
}

impl Found {
    fn clear(&mut self) {
        self.pages.clear();
        self.positions.clear();
    }

    fn read(&mut self, segment: &Segment, term: &str, info: &tantivy::postings::TermInfo) -> anyhow::Result<()> {
        let titles = with_in_title(segment, term)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = segment.text.read_postings_from_terminfo(info, option)?;
        let mut positions = Vec::new();
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            if segment.is_live(doc) {
                postings.positions(&mut positions);
                let from = self.positions.len();
                self.positions.extend_from_slice(&positions);
                self.pages.push(Holder {
                    place: segment.places[doc as usize],
                    in_title: titles.contains(&doc),
                    from,
                    to: self.positions.len(),
                });
            }
            postings.advance();
        }
        Ok(())
    }
}

fn with_in_title(segment: &Segment, term: &str) -> anyhow::Result<BTreeSet<DocId>> {
    let mut found = BTreeSet::new();
    if let Some(info) = segment.title.terms().get(term)? {
        let mut postings = segment.title.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        segment.each_live(&mut postings, |doc| {
            found.insert(doc);
        });
    }
    Ok(found)
}

/// Files of terms and of positions, filled one after the other.
struct Files<'a> {
    pieces: &'a mut Pieces,
    table: Table,
    /// Names of the files of positions.
    positions: Vec<u8>,
    /// The last term of the last file.
    last: String,
    open: File,
}

#[derive(Default)]
struct File {
    first: String,
    last: String,
    count: u64,
    head: Vec<u8>,
    postings: Vec<u8>,
    positions: Vec<u8>,
}

impl Files<'_> {
    fn add(&mut self, term: &str, found: &Found) -> anyhow::Result<()> {
        let file = &mut self.open;
        file.add(term, found);
        if CUT.after(file.head.len() + file.postings.len(), term) {
            self.end()?;
        }
        Ok(())
    }

    fn end(&mut self) -> anyhow::Result<()> {
        let file = std::mem::take(&mut self.open);
        if file.count == 0 {
            return Ok(());
        }
        let mut raw = Vec::new();
        varint(&mut raw, file.count);
        sized(&mut raw, &file.head);
        raw.extend_from_slice(&file.postings);
        let name = self.pieces.add(Part::Terms, raw)?;
        self.table.add(&self.last, &file.first, &name);
        self.positions.extend_from_slice(self.pieces.add(Part::Positions, file.positions)?.as_bytes());
        self.last = file.last;
        Ok(())
    }
}

impl File {
    fn add(&mut self, term: &str, found: &Found) {
        if self.count == 0 {
            self.first = term.to_owned();
        }
        self.count += 1;
        front_coded(&mut self.head, &self.last, term);
        term.clone_into(&mut self.last);
        varint(&mut self.head, found.pages.len() as u64);
        let start = self.postings.len();
        let mut before = 0;
        for page in &found.pages {
            let positions = &found.positions[page.from..page.to];
            // A title is indexed so many times over that its words have a frequency of no less.
            let repeated = if page.in_title { TITLE_TIMES - 1 } else { 0 };
            let count = positions.len().saturating_sub(repeated) as u64;
            let gap = u64::from(page.place - before);
            varint(&mut self.postings, gap << 2 | u64::from(page.in_title) << 1 | u64::from(count == 1));
            if count != 1 {
                varint(&mut self.postings, count);
            }
            before = page.place;
            let mut at = 0;
            for &position in positions {
                varint(&mut self.positions, u64::from(position - at));
                at = position;
            }
        }
        varint(&mut self.head, (self.postings.len() - start) as u64);
    }
}
