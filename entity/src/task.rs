//! Tasks: activities of a cycle, and tasks added by hand.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{Phase, Role, TaskState},
    ids::{CycleId, EServiceId, TaskId, UserId},
};

/// A task.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    /// The cycle that it belongs to.
    pub cycle_id: CycleId,
    /// The e-service of that cycle.
    pub e_service_id: EServiceId,
    /// Key of the activity in the template; none where the task was added by hand.
    pub activity: Option<String>,
    /// The phase in which it can be done.
    pub phase: Phase,
    /// Title where it was added by hand; else the template has it.
    pub title: Option<String>,
    /// What is to be done, Markdown, where it was added by hand.
    #[sea_orm(column_type = "Text", nullable)]
    pub description: Option<String>,
    /// Who is responsible.
    pub role: Role,
    /// Who has taken it or was given it.
    pub assignee_id: Option<UserId>,
    /// Where it stands.
    pub state: TaskState,
    /// When it should be done.
    pub due_on: Option<Date>,
    /// True where somebody set the date; it then does not move with the deadline or launch.
    pub due_by_hand: bool,
    /// Why it was left out.
    #[sea_orm(column_type = "Text", nullable)]
    pub skip_reason: Option<String>,
    /// Who completed or skipped it.
    pub completed_by: Option<UserId>,
    /// When it was completed or skipped.
    pub completed_at: Option<DateTimeUtc>,
    /// Its place in the cycle: that of its activity in the template, later for those added by hand.
    pub position: i32,
    /// 1 for the first; a recurring activity gets a new task each time.
    pub occurrence: i32,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// Rises with every change.
    pub version: i32,
    /// The cycle that it belongs to.
    #[sea_orm(belongs_to, from = "cycle_id", to = "id")]
    pub cycle: BelongsTo<super::cycle::Entity>,
    /// The e-service of that cycle.
    #[sea_orm(belongs_to, from = "e_service_id", to = "id")]
    pub e_service: BelongsTo<super::e_service::Entity>,
    /// Who has taken it or was given it.
    #[sea_orm(belongs_to, relation_enum = "Assignee", from = "assignee_id", to = "id")]
    pub assignee: BelongsTo<Option<super::user::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
