//! The map itself: paths that cannot lead astray, and bytes that know their hash.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;

/// A path may have this many bytes between two slashes: what every common file system takes.
const LONGEST_SEGMENT: usize = 255;

/// The hash of a file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// The hash of all inputs that made a file: equal keys, equal files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; 32]);

impl Digest {
    /// Hashes the bytes of a file.
    pub fn of(bytes: &[u8]) -> Self {
        Digest(*blake3::hash(bytes).as_bytes())
    }
}

impl Key {
    /// Hashes the parts; where one part ends and the next begins counts too.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(*hasher.finalize().as_bytes())
    }
}

/// Hexadecimal in messages, in the manifest and in `ETag`s.
macro_rules! as_hex {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                let hash = blake3::Hash::from_hex(text.as_bytes()).map_err(serde::de::Error::custom)?;
                Ok($name(*hash.as_bytes()))
            }
        }
    };
}

as_hex!(Digest);
as_hex!(Key);

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What is published.
    pub bytes: Arc<[u8]>,
    /// The hash of `bytes`.
    pub digest: Digest,
    /// What it was made from; `None` for a file that is only copied.
    pub key: Option<Key>,
    /// The problems found while it was made, repeated when it is recalled instead of made.
    pub diagnostics: Vec<Diagnostic>,
}

impl File {
    /// A file that was made from inputs with that key.
    pub fn made(bytes: impl Into<Arc<[u8]>>, key: Key, diagnostics: Vec<Diagnostic>) -> Self {
        File { key: Some(key), diagnostics, ..File::copied(bytes) }
    }

    /// A file that is published as it was found.
    pub fn copied(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        File { digest: Digest::of(&bytes), bytes, key: None, diagnostics: Vec::new() }
    }
}

/// Why a path cannot be part of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPath {
    /// The path as it was given.
    pub path: String,
    /// What is wrong with it, in words that follow the path.
    pub reason: String,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be published: {}", self.path.escape_debug(), self.reason)
    }
}

impl std::error::Error for BadPath {}

/// The site: every file under its path, `a/index.html`, in the order of the paths.
///
/// Joined to a folder, a path of an `Output` is always inside that folder, and no path is the parent of another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output(BTreeMap<String, File>);

impl Output {
    /// A site without files.
    pub fn new() -> Self {
        Output::default()
    }

    /// Adds a file.
    ///
    /// # Errors
    /// When the path is absolute, leads out of the site, is hidden (only `.well-known` is not), is already taken, or
    /// would have to be a file and a folder at once.
    pub fn insert(&mut self, path: impl Into<String>, file: File) -> Result<(), BadPath> {
        let path = path.into();
        match fault(&path).or_else(|| self.clash(&path)) {
            Some(reason) => Err(BadPath { path, reason }),
            None => {
                self.0.insert(path, file);
                Ok(())
            }
        }
    }

    /// The file at exactly that path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &File)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// How many files the site has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing to publish.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether readers would see no difference: the same paths with the same bytes.
    pub fn reads_like(&self, other: &Output) -> bool {
        let digests = |site: &Output| site.0.iter().map(|(path, file)| (path.clone(), file.digest)).collect::<Vec<_>>();
        self.len() == other.len() && digests(self) == digests(other)
    }

    fn clash(&self, path: &str) -> Option<String> {
        if self.0.contains_key(path) {
            return Some("two files have this address".to_owned());
        }
        let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
        if let Some(file) = folders.find(|folder| self.0.contains_key(*folder)) {
            return Some(format!("`{file}` is a file already"));
        }
        let inside = format!("{path}/");
        let (first, _) = self.0.range(inside.clone()..).next()?;
        first.starts_with(&inside).then(|| "it is a folder already".to_owned())
    }
}

/// What is wrong with a path by itself.
pub(super) fn fault(path: &str) -> Option<String> {
    if path.starts_with('/') {
        return Some("it is absolute".to_owned());
    }
    path.split('/').enumerate().find_map(|(depth, segment)| {
        if segment.is_empty() {
            Some("a part of it is empty".to_owned())
        } else if segment.contains(|c: char| c.is_control() || c == '\\' || (cfg!(windows) && c == ':')) {
            Some("it has a backslash or a control character in it".to_owned())
        } else if segment.starts_with('.') && !(depth == 0 && segment == ".well-known") {
            Some("names that begin with a dot are not published, except `.well-known`".to_owned())
        } else if segment.len() > LONGEST_SEGMENT {
            Some(format!("a part of it has more than {LONGEST_SEGMENT} bytes"))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(paths: &[&str]) -> Result<Output, BadPath> {
        let mut output = Output::new();
        for path in paths {
            output.insert(*path, File::copied(*b"x"))?;
        }
        Ok(output)
    }

    #[test]
    fn paths_that_could_lead_out_of_the_folder_are_refused() {
        for bad in
            ["", "/a", "a//b", "../a", "a/../b", "a/./b", "a/", ".kb-site.json", "a/.git/x", "a\\b", "a\0", "a\nb"]
        {
            assert!(site(&[bad]).is_err(), "{bad:?}");
        }
        assert!(site(&[&"a".repeat(256)]).is_err());
        assert!(site(&[".well-known/security.txt", "a..b/index.html", "é/index.html"]).is_ok());
    }

    #[test]
    fn nothing_is_a_file_and_a_folder_at_once() {
        assert!(site(&["a", "a/b"]).is_err());
        assert!(site(&["a/b", "a"]).is_err());
        assert!(site(&["a", "a"]).is_err());
        assert!(site(&["a-b", "a", "a.b"]).is_ok());
    }

    #[test]
    fn keys_tell_where_a_part_ends() {
        assert_ne!(Key::of(&[b"ab", b"c"]), Key::of(&[b"a", b"bc"]));
    }

    #[test]
    fn a_digest_survives_being_written_down() {
        let digest = Digest::of(b"x");
        let text = serde_json::to_string(&digest).unwrap();
        assert_eq!(serde_json::from_str::<Digest>(&text).unwrap(), digest);
    }
}
