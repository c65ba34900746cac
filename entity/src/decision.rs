//! Decisions of management about e-services; never edited.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{Approach, DecisionOutcome},
    ids::{CycleId, DecisionId, EServiceId, UserId},
};

/// A decision about an e-service.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DecisionId,
    /// About which e-service.
    pub e_service_id: EServiceId,
    /// In which cycle.
    pub cycle_id: CycleId,
    /// What was decided.
    pub outcome: DecisionOutcome,
    /// Why, Markdown.
    #[sea_orm(column_type = "Text")]
    pub motive: String,
    /// Where the minutes are.
    pub minutes_reference: Option<String>,
    /// Working hours given.
    pub hours: Option<i32>,
    /// Budget given, in öre.
    pub budget_minor: Option<i64>,
    /// How it is developed; set with go.
    pub approach: Option<Approach>,
    /// When it is to be finished; set with go.
    pub deadline: Option<Date>,
    /// Whether requirements are gathered from the target group; set with go.
    pub target_group: Option<bool>,
    /// Whether a test group tests; set with go.
    pub test_group: Option<bool>,
    /// The service manager appointed; set with go.
    pub service_manager_id: Option<UserId>,
    /// When it comes back; set with defer.
    pub defer_until: Option<Date>,
    /// Who recorded the decision of management.
    pub decided_by: UserId,
    /// When.
    pub decided_at: DateTimeUtc,
    /// When a later decision took its place.
    pub superseded_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
