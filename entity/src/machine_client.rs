//! Programs that deliver measurements, or report mails that came back.

use sea_orm::entity::prelude::*;

use crate::ids::{MachineClientId, UserId};

/// A program that delivers measurements of some e-services, or reports mails that came back, and may do nothing else.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "machine_client")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MachineClientId,
    /// What it is called.
    pub name: String,
    /// SHA-256 of its token, in hexadecimal. The token is 32 random bytes, so that nobody can guess it from that.
    pub token_hash: String,
    /// When its token ends.
    pub expires_at: DateTimeUtc,
    /// Who made it, and answers for what it records.
    pub created_by: UserId,
    /// When it was made; lists are ordered by it.
    pub created_at: DateTimeUtc,
    /// When its rights were taken away.
    pub revoked_at: Option<DateTimeUtc>,
    /// When it last did something.
    pub last_used_at: Option<DateTimeUtc>,
    /// Whether it may report mails that came back.
    pub reports_bounces: bool,
}

impl ActiveModelBehavior for ActiveModel {}
