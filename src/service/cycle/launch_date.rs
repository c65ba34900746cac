//! Moving the launch date after it was decided.

use ::entity::{
    approval, cycle,
    enums::{ApprovalState, ApprovalSubject},
    ids::{ApprovalId, CycleId},
};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::{advance::change, facts, queries, settle};
use crate::{
    domain::{actor::Actor, approval as rules, lifecycle, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        approval::{content, void},
        audit,
        check::{Check, TEXT},
    },
};

/// The owner moves the launch date. The approval of the e-service covers its launch date, so the former one becomes void and
/// the owner's new one, of the same things with the new date, takes its place in the same step. Reminders of the former date are
/// not sent any more.
///
/// # Errors
/// `WRONG_STATE` where no launch date was decided, `DATE_IN_PAST`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn move_launch_date(
    services: &Services,
    actor: &Actor,
    id: CycleId,
    version: i32,
    date: NaiveDate,
    reason: &str,
) -> Result<CycleId> {
    let mut check = Check::default();
    let reason = check.optional_text("reason", reason, TEXT);
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::MoveLaunchDate,
        place(view.e_service.id, &view.unit_path),
    )?;
    check.finish()?;
    if view.cycle.version != version {
        return Err(Error::stale());
    }
    if view.cycle.launch_date == Some(date) {
        return Ok(id);
    }
    let loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    lifecycle::set_launch_date(&loaded.facts, date)?;
    let former = approval::Entity::find()
        .filter(approval::COLUMN.cycle_id.eq(id))
        .filter(approval::COLUMN.subject.eq(ApprovalSubject::EService))
        .filter(approval::COLUMN.state.eq(ApprovalState::Approved))
        .one(&txn)
        .await?
        .ok_or_else(|| {
            Error::refused(
                ProblemCode::WrongState,
                &["launchDate"],
                "Lanseringsdatumet sätts när e-tjänsten godkänns.",
                "The launch date is set with the approval of the e-service.",
            )
        })?;
    let changed = cycle::ActiveModel {
        launch_date: Set(Some(date)),
        launch_date_set_at: Set(Some(now)),
        ..Default::default()
    };
    change(&txn, &view.cycle, changed).await?;
    void::void_changed(services, &txn, id).await?;
    let current = content::load(&txn, id).await?;
    let decided = current.of(ApprovalSubject::EService);
    let renewed = approval::Model {
        id: ApprovalId::new(),
        content: rules::canonical(&decided),
        content_hash: rules::content_hash(&decided),
        state: ApprovalState::Approved,
        decided_by: Some(actor.user_id),
        decided_at: Some(now),
        reason: Some(reason.clone()).filter(|reason| !reason.is_empty()),
        voided_at: None,
        version: 1,
        asked_at: now,
        ..former
    };
    approval::Entity::insert(renewed.into_active_model().reset_all())
        .exec_without_returning(&txn)
        .await?;
    let entry = audit::Entry {
        action: "cycle.move_launch_date",
        thing_kind: "Cycle",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "launchDate": date, "reason": reason, "before": { "launchDate": view.cycle.launch_date } }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    settle::settle(services, &txn, Some(actor), id).await?;
    txn.commit().await?;
    Ok(id)
}
