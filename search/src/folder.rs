//! The index on disk: is it whole, is it ours, may we write to it?
//!
//! A file beside tantivy's own, the seal, names the version of the index and the digests of the two files in which tantivy keeps
//! its lists; those name all others, which carry checksums. The seal is written last, so a folder whose seal is right was
//! left by a finished update of this very version. Any other is made anew: an index is cheap, a wrong answer is not.

#![expect(clippy::disallowed_methods, reason = "the index is a folder of its own, and only this file touches it")]

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use tantivy::Directory as _;
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::schema::Schema;

use crate::language::Language;
use crate::schema::VERSION;

const SEAL: &str = "version";
const LISTS: [&str; 2] = ["meta.json", ".managed.json"];

/// Whether nothing was ever put here.
pub(crate) fn is_empty(dir: &Path) -> bool {
    !LISTS.iter().chain([&SEAL]).any(|name| dir.join(name).exists())
}

/// Makes the folder and takes the right to write to it.
pub(crate) fn lock(dir: &Path) -> anyhow::Result<DirectoryLock> {
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    MmapDirectory::open(dir)?.acquire_lock(&INDEX_WRITER_LOCK).context("another process is writing to it")
}

/// Opens the index if every byte of it is as it was written.
pub(crate) fn open(dir: &Path, schema: &Schema, language: Language) -> anyhow::Result<tantivy::Index> {
    check_seal(dir, language)?;
    let index = tantivy::Index::open_in_dir(dir)?;
    ensure!(index.schema() == *schema, "its fields are others");
    let damaged = index.validate_checksum().context("a file is missing or cut off")?;
    ensure!(damaged.is_empty(), "a file is damaged");
    Ok(index)
}

/// Puts an empty index in place of whatever index is there. The caller holds the lock.
pub(crate) fn create(dir: &Path, schema: Schema, language: Language) -> anyhow::Result<tantivy::Index> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && is_ours(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    let index = tantivy::Index::builder().schema(schema).create_in_dir(dir)?;
    seal(dir, language)?;
    Ok(index)
}

/// Says that the folder is whole.
pub(crate) fn seal(dir: &Path, language: Language) -> anyhow::Result<()> {
    fs::write(dir.join(SEAL), expected_seal(dir, language)?).context("cannot finish the index")
}

/// Fails unless the folder was left whole by this version of kb.
pub(crate) fn check_seal(dir: &Path, language: Language) -> anyhow::Result<()> {
    let seal = fs::read_to_string(dir.join(SEAL)).context("it is not finished")?;
    if seal.lines().next() != Some(first_line(language).as_str()) {
        bail!("it was made by another version, or for another language");
    }
    ensure!(seal == expected_seal(dir, language)?, "its last update was not finished");
    Ok(())
}

fn first_line(language: Language) -> String {
    format!("kb-search {VERSION} {}", language.name())
}

fn expected_seal(dir: &Path, language: Language) -> anyhow::Result<String> {
    let mut seal = first_line(language) + "\n";
    for name in LISTS {
        let content = fs::read(dir.join(name)).with_context(|| format!("{name} is missing"))?;
        seal += &format!("{name} {}\n", blake3::hash(&content).to_hex());
    }
    Ok(seal)
}

