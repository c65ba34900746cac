//! From a claimed delivery to what is to be said: state, rights and holder of the role are looked at again, now.

use std::collections::BTreeSet;

use ::entity::{
    approval, cycle, delivery, e_service,
    enums::{ApprovalState, Locale, NotificationKind, Role, TaskState},
    metric, notification, org_unit, task, user,
};
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;

use super::plan::{launch_facts, measure_facts, policy};
use crate::{
    domain::{
        reminder::{self, Facts, Policy, Sending},
        retirement::RetirementPlan,
        words,
    },
    service::{
        Error, Result, Services, access::place, account::queries::grants_of, artefact::queries,
        cycle::queries as cycles,
    },
};

/// What becomes of a claimed delivery.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// It is said.
    Say(Box<Said>),
    /// The reason is gone, or the person may no longer know.
    Cancel(&'static str),
    /// Not at this hour; from then on.
    Hold(DateTime<Utc>),
}

/// What is said to one person, in their language; plain facts for the channel to put into words.
#[derive(Clone, Debug)]
pub struct Said {
    /// The notification.
    pub notification: notification::Model,
    /// The person.
    pub user: user::Model,
    /// The e-service.
    pub e_service: e_service::Model,
    /// Its unit.
    pub unit: org_unit::Model,
    /// Title of the task, name and unit of the metric, or name of the approval.
    pub subject: Option<String>,
    /// Who assigned or asked.
    pub by: Option<String>,
    /// The answer to an approval: whether it was given, by whom, and the reason.
    pub decided: Option<(bool, String, Option<String>)>,
    /// The role for which the person is told.
    pub role: Option<Role>,
}

/// Looks at a claimed delivery.
///
/// # Errors
/// Where the database fails.
pub async fn look(services: &Services, row: &delivery::Model) -> Result<Outgoing> {
    let db = &services.db;
    let Some((notification, Some(user))) = notification::Entity::find_by_id(row.notification_id)
        .find_also_related(user::Entity)
        .one(db)
        .await?
    else {
        return Ok(Outgoing::Cancel("the notification or the person is gone"));
    };
    if !user.active {
        return Ok(Outgoing::Cancel("the person has left"));
    }
    let Some((e_service, Some(unit))) = e_service::Entity::find_by_id(notification.e_service_id)
        .find_also_related(org_unit::Entity)
        .one(db)
        .await?
    else {
        return Ok(Outgoing::Cancel("the e-service is gone"));
    };
    let grants = grants_of(db, user.id).await?;
    let here = place(e_service.id, &unit.path);
    let has_part = grants.iter().any(|grant| grant.scope.covers(here));
    if e_service.confidential && !has_part && e_service.proposed_by != user.id {
        return Ok(Outgoing::Cancel("the person may no longer see the e-service"));
    }
    let held: BTreeSet<Role> = grants
        .iter()
        .filter(|grant| grant.scope.covers(here))
        .map(|grant| grant.role)
        .collect();
    let said = Said {
        notification,
        user,
        e_service,
        unit,
        subject: None,
        by: None,
        decided: None,
        role: None,
    };
    match said.notification.kind {
        NotificationKind::LaunchAhead
        | NotificationKind::LaunchToday
        | NotificationKind::LaunchOverdue
        | NotificationKind::MeasureAhead
        | NotificationKind::MeasureDue
        | NotificationKind::MeasureOverdue => reminder_of(services, said, &held).await,
        NotificationKind::TaskAssigned => assigned(services, said).await,
        NotificationKind::ApprovalAsked => asked(services, said, &held).await,
        NotificationKind::ApprovalDecided => decided(services, said).await,
        NotificationKind::RetirementAnnounced => retired(services, said, &held).await,
    }
}

