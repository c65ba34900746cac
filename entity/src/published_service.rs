//! What the outside sees of e-services in operation. Whatever reads without a log-in reads this table and no other.

use sea_orm::entity::prelude::*;

use crate::ids::{CycleId, EServiceId, PublishedServiceId};

/// A published e-service.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "published_service")]
pub struct Model {
    /// Key; another than that of the e-service, which is of the inside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PublishedServiceId,
    /// The e-service.
    pub e_service_id: EServiceId,
    /// The cycle in operation whose page it is.
    pub cycle_id: CycleId,
    /// Its name in links; stays as long as it is published.
    pub slug: String,
    /// Its title in Swedish.
    pub name: String,
    /// The key made of the name by which lists are ordered.
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
    /// Whom it is for, each between commas.
    pub recipients: String,
    /// Its title and description, lower-cased, for searching.
    #[sea_orm(column_type = "Text")]
    pub search_text: String,
    /// All that it says.
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Json,
    /// When the cycle was published.
    pub published_at: DateTimeUtc,
    /// When the page last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
