//! Answers kept for retried mutations.

use sea_orm::entity::prelude::*;

use crate::ids::{IdempotentAnswerId, UserId};

/// The first answer to a request that named an idempotency key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotent_answer")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IdempotentAnswerId,
    /// Who asked.
    pub user_id: UserId,
    /// The key that the client chose; unique for a person.
    pub key: String,
    /// SHA-256 of the request, in hexadecimal; the same key with another request is refused.
    pub request_hash: String,
    /// The answer, JSON; none while the first request is under way.
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
    /// When it was first asked.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
