//! Moving the launch date after it was decided: first shown, then done.

use ::entity::{
    approval, cycle,
    enums::{ApprovalState, ApprovalSubject, NotificationKind, ReminderSeries},
    ids::{ApprovalId, CycleId},
};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::{advance::change, facts, queries, settle};
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        approval as rules,
        launch::{Around, LaunchMove, moving},
        lifecycle,
        notification::Details,
        permission::Permission,
        reminder::kinds,
    },
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        approval::{content, void},
        audit,
        check::{Check, TEXT},
        metric,
        notification::{
            facts::{launch_facts, policy},
            tell::{Occasion, Thing, take_back, tell_holders},
        },
    },
};

/// A move that may be made: the cycle, the approval that stands, and all that moves.
struct Prepared {
    view: queries::CycleView,
    former: approval::Model,
    plan: LaunchMove,
}

/// What moving the launch date to a day would move; nothing is written.
///
/// # Errors
/// Those of [`move_launch_date`].
pub async fn preview_launch_date(
    services: &Services,
    actor: &Actor,
    id: CycleId,
    version: i32,
    date: NaiveDate,
    reason: &str,
) -> Result<LaunchMove> {
    let txn = services.begin().await?;
    let (prepared, _) = prepare(services, &txn, actor, id, version, date, reason).await?;
    Ok(prepared.plan)
}

/// The owner moves the launch date; answers all that moved with it. The approval of the e-service covers its launch date, so the
/// former one becomes void and the owner's new one, of the same things with the new date, takes its place in the same step. Reminders
/// of the former date are not sent any more.
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
) -> Result<LaunchMove> {
    let now = services.now();
    let txn = services.begin().await?;
    let (prepared, reason) = prepare(services, &txn, actor, id, version, date, reason).await?;
    let Prepared { view, former, plan } = prepared;
    if view.cycle.launch_date == Some(date) {
        return Ok(plan);
    }
    let changed = cycle::ActiveModel {
        launch_date: Set(Some(date)),
        launch_date_set_at: Set(Some(now)),
        ..Default::default()
    };
    change(&txn, &view.cycle, changed).await?;
    void::void_quietly(services, &txn, id).await?;
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
    take_back(services, &txn, id, &kinds(ReminderSeries::Launch)).await?;
    let which = format!("{id}/{}", view.cycle.version + 1);
    let occasion = Occasion::of(
        NotificationKind::LaunchMoved,
        view.e_service.id,
        Thing::Cycle(id),
        which,
    )
    .about(date)
    .with(Details {
        former: view.cycle.launch_date,
        ..Details::default()
    })
    .by(actor);
    tell_holders(services, &txn, Some(actor), occasion).await?;
    txn.commit().await?;
    Ok(plan)
}

/// Everything that is looked at before a launch date is moved, in the order in which it is told, and the reason as it is kept.
async fn prepare(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    id: CycleId,
    version: i32,
    date: NaiveDate,
    reason: &str,
) -> Result<(Prepared, String)> {
    let mut check = Check::default();
    let reason = check.optional_text("reason", reason, TEXT);
    let view = queries::visible(txn, actor, id).await?;
    require(
        actor,
        Permission::MoveLaunchDate,
        place(view.e_service.id, &view.unit_path),
    )?;
    check.finish()?;
    if view.cycle.version != version {
        return Err(Error::stale());
    }
    let loaded = facts::load(services, txn, &view.cycle, &view.unit_path).await?;
    lifecycle::set_launch_date(&loaded.facts, date)?;
    let former = approval::Entity::find()
        .filter(approval::COLUMN.cycle_id.eq(id))
        .filter(approval::COLUMN.subject.eq(ApprovalSubject::EService))
        .filter(approval::COLUMN.state.eq(ApprovalState::Approved))
        .one(txn)
        .await?
        .ok_or_else(|| {
            Error::refused(
                ProblemCode::WrongState,
                &["launchDate"],
                "Lanseringsdatumet sätts när e-tjänsten godkänns.",
                "The launch date is set with the approval of the e-service.",
            )
        })?;
    let template = services
        .templates
        .get(txn, view.cycle.template_id)
        .await?
        .template;
    let launch = launch_facts(txn, vec![view.cycle.clone()]).await?.pop();
    let mut metrics = metric::queries::of_e_services(txn, &[view.e_service.id], Default::default()).await?;
    let metrics: Vec<_> = metrics
        .remove(&view.e_service.id)
        .unwrap_or_default()
        .iter()
        .map(|metric| (metric.row.id, metric.row.interval))
        .collect();
    let around = Around {
        policy: &policy(&services.settings),
        launch: launch.as_ref(),
        metrics: &metrics,
        now: services.now(),
    };
    let plan = moving(&template, &loaded.facts, around, date);
    Ok((Prepared { view, former, plan }, reason))
}
