//! Every query on scheduled jobs and their runs.

use std::collections::HashMap;

use ::entity::{job_run, scheduled_job};
use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    domain::job::Job,
    service::{
        Result,
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

/// What people have said about the jobs.
#[derive(Clone, Debug, Default)]
pub struct Said(HashMap<Job, scheduled_job::Model>);

impl Said {
    /// Whether a job is paused.
    #[must_use]
    pub fn is_paused(&self, job: Job) -> bool {
        self.0.get(&job).is_some_and(|said| said.paused_at.is_some())
    }

    /// When somebody asked for a run of a job that has not begun yet.
    #[must_use]
    pub fn asked(&self, job: Job) -> Option<DateTime<Utc>> {
        self.0.get(&job)?.run_asked_at
    }
}

/// What people have said about the jobs. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn said(db: &impl ConnectionTrait) -> Result<Said, DbErr> {
    let rows = scheduled_job::Entity::find().all(db).await?;
    let known = |row: scheduled_job::Model| Some((Job::named(&row.name)?, row));
    Ok(Said(rows.into_iter().filter_map(known).collect()))
}

/// A job with what is known of it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which.
    pub job: Job,
    /// What people have said about it.
    pub said: Option<scheduled_job::Model>,
    /// Its last run.
    pub last: Option<job_run::Model>,
}

impl Listed {
    /// When it runs next; none where no moment can be told.
    #[must_use]
    pub fn next_run(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let said = |what: fn(&scheduled_job::Model) -> bool| self.said.as_ref().is_some_and(what);
        self.job.next_run(
            self.last.as_ref().map(|run| run.started_at),
            said(|said| said.paused_at.is_some()),
            said(|said| said.run_asked_at.is_some()),
            now,
        )
    }
}

/// Every job. Two statements.
///
/// # Errors
/// Where the database fails.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Listed>, DbErr> {
    let mut said = said(db).await?.0;
    let mut last: HashMap<Job, job_run::Model> = HashMap::new();
    for run in last_runs(db).await? {
        if let Some(job) = Job::named(&run.job) {
            // Of two that began at the same moment the one that was made later.
            last.entry(job)
                .and_modify(|known| {
                    if known.id < run.id {
                        *known = run.clone();
                    }
                })
                .or_insert(run);
        }
    }
    let listed = Job::ALL.iter().map(|job| Listed {
        job: *job,
        said: said.remove(job),
        last: last.remove(job),
    });
    Ok(listed.collect())
}

async fn last_runs(db: &impl ConnectionTrait) -> Result<Vec<job_run::Model>, DbErr> {
    let newest = job_run::Entity::find()
        .select_only()
        .column(job_run::Column::Job)
        .expr(job_run::COLUMN.started_at.max())
        .group_by(job_run::Column::Job)
        .into_query();
    let run = [job_run::Column::Job, job_run::Column::StartedAt].map(Expr::col);
    job_run::Entity::find()
        .filter(Expr::tuple(run.map(Into::into)).in_subquery(newest))
        .all(db)
        .await
}

/// A page of the runs of a job, newest first.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn runs(
    db: &impl ConnectionTrait,
    job: Job,
    args: &PageArgs,
    count: bool,
) -> Result<Page<job_run::Model>> {
    let window = args.window(SortKind::Time)?;
    let select = job_run::Entity::find().filter(job_run::COLUMN.job.eq(job.name()));
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rows = window
        .apply(
            select,
            job_run::Column::StartedAt,
            job_run::Column::Id,
            Order::Desc,
        )
        .all(db)
        .await?;
    Ok(window.page(rows, total, |row| Cursor {
        key: SortKey::Time(row.started_at),
        id: row.id.0,
    }))
}
