//! Wake-ups between instances on one PostgreSQL, by LISTEN and NOTIFY over connections of their own.
//!
//! They only make things quick. One that is lost, since a connection broke, costs the few seconds until whoever waits looks by
//! itself; so nothing here has to be certain, and nothing of it is in the way of a request.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DbBackend,
    sqlx::{
        self,
        postgres::{PgListener, PgPool, PgPoolOptions},
    },
};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

use super::live::Live;
use crate::{database::Db, service::Error};

/// By which instances know each other's wake-ups in this database: something was told, something may have been changed.
const TOLD: &str = "lansera_told";
const CHANGED: &str = "lansera_changed";
/// What the connections are called in `pg_stat_activity`.
const APPLICATION: &str = "lansera wake-ups";
/// What is told within so long after a wake-up goes out as one.
const GATHER: Duration = Duration::from_millis(25);
/// Pauses between attempts to listen again.
const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Carries wake-ups to other instances and from them, until `stopping` is cancelled. On SQLite there are no others.
pub async fn carry(db: Db, live: Live, stopping: CancellationToken) {
    if db.get_database_backend() != DbBackend::Postgres {
        return;
    }
    let name = match name() {
        Ok(name) => name,
        Err(error) => {
            tracing::error!(%error, "other instances are not listened to");
            return;
        }
    };
    let options = db.pool().get_postgres_connection_pool().connect_options();
    // Not of the pool that requests share: one who listens keeps its connection.
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect_lazy_with((*options).clone().application_name(APPLICATION));
    tokio::select! {
        () = stopping.cancelled() => {}
        () = tell(&pool, TOLD, live.told_here(), &name) => {}
        () = tell(&pool, CHANGED, live.changed_here(), &name) => {}
        () = hear(&pool, &live, &name) => {}
    }
    pool.close().await;
}

/// What this instance calls itself: it hears itself, too.
fn name() -> Result<String, Error> {
    let mut drawn = [0_u8; 8];
    getrandom::fill(&mut drawn).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(drawn.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Tells the others of what happens here.
async fn tell(pool: &PgPool, channel: &str, mut happened: watch::Receiver<u64>, name: &str) {
    while happened.changed().await.is_ok() {
        let notify = sqlx::query("SELECT pg_notify($1, $2)").bind(channel).bind(name);
        if let Err(error) = notify.execute(pool).await {
            tracing::warn!(%error, "other instances could not be woken; they look by themselves in a few seconds");
        }
        sleep(GATHER).await;
    }
}

/// Wakes those who listen here whenever another instance was told something.
async fn hear(pool: &PgPool, live: &Live, name: &str) {
    let mut pause = SHORTEST;
    loop {
        let began = Instant::now();
        if let Err(error) = listen(pool, live, name).await {
            tracing::warn!(%error, "other instances are not heard for a moment");
        }
        if began.elapsed() > LONGEST {
            pause = SHORTEST;
        }
        sleep(pause).await;
        pause = LONGEST.min(pause * 2);
    }
}

/// Listens until the connection breaks.
async fn listen(pool: &PgPool, live: &Live, name: &str) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen_all([TOLD, CHANGED]).await?;
    // What was told while nobody listened was not heard.
    live.wake_here();
    while let Some(told) = listener.try_recv().await? {
        match told.channel() {
            _ if told.payload() == name => {}
            CHANGED => live.look_here(),
            _ => live.wake_here(),
        }
    }
    Ok(())
}
