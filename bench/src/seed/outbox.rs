//! An outbox full of mails: tasks that were given to people.

use chrono::{DateTime, Utc};
use entity::{
    delivery,
    enums::{Channel, DeliveryForm, DeliveryState, NotificationKind, Role},
    ids::{DeliveryId, EServiceId, NotificationId, TaskId, UserId},
    notification,
};
use lansera::service::Services;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr};

use super::{insert_all, light::Light};

/// A Tuesday at ten in Stockholm, when nothing is held back.
pub const MORNING: DateTime<Utc> = match DateTime::from_timestamp(1_795_510_800, 0) {
    Some(time) => time,
    None => DateTime::<Utc>::MIN_UTC,
};

/// What can be told.
pub struct Seeded(Vec<(UserId, EServiceId, TaskId)>);

/// Makes e-services whose tasks are given to people.
pub async fn fill(services: &Services, count: usize) -> Result<Seeded, DbErr> {
    let light = Light::make(services, count, 1).await?;
    services.db.execute_unprepared("VACUUM ANALYZE").await?;
    Ok(Seeded(light.given.into_iter().take(count).collect()))
}

impl Seeded {
    /// Puts a mail for each of them into the outbox.
    pub async fn put(&self, services: &Services) -> Result<(), DbErr> {
        let now = services.now();
        let (mut told, mut outbox) = (Vec::new(), Vec::new());
        for (user, e_service, task) in &self.0 {
            let id = NotificationId::new();
            told.push(notification::ActiveModel {
                id: Set(id),
                user_id: Set(*user),
                kind: Set(NotificationKind::TaskAssigned),
                occurrence: Set(format!("task_assigned/{task}/{id}")),
                e_service_id: Set(Some(*e_service)),
                cycle_id: Set(None),
                task_id: Set(Some(*task)),
                approval_id: Set(None),
                metric_id: Set(None),
                about_on: Set(None),
                role: Set(None::<Role>),
                on_behalf_of: Set(None),
                details: Set(serde_json::json!({})),
                created_at: Set(now),
                position: Set(None),
                seen_at: Set(None),
                read_at: Set(None),
                archived_at: Set(None),
                snoozed_until: Set(None),
                digest_at: Set(None),
            });
            outbox.push(delivery::ActiveModel {
                id: Set(DeliveryId::new()),
                user_id: Set(*user),
                form: Set(DeliveryForm::Notice),
                notification_id: Set(Some(id)),
                slot: Set(None),
                channel: Set(Channel::Email),
                state: Set(DeliveryState::Pending),
                due_at: Set(now),
                claimed_by: Set(None),
                claimed_until: Set(None),
                attempts: Set(0),
                sent_at: Set(None),
                last_error: Set(None),
                message_key: Set(None),
                bounced_at: Set(None),
            });
        }
        insert_all(&services.db, told).await?;
        insert_all(&services.db, outbox).await
    }
}