async fn reminder_of(services: &Services, mut said: Said, held: &BTreeSet<Role>) -> Result<Outgoing> {
    let db = &services.db;
    let policy = policy(&services.settings);
    let (kind, about_on) = (
        said.notification.kind,
        said.notification.about_on.unwrap_or_default(),
    );
    let facts = if let Some(id) = said.notification.cycle_id {
        let cycle = cycle::Entity::find_by_id(id).one(db).await?;
        launch_facts(db, cycle.into_iter().collect()).await?.pop()
    } else if let Some(id) = said.notification.metric_id {
        let metric = metric::Entity::find_by_id(id).one(db).await?;
        said.subject = metric
            .as_ref()
            .map(|metric| format!("{} ({})", metric.name, metric.unit));
        metric.as_ref().and_then(measure_facts)
    } else {
        None
    };
    let Some(facts) = facts.filter(|facts| reminder::still_holds(kind, about_on, facts)) else {
        return Ok(Outgoing::Cancel("what it reminds of is done, moved or cancelled"));
    };
    let told = roles_told(&policy, &facts, kind);
    said.role = held.iter().copied().find(|role| told.contains(role));
    if said.role.is_none() {
        return Ok(Outgoing::Cancel("the person no longer holds the role"));
    }
    Ok(match reminder::sending(&policy, kind, about_on, services.now()) {
        Sending::Now => Outgoing::Say(Box::new(said)),
        Sending::Later(at) => Outgoing::Hold(at),
        Sending::Never => Outgoing::Cancel("it would be untrue by now"),
    })
}

/// The roles that are told reminders of a kind at any step.
fn roles_told(policy: &Policy, facts: &Facts, kind: NotificationKind) -> BTreeSet<Role> {
    reminder::upcoming(policy, facts, DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC)
        .into_iter()
        .filter(|occurrence| occurrence.kind == kind)
        .flat_map(|occurrence| occurrence.roles)
        .collect()
}

async fn assigned(services: &Services, mut said: Said) -> Result<Outgoing> {
    let row = match said.notification.task_id {
        Some(id) => task::Entity::find_by_id(id).one(&services.db).await?,
        None => None,
    };
    let Some(row) = row.filter(|row| {
        row.assignee_id == Some(said.user.id)
            && matches!(
                row.state,
                TaskState::Waiting | TaskState::Ready | TaskState::InProgress
            )
    }) else {
        return Ok(Outgoing::Cancel("the task is done or somebody else's"));
    };
    said.subject = Some(task_title(services, &row, said.user.locale).await?);
    said.notification.about_on = row.due_on;
    said.role = Some(row.role);
    Ok(Outgoing::Say(Box::new(said)))
}

async fn asked(services: &Services, mut said: Said, held: &BTreeSet<Role>) -> Result<Outgoing> {
    let Some((row, name)) = approval_of(services, &said).await? else {
        return Ok(Outgoing::Cancel("the approval is gone"));
    };
    if row.state != ApprovalState::Pending {
        return Ok(Outgoing::Cancel("the approval has been answered"));
    }
    if !held.contains(&row.role) {
        return Ok(Outgoing::Cancel("the person no longer holds the role"));
    }
    said.subject = Some(name);
    said.by = name_of(services, Some(row.asked_by)).await?;
    said.role = Some(row.role);
    Ok(Outgoing::Say(Box::new(said)))
}

async fn decided(services: &Services, mut said: Said) -> Result<Outgoing> {
    let Some((row, name)) = approval_of(services, &said).await? else {
        return Ok(Outgoing::Cancel("the approval is gone"));
    };
    let by = name_of(services, row.decided_by).await?.unwrap_or_default();
    said.decided = Some((row.state != ApprovalState::Rejected, by, row.reason));
    said.subject = Some(name);
    Ok(Outgoing::Say(Box::new(said)))
}

/// A plan that was changed since is announced anew.
async fn retired(services: &Services, mut said: Said, held: &BTreeSet<Role>) -> Result<Outgoing> {
    let plan = match said.notification.cycle_id {
        Some(cycle) => queries::read::<RetirementPlan>(&services.db, cycle).await?.pop(),
        None => None,
    };
    let holds = |plan: &RetirementPlan| {
        plan.announced_on.is_some() && Some(plan.retire_on) == said.notification.about_on
    };
    if !plan.is_some_and(|(_, plan)| holds(&plan)) {
        return Ok(Outgoing::Cancel("the plan has changed"));
    }
    said.role = held.first().copied();
    if said.role.is_none() {
        return Ok(Outgoing::Cancel("the person no longer holds a role"));
    }
    Ok(Outgoing::Say(Box::new(said)))
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
async fn task_title(services: &Services, row: &task::Model, locale: Locale) -> Result<String> {
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
    cycle: ::entity::ids::CycleId,
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

async fn name_of(services: &Services, id: Option<::entity::ids::UserId>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(user::Entity::find_by_id(id)
        .one(&services.db)
        .await?
        .map(|user| user.name))
}

impl Said {
    /// The name of the role for which the person is told, in their language.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        self.role
            .map(|role| words::role(role, self.user.locale).to_owned())
    }
}
