//! The outbox: notifications on their way through a channel.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{Channel, DeliveryForm, DeliveryState},
    ids::{DeliveryId, NotificationId, UserId},
};

/// A notification on its way.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeliveryId,
    /// To whom.
    pub user_id: UserId,
    /// What it carries.
    pub form: DeliveryForm,
    /// The notification; none where it carries what was gathered.
    pub notification_id: Option<NotificationId>,
    /// The moment that a digest or an overview is for; unique for a person and form.
    pub slot: Option<DateTimeUtc>,
    /// Through what.
    pub channel: Channel,
    /// Where it stands.
    pub state: DeliveryState,
    /// Not before.
    pub due_at: DateTimeUtc,
    /// The worker that holds it.
    pub claimed_by: Option<String>,
    /// Until when; then another may take it.
    pub claimed_until: Option<DateTimeUtc>,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was handed over.
    pub sent_at: Option<DateTimeUtc>,
    /// What went wrong last.
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    /// What stands before the @ of its Message-ID; none for what is older than that.
    pub message_key: Option<String>,
    /// When it was first reported that it came back.
    pub bounced_at: Option<DateTimeUtc>,
    /// What is delivered.
    #[sea_orm(belongs_to, from = "notification_id", to = "id")]
    pub notification: BelongsTo<Option<super::notification::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
