//! Asking for an approval, and taking the question back.

use ::entity::{
    approval,
    enums::{ApprovalState, ApprovalSubject, NotificationKind},
    ids::{ApprovalId, CycleId},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::{content, queries};
use crate::{
    database::Transaction,
    domain::{actor::Actor, approval as rules, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        cycle::{facts, queries as cycles},
        metric::versions,
        notification::tell,
    },
};

/// Asks the role that the template names for an approval of what there is now.
///
/// # Errors
/// `WRONG_PHASE`, `OUTCOME_MISSING` where there is nothing to approve, `WRONG_STATE` where one waits or is given already,
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn ask(
    services: &Services,
    actor: &Actor,
    cycle_id: CycleId,
    subject: ApprovalSubject,
) -> Result<ApprovalId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle_id).await?;
    require(
        actor,
        Permission::AskApproval,
        place(view.e_service.id, &view.unit_path),
    )?;
    let loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    let template = services
        .templates
        .get(&txn, view.cycle.template_id)
        .await?
        .template;
    let rule = template
        .approval_rule(subject)
        .ok_or_else(|| Error::Internal(format!("the template has no rule for {subject:?}")))?;
    let current = content::load(&txn, cycle_id).await?;
    let pending = approval::Entity::find()
        .filter(approval::COLUMN.cycle_id.eq(cycle_id))
        .filter(approval::COLUMN.subject.eq(subject))
        .filter(approval::COLUMN.state.eq(ApprovalState::Pending))
        .one(&txn)
        .await?;
    rules::may_ask(
        &loaded.facts,
        subject,
        pending.is_some(),
        current.is_missing(subject),
    )?;
    let asked = current.of(subject);
    let metric_versions = match subject {
        ApprovalSubject::Metrics | ApprovalSubject::EService => {
            Some(json!(versions::stated(&txn, view.e_service.id).await?))
        }
        _ => None,
    };
    let row = approval::Model {
        id: ApprovalId::new(),
        e_service_id: view.e_service.id,
        cycle_id,
        subject,
        role: rule.role,
        content: rules::canonical(&asked),
        content_hash: rules::content_hash(&asked),
        contributors: json!(current.contributors(subject)),
        metric_versions,
        state: ApprovalState::Pending,
        asked_by: actor.user_id,
        asked_at: now,
        decided_by: None,
        decided_at: None,
        reason: None,
        voided_at: None,
        version: 1,
    };
    approval::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(&txn)
        .await?;
    record(services, &txn, actor, "approval.ask", &row).await?;
    let thing = tell::Thing::Approval(row.id);
    let occasion = tell::Occasion::of(NotificationKind::ApprovalAsked, row.e_service_id, thing, row.id);
    tell::tell_roles(services, &txn, Some(actor), occasion, &[rule.role].into()).await?;
    txn.commit().await?;
    Ok(row.id)
}

/// Takes a question back that has not been answered; whoever asked does so.
///
/// # Errors
/// `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn withdraw(
    services: &Services,
    actor: &Actor,
    id: ApprovalId,
    version: i32,
) -> Result<ApprovalId> {
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::AskApproval,
        place(view.row.e_service_id, &view.unit_path),
    )?;
    if view.row.asked_by != actor.user_id {
        return Err(Error::Forbidden(Permission::AskApproval));
    }
    if view.row.state != ApprovalState::Pending {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &[],
            "Frågan är redan besvarad.",
            "The question has been answered.",
        ));
    }
    let changed = approval::ActiveModel {
        state: Set(ApprovalState::Withdrawn),
        ..Default::default()
    };
    change(&txn, &view.row, version, changed).await?;
    record(services, &txn, actor, "approval.withdraw", &view.row).await?;
    txn.commit().await?;
    Ok(id)
}

/// Changes the state of an approval, if it is still at the version that was named.
pub(super) async fn change(
    txn: &Transaction,
    row: &approval::Model,
    version: i32,
    mut changed: approval::ActiveModel,
) -> Result<()> {
    changed.version = Set(version.saturating_add(1));
    let result = approval::Entity::update_many()
        .set(changed)
        .filter(approval::COLUMN.id.eq(row.id))
        .filter(approval::COLUMN.version.eq(version))
        .exec(txn)
        .await?;
    if result.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::stale())
    }
}

pub(super) async fn record(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    action: &'static str,
    row: &approval::Model,
) -> Result<()> {
    let entry = audit::Entry {
        action,
        thing_kind: "Approval",
        thing_id: row.id.0,
        e_service_id: Some(row.e_service_id),
        detail: json!({
            "subject": row.subject, "role": row.role, "contentHash": row.content_hash, "reason": row.reason,
        }),
    };
    Ok(audit::record(txn, Some(actor), services.now(), entry).await?)
}
