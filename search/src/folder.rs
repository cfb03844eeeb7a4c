//! The index on disk: is it whole, is it ours, may we write to it?
//!
//! A file beside tantivy's own, the seal, names the version of the index and the digests of the two files in which tantivy keeps
//! its lists; those name all others, which carry checksums. The seal is written last, so a folder whose seal is right was
//! left by a finished update of this very version. Any other is made anew: an index is cheap, a wrong answer is not.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use tantivy::Directory as _;
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::schema::Schema;

use crate::schema::VERSION;

const SEAL: &str = "version";
const LISTS: [&str; 2] = ["meta.json", ".managed.json"];

/// Whether nothing was ever put here.
pub(crate) fn is_empty(dir: &Path) -> bool {
    !LISTS
        .iter()
        .chain([&SEAL])
        .any(|name| dir.join(name).exists())
}

/// Makes the folder and takes the right to write to it.
pub(crate) fn lock(dir: &Path) -> anyhow::Result<DirectoryLock> {
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    MmapDirectory::open(dir)?
        .acquire_lock(&INDEX_WRITER_LOCK)
        .context("another process is writing to it")
}

/// Opens the index if every byte of it is as it was written.
pub(crate) fn open(dir: &Path, schema: &Schema) -> anyhow::Result<tantivy::Index> {
    check_seal(dir)?;
    let index = tantivy::Index::open_in_dir(dir)?;
    ensure!(index.schema() == *schema, "its fields are others");
    let damaged = index
        .validate_checksum()
        .context("a file is missing or cut off")?;
    ensure!(damaged.is_empty(), "a file is damaged");
    Ok(index)
}

/// Puts an empty index in place of whatever index is there. The caller holds the lock.
pub(crate) fn create(dir: &Path, schema: Schema) -> anyhow::Result<tantivy::Index> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && is_ours(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    let index = tantivy::Index::builder()
        .schema(schema)
        .create_in_dir(dir)?;
    seal(dir)?;
    Ok(index)
}

/// Says that the folder is whole.
pub(crate) fn seal(dir: &Path) -> anyhow::Result<()> {
    fs::write(dir.join(SEAL), expected_seal(dir)?).context("cannot finish the index")
}

/// Fails unless the folder was left whole by this version of kb.
pub(crate) fn check_seal(dir: &Path) -> anyhow::Result<()> {
    let seal = fs::read_to_string(dir.join(SEAL)).context("it is not finished")?;
    if seal.lines().next() != Some(first_line().as_str()) {
        bail!("it was made by another version");
    }
    ensure!(
        seal == expected_seal(dir)?,
        "its last update was not finished"
    );
    Ok(())
}

fn first_line() -> String {
    format!("kb-search {VERSION}")
}

fn expected_seal(dir: &Path) -> anyhow::Result<String> {
    let mut seal = first_line() + "\n";
    for name in LISTS {
        let content = fs::read(dir.join(name)).with_context(|| format!("{name} is missing"))?;
        seal += &format!("{name} {}\n", blake3::hash(&content).to_hex());
    }
    Ok(seal)
}

/// Only files that an index consists of are ever removed.
fn is_ours(name: &str) -> bool {
    let segment = name.split('.').next().unwrap_or_default();
    LISTS.contains(&name)
        || name == SEAL
        || segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit())
}
