//! How one person wants to be told; who has no row is told as the settings say.

use sea_orm::entity::prelude::*;

use crate::ids::UserId;

/// The choices of a person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_choice")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Everything that was chosen: `domain::notification::Choices` as JSON.
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Json,
    /// SHA-256 of the secret in the address of the person's calendar, in hexadecimal; none where there is none.
    pub calendar_hash: Option<String>,
    /// Rises with every change.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
