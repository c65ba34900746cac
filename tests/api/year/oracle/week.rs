//! The overview of the week that begins.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::{
    enums::{ApprovalState, EServiceState, Role, TaskState},
    ids::UserId,
};
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use lansera::global_id::encode;

use super::post::{to_approval, to_service};
use crate::year::{
    almanac::{STOCKHOLM, or_after},
    world::{Reach, World},
};

/// When everybody who wants one has theirs: on the first working day of each week, at the hour of their digests.
pub fn mornings_of_weeks(
    world: &World,
    from: DateTime<Utc>,
    until: NaiveDate,
) -> BTreeMap<DateTime<Utc>, BTreeSet<UserId>> {
    let mut all: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for person in world.people.iter().filter(|person| person.wants.overview) {
        let mut monday = from.date_naive();
        while monday <= until {
            if monday.weekday() == Weekday::Mon {
                let at = person
                    .wants
                    .place
                    .first(or_after(monday), person.wants.digest_hour);
                if at > from {
                    all.entry(at).or_default().insert(person.who.id);
                }
            }
            monday = monday + Days::new(1);
        }
    }
    all
}

/// Who plans by launches.
const PLANNING: [Role; 6] = [
    Role::Management,
    Role::Owner,
    Role::ProjectLead,
    Role::ServiceManager,
    Role::PlatformManager,
    Role::Editor,
];

/// Launches of four weeks, and measures and tasks of one, also those that are late; and approvals that wait.
pub(super) fn ahead(world: &World, user: UserId, now: DateTime<Utc>) -> Vec<String> {
    let today = STOCKHOLM.day(now);
    let (week, month) = (today + Days::new(7), today + Days::new(28));
    let grants: Vec<_> = world.grants.iter().filter(|grant| grant.user == user).collect();
    let mut links = Vec::new();
    for service in &world.services {
        let manages = grants
            .iter()
            .any(|grant| PLANNING.contains(&grant.role) && world.reaches(grant, service));
        for cycle in service.cycles.iter().filter(|_| manages) {
            let coming = cycle.published_at.is_none() && cycle.ended_at.is_none();
            if coming && cycle.launch_date.is_some_and(|date| date <= month) {
                links.push(to_service(service.row.id));
            }
        }
        let measures = grants
            .iter()
            .any(|grant| grant.role == Role::ServiceManager && grant.scope == Reach::On(service.row.id));
        for metric in service.metrics.iter().filter(|_| measures) {
            let counts = service.row.state == EServiceState::Live && metric.removed_at.is_none();
            if counts && metric.next_due_on.is_some_and(|date| date <= week) {
                links.push(format!("metrics/{}", encode(metric.id)));
            }
        }
        for row in &service.approvals {
            if row.state == ApprovalState::Pending && world.holds(user, row.role, service) {
                links.push(to_approval(row));
            }
        }
        for task in service.tasks.iter().filter(|_| world.sees(user, service)) {
            let open = matches!(task.state, TaskState::Ready | TaskState::InProgress);
            let theirs = match task.assignee_id {
                Some(assignee) => assignee == user,
                None => world.holds(user, task.role, service),
            };
            if open && theirs && task.due_on.is_some_and(|date| date <= week) {
                links.push(format!("tasks/{}", encode(task.id)));
            }
        }
    }
    links
}
