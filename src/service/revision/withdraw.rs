//! Giving a revision up.

use ::entity::{
    e_service,
    enums::{NotificationKind, ReminderSeries},
    ids::CycleId,
    revision,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::queries;
use crate::{
    domain::{actor::Actor, permission::Permission, reminder::kinds},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::{Check, TEXT},
        cycle::{end::end, queries as cycles, settle},
        notification::tell::{Occasion, Thing, take_back, tell_holders},
    },
};

/// The owner gives a revision up that is not published; the e-service stays as it is in operation.
///
/// # Errors
/// `REASON_MISSING`, `STALE`, `WRONG_STATE` where it is published, over, or no revision, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn withdraw(
    services: &Services,
    actor: &Actor,
    id: CycleId,
    version: i32,
    reason: &str,
) -> Result<CycleId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::StartRevision,
        place(view.e_service.id, &view.unit_path),
    )?;
    let mut check = Check::default();
    let reason = check.optional_text("reason", reason, TEXT);
    check.that(
        !reason.is_empty(),
        ProblemCode::ReasonMissing,
        "reason",
        "Ange varför.",
        "Say why.",
    );
    check.finish()?;
    if view.cycle.version != version {
        return Err(Error::stale());
    }
    queries::require_under_way(&txn, &view.cycle).await?;
    end(&txn, id, now).await?;
    if let Some(launch_date) = view.cycle.launch_date {
        take_back(services, &txn, id, &kinds(ReminderSeries::Launch)).await?;
        let thing = Thing::Cycle(id);
        let occasion = Occasion::of(NotificationKind::LaunchCancelled, view.e_service.id, thing, id)
            .about(launch_date)
            .by(actor);
        tell_holders(services, &txn, Some(actor), occasion).await?;
    }
    revision::Entity::update_many()
        .col_expr(revision::Column::WithdrawnBy, Expr::value(actor.user_id))
        .col_expr(revision::Column::WithdrawnAt, Expr::value(now))
        .col_expr(revision::Column::WithdrawalReason, Expr::value(reason.clone()))
        .filter(revision::COLUMN.cycle_id.eq(id))
        .exec(&txn)
        .await?;
    e_service::Entity::update_many()
        .set(e_service::ActiveModel {
            development_cycle_id: Set(None),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            e_service::Column::Version,
            Expr::col(e_service::Column::Version).add(1),
        )
        .filter(e_service::COLUMN.id.eq(view.e_service.id))
        .exec(&txn)
        .await?;
    let entry = audit::Entry {
        action: "revision.withdraw",
        thing_kind: "Cycle",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "reason": reason, "before": { "phase": view.cycle.phase } }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    if let Some(in_operation) = view.e_service.operation_cycle_id {
        settle::settle(services, &txn, Some(actor), in_operation).await?;
    }
    txn.commit().await?;
    Ok(id)
}
