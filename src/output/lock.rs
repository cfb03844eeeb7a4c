//! One build writes at a time.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// Between two looks at a lock that another process holds.
const PAUSE: Duration = Duration::from_millis(20);

/// Held while a site is written; the file is gone when it is dropped, and unlocked by the system if we are killed.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Closing the file is what unlocks it.
    _file: File,
}

impl Lock {
    /// Waits for the lock, at most as long as the patience lasts.
    pub fn take(path: &Path, patience: Duration) -> anyhow::Result<Self> {
        let since = Instant::now();
        loop {
            let mut file = open(path)?;
            match file.try_lock() {
                // The holder before us deletes the file: a lock on a deleted file keeps nobody out.
                Ok(()) if !is_still_there(&file, path) => continue,
                Ok(()) => {
                    let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                    return Ok(Lock { path: path.to_owned(), _file: file });
                }
                Err(TryLockError::WouldBlock) if since.elapsed() < patience => sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    bail!("another build is running ({})", holder(&mut file))
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("cannot lock `{}`", path.display()));
                }
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Deleted before it is unlocked, so nobody can lock it in between and lose it.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> anyhow::Result<File> {
    // A link in place of the lock would have us truncate whatever it leads to.
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        bail!("cannot lock `{}`: it is not a file", path.display());
    }
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path).with_context(|| format!("cannot lock `{}`", path.display()))
}

fn holder(file: &mut File) -> String {
    let mut pid = String::new();
    let read = file.rewind().and_then(|()| file.take(20).read_to_string(&mut pid));
    if read.is_ok() && !pid.is_empty() { format!("pid {pid}") } else { "pid unknown".to_owned() }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(held), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else {
        return false;
    };
    (held.dev(), held.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_still_there(_file: &File, path: &Path) -> bool {
    path.exists()
}
