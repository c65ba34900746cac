//! E-services that were brought in: which row of the municipality's spreadsheet each one is.

use sea_orm::entity::prelude::*;

use crate::ids::{EServiceId, UserId};

/// An e-service that was brought in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imported_e_service")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub e_service_id: EServiceId,
    /// The municipality's own key, where the spreadsheet has one; unique.
    pub external_id: Option<String>,
    /// Who brought it in; none on the command line.
    pub imported_by: Option<UserId>,
    /// When.
    pub imported_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
