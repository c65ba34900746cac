//! Forgetting log-ins that ended long ago.

use ::entity::{refresh_token, session};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::service::{Result, Services};

/// Forgets the log-ins that ended or expired before `then`, with their refresh tokens, and refresh tokens that expired before
/// then; answers how many log-ins it were. A refresh token that was used is kept until it expires: its second use gives a thief
/// away.
///
/// # Errors
/// The database.
pub async fn log_ins_ended_before(services: &Services, then: DateTime<Utc>) -> Result<u64> {
    let ended = Condition::any()
        .add(session::COLUMN.expires_at.lt(then))
        .add(session::COLUMN.ended_at.lt(then));
    let txn = services.begin().await?;
    let sessions = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(ended.clone())
        .into_query();
    refresh_token::Entity::delete_many()
        .filter(
            Condition::any()
                .add(refresh_token::COLUMN.expires_at.lt(then))
                .add(refresh_token::Column::SessionId.in_subquery(sessions)),
        )
        .exec(&txn)
        .await?;
    let forgotten = session::Entity::delete_many().filter(ended).exec(&txn).await?;
    txn.commit().await?;
    Ok(forgotten.rows_affected)
}
