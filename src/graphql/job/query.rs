//! Reading scheduled jobs and their runs.

use async_graphql::{Context, Object};

use super::types::{Job, JobRun, JobRunConnection};
use crate::{
    domain::{self, permission::Permission},
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
        paging::{counts, page_args},
    },
    service::job::queries,
};

/// Reading scheduled jobs and their runs.
#[derive(Default)]
pub struct JobQuery;

#[Object]
impl JobQuery {
    /// Every scheduled job: what the clock makes happen, when it last ran and when it runs next.
    #[graphql(
        guard = "Requires(Permission::ManageJobs)", directive = requires::apply(Permission::ManageJobs),
        complexity = "crate::graphql::paging::some(child_complexity)"
    )]
    async fn jobs(&self, ctx: &Context<'_>) -> Result<Vec<Job>, ApiError> {
        let found = queries::all(&ctx.here().services.db).await?;
        Ok(found.into_iter().map(Job::from).collect())
    }

    /// The runs of a scheduled job in the last 30 days, newest first. Of a job that runs as needed those that had something to do.
    #[graphql(
        guard = "Requires(Permission::ManageJobs)", directive = requires::apply(Permission::ManageJobs),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    async fn job_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which job.")] name: domain::job::Job,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<JobRunConnection, ApiError> {
        let args = page_args(first, after, last, before);
        let found = queries::runs(&ctx.here().services.db, name, &args, counts(ctx)).await?;
        Ok(JobRunConnection::new(found, JobRun::from))
    }
}
