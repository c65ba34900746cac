//! The job that forgets what nobody can need any more.

use std::fmt;

use ::entity::{idempotent_answer, job_run};
use chrono::Duration;
use sea_orm::{Condition, EntityTrait, QueryFilter, sea_query::ExprTrait};

use crate::{
    domain::job::{Job, Rhythm},
    service::{Result, Services, account::forget, attachment, change},
};

/// How long ended log-ins are kept: long enough to answer "was that me?".
const LOG_INS: Duration = Duration::days(30);
/// How long the first answer to a mutation is kept for a client that tries again.
const ANSWERS: Duration = Duration::hours(24);
/// How long runs of jobs are kept.
const RUNS: Duration = Duration::days(30);
/// How long those of jobs that run every minute are kept: a row a minute and job adds up.
const RUNS_OF_MINUTES: Duration = Duration::days(3);

/// How much was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Log-ins with their refresh tokens.
    pub log_ins: u64,
    /// Kept answers.
    pub answers: u64,
    /// Runs of jobs.
    pub runs: u64,
    /// Notes of changes.
    pub changes: u64,
    /// Addresses of files that nobody used, uploads that broke off, and files that were taken out.
    pub files: u64,
}

impl fmt::Display for Forgotten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            log_ins,
            answers,
            runs,
            changes,
            files,
        } = self;
        write!(
            f,
            "{log_ins} log-ins, {answers} answers, {runs} runs, {changes} notes of changes, {files} files forgotten"
        )
    }
}

/// Forgets what is old.
///
/// # Errors
/// The database.
pub async fn run(services: &Services) -> Result<Forgotten> {
    let now = services.now();
    let log_ins = forget::log_ins_ended_before(services, now - LOG_INS).await?;
    let answers = idempotent_answer::Entity::delete_many()
        .filter(idempotent_answer::COLUMN.created_at.lt(now - ANSWERS))
        .exec(&services.db)
        .await?
        .rows_affected;
    let every_minute = Job::ALL
        .iter()
        .filter(|job| job.rhythm() == Rhythm::EveryMinute)
        .map(|job| job.name());
    let runs = job_run::Entity::delete_many()
        .filter(
            Condition::any()
                .add(job_run::COLUMN.started_at.lt(now - RUNS))
                .add(
                    job_run::COLUMN
                        .started_at
                        .lt(now - RUNS_OF_MINUTES)
                        .and(job_run::COLUMN.job.is_in(every_minute)),
                ),
        )
        .exec(&services.db)
        .await?
        .rows_affected;
    Ok(Forgotten {
        log_ins,
        answers,
        runs,
        changes: change::forget(services).await?,
        files: attachment::receive::clean_up(services).await?,
    })
}
