//! Refresh tokens, stored as hashes only.

use sea_orm::entity::prelude::*;

use crate::ids::{RefreshTokenId, SessionId};

/// A refresh token; good for one use.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RefreshTokenId,
    /// The log-in that it continues.
    pub session_id: SessionId,
    /// SHA-256 of the token, in hexadecimal; unique.
    pub token_hash: String,
    /// When it was issued.
    pub created_at: DateTimeUtc,
    /// When it ends unused.
    pub expires_at: DateTimeUtc,
    /// When it was exchanged for its successor.
    pub used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
