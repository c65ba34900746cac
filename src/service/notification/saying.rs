//! From a row of the ledger to what is to be said: state, rights and holder of the role are looked at again, now.

use std::collections::BTreeSet;

use ::entity::{
    approval, cycle, e_service,
    enums::{ApprovalState, Locale, NotificationKind as Kind, Role, TaskState},
    ids::{CycleId, UserId},
    metric, notification, org_unit, task, user,
};
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;

use super::{facts, policy::policy};
use crate::{
    domain::{
        actor::Grant,
        notification::{Details, entry},
        reminder::{self, Facts, Policy, Thing},
        retirement::RetirementPlan,
        words,
    },
    service::{
        Error, Result, Services, access::place, account::queries::grants_of, artefact::queries,
        cycle::queries as cycles,
    },
};

/// What becomes of something that was to be said.
#[derive(Clone, Debug)]
pub enum Saying {
    /// It is said.
    Say(Box<Said>),
    /// The reason is gone, or the person may no longer know.
    Gone(&'static str),
}

/// What is said to one person, in their language; plain facts for the channel to put into words.
#[derive(Clone, Debug)]
pub struct Said {
    /// The notification.
    pub notification: notification::Model,
    /// The person.
    pub user: user::Model,
    /// The e-service and its unit; none where it is about the account.
    pub place: Option<(e_service::Model, org_unit::Model)>,
    /// Title of the task, name and unit of the metric, name of the approval, of the role, of the defect or the suggestion.
    pub subject: Option<String>,
    /// Who assigned, asked, decided or did it.
    pub by: Option<String>,
    /// The answer to an approval: whether it was given, by whom, and the reason.
    pub decided: Option<(bool, String, Option<String>)>,
    /// What the kind needs besides.
    pub details: Details,
    /// The role for which the person is told.
    pub role: Option<Role>,
    /// For whom the person stands in.
    pub on_behalf_of: Option<String>,
}

impl Said {
    /// The name of the role for which the person is told, in their language.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        self.role
            .map(|role| words::role(role, self.user.locale).to_owned())
    }
}

/// Looks at a row of the ledger.
///
/// # Errors
/// Where the database fails.
pub async fn look(
    services: &Services,
    notification: notification::Model,
    user: user::Model,
) -> Result<Saying> {
    let db = &services.db;
    if !user.active {
        return Ok(Saying::Gone("the person has left"));
    }
    let grants = grants_of(db, user.id).await?;
    let place = match notification.e_service_id {
        None => None,
        Some(id) => {
            let found = e_service::Entity::find_by_id(id)
                .find_also_related(org_unit::Entity)
                .one(db)
                .await?;
            let Some((e_service, Some(unit))) = found else {
                return Ok(Saying::Gone("the e-service is gone"));
            };
            if e_service.confidential
                && !has_part(&grants, &e_service, &unit)
                && e_service.proposed_by != user.id
            {
                return Ok(Saying::Gone("the person may no longer see the e-service"));
            }
            Some((e_service, unit))
        }
    };
    let details: Details = serde_json::from_value(notification.details.clone()).unwrap_or_default();
    // Who stands in is told for the roles of the one who is away.
    let held = match notification.on_behalf_of {
        None => held_at(&grants, place.as_ref()),
        Some(away) => held_at(&grants_of(db, away).await?, place.as_ref()),
    };
    let mut said = Said {
        by: name_of(services, details.by).await?,
        on_behalf_of: name_of(services, notification.on_behalf_of).await?,
        subject: details.name.clone(),
        role: notification.role,
        decided: None,
        details,
        place,
        user,
        notification,
    };
    // What was told for a role is not said to somebody who holds it no more.
    if said.notification.role.is_some_and(|role| !held.contains(&role)) {
        return Ok(Saying::Gone("the person no longer holds the role"));
    }
    if entry(said.notification.kind).series.is_some() {
        return reminder_of(services, said).await;
    }
    match said.notification.kind {
        Kind::TaskAssigned => assigned(services, said).await,
        Kind::ApprovalAsked => asked(services, said).await,
        Kind::ApprovalDecided | Kind::ApprovalVoid => decided(services, said).await,
        Kind::RetirementAnnounced => retired(services, said).await,
        Kind::LaunchMoved | Kind::LaunchCancelled => moved(services, said).await,
        Kind::RoleGranted | Kind::RoleRevoked => {
            said.subject = said
                .details
                .granted
                .map(|role| words::role(role, said.user.locale).to_owned());
            Ok(Saying::Say(Box::new(said)))
        }
        _ => Ok(Saying::Say(Box::new(said))),
    }
}

