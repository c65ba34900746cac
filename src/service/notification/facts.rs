//! The facts that reminders are planned from, and looked at again when one is about to be sent.

mod cycles;

use std::collections::HashMap;

use ::entity::{
    approval, cycle, e_service,
    enums::{ApprovalState, EServiceState, ReminderSeries as Series, TaskState},
    ids::{ApprovalId, EServiceId, TaskId},
    metric, reminder_days, task,
};
use chrono::{Duration, NaiveDate};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};

pub use cycles::launch_facts;
use cycles::{deadlines, launches, ordered_before, publications};

use crate::{
    domain::{
        calendar::{Zone, add_working_days},
        goal,
        reminder::{self, Facts, Policy, Share, Thing, series_of},
    },
    service::{Result, Services},
};

/// A step that falls on free days is moved to before them; no run of free days is longer.
const FREE_DAYS: i64 = 10;

/// The lead times that e-services have of their own.
#[derive(Clone, Debug, Default)]
pub struct OwnLeads(HashMap<(EServiceId, Series), Vec<i64>>);

impl OwnLeads {
    /// Loads them: those of one e-service, or all. One statement.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(db: &impl ConnectionTrait, of: Option<EServiceId>) -> Result<Self, DbErr> {
        let mut select = reminder_days::Entity::find();
        if let Some(id) = of {
            select = select.filter(reminder_days::COLUMN.e_service_id.eq(id));
        }
        let rows = select.all(db).await?;
        let days = |row: &reminder_days::Model| serde_json::from_value(row.days.clone()).ok();
        Ok(Self(
            rows.iter()
                .filter_map(|row| Some(((row.e_service_id, row.series), days(row)?)))
                .collect(),
        ))
    }

    /// Those of one e-service for a series; none where it has none of its own.
    #[must_use]
    pub fn of(&self, e_service: EServiceId, series: Series) -> Option<&Vec<i64>> {
        self.0.get(&(e_service, series))
    }

    fn longest(&self, series: Series) -> i64 {
        let of_series = self.0.iter().filter(|((_, of), _)| *of == series);
        of_series.flat_map(|(_, days)| days).copied().max().unwrap_or(0)
    }
}

/// Which things facts are wanted of.
#[derive(Clone, Copy, Debug)]
enum Which {
    /// Those with a date up to so many days ahead of today.
    Until(NaiveDate),
    /// One.
    Of(Thing),
}

/// What must be known of everything whose reminders, or those of a share, may be due until a day; of some things also a little beyond.
/// A statement or two for each kind of thing, and one for the lead times that e-services have of their own.
///
/// # Errors
/// Where the database fails.
pub async fn until(
    services: &Services,
    policy: &Policy,
    day: NaiveDate,
    share: Option<Share>,
) -> Result<Vec<Facts>, DbErr> {
    let db = &services.db;
    let own = OwnLeads::load(db, None).await?;
    let reach = |series| {
        if share == Some(Share::Late) {
            return day;
        }
        let lead = policy.longest_lead(series).max(own.longest(series));
        day + Duration::days(lead + 1 + FREE_DAYS)
    };
    let mut facts = Vec::new();
    if share == Some(Share::Checks) {
        facts.extend(tasks(db, Which::Until(reach(Series::Check))).await?);
    } else {
        facts.extend(of_dates(services, &reach).await?);
    }
    if share.is_none_or(|share| share == Share::Late) {
        facts.extend(approvals(services, Which::Until(day)).await?);
    }
    for facts in &mut facts {
        facts.leads = own.of(facts.e_service, facts.series).cloned();
    }
    Ok(facts)
}

/// What has a date before the day up to which its series reaches.
async fn of_dates(services: &Services, reach: &impl Fn(Series) -> NaiveDate) -> Result<Vec<Facts>, DbErr> {
    let db = &services.db;
    let ordered_by = add_working_days(reach(Series::Publication), ordered_before(services));
    let launches = launches(db, Which::Until(reach(Series::Launch).max(ordered_by))).await?;
    let mut facts = launches.clone();
    facts.extend(publications(services, launches).await?);
    facts.extend(deadlines(db, Which::Until(reach(Series::Deadline))).await?);
    facts.extend(measures(db, Which::Until(reach(Series::Measure))).await?);
    let tasks_until = [Series::Report, Series::Check, Series::Task]
        .map(reach)
        .into_iter()
        .max();
    if let Some(day) = tasks_until {
        facts.extend(tasks(db, Which::Until(day)).await?);
    }
    Ok(facts)
}

