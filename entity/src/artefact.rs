//! What people make on the way through the process: one table for all kinds, each with a body of its own form.

use sea_orm::entity::prelude::*;

use crate::{
    enums::ArtefactKind,
    ids::{ArtefactId, CycleId, EServiceId, UserId},
};

/// Something that was made in a cycle.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "artefact")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ArtefactId,
    /// Of which e-service.
    pub e_service_id: EServiceId,
    /// Of which cycle.
    pub cycle_id: CycleId,
    /// What it is.
    pub kind: ArtefactKind,
    /// 1, 2, 3 … among those of its kind in its cycle; never given twice.
    pub number: i32,
    /// What it says now; its form is that of its kind.
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Json,
    /// True where something about it is left to do.
    pub open: bool,
    /// The one of an earlier cycle that it was copied from.
    pub copied_from: Option<ArtefactId>,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: DateTimeUtc,
    /// Who changed it last.
    pub updated_by: UserId,
    /// When.
    pub updated_at: DateTimeUtc,
    /// When it was taken out; its versions stay.
    pub removed_at: Option<DateTimeUtc>,
    /// Number of its newest version.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
