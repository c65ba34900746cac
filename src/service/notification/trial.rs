//! Trying whether mails arrive: an administrator has a sample sent to their own address.

use ::entity::{
    enums::{Locale, NotificationKind},
    ids::AuditEntryId,
    user,
};
use sea_orm::EntityTrait;
use serde_json::json;

use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{Error, Result, Services, access::require_global, audit},
};

/// A trial that may be made.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Names it: no two mails are taken for the same.
    pub key: String,
    /// Whoever tries, to whom it goes.
    pub to: user::Model,
}

/// Lets an administrator try a kind of mail, and notes it. To their own address and no other, so that nobody is written to by
/// this way; so often in an hour.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::RateLimited`], the database.
pub async fn begin(
    services: &Services,
    actor: &Actor,
    kind: NotificationKind,
    locale: Locale,
) -> Result<Trial> {
    require_global(actor, Permission::ManageNotifications)?;
    let now = services.now();
    services.throttle.trials.take(actor.user_id, now)?;
    let txn = services.begin().await?;
    let to = user::Entity::find_by_id(actor.user_id).one(&txn).await?;
    let to = to.ok_or(Error::NotFound)?;
    let entry = audit::Entry {
        action: "mail.try",
        thing_kind: "User",
        thing_id: to.id.0,
        e_service_id: None,
        detail: json!({ "kind": kind, "locale": locale }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(Trial {
        key: format!("trial-{}", AuditEntryId::new()),
        to,
    })
}
