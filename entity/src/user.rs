//! The people who use the product.

use sea_orm::entity::prelude::*;

use crate::{enums::Locale, ids::UserId};

/// A person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// Address, lower-cased; unique.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// The key made of the name by which lists are ordered.
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
    /// Argon2id hash in PHC form; none where the person cannot log in with a password.
    pub password_hash: Option<String>,
    /// Language of mails.
    pub locale: Locale,
    /// False once the person has left; then no session is accepted.
    pub active: bool,
    /// Rises with every change of roles, so that tokens issued before are refused.
    pub role_epoch: i32,
    /// Name and address, lower-cased, for searching.
    #[sea_orm(column_type = "Text")]
    pub search_text: String,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// Rises with every change; a change names the one it saw.
    pub version: i32,
    /// The roles that the person holds or held.
    #[sea_orm(has_many, relation_enum = "RoleGrant", via_rel = "User")]
    pub role_grants: HasMany<super::role_grant::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
