//! The types of the room: `Job` and `JobRun`.

use std::sync::Arc;

use ::entity::job_run;
use async_graphql::{ComplexObject, Context, Enum};
use chrono::{DateTime, Utc};

use crate::{
    domain::{self, job::Rhythm},
    graphql::{account::types::User, context::Here, error::ApiError, object::object, paging::connection},
    service::job::queries::{self, Listed},
};

/// A scheduled job.
#[derive(Clone)]
pub struct Job(Arc<Listed>);

impl From<Listed> for Job {
    fn from(listed: Listed) -> Self {
        Self(Arc::new(listed))
    }
}

impl Job {
    /// A job as it is now.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, job: domain::job::Job) -> Result<Option<Self>, ApiError> {
        let all = queries::all(&ctx.here().services.db).await?;
        Ok(all.into_iter().find(|listed| listed.job == job).map(Self::from))
    }
}

object! {
    /// A scheduled job: something that the clock makes happen. Of several instances one does it, and what was missed is made up for once.
    Job
}

#[ComplexObject]
impl Job {
    /// Which.
    async fn name(&self) -> domain::job::Job {
        self.0.job
    }

    /// What it does, in the language of the viewer.
    async fn description(&self, ctx: &Context<'_>) -> &str {
        self.0.job.text(ctx.here().locale())
    }

    /// How often it runs.
    async fn rhythm(&self) -> Rhythm {
        self.0.job.rhythm()
    }

    /// Its last run; null where there was none in the last 30 days.
    async fn last_run(&self) -> Option<JobRun> {
        self.0.last.clone().map(JobRun::from)
    }

    /// When it runs next: a moment that has come means with the next tick, ten seconds at the most. Null where it is paused, or runs as
    /// soon as there is something to do.
    async fn next_run_at(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        self.0.next_run(ctx.here().services.now())
    }

    /// Whether it is paused, in all instances.
    async fn paused(&self) -> bool {
        self.0.said.as_ref().is_some_and(|said| said.paused_at.is_some())
    }

    /// Since when it is paused; null where it is not.
    async fn paused_at(&self) -> Option<DateTime<Utc>> {
        self.0.said.as_ref()?.paused_at
    }

    /// Who paused it; null where it is not paused.
    async fn paused_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.said.as_ref().and_then(|said| said.paused_by) {
            Some(key) => User::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// When somebody asked for a run that has not begun yet; null where nobody did.
    async fn run_asked_at(&self) -> Option<DateTime<Utc>> {
        self.0.said.as_ref()?.run_asked_at
    }
}

/// How a run of a job went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum JobOutcome {
    /// It has not ended. An instance that is killed at it leaves it like this; the next run makes up for it.
    Running,
    /// It did what there was to do.
    Done,
    /// It failed; the next run makes up for it.
    Failed,
}

/// A run of a scheduled job.
#[derive(Clone)]
pub struct JobRun(Arc<job_run::Model>);

impl From<job_run::Model> for JobRun {
    fn from(row: job_run::Model) -> Self {
        Self(Arc::new(row))
    }
}

object! {
    /// A run of a scheduled job.
    JobRun
}

#[ComplexObject]
impl JobRun {
    /// When it began.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }

    /// When it ended; null while it runs.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }

    /// How many milliseconds it took; null while it runs.
    async fn milliseconds(&self) -> Option<i32> {
        let took = self.0.finished_at? - self.0.started_at;
        Some(i32::try_from(took.num_milliseconds()).unwrap_or(i32::MAX))
    }

    /// How it went.
    async fn outcome(&self) -> JobOutcome {
        match (&self.0.finished_at, self.0.outcome.as_deref()) {
            (None, _) => JobOutcome::Running,
            (Some(_), Some(text)) if text.starts_with("ok") => JobOutcome::Done,
            _ => JobOutcome::Failed,
        }
    }

    /// What it did, in counts, or what went wrong; for those who look into it, in English. Null while it runs.
    async fn summary(&self) -> Option<&str> {
        let text = self.0.outcome.as_deref()?;
        Some(text.split_once(": ").map_or(text, |(_, summary)| summary))
    }

    /// The instance that ran it.
    async fn instance(&self) -> Option<&str> {
        self.0.instance.as_deref()
    }
}

connection!(JobRunConnection, JobRunEdge, JobRun, "runs of a scheduled job");
