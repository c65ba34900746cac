//! Which mails go at an hour.

use std::collections::BTreeSet;

use ::entity::{
    approval, cycle,
    enums::{Locale, NotificationKind as Kind, Role, TaskState},
    ids::{ApprovalId, EServiceId, MetricId, TaskId, UserId},
};
use chrono::{DateTime, Utc};
use lansera::global_id::encode;

use super::{
    Oracle, Told,
    steps::{Timely, timely},
    wording::{is_about_safety, is_reminder, is_watched},
};
use crate::year::{
    almanac::is_free,
    world::{Service, Wants, World},
};

/// A mail that should go.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub to: UserId,
    /// In which language.
    pub locale: Locale,
    /// What it is.
    pub form: Form,
    /// Where it leads, in alphabetical order.
    pub links: Vec<String>,
}

/// What a mail is.
#[derive(Clone, Debug)]
pub enum Form {
    /// One thing.
    Notice(Box<Told>),
    /// What was gathered until a moment.
    Digest(DateTime<Utc>),
    /// The overview of the week that begins at a moment.
    Overview(DateTime<Utc>),
}

/// Where a mail leads that gathers several things.
pub(super) const ALL: &str = "notifications";

impl Oracle {
    /// Who waits for a mail that they get for a role for an e-service.
    pub fn waiting_for_roles(&self) -> impl Iterator<Item = (UserId, Role, EServiceId)> {
        let waiting = self.waiting.iter().map(|index| &self.told[*index]);
        waiting.filter_map(|told| Some((told.to, told.role?, told.service?)))
    }

    /// The mails of this hour.
    pub fn post(&mut self, world: &World, now: DateTime<Utc>) -> Vec<Letter> {
        let mut letters = Vec::new();
        let mut still = Vec::new();
        for index in std::mem::take(&mut self.waiting) {
            let told = &self.told[index];
            match may_go(&world.person(told.to).wants, told, now) {
                Timely::Later => still.push(index),
                Timely::Now if is_true(world, told) => letters.push(Letter {
                    to: told.to,
                    locale: world.person(told.to).who.locale,
                    form: Form::Notice(Box::new(told.clone())),
                    links: vec![link(told)],
                }),
                Timely::Now | Timely::Never => {}
            }
        }
        self.waiting = still;
        while let Some(entry) = self.digests.first_entry().filter(|entry| *entry.key() <= now) {
            let (moment, people) = entry.remove_entry();
            letters.extend(
                people
                    .into_iter()
                    .filter_map(|user| self.digest(world, user, moment, now)),
            );
        }
        while let Some(entry) = self.overviews.first_entry().filter(|entry| *entry.key() <= now) {
            let (moment, people) = entry.remove_entry();
            letters.extend(
                people
                    .into_iter()
                    .filter_map(|user| overview(world, user, moment, now)),
            );
        }
        letters
    }

