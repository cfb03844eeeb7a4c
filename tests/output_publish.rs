//! Publishing to real folders: what is refused, what is kept, and what a killed process leaves.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use kb::diagnostic::Diagnostic;
use kb::output::{self, Destination, File, Key, MANIFEST, Output, Published};

static RUNNING: AtomicBool = AtomicBool::new(false);

fn site(files: &[(&str, &str)]) -> Output {
    let mut output = Output::new();
    for (path, text) in files {
        output.insert(*path, File::made(text.as_bytes(), Key::of(&[text.as_bytes()]), Vec::new())).unwrap();
    }
    output
}

/// A site of which every file says which of two it belongs to.
fn numbered(number: usize, files: usize) -> Output {
    let mut output = Output::new();
    for file in 0..files {
        // Every third file is the same in all sites, so that there is something to keep.
        let number = if file % 3 == 0 { 0 } else { number };
        let text = format!("{number}\n").repeat(500);
        output.insert(format!("p{file}/index.html"), File::copied(text.as_bytes())).unwrap();
    }
    output
}

fn publish(output: &Output, dir: &Path) -> anyhow::Result<Published> {
    publish_with(output, dir, dir.parent().unwrap(), &[])
}

fn publish_with(output: &Output, dir: &Path, root: &Path, inputs: &[PathBuf]) -> anyhow::Result<Published> {
    let patience = Duration::from_secs(20);
    output::publish(output, &Destination { dir, root, inputs, patience, stop: &RUNNING })
}

