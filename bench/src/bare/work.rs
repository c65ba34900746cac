//! What waits for the viewer.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{ApprovalId, EServiceId, TaskId};
use lansera::{global_id::encode, service::paging::SortKey};
use serde::Serialize;
use tokio_postgres::types::ToSql;

use super::{Bare, Failed, Named, Page, PageInfo, cursor, json, upper};

/// The open tasks that the viewer has, and those of their roles that nobody has.
pub const TASKS: &str = "
    SELECT t.id, t.version, t.title, t.activity, t.phase, t.role, t.state, t.due_on, e.id, e.name
    FROM task t
    JOIN e_service e ON e.id = t.e_service_id
    JOIN org_unit o ON o.id = e.org_unit_id
    WHERE t.state IN ('ready', 'in_progress')
        AND (t.assignee_id = $1 OR t.assignee_id IS NULL AND (
            t.role = ANY($2)
            OR (t.role, e.id) IN (SELECT * FROM unnest($3::text[], $4::uuid[]))
            OR EXISTS (SELECT FROM unnest($5::text[], $6::text[]) g (role, path) WHERE g.role = t.role AND o.path LIKE g.path)))
        AND (NOT e.confidential OR e.proposed_by = $1 OR e.id = ANY($4) OR o.path LIKE ANY($6) OR $7)
    ORDER BY coalesce(t.due_on, DATE '9999-12-31'), t.id
    LIMIT $8";

/// The approvals that wait for an answer from the viewer's roles.
pub const APPROVALS: &str = "
    SELECT a.id, a.subject, a.role, a.state, a.asked_at, e.id, e.name
    FROM approval a
    JOIN e_service e ON e.id = a.e_service_id
    JOIN org_unit o ON o.id = e.org_unit_id
    WHERE a.state = 'pending'
        AND (a.role = ANY($1)
            OR (a.role, e.id) IN (SELECT * FROM unnest($2::text[], $3::uuid[]))
            OR EXISTS (SELECT FROM unnest($4::text[], $5::text[]) g (role, path) WHERE g.role = a.role AND o.path LIKE g.path))
    ORDER BY a.asked_at, a.id
    LIMIT $6";

/// Where tasks without a due date stand.
const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

#[derive(Serialize)]
struct Answer {
    viewer: Work,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    work: Tasks,
    pending_approvals: Approvals,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tasks {
    nodes: Vec<Task>,
    page_info: PageInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Task {
    id: String,
    version: i32,
    title: String,
    phase: String,
    role: String,
    state: String,
    due_on: Option<NaiveDate>,
    e_service: Named,
}

#[derive(Serialize)]
struct Approvals {
    nodes: Vec<Approval>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Approval {
    id: String,
    subject: String,
    role: String,
    state: String,
    asked_at: String,
    e_service: Named,
}

pub(super) async fn work(
    State(bare): State<Arc<Bare>>,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> Result<Response, Failed> {
    let claims = bare.claims(&headers)?;
    let mut held = bare.pool.take().await?;
    let db = held.connection()?;
    let viewer = bare.sign_in(db, &claims).await?;
    let (everywhere, limit) = (!viewer.everywhere.is_empty(), page.first + 1);
    let of_work: [&(dyn ToSql + Sync); 8] = [
        &viewer.id,
        &viewer.everywhere,
        &viewer.service_roles,
        &viewer.services,
        &viewer.unit_roles,
        &viewer.unit_paths,
        &everywhere,
        &limit,
    ];
    let tasks = db.client.query(&db.work, &of_work).await?;
    let of_approvals: [&(dyn ToSql + Sync); 6] = [
        &viewer.everywhere,
        &viewer.service_roles,
        &viewer.services,
        &viewer.unit_roles,
        &viewer.unit_paths,
        &limit,
    ];
    let approvals = db.client.query(&db.waiting, &of_approvals).await?;
    drop(held);
    let first = usize::try_from(page.first)?;
    let has_next_page = tasks.len() > first;
    let end_cursor = tasks.iter().take(first).next_back().map(|row| {
        let due_on: Option<NaiveDate> = row.get(7);
        cursor(SortKey::Day(due_on.unwrap_or(NEVER)), row.get(0))
    });
    let nodes = tasks.iter().take(first).map(|row| Task {
        id: encode(TaskId(row.get(0))),
        version: row.get(1),
        title: bare.title(row.get(2), row.get(3)),
        phase: upper(row.get(4)),
        role: upper(row.get(5)),
        state: upper(row.get(6)),
        due_on: row.get(7),
        e_service: Named {
            id: encode(EServiceId(row.get(8))),
            name: row.get(9),
        },
    });
    let waiting = approvals.iter().take(first).map(|row| Approval {
        id: encode(ApprovalId(row.get(0))),
        subject: upper(row.get(1)),
        role: upper(row.get(2)),
        state: upper(row.get(3)),
        asked_at: row.get::<_, DateTime<Utc>>(4).to_rfc3339(),
        e_service: Named {
            id: encode(EServiceId(row.get(5))),
            name: row.get(6),
        },
    });
    json(Answer {
        viewer: Work {
            work: Tasks {
                nodes: nodes.collect(),
                page_info: PageInfo {
                    has_next_page,
                    end_cursor,
                },
            },
            pending_approvals: Approvals {
                nodes: waiting.collect(),
            },
        },
    })
}
