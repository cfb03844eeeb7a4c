//! A folder as files: all input comes in here, `kb.toml` and templates too.
//!
//! Markdown and kinds of pages are unknown here. Nothing is ever written.

#![expect(clippy::disallowed_methods, reason = "all input comes in here")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use crate::diagnostic::Diagnostic;

/// A digest of a file's bytes.
pub type Hash = blake3::Hash;

/// Folders of a knowledge base that are read.
const FOLDERS: [&str; 5] = ["content", "templates", "static", "themes", "search"];
/// The only files of `search` that are read.
const SEARCH: [&str; 2] = ["expect.toml", "synonyms.toml"];
/// Longest part of a path, in bytes.
const SEGMENT: usize = 200;
/// Largest text file that is read at all; entries have a smaller limit of their own.
const TEXT: u64 = 5 * 1024 * 1024;
/// Largest other file.
const ASSET: u64 = 25 * 1024 * 1024;

/// One file as it was at one moment.
#[derive(Clone, Debug)]
pub struct File {
    /// Path in the knowledge base, with `/`.
    pub path: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Their digest.
    pub hash: Hash,
}

impl File {
    /// Its text, where it is UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// All files of a knowledge base that matter, and what could not be read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// By path, with `/`.
    pub files: BTreeMap<Arc<str>, File>,
    /// Entries that are there and could not be read: links to them are not dead.
    pub unread: Vec<Arc<str>>,
    /// Files that could not be read, are no UTF-8, are too large or lead elsewhere.
    pub diagnostics: Vec<Diagnostic>,
}

impl Sources {
    /// The text of a file by its path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).and_then(File::text)
    }

    /// Adds a file that is not on the disk, to see what it would make of the site.
    pub fn add(&mut self, path: &str, bytes: &[u8]) {
        keep(path.into(), bytes.to_vec(), self);
    }

    /// Files below a folder, with their paths inside it.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, &'a File)> {
        let prefix = format!("{folder}/");
        self.files.iter().filter_map(move |(path, file)| Some((path.strip_prefix(prefix.as_str())?, file)))
    }
}

/// Finds the knowledge base that `start` is in: the nearest folder upwards with a `kb.toml`, else one with `content/`.
///
/// # Errors
/// When there is none.
pub fn find_root(start: &Path) -> anyhow::Result<PathBuf> {
    let start = start.canonicalize().with_context(|| format!("cannot find {}", start.display()))?;
    let with = |name: &str| start.ancestors().find(|folder| folder.join(name).exists()).map(Path::to_path_buf);
    with("kb.toml").or_else(|| start.join("content").is_dir().then(|| start.clone())).with_context(|| {
        format!(
            "no kb.toml in {} or in a folder above it; make one, or name the knowledge base with --root",
            start.display()
        )
    })
}

/// Everything that [`read`] looks at, whether it is there or not.
pub fn inputs(root: &Path, config: Option<&Path>) -> Vec<PathBuf> {
    let config = config.map_or_else(|| root.join("kb.toml"), Path::to_path_buf);
    FOLDERS.iter().map(|folder| root.join(folder)).chain([config]).collect()
}

/// Reads a knowledge base; `config` is the path of its `kb.toml` when it is not `root/kb.toml`.
///
/// # Errors
/// When the root itself cannot be read. Single files that cannot be read are diagnostics.
pub fn read(root: &Path, config: Option<&Path>) -> anyhow::Result<Sources> {
    let root = root.canonicalize().with_context(|| format!("cannot read {}", root.display()))?;
    let mut sources = Sources::default();
    read_config(&root, config, &mut sources)?;
    if !root.join("content").is_dir() {
        let file = "content".into();
        let problem = Diagnostic::new("unreadable", "there is no folder `content`");
        sources
            .diagnostics
            .push(problem.in_file(&file).help("entries are read from there: make it, and put them into it"));
    }
    for folder in FOLDERS {
        let path = root.join(folder);
        let kept = |entry: &walkdir::DirEntry| {
            folder != "search" || entry.depth() == 0 || SEARCH.iter().any(|name| entry.file_name() == *name)
        };
        if path.is_dir() {
            read_folder(&root, &path, kept, &mut sources);
        }
    }
    let places = sources.diagnostics.iter().filter_map(|problem| problem.place.as_ref());
    sources.unread = places.map(|place| place.file.clone()).filter(|file| file.ends_with(".md")).collect();
    Ok(sources)
}

