//! Every query on the ledger.

use ::entity::{
    enums::{NotificationCategory, NotificationKind},
    ids::{EServiceId, NotificationId, UserId},
    notification,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select, sea_query::Expr,
};

use crate::{
    domain::notification::entry,
    service::{
        Result,
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

/// Which of a person's notifications are wanted; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only unread ones.
    pub unread: bool,
    /// Of one of these categories.
    pub categories: Option<Vec<NotificationCategory>>,
    /// About this e-service.
    pub e_service: Option<EServiceId>,
    /// What was put away, instead of what was not.
    pub archived: bool,
}

fn wanted(user: UserId, filter: &Filter, now: DateTime<Utc>) -> Select<notification::Entity> {
    let mut select = notification::Entity::find()
        .filter(notification::COLUMN.user_id.eq(user))
        .filter(notification::COLUMN.position.is_not_null())
        .filter(awake(now));
    select = if filter.archived {
        select.filter(notification::COLUMN.archived_at.is_not_null())
    } else {
        select.filter(notification::COLUMN.archived_at.is_null())
    };
    if filter.unread {
        select = select.filter(notification::COLUMN.read_at.is_null());
    }
    if let Some(id) = filter.e_service {
        select = select.filter(notification::COLUMN.e_service_id.eq(id));
    }
    if let Some(categories) = &filter.categories {
        let kinds = NotificationKind::ALL.iter().copied();
        let kinds = kinds.filter(|kind| categories.contains(&entry(*kind).category));
        select = select.filter(notification::COLUMN.kind.is_in(kinds));
    }
    select
}

/// Not snoozed, or not any more.
fn awake(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(notification::COLUMN.snoozed_until.is_null())
        .add(notification::COLUMN.snoozed_until.lte(now))
}

/// A page of a person's notifications, newest first. Rows without a place in the feed are left out; see [`super::feed::settle`].
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    user: UserId,
    filter: &Filter,
    now: DateTime<Utc>,
    args: &PageArgs,
    count: bool,
) -> Result<Page<notification::Model>> {
    let window = args.window(SortKind::Number)?;
    let select = wanted(user, filter, now);
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let place = Expr::col((notification::Entity, notification::Column::Position));
    let rows = window
        .apply_by(select, place, notification::Column::Id, Order::Desc)
        .all(db)
        .await?;
    Ok(window.page(rows, total, cursor_of))
}

/// The place of a notification in the feed, as clients hold it.
#[must_use]
pub fn cursor_of(row: &notification::Model) -> Cursor {
    Cursor {
        key: SortKey::Number(row.position.unwrap_or(0)),
        id: row.id.0,
    }
}

/// The latest of a person's notifications, newest first: what is grouped by thing.
///
/// # Errors
/// Where the database fails.
pub async fn latest(
    db: &impl ConnectionTrait,
    user: UserId,
    filter: &Filter,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<notification::Model>> {
    Ok(wanted(user, filter, now)
        .order_by_desc(notification::COLUMN.position)
        .limit(most)
        .all(db)
        .await?)
}

/// How many of a person's notifications are unread: neither put away nor snoozed.
///
/// # Errors
/// Where the database fails.
pub async fn unread(db: &impl ConnectionTrait, user: UserId, now: DateTime<Utc>) -> Result<u64, DbErr> {
    notification::Entity::find()
        .filter(notification::COLUMN.user_id.eq(user))
        .filter(notification::COLUMN.read_at.is_null())
        .filter(notification::COLUMN.archived_at.is_null())
        .filter(awake(now))
        .count(db)
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
