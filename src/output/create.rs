//! New files for authors: the start of an entry, of a knowledge base, or of a theme. What is there stays as it is.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::Context as _;

/// Those of the paths below `root` that are taken, or that would have to be made through a file.
pub fn taken<'a>(root: &Path, paths: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let there = |path: &str| root.join(path).symlink_metadata().is_ok();
    let through = |path: &str| {
        path.match_indices('/').any(|(end, _)| root.join(&path[..end]).metadata().is_ok_and(|found| !found.is_dir()))
    };
    paths.into_iter().filter(|path| there(path) || through(path)).collect()
}

/// Writes a file that is not there yet, with the folders above it.
///
/// # Errors
/// When the path is taken, or the disk takes no more; what could not be written whole is taken away again.
pub fn create(root: &Path, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let file = root.join(path);
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let mut open = match OpenOptions::new().write(true).create_new(true).open(&file) {
        Ok(open) => open,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            anyhow::bail!("{} is there already, and stays as it is", file.display())
        }
        Err(error) => return Err(error).with_context(|| format!("cannot write {}", file.display())),
    };
    if let Err(error) = open.write_all(bytes).and_then(|()| open.sync_all()) {
        let _ = std::fs::remove_file(&file);
        return Err(error).with_context(|| format!("cannot write {}", file.display()));
    }
    Ok(())
}
