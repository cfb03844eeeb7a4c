//! The server as a browser, and as somebody who means no good, finds it: over raw sockets, on a free port.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise"
)]

mod serve;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};

use kb::output::{File, Output};
use kb::serve::{self as server, Event, Limits, Options};
use serve::{Answer, Running, get, options, raw, request};

const HOME: &str = "<!doctype html><title>home</title><body><p>home</p></body>";

fn site() -> Running {
    Running::start(&[
        ("index.html", HOME),
        ("404.html", "<title>nothing here</title><body>nothing here</body>"),
        ("a/index.html", "<body>page a</body>"),
        ("data.txt", "0123456789"),
        ("pic.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("empty.txt", ""),
    ])
}

fn check_fixed_headers(answer: &Answer) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    assert!(answer.header("content-security-policy").contains("'"));
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[test]
fn pages_are_served_with_the_script_and_the_fixed_headers() {
    let running = site();
    let home = get(&running, "/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), "text/html; charset=utf-8");
    let policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    assert_eq!(home.header("content-security-policy"), policy);
    let body = home.text();
    let (before, rest) = body.split_once("<script src=\"/_kb/reload.js\" defer").unwrap();
    assert!(before.ends_with("<p>home</p>") && rest.trim_end().ends_with("</body>"), "{body}");
    assert_eq!(get(&running, "/index.html").text(), body);
    for path in ["/", "/nowhere", "/a", "/_kb/reload.js", "/_kb/overlay.css", "/data.txt", "/..", "/api/search?q=x"] {
        check_fixed_headers(&get(&running, path));
    }
    assert_eq!(get(&running, "/_kb/reload.js").header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(get(&running, "/_kb/overlay.css").header("content-type"), "text/css; charset=utf-8");
    let picture = get(&running, "/pic.svg");
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    let policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
    assert_eq!(picture.header("content-security-policy"), policy);
}

#[test]
fn folders_redirect_and_missing_pages_are_missing() {
    let running = site();
    let answer = get(&running, "/a?q=1");
    assert_eq!((answer.status, answer.header("location")), (308, "/a/?q=1"));
    assert!(get(&running, "/a/").text().contains("page a"));
    for path in ["/b", "/b/", "//a", "//evil.example/", "/data.txt/", "/.kb-site.json", "/a/..%2f", "/%61/x", "/A/"] {
        let answer = get(&running, path);
        assert!(answer.status == 404 || answer.status == 400, "{path}: {}", answer.status);
        assert_eq!(answer.header("location"), "", "{path}");
    }
    assert!(get(&running, "/b").text().contains("nothing here"));
    assert!(get(&running, "/%61/").text().contains("page a"));
}

#[test]
fn head_says_what_get_would() {
    let running = site();
    let (got, head) = (get(&running, "/data.txt"), request(&running, "HEAD", "/data.txt", &[]));
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-length", "etag", "last-modified", "content-type"] {
        assert_eq!(head.header(name), got.header(name), "{name}");
    }
    assert_eq!(got.header("content-length"), "10");
    let head = request(&running, "HEAD", "/nowhere", &[]);
    assert_eq!((head.status, head.body.len()), (404, 0));
}

#[test]
fn only_questions_are_answered() {
    let running = site();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"] {
        let answer = request(&running, method, "/", &[]);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
        assert_eq!(request(&running, method, "/api/search", &[]).status, 405, "{method}");
    }
    assert!(request(&running, "CONNECT", "localhost:80", &[]).status >= 400);
}

#[test]
fn unchanged_files_are_not_sent_again() {
    let running = site();
    for path in ["/", "/data.txt"] {
        let first = get(&running, path);
        let (tag, date) = (first.header("etag"), first.header("last-modified"));
        assert!(tag.starts_with('"') && date.ends_with(" GMT"), "{tag} {date}");
        let check = |headers: &[(&str, &str)]| request(&running, "GET", path, headers).status;
        assert_eq!(check(&[("If-None-Match", tag)]), 304);
        assert_eq!(check(&[("If-None-Match", &format!("\"x\", W/{tag}"))]), 304);
        assert_eq!(check(&[("If-None-Match", "*")]), 304);
        assert_eq!(check(&[("If-None-Match", "\"x\"")]), 200);
        assert_eq!(check(&[("If-None-Match", "\"x\""), ("If-Modified-Since", date)]), 200);
        assert_eq!(check(&[("If-Modified-Since", date)]), 304);
        assert_eq!(check(&[("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")]), 200);
        assert_eq!(check(&[("If-Modified-Since", "yesterday")]), 200);
        let unchanged = request(&running, "GET", path, &[("If-None-Match", tag)]);
        assert_eq!((unchanged.header("etag"), unchanged.body.len()), (tag, 0));
        check_fixed_headers(&unchanged);
    }
}

#[test]
fn parts_of_a_file_can_be_asked_for() {
    let running = site();
    let check = |range: &str| {
        let answer = request(&running, "GET", "/data.txt", &[("Range", range)]);
        (answer.status, answer.text(), answer.header("content-range").to_owned())
    };
    let answer = |status, body: &str, range: &str| (status, body.to_owned(), range.to_owned());
    assert_eq!(check("bytes=2-4"), answer(206, "234", "bytes 2-4/10"));
    assert_eq!(check("bytes=-1"), answer(206, "9", "bytes 9-9/10"));
    assert_eq!(check("bytes=10-"), answer(416, "", "bytes */10"));
    assert_eq!(check("bytes=0-1,4-5"), answer(200, "0123456789", ""));
    assert_eq!(check(&format!("bytes={}", "0-,".repeat(1000))), answer(200, "0123456789", ""));
    assert_eq!(request(&running, "GET", "/empty.txt", &[("Range", "bytes=0-")]).status, 416);
    let stale = request(&running, "GET", "/data.txt", &[("Range", "bytes=2-4"), ("If-Range", "\"old\"")]);
    assert_eq!((stale.status, stale.text()), (200, "0123456789".to_owned()));
}

#[test]
fn only_known_names_are_answered() {
    let running =
        Running::with(&[("index.html", HOME)], Options { allowed_hosts: vec!["kb.example.org".into()], ..options() });
    let port = running.addr.port();
    let check = |head: String| raw(&running, &format!("{head}Connection: close\r\n\r\n"));
    for host in ["localhost", "127.0.0.1", "[::1]", "kb.example.org", "KB.Example.Org", "localhost:1", "127.0.0.1:99"] {
        assert_eq!(check(format!("GET / HTTP/1.1\r\nHost: {host}\r\n")).status, 200, "{host}");
    }
    for host in
        ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "0.0.0.0", "10.0.0.1", "", "a/b", "localhost@x"]
    {
        let answer = check(format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\n"));
        assert_eq!(answer.status, 403, "{host}");
        check_fixed_headers(&answer);
    }
    let answer = check("GET /a HTTP/1.1\r\nHost: evil.example\r\n".to_owned());
    assert!(answer.text().contains("--allow-host evil.example"), "{}", answer.text());
    assert_eq!(check("GET / HTTP/1.1\r\n".to_owned()).status, 400);
    assert_eq!(check("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n".to_owned()).status, 400);
    let forwarded =
        "GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\n";
    assert_eq!(check(forwarded.to_owned()).status, 403);
    // The absolute form is as good as a path, and its host counts as well.
    assert_eq!(check("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n".to_owned()).status, 200);
    assert_eq!(check("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n".to_owned()).status, 403);
    assert_eq!(check("GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\n".to_owned()).status, 403);
    // The host comes before the method.
    assert_eq!(check("POST / HTTP/1.1\r\nHost: evil.example\r\n".to_owned()).status, 403);
}

#[test]
fn no_path_leads_out_of_the_site() {
    let running = site();
    let secret = running.dir.path().join("secret.txt");
    std::fs::write(&secret, "PLANTED SECRET").unwrap();
    let list = include_str!("corpora/traversal.txt");
    let mut asked = 0;
    for line in list.lines() {
        for file in ["secret.txt", &secret.to_string_lossy()[1..], "content/.git/config", ".kb-site.json"] {
            if !line.contains("{FILE}") && file != "secret.txt" {
                continue;
            }
            let answer = raw(
                &running,
                &format!(
                    "GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                    line.replace("{FILE}", file)
                ),
            );
            let text = answer.text();
            assert!(!text.contains("PLANTED SECRET"), "{line}");
            // `/./index.html` and its like are other names for nothing here; only true pages have their status.
            assert!(
                answer.status >= 400 || text.contains("home") || text.contains("page a"),
                "{line}: {}",
                answer.status
            );
            asked += 1;
        }
    }
    assert!(asked > 2000);
}

#[test]
fn giant_and_broken_heads_are_refused() {
    let running = site();
    let long = "x".repeat(100_000);
    for head in [
        format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "A: b\r\n".repeat(200)),
        "GARBAGE\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nx".to_owned(),
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx".to_owned(),
    ] {
        let status = raw(&running, &head).status;
        // 0: closed without a word, which is an answer too.
        assert!(
            status == 0 || (400..=505).contains(&status) || head.contains("Transfer-Encoding"),
            "{status}: {head:.60}"
        );
    }
    assert_eq!(get(&running, "/").status, 200);
}

