//! What staff and recipients want improved.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{SuggestionOrigin, SuggestionState},
    ids::{EServiceId, SuggestionId, UserId},
};

/// A suggestion for an e-service in operation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "suggestion")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SuggestionId,
    /// About which e-service.
    pub e_service_id: EServiceId,
    /// Who made it.
    pub origin: SuggestionOrigin,
    /// What is suggested; Markdown from staff, plain text from recipients, of whom some only give a rating.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// How satisfied a recipient is, 1 to 5.
    pub rating: Option<i32>,
    /// Under which heading it was put.
    pub category: Option<String>,
    /// How much it weighs, 1 to 5.
    pub weight: Option<i32>,
    /// Where it stands.
    pub state: SuggestionState,
    /// Why it was declined, or what was thought when it was weighed.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// Who made it; nobody is known for a recipient.
    pub author_id: Option<UserId>,
    /// When it was made; lists are ordered by it.
    pub created_at: DateTimeUtc,
    /// Who weighed it last.
    pub weighed_by: Option<UserId>,
    /// When.
    pub weighed_at: Option<DateTimeUtc>,
    /// Rises with every change.
    pub version: i32,
    /// The e-service.
    #[sea_orm(belongs_to, from = "e_service_id", to = "id")]
    pub e_service: BelongsTo<super::e_service::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
