//! One run of a job a period, whichever instance comes first; what came of it is kept.

use std::{fmt::Display, panic::AssertUnwindSafe};

use ::entity::{ids::JobRunId, job_run};
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    domain::job::Job,
    service::{Error, Result, Services},
};

/// Runs `work` if no instance has run `job` for `period` yet; none where one has. An instance that dies at it leaves its row
/// without an end, and the job is made up for in the next period: every job looks at what is due, not at its period.
///
/// # Errors
/// What the work failed with, also written into the row; the database.
pub async fn once<T: Display>(
    services: &Services,
    instance: &str,
    job: Job,
    period: String,
    work: impl Future<Output = Result<T>>,
) -> Result<Option<T>> {
    let id = JobRunId::new();
    let inserted = job_run::Entity::insert(job_run::ActiveModel {
        id: Set(id),
        job: Set(job.name().to_owned()),
        period: Set(period),
        started_at: Set(services.now()),
        finished_at: Set(None),
        outcome: Set(None),
        instance: Set(Some(instance.to_owned())),
    })
    .on_conflict_do_nothing_on([job_run::Column::Job, job_run::Column::Period])
    .exec_without_returning(&services.db)
    .await?;
    if !matches!(inserted, sea_orm::TryInsertResult::Inserted(1..)) {
        return Ok(None);
    }
    let result = AssertUnwindSafe(work)
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Err(Error::Internal(format!("the job {} panicked", job.name()))));
    let outcome = match &result {
        Ok(done) => done_with(done),
        Err(error) => format!("failed: {error}"),
    };
    job_run::Entity::update_many()
        .col_expr(job_run::Column::FinishedAt, Expr::value(services.now()))
        .col_expr(job_run::Column::Outcome, Expr::value(outcome))
        .filter(job_run::COLUMN.id.eq(id))
        .exec(&services.db)
        .await?;
    result.map(Some)
}

/// Notes a run of a job that has no periods, after it has ended.
///
/// # Errors
/// Where the database fails.
pub async fn note(
    services: &Services,
    instance: &str,
    job: Job,
    began: DateTime<Utc>,
    done: &impl Display,
) -> Result<()> {
    let id = JobRunId::new();
    job_run::Entity::insert(job_run::ActiveModel {
        id: Set(id),
        job: Set(job.name().to_owned()),
        period: Set(id.to_string()),
        started_at: Set(began),
        finished_at: Set(Some(services.now())),
        outcome: Set(Some(done_with(done))),
        instance: Set(Some(instance.to_owned())),
    })
    .exec_without_returning(&services.db)
    .await?;
    Ok(())
}

fn done_with(done: &impl Display) -> String {
    format!("ok: {done}")
}
