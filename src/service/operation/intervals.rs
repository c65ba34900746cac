//! How often an e-service is checked.

use ::entity::{
    cycle,
    enums::{ArtefactKind, Interval},
    ids::CycleId,
    task,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use crate::{
    domain::{
        actor::Actor,
        artefact::may_change,
        facts::CheckIntervals,
        permission::Permission,
        task::due_again,
        template::{INFORMATION_CHECK, OPERATION_CHECK},
    },
    service::{
        Error, Result, Services,
        access::{place, require},
        audit,
        cycle::{advance::change, facts, queries, settle},
    },
};

/// The service manager sets how often the operation and the information are checked; none is as the process says. A check that is to
/// come moves to one interval after the last.
///
/// # Errors
/// `WRONG_STATE` before the publication, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn set_intervals(
    services: &Services,
    actor: &Actor,
    id: CycleId,
    version: i32,
    operation: Option<Interval>,
    information: Option<Interval>,
) -> Result<CycleId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::OperateEService,
        place(view.e_service.id, &view.unit_path),
    )?;
    if view.cycle.version != version {
        return Err(Error::stale());
    }
    let mut loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    may_change(&loaded.facts, ArtefactKind::OperationCheck)?;
    let changed = cycle::ActiveModel {
        operation_interval: Set(operation),
        information_interval: Set(information),
        ..Default::default()
    };
    change(&txn, &view.cycle, changed).await?;
    loaded.facts.intervals = CheckIntervals {
        operation,
        information,
    };
    let template = services
        .templates
        .get(&txn, view.cycle.template_id)
        .await?
        .template;
    let checks = [OPERATION_CHECK, INFORMATION_CHECK].map(|key| template.activity(key));
    for (task, due_on) in checks
        .into_iter()
        .flatten()
        .filter_map(|activity| due_again(&loaded.facts, activity))
    {
        task::Entity::update_many()
            .col_expr(task::Column::DueOn, Expr::value(due_on))
            .col_expr(task::Column::Version, Expr::col(task::Column::Version).add(1))
            .filter(task::COLUMN.id.eq(task))
            .exec(&txn)
            .await?;
    }
    let entry = audit::Entry {
        action: "cycle.set_intervals",
        thing_kind: "Cycle",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({
            "operation": operation, "information": information,
            "before": {
                "operation": view.cycle.operation_interval, "information": view.cycle.information_interval,
            },
        }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    settle::settle(services, &txn, Some(actor), id).await?;
    txn.commit().await?;
    Ok(id)
}
