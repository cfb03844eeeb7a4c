//! `.kb`: what can always be made again, such as the search index.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

/// Makes the folder when it is not there, with a file in it that keeps it out of git.
///
/// # Errors
/// When it cannot be made, or when something else has its name.
pub fn cache_folder(folder: &Path) -> anyhow::Result<()> {
    let shown = || format!("cannot use {}", folder.display());
    fs::create_dir_all(folder).with_context(shown)?;
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n").with_context(shown)?;
    }
    Ok(())
}
