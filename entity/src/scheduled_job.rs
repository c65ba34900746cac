//! What people have said about scheduled jobs; a job of which nobody has said anything has no row.

use sea_orm::entity::prelude::*;

use crate::ids::{ScheduledJobId, UserId};

/// A scheduled job of which somebody has said something.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scheduled_job")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ScheduledJobId,
    /// Name of the job.
    #[sea_orm(unique)]
    pub name: String,
    /// Since when it is paused.
    pub paused_at: Option<DateTimeUtc>,
    /// By whom.
    pub paused_by: Option<UserId>,
    /// When somebody asked for a run that has not begun yet.
    pub run_asked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
