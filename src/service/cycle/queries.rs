//! Every query on cycles.

use std::collections::HashMap;

use ::entity::{
    cycle, e_service,
    ids::{CycleId, EServiceId},
    org_unit,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, sea_query::LockType,
};

use crate::{
    database::Transaction,
    domain::actor::Actor,
    service::{Error, Result, access::may_see, columns::columns, e_service::queries::visibility},
};

columns!(cycle::Model:
    id, e_service_id, template_id, kind, phase, approach, deadline, target_group, test_group, launch_date, launch_date_set_at,
    published_at, begun_at, phase_since, operation_interval, information_interval, ended_at, version);

/// A cycle with its e-service and the path of the unit.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "cycle::Entity")]
pub struct CycleView {
    /// The cycle.
    #[sea_orm(nested)]
    pub cycle: cycle::Model,
    /// Its e-service.
    #[sea_orm(nested)]
    pub e_service: e_service::Model,
    /// Path of the unit that the e-service belongs to.
    #[sea_orm(from_expr = "org_unit::Column::Path")]
    pub unit_path: String,
}

fn select() -> sea_orm::Select<cycle::Entity> {
    cycle::Entity::find()
        .join(JoinType::InnerJoin, cycle::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
}

/// A cycle that a use case is about to change. It is held until the transaction ends, so that what is settled rests on all that
/// others have done to it: two who complete the last two tasks at once would otherwise each find the other's undone.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(txn: &Transaction, actor: &Actor, id: CycleId) -> Result<CycleView> {
    let view = held(txn, id).await?;
    if may_see(actor, &view.e_service, &view.unit_path) {
        Ok(view)
    } else {
        Err(Error::NotFound)
    }
}

/// The same, whoever asks. (SQLite has one writer at a time and needs no lock; the statement is the same.)
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub async fn held(txn: &Transaction, id: CycleId) -> Result<CycleView> {
    let mut select = select().filter(cycle::COLUMN.id.eq(id));
    QuerySelect::query(&mut select).lock_with_tables(LockType::Update, [cycle::Entity]);
    select
        .into_partial_model::<CycleView>()
        .one(txn)
        .await?
        .ok_or(Error::NotFound)
}

/// A cycle, whoever asks.
///
/// # Errors
/// Where the database fails.
pub async fn exists(db: &impl ConnectionTrait, id: CycleId) -> Result<Option<CycleView>, DbErr> {
    select()
        .filter(cycle::COLUMN.id.eq(id))
        .into_partial_model::<CycleView>()
        .one(db)
        .await
}

/// Those of these cycles that the person may see, by key. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[CycleId],
) -> Result<HashMap<CycleId, CycleView>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = select()
        .filter(cycle::COLUMN.id.is_in(ids.iter().copied()))
        .filter(visibility(actor))
        .into_partial_model::<CycleView>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|view| (view.cycle.id, view)).collect())
}

/// All cycles of each e-service, latest first. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn of_e_services(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
) -> Result<HashMap<EServiceId, Vec<cycle::Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = cycle::Entity::find()
        .filter(cycle::COLUMN.e_service_id.is_in(ids.iter().copied()))
        .order_by_desc(cycle::COLUMN.id)
        .all(db)
        .await?;
    let mut cycles: HashMap<EServiceId, Vec<cycle::Model>> = HashMap::new();
    for row in rows {
        cycles.entry(row.e_service_id).or_default().push(row);
    }
    Ok(cycles)
}
