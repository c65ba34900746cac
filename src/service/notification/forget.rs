//! Forgetting what was told long ago and has been read.

use ::entity::{delivery, enums::DeliveryState, ids::NotificationId, notification};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement},
};

use crate::service::{Result, Services};

/// So many are forgotten in one transaction.
const BATCH: u64 = 500;

/// Forgets notifications that are older than the settings say, were read or put away, and are on their way to nobody; answers how many.
///
/// Of the reminders to a person about a thing the newest of each kind stays: the ledger is what keeps it from being told again for
/// as long as its reason stands.
///
/// # Errors
/// Where the database fails.
pub async fn forget(services: &Services) -> Result<u64> {
    let days = services.settings.notifications.keep_days;
    if days == 0 {
        return Ok(0);
    }
    let before = services.now() - Duration::days(i64::from(days));
    let mut forgotten = 0;
    loop {
        let txn = services.begin().await?;
        let old: Vec<NotificationId> = notification::Entity::find()
            .select_only()
            .column(notification::Column::Id)
            .filter(notification::COLUMN.created_at.lt(before))
            .filter(
                Condition::any()
                    .add(notification::COLUMN.read_at.is_not_null())
                    .add(notification::COLUMN.archived_at.is_not_null()),
            )
            .filter(Expr::exists(on_its_way()).not())
            .filter(
                Condition::any()
                    .add(notification::COLUMN.about_on.is_null())
                    .add(Expr::exists(reminded_again())),
            )
            .order_by_asc(notification::COLUMN.id)
            .limit(BATCH)
            .into_tuple()
            .all(&txn)
            .await?;
        if old.is_empty() {
            return Ok(forgotten);
        }
        delivery::Entity::delete_many()
            .filter(delivery::COLUMN.notification_id.is_in(old.iter().copied()))
            .filter(delivery::COLUMN.state.ne(DeliveryState::Pending))
            .exec(&txn)
            .await?;
        forgotten += notification::Entity::delete_many()
            .filter(notification::COLUMN.id.is_in(old))
            .exec(&txn)
            .await?
            .rows_affected;
        txn.commit().await?;
    }
}

/// A delivery of the notification that has not ended.
fn on_its_way() -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(delivery::Entity)
        .and_where(
            Expr::col((delivery::Entity, delivery::Column::NotificationId))
                .equals((notification::Entity, notification::Column::Id)),
        )
        .and_where(delivery::COLUMN.state.eq(DeliveryState::Pending))
        .to_owned()
}

/// A later reminder of the same kind to the same person about the same thing.
fn reminded_again() -> SelectStatement {
    use notification::Column::{AboutOn, ApprovalId, CycleId, Id, Kind, MetricId, TaskId, UserId};
    let later = Alias::new("later");
    let same = |column: notification::Column| {
        Expr::col((later.clone(), column)).equals((notification::Entity, column))
    };
    let things = [CycleId, MetricId, TaskId, ApprovalId];
    Query::select()
        .expr(Expr::value(1))
        .from_as(notification::Entity, later.clone())
        .and_where(same(UserId))
        .and_where(same(Kind))
        .and_where(Expr::col((later.clone(), AboutOn)).is_not_null())
        .and_where(Expr::col((later.clone(), Id)).gt(Expr::col((notification::Entity, Id))))
        .cond_where(
            things
                .into_iter()
                .fold(Condition::any(), |any, thing| any.add(same(thing))),
        )
        .to_owned()
}
