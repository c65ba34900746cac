//! What was changed, for those who listen; written by triggers, and forgotten soon.

use sea_orm::entity::prelude::*;

use crate::{enums::ChangeKind, ids::EServiceId};

/// That something was made or changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub struct Model {
    /// Rises; but of two transactions the later one may end first.
    #[sea_orm(primary_key)]
    pub number: i64,
    /// What it is.
    pub kind: ChangeKind,
    /// Key of the thing.
    pub thing_id: Uuid,
    /// The e-service that it belongs to.
    pub e_service_id: EServiceId,
    /// The e-service that it belongs to.
    #[sea_orm(belongs_to, from = "e_service_id", to = "id")]
    pub e_service: BelongsTo<super::e_service::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
