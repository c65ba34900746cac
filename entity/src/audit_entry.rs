//! Who did what to which thing; append-only.

use sea_orm::entity::prelude::*;

use crate::ids::{AuditEntryId, EServiceId, UserId};

/// An entry of the audit trail.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEntryId,
    /// When.
    pub at: DateTimeUtc,
    /// Who; none where the server acted by itself.
    pub actor_id: Option<UserId>,
    /// What, the name of the use case.
    pub action: String,
    /// Kind of the thing, as its type in the schema.
    pub thing_kind: String,
    /// Which thing.
    pub thing_id: Uuid,
    /// The e-service that it belongs to.
    pub e_service_id: Option<EServiceId>,
    /// What changed: an object of the fields with their new values, and former ones under "before".
    #[sea_orm(column_type = "JsonBinary")]
    pub detail: Json,
    /// The request in which it happened.
    pub request_id: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
