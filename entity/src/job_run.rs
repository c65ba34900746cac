//! Runs of the scheduled jobs.

use sea_orm::entity::prelude::*;

use crate::ids::JobRunId;

/// A run of a scheduled job.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_run")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobRunId,
    /// Name of the job.
    pub job: String,
    /// The tick that it belongs to; unique for a job, so that one instance runs it.
    pub period: String,
    /// When it began.
    pub started_at: DateTimeUtc,
    /// When it ended.
    pub finished_at: Option<DateTimeUtc>,
    /// "ok" with counts, or what went wrong.
    #[sea_orm(column_type = "Text", nullable)]
    pub outcome: Option<String>,
    /// The instance that ran it.
    pub instance: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