    /// What was gathered for a person, without what they have read and what is not so any more.
    fn digest(
        &self,
        world: &World,
        user: UserId,
        moment: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<Letter> {
        let gathered = self.told.iter().filter(|told| {
            let untrue = is_reminder(told.kind)
                && timely(told.kind, told.about.expect("a date"), now) == Timely::Never;
            told.to == user && told.digest == Some(moment) && !told.read && !untrue && is_true(world, told)
        });
        let links: Vec<String> = gathered.map(link).collect();
        gathering(world, user, Form::Digest(moment), links)
    }
}

fn overview(world: &World, user: UserId, moment: DateTime<Utc>, now: DateTime<Utc>) -> Option<Letter> {
    let person = world.person(user);
    let holds_a_role = world.grants.iter().any(|grant| grant.user == user);
    if !holds_a_role || super::telling::is_away(&person.wants, person.wants.place.day(moment)).is_some() {
        return None;
    }
    let links = super::week::ahead(world, user, now);
    gathering(world, user, Form::Overview(moment), links)
}

/// Nothing to say, no mail.
fn gathering(world: &World, user: UserId, form: Form, mut links: Vec<String>) -> Option<Letter> {
    let person = world.person(user);
    if links.is_empty() || !person.active {
        return None;
    }
    if person.wants.titles_only {
        links.clear();
    }
    links.push(ALL.to_owned());
    links.sort();
    Some(Letter {
        to: user,
        locale: person.who.locale,
        form,
        links,
    })
}

/// Whether a mail may go at this hour: at the hours of reminders where it is one, else on working days; never in quiet hours. A
/// notice about the safety of the account goes at any time.
fn may_go(wants: &Wants, told: &Told, now: DateTime<Utc>) -> Timely {
    if is_about_safety(told.kind) {
        return Timely::Now;
    }
    if is_reminder(told.kind) {
        let when = timely(told.kind, told.about.expect("a date"), now);
        if when != Timely::Now {
            return when;
        }
    } else if !wants.on_free_days && is_free(wants.place.day(now)) {
        return Timely::Later;
    }
    if is_quiet(wants, wants.place.hour(now)) {
        Timely::Later
    } else {
        Timely::Now
    }
}

/// Counts the hours from the first quiet one to the one at which it ends.
fn is_quiet(wants: &Wants, hour: u32) -> bool {
    let Some((from, to)) = wants.quiet else {
        return false;
    };
    let mut quiet = BTreeSet::new();
    let mut at = from;
    while at != to {
        quiet.insert(at);
        at = (at + 1) % 24;
    }
    quiet.contains(&hour)
}

/// Whether it is still so, and the person's to know: asked again when a mail goes.
fn is_true(world: &World, told: &Told) -> bool {
    if !world.person(told.to).active {
        return false;
    }
    let Some(service) = told.service.map(|id| world.service(id)) else {
        return true;
    };
    if !world.sees(told.to, service) {
        return false;
    }
    // Who stands in is told for the roles of the one who is away.
    let person = told.instead_of.unwrap_or(told.to);
    if told.role.is_some_and(|role| !world.holds(person, role, service)) {
        return false;
    }
    match told.kind {
        Kind::RoleGranted | Kind::RoleRevoked => true,
        Kind::TaskAssigned => service.tasks.iter().any(|task| {
            let open = [TaskState::Waiting, TaskState::Ready, TaskState::InProgress];
            task.id.0 == told.thing && task.assignee_id == Some(person) && open.contains(&task.state)
        }),
        Kind::LaunchMoved => cycle_of(service, told)
            .is_some_and(|cycle| cycle.launch_date == told.about && cycle.ended_at.is_none()),
        Kind::LaunchCancelled => cycle_of(service, told).is_some_and(|cycle| cycle.ended_at.is_some()),
        _ => is_still_reminded_of(service, told, person),
    }
}

fn cycle_of<'a>(service: &'a Service, told: &Told) -> Option<&'a cycle::Model> {
    service.cycles.iter().find(|cycle| cycle.id.0 == told.thing)
}

/// The thing still has that date and is still to be done; and it is still theirs: given to them, of a role that is told of it, or of an
/// e-service that they watch.
fn is_still_reminded_of(service: &Service, told: &Told, person: UserId) -> bool {
    let series = super::wording::series(told.kind);
    let found = service
        .reminders
        .iter()
        .find(|reminder| reminder.thing == told.thing && reminder.series == series);
    let Some(reminder) = found.filter(|reminder| Some(reminder.about) == told.about) else {
        return false;
    };
    let of_role = told.role.is_some_and(|role| {
        let at_some_step = reminder
            .steps
            .iter()
            .any(|step| step.kind == told.kind && step.roles.contains(&role));
        at_some_step || (reminder.assignee.is_none() && reminder.responsible == Some(role))
    });
    let watching = told.role.is_none() && is_watched(told.kind);
    reminder.assignee == Some(person) || of_role || watching
}

/// Where the mail of something leads.
fn link(told: &Told) -> String {
    match told.kind {
        Kind::TaskAssigned
        | Kind::TaskDue
        | Kind::TaskOverdue
        | Kind::ReportDue
        | Kind::ReportOverdue
        | Kind::CheckDue
        | Kind::CheckOverdue => format!("tasks/{}", encode(TaskId(told.thing))),
        Kind::MeasureAhead | Kind::MeasureDue | Kind::MeasureOverdue => {
            format!("metrics/{}", encode(MetricId(told.thing)))
        }
        Kind::ApprovalWaiting => format!("approvals/{}", encode(ApprovalId(told.thing))),
        _ => told.service.map_or_else(|| "account".to_owned(), to_service),
    }
}

pub(super) fn to_service(id: EServiceId) -> String {
    format!("e-services/{}", encode(id))
}

pub(super) fn to_approval(row: &approval::Model) -> String {
    format!("approvals/{}", encode(row.id))
}
