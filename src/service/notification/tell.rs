//! Telling people something: a row in the ledger and a delivery in the outbox, in the transaction of what happened.

use std::collections::BTreeSet;

use ::entity::{
    delivery,
    enums::{Channel, DeliveryState, NotificationKind, Role},
    ids::{ApprovalId, CycleId, DeliveryId, EServiceId, MetricId, NotificationId, TaskId, UserId},
    notification,
};
use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::recipients::{Holders, unit_paths};
use crate::{
    domain::actor::Actor,
    service::{Result, Services},
};

/// What is told.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// Its kind.
    pub kind: NotificationKind,
    /// Names the occurrence; a person is told it once.
    pub occurrence: String,
    /// The e-service that it is about.
    pub e_service_id: EServiceId,
    /// The thing that it is about.
    pub thing: Thing,
    /// The date that it reminds of.
    pub about_on: Option<NaiveDate>,
}

/// The thing that a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A launch.
    Cycle(CycleId),
    /// A task.
    Task(TaskId),
    /// An approval.
    Approval(ApprovalId),
    /// A measure.
    Metric(MetricId),
}

/// Tells people; not the one who did it, and nobody twice. Answers how many were told.
///
/// # Errors
/// Where the database fails.
pub async fn tell(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    occasion: Occasion,
    people: &[UserId],
) -> Result<()> {
    for user in people
        .iter()
        .filter(|user| actor.is_none_or(|actor| actor.user_id != **user))
    {
        tell_one(services, txn, &occasion, *user).await?;
    }
    Ok(())
}

/// Tells those who hold one of the roles for the e-service.
///
/// # Errors
/// Where the database fails.
pub async fn tell_roles(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    occasion: Occasion,
    roles: &BTreeSet<Role>,
) -> Result<()> {
    let id = occasion.e_service_id;
    let paths = unit_paths(txn, &[id]).await?;
    let holders = Holders::load(txn, &[id], roles).await?;
    let people: Vec<_> = holders
        .of(id, paths.get(&id).map_or("", String::as_str), roles)
        .into_iter()
        .collect();
    tell(services, txn, actor, occasion, &people).await
}

/// Tells one person; false where they were told this occurrence before.
pub(super) async fn tell_one(
    services: &Services,
    txn: &impl ConnectionTrait,
    occasion: &Occasion,
    user: UserId,
) -> Result<bool> {
    let now = services.now();
    let id = NotificationId::new();
    let (mut cycle_id, mut task_id, mut approval_id, mut metric_id) = (None, None, None, None);
    match occasion.thing {
        Thing::Cycle(id) => cycle_id = Some(id),
        Thing::Task(id) => task_id = Some(id),
        Thing::Approval(id) => approval_id = Some(id),
        Thing::Metric(id) => metric_id = Some(id),
    }
    let inserted = notification::Entity::insert(notification::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        kind: Set(occasion.kind),
        occurrence: Set(occasion.occurrence.clone()),
        e_service_id: Set(occasion.e_service_id),
        cycle_id: Set(cycle_id),
        task_id: Set(task_id),
        approval_id: Set(approval_id),
        metric_id: Set(metric_id),
        about_on: Set(occasion.about_on),
        created_at: Set(now),
        read_at: Set(None),
    })
    .on_conflict_do_nothing_on([notification::Column::UserId, notification::Column::Occurrence])
    .exec_without_returning(txn)
    .await?;
    if !matches!(inserted, sea_orm::TryInsertResult::Inserted(1..)) {
        return Ok(false);
    }
    delivery::Entity::insert(delivery::ActiveModel {
        id: Set(DeliveryId::new()),
        notification_id: Set(id),
        channel: Set(Channel::Email),
        state: Set(DeliveryState::Pending),
        due_at: Set(now),
        claimed_by: Set(None),
        claimed_until: Set(None),
        attempts: Set(0),
        sent_at: Set(None),
        last_error: Set(None),
    })
    .exec_without_returning(txn)
    .await?;
    Ok(true)
}