/// What must be known of one thing; none where it has no date any more.
///
/// # Errors
/// Where the database fails.
pub async fn of(services: &Services, series: Series, thing: Thing) -> Result<Option<Facts>, DbErr> {
    let (db, which) = (&services.db, Which::Of(thing));
    let mut found = match series {
        Series::Launch => launches(db, which).await?,
        Series::Publication => publications(services, launches(db, which).await?).await?,
        Series::Deadline => deadlines(db, which).await?,
        Series::Measure => measures(db, which).await?,
        Series::Approval => approvals(services, which).await?,
        Series::Report | Series::Check | Series::Task => tasks(db, which).await?,
    };
    let Some(mut facts) = found.pop().filter(|facts| facts.series == series) else {
        return Ok(None);
    };
    let own = OwnLeads::load(db, Some(facts.e_service)).await?;
    facts.leads = own.of(facts.e_service, series).cloned();
    Ok(Some(facts))
}

async fn measures(db: &impl ConnectionTrait, which: Which) -> Result<Vec<Facts>, DbErr> {
    let select = metric::Entity::find()
        .join(JoinType::InnerJoin, metric::Relation::EService.def())
        .filter(metric::COLUMN.removed_at.is_null())
        .filter(e_service::COLUMN.state.eq(EServiceState::Live));
    let metrics = match which {
        Which::Until(day) => select.filter(metric::COLUMN.next_due_on.lte(day)),
        Which::Of(Thing::Metric(id)) => select.filter(metric::COLUMN.id.eq(id)),
        Which::Of(_) => return Ok(Vec::new()),
    };
    Ok(metrics.all(db).await?.iter().filter_map(measure_facts).collect())
}

fn measure_facts(metric: &metric::Model) -> Option<Facts> {
    // A deviation that was accepted puts the whole row of reminders off.
    let expected = goal::expected_on(metric.next_due_on, metric.deviation_until)?;
    let put_off = metric.next_due_on != Some(expected);
    Some(Facts {
        series: Series::Measure,
        thing: Thing::Metric(metric.id),
        e_service: metric.e_service_id,
        date: expected,
        date_set_at: if put_off {
            metric.deviation_at
        } else {
            metric.due_set_at
        },
        open: true,
        assignee: None,
        role: None,
        leads: None,
    })
}

/// The open tasks with a date, of whichever series; of running cycles only.
async fn tasks(db: &impl ConnectionTrait, which: Which) -> Result<Vec<Facts>, DbErr> {
    let select = task::Entity::find()
        .join(JoinType::InnerJoin, task::Relation::Cycle.def())
        .filter(cycle::COLUMN.ended_at.is_null())
        .filter(task::COLUMN.due_on.is_not_null());
    let tasks = match which {
        Which::Until(day) => select
            .filter(
                task::COLUMN
                    .state
                    .is_in([TaskState::Ready, TaskState::InProgress]),
            )
            .filter(task::COLUMN.due_on.lte(day)),
        Which::Of(Thing::Task(id)) => select.filter(task::COLUMN.id.eq(id)),
        Which::Of(_) => return Ok(Vec::new()),
    };
    let rows: Vec<TaskFacts> = tasks
        .select_only()
        .columns([
            task::Column::Id,
            task::Column::EServiceId,
            task::Column::Activity,
            task::Column::Role,
            task::Column::AssigneeId,
            task::Column::State,
            task::Column::DueOn,
        ])
        .into_tuple()
        .all(db)
        .await?;
    let of = |(id, e_service, activity, role, assignee, state, due_on): TaskFacts| Facts {
        series: series_of(activity.as_deref()),
        thing: Thing::Task(id),
        e_service,
        date: due_on,
        date_set_at: None,
        open: reminder::task_is_open(state),
        assignee,
        role: Some(role),
        leads: None,
    };
    Ok(rows.into_iter().map(of).collect())
}

type TaskFacts = (
    TaskId,
    EServiceId,
    Option<String>,
    ::entity::enums::Role,
    Option<::entity::ids::UserId>,
    TaskState,
    NaiveDate,
);

/// The approvals that wait for an answer, with the day on which they were asked.
async fn approvals(services: &Services, which: Which) -> Result<Vec<Facts>, DbErr> {
    let select = approval::Entity::find();
    let approvals = match which {
        Which::Until(_) => select.filter(approval::COLUMN.state.eq(ApprovalState::Pending)),
        Which::Of(Thing::Approval(id)) => select.filter(approval::COLUMN.id.eq(id)),
        Which::Of(_) => return Ok(Vec::new()),
    };
    let rows: Vec<(
        ApprovalId,
        EServiceId,
        ::entity::enums::Role,
        ApprovalState,
        chrono::DateTime<chrono::Utc>,
    )> = approvals
        .select_only()
        .columns([
            approval::Column::Id,
            approval::Column::EServiceId,
            approval::Column::Role,
            approval::Column::State,
            approval::Column::AskedAt,
        ])
        .into_tuple()
        .all(&services.db)
        .await?;
    let zone = Zone::from(services.settings.time_zone);
    Ok(rows
        .into_iter()
        .map(|(id, e_service, role, state, asked_at)| Facts {
            series: Series::Approval,
            thing: Thing::Approval(id),
            e_service,
            date: zone.date_of(asked_at),
            date_set_at: None,
            open: state == ApprovalState::Pending,
            assignee: None,
            role: Some(role),
            leads: None,
        })
        .collect())
}
