//! What the server may be told, and the limits it keeps.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use super::watch::Watching;

/// Where to listen, to whom to answer, and how to notice changes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on. One that others can reach needs an allowed host.
    pub host: IpAddr,
    /// This port and no other; `None` takes 4000 or, if it is busy, one of the next hundred.
    pub port: Option<u16>,
    /// Names under which the server may be reached, besides those of this machine.
    pub allowed_hosts: Vec<String>,
    /// How changes are noticed.
    pub watching: Watching,
    /// How much the server puts up with.
    pub limits: Limits,
}

/// How much the server puts up with.
#[derive(Clone, Debug)]
pub struct Limits {
    /// A request's head must be there this soon after its connection is free for it.
    pub head: Duration,
    /// A reader that takes no byte of an answer for this long is given up.
    pub stall: Duration,
    /// Connections open at once; whoever comes next waits.
    pub connections: usize,
    /// Pages that wait for a reload at once; the next one is sent away.
    pub reload_clients: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: None,
            allowed_hosts: Vec::new(),
            watching: Watching::Events,
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits { head: Duration::from_secs(10), stall: Duration::from_secs(30), connections: 1024, reload_clients: 256 }
    }
}