/// Everything below a folder: files with their text, links with where they lead.
fn tree(dir: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(tree(&entry.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
        } else if kind.is_symlink() {
            found.insert(name, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

fn pages(dir: &Path) -> BTreeMap<String, String> {
    let mut tree = tree(dir);
    assert!(tree.remove(MANIFEST).is_some());
    tree
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Publishing must fail with a message that has these words, and change nothing in the folder around.
fn refused(around: &Path, dir: &Path, root: &Path, inputs: &[PathBuf], words: &str) {
    let before = tree(around);
    let error = publish_with(&site(&[("index.html", "new")]), dir, root, inputs).unwrap_err();
    let message = format!("{error:#}");
    assert!(message.contains(words), "{message}");
    assert!(message.contains(&*dir.to_string_lossy()) || words.contains("pid"), "no path in: {message}");
    assert_eq!(tree(around), before, "{message}");
    let patience = Duration::ZERO;
    assert!(output::check(&Destination { dir, root, inputs, patience, stop: &RUNNING }).is_err(), "{message}");
}

#[test]
fn a_site_is_published_replaced_and_left_alone() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("deep/public");
    let first = publish(&site(&[("index.html", "1"), ("a/index.html", "a"), ("b/c/d.txt", "d")]), &dir).unwrap();
    assert_eq!(first, Published { written: 3, kept: 0, removed: 0 });
    let second = site(&[("index.html", "2"), ("a/index.html", "a")]);
    assert_eq!(publish(&second, &dir).unwrap(), Published { written: 1, kept: 1, removed: 1 });
    assert_eq!(
        pages(&dir).into_iter().collect::<Vec<_>>(),
        [("a/index.html", "a"), ("index.html", "2")].map(|(path, text)| (path.to_owned(), text.to_owned()))
    );
    let changed = fs::metadata(dir.parent().unwrap()).unwrap().modified().unwrap();
    assert_eq!(publish(&second, &dir).unwrap(), Published { written: 0, kept: 2, removed: 0 });
    assert_eq!(fs::metadata(dir.parent().unwrap()).unwrap().modified().unwrap(), changed, "nothing to do, yet written");
    assert_eq!(names(dir.parent().unwrap()), ["public"]);
}

#[test]
fn a_file_edited_by_hand_is_neither_recalled_nor_kept() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    let output = site(&[("index.html", "text"), ("a.txt", "a")]);
    publish(&output, &dir).unwrap();
    fs::write(dir.join("index.html"), "TEXT").unwrap();
    assert!(output::load(&dir).is_err());
    let key = Key::of(&[b"text"]);
    assert!(output::recall(&dir).get("index.html", key).is_none());
    assert_eq!(publish(&output, &dir).unwrap(), Published { written: 1, kept: 1, removed: 0 });
    assert_eq!(output::recall(&dir).get("index.html", key).as_ref(), output.get("index.html"));
    assert_eq!(fs::read_to_string(dir.join("index.html")).unwrap(), "text");
}

#[test]
fn a_recalled_file_repeats_its_problems() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    let key = Key::of(&[b"inputs"]);
    let problem = Diagnostic::new("dead-link", "no page is called `x`").at(&"a.md".into(), 3..4);
    let mut output = Output::new();
    output.insert("index.html", File::made(*b"x", key, vec![problem.clone()])).unwrap();
    publish(&output, &dir).unwrap();
    let recalled = output::recall(&dir);
    assert_eq!(recalled.get("index.html", key).unwrap().diagnostics, [problem]);
    assert!(recalled.get("index.html", Key::of(&[b"other"])).is_none());
    assert!(recalled.get("missing.html", key).is_none());
    assert_eq!(output::load(&dir).unwrap(), output);
}

#[test]
fn another_version_recalls_nothing_but_still_owns_the_folder() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    let output = site(&[("index.html", "text")]);
    publish(&output, &dir).unwrap();
    let manifest = fs::read_to_string(dir.join(MANIFEST)).unwrap();
    fs::write(dir.join(MANIFEST), manifest.replace(env!("CARGO_PKG_VERSION"), "0.0.1")).unwrap();
    assert!(output::recall(&dir).get("index.html", Key::of(&[b"text"])).is_none());
    assert_eq!(publish(&output, &dir).unwrap(), Published { written: 0, kept: 1, removed: 0 });
    assert!(output::recall(&dir).get("index.html", Key::of(&[b"text"])).is_some());
}

#[test]
fn folders_that_are_not_kbs_are_refused() {
    let temp = tempfile::tempdir().unwrap();
    let here = temp.path();
    fs::create_dir_all(here.join("foreign/sub")).unwrap();
    fs::write(here.join("foreign/thesis.doc"), "years of work").unwrap();
    fs::write(here.join("file"), "x").unwrap();
    fs::create_dir(here.join("marked")).unwrap();
    fs::write(here.join("marked").join(MANIFEST), "{}").unwrap();
    fs::create_dir(here.join("empty")).unwrap();
    let root = here.join("kb");
    fs::create_dir(&root).unwrap();
    refused(here, &here.join("foreign"), &root, &[], "was not made by kb");
    refused(here, &here.join("marked"), &root, &[], "was not made by kb");
    refused(here, &here.join("file"), &root, &[], "not a folder");
    refused(here, &here.join("file/public"), &root, &[], "ot a directory");
    assert!(publish_with(&site(&[("a", "a")]), &here.join("empty"), &root, &[]).is_ok());
    assert!(
        output::check(&Destination {
            dir: Path::new("/"),
            root: &root,
            inputs: &[],
            patience: Duration::ZERO,
            stop: &RUNNING
        })
        .is_err()
    );
}

#[test]
fn what_somebody_added_to_a_site_is_not_deleted() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    publish(&site(&[("a/index.html", "1")]), &dir).unwrap();
    fs::write(dir.join("a/CNAME"), "example.org").unwrap();
    let error = publish(&site(&[("index.html", "2")]), &dir).unwrap_err();
    assert!(error.to_string().contains("a/CNAME"), "{error}");
    assert_eq!(fs::read_to_string(dir.join("a/CNAME")).unwrap(), "example.org");
    fs::rename(dir.join("a/CNAME"), dir.join("a/.DS_Store")).unwrap();
    publish(&site(&[("index.html", "2")]), &dir).unwrap();
    fs::create_dir(dir.join(".git")).unwrap();
    assert!(publish(&site(&[("index.html", "3")]), &dir).is_err());
}

