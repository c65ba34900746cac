//! Pausing scheduled jobs, letting them go on, and asking for a run at once. It holds for all instances, and survives them.

use ::entity::{ids::ScheduledJobId, scheduled_job};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr,
};
use serde_json::json;

use crate::{
    domain::{actor::Actor, job::Job, permission::Permission},
    service::{Error, ProblemCode, Result, Services, access::require_global, audit},
};

/// Lets a job rest until it is resumed. A run that is under way ends as it would have.
///
/// # Errors
/// `WRONG_STATE` where it is paused already, [`Error::Forbidden`].
pub async fn pause(services: &Services, actor: &Actor, job: Job) -> Result<()> {
    let now = services.now();
    let refused = ("Jobbet är redan pausat.", "The job is paused already.");
    change(services, actor, job, "job.pause", refused, |row| {
        row.col_expr(scheduled_job::Column::PausedAt, Expr::value(now))
            .col_expr(scheduled_job::Column::PausedBy, Expr::value(actor.user_id))
            .filter(scheduled_job::COLUMN.paused_at.is_null())
    })
    .await
}

/// Lets a paused job go on. What it missed it makes up for once.
///
/// # Errors
/// `WRONG_STATE` where it is not paused, [`Error::Forbidden`].
pub async fn resume(services: &Services, actor: &Actor, job: Job) -> Result<()> {
    let (never, nobody): (Option<DateTime<Utc>>, Option<uuid::Uuid>) = (None, None);
    let refused = ("Jobbet är inte pausat.", "The job is not paused.");
    change(services, actor, job, "job.resume", refused, |row| {
        row.col_expr(scheduled_job::Column::PausedAt, Expr::value(never))
            .col_expr(scheduled_job::Column::PausedBy, Expr::value(nobody))
            .filter(scheduled_job::COLUMN.paused_at.is_not_null())
    })
    .await
}

/// Asks for a run at once, also of a paused job. An instance that runs jobs takes it up, which need not be this one.
///
/// # Errors
/// `WRONG_STATE` where a run was asked for that has not begun yet, [`Error::Forbidden`].
pub async fn run(services: &Services, actor: &Actor, job: Job) -> Result<()> {
    let now = services.now();
    let refused = (
        "Jobbet står redan på tur att köras.",
        "A run was asked for already and has not begun yet.",
    );
    change(services, actor, job, "job.run", refused, |row| {
        row.col_expr(scheduled_job::Column::RunAskedAt, Expr::value(now))
            .filter(scheduled_job::COLUMN.run_asked_at.is_null())
    })
    .await
}

/// Notes that a run that was asked for has been taken up.
///
/// # Errors
/// Where the database fails.
pub async fn taken_up(services: &Services, job: Job, asked_at: DateTime<Utc>) -> Result<()> {
    let never: Option<DateTime<Utc>> = None;
    scheduled_job::Entity::update_many()
        .col_expr(scheduled_job::Column::RunAskedAt, Expr::value(never))
        .filter(scheduled_job::COLUMN.name.eq(job.name()))
        .filter(scheduled_job::COLUMN.run_asked_at.eq(asked_at))
        .exec(&services.db)
        .await?;
    Ok(())
}

async fn change(
    services: &Services,
    actor: &Actor,
    job: Job,
    action: &'static str,
    (sv, en): (&'static str, &'static str),
    what: impl FnOnce(UpdateMany<scheduled_job::Entity>) -> UpdateMany<scheduled_job::Entity>,
) -> Result<()> {
    require_global(actor, Permission::ManageJobs)?;
    let txn = services.begin().await?;
    let id = row(&txn, job).await?;
    let changed = what(scheduled_job::Entity::update_many())
        .filter(scheduled_job::COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    if changed.rows_affected != 1 {
        return Err(Error::refused(ProblemCode::WrongState, &[], sv, en));
    }
    let entry = audit::Entry {
        action,
        thing_kind: "Job",
        thing_id: id.0,
        e_service_id: None,
        detail: json!({ "job": job.name() }),
    };
    audit::record(&txn, Some(actor), services.now(), entry).await?;
    txn.commit().await?;
    services.live.wake();
    Ok(())
}

/// The row of a job, made where nobody has said anything about it yet.
async fn row(txn: &impl ConnectionTrait, job: Job) -> Result<ScheduledJobId> {
    scheduled_job::Entity::insert(scheduled_job::ActiveModel {
        id: Set(ScheduledJobId::new()),
        name: Set(job.name().to_owned()),
        paused_at: Set(None),
        paused_by: Set(None),
        run_asked_at: Set(None),
    })
    .on_conflict_do_nothing_on([scheduled_job::Column::Name])
    .exec_without_returning(txn)
    .await?;
    let found = scheduled_job::Entity::find()
        .filter(scheduled_job::COLUMN.name.eq(job.name()))
        .one(txn)
        .await?;
    found.map(|row| row.id).ok_or(Error::NotFound)
}
