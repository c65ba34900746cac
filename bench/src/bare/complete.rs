//! Completing a task: the task with the check of its version, the audit trail, and what waits for it.

use std::{collections::HashMap, sync::Arc};

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{AuditEntryId, TaskId, UserId};
use lansera::global_id::{decode_as, encode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{Bare, Failed, Named};

/// The task with what decides whether it can be completed, and by whom.
pub const TASK: &str = r#"
    SELECT t.version, t.state, t.role, t.activity, t.title, t.due_on, t.cycle_id, t.e_service_id,
        a.id, a.name, c.phase, c.ended_at, o.path, e.confidential, e.proposed_by
    FROM task t
    JOIN cycle c ON c.id = t.cycle_id
    JOIN e_service e ON e.id = t.e_service_id
    JOIN org_unit o ON o.id = e.org_unit_id
    LEFT JOIN "user" a ON a.id = t.assignee_id
    WHERE t.id = $1
    FOR UPDATE OF c"#;
/// Completes it.
pub const DONE: &str = "
    UPDATE task SET state = 'done', completed_by = $2, completed_at = $3, version = version + 1
    WHERE id = $1 AND version = $4";
/// Tells what happened.
pub const AUDIT: &str = "
    INSERT INTO audit_entry (id, at, actor_id, action, thing_kind, thing_id, e_service_id, detail, request_id)
    VALUES ($1, $2, $3, 'task.complete', 'Task', $4, $5, $6, $7)";
/// What may wait for it.
pub const OTHERS: &str = "SELECT id, activity, state, phase FROM task WHERE cycle_id = $1";
/// Lets tasks begin.
pub const READY: &str = "UPDATE task SET state = 'ready', version = version + 1 WHERE id = ANY($1)";

const PHASES: [&str; 7] = [
    "inventory",
    "decision",
    "preparation",
    "build",
    "launch",
    "management",
    "follow_up",
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Input {
    task_id: String,
    version: i32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    complete_task: Payload,
}

#[derive(Serialize)]
struct Payload {
    task: Task,
    errors: [(); 0],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Task {
    id: String,
    version: i32,
    title: String,
    state: &'static str,
    due_on: Option<NaiveDate>,
    assignee: Option<Named>,
}

pub(super) async fn complete(
    State(bare): State<Arc<Bare>>,
    headers: HeaderMap,
    Json(input): Json<Input>,
) -> Result<Response, Failed> {
    let id = decode_as::<TaskId>(&input.task_id).ok_or(Failed)?.0;
    let claims = bare.claims(&headers)?;
    let mut held = bare.pool.take().await?;
    let db = held.connection()?;
    let viewer = bare.sign_in(db, &claims).await?;
    let (others, ready) = (db.others.clone(), db.ready.clone());
    let (find, done, audit) = (db.task.clone(), db.done.clone(), db.audit.clone());
    let txn = db.client.transaction().await?;
    let row = txn.query_opt(&find, &[&id]).await?.ok_or(Failed)?;
    let (cycle, e_service): (Uuid, Uuid) = (row.get(6), row.get(7));
    let (state, role, path): (&str, &str, &str) = (row.get(1), row.get(2), row.get(12));
    let activity: Option<&str> = row.get(3);
    let sees =
        !row.get::<_, bool>(13) || row.get::<_, Uuid>(14) == viewer.id || viewer.has_part_in(e_service, path);
    let has = row.get::<_, Option<Uuid>>(8) == Some(viewer.id) && viewer.has_part_in(e_service, path);
    let may = sees && (has || viewer.holds(role, e_service, path));
    let open = matches!(state, "ready" | "in_progress") && row.get::<_, Option<DateTime<Utc>>>(11).is_none();
    let leaves_nothing =
        activity.is_none_or(|key| bare.activities.get(key).is_some_and(|known| known.leaves_nothing));
    if !may || !open || !leaves_nothing || row.get::<_, i32>(0) != input.version {
        return Err(Failed);
    }
    let now = bare.clock.now();
    let written = txn
        .execute(&done, &[&id, &viewer.id, &now, &input.version])
        .await?;
    if written != 1 {
        return Err(Failed);
    }
    let request: Option<&str> = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    let entry = AuditEntryId::new().0;
    let detail = json!({ "state": "done" });
    txn.execute(
        &audit,
        &[&entry, &now, &viewer.id, &id, &e_service, &detail, &request],
    )
    .await?;
    let tasks = txn.query(&others, &[&cycle]).await?;
    let waiting = bare.can_begin(&tasks, row.get(10));
    if !waiting.is_empty() {
        txn.execute(&ready, &[&waiting]).await?;
    }
    txn.commit().await?;
    drop(held);
    super::json(Answer {
        complete_task: Payload {
            task: Task {
                id: input.task_id,
                version: input.version + 1,
                title: bare.title(row.get(4), activity),
                state: "DONE",
                due_on: row.get(5),
                assignee: row.get::<_, Option<Uuid>>(8).map(|id| Named {
                    id: encode(UserId(id)),
                    name: row.get(9),
                }),
            },
            errors: [],
        },
    })
}

impl Bare {
    /// The tasks that waited for what is done now.
    fn can_begin(&self, tasks: &[tokio_postgres::Row], phase: &str) -> Vec<Uuid> {
        let place = |phase: &str| PHASES.iter().position(|known| *known == phase);
        let mut closed: HashMap<&str, bool> = HashMap::new();
        for row in tasks {
            if let Some(activity) = row.get::<_, Option<&str>>(1) {
                *closed.entry(activity).or_default() |=
                    matches!(row.get::<_, &str>(2), "done" | "skipped" | "not_applicable");
            }
        }
        let waits = |row: &&tokio_postgres::Row| {
            let known = row
                .get::<_, Option<&str>>(1)
                .and_then(|key| self.activities.get(key));
            row.get::<_, &str>(2) == "waiting"
                && place(row.get(3)) <= place(phase)
                && known.is_none_or(|known| {
                    known
                        .after
                        .iter()
                        .all(|key| closed.get(key.as_str()).copied().unwrap_or(true))
                })
        };
        tasks.iter().filter(waits).map(|row| row.get(0)).collect()
    }
}