#[test]
fn sources_are_never_inside_what_is_replaced() {
    let temp = tempfile::tempdir().unwrap();
    let here = temp.path();
    let root = here.join("kb");
    let inputs = [root.join("content"), here.join("shared/static")];
    for input in &inputs {
        fs::create_dir_all(input).unwrap();
    }
    refused(here, &root, &root, &inputs, "holds the knowledge base");
    refused(here, here, &root, &inputs, "holds the knowledge base");
    refused(here, &here.join("shared"), &root, &inputs, "kb reads");
    refused(here, &inputs[0], &root, &inputs, "kb reads");
    refused(here, &inputs[0].join("public"), &root, &inputs, "kb reads");
    refused(here, &inputs[0].join("../.."), &root, &inputs, "holds the knowledge base");
    assert!(publish_with(&site(&[("a", "a")]), &root.join("public"), &root, &inputs).is_ok());
}

#[cfg(unix)]
#[test]
fn links_are_refused_and_not_followed() {
    use std::os::unix::fs::symlink;
    let temp = tempfile::tempdir().unwrap();
    let here = temp.path();
    let root = here.join("kb");
    fs::create_dir(&root).unwrap();
    fs::create_dir(here.join("elsewhere")).unwrap();
    symlink(here.join("elsewhere"), here.join("link")).unwrap();
    refused(here, &here.join("link"), &root, &[], "it is a link");
    refused(here, &here.join("link/"), &root, &[], "it is a link");
    symlink(&root, here.join("way")).unwrap();
    refused(here, &here.join("way/../kb"), &root, &[], "holds the knowledge base");

    let dir = here.join("public");
    fs::write(here.join("elsewhere/index.html"), "text").unwrap();
    publish_with(&site(&[("a/index.html", "text")]), &dir, &root, &[]).unwrap();
    fs::remove_dir_all(dir.join("a")).unwrap();
    symlink(here.join("elsewhere"), dir.join("a")).unwrap();
    refused(here, &dir, &root, &[], "was not published by kb");
    assert!(here.join("elsewhere/index.html").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_keeps_its_site() {
    use std::os::unix::fs::PermissionsExt;
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    publish(&site(&[("index.html", "old")]), &dir).unwrap();
    for locked in [temp.path().to_owned(), dir.clone()] {
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
        if fs::create_dir(locked.join("probe")).is_ok() {
            eprintln!("skipped: this user is above permissions");
            return;
        }
        let error = publish(&site(&[("index.html", "new")]), &dir).unwrap_err();
        assert!(format!("{error:#}").contains("ermission denied"), "{error:#}");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(pages(&dir)["index.html"], "old");
        assert_eq!(names(temp.path()), ["public"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_the_old_site() {
    let temp = tempfile::tempdir().unwrap();
    let disk = temp.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mount =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(&disk).stderr(Stdio::null()).status();
    if !mount.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no file system can be mounted here");
        return;
    }
    let dir = disk.join("public");
    let old = numbered(1, 30);
    let published = publish(&old, &dir);
    let kept = tree(&dir);
    let mut all = vec![publish(&numbered(2, 2000), &dir).unwrap_err()];
    // Full at the first byte, too.
    fs::write(disk.join("ballast"), vec![0; 4 << 20]).unwrap_err();
    all.push(publish(&numbered(2, 30), &dir).unwrap_err());
    let after = (tree(&dir), names(&disk));
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    published.unwrap();
    for error in all {
        let message = format!("{error:#}");
        assert!(message.contains("No space left") && message.contains("public/"), "{message}");
    }
    assert_eq!(after, (kept, vec!["ballast".to_owned(), "public".to_owned()]));
}

#[test]
fn stopping_publishes_nothing_and_leaves_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    publish(&site(&[("index.html", "old")]), &dir).unwrap();
    let stop = AtomicBool::new(true);
    let destination = Destination { dir: &dir, root: temp.path(), inputs: &[], patience: Duration::ZERO, stop: &stop };
    assert!(output::publish(&site(&[("index.html", "new")]), &destination).is_err());
    assert_eq!(pages(&dir)["index.html"], "old");
    assert_eq!(names(temp.path()), ["public"]);
}

#[test]
fn a_second_build_waits_or_names_the_first() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    let lock = fs::File::create(temp.path().join(".public.kb-lock")).unwrap();
    fs::write(temp.path().join(".public.kb-lock"), "4711").unwrap();
    lock.lock().unwrap();
    let patience = Duration::from_millis(30);
    let destination = Destination { dir: &dir, root: temp.path(), inputs: &[], patience, stop: &RUNNING };
    let error = output::publish(&site(&[("index.html", "new")]), &destination).unwrap_err();
    assert_eq!(error.to_string(), "another build is running (pid 4711)");
    drop(lock);
    output::publish(&site(&[("index.html", "new")]), &destination).unwrap();
    assert_eq!(names(temp.path()), ["public"]);
}

#[test]
fn many_publishers_at_once_leave_one_whole_site() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    std::thread::scope(|scope| {
        for number in 1..=4 {
            let dir = &dir;
            scope.spawn(move || {
                for _ in 0..10 {
                    publish(&numbered(number, 20), dir).unwrap();
                }
            });
        }
        for _ in 0..200 {
            // A reader who comes in the middle of it all sees a whole site, too.
            if dir.exists() {
                assert_one_of(&output::load(&dir).unwrap(), 1..=4, 20);
            }
        }
    });
    assert_one_of(&output::load(&dir).unwrap(), 1..=4, 20);
    assert_eq!(names(temp.path()), ["public"]);
}

fn assert_one_of(output: &Output, mut numbers: impl Iterator<Item = usize>, files: usize) {
    assert!(numbers.any(|number| numbered(number, files).reads_like(output)), "a mixture was published");
}

/// The victim of the next test: publishes two sites in turn until it is killed.
#[test]
fn publish_until_killed() {
    let Some(dir) = std::env::var_os("KB_TEST_PUBLISH_TO") else {
        return;
    };
    let sites = [numbered(1, 200), numbered(2, 200)];
    for number in 0usize.. {
        publish(&sites[number % 2], Path::new(&dir)).unwrap();
    }
}

#[test]
fn killed_at_any_moment_the_old_or_the_new_site_is_there() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("public");
    publish(&numbered(1, 200), &dir).unwrap();
    let until = Instant::now() + Duration::from_secs(20);
    for round in 0..50u64 {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "publish_until_killed"])
            .env("KB_TEST_PUBLISH_TO", &dir)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(5_000 + round * 1_370));
        victim.kill().unwrap();
        victim.wait().unwrap();
        assert_one_of(&output::load(&dir).unwrap(), 1..=2, 200);
        if Instant::now() > until {
            break;
        }
    }
    publish(&numbered(1, 200), &dir).unwrap();
    assert_one_of(&output::load(&dir).unwrap(), 1..=1, 200);
    assert_eq!(names(temp.path()), ["public"]);
}

/// Not a test but a measurement: `cargo test --release --test output_publish -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn how_long_publishing_takes() {
    let temp = tempfile::tempdir_in(std::env::var_os("KB_BENCH_DIR").unwrap_or(".".into())).unwrap();
    let dir = temp.path().join("public");
    for files in [100, 2_000, 10_000] {
        let sites = [numbered(1, files), numbered(2, files)];
        let mut one_changed = sites[1].clone();
        one_changed.insert("new.html", File::copied(*b"x")).unwrap();
        for (what, site) in
            [("all", &sites[0]), ("two thirds", &sites[1]), ("one", &one_changed), ("none", &one_changed)]
        {
            let start = Instant::now();
            let published = publish(site, &dir).unwrap();
            eprintln!("{files} files, {what} changed: {:?} {published:?}", start.elapsed());
        }
    }
}
