//! The database of the server, as use cases and queries have it.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};

use super::{
    at_hand::{AtHand, Lent, Waiting},
    postgres,
    transaction::Transaction,
};

/// The database of the server. Cheap to clone; clones share the connections. On PostgreSQL its statements go over connections that
/// stay at hand; SQLite needs none of this.
#[derive(Clone, Debug)]
pub struct Db {
    pool: DatabaseConnection,
    at_hand: Option<AtHand>,
    count: Count,
}

/// How many statements were sent, where they are counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Count(Option<Arc<AtomicUsize>>);

impl Count {
    pub(super) fn one_more(&self) {
        if let Some(count) = &self.0 {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The pool, of which a connection can be had for as long as this lives.
pub struct Pool<'a> {
    pool: &'a DatabaseConnection,
    _waiting: Option<Waiting>,
}

impl Deref for Pool<'_> {
    type Target = DatabaseConnection;

    fn deref(&self) -> &Self::Target {
        self.pool
    }
}

impl Db {
    /// Reads over the connections of a pool.
    #[must_use]
    pub fn new(pool: DatabaseConnection) -> Self {
        let at_hand = (pool.get_database_backend() == DbBackend::Postgres)
            .then(|| AtHand::of(pool.get_postgres_connection_pool().clone()));
        Self {
            pool,
            at_hand,
            count: Count::default(),
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
        counted.count = Count(Some(count.clone()));
        (counted, count)
    }

    /// The pool itself, for what is neither a statement nor a transaction that writes.
    #[must_use]
    pub fn pool(&self) -> Pool<'_> {
        Pool {
            pool: &self.pool,
            _waiting: self.at_hand.as_ref().map(AtHand::wait),
        }
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// Where no connection is to be had in time.
    pub async fn begin(&self) -> Result<Transaction, DbErr> {
        match &self.at_hand {
            Some(at_hand) => Transaction::over(at_hand.lend().await?, self.count.clone()).await,
            None => Transaction::of(&self.pool).await,
        }
    }

    /// Closes the database.
    ///
    /// # Errors
    /// Where it cannot be closed.
    pub async fn close(&self) -> Result<(), DbErr> {
        if let Some(at_hand) = &self.at_hand {
            at_hand.close();
        }
        self.pool.close_by_ref().await
    }

    async fn lend(&self, at_hand: &AtHand) -> Result<Lent, DbErr> {
        self.count.one_more();
        at_hand.lend().await
    }
}

#[async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let Some(at_hand) = &self.at_hand else {
            return self.pool.execute_raw(statement).await;
        };
        let mut lent = self.lend(at_hand).await?;
        let done = postgres::execute(lent.connection(), statement).await?;
        lent.give_back();
        Ok(done)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let Some(at_hand) = &self.at_hand else {
            return self.pool.execute_unprepared(sql).await;
        };
        let mut lent = self.lend(at_hand).await?;
        let done = postgres::execute_unprepared(lent.connection(), sql).await?;
        lent.give_back();
        Ok(done)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let Some(at_hand) = &self.at_hand else {
            return self.pool.query_one_raw(statement).await;
        };
        let mut lent = self.lend(at_hand).await?;
        let row = postgres::query_one(lent.connection(), statement).await?;
        lent.give_back();
        Ok(row)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let Some(at_hand) = &self.at_hand else {
            return self.pool.query_all_raw(statement).await;
        };
        let mut lent = self.lend(at_hand).await?;
        let rows = postgres::query_all(lent.connection(), statement).await?;
        lent.give_back();
        Ok(rows)
    }
}