fn read_config(root: &Path, config: Option<&Path>, sources: &mut Sources) -> anyhow::Result<()> {
    let path = config.map_or_else(|| root.join("kb.toml"), Path::to_path_buf);
    match std::fs::read(&path) {
        Ok(bytes) => {
            keep("kb.toml".into(), bytes, sources);
            Ok(())
        }
        Err(error) if config.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn read_folder(root: &Path, folder: &Path, kept: impl Fn(&walkdir::DirEntry) -> bool, sources: &mut Sources) {
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        // What editors keep beside a file is no file of the knowledge base.
        let backup = name.ends_with('~') || name.starts_with('#') && name.ends_with('#');
        entry.depth() > 0 && (name.starts_with('.') && name != ".well-known" || backup)
    };
    let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for step in walk.into_iter().filter_entry(|entry| kept(entry) && !hidden(entry) && stays_inside(root, entry)) {
        match step {
            Ok(entry) => read_entry(root, &entry, sources),
            // Links that lead nowhere are reported below.
            Err(error) if error.path().is_some_and(|path| path.is_symlink()) && error.loop_ancestor().is_none() => {}
            Err(error) => sources.diagnostics.push(walk_problem(root, &error)),
        }
    }
    // `filter_entry` also drops the links that leave, so they are looked for once more to be reported.
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(&kept);
    for link in walk.filter_map(Result::ok) {
        if link.path_is_symlink() && !stays_inside(root, &link) {
            let problem = Diagnostic::new("symlink", "the link leaves the knowledge base or leads nowhere");
            sources.diagnostics.push(problem.in_file(&relative(root, link.path())));
        }
    }
}

fn stays_inside(root: &Path, entry: &walkdir::DirEntry) -> bool {
    !entry.path_is_symlink() || entry.path().canonicalize().is_ok_and(|target| target.starts_with(root))
}

fn read_entry(root: &Path, entry: &walkdir::DirEntry, sources: &mut Sources) {
    let path = relative(root, entry.path());
    if entry.file_name().len() > SEGMENT {
        let problem = Diagnostic::new("limit", format!("the name has more than {SEGMENT} bytes"));
        sources.diagnostics.push(problem.in_file(&path));
        return;
    }
    if entry.file_name().to_str().is_none() {
        let problem = Diagnostic::new("not-utf8", "the file's name is not UTF-8");
        sources.diagnostics.push(problem.in_file(&path));
        return;
    }
    if entry.file_name().to_string_lossy().chars().any(char::is_control) {
        let problem = Diagnostic::new("bad-id", "the file's name holds control characters").help("rename the file");
        sources.diagnostics.push(problem.in_file(&path));
        return;
    }
    if entry.file_type().is_dir() {
        return;
    }
    if !entry.file_type().is_file() {
        // A named pipe would block for ever when opened.
        let problem = Diagnostic::new("unreadable", "neither a file nor a folder");
        sources.diagnostics.push(problem.in_file(&path));
        return;
    }
    let limit = if is_text(&path) { TEXT } else { ASSET };
    if entry.metadata().is_ok_and(|data| data.len() > limit) {
        let problem = Diagnostic::new("limit", format!("the file is larger than {} MB", limit / 1024 / 1024));
        sources.diagnostics.push(problem.in_file(&path));
        return;
    }
    match std::fs::read(entry.path()) {
        Ok(bytes) => keep(path, bytes, sources),
        Err(error) => {
            let problem = Diagnostic::new("unreadable", format!("the file cannot be read: {error}"));
            sources.diagnostics.push(problem.in_file(&path));
        }
    }
}

fn keep(path: Arc<str>, bytes: Vec<u8>, sources: &mut Sources) {
    if is_text(&path)
        && let Err(error) = std::str::from_utf8(&bytes)
    {
        let line = bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let message = format!("not UTF-8 at byte {} (line {line})", error.valid_up_to());
        let help = "save the file as UTF-8";
        sources.diagnostics.push(Diagnostic::new("not-utf8", message).in_file(&path).help(help));
        return;
    }
    let hash = blake3::hash(&bytes);
    sources.files.insert(path.clone(), File { path, bytes: bytes.into(), hash });
}

/// Files that kb itself reads as text; all others are copied as bytes.
fn is_text(path: &str) -> bool {
    ["md", "toml", "html"].iter().any(|ending| path.rsplit_once('.').is_some_and(|(_, last)| last == *ending))
}

fn walk_problem(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = relative(root, error.path().unwrap_or(root));
    if error.loop_ancestor().is_some() {
        return Diagnostic::new("symlink", "the link leads to a folder that it is in").in_file(&path);
    }
    let what = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Diagnostic::new("unreadable", format!("cannot be read: {what}")).in_file(&path)
}

fn relative(root: &Path, path: &Path) -> Arc<str> {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/").into()
}
