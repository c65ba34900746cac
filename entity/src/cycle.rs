//! Turns of e-services through the process.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{Approach, CycleKind, Interval, Phase},
    ids::{CycleId, EServiceId, ProcessTemplateId},
};

/// One turn of an e-service through the process.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cycle")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CycleId,
    /// Whose turn.
    pub e_service_id: EServiceId,
    /// The template version that it began with and keeps.
    pub template_id: ProcessTemplateId,
    /// Why it was begun.
    pub kind: CycleKind,
    /// Where it is.
    pub phase: Phase,
    /// Decided by management.
    pub approach: Option<Approach>,
    /// Decided by management.
    pub deadline: Option<Date>,
    /// Whether requirements are gathered from the target group; decided by management.
    pub target_group: Option<bool>,
    /// Whether a test group tests before launch; decided by management.
    pub test_group: Option<bool>,
    /// Decided by the owner together with the approval of the e-service.
    pub launch_date: Option<Date>,
    /// When that date was set; earlier steps of its reminders are left out.
    pub launch_date_set_at: Option<DateTimeUtc>,
    /// When the editor published.
    pub published_at: Option<DateTimeUtc>,
    /// When it began.
    pub begun_at: DateTimeUtc,
    /// When its phase began.
    pub phase_since: DateTimeUtc,
    /// How often the operation is checked; none where it is as the process says.
    pub operation_interval: Option<Interval>,
    /// How often the information is checked; none where it is as the process says.
    pub information_interval: Option<Interval>,
    /// When it ended: replaced by a later cycle, declined or retired.
    pub ended_at: Option<DateTimeUtc>,
    /// Rises with every change.
    pub version: i32,
    /// Whose turn.
    #[sea_orm(belongs_to, relation_enum = "EService", from = "e_service_id", to = "id")]
    pub e_service: BelongsTo<super::e_service::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
