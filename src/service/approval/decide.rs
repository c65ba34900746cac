//! Answering an approval: approve, or reject with a reason.

use ::entity::{
    approval, cycle,
    enums::{ApprovalState, ApprovalSubject, NotificationKind},
    ids::{ApprovalId, UserId},
};
use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;

use super::{
    ask::{change, record},
    content, left, queries,
    queries::Whole,
};
use crate::{
    database::Transaction,
    domain::{actor::Actor, approval as rules, lifecycle, permission::Permission},
    service::{
        Error, Result, Services,
        access::{place, require},
        check::{Check, TEXT},
        cycle::{advance, facts, queries as cycles, settle},
        notification::tell,
    },
};

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The approval that is answered.
    pub id: ApprovalId,
    /// The version of it that was seen.
    pub version: i32,
    /// Hash of the content that was seen.
    pub content_hash: String,
    /// A remark, or why it is rejected.
    pub reason: Option<String>,
}

/// Approves. The owner's approval of the e-service sets the launch date.
///
/// # Errors
/// `OWN_REQUEST` and `CONTRIBUTOR` (four eyes), `OTHER_VERSION`, `MISSING` or `DATE_IN_PAST` for the launch date,
/// `NOTHING_TESTED`, `BLOCKING_DEFECT_OPEN`, `REMARK_OPEN`, `WRONG_PHASE`, `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn approve(
    services: &Services,
    actor: &Actor,
    answer: Answer,
    launch_date: Option<NaiveDate>,
) -> Result<ApprovalId> {
    let mut check = Check::default();
    let remark = check.optional_text("remark", answer.reason.as_deref().unwrap_or_default(), TEXT);
    let now = services.now();
    let txn = services.begin().await?;
    let view = permitted(&txn, actor, &answer).await?;
    check.finish()?;
    let cycle = cycles::held(&txn, view.row.cycle_id).await?;
    let mut loaded = facts::load(services, &txn, &cycle.cycle, &cycle.unit_path).await?;
    let mut current = content::load(&txn, view.row.cycle_id).await?;
    decidable(services, &txn, &view, actor, &answer, &cycle.cycle, &current).await?;
    let open = left::to_do(&txn, view.row.cycle_id, view.row.subject).await?;
    let mut changed = approval::ActiveModel {
        state: Set(ApprovalState::Approved),
        decided_by: Set(Some(actor.user_id)),
        decided_at: Set(Some(now)),
        reason: Set(Some(remark).filter(|remark| !remark.is_empty())),
        ..Default::default()
    };
    if view.row.subject == ApprovalSubject::EService {
        if let Some(date) = launch_date {
            lifecycle::set_launch_date(&loaded.facts, date)?;
        }
        loaded.facts.launch_date = launch_date;
        rules::may_approve(&loaded.facts, view.row.subject, &open)?;
        if let Some(date) = launch_date {
            // What is approved is the content with its launch date.
            current = current.with_launch_date(date);
            let decided = current.of(view.row.subject);
            changed.content = Set(rules::canonical(&decided));
            changed.content_hash = Set(rules::content_hash(&decided));
            let dated = cycle::ActiveModel {
                launch_date: Set(Some(date)),
                launch_date_set_at: Set(Some(now)),
                ..Default::default()
            };
            advance::change(&txn, &cycle.cycle, dated).await?;
        }
    } else {
        rules::may_approve(&loaded.facts, view.row.subject, &open)?;
    }
    change(&txn, &view.row, answer.version, changed).await?;
    record(services, &txn, actor, "approval.approve", &view.row).await?;
    advance::touch(services, &txn, view.row.e_service_id).await?;
    tell_asker(services, &txn, actor, &view.row).await?;
    settle::settle(services, &txn, Some(actor), view.row.cycle_id).await?;
    txn.commit().await?;
    Ok(answer.id)
}

/// Rejects, with a reason.
///
/// # Errors
/// `REASON_MISSING` and those of [`approve`].
pub async fn reject(services: &Services, actor: &Actor, answer: Answer) -> Result<ApprovalId> {
    let mut check = Check::default();
    let reason = check.optional_text("reason", answer.reason.as_deref().unwrap_or_default(), TEXT);
    let txn = services.begin().await?;
    let view = permitted(&txn, actor, &answer).await?;
    check.finish()?;
    let cycle = cycles::held(&txn, view.row.cycle_id).await?;
    let current = content::load(&txn, view.row.cycle_id).await?;
    decidable(services, &txn, &view, actor, &answer, &cycle.cycle, &current).await?;
    rules::has_reason(Some(&reason))?;
    let changed = approval::ActiveModel {
        state: Set(ApprovalState::Rejected),
        decided_by: Set(Some(actor.user_id)),
        decided_at: Set(Some(services.now())),
        reason: Set(Some(reason.clone())),
        ..Default::default()
    };
    change(&txn, &view.row, answer.version, changed).await?;
    let rejected = approval::Model {
        reason: Some(reason),
        ..view.row
    };
    record(services, &txn, actor, "approval.reject", &rejected).await?;
    tell_asker(services, &txn, actor, &rejected).await?;
    txn.commit().await?;
    Ok(answer.id)
}

async fn permitted(txn: &Transaction, actor: &Actor, answer: &Answer) -> Result<Whole> {
    let view = queries::visible(txn, actor, answer.id).await?;
    require(
        actor,
        Permission::to_approve(view.row.subject),
        place(view.row.e_service_id, &view.unit_path),
    )?;
    if view.row.version == answer.version {
        Ok(view)
    } else {
        Err(Error::stale())
    }
}

/// The rules of four eyes and of the exact version, which approving and rejecting share.
async fn decidable(
    services: &Services,
    txn: &Transaction,
    view: &Whole,
    actor: &Actor,
    answer: &Answer,
    cycle: &cycle::Model,
    current: &content::Content,
) -> Result<()> {
    let row = &view.row;
    let template = services.templates.get(txn, cycle.template_id).await?.template;
    let rule = template
        .approval_rule(row.subject)
        .ok_or_else(|| Error::Internal(format!("the template has no rule for {:?}", row.subject)))?;
    let contributors: Vec<UserId> = serde_json::from_value(row.contributors.clone())
        .map_err(|error| Error::Internal(format!("contributors of {}: {error}", row.id)))?;
    let now_is = rules::content_hash(&current.of(row.subject));
    rules::may_decide(
        rule,
        row.state,
        actor.user_id,
        row.asked_by,
        &contributors,
        &answer.content_hash,
        &now_is,
    )?;
    Ok(())
}

async fn tell_asker(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    row: &approval::Model,
) -> Result<()> {
    let thing = tell::Thing::Approval(row.id);
    let occasion = tell::Occasion::of(NotificationKind::ApprovalDecided, row.e_service_id, thing, row.id);
    tell::tell_person(services, txn, Some(actor), occasion, row.asked_by).await
}
