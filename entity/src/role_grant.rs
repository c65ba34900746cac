//! Who holds which role where, now and earlier.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{Role, ScopeKind},
    ids::{EServiceId, OrgUnitId, RoleGrantId, UserId},
};

/// A role, given to a person in a scope.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleGrantId,
    /// Who holds the role.
    pub user_id: UserId,
    /// Which role.
    pub role: Role,
    /// How far it reaches; tells which of the two next columns is set.
    pub scope_kind: ScopeKind,
    /// The unit that it is limited to.
    pub org_unit_id: Option<OrgUnitId>,
    /// The e-service that it is limited to.
    pub e_service_id: Option<EServiceId>,
    /// Who gave it; none for the first administrator.
    pub granted_by: Option<UserId>,
    /// When it was given.
    pub granted_at: DateTimeUtc,
    /// When it was taken back; the row stays.
    pub revoked_at: Option<DateTimeUtc>,
    /// Who holds it.
    #[sea_orm(belongs_to, relation_enum = "User", from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
    /// The unit that it is limited to.
    #[sea_orm(belongs_to, from = "org_unit_id", to = "id")]
    pub org_unit: BelongsTo<Option<super::org_unit::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
