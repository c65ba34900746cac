//! What lies ahead of one person in the week that begins: launches, measures that are due, and what waits for them.

use std::collections::BTreeSet;

use ::entity::{
    approval, cycle, e_service,
    enums::{ApprovalState, EServiceState, Role, TaskState},
    ids::{ApprovalId, CycleId, EServiceId, MetricId, SessionId, TaskId},
    metric, task, user,
};
use chrono::{Duration, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::saying::task_title;
use crate::{
    domain::{
        actor::{Actor, Scope},
        words,
    },
    service::{
        Result, Services,
        account::queries::grants_of,
        e_service::queries::{held_at, in_scopes, visibility},
    },
};

/// Launches are looked for so far ahead.
const LAUNCHES: Duration = Duration::days(28);
/// Measures and tasks so far.
const WEEK: Duration = Duration::days(7);
/// More of a kind than this are only counted.
const MOST: u64 = 15;

/// Who plans by launches. Others hear of one when it is their turn to do something for it.
const MANAGING: [Role; 6] = [
    Role::Management,
    Role::Owner,
    Role::ProjectLead,
    Role::ServiceManager,
    Role::PlatformManager,
    Role::Editor,
];

/// What lies ahead.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// Launches of the next four weeks, and those that are late, of e-services that the person manages in some role.
    pub launches: Vec<Ahead<CycleId>>,
    /// Measures that the person takes, due within a week or late.
    pub measures: Vec<Ahead<MetricId>>,
    /// Approvals that wait for the person's roles.
    pub approvals: Vec<Ahead<ApprovalId>>,
    /// Tasks of the person, due within a week or late.
    pub tasks: Vec<Ahead<TaskId>>,
}

/// One thing that lies ahead.
#[derive(Clone, Debug)]
pub struct Ahead<Id> {
    /// Which.
    pub id: Id,
    /// Of which e-service.
    pub e_service: EServiceId,
    /// Name of the e-service.
    pub e_service_name: String,
    /// Title of the task, name of the metric, what is to be approved; empty for a launch.
    pub name: String,
    /// Its day.
    pub on: Option<NaiveDate>,
}

impl Overview {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.launches.is_empty()
            && self.measures.is_empty()
            && self.approvals.is_empty()
            && self.tasks.is_empty()
    }
}

/// Looks at what lies ahead of a person.
///
/// # Errors
/// Where the database fails.
pub async fn overview(services: &Services, user: &user::Model) -> Result<Overview> {
    ahead_until(services, user, LAUNCHES, WEEK, MOST).await
}

/// The same with horizons of one's own: launches so far ahead, all else so far, so many of a kind.
///
/// # Errors
/// Where the database fails.
pub async fn ahead_until(
    services: &Services,
    user: &user::Model,
    launches_for: Duration,
    others_for: Duration,
    most: u64,
) -> Result<Overview> {
    let actor = Actor {
        user_id: user.id,
        // No log-in: nothing is done in the person's name, only looked at with their rights.
        session_id: SessionId::new(),
        locale: user.locale,
        grants: grants_of(&services.db, user.id).await?,
        request_id: None,
    };
    Ok(Overview {
        launches: launches(services, &actor, services.today() + launches_for, most).await?,
        measures: measures(services, &actor, services.today() + others_for, most).await?,
        approvals: approvals(services, &actor, most).await?,
        tasks: tasks(services, &actor, services.today() + others_for, most).await?,
    })
}

