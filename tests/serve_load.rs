//! Measurements, not tests: `cargo test --release --test serve_load -- --ignored --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise"
)]

mod serve;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serve::{Listener, Running};

/// Asks again and again over one connection; how long each answer took.
fn ask(stream: TcpStream, path: &str, until: Instant) -> Vec<Duration> {
    let mut stream = BufReader::new(stream);
    let mut times = Vec::new();
    while Instant::now() < until {
        let start = Instant::now();
        answer(&mut stream, path);
        times.push(start.elapsed());
    }
    times
}

fn answer(stream: &mut BufReader<TcpStream>, path: &str) {
    // In one piece: several would wait for each other.
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.get_mut().write_all(request.as_bytes()).unwrap();
    let (mut line, mut length) = (String::new(), 0);
    loop {
        line.clear();
        assert!(stream.read_line(&mut line).unwrap() > 0, "closed in the middle");
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        assert!(!line.starts_with("HTTP/1.1") || line.contains(" 200 "), "{line}");
        if line == "\r\n" {
            break;
        }
    }
    stream.read_exact(&mut vec![0; length]).unwrap();
}

fn measure(running: &Running, what: &str, connections: usize, path: &str) {
    let all = Mutex::new(Vec::new());
    let seconds = 5;
    let until = Instant::now() + Duration::from_secs(seconds);
    std::thread::scope(|scope| {
        for _ in 0..connections {
            let (stream, all) = (running.connect(), &all);
            scope.spawn(move || {
                let times = ask(stream, path, until);
                all.lock().unwrap().extend(times);
            });
        }
    });
    let mut all = all.into_inner().unwrap();
    all.sort();
    let (rate, p99) = (all.len() as u64 / seconds, all[all.len() * 99 / 100]);
    eprintln!("{what}: {rate}/s, median {:?}, p99 {p99:?}", all[all.len() / 2]);
}

#[test]
#[ignore = "measures"]
fn how_fast_pages_are_answered() {
    let page = format!("<body>{}</body>", "x".repeat(2000));
    let running = Running::start(&[("index.html", &page), ("plain.txt", &page)]);
    measure(&running, "a page to 64 connections", 64, "/");
    measure(&running, "a text to 64 connections", 64, "/plain.txt");
    measure(&running, "a page to 512 connections", 512, "/");
}

#[test]
#[ignore = "measures"]
fn how_soon_two_hundred_pages_are_told() {
    let running = Running::start(&[("index.html", "<body>0</body>")]);
    let mut pages: Vec<_> = (0..200).map(|_| Listener::connect(&running, "")).collect();
    pages.iter_mut().for_each(|page| drop(page.state()));
    for round in 1..=5 {
        let start = Instant::now();
        running.write("index.html", &format!("<body>{round}</body>"));
        running.built();
        let built = start.elapsed();
        pages.iter_mut().for_each(|page| assert_eq!(page.next().0, "reload"));
        eprintln!("built {built:?} after the save, all told {:?} later", start.elapsed() - built);
    }
}
