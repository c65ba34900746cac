//! The database of a run: what the throw-away cluster (shared with the stories, in tests/api/support/postgres.rs) asks for.

use std::path::PathBuf;

use lansera::{clock::Clock, database, service::template::Templates};
use sea_orm::DbErr;

/// A database that nobody else uses.
#[derive(Debug)]
pub struct TestDatabase {
    /// Where it is, as in the settings.
    pub url: String,
    /// None: the whole cluster is deleted in the end.
    #[expect(dead_code, reason = "the stories keep SQLite files in it")]
    pub folder: Option<PathBuf>,
}

/// Brings a database to the newest schema with the process template in it, and closes it.
pub fn prepare(url: &str) -> Result<(), String> {
    let prepared = apart(async {
        let db = database::open(url, 2).await?;
        database::migrate(&db).await?;
        let now = Clock::System.now();
        let loaded = Templates::default().load_built_in(&db, now).await;
        loaded.map_err(|error| DbErr::Custom(error.to_string()))?;
        db.close().await
    });
    prepared.map_err(|error| error.to_string())
}

/// Runs something that waits, on a runtime of its own.
pub fn apart<T>(work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .block_on(work)
}
