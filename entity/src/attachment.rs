//! Files of e-services: process maps, prototypes, guides, what was shown at tests. Their bytes lie elsewhere.

use sea_orm::entity::prelude::*;

use crate::{
    enums::AttachmentState,
    ids::{AttachmentId, EServiceId, UserId},
};

/// A file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttachmentId,
    /// Of which e-service.
    pub e_service_id: EServiceId,
    /// Its name.
    pub name: String,
    /// Its type, as its name and its first bytes tell.
    pub content_type: String,
    /// Its size, in bytes.
    pub size: i64,
    /// SHA-256 of its bytes, in hexadecimal; none before they are there.
    pub sha256: Option<String>,
    /// Where its bytes lie.
    pub storage_key: String,
    /// Where it stands.
    pub state: AttachmentState,
    /// SHA-256 of the secret in the address to which it is sent, in hexadecimal.
    pub upload_token_hash: String,
    /// Until when that address is good.
    pub upload_until: DateTimeUtc,
    /// Who attached it.
    pub uploaded_by: UserId,
    /// When the address was asked for.
    pub created_at: DateTimeUtc,
    /// When it was there.
    pub stored_at: Option<DateTimeUtc>,
    /// When it was taken out.
    pub removed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
