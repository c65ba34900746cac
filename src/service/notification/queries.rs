//! Every query on the ledger.

use ::entity::{
    ids::{NotificationId, UserId},
    notification,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::service::{
    Result,
    paging::{Cursor, Page, PageArgs, SortKey, SortKind},
};

/// A page of a person's notifications, newest first.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    user: UserId,
    unread_only: bool,
    args: &PageArgs,
    count: bool,
) -> Result<Page<notification::Model>> {
    let window = args.window(SortKind::Time)?;
    let mut select = notification::Entity::find().filter(notification::COLUMN.user_id.eq(user));
    if unread_only {
        select = select.filter(notification::COLUMN.read_at.is_null());
    }
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rows = window
        .apply(
            select,
            notification::Column::CreatedAt,
            notification::Column::Id,
            Order::Desc,
        )
        .all(db)
        .await?;
    Ok(window.page(rows, total, |row| Cursor {
        key: SortKey::Time(row.created_at),
        id: row.id.0,
    }))
}

/// How many of a person's notifications are unread.
///
/// # Errors
/// Where the database fails.
pub async fn unread(db: &impl ConnectionTrait, user: UserId) -> Result<u64, DbErr> {
    notification::Entity::find()
        .filter(notification::COLUMN.user_id.eq(user))
        .filter(notification::COLUMN.read_at.is_null())
        .count(db)
        .await
}

/// A person's notifications since a time, oldest first: what a subscription looks for.
///
/// # Errors
/// Where the database fails.
pub async fn since(
    db: &impl ConnectionTrait,
    user: UserId,
    since: DateTime<Utc>,
) -> Result<Vec<notification::Model>, DbErr> {
    notification::Entity::find()
        .filter(notification::COLUMN.user_id.eq(user))
        .filter(notification::COLUMN.created_at.gte(since))
        .order_by_asc(notification::COLUMN.created_at)
        .order_by_asc(notification::COLUMN.id)
        .limit(1_000)
        .all(db)
        .await
}

/// Notifications by key, those of one person only.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    user: UserId,
    ids: &[NotificationId],
) -> Result<Vec<notification::Model>, DbErr> {
    notification::Entity::find()
        .filter(notification::COLUMN.user_id.eq(user))
        .filter(notification::COLUMN.id.is_in(ids.iter().copied()))
        .all(db)
        .await
}