fn has_part(grants: &[Grant], e_service: &e_service::Model, unit: &org_unit::Model) -> bool {
    let here = place(e_service.id, &unit.path);
    grants.iter().any(|grant| grant.scope.covers(here))
}

fn held_at(grants: &[Grant], at: Option<&(e_service::Model, org_unit::Model)>) -> BTreeSet<Role> {
    grants
        .iter()
        .filter(|grant| {
            at.is_none_or(|(e_service, unit)| grant.scope.covers(place(e_service.id, &unit.path)))
        })
        .map(|grant| grant.role)
        .collect()
}

/// The thing that a row is about.
#[must_use]
pub fn thing_of(row: &notification::Model) -> Option<Thing> {
    row.cycle_id
        .map(Thing::Cycle)
        .or(row.metric_id.map(Thing::Metric))
        .or(row.task_id.map(Thing::Task))
        .or(row.approval_id.map(Thing::Approval))
}

async fn reminder_of(services: &Services, mut said: Said) -> Result<Saying> {
    let db = &services.db;
    let (kind, about_on) = (
        said.notification.kind,
        said.notification.about_on.unwrap_or_default(),
    );
    let (Some(series), Some(thing)) = (entry(kind).series, thing_of(&said.notification)) else {
        return Ok(Saying::Gone("it is about nothing"));
    };
    let facts = facts::of(services, series, thing).await?;
    let Some(facts) = facts.filter(|facts| reminder::still_holds(kind, about_on, facts)) else {
        return Ok(Saying::Gone("what it reminds of is done, moved or cancelled"));
    };
    let told_in_person = facts.assignee == Some(said.notification.on_behalf_of.unwrap_or(said.user.id));
    let told_as_holder = said
        .notification
        .role
        .is_some_and(|role| roles_told(&policy(&services.settings), &facts, kind).contains(&role));
    // Somebody who watches is told for no role, and of what is everybody's.
    let told_as_watcher = said.notification.role.is_none() && entry(kind).watchers;
    if !told_in_person && !told_as_holder && !told_as_watcher {
        return Ok(Saying::Gone("it is somebody else's by now"));
    }
    match thing {
        Thing::Metric(id) => {
            let metric = metric::Entity::find_by_id(id).one(db).await?;
            said.subject = metric.map(|metric| format!("{} ({})", metric.name, metric.unit));
        }
        Thing::Task(id) => {
            if let Some(row) = task::Entity::find_by_id(id).one(db).await? {
                said.subject = Some(task_title(services, &row, said.user.locale).await?);
            }
        }
        Thing::Approval(_) => {
            if let Some((row, name)) = approval_of(services, &said).await? {
                said.subject = Some(name);
                said.by = name_of(services, Some(row.asked_by)).await?;
            }
        }
        Thing::Cycle(_) => {}
    }
    Ok(Saying::Say(Box::new(said)))
}

/// The roles that are told reminders of a kind at any step.
fn roles_told(policy: &Policy, facts: &Facts, kind: Kind) -> BTreeSet<Role> {
    reminder::upcoming(policy, facts, DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC)
        .into_iter()
        .filter(|occurrence| occurrence.kind == kind)
        .flat_map(|occurrence| occurrence.roles)
        .collect()
}

async fn assigned(services: &Services, mut said: Said) -> Result<Saying> {
    let row = match said.notification.task_id {
        Some(id) => task::Entity::find_by_id(id).one(&services.db).await?,
        None => None,
    };
    let person = said.notification.on_behalf_of.unwrap_or(said.user.id);
    let open = |row: &task::Model| {
        row.assignee_id == Some(person)
            && matches!(
                row.state,
                TaskState::Waiting | TaskState::Ready | TaskState::InProgress
            )
    };
    let Some(row) = row.filter(open) else {
        return Ok(Saying::Gone("the task is done or somebody else's"));
    };
    said.subject = Some(task_title(services, &row, said.user.locale).await?);
    said.notification.about_on = row.due_on;
    said.role = Some(row.role);
    Ok(Saying::Say(Box::new(said)))
}

