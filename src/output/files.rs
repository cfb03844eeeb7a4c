//! Some files in a folder that may hold others: each is written whole or not at all, and what has another name stays.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::lock::Lock;
use super::manifest::MANIFEST;
use super::place::{resolve, resolve_existing};
use super::swap::sync_folder;

/// Keeps a second process out while files are written.
const LOCK: &str = ".kb-export.lock";

/// Files that belong together, and where they go.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// The folder; it is made when it is not there.
    pub dir: &'a Path,
    /// What kb reads: the folder may not lie in it.
    pub inputs: &'a [PathBuf],
    /// Whether a name is one of theirs: such files may be replaced and removed, others are not touched.
    pub is_ours: fn(&str) -> bool,
    /// How long to wait for another process that writes there.
    pub patience: Duration,
}

/// What writing files came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// Files whose bytes were written.
    pub written: usize,
    /// Files that were already there as they should be.
    pub kept: usize,
    /// Files with one of their names that are no longer among them.
    pub removed: usize,
}

impl Files<'_> {
    /// Says whether the folder may be written to, without touching it.
    ///
    /// # Errors
    /// Names the folder and why it is refused.
    pub fn check(&self) -> anyhow::Result<()> {
        let dir = self.place()?;
        self.found(&dir).map(|_| ())
    }

    /// Writes the files; afterwards the folder has these and no others with such names.
    ///
    /// All are first written under other names, so what goes wrong mostly goes wrong before anything is replaced.
    ///
    /// # Errors
    /// When the folder is refused, when another process writes to it for too long, or when the disk takes no more.
    pub fn replace(&self, files: &[(String, Vec<u8>)]) -> anyhow::Result<Replaced> {
        let dir = self.place()?;
        fs::create_dir_all(&dir).with_context(|| format!("cannot create `{}`", dir.display()))?;
        let _lock = Lock::take(&dir.join(LOCK), self.patience)?;
        self.clear(&dir)?;
        let old = self.found(&dir)?;
        let mut fresh = Fresh { dir: &dir, names: Vec::new() };
        let mut kept = 0;
        for (name, bytes) in files {
            // They are read, not trusted: a file edited by hand is written again.
            if old.contains(name) && fs::read(dir.join(name)).is_ok_and(|there| there == *bytes) {
                kept += 1;
            } else {
                fresh.write(name, bytes)?;
            }
        }
        let written = fresh.publish()?;
        let mut removed = 0;
        for name in old.iter().filter(|old| !files.iter().any(|(name, _)| name == *old)) {
            let file = dir.join(name);
            fs::remove_file(&file).with_context(|| format!("cannot remove `{}`", file.display()))?;
            removed += 1;
        }
        sync_folder(&dir);
        Ok(Replaced { written, kept, removed })
    }

    /// The folder with all links and dots resolved.
    fn place(&self) -> anyhow::Result<PathBuf> {
        let shown = self.dir.display();
        let dir = resolve(self.dir)?;
        if let Some(input) =
            self.inputs.iter().map(|input| resolve_existing(input)).find(|input| dir.starts_with(input))
        {
            bail!("`{shown}` cannot be the output: kb reads `{}`", input.display());
        }
        if let Some(site) = dir.ancestors().find(|folder| folder.join(MANIFEST).exists()) {
            bail!(
                "`{shown}` cannot be the output: `{}` is a site that kb published, and replaces as a whole",
                site.display()
            );
        }
        Ok(dir)
    }

    /// Names in the folder that are ours.
    fn found(&self, dir: &Path) -> anyhow::Result<Vec<String>> {
        let mut found = Vec::new();
        for (name, is_file) in names(dir)? {
            if (self.is_ours)(&name) {
                if !is_file {
                    bail!("`{}` is in the way: it is a link or a folder, not a file", dir.join(name).display());
                }
                found.push(name);
            }
        }
        found.sort();
        Ok(found)
    }

    /// Removes what a killed process left.
    fn clear(&self, dir: &Path) -> anyhow::Result<()> {
        for (name, is_file) in names(dir)? {
            if is_file && staged(&name).is_some_and(self.is_ours) {
                let file = dir.join(name);
                fs::remove_file(&file).with_context(|| format!("cannot remove `{}`", file.display()))?;
            }
        }
        Ok(())
    }
}

/// Files that are written but have not got their names yet; those that never will are removed.
struct Fresh<'a> {
    dir: &'a Path,
    names: Vec<String>,
}

impl Fresh<'_> {
    fn write(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let shown = || format!("cannot write `{}`", self.dir.join(name).display());
        let mut file = fs::File::create_new(self.staging(name)).with_context(shown)?;
        self.names.push(name.to_owned());
        file.write_all(bytes).and_then(|()| file.sync_all()).with_context(shown)
    }

    fn publish(mut self) -> anyhow::Result<usize> {
        let names = self.names.clone();
        for name in &names {
            let file = self.dir.join(name);
            fs::rename(self.staging(name), &file).with_context(|| format!("cannot write `{}`", file.display()))?;
            self.names.retain(|waiting| waiting != name);
        }
        Ok(names.len())
    }

    fn staging(&self, name: &str) -> PathBuf {
        self.dir.join(format!(".{name}.kb-new"))
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        for name in &self.names {
            let _ = fs::remove_file(self.staging(name));
        }
    }
}

/// The name that a file is to get.
fn staged(name: &str) -> Option<&str> {
    name.strip_prefix('.')?.strip_suffix(".kb-new")
}

/// What is in a folder, and whether it is a file; nothing when there is no folder.
fn names(dir: &Path) -> anyhow::Result<Vec<(String, bool)>> {
    let unreadable = || format!("cannot read `{}`", dir.display());
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(unreadable)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(unreadable)?;
        // A name that is no text is not ours.
        if let Ok(name) = entry.file_name().into_string() {
            names.push((name, entry.file_type().with_context(unreadable)?.is_file()));
        }
    }
    Ok(names)
}
