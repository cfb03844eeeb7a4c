//! The knowledge base that a command works on: its folder, its files, today.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Common;
use crate::config::Flags;
use crate::source::{self, Sources};

/// Where a command finds everything.
pub(super) struct Project {
    /// The knowledge base.
    pub root: PathBuf,
    /// Its settings, when they are not in `root/kb.toml`.
    pub config: Option<PathBuf>,
    today: Date,
}

impl Project {
    /// Finds the knowledge base.
    pub fn find(common: &Common) -> anyhow::Result<Self> {
        let root = match &common.root {
            Some(root) => root.canonicalize().with_context(|| format!("cannot find {}", root.display()))?,
            None => match common.config.as_deref().and_then(Path::parent) {
                Some(folder) => {
                    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                    folder.canonicalize().with_context(|| format!("cannot find {}", folder.display()))?
                }
                None => source::find_root(Path::new("."))?,
            },
        };
        anyhow::ensure!(root.is_dir(), "{} is not a folder", root.display());
        Ok(Project { root, config: common.config.clone(), today: today(common)? })
    }

    /// Reads all files.
    pub fn sources(&self) -> anyhow::Result<Sources> {
        source::read(&self.root, self.config.as_deref())
    }

    /// Flags for a build.
    pub fn flags(&self, base_url: Option<&str>, drafts: bool) -> Flags {
        let base_url = base_url.map(|url| url.trim_end_matches('/').to_owned());
        Flags { base_url, drafts, today: self.today }
    }

    /// Folders and files whose changes make another build.
    pub fn inputs(&self) -> Vec<PathBuf> {
        source::inputs(&self.root, self.config.as_deref())
    }

    /// A file of the knowledge base as it is shown: from the folder where kb runs, where that is inside.
    pub fn shown(&self, path: &str) -> String {
        let file = self.root.join(path);
        let here = Path::new(".").canonicalize().ok();
        here.and_then(|here| file.strip_prefix(here).map(Path::to_path_buf).ok()).unwrap_or(file).display().to_string()
    }

    /// Where kb keeps what it can make again.
    pub fn cache(&self) -> PathBuf {
        self.root.join(".kb")
    }
}

/// The day that is taken for today.
pub(super) fn today(common: &Common) -> anyhow::Result<Date> {
    if let Some(today) = common.today {
        return Ok(today);
    }
    if let Some(seconds) = environment("SOURCE_DATE_EPOCH") {
        let number: i64 = seconds.parse().with_context(|| format!("SOURCE_DATE_EPOCH is no number: `{seconds}`"))?;
        let time = Timestamp::from_second(number).context("SOURCE_DATE_EPOCH is no time that exists")?;
        return Ok(time.to_zoned_datetime(TimeZone::UTC).date());
    }
    Ok(now())
}

#[expect(clippy::disallowed_methods, reason = "the clock is an input, and comes in here alone")]
fn now() -> Date {
    jiff::ZonedDateTime::now().date()
}

/// A variable of the environment, when it is set and not empty.
#[expect(clippy::disallowed_methods, reason = "the environment is an input, and comes in here alone")]
pub(super) fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