/// Only files that an index consists of are ever removed.
fn is_ours(name: &str) -> bool {
    let segment = name.split('.').next().unwrap_or_default();
    LISTS.contains(&name) || name == SEAL || segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {

    use std::path::PathBuf;

    use super::*;
    use crate::testing::{Dice, ask, doc, ids};
    use crate::{Index, Language, Opened, SearchDoc, Updated};

    fn docs() -> Vec<SearchDoc> {
        vec![doc("orders", "Order service", "It takes orders."), doc("events", "Event store", "It keeps events.")]
    }

    /// Makes an index, lets `harm` do something to its folder, and expects it to be opened so and to work.
    fn check(harm: impl Fn(&Path), expected: impl Fn(&Opened) -> bool) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join(".kb/search");
        let (mut index, opened) = Index::open(&dir, Language::ENGLISH).unwrap();
        assert_eq!(opened, Opened::Fresh);
        index.update(&docs()).unwrap();
        drop(index);
        harm(&dir);
        let (mut index, opened) = Index::open(&dir, Language::ENGLISH).unwrap();
        assert!(expected(&opened), "{opened:?}");
        index.update(&docs()).unwrap();
        assert_eq!(ids(&ask(&index, "orders")), ["orders"]);
        drop(index);
        let (index, opened) = Index::open(&dir, Language::ENGLISH).unwrap();
        assert_eq!(opened, Opened::Existing);
        assert_eq!(index.len(), 2);
    }

    fn rebuilt(opened: &Opened) -> bool {
        matches!(opened, Opened::Rebuilt { why } if !why.is_empty())
    }

    fn files(dir: &Path) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_none_or(|end| end != "lock"))
            .collect();
        files.sort();
        files
    }

    #[test]
    fn a_whole_index_is_used_again() {
        check(|_| (), |opened| *opened == Opened::Existing);
    }

    #[test]
    fn an_empty_list_of_segments_is_rebuilt() {
        check(|dir| fs::write(dir.join("meta.json"), "").unwrap(), rebuilt);
    }

    #[test]
    fn an_index_of_another_version_is_rebuilt() {
        let older = |dir: &Path| {
            let seal = fs::read_to_string(dir.join(SEAL)).unwrap();
            fs::write(dir.join(SEAL), seal.replace(&format!("kb-search {VERSION}"), "kb-search 0")).unwrap();
        };
        check(older, rebuilt);
    }

    #[test]
    fn an_index_without_any_one_of_its_files_is_rebuilt() {
        let count = whole_files();
        assert!(count > 5);
        for number in 0..count {
            check(|dir| fs::remove_file(&files(dir)[number]).unwrap(), rebuilt);
        }
    }

    #[test]
    fn an_index_with_a_flipped_bit_anywhere_is_rebuilt() {
        let mut dice = Dice::new(3);
        for number in (0..whole_files()).cycle().take(40) {
            let roll = dice.roll(1_000_000);
            let flip = |dir: &Path| {
                let path = &files(dir)[number];
                let mut bytes = fs::read(path).unwrap();
                let at = roll % bytes.len();
                bytes[at] ^= 1 << (roll % 8);
                fs::write(path, bytes).unwrap();
            };
            check(flip, rebuilt);
        }
    }

    #[test]
    fn an_index_cut_off_anywhere_is_rebuilt() {
        for number in 0..whole_files() {
            let cut = |dir: &Path| {
                let path = &files(dir)[number];
                let bytes = fs::read(path).unwrap();
                fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
            };
            check(cut, rebuilt);
        }
    }

    fn whole_files() -> usize {
        let folder = tempfile::tempdir().unwrap();
        let (mut index, _) = Index::open(folder.path(), Language::ENGLISH).unwrap();
        index.update(&docs()).unwrap();
        files(folder.path()).len()
    }

    #[test]
    fn files_of_others_are_left_alone() {
        let harm = |dir: &Path| {
            fs::write(dir.join("notes.txt"), "mine").unwrap();
            fs::create_dir(dir.join("folder")).unwrap();
            fs::write(dir.join(SEAL), "").unwrap();
        };
        let expected = |opened: &Opened| rebuilt(opened);
        check(harm, expected);
    }

    #[test]
    fn while_another_process_writes_the_index_lives_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let (mut first, _) = Index::open(dir, Language::ENGLISH).unwrap();
        first.update(&docs()).unwrap();
        let (mut second, opened) = Index::open(dir, Language::ENGLISH).unwrap();
        assert_eq!(opened, Opened::Existing);

        let guard = lock(dir).unwrap();
        let mut more = docs();
        more.push(doc("queues", "Queue", "It holds orders back."));
        let updated = second.update(&more).unwrap();
        assert_eq!((updated.added, updated.unchanged), (1, 2));
        assert_eq!(ask(&second, "orders").total, 2);
        fs::write(dir.join(SEAL), "").unwrap();
        let (mut third, opened) = Index::open(dir, Language::ENGLISH).unwrap();
        assert!(matches!(opened, Opened::InMemory { .. }), "{opened:?}");
        third.update(&more).unwrap();
        assert_eq!(ask(&third, "orders").total, 2);

        drop(guard);
        let (mut fourth, opened) = Index::open(dir, Language::ENGLISH).unwrap();
        assert!(rebuilt(&opened));
        assert_eq!(fourth.update(&more).unwrap().added, 3);
    }

    #[test]
    fn what_another_process_wrote_in_between_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let (mut first, _) = Index::open(folder.path(), Language::ENGLISH).unwrap();
        let (mut second, _) = Index::open(folder.path(), Language::ENGLISH).unwrap();
        first.update(&docs()).unwrap();
        second.update(&docs()[..1]).unwrap();
        assert_eq!((first.len(), second.len()), (2, 1));
        let (third, opened) = Index::open(folder.path(), Language::ENGLISH).unwrap();
        assert_eq!((opened, third.len()), (Opened::Existing, 1));
    }

    #[test]
    fn many_at_once_all_get_right_answers() {
        let folder = tempfile::tempdir().unwrap();
        let work = &|number: usize| {
            for round in 0..5 {
                let mut docs = docs();
                docs.push(doc(&format!("own{number}{round}"), "Own", "own"));
                let (mut index, _) = Index::open(folder.path(), Language::ENGLISH).unwrap();
                index.update(&docs).unwrap();
                assert_eq!(index.len(), 3);
                assert_eq!(ids(&ask(&index, "orders")), ["orders"]);
                assert_eq!(ids(&ask(&index, "own")), [docs[2].id.as_str()]);
            }
        };
        std::thread::scope(|scope| {
            for number in 0..4 {
                scope.spawn(move || work(number));
            }
        });
        let (index, _) = Index::open(folder.path(), Language::ENGLISH).unwrap();
        assert!(matches!(index.len(), 0 | 3));
    }

    #[test]
    fn a_reader_keeps_what_it_saw() {
        let folder = tempfile::tempdir().unwrap();
        let (mut index, _) = Index::open(folder.path(), Language::ENGLISH).unwrap();
        index.update(&docs()).unwrap();
        let reader = index.reader();
        for _ in 0..3 {
            index.update(&[]).unwrap();
            index.update(&docs()[1..]).unwrap();
        }
        let results = reader.search(&crate::Query::new("orders")).unwrap();
        assert_eq!(ids(&results), ["orders"]);
        assert_eq!(ask(&index, "orders").total, 0);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let (mut index, opened) = Index::open(&file.join("search"), Language::ENGLISH).unwrap();
        assert!(matches!(opened, Opened::InMemory { .. }), "{opened:?}");
        index.update(&docs()).unwrap();
        assert_eq!(ids(&ask(&index, "orders")), ["orders"]);
    }

    #[test]
    fn the_folder_does_not_grow_with_every_update() {
        let folder = tempfile::tempdir().unwrap();
        let (mut index, _) = Index::open(folder.path(), Language::ENGLISH).unwrap();
        let mut dice = Dice::new(1);
        let mut docs: Vec<SearchDoc> = (0..30).map(|id| dice.doc(id)).collect();
        for step in 0..40 {
            docs[step % 30] = dice.doc(step % 30);
            index.update(&docs).unwrap();
            assert!(files(folder.path()).len() < 80);
        }
    }

    #[test]
    fn only_what_changed_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (mut index, _) = Index::open(folder.path(), Language::ENGLISH).unwrap();
        index.update(&docs()).unwrap();
        let before = files(folder.path());
        let mut docs = docs();
        let unchanged = index.update(&docs).unwrap();
        assert_eq!(unchanged, Updated { unchanged: 2, ..Updated::default() });
        assert_eq!(files(folder.path()), before);
        docs[0].boost = 0.5;
        docs[1] = doc("new", "New", "");
        let updated = index.update(&docs).unwrap();
        let expected = Updated { added: 1, changed: 1, removed: 1, unchanged: 0 };
        assert_eq!(updated, expected);
        assert_eq!(index.update(&[]).unwrap().removed, 2);
        assert!(index.is_empty() && ask(&index, "order").hits.is_empty());
    }
}
