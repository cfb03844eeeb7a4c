//! As much of an HTTP client as measuring the server needs: one address, one answer, read as it comes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, bail};

/// No answer takes this long, unless the server hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer whose head was read.
pub struct Answer {
    body: BufReader<TcpStream>,
}

/// Asks for a path.
///
/// # Errors
/// When there is no answer, or one that is not 200.
pub fn get(server: SocketAddr, path: &str) -> anyhow::Result<Answer> {
    let mut stream = TcpStream::connect(server).context("cannot reach the server")?;
    stream.set_read_timeout(Some(PATIENCE))?;
    // `Connection: close` leaves one end to wait for, that of the connection.
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n\r\n")?;
    let mut body = BufReader::new(stream);
    let mut line = String::new();
    body.read_line(&mut line)?;
    if line.split(' ').nth(1) != Some("200") {
        bail!("the server answers {:?} for {path}", line.trim_end());
    }
    while line != "\r\n" {
        line.clear();
        if body.read_line(&mut line)? == 0 {
            bail!("the answer for {path} has no end of its head");
        }
    }
    Ok(Answer { body })
}

impl Answer {
    /// The whole body.
    pub fn text(mut self) -> anyhow::Result<String> {
        let mut bytes = Vec::new();
        self.body.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Waits until a line of the body is this one, as in a stream of events.
    pub fn wait_for(&mut self, wanted: &str) -> anyhow::Result<()> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.body.read_line(&mut line).context("waited too long")? == 0 {
                bail!("the server closed the stream before {wanted:?}");
            }
            if line.trim_end() == wanted {
                return Ok(());
            }
        }
    }
}
