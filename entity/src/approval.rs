//! Approvals, each of one exact version; never deleted.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{ApprovalState, ApprovalSubject, Role},
    ids::{ApprovalId, CycleId, EServiceId, UserId},
};

/// An approval that was asked for.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApprovalId,
    /// Of which e-service.
    pub e_service_id: EServiceId,
    /// In which cycle.
    pub cycle_id: CycleId,
    /// What it is about.
    pub subject: ApprovalSubject,
    /// The role that it is asked of.
    pub role: Role,
    /// All that is approved, as canonical JSON.
    #[sea_orm(column_type = "Text")]
    pub content: String,
    /// SHA-256 of the content, in hexadecimal.
    pub content_hash: String,
    /// Ids of the people who made what is approved; none of them decides.
    #[sea_orm(column_type = "JsonBinary")]
    pub contributors: Json,
    /// Which version of each metric is approved; none where metrics are no part of it, or it is older than their versions.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub metric_versions: Option<Json>,
    /// Where it stands.
    pub state: ApprovalState,
    /// Who asked.
    pub asked_by: UserId,
    /// When it was asked.
    pub asked_at: DateTimeUtc,
    /// Who answered.
    pub decided_by: Option<UserId>,
    /// When it was answered.
    pub decided_at: Option<DateTimeUtc>,
    /// Why it was rejected, or a remark.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// When what it was about changed.
    pub voided_at: Option<DateTimeUtc>,
    /// Rises with every change of state.
    pub version: i32,
    /// Of which e-service.
    #[sea_orm(belongs_to, from = "e_service_id", to = "id")]
    pub e_service: BelongsTo<super::e_service::Entity>,
    /// In which cycle.
    #[sea_orm(belongs_to, from = "cycle_id", to = "id")]
    pub cycle: BelongsTo<super::cycle::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
