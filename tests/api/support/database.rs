//! A database for one story, on either system.

use lansera::{clock::Clock, database, service::template::Templates};
use sea_orm::DbErr;
use tempfile::TempDir;

use super::{app::MONDAY_MORNING, postgres, sqlite};

/// The systems that everything runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl System {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    /// The first part of the names of stories on it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// A new database at the newest schema, with the process template loaded. To be called outside of a runtime.
    pub fn migrated(self) -> Result<TestDatabase, String> {
        match self {
            Self::Sqlite => sqlite::migrated(),
            Self::Postgres => postgres::migrated(),
        }
    }

    /// A new database with nothing in it. To be called outside of a runtime.
    pub fn empty(self) -> Result<TestDatabase, String> {
        match self {
            Self::Sqlite => sqlite::empty(),
            Self::Postgres => postgres::empty(),
        }
    }
}

/// A database that nobody else uses.
#[derive(Debug)]
pub struct TestDatabase {
    /// Where it is, as in the settings.
    pub url: String,
    /// Deleted together with this; none where a whole cluster is.
    pub _folder: Option<TempDir>,
}

/// Brings a database to what stories begin with, and closes it.
pub fn prepare(url: &str) -> Result<(), String> {
    let prepared = apart(async {
        let db = database::open(url, 2).await?;
        database::migrate(&db).await?;
        let now = Clock::at(MONDAY_MORNING).now();
        let loaded = Templates::default().load_built_in(&db, now).await;
        loaded.map_err(|error| DbErr::Custom(error.to_string()))?;
        db.close().await
    });
    prepared.map_err(|error| format!("the database that others are copies of: {error}"))
}

/// Runs something that waits, on a runtime of its own: stories have one each, and connections do not outlive theirs.
pub fn apart<T>(work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .block_on(work)
}
