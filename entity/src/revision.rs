//! Revisions: why a later turn was begun, and with which parts of the process.

use sea_orm::entity::prelude::*;

use crate::ids::{ArtefactId, CycleId, EServiceId, UserId};

/// What a cycle of the kind revision was begun with.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    /// The cycle that was begun.
    #[sea_orm(primary_key, auto_increment = false)]
    pub cycle_id: CycleId,
    /// Of which e-service.
    pub e_service_id: EServiceId,
    /// The cycle in operation that it revises.
    pub revises_cycle_id: CycleId,
    /// The decision that led to it: an artefact of the cycle in operation.
    pub decision_id: Option<ArtefactId>,
    /// Why, Markdown.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Keys of the activities that were chosen.
    #[sea_orm(column_type = "JsonBinary")]
    pub chosen: Json,
    /// Subjects whose approval was taken over from the cycle in operation.
    #[sea_orm(column_type = "JsonBinary")]
    pub held_approvals: Json,
    /// Who began it.
    pub begun_by: UserId,
    /// When.
    pub begun_at: DateTimeUtc,
    /// Who gave it up.
    pub withdrawn_by: Option<UserId>,
    /// When.
    pub withdrawn_at: Option<DateTimeUtc>,
    /// Why it was given up, Markdown.
    #[sea_orm(column_type = "Text", nullable)]
    pub withdrawal_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
