//! E-services, from idea to retirement.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{Audience, EServiceState},
    ids::{CycleId, EServiceId, OrgUnitId, UserId},
};

/// An e-service.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "e_service")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EServiceId,
    /// The unit that it belongs to.
    pub org_unit_id: OrgUnitId,
    /// Name as shown.
    pub name: String,
    /// What it is for, Markdown.
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    /// Whom it is for.
    pub audience: Audience,
    /// Where it stands.
    pub state: EServiceState,
    /// True where only those with a role in its scope may see it.
    pub confidential: bool,
    /// Who put it forward.
    pub proposed_by: UserId,
    /// The cycle in phases 1 to 5, if there is one.
    pub development_cycle_id: Option<CycleId>,
    /// The cycle in phases 6 and 7, if there is one.
    pub operation_cycle_id: Option<CycleId>,
    /// Name and purpose, lower-cased, for searching.
    #[sea_orm(column_type = "Text")]
    pub search_text: String,
    /// When it was put forward.
    pub created_at: DateTimeUtc,
    /// When it last changed; lists are ordered by it.
    pub updated_at: DateTimeUtc,
    /// Rises with every change.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
