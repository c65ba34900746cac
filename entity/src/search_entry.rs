//! What is found by its words: one row for each need, e-service and suggestion.
//!
//! The index over the words is the database's own and no column of the entity: a generated `tsvector` on PostgreSQL, a full-text
//! table that triggers keep in step on SQLite.

use sea_orm::entity::prelude::*;

use crate::{
    enums::SearchKind,
    ids::{EServiceId, UserId},
};

/// Something that can be searched for.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_entry")]
pub struct Model {
    /// Key; the full-text table of SQLite refers to it.
    #[sea_orm(primary_key)]
    pub number: i64,
    /// Key of the thing.
    pub thing_id: Uuid,
    /// What it is.
    pub kind: SearchKind,
    /// The e-service that it belongs to: who may not see that does not find it.
    pub e_service_id: Option<EServiceId>,
    /// Who finds it in any case: whoever put it forward.
    pub person_id: Option<UserId>,
    /// The words of its title, lower-cased and parted by spaces.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// The words of its other texts, in the same form.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The e-service that it belongs to.
    #[sea_orm(belongs_to, from = "e_service_id", to = "id")]
    pub e_service: BelongsTo<Option<super::e_service::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
