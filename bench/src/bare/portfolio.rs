//! The portfolio.

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use chrono::NaiveDate;
use entity::ids::{EServiceId, OrgUnitId, UserId};
use lansera::{global_id::encode, service::paging::SortKey};
use serde::Serialize;
use uuid::Uuid;

use super::{Bare, Failed, Named, Page, PageInfo, cursor, json, pool::Connection, upper};

/// The e-services that the viewer may see, by name.
pub const E_SERVICES: &str = "
    SELECT e.id, e.name, e.state, e.audience, o.id, o.name, c.phase, c.launch_date,
        (SELECT count(*) FROM task t WHERE t.e_service_id = e.id AND t.state IN ('ready', 'in_progress')),
        (SELECT count(*) FROM approval a WHERE a.e_service_id = e.id AND a.state = 'pending'),
        (SELECT min(m.next_due_on) FROM metric m WHERE m.e_service_id = e.id AND m.removed_at IS NULL),
        e.name_key
    FROM e_service e
    JOIN org_unit o ON o.id = e.org_unit_id
    LEFT JOIN cycle c ON c.id = coalesce(e.development_cycle_id, e.operation_cycle_id)
    WHERE NOT e.confidential OR e.proposed_by = $1 OR e.id = ANY($2) OR o.path LIKE ANY($3) OR $4
    ORDER BY e.name_key, e.id
    LIMIT $5";

/// The owners and service managers of e-services.
pub const PEOPLE: &str = r#"
    SELECT g.e_service_id, g.role = 'owner', u.id, u.name
    FROM role_grant g
    JOIN "user" u ON u.id = g.user_id
    WHERE g.e_service_id = ANY($1) AND g.role IN ('owner', 'service_manager') AND g.revoked_at IS NULL
    ORDER BY u.name_key, g.id"#;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Portfolio {
    e_services: List,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct List {
    nodes: Vec<EService>,
    page_info: PageInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EService {
    id: String,
    name: String,
    state: String,
    phase: Option<String>,
    launch_date: Option<NaiveDate>,
    audience: String,
    unit: Named,
    owner: Option<Named>,
    service_manager: Option<Named>,
    open_task_count: i64,
    pending_approval_count: i64,
    next_measure_due_on: Option<NaiveDate>,
}

/// The owner and the service manager of each e-service.
pub(super) async fn people(
    db: &Connection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (Option<Named>, Option<Named>)>, Failed> {
    let mut people: HashMap<Uuid, (Option<Named>, Option<Named>)> = HashMap::with_capacity(ids.len());
    for row in db.client.query(&db.people, &[&ids]).await? {
        let (owner, manager) = people.entry(row.get(0)).or_default();
        let place = if row.get(1) { owner } else { manager };
        if place.is_none() {
            *place = Some(Named {
                id: encode(UserId(row.get(2))),
                name: row.get(3),
            });
        }
    }
    Ok(people)
}

pub(super) async fn portfolio(
    State(bare): State<Arc<Bare>>,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> Result<Response, Failed> {
    let claims = bare.claims(&headers)?;
    let mut held = bare.pool.take().await?;
    let db = held.connection()?;
    let viewer = bare.sign_in(db, &claims).await?;
    let everywhere = !viewer.everywhere.is_empty();
    let rows = db
        .client
        .query(
            &db.portfolio,
            &[
                &viewer.id,
                &viewer.services,
                &viewer.unit_paths,
                &everywhere,
                &(page.first + 1),
            ],
        )
        .await?;
    let first = usize::try_from(page.first)?;
    let shown = &rows[..rows.len().min(first)];
    let ids: Vec<Uuid> = shown.iter().map(|row| row.get(0)).collect();
    let mut people = people(db, &ids).await?;
    drop(held);
    let end = shown
        .last()
        .map(|row| cursor(SortKey::Text(row.get(11)), row.get(0)));
    let nodes = shown.iter().map(|row| {
        let (owner, service_manager) = people.remove(&row.get(0)).unwrap_or_default();
        EService {
            id: encode(EServiceId(row.get(0))),
            name: row.get(1),
            state: upper(row.get(2)),
            phase: row.get::<_, Option<&str>>(6).map(upper),
            launch_date: row.get(7),
            audience: upper(row.get(3)),
            unit: Named {
                id: encode(OrgUnitId(row.get(4))),
                name: row.get(5),
            },
            owner,
            service_manager,
            open_task_count: row.get(8),
            pending_approval_count: row.get(9),
            next_measure_due_on: row.get(10),
        }
    });
    json(Portfolio {
        e_services: List {
            nodes: nodes.collect(),
            page_info: PageInfo {
                has_next_page: rows.len() > first,
                end_cursor: end,
            },
        },
    })
}
