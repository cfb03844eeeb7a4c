//! Writing a site: first beside its place, then into it.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::Ordering;

use anyhow::{Context, bail};

use super::content::{File, Output};
use super::lock::Lock;
use super::manifest::{MANIFEST, Manifest, Record};
use super::place::{Destination, Found, Place};
use super::swap::{self, Staging};

/// What publishing came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files whose bytes were written.
    pub written: usize,
    /// Files that were already there as they should be.
    pub kept: usize,
    /// Files of the last site that the new one does not have.
    pub removed: usize,
}

/// Publishes a site: afterwards the folder holds these files and no others.
///
/// A folder that already does is not touched. While the new site is written the old one stays whole, and an error
/// leaves it as it was.
///
/// # Errors
/// When the destination is refused (see [`check`](super::check)), when another build writes to it for longer than
/// the patience lasts, when the disk is full or forbids it, or when told to stop. All name the path.
pub fn publish(output: &Output, destination: &Destination<'_>) -> anyhow::Result<Published> {
    let place = Place::resolve(destination)?;
    let fresh = Manifest::of(output);
    let found = place.look_twice()?;
    if !swap::has_leftovers(&place) && is_current(output, &fresh, &found, &place) {
        return Ok(Published { kept: output.len(), ..Published::default() });
    }
    fs::create_dir_all(&place.parent).with_context(|| format!("cannot create `{}`", place.parent.display()))?;
    let _lock = Lock::take(&place.lock(), destination.patience)?;
    swap::repair(&place)?;
    // Another build may have published while this one waited.
    let found = place.look()?;
    if is_current(output, &fresh, &found, &place) {
        return Ok(Published { kept: output.len(), ..Published::default() });
    }
    let old = match found {
        Found::Site(manifest) => Some(manifest),
        Found::Nothing | Found::Empty => None,
    };
    let keep = old.as_ref().map(|old| unchanged(output, old, &place.dir)).unwrap_or_default();
    let staging = Staging::create(&place)?;
    stage(output, &keep, &staging, &place, destination)?;
    write(&staging.path.join(MANIFEST), &fresh.to_bytes(), &place.dir.join(MANIFEST))?;
    swap::sync_tree(&staging.path).with_context(|| format!("cannot write `{}`", place.dir.display()))?;
    stopped(destination)?;
    swap::publish(&staging, &place)?;
    let gone = old.iter().flat_map(|old| old.files().keys()).filter(|path| output.get(path).is_none()).count();
    Ok(Published { written: output.len() - keep.len(), kept: keep.len(), removed: gone })
}

/// Whether the folder already is the site, to the last byte.
fn is_current(output: &Output, fresh: &Manifest, found: &Found, place: &Place) -> bool {
    matches!(found, Found::Site(old) if old == fresh && unchanged(output, old, &place.dir).len() == output.len())
}

/// The files that the published folder has with the very same bytes.
///
/// They are read, not trusted: a file edited by hand is written again, whatever its size and time say.
fn unchanged<'a>(output: &'a Output, old: &Manifest, dir: &Path) -> BTreeSet<&'a str> {
    let same = |path: &str, file: &File| {
        let is_digest = |record: &&Record| record.digest == file.digest;
        old.files().get(path).filter(is_digest).is_some_and(|record| record.read(dir, path).is_some())
    };
    output.iter().filter(|(path, file)| same(path, file)).map(|(path, _)| path).collect()
}

/// Builds the whole site in the staging folder.
fn stage(
    output: &Output,
    keep: &BTreeSet<&str>,
    staging: &Staging,
    place: &Place,
    destination: &Destination<'_>,
) -> anyhow::Result<()> {
    let mut made = BTreeSet::new();
    for (path, file) in output.iter() {
        stopped(destination)?;
        let (new, shown) = (staging.path.join(path), place.dir.join(path));
        if let Some(folder) = new.parent().filter(|folder| made.insert(folder.to_path_buf())) {
            fs::create_dir_all(folder).with_context(|| format!("cannot write `{}`", shown.display()))?;
        }
        // A second name for the same file is safe because kb replaces files and never writes into them. Not every
        // file system has second names, and the bytes are at hand.
        if !keep.contains(path) || fs::hard_link(&shown, &new).is_err() {
            write(&new, &file.bytes, &shown)?;
        }
    }
    Ok(())
}

/// Writes one new file; `shown` is the path the user knows it by.
fn write(path: &Path, bytes: &[u8], shown: &Path) -> anyhow::Result<()> {
    // `create_new` also finds two paths that are one on a file system without upper and lower case.
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(bytes));
    written.with_context(|| format!("cannot write `{}`", shown.display()))
}

fn stopped(destination: &Destination<'_>) -> anyhow::Result<()> {
    if destination.stop.load(Ordering::Relaxed) {
        bail!("stopped before `{}` was published", destination.dir.display());
    }
    Ok(())
}
