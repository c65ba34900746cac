//! Addresses to which no mails go, since one came back for good.

use sea_orm::entity::prelude::*;

use crate::ids::UserId;

/// That a person's mails are held.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_hold")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The address; at another one the person is written to again.
    pub address: String,
    /// Why the mail came back.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Since when.
    pub held_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
