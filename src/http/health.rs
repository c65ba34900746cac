//! Whether the server lives, and whether it can do its work: for those who watch over it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use tokio::{sync::Mutex, time::timeout};

use crate::{database, http::Front};

/// Longest silence of the scheduler; it ticks every ten seconds.
const SILENCE: Duration = Duration::from_secs(60);
/// Longest that the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long an answer is given again: asking often does not burden the database.
const FRESH: Duration = Duration::from_secs(1);

/// What of the server can do its work.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// True when every part is.
    pub ready: bool,
    /// Whether the database answers.
    pub database: Part,
    /// Whether the database is at the newest schema.
    pub migrations: Part,
    /// Whether the scheduler ticks, where it is to.
    pub scheduler: Part,
}

/// One part.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Whether it can do its work.
    pub ready: bool,
    /// What is wrong, or what else there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Part {
    const fn ready() -> Self {
        Self {
            ready: true,
            detail: None,
        }
    }

    fn wrong(detail: impl Into<String>) -> Self {
        Self {
            ready: false,
            detail: Some(detail.into()),
        }
    }
}

type Last = Arc<Mutex<Option<(Instant, Readiness)>>>;

/// `/health/live` and `/health/ready`.
pub fn routes(front: &Front) -> Router {
    Router::new()
        .route(
            "/health/live",
            get(|| async { Json(serde_json::json!({ "live": true })) }),
        )
        .route("/health/ready", get(ready))
        .with_state((front.clone(), Last::default()))
}

async fn ready(State((front, last)): State<(Front, Last)>) -> Response {
    let mut last = last.lock().await;
    let readiness = match &*last {
        Some((at, known)) if at.elapsed() < FRESH => known.clone(),
        _ => {
            let found = look(&front).await;
            *last = Some((Instant::now(), found.clone()));
            found
        }
    };
    let status = if readiness.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(readiness)).into_response()
}

/// Looks at each part. What the database says goes into the log, not into the answer.
pub async fn look(front: &Front) -> Readiness {
    let (database, migrations) =
        match timeout(PATIENCE, database::pending_migrations(&front.services.db.pool())).await {
            Ok(Ok(0)) => (Part::ready(), Part::ready()),
            Ok(Ok(pending)) => (Part::ready(), Part::wrong(format!("{pending} pending"))),
            Ok(Err(error)) => {
                tracing::error!(%error, "not ready: the database failed");
                (Part::wrong("it failed"), Part::wrong("not known"))
            }
            Err(_) => (Part::wrong("it does not answer"), Part::wrong("not known")),
        };
    let scheduler = scheduler(front.services.settings.jobs.enabled, front.pulse.since());
    Readiness {
        ready: database.ready && migrations.ready && scheduler.ready && !front.stopping.is_cancelled(),
        database,
        migrations,
        scheduler,
    }
}

fn scheduler(enabled: bool, since: Option<Duration>) -> Part {
    match since {
        _ if !enabled => Part {
            ready: true,
            detail: Some("off by setting".into()),
        },
        None => Part::wrong("it has not begun"),
        Some(silence) if silence > SILENCE => {
            Part::wrong(format!("it has been silent for {} s", silence.as_secs()))
        }
        Some(_) => Part::ready(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheduler_is_ready_while_it_ticks_or_where_it_is_not_to() {
        assert!(scheduler(true, Some(Duration::from_secs(11))).ready);
        assert!(!scheduler(true, Some(Duration::from_secs(61))).ready);
        assert!(!scheduler(true, None).ready);
        assert!(scheduler(false, None).ready);
    }
}
