//! The one kind of transaction, and how it ends.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    prelude::async_trait::async_trait,
};
use tokio::sync::Mutex;

use super::{at_hand::Lent, db::Count, postgres};

/// A transaction. What was not committed when it is dropped is undone.
#[derive(Debug)]
pub struct Transaction(Way);

#[derive(Debug)]
enum Way {
    /// A transaction of sea-orm, with a connection of its pool.
    OfPool(DatabaseTransaction),
    /// Over a connection that stays at hand.
    Over(Open),
}

/// Holds a connection until the transaction has ended.
#[derive(Debug)]
struct Open {
    lent: Mutex<Option<Lent>>,
    count: Count,
}

impl Transaction {
    /// Begins one over a connection of PostgreSQL.
    pub(super) async fn over(mut lent: Lent, count: Count) -> Result<Self, DbErr> {
        postgres::execute_unprepared(lent.connection(), "BEGIN").await?;
        Ok(Self(Way::Over(Open {
            lent: Mutex::new(Some(lent)),
            count,
        })))
    }

    /// Begins one of SQLite. It takes the write lock at once: a transaction that first reads and then writes would otherwise fail
    /// without waiting when another has written in between.
    pub(super) async fn of(pool: &DatabaseConnection) -> Result<Self, DbErr> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        Ok(Self(Way::OfPool(pool.begin_with_options(options).await?)))
    }

    /// Makes all that was written lasting.
    ///
    /// # Errors
    /// Where the database does not; then nothing was written.
    pub async fn commit(self) -> Result<(), DbErr> {
        match self.0 {
            Way::OfPool(txn) => txn.commit().await,
            Way::Over(open) => open.end("COMMIT").await,
        }
    }

    /// Undoes all that was written, now; dropping it does the same a little later.
    ///
    /// # Errors
    /// Where the database does not answer; nothing was written then either.
    pub async fn rollback(self) -> Result<(), DbErr> {
        match self.0 {
            Way::OfPool(txn) => txn.rollback().await,
            Way::Over(open) => open.end("ROLLBACK").await,
        }
    }
}

impl Open {
    async fn end(self, how: &'static str) -> Result<(), DbErr> {
        // Not taken out before it has ended: what breaks off here is undone like what never came so far.
        let mut held = self.lent.lock().await;
        postgres::execute_unprepared(connection(&mut held)?, how).await?;
        if let Some(lent) = held.take() {
            lent.give_back();
        }
        Ok(())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some(mut lent) = self.lent.get_mut().take() else {
            return;
        };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                // One that does not answer goes to the pool, which closes it.
                if postgres::execute_unprepared(lent.connection(), "ROLLBACK")
                    .await
                    .is_ok()
                {
                    lent.give_back();
                }
            });
        } else {
            lent.leak();
        }
    }
}

/// The connection of a transaction that has not ended.
fn connection(held: &mut Option<Lent>) -> Result<&mut sea_orm::sqlx::PgConnection, DbErr> {
    let lent = held.as_mut();
    lent.map(Lent::connection)
        .ok_or_else(|| DbErr::Custom("the transaction has ended".to_owned()))
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Way::OfPool(txn) => txn.get_database_backend(),
            Way::Over(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Way::OfPool(txn) => txn.execute_raw(statement).await,
            Way::Over(open) => {
                open.count.one_more();
                postgres::execute(connection(&mut *open.lent.lock().await)?, statement).await
            }
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Way::OfPool(txn) => txn.execute_unprepared(sql).await,
            Way::Over(open) => {
                open.count.one_more();
                postgres::execute_unprepared(connection(&mut *open.lent.lock().await)?, sql).await
            }
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Way::OfPool(txn) => txn.query_one_raw(statement).await,
            Way::Over(open) => {
                open.count.one_more();
                postgres::query_one(connection(&mut *open.lent.lock().await)?, statement).await
            }
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Way::OfPool(txn) => txn.query_all_raw(statement).await,
            Way::Over(open) => {
                open.count.one_more();
                postgres::query_all(connection(&mut *open.lent.lock().await)?, statement).await
            }
        }
    }
}
