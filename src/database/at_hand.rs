//! Connections of PostgreSQL that stay at hand.
//!
//! sqlx's pool sends a task after each connection that is given back, which asks the database whether it still answers: a second
//! round trip for each statement. Here a connection that has answered stays at hand for whoever comes next; one that has not, that
//! somebody waits for the pool to have, or that has been out for a while goes back the pool's way.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{self, PgPool, Postgres, pool::PoolConnection},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// So long a connection stays out of the pool, which then looks whether it has grown too old or is broken.
const LONGEST: Duration = Duration::from_secs(60);

/// The connections that are at hand. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct AtHand(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: PgPool,
    free: Mutex<Vec<Out>>,
    /// As many as the pool has connections: who wants one waits here, and not in the pool.
    turns: Arc<Semaphore>,
    /// Who waits for the pool to have a connection.
    waiting: AtomicUsize,
}

/// A connection, and since when it is out of the pool.
#[derive(Debug)]
struct Out {
    connection: PoolConnection<Postgres>,
    since: Instant,
}

/// A connection in its turn. One that is not given back with [`Lent::give_back`] goes to the pool, which looks whether it is well.
#[derive(Debug)]
pub(super) struct Lent {
    out: Out,
    from: Arc<Inner>,
    _turn: OwnedSemaphorePermit,
}

/// Counts one who waits for the pool, until dropped.
#[derive(Debug)]
pub(super) struct Waiting(Arc<Inner>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Inner {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Out>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Where no runtime is left, the pool cannot take them back.
        if tokio::runtime::Handle::try_current().is_err() {
            for out in self.lock().drain(..) {
                drop(out.connection.leak());
            }
        }
    }
}

impl AtHand {
    /// Those of a pool; at first there are none.
    pub(super) fn of(pool: PgPool) -> Self {
        let most = usize::try_from(pool.options().get_max_connections()).unwrap_or(usize::MAX);
        Self(Arc::new(Inner {
            pool,
            free: Mutex::default(),
            turns: Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS))),
            waiting: AtomicUsize::new(0),
        }))
    }

    /// Lends a connection in its turn: one at hand, or else one of the pool.
    ///
    /// # Errors
    /// Where none is to be had in time.
    pub(super) async fn lend(&self) -> Result<Lent, DbErr> {
        let patience = self.0.pool.options().get_acquire_timeout();
        let turn = timeout(patience, self.0.turns.clone().acquire_owned()).await;
        let turn = turn
            .map_err(|_| failed(sqlx::Error::PoolTimedOut))?
            .map_err(|_| failed(sqlx::Error::PoolClosed))?;
        let free = self.0.lock().pop();
        let out = match free {
            Some(out) => out,
            None => {
                let _waiting = self.wait();
                Out {
                    connection: self.0.pool.acquire().await.map_err(failed)?,
                    since: Instant::now(),
                }
            }
        };
        Ok(Lent {
            out,
            from: self.0.clone(),
            _turn: turn,
        })
    }

    /// Counts one who waits for the pool, and gives the pool what lies at hand.
    pub(super) fn wait(&self) -> Waiting {
        self.0.waiting.fetch_add(1, Ordering::Relaxed);
        drop(self.0.lock().pop());
        Waiting(self.0.clone())
    }

    /// Lends no more, and gives the pool what lies at hand.
    pub(super) fn close(&self) {
        self.0.turns.close();
        self.0.lock().clear();
    }
}

impl Lent {
    /// The connection.
    pub(super) fn connection(&mut self) -> &mut sqlx::PgConnection {
        &mut self.out.connection
    }

    /// Gives back a connection that has answered all that it was asked.
    pub(super) fn give_back(self) {
        let Self { out, from, _turn } = self;
        if from.waiting.load(Ordering::Relaxed) == 0 && out.since.elapsed() < LONGEST {
            from.lock().push(out);
        }
    }

    /// Drops it where no runtime is left, in which the pool could take it back.
    pub(super) fn leak(self) {
        drop(self.out.connection.leak());
    }
}

/// What sqlx says, as sea-orm says it.
pub(super) fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}
