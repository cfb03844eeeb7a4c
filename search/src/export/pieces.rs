//! Files under the name of what they hold, and the notation inside them.

use std::collections::BTreeMap;
use std::io::Write as _;

use anyhow::bail;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Lengths and factors of all pages.
    Columns,
    /// Terms and the pages that hold them.
    Terms,
    /// Where on its pages a term stands.
    Positions,
    /// Words as they are written.
    Words,
    /// Values that filters compare.
    Facets,
    /// Titles and texts of pages, for the hits that are shown.
    Results,
}

impl Part {
    /// The letter that names of its files begin with. The files that list position files count as those.
    fn letter(self) -> &'static str {
        match self {
            Part::Columns => "n",
            Part::Terms => "t",
            Part::Positions => "p",
            Part::Words => "s",
            Part::Facets => "f",
            Part::Results => "r",
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Part::Columns => "columns",
            Part::Terms => "terms",
            Part::Positions => "positions",
            Part::Words => "words",
            Part::Facets => "facets",
            Part::Results => "results",
        }
    }
}

/// A file of the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its path in the folder of the export, without ending: `t-0aB3_x9Z`, `r-0aB3_x9Z/12`.
    pub name: String,
    /// What it is for.
    pub part: Part,
    raw: Vec<u8>,
}

impl Piece {
    /// What it holds before it is deflated.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// What is published: raw deflate.
    pub fn packed(&self) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::with_capacity(self.raw.len() / 2), Compression::best());
        let written = encoder.write_all(&self.raw).and_then(|()| encoder.finish());
        written.expect("memory takes all bytes")
    }
}

/// A table of files in the manifest: where each begins, and its name.
#[derive(Default, Serialize)]
pub(super) struct Table {
    keys: String,
    names: String,
}

impl Table {
    /// Adds a file whose first term is `first` and whose predecessor ends with `last`.
    pub(super) fn add(&mut self, last: &str, first: &str, name: &str) {
        if !self.names.is_empty() {
            self.keys.push(' ');
            self.keys.push_str(separator(last, first));
        }
        self.names.push_str(name);
    }
}

/// The shortest beginning of `next` that is greater than `last`.
fn separator<'a>(last: &str, next: &'a str) -> &'a str {
    let shared = common(last.as_bytes(), next.as_bytes());
    let mut end = shared + 1;
    while !next.is_char_boundary(end) {
        end += 1;
    }
    &next[..end]
}

/// All files so far.
#[derive(Default)]
pub(super) struct Pieces(BTreeMap<String, Piece>);

impl Pieces {
    /// Adds a file; gives the part of its name that its content makes.
    pub(super) fn add(&mut self, part: Part, raw: Vec<u8>) -> anyhow::Result<String> {
        self.lettered(part.letter(), part, raw)
    }

    /// Adds the file that lists all files of positions.
    pub(super) fn add_list(&mut self, raw: Vec<u8>) -> anyhow::Result<String> {
        self.lettered("x", Part::Positions, raw)
    }

    fn lettered(&mut self, letter: &str, part: Part, raw: Vec<u8>) -> anyhow::Result<String> {
        let name = name(letter, &[&raw]);
        self.put(Piece { name: format!("{letter}-{name}"), part, raw })?;
        Ok(name)
    }

    /// Adds files to a folder named after all of them; they are numbered from `first` on.
    pub(super) fn add_folder(&mut self, part: Part, first: usize, files: Vec<Vec<u8>>) -> anyhow::Result<String> {
        let parts: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let name = name(part.letter(), &parts);
        for (number, raw) in files.into_iter().enumerate() {
            self.put(Piece { name: format!("{}-{name}/{}", part.letter(), first + number), part, raw })?;
        }
        Ok(name)
    }

    fn put(&mut self, piece: Piece) -> anyhow::Result<()> {
        match self.0.get(&piece.name) {
            Some(other) if other.raw != piece.raw => {
                bail!("two files of the search index have one name: {}", piece.name)
            }
            Some(_) => {}
            None => drop(self.0.insert(piece.name.clone(), piece)),
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Vec<Piece> {
        self.0.into_values().collect()
    }
}

/// 48 bits of a hash over all parts, in base64url.
fn name(letter: &str, parts: &[&[u8]]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut hasher = blake3::Hasher::new();
    hasher.update(letter.as_bytes());
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let hash = hasher.finalize();
    let bits = hash.as_bytes()[..6].iter().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
    (0..8).rev().map(|digit| char::from(DIGITS[(bits >> (6 * digit)) as usize & 63])).collect()
}

/// A number in groups of seven bits, the lowest first.
pub(super) fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Bytes after their number.
pub(super) fn sized(out: &mut Vec<u8>, bytes: &[u8]) {
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// An entry of a list without what it shares with the one before.
pub(super) fn front_coded(out: &mut Vec<u8>, before: &str, entry: &str) {
    let shared = common(before.as_bytes(), entry.as_bytes());
    varint(out, shared as u64);
    sized(out, &entry.as_bytes()[shared..]);
}

fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Where files of a list end.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    /// The usual size of a file in bytes; none is over twice that but for one entry.
    pub size: usize,
    /// One entry in so many may end a file once it has half of that size; a power of two.
    pub one_in: u32,
}

impl Cut {
    /// Whether a file of this size ends with `term`.
    ///
    /// The term decides rather than the number of bytes: or a word more would move the ends of all files after it.
    pub(super) fn after(self, size: usize, term: &str) -> bool {
        size >= 2 * self.size || size >= self.size / 2 && hash(term) & (self.one_in - 1) == 0
    }
}

/// FNV-1a, mixed once more since its low bits alone are poor.
fn hash(text: &str) -> u32 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ hash >> 15
}
