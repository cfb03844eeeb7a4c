//! The search index, brought up to date with every build, and its files for static hosts.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use kb_search::{Export, ExportOptions, Index, Language, Opened, Part, Piece, Reader, SearchDoc, Synonyms};

use super::memo::Memo;
use crate::check;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::output::{File, Key, Recalled};
use crate::source::Sources;

/// Gives an index for a language: one on the disk, or an empty one.
pub type OpenIndex = Box<dyn FnMut(Language) -> anyhow::Result<(Index, Opened)> + Send>;

/// The folder of a site in which the files of search lie.
const FOLDER: &str = "search";

/// What one kind of file takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The kind, in words.
    pub name: &'static str,
    /// The number of files.
    pub files: usize,
    /// Their size in bytes, as published.
    pub bytes: usize,
}

/// What a build has of search.
pub struct Searched {
    /// Answers queries about the site that was built.
    pub reader: Reader,
    /// How the index was opened, if it was for this build.
    pub opened: Option<Opened>,
    /// What the index takes on a host.
    pub written: Vec<Written>,
}

/// The index of the last build.
pub(super) struct Search {
    open: OpenIndex,
    index: Option<(Language, Index)>,
    /// How the index was opened, until somebody is told.
    opened: Option<Opened>,
    packed: Memo<File>,
}

/// The language whose stems search uses.
pub fn language(config: &Config) -> Language {
    Language::of(config.stems())
}

/// The synonyms of a knowledge base, and what is wrong with them.
pub fn synonyms(sources: &Sources) -> (Synonyms, Vec<Diagnostic>) {
    let (pairs, problems) = sources.text(check::SYNONYMS).map(check::synonyms).unwrap_or_default();
    (Synonyms::new(pairs), problems)
}

impl Search {
    pub fn new(open: OpenIndex) -> Self {
        Search { open, index: None, opened: None, packed: Memo::default() }
    }

    /// Makes the index hold these documents.
    pub fn update(&mut self, config: &Config, documents: &[SearchDoc], synonyms: Synonyms) -> anyhow::Result<Reader> {
        let language = language(config);
        let known = self.index.take().filter(|(known, _)| *known == language);
        let (_, index) = self.index.insert(match known {
            Some(known) => known,
            None => {
                let (index, opened) = (self.open)(language)?;
                self.opened = Some(opened);
                (language, index)
            }
        });
        index.update(documents)?;
        index.set_synonyms(synonyms)?;
        Ok(index.reader())
    }

    /// The same, with the files that are to be published.
    pub fn publish(
        &mut self,
        config: &Config,
        documents: &[SearchDoc],
        synonyms: Synonyms,
        labels: BTreeMap<String, String>,
        recalled: Option<&Recalled>,
    ) -> anyhow::Result<(Vec<(String, File)>, Searched)> {
        let reader = self.update(config, documents, synonyms)?;
        let options = ExportOptions { language: config.lang.clone(), labels, ..ExportOptions::default() };
        let export = reader.export(&options)?;
        let mut files = Vec::new();
        let packed = self.pack(&export.pieces, recalled);
        for (piece, file) in export.pieces.iter().zip(&packed) {
            files.push((path(&piece.name), file.clone()));
        }
        let written = sizes(&export, &packed);
        files.push((format!("{FOLDER}/search.json"), File::copied(export.manifest.clone())));
        if config.search_from_disk {
            let scripts = export.pieces.iter().zip(&packed).map(|(piece, file)| script(&piece.name, &file.bytes));
            files.extend(scripts.chain([script("search", &export.manifest)]));
        }
        Ok((files, Searched { reader, opened: self.opened.take(), written }))
    }

    /// Deflates what no build before has.
    fn pack(&mut self, pieces: &[Piece], recalled: Option<&Recalled>) -> Vec<File> {
        // The name of a piece is the hash of all it holds, before it is deflated.
        let key = |piece: &Piece| Key::of(&[env!("CARGO_PKG_VERSION").as_bytes(), piece.name.as_bytes()]);
        let files = self.packed.run(pieces, key, |piece, key| {
            let known = recalled.and_then(|recalled| recalled.get(&path(&piece.name), key));
            known.unwrap_or_else(|| File::made(piece.packed(), key, Vec::new()))
        });
        files.iter().map(|file| (**file).clone()).collect()
    }
}

fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.bin")
}

/// The same bytes as a script: a page opened from disk may load nothing else.
fn script(name: &str, bytes: &[u8]) -> (String, File) {
    let call = format!("kbSearch.file(\"{name}\",\"{}\");\n", BASE64.encode(bytes));
    (format!("{FOLDER}/{name}.js"), File::copied(call.into_bytes()))
}

fn sizes(export: &Export, packed: &[File]) -> Vec<Written> {
    let mut parts: BTreeMap<Part, Written> = BTreeMap::new();
    for (piece, file) in export.pieces.iter().zip(packed) {
        let written = parts.entry(piece.part).or_insert(Written { name: piece.part.name(), files: 0, bytes: 0 });
        written.files += 1;
        written.bytes += file.bytes.len();
    }
    let manifest = Written { name: "manifest", files: 1, bytes: export.manifest.len() };
    std::iter::once(manifest).chain(parts.into_values()).collect()
}
