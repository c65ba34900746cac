//! Stating goals and measures.

use ::entity::{
    cycle, e_service,
    enums::EServiceState,
    ids::{CycleId, EServiceId, MetricId, UserId},
    metric,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

pub use super::statement::Statement;
use super::{queries, versions};
use crate::{
    database::Transaction,
    domain::{actor::Actor, goal, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        approval::void,
        audit,
        cycle::{queries as cycles, settle},
    },
};

/// States a metric in a cycle. For an e-service in operation its first due date is set at once.
///
/// # Errors
/// Problems with the fields, `WRONG_STATE` where the cycle is over, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn define(
    services: &Services,
    actor: &Actor,
    cycle_id: CycleId,
    statement: Statement,
) -> Result<MetricId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle_id).await?;
    require(
        actor,
        Permission::DefineMetric,
        place(view.e_service.id, &view.unit_path),
    )?;
    let statement = statement.checked()?;
    if view.cycle.ended_at.is_some() {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &[],
            "Omgången är avslutad.",
            "The cycle is over.",
        ));
    }
    let launch = launch_day(services, &txn, &view.e_service).await?;
    let next = launch.map(|launch| goal::next_due(statement.interval, launch, Some(services.today())));
    let id = MetricId::new();
    let row = metric::ActiveModel {
        id: Set(id),
        e_service_id: Set(view.e_service.id),
        cycle_id: Set(cycle_id),
        next_due_on: Set(next),
        due_set_at: Set(next.map(|_| now)),
        created_by: Set(actor.user_id),
        created_at: Set(now),
        updated_by: Set(actor.user_id),
        removed_at: Set(None),
        version: Set(1),
        ..statement.row()
    };
    metric::Entity::insert(row).exec_without_returning(&txn).await?;
    versions::keep(&txn, (id, 1), &statement, (actor.user_id, now)).await?;
    changed(
        services,
        &txn,
        actor,
        "metric.define",
        id,
        &view.e_service,
        json!({ "name": statement.name }),
    )
    .await?;
    txn.commit().await?;
    Ok(id)
}

/// Changes a metric. An approval of the goals and measures is void from then on.
///
/// # Errors
/// Problems with the fields, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn update(
    services: &Services,
    actor: &Actor,
    id: MetricId,
    version: i32,
    statement: Statement,
) -> Result<MetricId> {
    let now = services.now();
    let txn = services.begin().await?;
    let (before, e_service, unit_path) = queries::visible(&txn, actor, id).await?;
    require(actor, Permission::DefineMetric, place(e_service.id, &unit_path))?;
    let statement = statement.checked()?;
    settle::hold(&txn, &e_service).await?;
    let mut row = metric::ActiveModel {
        updated_by: Set(actor.user_id),
        ..statement.row()
    };
    if statement.interval != before.interval
        && let Some(launch) = launch_day(services, &txn, &e_service).await?
    {
        row.next_due_on = Set(Some(goal::next_due(
            statement.interval,
            launch,
            Some(services.today()),
        )));
        row.due_set_at = Set(Some(now));
        deviate(&mut row, None);
    }
    write(&txn, id, version, row).await?;
    if statement != Statement::from(&before) {
        let number = versions::latest(&txn, id).await?.saturating_add(1);
        versions::keep(&txn, (id, number), &statement, (actor.user_id, now)).await?;
    }
    let detail = json!({
        "name": statement.name, "target": statement.target, "interval": statement.interval,
        "before": { "name": before.name, "target": before.target, "interval": before.interval },
    });
    changed(services, &txn, actor, "metric.update", id, &e_service, detail).await?;
    txn.commit().await?;
    Ok(id)
}

/// Takes a metric out; its measurements stay.
///
/// # Errors
/// `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn remove(services: &Services, actor: &Actor, id: MetricId, version: i32) -> Result<EServiceId> {
    let txn = services.begin().await?;
    let (before, e_service, unit_path) = queries::visible(&txn, actor, id).await?;
    require(actor, Permission::DefineMetric, place(e_service.id, &unit_path))?;
    settle::hold(&txn, &e_service).await?;
    let row = metric::ActiveModel {
        removed_at: Set(Some(services.now())),
        next_due_on: Set(None),
        updated_by: Set(actor.user_id),
        ..Default::default()
    };
    write(&txn, id, version, row).await?;
    changed(
        services,
        &txn,
        actor,
        "metric.remove",
        id,
        &e_service,
        json!({ "name": before.name }),
    )
    .await?;
    txn.commit().await?;
    Ok(e_service.id)
}

/// Sets or takes away what was accepted of a metric that is not measured: until when, why, by whom and when.
pub(super) fn deviate(
    row: &mut metric::ActiveModel,
    accepted: Option<(NaiveDate, String, UserId, DateTime<Utc>)>,
) {
    let (until, reason, by, at) = match accepted {
        Some((until, reason, by, at)) => (Some(until), Some(reason), Some(by), Some(at)),
        None => (None, None, None, None),
    };
    row.deviation_until = Set(until);
    row.deviation_reason = Set(reason);
    row.deviation_by = Set(by);
    row.deviation_at = Set(at);
}

/// Changes a metric, if it is still at the version that was named.
pub(super) async fn write(
    txn: &Transaction,
    id: MetricId,
    version: i32,
    mut row: metric::ActiveModel,
) -> Result<()> {
    row.version = Set(version.saturating_add(1));
    let result = metric::Entity::update_many()
        .set(row)
        .filter(metric::COLUMN.id.eq(id))
        .filter(metric::COLUMN.version.eq(version))
        .exec(txn)
        .await?;
    if result.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::stale())
    }
}

/// The day from which a live e-service is measured: when it was last published.
pub(super) async fn launch_day(
    services: &Services,
    txn: &Transaction,
    e_service: &e_service::Model,
) -> Result<Option<NaiveDate>> {
    let (EServiceState::Live, Some(cycle)) = (e_service.state, e_service.operation_cycle_id) else {
        return Ok(None);
    };
    let published = cycle::Entity::find_by_id(cycle)
        .one(txn)
        .await?
        .and_then(|cycle| cycle.published_at);
    Ok(published.map(|at| at.with_timezone(&services.settings.time_zone).date_naive()))
}

async fn changed(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    action: &'static str,
    id: MetricId,
    e_service: &e_service::Model,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = audit::Entry {
        action,
        thing_kind: "Metric",
        thing_id: id.0,
        e_service_id: Some(e_service.id),
        detail,
    };
    audit::record(txn, Some(actor), services.now(), entry).await?;
    if let Some(cycle) = e_service.development_cycle_id {
        void::void_changed(services, txn, Some(actor), cycle).await?;
        settle::settle(services, txn, Some(actor), cycle).await?;
    }
    Ok(())
}