async fn launches(
    services: &Services,
    actor: &Actor,
    until: NaiveDate,
    most: u64,
) -> Result<Vec<Ahead<CycleId>>> {
    let managing = actor.grants.iter().filter(|grant| MANAGING.contains(&grant.role));
    let scopes = || managing.clone().map(|grant| &grant.scope);
    let has_part = if scopes().any(|scope| *scope == Scope::Global) {
        Condition::all()
    } else {
        in_scopes(scopes())
    };
    let rows = cycle::Entity::find()
        .find_also_related(e_service::Entity)
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .filter(cycle::COLUMN.launch_date.lte(until))
        .filter(cycle::COLUMN.published_at.is_null())
        .filter(cycle::COLUMN.ended_at.is_null())
        .filter(has_part)
        .order_by_asc(cycle::COLUMN.launch_date)
        .limit(most)
        .all(&services.db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(cycle, e_service)| {
            let e_service = e_service?;
            Some(Ahead {
                id: cycle.id,
                e_service: e_service.id,
                e_service_name: e_service.name,
                name: String::new(),
                on: cycle.launch_date,
            })
        })
        .collect())
}

async fn measures(
    services: &Services,
    actor: &Actor,
    until: NaiveDate,
    most: u64,
) -> Result<Vec<Ahead<MetricId>>> {
    // On an e-service of one's own: who holds the role for a whole unit leaves measuring to those who hold it there.
    let managed: BTreeSet<EServiceId> = actor
        .grants
        .iter()
        .filter(|grant| grant.role == Role::ServiceManager)
        .filter_map(|grant| match grant.scope {
            Scope::EService(id) => Some(id),
            _ => None,
        })
        .collect();
    if managed.is_empty() {
        return Ok(Vec::new());
    }
    let rows = metric::Entity::find()
        .find_also_related(e_service::Entity)
        .filter(metric::COLUMN.e_service_id.is_in(managed))
        .filter(metric::COLUMN.removed_at.is_null())
        .filter(metric::COLUMN.next_due_on.lte(until))
        .filter(e_service::COLUMN.state.eq(EServiceState::Live))
        .order_by_asc(metric::COLUMN.next_due_on)
        .limit(most)
        .all(&services.db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(metric, e_service)| {
            Some(Ahead {
                id: metric.id,
                e_service: metric.e_service_id,
                e_service_name: e_service?.name,
                name: format!("{} ({})", metric.name, metric.unit),
                on: metric.next_due_on,
            })
        })
        .collect())
}

async fn approvals(services: &Services, actor: &Actor, most: u64) -> Result<Vec<Ahead<ApprovalId>>> {
    let rows = approval::Entity::find()
        .find_also_related(e_service::Entity)
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .filter(approval::COLUMN.state.eq(ApprovalState::Pending))
        .filter(held_at(actor, (approval::Entity, approval::Column::Role)))
        .order_by_asc(approval::COLUMN.asked_at)
        .limit(most)
        .all(&services.db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(approval, e_service)| {
            Some(Ahead {
                id: approval.id,
                e_service: approval.e_service_id,
                e_service_name: e_service?.name,
                name: words::subject(approval.subject, actor.locale).to_owned(),
                on: None,
            })
        })
        .collect())
}

async fn tasks(
    services: &Services,
    actor: &Actor,
    until: NaiveDate,
    most: u64,
) -> Result<Vec<Ahead<TaskId>>> {
    let mine = Condition::any()
        .add(task::COLUMN.assignee_id.eq(actor.user_id))
        .add(
            Condition::all()
                .add(task::COLUMN.assignee_id.is_null())
                .add(held_at(actor, (task::Entity, task::Column::Role))),
        );
    let rows = task::Entity::find()
        .find_also_related(e_service::Entity)
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .filter(
            task::COLUMN
                .state
                .is_in([TaskState::Ready, TaskState::InProgress]),
        )
        .filter(task::COLUMN.due_on.lte(until))
        .filter(mine)
        .filter(visibility(actor))
        .order_by_asc(task::COLUMN.due_on)
        .limit(most)
        .all(&services.db)
        .await?;
    let mut tasks = Vec::new();
    for (task, e_service) in rows {
        let Some(e_service) = e_service else { continue };
        tasks.push(Ahead {
            id: task.id,
            e_service: e_service.id,
            e_service_name: e_service.name,
            name: task_title(services, &task, actor.locale).await?,
            on: task.due_on,
        });
    }
    Ok(tasks)
}
