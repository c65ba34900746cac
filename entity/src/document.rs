//! Documents of a cycle that have versions.

use sea_orm::entity::prelude::*;

use crate::{
    enums::DocumentKind,
    ids::{CycleId, DocumentId, EServiceId},
};

/// A document of a cycle.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    /// Of which e-service.
    pub e_service_id: EServiceId,
    /// Of which cycle.
    pub cycle_id: CycleId,
    /// What it is; one of each kind in a cycle.
    pub kind: DocumentKind,
    /// Number of its newest version.
    pub latest: i32,
    /// When it was begun.
    pub created_at: DateTimeUtc,
    /// Its versions.
    #[sea_orm(has_many)]
    pub versions: HasMany<super::document_version::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
