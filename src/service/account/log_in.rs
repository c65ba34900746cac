//! Logging in with an address and a password.

use std::net::IpAddr;

use ::entity::{
    ids::{RefreshTokenId, SessionId, UserId},
    refresh_token, session,
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::queries::{self, HeldRole};
use crate::service::{Error, ProblemCode, Result, Services, secret};

/// What a client gets when it has logged in or continued a log-in.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The person.
    pub user_id: UserId,
    /// The log-in.
    pub session_id: SessionId,
    /// Access token, a JWT.
    pub access_token: String,
    /// When the access token expires.
    pub access_expires_at: DateTime<Utc>,
    /// Refresh token, good for one use.
    pub refresh_token: String,
    /// When the refresh token expires.
    pub refresh_expires_at: DateTime<Utc>,
}

/// Who tries to log in, from where.
#[derive(Clone, Debug)]
pub struct LogIn<'a> {
    /// Address.
    pub email: &'a str,
    /// Password.
    pub password: &'a str,
    /// What the client calls itself.
    pub client: &'a str,
    /// Address of the client.
    pub from: Option<IpAddr>,
}

/// Logs a person in. An unknown address, a wrong password and an account that is closed are told apart neither by the answer nor
/// by the time that it takes.
///
/// # Errors
/// `WRONG_CREDENTIALS`; [`Error::RateLimited`] after too many failed tries.
pub async fn log_in(services: &Services, attempt: LogIn<'_>) -> Result<Issued> {
    let now = services.now();
    let email = attempt.email.trim().to_lowercase();
    let account = (attempt.from, email.clone());
    services.throttle.log_ins.check(&account, now)?;
    let user = queries::user_by_email(&services.db, &email)
        .await?
        .filter(|user| user.active);
    let phc = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let matches = services.passwords.verify(attempt.password, phc).await?;
    let Some(user) = user.filter(|_| matches) else {
        services.throttle.log_ins.note(account, now);
        return Err(Error::refused(
            ProblemCode::WrongCredentials,
            &["password"],
            "E-postadressen och lösenordet hör inte ihop.",
            "The e-mail address and the password do not match.",
        ));
    };
    services.throttle.log_ins.forget(&account);
    let txn = services.begin().await?;
    let session_id = SessionId::new();
    session::Entity::insert(session::ActiveModel {
        id: Set(session_id),
        user_id: Set(user.id),
        client: Set(attempt.client.chars().take(200).collect()),
        created_at: Set(now),
        expires_at: Set(now + Duration::days(services.settings.tokens.session_days)),
        ended_at: Set(None),
    })
    .exec_without_returning(&txn)
    .await?;
    let grants = queries::roles_of(&txn, &[user.id])
        .await?
        .remove(&user.id)
        .unwrap_or_default();
    let grants: Vec<_> = grants.into_iter().map(HeldRole::from).collect();
    let issued = issue(services, &txn, user.id, session_id, user.role_epoch, &grants).await?;
    txn.commit().await?;
    Ok(issued)
}

/// Issues an access token and a refresh token for a log-in.
pub(super) async fn issue(
    services: &Services,
    txn: &impl ConnectionTrait,
    user_id: UserId,
    session_id: SessionId,
    epoch: i32,
    grants: &[HeldRole],
) -> Result<Issued> {
    let now = services.now();
    let refresh = secret::draw()?;
    let refresh_expires_at = now + Duration::days(services.settings.tokens.refresh_days);
    refresh_token::Entity::insert(refresh_token::ActiveModel {
        id: Set(RefreshTokenId::new()),
        session_id: Set(session_id),
        token_hash: Set(secret::hash(&refresh)),
        created_at: Set(now),
        expires_at: Set(refresh_expires_at),
        used_at: Set(None),
    })
    .exec_without_returning(txn)
    .await?;
    Ok(Issued {
        user_id,
        session_id,
        access_token: services.tokens.issue(user_id, session_id, epoch, grants, now)?,
        access_expires_at: now + services.tokens.lifetime,
        refresh_token: refresh,
        refresh_expires_at,
    })
}
