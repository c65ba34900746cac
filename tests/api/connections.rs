//! Few connections for many: who reads keeps one at hand, and nobody waits for it in vain.

use std::time::Duration;

use futures_util::future::join_all;
use lansera::database::{self, Db};
use sea_orm::{ConnectionTrait, DbErr, Statement};
use tokio::time::timeout;

use crate::support::{
    database::TestDatabase,
    story::{Story, on_empty_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_empty_database![
        a_transaction_takes_the_connection_that_lies_at_hand,
        many_who_read_and_write_share_two_connections,
        a_statement_that_fails_leaves_the_connection_usable,
        who_gives_up_waiting_takes_no_connection_along,
        a_database_closes_while_connections_lie_at_hand,
    ]
}

/// Longer than anything here takes, and shorter than a pool waits.
const SOON: Duration = Duration::from_secs(5);

async fn opened(database: &TestDatabase, connections: u32) -> Db {
    Db::new(
        database::open(&database.url, connections)
            .await
            .expect("the database opens"),
    )
}

async fn read(db: &impl ConnectionTrait, sql: &str) -> Result<i32, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?.expect("a row");
    row.try_get_by_index(0)
}

async fn a_transaction_takes_the_connection_that_lies_at_hand(database: TestDatabase) {
    let db = opened(&database, 1).await;
    assert_eq!(read(&db, "SELECT 1").await, Ok(1));

    let txn = timeout(SOON, db.begin())
        .await
        .expect("in time")
        .expect("a transaction");
    assert_eq!(read(&txn, "SELECT 2").await, Ok(2));
    txn.commit().await.expect("a commit");

    assert_eq!(timeout(SOON, read(&db, "SELECT 3")).await, Ok(Ok(3)));
}

async fn many_who_read_and_write_share_two_connections(database: TestDatabase) {
    let db = opened(&database, 2).await;

    let some = (0..40).map(|number| {
        let db = db.clone();
        async move {
            for _ in 0..5 {
                if number % 4 == 0 {
                    let txn = db.begin().await?;
                    assert_eq!(read(&txn, "SELECT 1").await, Ok(1));
                    txn.commit().await?;
                } else {
                    assert_eq!(read(&db, "SELECT 2").await, Ok(2));
                }
            }
            Ok::<(), DbErr>(())
        }
    });
    let all = timeout(SOON, join_all(some)).await.expect("in time");

    assert_eq!(all, vec![Ok(()); 40]);
}

async fn a_statement_that_fails_leaves_the_connection_usable(database: TestDatabase) {
    let db = opened(&database, 1).await;

    assert!(read(&db, "SELECT nothing FROM nowhere").await.is_err());

    assert_eq!(timeout(SOON, read(&db, "SELECT 1")).await, Ok(Ok(1)));
}

async fn who_gives_up_waiting_takes_no_connection_along(database: TestDatabase) {
    let db = opened(&database, 1).await;
    assert_eq!(read(&db, "SELECT 1").await, Ok(1));

    for _ in 0..20 {
        // Given up at once, before the answer can be there.
        let _ = timeout(Duration::ZERO, read(&db, "SELECT 2")).await;
    }

    assert_eq!(timeout(SOON, read(&db, "SELECT 3")).await, Ok(Ok(3)));
}

async fn a_database_closes_while_connections_lie_at_hand(database: TestDatabase) {
    let db = opened(&database, 2).await;
    assert_eq!(read(&db, "SELECT 1").await, Ok(1));

    assert_eq!(timeout(SOON, db.close()).await, Ok(Ok(())));

    assert!(read(&db, "SELECT 1").await.is_err());
}
