//! The row of steps of a thing: before its date, on it, and after it.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::enums::{NotificationKind, Role};
use chrono::{Days, NaiveDate};

use super::{Facts, Occurrence, Policy, Step, Thing};
use crate::domain::calendar::{add_working_days, working_day_on_or_after, working_day_on_or_before};

/// Who is told before a launch and on its day.
const LAUNCH_ROLES: [Role; 4] = [Role::Owner, Role::ProjectLead, Role::ServiceManager, Role::Editor];
/// Who is told before a measure is due and on its day.
const MEASURE_ROLES: [Role; 1] = [Role::ServiceManager];

/// True while there is something to remind of.
pub(super) const fn has_reason(facts: &Facts) -> bool {
    match facts {
        Facts::Launch {
            published,
            in_phase_launch_or_approved,
            ..
        } => !*published && *in_phase_launch_or_approved,
        Facts::Measure { .. } => true,
    }
}

const fn is_ahead(kind: NotificationKind) -> bool {
    matches!(
        kind,
        NotificationKind::LaunchAhead | NotificationKind::MeasureAhead
    )
}

/// A step with the day on which it goes out.
struct Planned {
    day: NaiveDate,
    kind: NotificationKind,
    step: i64,
    roles: BTreeSet<Role>,
}

/// Every step of the thing, in order of their moments.
pub(super) fn planned(policy: &Policy, facts: &Facts) -> Vec<Occurrence> {
    if !has_reason(facts) {
        return Vec::new();
    }
    let (thing, e_service, about_on, date_set_at, mut steps) = match facts {
        Facts::Launch {
            cycle,
            e_service,
            launch_date,
            date_set_at,
            ..
        } => {
            let steps = launch_steps(policy, *launch_date);
            (
                Thing::Cycle(*cycle),
                *e_service,
                *launch_date,
                *date_set_at,
                steps,
            )
        }
        Facts::Measure {
            metric,
            e_service,
            due_on,
            date_set_at,
        } => {
            let steps = measure_steps(policy, *due_on);
            (Thing::Metric(*metric), *e_service, *due_on, *date_set_at, steps)
        }
    };
    // In the order of the steps, so that of two on one day the earlier step remains.
    let mut last = None;
    steps.retain(|step| {
        let later = last.is_none_or(|last| step.day > last);
        last = last.max(Some(step.day));
        later
    });
    steps
        .into_iter()
        .map(
            |Planned {
                 day,
                 kind,
                 step,
                 roles,
             }| Occurrence {
                kind,
                thing,
                e_service,
                about_on,
                step,
                roles,
                send_at: policy.zone.instant(day, policy.send_at),
            },
        )
        .filter(|occurrence| {
            !(is_ahead(occurrence.kind) && date_set_at.is_some_and(|set_at| occurrence.send_at < set_at))
        })
        .collect()
}

fn launch_steps(policy: &Policy, date: NaiveDate) -> Vec<Planned> {
    let mut steps = ahead(
        &policy.launch_leads,
        date,
        NotificationKind::LaunchAhead,
        &LAUNCH_ROLES,
    );
    if policy.launch_leads.contains(&0) {
        let roles = BTreeSet::from(LAUNCH_ROLES);
        steps.push(Planned {
            day: date,
            kind: NotificationKind::LaunchToday,
            step: 0,
            roles,
        });
    }
    steps.extend(overdue(
        &policy.launch_overdue,
        date,
        NotificationKind::LaunchOverdue,
    ));
    steps
}

fn measure_steps(policy: &Policy, date: NaiveDate) -> Vec<Planned> {
    let mut steps = ahead(
        &policy.measure_leads,
        date,
        NotificationKind::MeasureAhead,
        &MEASURE_ROLES,
    );
    let day = working_day_on_or_after(date);
    steps.push(Planned {
        day,
        kind: NotificationKind::MeasureDue,
        step: 0,
        roles: BTreeSet::from(MEASURE_ROLES),
    });
    steps.extend(overdue(
        &policy.measure_overdue,
        date,
        NotificationKind::MeasureOverdue,
    ));
    steps
}

/// The steps before a date, the earliest first.
fn ahead(leads: &[i64], date: NaiveDate, kind: NotificationKind, roles: &[Role]) -> Vec<Planned> {
    let leads: BTreeSet<i64> = leads.iter().copied().filter(|lead| *lead > 0).collect();
    leads
        .into_iter()
        .rev()
        .filter_map(|lead| {
            let day = date.checked_sub_days(Days::new(lead.unsigned_abs()))?;
            let roles = roles.iter().copied().collect();
            Some(Planned {
                day: working_day_on_or_before(day),
                kind,
                step: lead,
                roles,
            })
        })
        .collect()
}

/// The steps after a date, in order; two after equally many days are one, told to the roles of both.
fn overdue(steps: &[Step], date: NaiveDate, kind: NotificationKind) -> Vec<Planned> {
    let mut by_days: BTreeMap<i32, BTreeSet<Role>> = BTreeMap::new();
    for Step {
        after_working_days,
        roles,
    } in steps
    {
        match i32::try_from(*after_working_days) {
            Ok(days) if days > 0 => by_days.entry(days).or_default().extend(roles),
            _ => {}
        }
    }
    by_days
        .into_iter()
        .map(|(days, roles)| Planned {
            day: add_working_days(date, days),
            kind,
            step: i64::from(days),
            roles,
        })
        .collect()
}
