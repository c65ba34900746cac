//! Making and changing people's accounts.

use ::entity::{
    enums::{Locale, NotificationKind},
    ids::UserId,
    user,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, SqlErr,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{queries, refresh::end_all};
use crate::{
    database::Transaction,
    domain::{actor::Actor, collation::sort_key, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::require_global,
        audit,
        check::{Check, NAME},
        notification::tell::{Occasion, tell_person},
    },
};

/// A new account.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Address; lower-cased when stored.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// First password; none where the person logs in elsewhere.
    pub password: Option<String>,
    /// Language of mails.
    pub locale: Locale,
}

/// Makes an account. `actor` is none on the command line, where the first administrator is made.
///
/// # Errors
/// Problems with the fields; `TAKEN` where the address has an account.
pub async fn create(services: &Services, actor: Option<&Actor>, new: NewUser) -> Result<UserId> {
    if let Some(actor) = actor {
        require_global(actor, Permission::ManageUsers)?;
    }
    let mut check = Check::default();
    let name = check.text("name", &new.name, NAME);
    let email = check.text("email", &new.email, 254).to_lowercase();
    check.that(
        email.parse::<lettre::Address>().is_ok(),
        ProblemCode::Invalid,
        "email",
        "Är ingen e-postadress.",
        "Is no e-mail address.",
    );
    if let Some(password) = &new.password {
        check_password(services, &mut check, "password", password);
    }
    check.finish()?;
    let password_hash = match &new.password {
        Some(password) => Some(services.passwords.hash(password).await?),
        None => None,
    };
    let txn = services.begin().await?;
    let account = Account {
        email,
        name,
        password_hash,
        locale: new.locale,
    };
    let id = insert(&txn, actor, services.now(), account).await?;
    txn.commit().await?;
    Ok(id)
}

/// An account that was checked.
pub(in crate::service) struct Account {
    /// Address, in small letters.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Hash of its password; none where the person logs in elsewhere.
    pub password_hash: Option<String>,
    /// Language of mails.
    pub locale: Locale,
}

/// Writes an account as a part of something larger, which has looked at the rights and commits.
///
/// # Errors
/// `TAKEN` where the address has an account.
pub(in crate::service) async fn insert(
    txn: &Transaction,
    actor: Option<&Actor>,
    now: DateTime<Utc>,
    account: Account,
) -> Result<UserId> {
    let Account {
        email,
        name,
        password_hash,
        locale,
    } = account;
    let id = UserId::new();
    user::Entity::insert(user::ActiveModel {
        id: Set(id),
        search_text: Set(search_text(&name, &email)),
        name_key: Set(sort_key(&name)),
        email: Set(email.clone()),
        name: Set(name.clone()),
        password_hash: Set(password_hash),
        locale: Set(locale),
        active: Set(true),
        role_epoch: Set(0),
        created_at: Set(now),
        version: Set(1),
    })
    .exec_without_returning(txn)
    .await
    .map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::refused(
            ProblemCode::Taken,
            &["email"],
            "Adressen har redan ett konto.",
            "The address has an account already.",
        ),
        _ => error.into(),
    })?;
    let detail = json!({ "email": email, "name": name, "locale": locale });
    record(txn, actor, now, "user.create", id, detail).await?;
    Ok(id)
}

/// What of an account is changed; none leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    /// Name as shown.
    pub name: Option<String>,
    /// Language of mails.
    pub locale: Option<Locale>,
    /// False closes the account and ends its log-ins; true opens it again.
    pub active: Option<bool>,
}

