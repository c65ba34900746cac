//! One e-service with all that hangs on it.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{ApprovalId, CycleId, EServiceId, MeasurementId, MetricId, OrgUnitId, TaskId, UserId};
use lansera::global_id::{decode_as, encode};
use serde::Serialize;
use uuid::Uuid;

use super::{Bare, Failed, Named, json, portfolio::people, upper};

/// The e-service, if the viewer may see it.
pub const E_SERVICE: &str = "
    SELECT e.id, e.version, e.name, e.purpose, e.audience, e.state, o.id, o.name,
        c.id, c.version, c.phase, c.deadline, c.launch_date
    FROM e_service e
    JOIN org_unit o ON o.id = e.org_unit_id
    LEFT JOIN cycle c ON c.id = coalesce(e.development_cycle_id, e.operation_cycle_id)
    WHERE e.id = $1
        AND (NOT e.confidential OR e.proposed_by = $2 OR e.id = ANY($3) OR o.path LIKE ANY($4) OR $5)";

/// The tasks of a cycle, with who has them.
pub const TASKS: &str = r#"
    SELECT t.id, t.version, t.activity, t.title, t.phase, t.role, t.state, t.due_on, u.id, u.name
    FROM task t
    LEFT JOIN "user" u ON u.id = t.assignee_id
    WHERE t.cycle_id = $1
    ORDER BY t.position, t.occurrence, t.id"#;

/// The approvals of a cycle, latest first.
pub const APPROVALS: &str = "
    SELECT id, subject, role, state, asked_at, decided_at FROM approval WHERE cycle_id = $1 ORDER BY id DESC";

