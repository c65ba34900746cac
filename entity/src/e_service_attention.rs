//! How much a person wants to hear of one e-service, where that is not as usual.

use sea_orm::entity::prelude::*;

use crate::{
    enums::Attention,
    ids::{EServiceId, UserId},
};

/// Muted or watched.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "e_service_attention")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Of which e-service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub e_service_id: EServiceId,
    /// How much.
    pub attention: Attention,
}

impl ActiveModelBehavior for ActiveModel {}
