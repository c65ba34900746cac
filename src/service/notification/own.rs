//! What a person does with their own notifications: sees, reads, puts away, snoozes.

use ::entity::{ids::NotificationId, notification};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, UpdateMany};

use crate::{
    domain::actor::Actor,
    service::{Error, ProblemCode, Result, Services},
};

/// The rows of a person, some or all, that a change would change.
fn own(actor: &Actor, which: Option<&[NotificationId]>) -> UpdateMany<notification::Entity> {
    let update = notification::Entity::update_many().filter(notification::COLUMN.user_id.eq(actor.user_id));
    match which {
        Some(ids) => update.filter(notification::COLUMN.id.is_in(ids.iter().copied())),
        None => update,
    }
}

async fn change(services: &Services, update: UpdateMany<notification::Entity>) -> Result<u64> {
    let result = update.exec(&services.db).await?;
    services.live.wake();
    Ok(result.rows_affected)
}

/// Marks some of one's own notifications as read, or all; answers how many were unread.
///
/// # Errors
/// Where the database fails.
pub async fn mark_read(services: &Services, actor: &Actor, which: Option<&[NotificationId]>) -> Result<u64> {
    let read = notification::ActiveModel {
        read_at: Set(Some(services.now())),
        ..Default::default()
    };
    let unread = notification::COLUMN.read_at.is_null();
    change(services, own(actor, which).set(read).filter(unread)).await
}

/// Notes that the person has seen that some of their notifications are there, or all; answers how many were not seen before.
///
/// # Errors
/// Where the database fails.
pub async fn mark_seen(services: &Services, actor: &Actor, which: Option<&[NotificationId]>) -> Result<u64> {
    let seen = notification::ActiveModel {
        seen_at: Set(Some(services.now())),
        ..Default::default()
    };
    let unseen = notification::COLUMN.seen_at.is_null();
    change(services, own(actor, which).set(seen).filter(unseen)).await
}

/// Puts some of one's own notifications away, or takes them out again; answers how many.
///
/// # Errors
/// Where the database fails.
pub async fn archive(
    services: &Services,
    actor: &Actor,
    which: &[NotificationId],
    away: bool,
) -> Result<u64> {
    let now = services.now();
    let archived = notification::ActiveModel {
        archived_at: Set(away.then_some(now)),
        ..Default::default()
    };
    let other = if away {
        notification::COLUMN.archived_at.is_null()
    } else {
        notification::COLUMN.archived_at.is_not_null()
    };
    change(services, own(actor, Some(which)).set(archived).filter(other)).await
}

/// Hides a notification until a time; then it comes back, unread and at the top.
///
/// # Errors
/// `INVALID` where the time has passed, [`Error::NotFound`].
pub async fn snooze(
    services: &Services,
    actor: &Actor,
    which: NotificationId,
    until: DateTime<Utc>,
) -> Result<NotificationId> {
    if until <= services.now() {
        return Err(Error::refused(
            ProblemCode::Invalid,
            &["untilAt"],
            "Tiden har passerat.",
            "The time has passed.",
        ));
    }
    let snoozed = notification::ActiveModel {
        snoozed_until: Set(Some(until)),
        ..Default::default()
    };
    match change(services, own(actor, Some(&[which])).set(snoozed)).await? {
        0 => Err(Error::NotFound),
        _ => Ok(which),
    }
}