/// Changes an account: an administrator any, everybody the language of their own.
///
/// # Errors
/// `STALE`, problems with the fields, [`Error::Forbidden`].
pub async fn update(
    services: &Services,
    actor: &Actor,
    id: UserId,
    version: i32,
    change: UserChange,
) -> Result<UserId> {
    require_global(actor, Permission::ManageUsers)?;
    let mut check = Check::default();
    let name = change.name.as_deref().map(|name| check.text("name", name, NAME));
    check.finish()?;
    let now = services.now();
    let txn = services.begin().await?;
    let before = queries::user(&txn, id).await?.ok_or(Error::NotFound)?;
    if before.version != version {
        return Err(Error::stale());
    }
    if change.active == Some(false) && before.id == actor.user_id {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &["active"],
            "Du kan inte stänga ditt eget konto.",
            "You cannot close your own account.",
        ));
    }
    let name = name.unwrap_or_else(|| before.name.clone());
    let active = change.active.unwrap_or(before.active);
    let result = user::Entity::update_many()
        .set(user::ActiveModel {
            search_text: Set(search_text(&name, &before.email)),
            name_key: Set(sort_key(&name)),
            name: Set(name.clone()),
            locale: Set(change.locale.unwrap_or(before.locale)),
            active: Set(active),
            version: Set(version + 1),
            ..Default::default()
        })
        .filter(user::COLUMN.id.eq(id))
        .filter(user::COLUMN.version.eq(version))
        .exec(&txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    if !active {
        end_all(&txn, id, now).await?;
    }
    let detail =
        json!({ "name": name, "active": active, "before": { "name": before.name, "active": before.active } });
    record(&txn, Some(actor), now, "user.update", id, detail).await?;
    txn.commit().await?;
    services.live.wake();
    Ok(id)
}

/// Changes one's own language.
///
/// # Errors
/// Only the database.
pub async fn set_locale(services: &Services, actor: &Actor, locale: Locale) -> Result<UserId> {
    user::Entity::update_many()
        .col_expr(user::Column::Locale, Expr::value(locale))
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1))
        .filter(user::COLUMN.id.eq(actor.user_id))
        .exec(&services.db)
        .await?;
    Ok(actor.user_id)
}

/// Changes one's own password; every log-in is ended, this one too.
///
/// # Errors
/// `WRONG_CREDENTIALS` where the present password is not right, problems with the new one.
pub async fn change_password(services: &Services, actor: &Actor, present: &str, new: &str) -> Result<UserId> {
    let mut check = Check::default();
    check_password(services, &mut check, "newPassword", new);
    check.finish()?;
    let now = services.now();
    let user = queries::user(&services.db, actor.user_id)
        .await?
        .ok_or(Error::NotFound)?;
    let account = (None, user.email.clone());
    services.throttle.log_ins.check(&account, now)?;
    if !services
        .passwords
        .verify(present, user.password_hash.as_deref())
        .await?
    {
        services.throttle.log_ins.note(account, now);
        return Err(Error::refused(
            ProblemCode::WrongCredentials,
            &["password"],
            "Lösenordet är fel.",
            "The password is wrong.",
        ));
    }
    let hash = services.passwords.hash(new).await?;
    let txn = services.begin().await?;
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash))
        .filter(user::COLUMN.id.eq(actor.user_id))
        .exec(&txn)
        .await?;
    end_all(&txn, actor.user_id, now).await?;
    record(
        &txn,
        Some(actor),
        now,
        "user.change_password",
        actor.user_id,
        json!({}),
    )
    .await?;
    let occasion = Occasion::of_account(NotificationKind::PasswordChanged, now.timestamp_millis());
    tell_person(services, &txn, Some(actor), occasion, actor.user_id).await?;
    txn.commit().await?;
    services.live.wake();
    Ok(actor.user_id)
}

fn check_password(services: &Services, check: &mut Check, path: &'static str, password: &str) {
    let min = services.passwords.min_length;
    if password.chars().count() < min {
        check.add(
            ProblemCode::Invalid,
            path,
            format!("Måste ha minst {min} tecken."),
            format!("Must have at least {min} characters."),
        );
    }
    check.that(
        password.len() <= 1_000,
        ProblemCode::TooLong,
        path,
        "Är för långt.",
        "Is too long.",
    );
}

fn search_text(name: &str, email: &str) -> String {
    format!("{} {email}", name.to_lowercase())
}

async fn record(
    txn: &impl sea_orm::ConnectionTrait,
    actor: Option<&Actor>,
    now: chrono::DateTime<chrono::Utc>,
    action: &'static str,
    id: UserId,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = audit::Entry {
        action,
        thing_kind: "User",
        thing_id: id.0,
        e_service_id: None,
        detail,
    };
    Ok(audit::record(txn, actor, now, entry).await?)
}
