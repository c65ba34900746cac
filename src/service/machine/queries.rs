//! Every query on machine clients.

use std::collections::HashMap;

use ::entity::{
    ids::{EServiceId, MachineClientId, UserId},
    machine_client, machine_client_e_service,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter,
    QuerySelect, RelationDef,
};

use crate::{
    domain::actor::Machine,
    service::{
        Result,
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
        secret,
    },
};

/// What tells the token of a machine client from that of a log-in.
pub const PREFIX: &str = "lmc_";

/// The machine client with a token, if its rights have not ended. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn signed_in(
    db: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<Machine>, DbErr> {
    let rows: Vec<(MachineClientId, UserId, bool, Option<EServiceId>)> = machine_client::Entity::find()
        .select_only()
        .column(machine_client::Column::Id)
        .column(machine_client::Column::CreatedBy)
        .column(machine_client::Column::ReportsBounces)
        .column(machine_client_e_service::Column::EServiceId)
        .join(JoinType::LeftJoin, scope())
        .filter(machine_client::COLUMN.token_hash.eq(secret::hash(token)))
        .filter(machine_client::COLUMN.revoked_at.is_null())
        .filter(machine_client::COLUMN.expires_at.gt(now))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.first().map(|(id, answers, reports_bounces, _)| Machine {
        id: *id,
        answers: *answers,
        e_services: rows.iter().filter_map(|(.., e_service)| *e_service).collect(),
        reports_bounces: *reports_bounces,
    }))
}

fn scope() -> RelationDef {
    machine_client::Entity::belongs_to(machine_client_e_service::Entity)
        .from(machine_client::Column::Id)
        .to(machine_client_e_service::Column::MachineClientId)
        .into()
}

/// Machine clients by key. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[MachineClientId],
) -> Result<HashMap<MachineClientId, machine_client::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = machine_client::Entity::find()
        .filter(machine_client::COLUMN.id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The e-services of machine clients. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn e_services_of(
    db: &impl ConnectionTrait,
    ids: &[MachineClientId],
) -> Result<HashMap<MachineClientId, Vec<EServiceId>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = machine_client_e_service::Entity::find()
        .filter(
            machine_client_e_service::COLUMN
                .machine_client_id
                .is_in(ids.iter().copied()),
        )
        .all(db)
        .await?;
    let mut of: HashMap<MachineClientId, Vec<EServiceId>> = HashMap::new();
    for row in rows {
        of.entry(row.machine_client_id)
            .or_default()
            .push(row.e_service_id);
    }
    Ok(of)
}

/// A page of machine clients, newest first, those whose rights have ended too.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    args: &PageArgs,
    count: bool,
) -> Result<Page<machine_client::Model>> {
    let window = args.window(SortKind::Time)?;
    let select = machine_client::Entity::find();
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rows = window
        .apply(
            select,
            machine_client::Column::CreatedAt,
            machine_client::Column::Id,
            Order::Desc,
        )
        .all(db)
        .await?;
    Ok(window.page(rows, total, |row| Cursor {
        key: SortKey::Time(row.created_at),
        id: row.id.0,
    }))
}
