//! The type of the room: `AuditEntry`.

use std::sync::Arc;

use ::entity::audit_entry;
use async_graphql::{ComplexObject, Context, ID};
use chrono::{DateTime, Utc};

use crate::graphql::{account::types::User, error::ApiError, ids::id, object::object, paging::connection};

/// An entry of the audit trail.
#[derive(Clone)]
pub struct AuditEntry(Arc<audit_entry::Model>);

impl From<audit_entry::Model> for AuditEntry {
    fn from(row: audit_entry::Model) -> Self {
        Self(Arc::new(row))
    }
}

object! {
    /// Who did what to which thing. Written together with the change; never edited, never deleted.
    AuditEntry
}

#[ComplexObject]
impl AuditEntry {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// When.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// Who; null where the server acted by itself or the command line was used.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.actor_id {
            Some(key) => User::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// What was done, for example `task.complete`.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// Type of the thing, as in this schema.
    async fn thing_type(&self) -> &str {
        &self.0.thing_kind
    }

    /// What changed, as JSON: the fields with their new values, and former ones under `before`.
    async fn detail(&self) -> String {
        self.0.detail.to_string()
    }

    /// Id of the request in which it happened, as in the header `x-request-id`.
    async fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }
}

connection!(
    AuditEntryConnection,
    AuditEntryEdge,
    AuditEntry,
    "entries of the audit trail"
);
