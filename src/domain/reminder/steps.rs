//! The series of steps of a thing: before its date, on it, and after it.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::enums::{NotificationKind, ReminderSeries, Role};
use chrono::{Days, NaiveDate};

use super::{Facts, Occurrence, Plan, Policy, Step};
use crate::domain::calendar::{add_working_days, working_day_on_or_after, working_day_on_or_before};

/// What a series tells ahead of the date, on it, and after it.
#[must_use]
pub const fn kinds(series: ReminderSeries) -> [NotificationKind; 3] {
    use NotificationKind as K;
    match series {
        ReminderSeries::Launch => [K::LaunchAhead, K::LaunchToday, K::LaunchOverdue],
        ReminderSeries::Publication => [K::PublicationDue, K::PublicationDue, K::PublicationOverdue],
        ReminderSeries::Deadline => [K::DeadlineAhead, K::DeadlineAhead, K::DeadlineOverdue],
        ReminderSeries::Measure => [K::MeasureAhead, K::MeasureDue, K::MeasureOverdue],
        ReminderSeries::Report => [K::ReportDue, K::ReportDue, K::ReportOverdue],
        ReminderSeries::Check => [K::CheckDue, K::CheckDue, K::CheckOverdue],
        ReminderSeries::Task => [K::TaskDue, K::TaskDue, K::TaskOverdue],
        ReminderSeries::Approval => [K::ApprovalWaiting, K::ApprovalWaiting, K::ApprovalWaiting],
    }
}

/// A step with the day on which it goes out.
struct Planned {
    day: NaiveDate,
    kind: NotificationKind,
    ahead: bool,
    step: i64,
    roles: BTreeSet<Role>,
}

/// Every step of the thing, in order of their moments.
pub(super) fn planned(policy: &Policy, facts: &Facts) -> Vec<Occurrence> {
    let Some(plan) = policy.plan(facts.series).filter(|_| facts.open) else {
        return Vec::new();
    };
    let mut steps = steps(plan, facts);
    // In the order of the steps, so that of two on one day the earlier step remains.
    let mut last = None;
    steps.retain(|step| {
        let later = last.is_none_or(|last| step.day > last);
        last = last.max(Some(step.day));
        later
    });
    steps
        .into_iter()
        .map(|step| {
            let mut roles = step.roles;
            if facts.assignee.is_none() {
                roles.extend(facts.role);
            }
            let occurrence = Occurrence {
                kind: step.kind,
                thing: facts.thing,
                e_service: facts.e_service,
                about_on: facts.date,
                step: step.step,
                roles,
                assignee: facts.assignee,
                send_at: policy.zone.instant(step.day, policy.send_at),
            };
            (step.ahead, occurrence)
        })
        .filter(|(ahead, occurrence)| {
            !(*ahead
                && facts
                    .date_set_at
                    .is_some_and(|set_at| occurrence.send_at < set_at))
        })
        .map(|(_, occurrence)| occurrence)
        .collect()
}

fn steps(plan: &Plan, facts: &Facts) -> Vec<Planned> {
    let date = facts.date;
    let leads = facts.leads.as_ref().unwrap_or(&plan.leads);
    let [before, on, after] = kinds(plan.series);
    // What has one kind for all its steps has none ahead: its date is when it began to wait.
    let mut steps = if before == after {
        Vec::new()
    } else {
        ahead(leads, date, before, &plan.roles)
    };
    // The launch day is a lead of its own, so that it can be left out; it counts also where it is a free day.
    let launch = plan.series == ReminderSeries::Launch;
    if plan.on_the_date && (!launch || leads.contains(&0)) {
        steps.push(Planned {
            day: if launch {
                date
            } else {
                working_day_on_or_after(date)
            },
            kind: on,
            ahead: false,
            step: 0,
            roles: plan.roles.clone(),
        });
    }
    steps.extend(overdue(&plan.overdue, date, after));
    steps
}

/// The steps before a date, the earliest first.
fn ahead(leads: &[i64], date: NaiveDate, kind: NotificationKind, roles: &BTreeSet<Role>) -> Vec<Planned> {
    let leads: BTreeSet<i64> = leads.iter().copied().filter(|lead| *lead > 0).collect();
    leads
        .into_iter()
        .rev()
        .filter_map(|lead| {
            let day = date.checked_sub_days(Days::new(lead.unsigned_abs()))?;
            Some(Planned {
                day: working_day_on_or_before(day),
                kind,
                ahead: true,
                step: lead,
                roles: roles.clone(),
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
            ahead: false,
            step: i64::from(days),
            roles,
        })
        .collect()
}