/// The metrics of an e-service with their last twelve measurements.
pub const METRICS: &str = "
    SELECT m.id, m.name, m.goal, m.unit, m.direction, m.interval, m.baseline, m.target, m.next_due_on,
        l.id, l.value, l.measured_on, l.note
    FROM metric m
    LEFT JOIN LATERAL (
        SELECT * FROM measurement WHERE metric_id = m.id ORDER BY measured_on DESC, id DESC LIMIT 12
    ) l ON true
    WHERE m.e_service_id = $1 AND m.removed_at IS NULL
    ORDER BY m.id, l.measured_on, l.id";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    e_service: Option<EService>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EService {
    id: String,
    version: i32,
    name: String,
    purpose: String,
    audience: String,
    state: String,
    unit: Named,
    owner: Option<Named>,
    service_manager: Option<Named>,
    current_cycle: Option<Cycle>,
    metrics: Vec<Metric>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cycle {
    id: String,
    version: i32,
    phase: String,
    deadline: Option<NaiveDate>,
    launch_date: Option<NaiveDate>,
    tasks: Vec<Task>,
    approvals: Vec<Approval>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Task {
    id: String,
    version: i32,
    activity_key: Option<String>,
    title: String,
    phase: String,
    role: String,
    state: String,
    due_on: Option<NaiveDate>,
    overdue: bool,
    assignee: Option<Named>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Approval {
    id: String,
    subject: String,
    role: String,
    state: String,
    asked_at: String,
    decided_at: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metric {
    id: String,
    name: String,
    goal: String,
    unit: String,
    direction: String,
    interval: String,
    baseline: Option<f64>,
    target: f64,
    next_due_on: Option<NaiveDate>,
    measurements: Measurements,
}

#[derive(Serialize)]
struct Measurements {
    nodes: Vec<Measurement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Measurement {
    id: String,
    value: f64,
    measured_on: NaiveDate,
    note: String,
}

pub(super) async fn detail(
    State(bare): State<Arc<Bare>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failed> {
    let id = decode_as::<EServiceId>(&id).ok_or(Failed)?.0;
    let claims = bare.claims(&headers)?;
    let mut held = bare.pool.take().await?;
    let db = held.connection()?;
    let viewer = bare.sign_in(db, &claims).await?;
    let everywhere = !viewer.everywhere.is_empty();
    let seen: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
        [&id, &viewer.id, &viewer.services, &viewer.unit_paths, &everywhere];
    let Some(row) = db.client.query_opt(&db.detail, &seen).await? else {
        return json(Detail { e_service: None });
    };
    let (owner, service_manager) = people(db, &[id]).await?.remove(&id).unwrap_or_default();
    let current_cycle = match row.get::<_, Option<Uuid>>(8) {
        Some(cycle) => {
            let tasks = db.client.query(&db.tasks, &[&cycle]).await?;
            let approvals = db.client.query(&db.approvals, &[&cycle]).await?;
            Some(Cycle {
                id: encode(CycleId(cycle)),
                version: row.get(9),
                phase: upper(row.get(10)),
                deadline: row.get(11),
                launch_date: row.get(12),
                tasks: bare.tasks(&tasks),
                approvals: approvals.iter().map(approval).collect(),
            })
        }
        None => None,
    };
    let metrics = db.client.query(&db.metrics, &[&id]).await?;
    drop(held);
    json(Detail {
        e_service: Some(EService {
            id: encode(EServiceId(id)),
            version: row.get(1),
            name: row.get(2),
            purpose: row.get(3),
            audience: upper(row.get(4)),
            state: upper(row.get(5)),
            unit: Named {
                id: encode(OrgUnitId(row.get(6))),
                name: row.get(7),
            },
            owner,
            service_manager,
            current_cycle,
            metrics: with_measurements(&metrics),
        }),
    })
}

impl Bare {
    fn tasks(&self, rows: &[tokio_postgres::Row]) -> Vec<Task> {
        let today = self.today();
        rows.iter()
            .map(|row| {
                let activity: Option<String> = row.get(2);
                let (state, due_on): (&str, Option<NaiveDate>) = (row.get(6), row.get(7));
                let open = matches!(state, "ready" | "in_progress");
                Task {
                    id: encode(TaskId(row.get(0))),
                    version: row.get(1),
                    title: self.title(row.get(3), activity.as_deref()),
                    activity_key: activity,
                    phase: upper(row.get(4)),
                    role: upper(row.get(5)),
                    state: upper(state),
                    due_on,
                    overdue: open && due_on.is_some_and(|due_on| due_on < today),
                    assignee: row.get::<_, Option<Uuid>>(8).map(|id| Named {
                        id: encode(UserId(id)),
                        name: row.get(9),
                    }),
                }
            })
            .collect()
    }
}

fn approval(row: &tokio_postgres::Row) -> Approval {
    Approval {
        id: encode(ApprovalId(row.get(0))),
        subject: upper(row.get(1)),
        role: upper(row.get(2)),
        state: upper(row.get(3)),
        asked_at: row.get::<_, DateTime<Utc>>(4).to_rfc3339(),
        decided_at: row
            .get::<_, Option<DateTime<Utc>>>(5)
            .map(|time| time.to_rfc3339()),
    }
}

fn with_measurements(rows: &[tokio_postgres::Row]) -> Vec<Metric> {
    let mut metrics: Vec<Metric> = Vec::new();
    let mut last = None;
    for row in rows {
        let id: Uuid = row.get(0);
        if last != Some(id) {
            last = Some(id);
            metrics.push(Metric {
                id: encode(MetricId(id)),
                name: row.get(1),
                goal: row.get(2),
                unit: row.get(3),
                direction: upper(row.get(4)),
                interval: upper(row.get(5)),
                baseline: row.get(6),
                target: row.get(7),
                next_due_on: row.get(8),
                measurements: Measurements { nodes: Vec::new() },
            });
        }
        if let (Some(metric), Some(id)) = (metrics.last_mut(), row.get::<_, Option<Uuid>>(9)) {
            metric.measurements.nodes.push(Measurement {
                id: encode(MeasurementId(id)),
                value: row.get(10),
                measured_on: row.get(11),
                note: row.get(12),
            });
        }
    }
    metrics
}
