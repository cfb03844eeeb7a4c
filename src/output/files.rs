//! Some files in a folder that may hold others: each is written whole or not at all, and what has another name stays.
//!
//! Files get their names one after the other, so a process may be killed in between. Some of them are therefore seals: they
//! go before anything else changes and come back last. Where a seal is, everything is there.

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
    /// Which of them are seals.
    pub is_seal: fn(&str) -> bool,
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
    /// All are first written under other names, so what goes wrong mostly goes wrong before anything is replaced. What goes
    /// wrong later leaves a folder without seals.
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
        let new: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let written = fresh.names.clone();
        for step in steps(&old, &new, &written, self.is_seal) {
            fresh.take(&step)?;
        }
        let removed = old.iter().filter(|name| !new.contains(&name.as_str())).count();
        Ok(Replaced { written: written.len(), kept, removed })
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

/// What is done to a folder once all new files are written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// A seal that does not change is out of sight for a while.
    Withdraw(String),
    Remove(String),
    /// A file gets its name, in place of an old one.
    Show(String),
    /// What was done so far is on the disk.
    Sync,
}

/// The way from the old files to the new ones, of which some were written just now.
fn steps(old: &[String], new: &[&str], written: &[String], is_seal: fn(&str) -> bool) -> Vec<Step> {
    let (new_seals, new_others): (Vec<&str>, Vec<&str>) = new.iter().partition(|name| is_seal(name));
    let (old_seals, old_others): (Vec<&String>, Vec<&String>) = old.iter().partition(|name| is_seal(name));
    let is_new = |name: &str| new.contains(&name);
    let is_written = |name: &str| written.iter().any(|written| written == name);
    let gone = old_others.into_iter().filter(|name| !is_new(name)).map(|name| Step::Remove(name.clone()));
    let shown = new_others.into_iter().filter(|name| is_written(name)).map(|name| Step::Show(name.to_owned()));
    let changes: Vec<Step> = gone.chain(shown).collect();
    if changes.is_empty() && written.is_empty() && old_seals.iter().all(|name| is_new(name)) {
        return Vec::new();
    }
    let hidden = old_seals.into_iter().map(|name| {
        if is_new(name) && !is_written(name) { Step::Withdraw(name.clone()) } else { Step::Remove(name.clone()) }
    });
    let sealed = new_seals.into_iter().map(|name| Step::Show(name.to_owned()));
    hidden.chain([Step::Sync]).chain(changes).chain([Step::Sync]).chain(sealed).chain([Step::Sync]).collect()
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

    fn take(&mut self, step: &Step) -> anyhow::Result<()> {
        match step {
            Step::Sync => sync_folder(self.dir),
            Step::Withdraw(name) => {
                let file = self.dir.join(name);
                fs::rename(&file, self.staging(name)).with_context(|| format!("cannot move `{}`", file.display()))?;
                self.names.push(name.clone());
            }
            Step::Remove(name) => {
                let file = self.dir.join(name);
                fs::remove_file(&file).with_context(|| format!("cannot remove `{}`", file.display()))?;
            }
            Step::Show(name) => {
                let file = self.dir.join(name);
                fs::rename(self.staging(name), &file).with_context(|| format!("cannot write `{}`", file.display()))?;
                self.names.retain(|waiting| waiting != name);
            }
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    type Folder = BTreeMap<String, u8>;

    fn is_seal(name: &str) -> bool {
        name.starts_with('z')
    }

    fn folder(files: &[(&str, u8)]) -> Folder {
        files.iter().map(|&(name, content)| (name.to_owned(), content)).collect()
    }

    /// The folder after each step, as who looks at it then finds it.
    fn states(old: &Folder, new: &Folder) -> Vec<Folder> {
        let names: Vec<String> = old.keys().cloned().collect();
        let written: Vec<String> = new
            .iter()
            .filter(|(name, content)| old.get(*name) != Some(content))
            .map(|(name, _)| name.clone())
            .collect();
        let mut now = old.clone();
        let mut states = vec![now.clone()];
        for step in steps(&names, &new.keys().map(String::as_str).collect::<Vec<_>>(), &written, is_seal) {
            match step {
                Step::Sync => {}
                Step::Withdraw(name) | Step::Remove(name) => drop(now.remove(&name).unwrap()),
                Step::Show(name) => drop(now.insert(name.clone(), new[&name])),
            }
            states.push(now.clone());
        }
        states
    }

    #[test]
    fn who_is_killed_leaves_all_or_a_folder_without_seals() {
        let folders = [
            folder(&[]),
            folder(&[("a1", 1), ("a2", 1), ("z1", 1), ("z2", 1)]),
            folder(&[("a1", 2), ("a2", 2), ("a3", 2), ("z1", 1), ("z2", 1)]),
            folder(&[("a1", 1), ("z1", 1), ("z2", 2)]),
            folder(&[("b1", 1), ("z2", 1)]),
            folder(&[("z1", 1)]),
        ];
        for old in &folders {
            for new in &folders {
                let states = states(old, new);
                assert_eq!(states.last(), Some(new));
                for state in &states {
                    let sealed = state.keys().any(|name| is_seal(name));
                    let parts = |folder: &Folder| -> Folder {
                        folder.clone().into_iter().filter(|(name, _)| !is_seal(name)).collect()
                    };
                    let is_whole = [old, new].into_iter().any(|whole| {
                        parts(whole) == parts(state) && state.iter().all(|file| whole.iter().any(|other| file == other))
                    });
                    assert!(!sealed || is_whole, "{state:?} between {old:?} and {new:?}");
                }
                assert!(old != new || states.len() == 1, "nothing is touched where nothing changes");
            }
        }
    }
}
