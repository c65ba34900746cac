//! Opening the database, bringing it to the newest schema, and the one way to begin a transaction.

mod at_hand;
mod db;
mod postgres;
mod transaction;

pub use db::Db;
pub use transaction::Transaction;

use std::{path::Path, time::Duration};

use migration::{MigrationStatus, Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, RuntimeErr,
    TransactionTrait,
    sqlx::{
        Executor,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};

/// Connections where the settings leave the number open: as many as a small machine can serve; more only queue inside the
/// database.
const DEFAULT_CONNECTIONS: u32 = 4;

/// So many keys are asked for in one statement at most: far below the number of values that one can carry (32,766 in SQLite, 65,535 in
/// PostgreSQL).
pub const KEYS_AT_A_TIME: usize = 10_000;

/// Key of the lock under which PostgreSQL instances migrate one after the other.
const MIGRATION_LOCK: i64 = 0x4C61_6E73;

/// Opens a database; an SQLite file is made where it is missing.
///
/// # Errors
/// Where the address is wrong or nothing answers there.
pub async fn open(url: &str, max_connections: u32) -> Result<DatabaseConnection, DbErr> {
    let connections = if max_connections == 0 {
        DEFAULT_CONNECTIONS
    } else {
        max_connections
    };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        // A ping before each use costs a seventh of the throughput; a broken connection fails one statement instead.
        .test_before_acquire(false)
        .sqlx_logging_level(log::LevelFilter::Debug)
        .sqlx_slow_statements_logging_settings(log::LevelFilter::Warn, Duration::from_millis(500))
        .map_sqlx_postgres_pool_opts(|options| {
            // The same few statements come again and again: one plan for all values of each. Planning takes longer than they do.
            options.after_connect(|connection, _| {
                Box::pin(async {
                    let set = "SET plan_cache_mode = force_generic_plan";
                    connection.execute(set).await.map(|_| ())
                })
            })
        })
        .map_sqlx_sqlite_opts(|options| {
            options
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(Duration::from_secs(5))
        });
    let file = url
        .strip_prefix("sqlite://")
        .and_then(|rest| rest.split('?').next());
    if let Some(file) = file.filter(|file| !file.is_empty()) {
        make_private(Path::new(file)).map_err(|error| DbErr::Custom(format!("{file}: {error}")))?;
    }
    Database::connect(options).await
}

/// Makes the file of a database where it is missing, with its folder, so that nobody but its owner can read it: it holds the keys
/// that sign access tokens. A file that is there stays as it is.
fn make_private(file: &Path) -> std::io::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Brings the database to the newest schema; instances that start at once wait for each other.
///
/// # Errors
/// Where a step fails; the step is then undone.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        let lock = db.begin().await?;
        lock.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
            .await?;
        Migrator::up(db, None).await?;
        lock.commit().await
    } else {
        Migrator::up(db, None).await
    }
}

/// Steps that the database still lacks; 0 when it is at the newest schema.
///
/// # Errors
/// Where the database does not answer.
pub async fn pending_migrations(db: &DatabaseConnection) -> Result<usize, DbErr> {
    Ok(Migrator::get_pending_migrations_read_only(db).await?.len())
}

/// Every step by name in its order, and whether the database has it.
///
/// # Errors
/// Where the database does not answer.
pub async fn migration_steps(db: &DatabaseConnection) -> Result<Vec<(String, bool)>, DbErr> {
    Ok(Migrator::get_migration_with_status_read_only(db)
        .await?
        .iter()
        .map(|step| (step.name().to_owned(), step.status() == MigrationStatus::Applied))
        .collect())
}

/// Whether another transaction was in the way, so that the same work can succeed when it is tried again.
#[must_use]
pub fn is_contention(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))) = error
    else {
        return false;
    };
    inner
        .as_database_error()
        .and_then(|error| error.code())
        .is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01" | "5" | "517"))
}
