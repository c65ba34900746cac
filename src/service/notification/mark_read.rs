//! Marking one's own notifications as read.

use ::entity::{ids::NotificationId, notification};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    domain::actor::Actor,
    service::{Result, Services},
};

/// Marks some of one's own notifications as read, or all; answers how many were unread.
///
/// # Errors
/// Where the database fails.
pub async fn mark_read(services: &Services, actor: &Actor, which: Option<&[NotificationId]>) -> Result<u64> {
    let mut update = notification::Entity::update_many()
        .col_expr(notification::Column::ReadAt, Expr::value(services.now()))
        .filter(notification::COLUMN.user_id.eq(actor.user_id))
        .filter(notification::COLUMN.read_at.is_null());
    if let Some(ids) = which {
        update = update.filter(notification::COLUMN.id.is_in(ids.iter().copied()));
    }
    let result = update.exec(&services.db).await?;
    services.live.wake();
    Ok(result.rows_affected)
}
