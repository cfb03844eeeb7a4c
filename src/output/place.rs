//! Which folder may be replaced by a site, and which must be left alone.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context, bail};

use super::manifest::{MANIFEST, Manifest};

/// Files that desktops put into every folder they show.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Where a site is to be published, and what must survive that.
#[derive(Clone, Debug)]
pub struct Destination<'a> {
    /// The folder to replace.
    pub dir: &'a Path,
    /// The knowledge base: the folder may be inside of it, but not hold it.
    pub root: &'a Path,
    /// The folders kb reads: the output may neither hold them nor be inside of one.
    pub inputs: &'a [PathBuf],
    /// How long to wait for another build to finish writing.
    pub patience: Duration,
    /// Becomes true when the user has had enough: publishing then stops, cleans up and fails.
    pub stop: &'a AtomicBool,
}

/// Says whether the destination may be published to, without touching it.
///
/// `publish` asks again; asking first saves the user a build.
///
/// # Errors
/// Names the folder and why it is refused.
pub fn check(destination: &Destination<'_>) -> anyhow::Result<()> {
    Place::resolve(destination)?.look_twice().map(|_| ())
}

/// A destination whose links and dots are resolved.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The folder to replace; its last part is no link.
    pub dir: PathBuf,
    /// The folder it is in, where staging folder and lock live beside it.
    pub parent: PathBuf,
    /// Its own name.
    pub name: String,
}

/// What stands at a place now.
#[derive(Debug)]
pub(super) enum Found {
    /// Nothing: the folder will be new.
    Nothing,
    /// An empty folder, which belongs to nobody.
    Empty,
    /// A site that kb published.
    Site(Manifest),
}

impl Place {
    /// Resolves a destination and refuses those that no site may ever be published to.
    pub fn resolve(destination: &Destination<'_>) -> anyhow::Result<Self> {
        let shown = destination.dir.display();
        let dir = resolve(destination.dir)?;
        let (Some(parent), Some(name)) = (dir.parent(), dir.file_name().and_then(|name| name.to_str())) else {
            bail!("`{shown}` cannot be the output: kb replaces the whole folder");
        };
        let root = resolve_existing(destination.root);
        if root.starts_with(&dir) {
            bail!("`{shown}` cannot be the output: it holds the knowledge base, and kb replaces the whole folder");
        }
        for input in destination.inputs.iter().map(|input| resolve_existing(input)) {
            if input.starts_with(&dir) || (dir.starts_with(&input) && input != root) {
                bail!("`{shown}` cannot be the output: kb reads `{}`", input.display());
            }
        }
        Ok(Place { parent: parent.to_owned(), name: name.to_owned(), dir })
    }

    /// Looks at what is there now, and refuses it if it is not kb's to replace.
    pub fn look(&self) -> anyhow::Result<Found> {
        let shown = self.dir.display();
        let found = match fs::symlink_metadata(&self.dir) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(error).with_context(|| format!("cannot look at `{shown}`")),
        };
        if !found.is_dir() {
            bail!("`{shown}` cannot be the output: it is not a folder");
        }
        let mut names = fs::read_dir(&self.dir).with_context(|| format!("cannot read `{shown}`"))?;
        if names.next().is_none() {
            return Ok(Found::Empty);
        }
        let Some(manifest) = Manifest::read(&self.dir) else {
            bail!("`{shown}` was not made by kb (it has no valid {MANIFEST}): empty it or choose another folder");
        };
        self.refuse_strangers(&manifest)?;
        require_writable(&self.dir)?;
        Ok(Found::Site(manifest))
    }

    /// [`Self::look`] for those who do not hold the lock: a site that is being replaced may look like nobody's.
    pub fn look_twice(&self) -> anyhow::Result<Found> {
        self.look().or_else(|_| self.look())
    }

    /// A name beside the folder for what is only there while a build is written.
    pub fn beside(&self, role: &str) -> PathBuf {
        self.parent.join(format!(".{}.kb-{role}", self.name))
    }

    /// The file that is locked while a site is written.
    pub fn lock(&self) -> PathBuf {
        self.beside("lock")
    }

    /// Refuses to replace files that somebody added by hand: they would be gone for good.
    fn refuse_strangers(&self, manifest: &Manifest) -> anyhow::Result<()> {
        let files = manifest.files();
        let folders: BTreeSet<&str> =
            files.keys().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect();
        let mut open = vec![String::new()];
        while let Some(folder) = open.pop() {
            let full = self.dir.join(&folder);
            let unreadable = || format!("cannot read `{}`", full.display());
            for entry in fs::read_dir(&full).with_context(unreadable)? {
                let entry = entry.with_context(unreadable)?;
                let name = entry.file_name();
                let path = match (folder.as_str(), name.to_string_lossy()) {
                    ("", name) => name.into_owned(),
                    (folder, name) => format!("{folder}/{name}"),
                };
                if folders.contains(path.as_str()) && entry.file_type().with_context(unreadable)?.is_dir() {
                    open.push(path);
                } else if !files.contains_key(&path) && path != MANIFEST && !LITTER.iter().any(|litter| name == *litter)
                {
                    bail!(
                        "`{}` was not published by kb and would be lost: move it into the folder of static files, or delete it",
                        entry.path().display()
                    );
                }
            }
        }
        Ok(())
    }
}

/// The absolute path of a folder that may not exist yet; its last part must not be a link.
pub(super) fn resolve(dir: &Path) -> anyhow::Result<PathBuf> {
    let shown = dir.display();
    let absolute = std::path::absolute(dir).with_context(|| format!("cannot use `{shown}` as the output"))?;
    // Without the slash at the end, which would make the system look through a link.
    let absolute: PathBuf = absolute.components().collect();
    if fs::symlink_metadata(&absolute).is_ok_and(|found| found.is_symlink()) {
        bail!("`{shown}` cannot be the output: it is a link; name the folder it leads to");
    }
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        match fs::canonicalize(existing) {
            Ok(found) => {
                return Ok(missing.iter().rev().fold(found, |path, name| path.join(name)));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A last part of `..`, or one that exists and cannot be resolved, is a dead end.
                let (Some(name), Some(parent)) = (existing.file_name(), existing.parent()) else {
                    return Err(error).with_context(|| format!("cannot use `{shown}` as the output"));
                };
                missing.push(name.to_owned());
                existing = parent;
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot use `{shown}` as the output"));
            }
        }
    }
}

/// A folder of sources, resolved as far as it exists.
pub(super) fn resolve_existing(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// A folder that may be renamed but not emptied would leave the old site behind: found out before, not after.
fn require_writable(dir: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    rustix::fs::access(dir, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK)
        .map_err(io::Error::from)
        .with_context(|| format!("cannot write to `{}`", dir.display()))?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}
