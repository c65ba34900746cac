//! Putting mails into the outbox.

use ::entity::{
    delivery,
    enums::{Channel, DeliveryForm, DeliveryState},
    ids::{DeliveryId, NotificationId, UserId},
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{delivery::message_key, service::Result};

/// What is put into the outbox.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    /// A notification by itself.
    Notice(NotificationId),
    /// What is gathered until a moment.
    Digest(DateTime<Utc>),
    /// The overview of the week that begins.
    Overview(DateTime<Utc>),
}

/// Puts something into the outbox, once.
///
/// # Errors
/// Where the database fails.
pub(super) async fn put(
    txn: &impl ConnectionTrait,
    user: UserId,
    item: Item,
    due_at: DateTime<Utc>,
) -> Result<()> {
    let (form, notification_id, slot) = match item {
        Item::Notice(id) => (DeliveryForm::Notice, Some(id), None),
        Item::Digest(slot) => (DeliveryForm::Digest, None, Some(slot)),
        Item::Overview(slot) => (DeliveryForm::Overview, None, Some(slot)),
    };
    let id = DeliveryId::new();
    delivery::Entity::insert(delivery::ActiveModel {
        id: Set(id),
        message_key: Set(Some(message_key(&id.to_string()))),
        bounced_at: Set(None),
        user_id: Set(user),
        form: Set(form),
        notification_id: Set(notification_id),
        slot: Set(slot),
        channel: Set(Channel::Email),
        state: Set(DeliveryState::Pending),
        due_at: Set(due_at),
        claimed_by: Set(None),
        claimed_until: Set(None),
        attempts: Set(0),
        sent_at: Set(None),
        last_error: Set(None),
    })
    .on_conflict_do_nothing_on([
        delivery::Column::UserId,
        delivery::Column::Channel,
        delivery::Column::Form,
        delivery::Column::Slot,
    ])
    .exec_without_returning(txn)
    .await?;
    Ok(())
}
