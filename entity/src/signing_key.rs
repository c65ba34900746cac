//! Keys that sign access tokens.

use sea_orm::entity::prelude::*;

use crate::ids::SigningKeyId;

/// An Ed25519 key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SigningKeyId,
    /// The 32 bytes of the private key.
    pub secret: Vec<u8>,
    /// The newest key that is not retired signs.
    pub created_at: DateTimeUtc,
    /// From then on it signs nothing; it is published until the last token that it signed has expired.
    pub retired_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