#[test]
fn slow_heads_are_cut_off_and_hold_nobody_up() {
    let limits = Limits { head: Duration::from_millis(300), ..Limits::default() };
    let running = Running::with(&[("index.html", HOME)], Options { limits, ..options() });
    let mut slow: Vec<_> = (0..50).map(|_| running.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
    }
    let start = Instant::now();
    assert_eq!(get(&running, "/").status, 200);
    assert!(start.elapsed() < Duration::from_millis(200));
    for stream in &mut slow {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

#[test]
fn whoever_takes_nothing_is_given_up() {
    let limits = Limits { stall: Duration::from_millis(300), connections: 1, ..Limits::default() };
    let big = "x".repeat(20 << 20);
    let running = Running::with(&[("index.html", HOME), ("big.txt", &big)], Options { limits, ..options() });
    let mut greedy = running.connect();
    greedy.write_all(b"GET /big.txt HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    // The only connection there is: this answer comes when the other was given up.
    assert_eq!(get(&running, "/").status, 200);
    assert_eq!(get(&running, "/big.txt").body.len(), big.len());
}

#[test]
fn connections_beyond_the_limit_wait() {
    let limits = Limits { connections: 2, ..Limits::default() };
    let running = Running::with(&[("index.html", HOME)], Options { limits, ..options() });
    let held: Vec<_> = (0..2).map(|_| running.connect()).collect();
    // Both have been accepted when they can hold up a third.
    let mut third = running.connect();
    third.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    third.set_read_timeout(Some(Duration::from_millis(150))).unwrap();
    assert!(third.read(&mut [0; 1]).is_err(), "a third connection was answered");
    drop(held);
    third.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    assert_eq!(third.read(&mut [0; 1]).unwrap(), 1);
}

#[test]
fn the_search_answers_from_the_same_build() {
    let running = site();
    let answer = get(&running, "/api/search?q=event%20log&kind=pattern&tag=a&tag=b&prefix=1&limit=3");
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    let text = answer.text();
    for part in ["event log", "[\"pattern\"]", "[\"a\", \"b\"]", "prefix: true", "Some(3)"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(get(&running, "/api/search?limit=x").status, 400);
    assert_eq!(get(&running, "/api/search?q=fail").status, 500);
    assert_eq!(get(&running, "/api/search?q=panic").status, 500);
    assert_eq!(get(&running, "/api/search?q=%ff%00").status, 200);
    let long = get(&running, &format!("/api/search?q={}", "x".repeat(60_000)));
    assert!(long.status == 200 && long.body.len() < 2000);
}

#[test]
fn a_busy_port_is_an_error_that_names_it() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = server::run_published(Options { port: Some(port), ..options() }, &Output::new(), None, |event| {
        panic!("{event:?}")
    });
    let message = format!("{:#}", error.unwrap_err());
    assert!(message.contains(&port.to_string()) && message.contains("in use"), "{message}");
}

#[test]
fn without_a_port_the_next_free_one_is_taken() {
    let first = Running::with(&[("index.html", HOME)], Options { port: None, ..options() });
    let second = Running::with(&[("index.html", HOME)], Options { port: None, ..options() });
    assert!(first.addr.port() >= 4000 && second.addr.port() > first.addr.port());
    assert_eq!(get(&second, "/").status, 200);
}

#[test]
fn a_published_site_is_served_as_it_is() {
    let mut output = Output::new();
    output.insert("index.html", File::copied(HOME.as_bytes())).unwrap();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        server::run_published(options(), &output, None, |event| {
            if let Event::Bound { addr } = event {
                sender.send(addr).unwrap();
            }
        })
    });
    let running = Running::at(receiver.recv().unwrap());
    assert_eq!(get(&running, "/").text(), HOME);
    assert_eq!(get(&running, "/_kb/events").status, 404);
    assert_eq!(get(&running, "/_kb/reload.js").status, 404);
    assert_eq!(get(&running, "/api/search?q=x").status, 503);
}
