//! Continuing and ending log-ins.

use ::entity::{
    enums::NotificationKind,
    ids::{SessionId, UserId},
    refresh_token, session,
};
use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    log_in::{Issued, issue},
    queries,
};
use crate::{
    domain::actor::Actor,
    service::{
        Error, Result, Services,
        notification::tell::{Occasion, tell_person},
        secret,
    },
};

/// Several tabs of a browser may use the same refresh token at once; so long after its first use it still gets a successor.
const GRACE: Duration = Duration::seconds(30);

/// Exchanges a refresh token for its successor. A token that comes back after its use, but for a short grace, was copied: the
/// whole log-in is then ended.
///
/// # Errors
/// [`Error::Unauthenticated`] for a token that is unknown, expired, spent, or of a log-in that has ended.
pub async fn refresh(services: &Services, token: &str) -> Result<Issued> {
    let now = services.now();
    let txn = services.begin().await?;
    let row = refresh_token::Entity::find()
        .filter(refresh_token::COLUMN.token_hash.eq(secret::hash(token)))
        .one(&txn)
        .await?
        .ok_or(Error::Unauthenticated)?;
    let Some(open) = queries::open_session(&txn, row.session_id, now).await? else {
        return Err(Error::Unauthenticated);
    };
    if row.expires_at <= now {
        return Err(Error::Unauthenticated);
    }
    if row.used_at.is_some_and(|used| used + GRACE <= now) {
        end_sessions(&txn, session::COLUMN.id.eq(row.session_id), now).await?;
        let occasion = Occasion::of_account(NotificationKind::LogInEnded, row.session_id);
        tell_person(services, &txn, None, occasion, open.user.id).await?;
        txn.commit().await?;
        services.live.wake();
        tracing::warn!(session = %row.session_id, "a spent refresh token came back; the log-in is ended");
        return Err(Error::Unauthenticated);
    }
    if row.used_at.is_none() {
        refresh_token::Entity::update(refresh_token::ActiveModel {
            id: Set(row.id),
            used_at: Set(Some(now)),
            ..Default::default()
        })
        .exec(&txn)
        .await?;
    }
    let grants: Vec<_> = open.grants.iter().map(|(grant, _)| grant.clone()).collect();
    let issued = issue(
        services,
        &txn,
        open.user.id,
        open.id,
        open.user.role_epoch,
        &grants,
    )
    .await?;
    txn.commit().await?;
    Ok(issued)
}

/// Ends the log-in that the request came through.
///
/// # Errors
/// Only the database.
pub async fn log_out(services: &Services, actor: &Actor) -> Result<SessionId> {
    let txn = services.begin().await?;
    end_sessions(&txn, session::COLUMN.id.eq(actor.session_id), services.now()).await?;
    txn.commit().await?;
    // Its subscriptions look whether they may go on.
    services.live.wake();
    Ok(actor.session_id)
}

/// Ends every log-in of a person.
pub(super) async fn end_all(
    txn: &impl sea_orm::ConnectionTrait,
    user: UserId,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    end_sessions(txn, session::COLUMN.user_id.eq(user), now).await
}

async fn end_sessions(
    txn: &impl sea_orm::ConnectionTrait,
    which: sea_orm::sea_query::SimpleExpr,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now))
        .filter(which)
        .filter(session::COLUMN.ended_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}
