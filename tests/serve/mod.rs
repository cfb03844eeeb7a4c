//! A site made of a folder, a server for it, and a client that says exactly what it is told to.

#![allow(dead_code, reason = "every test file uses its own part")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use kb::diagnostic::Level;
use kb::output::{File, Output};
use kb::serve::{self, Build, Event, Options, Problem, Site, Watch};
use tempfile::TempDir;

/// Long enough for a slow machine, and only waited for when something is wrong.
pub const DEADLINE: Duration = Duration::from_secs(15);

/// Publishes `content/` as it is, unless a file holds the word BROKEN.
pub struct Folder(pub PathBuf);

impl Site for Folder {
    fn build(&mut self) -> Build {
        let (mut output, mut problems) = (Output::new(), Vec::new());
        for (path, text) in files(&self.0.join("content")) {
            if text.contains("PANIC") {
                panic!("as the content says");
            }
            if text.contains("BROKEN") {
                let text = format!("error: {path} is <b>broken</b>\n --> {path}:1");
                problems.push(Problem { level: Level::Error, text, file: Some(path.clone()), line: Some(1) });
            }
            output.insert(path, File::copied(text.into_bytes())).unwrap();
        }
        let site = problems.is_empty().then(|| Arc::new(output));
        let search: serve::Search = Arc::new(|query| match query.text.as_str() {
            "fail" => anyhow::bail!("as the query says"),
            "panic" => panic!("as the query says"),
            _ => Ok(serde_json::json!({ "asked": format!("{query:?}") }).to_string().replace('\\', "")),
        });
        Build { site, problems, search: Some(search) }
    }

    fn watch(&self) -> Watch {
        Watch {
            folders: vec![self.0.join("content")],
            files: vec![self.0.join("kb.toml")],
            ignored: vec![self.0.join("content/ignored")],
        }
    }
}

fn files(dir: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            found.push((name, text));
        }
    }
    found
}

/// A running server; its thread ends with the test.
pub struct Running {
    pub addr: SocketAddr,
    pub dir: TempDir,
    pub events: Receiver<Event>,
}

pub fn options() -> Options {
    Options { port: Some(0), ..Options::default() }
}

impl Running {
    /// Serves these files and returns once they are built.
    pub fn start(files: &[(&str, &str)]) -> Self {
        Running::with(files, options())
    }

    pub fn with(files: &[(&str, &str)], options: Options) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("content")).unwrap();
        for (path, text) in files {
            let path = dir.path().join("content").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let site = Folder(dir.path().canonicalize().unwrap());
        let (sender, events) = channel();
        std::thread::spawn(move || serve::run(options, site, move |event| drop(sender.send(event))));
        let mut running = Running { addr: ([127, 0, 0, 1], 0).into(), dir, events };
        let Event::Bound { addr } = running.event() else { panic!("bound first") };
        running.addr = addr;
        running.built();
        running
    }

    /// A server that runs elsewhere.
    pub fn at(addr: SocketAddr) -> Self {
        Running { addr, dir: tempfile::tempdir().unwrap(), events: channel().1 }
    }

    pub fn event(&self) -> Event {
        self.events.recv_timeout(DEADLINE).expect("something happens in time")
    }

    /// Waits for the next build, good or bad: how many files changed, and the problems.
    pub fn built(&self) -> (Option<usize>, usize) {
        loop {
            match self.event() {
                Event::Built { changed, problems, .. } => return (Some(changed), problems.len()),
                Event::Failed { problems, .. } => return (None, problems.len()),
                _ => {}
            }
        }
    }

    /// Whether nothing is built for a moment.
    pub fn is_quiet(&self, moment: Duration) -> bool {
        matches!(self.events.recv_timeout(moment), Err(RecvTimeoutError::Timeout))
    }

    pub fn content(&self, path: &str) -> PathBuf {
        self.dir.path().join("content").join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.content(path), text).unwrap();
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.addr).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    /// Waits until a page says something.
    pub fn eventually(&self, path: &str, text: &str) {
        let start = Instant::now();
        while !get(self, path).text().contains(text) {
            assert!(start.elapsed() < DEADLINE, "{path} never said {text:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// An answer, taken apart.
pub struct Answer {
    /// 0 when the connection was closed without one.
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The header's value, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub fn get(running: &Running, path: &str) -> Answer {
    request(running, "GET", path, &[])
}

pub fn request(running: &Running, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    raw(running, &format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"))
}

/// Says these very bytes and listens until the server has no more to say.
pub fn raw(running: &Running, text: &str) -> Answer {
    let mut stream = running.connect();
    // The server may have heard enough before all is said.
    let _ = stream.write_all(text.as_bytes());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Answer { status: 0, headers: Vec::new(), body: bytes };
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    Answer { status, headers, body: bytes[end + 4..].to_vec() }
}

/// A page that waits for changes.
pub struct Listener(BufReader<TcpStream>);

impl Listener {
    /// Connects; `query` is what the script would say about the page.
    pub fn connect(running: &Running, query: &str) -> Self {
        let mut stream = running.connect();
        write!(stream, "GET /_kb/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        assert!(line.contains(" 200 "), "{line}");
        Listener(reader)
    }

    /// The next event and its data, if one comes in time.
    pub fn next_within(&mut self, time: Duration) -> Option<(String, String)> {
        let until = Instant::now() + time;
        let (mut event, mut line) = (String::new(), String::new());
        loop {
            // Signs of life come all the time, and must not prolong it.
            let rest = until.checked_duration_since(Instant::now()).filter(|rest| !rest.is_zero())?;
            self.0.get_ref().set_read_timeout(Some(rest)).unwrap();
            line.clear();
            if self.0.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(name) = line.strip_prefix("event: ") {
                event = name.trim_end().to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return Some((event, data.trim_end().to_owned()));
            }
        }
    }

    pub fn next(&mut self) -> (String, String) {
        self.next_within(DEADLINE).expect("an event comes in time")
    }

    /// Skips what is said at the beginning, and returns it.
    pub fn state(&mut self) -> String {
        let (event, data) = self.next();
        assert_eq!(event, "state");
        data
    }
}
