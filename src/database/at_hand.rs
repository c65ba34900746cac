//! Reading over connections that stay at hand.
//!
//! sqlx's pool sends a task after each connection that is given back, which asks the database whether it still answers: a second
//! round trip for each statement. Here a connection that has answered stays at hand for the next statement; one that has not, that
//! a transaction waits for, or that has been out for a while goes back the pool's way. SQLite needs none of this.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    RuntimeErr, Statement, Values,
    prelude::async_trait::async_trait,
    sqlx::{self, AssertSqlSafe, Postgres, pool::PoolConnection, query::Query},
};
use sea_query_sqlx::SqlxValues;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::begin_write;

/// So long a connection stays out of the pool, which then looks whether it has grown too old or is broken.
const LONGEST: Duration = Duration::from_secs(60);

/// The database of the server. Cheap to clone; clones share the connections.
#[derive(Clone, Debug)]
pub struct Db {
    pool: DatabaseConnection,
    at_hand: Option<Arc<AtHand>>,
    count: Option<Arc<AtomicUsize>>,
}

#[derive(Debug)]
struct AtHand {
    connections: Mutex<Vec<Out>>,
    /// As many as the pool has connections: who reads waits here, and not in the pool.
    turns: Semaphore,
    /// Who waits for the pool to have a connection.
    waiting: AtomicUsize,
}

/// A connection, and since when it is out of the pool.
#[derive(Debug)]
struct Out {
    connection: PoolConnection<Postgres>,
    since: Instant,
}

/// Counts one who waits, until dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl AtHand {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Out>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one who waits for the pool, and gives the pool what lies at hand.
    fn wait(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        drop(self.lock().pop());
        Waiting(&self.waiting)
    }

    fn put_back(&self, out: Out) {
        if self.waiting.load(Ordering::Relaxed) == 0 && out.since.elapsed() < LONGEST {
            self.lock().push(out);
        }
    }
}

impl Drop for AtHand {
    fn drop(&mut self) {
        // Where no runtime is left, the pool cannot take them back.
        if tokio::runtime::Handle::try_current().is_err() {
            for out in self.lock().drain(..) {
                drop(out.connection.leak());
            }
        }
    }
}

impl Db {
    /// Reads over the connections of a pool.
    #[must_use]
    pub fn new(pool: DatabaseConnection) -> Self {
        let at_hand = (pool.get_database_backend() == DbBackend::Postgres).then(|| {
            let options = pool.get_postgres_connection_pool().options();
            let most = usize::try_from(options.get_max_connections()).unwrap_or(usize::MAX);
            Arc::new(AtHand {
                connections: Mutex::default(),
                turns: Semaphore::new(most.min(Semaphore::MAX_PERMITS)),
                waiting: AtomicUsize::new(0),
            })
        });
        Self {
            pool,
            at_hand,
            count: None,
        }
    }

    /// The same database, with the statements counted that go through it.
    #[must_use]
    pub fn counted(&self) -> (Self, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let mut counted = self.clone();
        let counter = count.clone();
        counted.pool.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        counted.count = Some(count.clone());
        (counted, count)
    }

    /// The pool itself, for what is neither a statement nor a transaction that writes.
    #[must_use]
    pub const fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }

    /// Begins a transaction that will write; see [`begin_write`].
    ///
    /// # Errors
    /// Where no connection is to be had in time.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let _waiting = self.at_hand.as_ref().map(|at_hand| at_hand.wait());
        begin_write(&self.pool).await
    }

    /// Closes the database.
    ///
    /// # Errors
    /// Where it cannot be closed.
    pub async fn close(&self) -> Result<(), DbErr> {
        if let Some(at_hand) = &self.at_hand {
            at_hand.turns.close();
            at_hand.lock().clear();
        }
        self.pool.close_by_ref().await
    }

    /// A connection in its turn: one at hand, or else one of the pool.
    async fn take<'a>(&self, at_hand: &'a AtHand) -> Result<(SemaphorePermit<'a>, Out), DbErr> {
        let turn = at_hand.turns.acquire().await;
        let turn = turn.map_err(|_| failed(sqlx::Error::PoolClosed))?;
        if let Some(count) = &self.count {
            count.fetch_add(1, Ordering::Relaxed);
        }
        let kept = at_hand.lock().pop();
        if let Some(out) = kept {
            return Ok((turn, out));
        }
        let _waiting = at_hand.wait();
        let connection = self.pool.get_postgres_connection_pool().acquire();
        Ok((
            turn,
            Out {
                connection: connection.await.map_err(failed)?,
                since: Instant::now(),
            },
        ))
    }
}

/// The statement as sqlx takes it.
fn query(statement: &mut Statement) -> Query<'_, Postgres, SqlxValues> {
    let values = statement.values.take().unwrap_or(Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

#[async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let _waiting = self.at_hand.as_ref().map(|at_hand| at_hand.wait());
        self.pool.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let _waiting = self.at_hand.as_ref().map(|at_hand| at_hand.wait());
        self.pool.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, mut statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let Some(at_hand) = &self.at_hand else {
            return self.pool.query_one_raw(statement).await;
        };
        let (_turn, mut out) = self.take(at_hand).await?;
        let row = query(&mut statement).fetch_optional(&mut *out.connection).await;
        let row = row.map_err(failed)?;
        at_hand.put_back(out);
        Ok(row.map(QueryResult::from))
    }

    async fn query_all_raw(&self, mut statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let Some(at_hand) = &self.at_hand else {
            return self.pool.query_all_raw(statement).await;
        };
        let (_turn, mut out) = self.take(at_hand).await?;
        let rows = query(&mut statement).fetch_all(&mut *out.connection).await;
        let rows = rows.map_err(failed)?;
        at_hand.put_back(out);
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }
}
