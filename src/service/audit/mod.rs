//! The audit trail: one entry a change, written in the transaction of the change.

pub mod queries;

use ::entity::{
    audit_entry,
    ids::{AuditEntryId, EServiceId},
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};
use uuid::Uuid;

use crate::domain::actor::Actor;

/// What happened to which thing.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Name of the use case, for example `task.complete`.
    pub action: &'static str,
    /// Type of the thing in the schema, for example `Task`.
    pub thing_kind: &'static str,
    /// Key of the thing.
    pub thing_id: Uuid,
    /// The e-service that it belongs to.
    pub e_service_id: Option<EServiceId>,
    /// The fields with their new values, and former ones under "before".
    pub detail: serde_json::Value,
}

/// Writes an entry; `actor` is none where the server acts by itself.
///
/// # Errors
/// Where the database fails.
pub async fn record(
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    now: DateTime<Utc>,
    entry: Entry,
) -> Result<(), DbErr> {
    let row = audit_entry::ActiveModel {
        id: Set(AuditEntryId::new()),
        at: Set(now),
        actor_id: Set(actor.map(|actor| actor.user_id)),
        action: Set(entry.action.to_owned()),
        thing_kind: Set(entry.thing_kind.to_owned()),
        thing_id: Set(entry.thing_id),
        e_service_id: Set(entry.e_service_id),
        detail: Set(entry.detail),
        request_id: Set(actor.and_then(|actor| actor.request_id.clone())),
    };
    audit_entry::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
