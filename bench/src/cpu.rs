//! Processor time of each server: that of its threads, which carry its name, and that of the processes of PostgreSQL that serve
//! its connections. Only Linux tells; elsewhere it is 0.

use std::fs;

use crate::operations::Server;

/// Seconds of processor time so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cpu {
    /// In the server itself.
    pub server: f64,
    /// In the database, on its behalf.
    pub database: f64,
}

impl Cpu {
    /// What was used since.
    pub fn since(self, before: Self) -> Self {
        Self {
            server: self.server - before.server,
            database: self.database - before.database,
        }
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            server: self.server + other.server,
            database: self.database + other.database,
        }
    }
}

/// What a server used so far. `backends` are the processes of its connections.
pub fn used(server: Server, backends: &[i32]) -> Cpu {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let own = threads.filter(|thread| {
        fs::read_to_string(thread.path().join("comm")).is_ok_and(|name| name.trim() == server.name())
    });
    Cpu {
        server: own.map(|thread| seconds(&thread.path().join("schedstat"))).sum(),
        database: backends
            .iter()
            .map(|pid| seconds(format!("/proc/{pid}/schedstat").as_ref()))
            .sum(),
    }
}

/// The first number there: nanoseconds on a processor.
fn seconds(file: &std::path::Path) -> f64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let nanoseconds: f64 = text
        .split_whitespace()
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0.0);
    nanoseconds / 1e9
}
