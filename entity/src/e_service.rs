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
    /// The key made of the name by which lists are ordered.
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
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
    /// The unit that it belongs to.
    #[sea_orm(belongs_to, from = "org_unit_id", to = "id")]
    pub org_unit: BelongsTo<super::org_unit::Entity>,
    /// Who put it forward.
    #[sea_orm(belongs_to, relation_enum = "Proposer", from = "proposed_by", to = "id")]
    pub proposer: BelongsTo<super::user::Entity>,
    /// The cycle in phases 1 to 5.
    #[sea_orm(
        belongs_to,
        relation_enum = "DevelopmentCycle",
        from = "development_cycle_id",
        to = "id"
    )]
    pub development_cycle: BelongsTo<Option<super::cycle::Entity>>,
    /// The cycle in phases 6 and 7.
    #[sea_orm(
        belongs_to,
        relation_enum = "OperationCycle",
        from = "operation_cycle_id",
        to = "id"
    )]
    pub operation_cycle: BelongsTo<Option<super::cycle::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
