//! Taking an address and answering on it, with limits on everything that a reader may do slowly.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use anyhow::{Context as _, bail};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, Sleep, sleep, timeout};

use super::options::{Limits, Options};

/// Tried first when the user names no port.
const FIRST_PORT: u16 = 4000;

/// Tried after that, one after the other.
const MORE_PORTS: u16 = 100;

/// The longest request line and headers together.
const LONGEST_HEAD: usize = 64 * 1024;

/// Takes the address: the port that was named, or the first free one.
pub(super) fn bind(options: &Options) -> anyhow::Result<TcpListener> {
    let host = options.host;
    let Some(port) = options.port else {
        for port in FIRST_PORT..=FIRST_PORT + MORE_PORTS {
            match TcpListener::bind((host, port)) {
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                result => {
                    return result.with_context(|| format!("cannot listen on {}", SocketAddr::from((host, port))));
                }
            }
        }
        bail!(
            "all ports from {FIRST_PORT} to {} of {host} are in use; name another with --port",
            FIRST_PORT + MORE_PORTS
        );
    };
    TcpListener::bind((host, port)).with_context(|| match port {
        0 => format!("cannot listen on {host}"),
        _ => format!("cannot listen on {}: give another port with --port", SocketAddr::from((host, port))),
    })
}

/// Accepts connections until it is told to stop.
pub(super) struct Acceptor {
    stop: watch::Sender<bool>,
    connections: Arc<Semaphore>,
    limit: u32,
}

impl Acceptor {
    /// Begins to accept.
    pub fn start(
        runtime: &Runtime,
        listener: TcpListener,
        router: Router,
        limits: &Limits,
        stop: watch::Sender<bool>,
    ) -> anyhow::Result<Self> {
        let _inside = runtime.enter();
        listener.set_nonblocking(true).context("cannot listen without blocking")?;
        let listener = tokio::net::TcpListener::from_std(listener).context("cannot listen")?;
        let limit = u32::try_from(limits.connections).unwrap_or(u32::MAX);
        let connections = Arc::new(Semaphore::new(limits.connections));
        let mut stopped = stop.subscribe();
        let (permits, limits) = (connections.clone(), limits.clone());
        let accepting = accept(listener, router, permits, limits, stopped.clone());
        runtime.spawn(async move {
            tokio::select! {
                _ = stopped.wait_for(|stop| *stop) => {}
                () = accepting => {}
            }
        });
        Ok(Acceptor { stop, connections, limit })
    }

    /// Accepts no more, and gives open answers some time to end.
    pub async fn stop(self, grace: Duration) {
        let _ = self.stop.send(true);
        // Every connection gives its permit back, so all permits means no connection.
        let _ = timeout(grace, self.connections.acquire_many(self.limit)).await;
    }
}

async fn accept(
    listener: tokio::net::TcpListener,
    router: Router,
    permits: Arc<Semaphore>,
    limits: Limits,
    stopped: watch::Receiver<bool>,
) {
    loop {
        let permit = permits.clone().acquire_owned().await.expect("the semaphore is never closed");
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Too many open files, most likely, which passes.
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let (router, limits, stopped) = (router.clone(), limits.clone(), stopped.clone());
        tokio::spawn(async move {
            answer(stream, router, &limits, stopped).await;
            drop(permit);
        });
    }
}

/// Answers all requests of one connection.
async fn answer(stream: TcpStream, router: Router, limits: &Limits, mut stopped: watch::Receiver<bool>) {
    // Small answers must not wait for a packet to fill up.
    let _ = stream.set_nodelay(true);
    let stream = Impatient { stream, patience: limits.stall, stalled: None };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_header_size(LONGEST_HEAD)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = std::pin::pin!(connection);
    // Errors are the reader's: gone, too slow, or not speaking HTTP.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopped.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// A stream that fails when the other side takes nothing for too long; hyper would hold on for ever.
struct Impatient {
    stream: TcpStream,
    patience: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Impatient {
    fn judge<T>(&mut self, context: &mut Context<'_>, progress: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if progress.is_ready() {
            self.stalled = None;
            return progress;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + patience)));
        stalled.as_mut().poll(context).map(|()| Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Impatient {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buf)
    }
}

impl AsyncWrite for Impatient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write(context, buf);
        self.judge(context, progress)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write_vectored(context, bufs);
        self.judge(context, progress)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
