//! From a saved file to a reloaded page: builds, problems, recovery, folders that come and go, signals.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise"
)]

mod serve;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use kb::serve::{Event, ExitReason, Limits, Options, Watching};
use serve::{DEADLINE, Folder, Listener, Running, get, options, request};

const PAGE: &str = "<body>one</body>";

#[test]
fn a_save_is_built_and_told_within_a_blink() {
    let running = Running::start(&[("index.html", PAGE)]);
    let mut page = Listener::connect(&running, "path=/");
    let before = page.state();
    let start = Instant::now();
    running.write("index.html", "<body>two</body>");
    let (event, after) = page.next();
    let took = start.elapsed();
    assert_eq!(event, "reload");
    assert_ne!(before, after);
    assert!(get(&running, "/").text().contains("two"), "told before it could be fetched");
    assert_eq!(running.built(), (Some(1), 0));
    eprintln!("saved, built and told in {took:?}");
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[test]
fn a_save_that_changes_nothing_is_told_to_nobody() {
    let running = Running::start(&[("index.html", PAGE)]);
    let mut page = Listener::connect(&running, "path=/");
    page.state();
    running.write("index.html", PAGE);
    assert_eq!(running.built(), (Some(0), 0));
    assert_eq!(page.next_within(Duration::from_millis(100)), None);
}

#[test]
fn problems_are_shown_over_the_last_good_site_and_go_by_themselves() {
    let running = Running::start(&[("index.html", PAGE)]);
    let mut page = Listener::connect(&running, "path=/");
    page.state();
    running.write("bad.html", "BROKEN");
    let (event, data) = page.next();
    assert_eq!(event, "problems");
    assert!(data.contains("bad.html:1") && data.contains("<b>broken</b>"), "{data}");
    assert_eq!(running.built(), (None, 1));
    assert!(get(&running, "/").text().contains("one"));
    assert_eq!(get(&running, "/bad.html").status, 404);
    // Whoever comes now is told at once.
    let mut late = Listener::connect(&running, "path=/");
    late.state();
    assert_eq!(late.next().0, "problems");
    fs::remove_file(running.content("bad.html")).unwrap();
    for page in [&mut page, &mut late] {
        assert_eq!(page.next(), ("problems".to_owned(), "[]".to_owned()));
    }
    assert_eq!(running.built(), (Some(0), 0));
}

#[test]
fn a_first_build_with_errors_answers_with_the_list() {
    let running = Running::start(&[("index.html", "BROKEN"), ("a.html", "BROKEN")]);
    let answer = get(&running, "/any/where/");
    assert_eq!((answer.status, answer.header("content-type")), (503, "text/html; charset=utf-8"));
    let text = answer.text();
    assert!(text.contains("2 problems") && text.contains("&lt;b&gt;broken&lt;/b&gt;"), "{text}");
    assert!(!text.contains("<b>") && text.contains("/_kb/reload.js"), "{text}");
    let (_, shown) = text.split_once("data-page=\"").unwrap();
    let mut page = Listener::connect(&running, &format!("path=/&page={}", &shown[..64]));
    page.state();
    assert_eq!(page.next().0, "problems");
    running.write("a.html", PAGE);
    assert_eq!(page.next().0, "reload", "another list of problems is news to this page");
    let mut page = Listener::connect(&running, &format!("path=/&page={}", &shown[..64]));
    page.state();
    assert_eq!(page.next().0, "reload", "the list was outdated already");
    running.write("index.html", PAGE);
    running.eventually("/", "one");
}

#[test]
fn a_bug_in_a_build_does_not_end_the_server() {
    let running = Running::start(&[("index.html", PAGE)]);
    running.write("bad.html", "PANIC");
    assert_eq!(running.built(), (None, 1));
    assert!(get(&running, "/").text().contains("one"));
    running.write("bad.html", "fine");
    assert_eq!(running.built(), (Some(1), 0));
}

#[test]
fn a_page_that_is_outdated_when_it_connects_is_told() {
    let running = Running::start(&[("index.html", PAGE)]);
    let page = get(&running, "/").text();
    let digest = &page.split_once("data-page=\"").unwrap().1[..64];
    let mut current = Listener::connect(&running, &format!("path=/&page={digest}"));
    let state = current.state();
    running.write("other.html", "x");
    assert_eq!(current.next().0, "reload");
    // The page is the same as before, but the last state it heard of is not.
    let mut same = Listener::connect(&running, &format!("path=/&page={digest}"));
    same.state();
    assert_eq!(same.next_within(Duration::from_millis(50)), None);
    let mut outdated = Listener::connect(&running, &format!("path=/&page={digest}&since={state}"));
    outdated.state();
    assert_eq!(outdated.next().0, "reload");
    running.write("index.html", "<body>two</body>");
    assert_eq!(same.next().0, "reload");
    let mut outdated = Listener::connect(&running, &format!("path=/&page={digest}"));
    outdated.state();
    assert_eq!(outdated.next().0, "reload");
}

#[test]
fn pages_of_other_sites_are_told_nothing() {
    let running = Running::start(&[("index.html", PAGE)]);
    let check = |headers: &[(&str, &str)]| request(&running, "GET", "/_kb/events", headers).status;
    assert_eq!(check(&[("Origin", "http://evil.example")]), 403);
    assert_eq!(check(&[("Origin", "null")]), 403);
    assert_eq!(check(&[("Origin", "http://localhost:1")]), 403);
    assert_eq!(check(&[("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(check(&[("Sec-Fetch-Site", "same-site")]), 403);
}

#[test]
fn too_many_waiting_pages_are_sent_away() {
    let limits = Limits { reload_clients: 2, ..Limits::default() };
    let running = Running::with(&[("index.html", PAGE)], Options { limits, ..options() });
    let mut pages: Vec<_> = (0..2).map(|_| Listener::connect(&running, "")).collect();
    pages.iter_mut().for_each(|page| drop(page.state()));
    assert_eq!(request(&running, "GET", "/_kb/events", &[]).status, 503);
    drop(pages);
    let start = Instant::now();
    while request(&running, "HEAD", "/_kb/events", &[]).status == 503 {
        assert!(start.elapsed() < DEADLINE, "places are never given back");
        sleep(Duration::from_millis(5));
    }
}

#[test]
fn every_way_of_saving_is_one_build() {
    let running = Running::start(&[("index.html", PAGE)]);
    let file = running.content("index.html");
    let ways: [(&str, &dyn Fn()); 5] = [
        ("truncate and write", &|| fs::write(&file, "<body>w1</body>").unwrap()),
        ("rename over", &|| {
            fs::write(running.content(".index.html.tmp"), "<body>w2</body>").unwrap();
            fs::rename(running.content(".index.html.tmp"), &file).unwrap();
        }),
        ("backup, then write", &|| {
            fs::rename(&file, running.content("index.html~")).unwrap();
            fs::write(&file, "<body>w3</body>").unwrap();
            fs::remove_file(running.content("index.html~")).unwrap();
        }),
        ("touch", &|| fs::File::open(&file).unwrap().set_modified(std::time::SystemTime::now()).unwrap()),
        ("new folder", &|| {
            fs::create_dir_all(running.content("x/y/z")).unwrap();
            fs::write(running.content("x/y/z/index.html"), "deep").unwrap();
        }),
    ];
    for (way, save) in ways {
        let start = Instant::now();
        save();
        running.built();
        assert!(start.elapsed() < Duration::from_secs(1), "{way}: {:?}", start.elapsed());
        assert!(running.is_quiet(Duration::from_millis(150)), "{way}: built twice");
    }
    assert!(get(&running, "/").text().contains("w3"));
    assert_eq!(get(&running, "/x/y/z/").text().split('<').next(), Some("deep"));
    running.write("x/y/z/index.html", "deeper");
    running.eventually("/x/y/z/", "deeper");
}

#[test]
fn what_is_hidden_or_ignored_is_not_built() {
    let running = Running::start(&[("index.html", PAGE), ("ignored/a.html", "x")]);
    fs::create_dir(running.content(".git")).unwrap();
    running.write(".git/index", "x");
    running.write(".index.html.swp", "x");
    running.write("ignored/a.html", "y");
    fs::write(running.dir.path().join("other.toml"), "x").unwrap();
    let _ = fs::read(running.content("index.html")).unwrap();
    assert!(running.is_quiet(Duration::from_millis(200)));
    fs::write(running.dir.path().join("kb.toml"), "x").unwrap();
    running.built();
}

#[test]
fn many_changes_at_once_are_few_builds() {
    let running = Running::start(&[("index.html", PAGE)]);
    for number in 0..2000 {
        fs::create_dir_all(running.content(&format!("d{}", number % 50))).unwrap();
        running.write(&format!("d{}/{number}.html", number % 50), "x");
    }
    let mut builds = 1;
    running.built();
    while !running.is_quiet(Duration::from_millis(300)) {
        builds += 1;
    }
    assert!(builds <= 3, "{builds} builds");
    assert_eq!(get(&running, "/d49/1999.html").status, 200);
}

#[test]
fn folders_may_go_and_come_back() {
    let running = Running::start(&[("index.html", PAGE)]);
    let content = running.dir.path().join("content");
    for round in 0..3 {
        fs::remove_dir_all(&content).unwrap();
        let start = Instant::now();
        while get(&running, "/").status != 404 {
            assert!(start.elapsed() < DEADLINE, "round {round}: the pages stay");
            sleep(Duration::from_millis(5));
        }
        fs::create_dir(&content).unwrap();
        running.write("index.html", "<body>back</body>");
        running.eventually("/", "back");
        running.write("index.html", &format!("<body>edited {round}</body>"));
        running.eventually("/", &format!("edited {round}"));
    }
    // Gone and back before anybody looked, and moved away with another in its place.
    fs::remove_dir_all(&content).unwrap();
    fs::create_dir(&content).unwrap();
    running.write("index.html", "<body>quick</body>");
    running.eventually("/", "quick");
    fs::rename(&content, running.dir.path().join("old")).unwrap();
    fs::create_dir(&content).unwrap();
    running.write("index.html", "<body>moved</body>");
    running.eventually("/", "moved");
    running.write("index.html", "<body>still watched</body>");
    running.eventually("/", "still watched");
}

#[test]
fn the_whole_knowledge_base_may_be_replaced() {
    let around = tempfile::tempdir().unwrap();
    let running = Running::start(&[("index.html", PAGE)]);
    let dir = running.dir.path();
    fs::rename(dir, around.path().join("away")).unwrap();
    fs::create_dir_all(dir.join("content")).unwrap();
    running.write("index.html", "<body>another</body>");
    running.eventually("/", "another");
    running.write("index.html", "<body>watched</body>");
    running.eventually("/", "watched");
}

#[test]
fn polling_notices_changes_too() {
    let way = Watching::Polling { reason: None };
    let running = Running::with(&[("index.html", PAGE)], Options { watching: way, ..options() });
    let mut page = Listener::connect(&running, "");
    page.state();
    running.write("index.html", "<body>two and more</body>");
    assert_eq!(page.next().0, "reload");
    running.write("new.html", "new");
    running.eventually("/new.html", "new");
}

#[test]
fn reading_a_large_site_is_no_change_to_it() {
    let running = Running::start(&[("index.html", PAGE)]);
    for number in 0..12_000 {
        fs::create_dir_all(running.content(&format!("d{}", number % 100))).unwrap();
        running.write(&format!("d{}/{number}.html", number % 100), "x");
    }
    running.built();
    while !running.is_quiet(Duration::from_millis(500)) {}
    let start = Instant::now();
    running.write("index.html", "<body>two</body>");
    assert_eq!(running.built(), (Some(1), 0));
    eprintln!("saved and built among 12,000 files in {:?}", start.elapsed());
    assert!(running.is_quiet(Duration::from_secs(1)), "the build looks like a change");
}

/// The victim of the next test.
#[test]
fn serve_until_killed() {
    let Some(dir) = std::env::var_os("KB_TEST_SERVE").map(std::path::PathBuf::from) else {
        return;
    };
    let reason = kb::serve::run(options(), Folder(dir.clone()), |event| match event {
        Event::Bound { addr } => fs::write(dir.join("addr.tmp"), addr.to_string()).unwrap(),
        Event::Watching(way) => fs::write(dir.join("way"), format!("{way:?}")).unwrap(),
        Event::Built { .. } => drop(fs::rename(dir.join("addr.tmp"), dir.join("addr"))),
        _ => {}
    });
    std::process::exit(reason.unwrap().code().into());
}

/// Starts [`serve_until_killed`] in a process of its own, through a shell command that may change the circumstances.
fn serve_elsewhere(dir: &Path, program: &str, arguments: &[&str]) -> (Child, Running) {
    fs::create_dir(dir.join("content")).unwrap();
    fs::write(dir.join("content/index.html"), PAGE).unwrap();
    let child = Command::new(program)
        .args(arguments)
        .args(["--exact", "serve_until_killed"])
        .env("KB_TEST_SERVE", dir)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let addr = await_file(&dir.join("addr"));
    (child, Running::at(addr.parse().unwrap()))
}

#[cfg(unix)]
#[test]
fn signals_end_it_at_once_with_their_code() {
    for (signal, reason) in [("-INT", ExitReason::Interrupted), ("-TERM", ExitReason::Terminated)] {
        let dir = tempfile::tempdir().unwrap();
        let (mut victim, running) =
            serve_elsewhere(dir.path(), std::env::current_exe().unwrap().to_str().unwrap(), &[]);
        let mut page = Listener::connect(&running, "");
        page.state();
        let mut idle = running.connect();
        std::io::Write::write_all(&mut idle, b"GET / HT").unwrap();
        let start = Instant::now();
        assert!(Command::new("kill").arg(signal).arg(victim.id().to_string()).status().unwrap().success());
        let status = victim.wait().unwrap();
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
        assert_eq!(status.code(), Some(i32::from(reason.code())));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn at_the_limit_of_watches_files_are_looked_at_instead() {
    let limit = "echo 1 > /proc/sys/user/max_inotify_watches";
    let namespace =
        |script: &str| Command::new("unshare").args(["-Ur", "sh", "-c", script]).stderr(Stdio::null()).status();
    if !namespace(limit).is_ok_and(|status| status.success()) {
        eprintln!("skipped: limits cannot be lowered here");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let script = format!("{limit} && exec \"$0\" \"$@\"");
    let exe = std::env::current_exe().unwrap();
    let (mut victim, running) =
        serve_elsewhere(dir.path(), "unshare", &["-Ur", "sh", "-c", &script, exe.to_str().unwrap()]);
    let way = fs::read_to_string(dir.path().join("way")).unwrap();
    fs::write(dir.path().join("content/index.html"), "<body>two</body>").unwrap();
    running.eventually("/", "two");
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert!(way.starts_with("Polling { reason: Some("), "{way}");
}

fn await_file(path: &Path) -> String {
    let start = Instant::now();
    loop {
        match fs::read_to_string(path) {
            Ok(text) => return text,
            Err(_) => assert!(start.elapsed() < DEADLINE, "{} never came", path.display()),
        }
        sleep(Duration::from_millis(5));
    }
}
