//! Pausing scheduled jobs, letting them go on, and asking for a run at once.

use async_graphql::{Context, InputObject, Object};

use super::types::Job;
use crate::{
    domain::{self, permission::Permission},
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::{ApiError, UserError, mendable},
        paging::payload,
    },
    service::job::manage,
};

/// Input of `runJob`.
#[derive(InputObject)]
pub struct RunJobInput {
    /// Which.
    pub name: domain::job::Job,
}

/// Input of `pauseJob`.
#[derive(InputObject)]
pub struct PauseJobInput {
    /// Which.
    pub name: domain::job::Job,
}

/// Input of `resumeJob`.
#[derive(InputObject)]
pub struct ResumeJobInput {
    /// Which.
    pub name: domain::job::Job,
}

payload! {
    /// Answer of `runJob`.
    RunJobPayload {
        /// The job as it is now; `runAskedAt` is null once the run has begun.
        job: Job,
    }
}
payload! {
    /// Answer of `pauseJob`.
    PauseJobPayload {
        /// The job as it is now.
        job: Job,
    }
}
payload! {
    /// Answer of `resumeJob`.
    ResumeJobPayload {
        /// The job as it is now.
        job: Job,
    }
}

/// Pausing scheduled jobs, letting them go on, and asking for a run at once.
#[derive(Default)]
pub struct JobMutation;

#[Object]
impl JobMutation {
    /// Asks for a run of a job at once, also of a paused one. An instance that runs jobs takes it up within ten seconds, whichever
    /// instance was asked. Problems: WRONG_STATE (a run that was asked for has not begun yet).
    #[graphql(
        guard = "Requires(Permission::ManageJobs)", directive = requires::apply(Permission::ManageJobs)
    )]
    async fn run_job(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RunJobInput,
    ) -> Result<RunJobPayload, ApiError> {
        let here = ctx.here();
        let outcome = manage::run(&here.services, here.actor()?, input.name).await;
        let (job, errors) = answer(ctx, input.name, outcome).await?;
        Ok(RunJobPayload { job, errors })
    }

    /// Lets a job rest in all instances until it is resumed; a run that is under way ends as it would have. Problems: WRONG_STATE (it is
    /// paused already).
    #[graphql(
        guard = "Requires(Permission::ManageJobs)", directive = requires::apply(Permission::ManageJobs)
    )]
    async fn pause_job(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: PauseJobInput,
    ) -> Result<PauseJobPayload, ApiError> {
        let here = ctx.here();
        let outcome = manage::pause(&here.services, here.actor()?, input.name).await;
        let (job, errors) = answer(ctx, input.name, outcome).await?;
        Ok(PauseJobPayload { job, errors })
    }

    /// Lets a paused job go on; what it missed it makes up for once. Problems: WRONG_STATE (it is not paused).
    #[graphql(
        guard = "Requires(Permission::ManageJobs)", directive = requires::apply(Permission::ManageJobs)
    )]
    async fn resume_job(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ResumeJobInput,
    ) -> Result<ResumeJobPayload, ApiError> {
        let here = ctx.here();
        let outcome = manage::resume(&here.services, here.actor()?, input.name).await;
        let (job, errors) = answer(ctx, input.name, outcome).await?;
        Ok(ResumeJobPayload { job, errors })
    }
}

async fn answer(
    ctx: &Context<'_>,
    job: domain::job::Job,
    outcome: crate::service::Result<()>,
) -> Result<(Option<Job>, Vec<UserError>), ApiError> {
    let (_, errors) = mendable(ctx, outcome)?;
    Ok((Job::load(ctx, job).await?, errors))
}