async fn asked(services: &Services, mut said: Said) -> Result<Saying> {
    let Some((row, name)) = approval_of(services, &said).await? else {
        return Ok(Saying::Gone("the approval is gone"));
    };
    if row.state != ApprovalState::Pending {
        return Ok(Saying::Gone("the approval has been answered"));
    }
    said.subject = Some(name);
    said.by = name_of(services, Some(row.asked_by)).await?;
    said.role = Some(row.role);
    Ok(Saying::Say(Box::new(said)))
}

async fn decided(services: &Services, mut said: Said) -> Result<Saying> {
    let Some((row, name)) = approval_of(services, &said).await? else {
        return Ok(Saying::Gone("the approval is gone"));
    };
    if said.notification.kind == Kind::ApprovalDecided {
        let by = name_of(services, row.decided_by).await?.unwrap_or_default();
        said.decided = Some((row.state != ApprovalState::Rejected, by, row.reason));
    }
    said.subject = Some(name);
    Ok(Saying::Say(Box::new(said)))
}

/// A plan that was changed since is announced anew.
async fn retired(services: &Services, said: Said) -> Result<Saying> {
    let plan = match said.notification.cycle_id {
        Some(cycle) => queries::read::<RetirementPlan>(&services.db, cycle).await?.pop(),
        None => None,
    };
    let holds = |plan: &RetirementPlan| {
        plan.announced_on.is_some() && Some(plan.retire_on) == said.notification.about_on
    };
    if plan.is_some_and(|(_, plan)| holds(&plan)) {
        Ok(Saying::Say(Box::new(said)))
    } else {
        Ok(Saying::Gone("the plan has changed"))
    }
}

/// A date that was moved once more is told by the later message.
async fn moved(services: &Services, said: Said) -> Result<Saying> {
    let cycle = match said.notification.cycle_id {
        Some(id) => cycle::Entity::find_by_id(id).one(&services.db).await?,
        None => None,
    };
    let holds = cycle.is_some_and(|cycle| match said.notification.kind {
        Kind::LaunchMoved => cycle.launch_date == said.notification.about_on && cycle.ended_at.is_none(),
        _ => cycle.ended_at.is_some(),
    });
    if holds {
        Ok(Saying::Say(Box::new(said)))
    } else {
        Ok(Saying::Gone("the date has moved once more"))
    }
}

async fn approval_of(services: &Services, said: &Said) -> Result<Option<(approval::Model, String)>> {
    let Some(id) = said.notification.approval_id else {
        return Ok(None);
    };
    let Some(row) = approval::Entity::find_by_id(id).one(&services.db).await? else {
        return Ok(None);
    };
    let template = template_of(services, row.cycle_id).await?;
    let name = template
        .approval_rule(row.subject)
        .map(|rule| rule.name.get(said.user.locale).to_owned());
    Ok(Some((row, name.unwrap_or_default())))
}

/// The title of a task in a language.
pub(super) async fn task_title(services: &Services, row: &task::Model, locale: Locale) -> Result<String> {
    if let Some(title) = &row.title {
        return Ok(title.clone());
    }
    let template = template_of(services, row.cycle_id).await?;
    let activity = row.activity.as_deref().and_then(|key| template.activity(key));
    Ok(activity
        .map(|activity| activity.title.get(locale).to_owned())
        .unwrap_or_default())
}

async fn template_of(
    services: &Services,
    cycle: CycleId,
) -> Result<std::sync::Arc<crate::domain::template::Template>> {
    let view = cycles::exists(&services.db, cycle)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(services
        .templates
        .get(&services.db, view.cycle.template_id)
        .await?
        .template)
}

async fn name_of(services: &Services, id: Option<UserId>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(user::Entity::find_by_id(id)
        .one(&services.db)
        .await?
        .map(|user| user.name))
}
