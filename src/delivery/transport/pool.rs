//! Connections that lie ready for the next mail.
//!
//! A connection is taken out for as long as a mail is under way, and comes back only after the server has accepted that mail. So
//! whatever goes wrong or is given up, the connection goes with it.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use super::connection::Connection;

/// How long connections are used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// So many mails.
    pub mails: u32,
    /// So long after they were opened.
    pub age: Duration,
    /// After so long without a mail the server is asked first whether it is still there.
    pub idleness: Duration,
}

/// Connections that lie ready.
pub(super) struct Pool {
    limits: Limits,
    ready: Mutex<Ready>,
}

#[derive(Default)]
struct Ready {
    connections: Vec<Connection>,
    /// Whether somebody sees to it that the old ones are closed.
    watched: bool,
}

impl Pool {
    /// A pool with nothing in it.
    pub fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            ready: Mutex::default(),
        })
    }

    /// The connection that was used last and still answers, if there is one.
    pub async fn take(&self) -> Option<Connection> {
        loop {
            // The lock is not held while the server is asked.
            let mut connection = self.lock().connections.pop()?;
            if self.is_spent(&connection) {
                connection.leave();
            } else if connection.idleness() < self.limits.idleness || connection.still_answers().await {
                return Some(connection);
            }
        }
    }

    /// Takes back a connection over which a mail was accepted.
    pub fn put_back(self: &Arc<Self>, connection: Connection) {
        if self.is_spent(&connection) {
            connection.leave();
            return;
        }
        let mut ready = self.lock();
        ready.connections.push(connection);
        if !ready.watched {
            ready.watched = true;
            tokio::spawn(watch(Arc::downgrade(self), self.limits.age));
        }
    }

    fn is_spent(&self, connection: &Connection) -> bool {
        connection.mails() >= self.limits.mails || connection.age() >= self.limits.age
    }

    /// Closes what has lain too long; answers after how long to look again, none where nothing lies ready any more.
    fn close_spent(&self) -> Option<Duration> {
        let mut ready = self.lock();
        let (spent, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut ready.connections)
            .into_iter()
            .partition(|connection| self.is_spent(connection));
        spent.into_iter().for_each(Connection::leave);
        let oldest = kept.iter().map(Connection::age).max();
        ready.watched = oldest.is_some();
        ready.connections = kept;
        oldest.map(|age| self.limits.age.saturating_sub(age))
    }

    fn lock(&self) -> MutexGuard<'_, Ready> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool")
            .field("ready", &self.lock().connections.len())
            .finish_non_exhaustive()
    }
}

/// Says good-bye for connections that nobody comes for: a server has only so many to give.
async fn watch(pool: Weak<Pool>, first: Duration) {
    let mut wait = first;
    loop {
        tokio::time::sleep(wait).await;
        let Some(again) = pool.upgrade().and_then(|pool| pool.close_spent()) else {
            return;
        };
        wait = again;
    }
}
