//! A person's notifications in the order in which they became visible.
//!
//! A row gets its place only once it is committed, when somebody looks: so places are never filled in behind a reader's back, and
//! whoever has read up to one place finds all that came since behind it, each once.

use ::entity::{ids::UserId, notification, user};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use crate::service::{Result, Services};

/// Gives a place to every row of a person that has none; answers the last place, 0 where there is none. One statement where there
/// is nothing to do.
///
/// # Errors
/// Where the database fails.
pub async fn settle(services: &Services, user: UserId) -> Result<i64> {
    let (last, unplaced) = ends(&services.db, user).await?;
    if unplaced == 0 {
        return Ok(last);
    }
    let txn = services.begin().await?;
    // Two readers at once would give the same place twice.
    user::Entity::find_by_id(user).lock_exclusive().one(&txn).await?;
    let (mut last, _) = ends(&txn, user).await?;
    let rows: Vec<::entity::ids::NotificationId> = notification::Entity::find()
        .select_only()
        .column(notification::Column::Id)
        .filter(notification::COLUMN.user_id.eq(user))
        .filter(notification::COLUMN.position.is_null())
        .order_by_asc(notification::COLUMN.created_at)
        .order_by_asc(notification::COLUMN.id)
        .into_tuple()
        .all(&txn)
        .await?;
    for id in rows {
        last += 1;
        let placed = notification::ActiveModel {
            position: Set(Some(last)),
            ..Default::default()
        };
        notification::Entity::update_many()
            .set(placed)
            .filter(notification::COLUMN.id.eq(id))
            .exec(&txn)
            .await?;
    }
    txn.commit().await?;
    Ok(last)
}

/// The last place of a person's rows, and how many have none. One statement.
async fn ends(db: &impl ConnectionTrait, user: UserId) -> Result<(i64, i64)> {
    let position = Expr::col(notification::Column::Position);
    let found: Option<(Option<i64>, i64)> = notification::Entity::find()
        .select_only()
        .column_as(position.clone().max(), "last")
        .column_as(
            Expr::col(notification::Column::Id).count().sub(position.count()),
            "unplaced",
        )
        .filter(notification::COLUMN.user_id.eq(user))
        .into_tuple()
        .one(db)
        .await?;
    let (last, unplaced) = found.unwrap_or_default();
    Ok((last.unwrap_or(0), unplaced))
}

/// What came after a place, in order; at most so many as a client can take at once. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn after(db: &impl ConnectionTrait, user: UserId, place: i64) -> Result<Vec<notification::Model>> {
    Ok(notification::Entity::find()
        .filter(notification::COLUMN.user_id.eq(user))
        .filter(notification::COLUMN.position.gt(place))
        .filter(notification::COLUMN.archived_at.is_null())
        .order_by_asc(notification::COLUMN.position)
        .limit(200)
        .all(db)
        .await?)
}
