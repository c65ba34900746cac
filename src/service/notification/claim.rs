//! The outbox: a worker claims deliveries for a while, and says how each went.
//!
//! A claim is a lease: a worker that dies gives its deliveries back by letting it run out. So a mail whose worker died between
//! the server's "accepted" and our commit is sent once more, with the same Message-ID; no other can be doubled.

use ::entity::{
    delivery,
    enums::{DeliveryForm, DeliveryState},
    ids::DeliveryId,
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType},
};

use crate::service::{Result, Services};

/// How long a claim holds, by the settings: longer than any send may take.
#[must_use]
pub fn lease(services: &Services) -> Duration {
    Duration::seconds(i64::from(services.settings.jobs.lease_seconds))
}

/// Claims up to `most` deliveries of these forms that are due. Any number of instances may do so at once; each row is claimed by one.
///
/// # Errors
/// Where the database fails.
pub async fn claim(
    services: &Services,
    worker: &str,
    forms: &[DeliveryForm],
    most: u64,
) -> Result<Vec<delivery::Model>> {
    let now = services.now();
    let txn = services.begin().await?;
    let rows = delivery::Entity::find()
        .filter(delivery::COLUMN.state.eq(DeliveryState::Pending))
        .filter(delivery::COLUMN.due_at.lte(now))
        .filter(delivery::COLUMN.form.is_in(forms.iter().copied()))
        .filter(
            Condition::any()
                .add(delivery::COLUMN.claimed_until.is_null())
                .add(delivery::COLUMN.claimed_until.lt(now)),
        )
        .order_by(delivery::Column::DueAt, Order::Asc)
        .order_by(delivery::Column::Id, Order::Asc)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&txn)
        .await?;
    if rows.is_empty() {
        return Ok(rows);
    }
    delivery::Entity::update_many()
        .col_expr(delivery::Column::ClaimedBy, Expr::value(worker))
        .col_expr(delivery::Column::ClaimedUntil, Expr::value(now + lease(services)))
        .col_expr(
            delivery::Column::Attempts,
            Expr::col(delivery::Column::Attempts).add(1),
        )
        .filter(delivery::COLUMN.id.is_in(rows.iter().map(|row| row.id)))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| delivery::Model {
            attempts: row.attempts + 1,
            ..row
        })
        .collect())
}

/// How a delivery went.
#[derive(Clone, Debug)]
pub enum Ended {
    /// Handed over.
    Sent,
    /// The reason was gone.
    Cancelled(String),
    /// Refused for good, or tried too often.
    Failed(String),
    /// To be tried again after a while, with what went wrong.
    Later(Duration, String),
    /// Given back untried until then, since nothing goes to the address; why.
    Held(chrono::DateTime<chrono::Utc>, &'static str),
    /// Given back untried: the worker stops, or it is not the hour for it.
    Until(chrono::DateTime<chrono::Utc>),
}

/// Says how a claimed delivery went, if the worker still holds it.
///
/// # Errors
/// Where the database fails.
pub async fn end(services: &Services, worker: &str, id: DeliveryId, ended: Ended) -> Result<()> {
    let now = services.now();
    let none: Option<chrono::DateTime<chrono::Utc>> = None;
    let mut update = delivery::Entity::update_many()
        .col_expr(delivery::Column::ClaimedUntil, Expr::value(none))
        .filter(delivery::COLUMN.id.eq(id))
        .filter(delivery::COLUMN.claimed_by.eq(worker))
        .filter(delivery::COLUMN.state.eq(DeliveryState::Pending));
    let state = |update: sea_orm::UpdateMany<delivery::Entity>, state: DeliveryState| {
        update.col_expr(delivery::Column::State, Expr::value(state))
    };
    let error = |update: sea_orm::UpdateMany<delivery::Entity>, text: String| {
        update.col_expr(delivery::Column::LastError, Expr::value(text))
    };
    update = match ended {
        Ended::Sent => {
            state(update, DeliveryState::Sent).col_expr(delivery::Column::SentAt, Expr::value(now))
        }
        Ended::Cancelled(text) => error(state(update, DeliveryState::Cancelled), text),
        Ended::Failed(text) => error(state(update, DeliveryState::Failed), text),
        Ended::Later(pause, text) => {
            error(update, text).col_expr(delivery::Column::DueAt, Expr::value(now + pause))
        }
        Ended::Held(at, why) => untried(error(update, why.to_owned()), at),
        Ended::Until(at) => untried(update, at),
    };
    update.exec(&services.db).await?;
    Ok(())
}

fn untried(
    update: sea_orm::UpdateMany<delivery::Entity>,
    at: chrono::DateTime<chrono::Utc>,
) -> sea_orm::UpdateMany<delivery::Entity> {
    update
        .col_expr(delivery::Column::DueAt, Expr::value(at))
        .col_expr(
            delivery::Column::Attempts,
            Expr::col(delivery::Column::Attempts).sub(1),
        )
}

/// The pause before the next try: the first, then twice as long each time, at most six hours, less up to a quarter of it by `lot`, so
/// that what failed together does not come again together.
#[must_use]
pub fn pause(first: Duration, attempts: i32, lot: u8) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 16) - 1).unwrap_or(0);
    let longest = std::cmp::min(first * 2_i32.pow(doublings), Duration::hours(6));
    longest - longest * i32::from(lot) / (4 * 256)
}

/// The lot of a try: drawn when the key was made, and another for each try.
#[must_use]
pub fn lot(id: DeliveryId, attempts: i32) -> u8 {
    // The last six bytes of a UUID of version 7 are nothing but chance.
    let which = usize::try_from(attempts.rem_euclid(6)).unwrap_or(0);
    id.0.as_bytes()[15 - which]
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::minutes(1);

    #[test]
    fn pauses_grow_and_end_at_six_hours() {
        let minutes: Vec<_> = (1..=11)
            .map(|attempts| pause(MINUTE, attempts, 0).num_minutes())
            .collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    }

    #[test]
    fn pauses_differ_by_at_most_a_quarter_and_never_overtake_the_next() {
        for attempts in 1..=11 {
            let (longest, shortest) = (pause(MINUTE, attempts, 0), pause(MINUTE, attempts, u8::MAX));
            assert!(
                shortest < longest && shortest * 4 >= longest * 3,
                "{shortest} {longest}"
            );
        }
        assert_eq!(pause(MINUTE, 1, 128), Duration::milliseconds(52_500));
        // The longest first pause there may be, tried for ever.
        assert_eq!(pause(Duration::hours(1), i32::MAX, 0), Duration::hours(6));
    }

    #[test]
    fn every_try_has_a_lot_of_its_own() {
        let id = DeliveryId("0199d3a0-0000-7000-8000-0a0b0c0d0e0f".parse().expect("a key"));
        let lots: Vec<_> = (1..=7).map(|attempts| lot(id, attempts)).collect();
        assert_eq!(lots, [14, 13, 12, 11, 10, 15, 14]);
    }
}
