//! The municipality as a tree of organisational units.

use sea_orm::entity::prelude::*;

use crate::ids::OrgUnitId;

/// An organisational unit.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "org_unit")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrgUnitId,
    /// The unit above; none for the municipality itself.
    pub parent_id: Option<OrgUnitId>,
    /// Name as shown.
    pub name: String,
    /// The key made of the name by which lists are ordered.
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
    /// Ids of all units from the root down to this one, each ended by a slash; a unit is below another when its path begins with the other's.
    #[sea_orm(column_type = "Text")]
    pub path: String,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// Rises with every change.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
