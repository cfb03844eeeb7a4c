//! What a published folder remembers about its files, so that the next process need not make them again.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::content::{Digest, File, Key, Output, fault};
use crate::diagnostic::Diagnostic;

/// The file that marks a folder as kb's; it is never served.
pub const MANIFEST: &str = ".kb-site.json";

/// How often [`load`] begins again when a build publishes while it reads.
const TRIES: usize = 5;

/// What `.kb-site.json` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of kb that published the site.
    kb: String,
    /// Every file of the site, by path.
    files: BTreeMap<String, Record>,
}

/// What is remembered of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// The hash of its bytes.
    pub digest: Digest,
    /// How many bytes it has: whatever is longer need not be read to be told apart.
    pub size: u64,
    /// The problems found while it was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

impl Manifest {
    /// What will be remembered of a site.
    pub fn of(output: &Output) -> Self {
        let record = |file: &File| Record {
            key: file.key,
            digest: file.digest,
            size: file.bytes.len() as u64,
            diagnostics: file.diagnostics.clone(),
        };
        let files = output.iter().map(|(path, file)| (path.to_owned(), record(file))).collect();
        Manifest { kb: env!("CARGO_PKG_VERSION").to_owned(), files }
    }

    /// Reads the manifest of a folder; `None` when the folder has none, or one that kb did not write.
    pub fn read(dir: &Path) -> Option<Self> {
        let path = dir.join(MANIFEST);
        // A pipe or a device under that name must not be opened: it could block for ever.
        if !fs::symlink_metadata(&path).ok()?.is_file() {
            return None;
        }
        let manifest: Manifest = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
        manifest.files.keys().all(|path| fault(path).is_none()).then_some(manifest)
    }

    /// Every file of the site, by path.
    pub fn files(&self) -> &BTreeMap<String, Record> {
        &self.files
    }

    /// As it is written to the disk.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a manifest is strings and numbers only")
    }
}

impl Record {
    /// Reads the file from a published folder, if it still is what was published.
    pub(super) fn read(&self, dir: &Path, path: &str) -> Option<Vec<u8>> {
        let full = dir.join(path);
        let found = fs::symlink_metadata(&full).ok()?;
        if !found.is_file() || found.len() != self.size {
            return None;
        }
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).ok()?);
        fs::File::open(&full).ok()?.take(self.size + 1).read_to_end(&mut bytes).ok()?;
        (Digest::of(&bytes) == self.digest).then_some(bytes)
    }
}

/// The last published site, as far as it can be used again.
#[derive(Debug)]
pub struct Recalled {
    dir: PathBuf,
    manifest: Option<Manifest>,
}

/// Opens the last published site; one of another version of kb, or none at all, gives nothing to use again.
pub fn recall(dir: &Path) -> Recalled {
    let manifest = Manifest::read(dir).filter(|manifest| manifest.kb == env!("CARGO_PKG_VERSION"));
    Recalled { dir: dir.to_owned(), manifest }
}

impl Recalled {
    /// The file at that path, if it was made from inputs with that key and nobody changed it since.
    pub fn get(&self, path: &str, key: Key) -> Option<File> {
        let record = self.manifest.as_ref()?.files.get(path)?;
        if record.key != Some(key) {
            return None;
        }
        let bytes = record.read(&self.dir, path)?.into();
        Some(File { bytes, digest: record.digest, key: record.key, diagnostics: record.diagnostics.clone() })
    }
}

/// Reads a published site whole: the files of its manifest, as they were published, and no others.
///
/// # Errors
/// When kb did not make the folder, or when a file of it is missing, is a link, or was changed since.
pub fn load(dir: &Path) -> anyhow::Result<Output> {
    let mut tries = 1..=TRIES;
    loop {
        let last = tries.next().is_none_or(|number| number == TRIES);
        match read_whole(dir) {
            // A build that swaps its folder in between two reads looks like a changed file.
            Err(_) if !last => {}
            result => return result,
        }
    }
}

fn read_whole(dir: &Path) -> anyhow::Result<Output> {
    let Some(manifest) = Manifest::read(dir) else {
        bail!("`{}` was not published by kb: it has no {MANIFEST}; run `kb build` first", dir.display());
    };
    let mut output = Output::new();
    for (path, record) in manifest.files {
        let changed = || format!("`{}` is not as kb published it; run `kb build` again", dir.join(&path).display());
        let bytes = record.read(dir, &path).with_context(changed)?.into();
        output.insert(path, File { bytes, digest: record.digest, key: record.key, diagnostics: record.diagnostics })?;
    }
    Ok(output)
}
