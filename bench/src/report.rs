//! What came out, as a table and as JSON.

use std::{fmt::Write as _, time::Duration};

use serde_json::{Value, json};

use crate::{
    cpu::Cpu,
    operations::{Operation, Server},
};

/// What one server did in all its turns at one operation with so many connections.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// How long each answer took, in microseconds.
    pub latencies: Vec<u32>,
    /// How long all turns took.
    pub elapsed: Duration,
    /// Processor time of all turns.
    pub cpu: Cpu,
}

/// Both servers at one operation with so many connections.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was asked.
    pub operation: Operation,
    /// By how many at a time.
    pub connections: usize,
    /// The product.
    pub product: Measured,
    /// axum + SQL.
    pub bare: Measured,
}

impl Measured {
    /// Requests a second.
    pub fn rate(&self) -> f64 {
        count(self.latencies.len()) / self.elapsed.as_secs_f64().max(1e-9)
    }

    /// The latency within which such a part of the answers came, in milliseconds.
    fn within(&self, part: f64) -> f64 {
        let mut sorted = self.latencies.clone();
        sorted.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the list"
        )]
        let place = (count(sorted.len().saturating_sub(1)) * part).round() as usize;
        sorted
            .get(place)
            .map_or(0.0, |microseconds| f64::from(*microseconds) / 1000.0)
    }

    /// Milliseconds of processor time a request: in the server, in the database.
    fn cpu_each(&self) -> (f64, f64) {
        let requests = count(self.latencies.len()).max(1.0);
        (
            self.cpu.server * 1000.0 / requests,
            self.cpu.database * 1000.0 / requests,
        )
    }

    fn json(&self) -> Value {
        let (server, database) = self.cpu_each();
        json!({
            "requests": self.latencies.len(), "seconds": self.elapsed.as_secs_f64(), "requestsPerSecond": self.rate(),
            "p50Milliseconds": self.within(0.5), "p99Milliseconds": self.within(0.99),
            "serverCpuSecondsPer1000": server, "databaseCpuSecondsPer1000": database,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
const fn count(number: usize) -> f64 {
    number as f64
}

impl Row {
    /// The product's rate as a part of the bare endpoint's.
    pub fn ratio(&self) -> f64 {
        self.product.rate() / self.bare.rate().max(1e-9)
    }

    const fn of(&self, server: Server) -> &Measured {
        match server {
            Server::Product => &self.product,
            Server::Bare => &self.bare,
        }
    }
}

/// The table for people.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "                                  requests/s    p50 ms    p99 ms   CPU s per 1,000 requests\n\
         operation        conn.  server                                     server  database   RATIO\n",
    );
    for row in rows {
        for server in [Server::Bare, Server::Product] {
            let (measured, first) = (row.of(server), server == Server::Bare);
            let (own, database) = measured.cpu_each();
            let (operation, connections) = if first {
                (row.operation.name(), row.connections.to_string())
            } else {
                ("", String::new())
            };
            let _ = write!(
                text,
                "{operation:<16} {connections:>5}  {:<8} {:>12.0} {:>9.2} {:>9.2}  {own:>9.3} {database:>9.3}",
                server.name(),
                measured.rate(),
                measured.within(0.5),
                measured.within(0.99),
            );
            if !first {
                let _ = write!(text, " {:>7.2}", row.ratio());
            }
            text.push('\n');
        }
    }
    text
}

/// The same for programs.
pub fn json(e_services: usize, pool: usize, rows: &[Row]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "operation": row.operation.name(), "connections": row.connections, "ratio": row.ratio(),
                "product": row.product.json(), "bare": row.bare.json(),
            })
        })
        .collect();
    json!({ "eServices": e_services, "databaseConnections": pool, "rows": rows })
}
