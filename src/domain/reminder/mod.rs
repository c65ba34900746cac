//! Which reminders are due, as a function of facts and an instant.
//!
//! Everything with a date (a launch, a measure, a deadline, a task …) has a series of steps: ahead of the date, on it, and
//! after it. Every step has one moment, and no two steps of a thing share a day. What is asked is never "is it today" but
//! "whose moment has come": the newest such step is due until a newer one takes its place, so that a tick that was missed is
//! made up for, once, and never by a burst of old reminders. That nobody gets one twice is the ledger's work:
//! [`Occurrence::key`] is unique there together with the person.
//!
//! When something goes out:
//! - At the policy's time of day, in its zone, on working days only. A step ahead whose day is free moves to the working
//!   day before; a due day that is free, to the working day after. Only "the launch is today" goes out on a free day, where
//!   the launch date itself is one.
//! - A step that would move onto the day of an earlier one falls away: with steps 3, 2 and 1 days before a Monday, all on
//!   the Friday, the one with 3 days remains, and tells the truth.
//! - What is late goes out on a working day between the time of day and midnight ([`sending`]); "the launch comes nearer"
//!   only before the date, and "the launch is today" only on it.
//! - A step ahead whose moment came before the date was set is left out: who sets a date ten days off needs no reminder for
//!   fourteen, and who has just measured need not hear at once of the next time.

mod plan;
mod policy;
mod steps;

#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, fmt};

use ::entity::{
    enums::{NotificationKind, Phase, ReminderSeries, Role, TaskState},
    ids::{ApprovalId, CycleId, EServiceId, MetricId, TaskId, UserId},
};
use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::notification::entry;

pub use plan::{Sending, due, goes_out, sending, sending_to, still_holds, upcoming};
pub use policy::{Plan, Policy, Step};
pub use steps::kinds;

/// What must be known of a thing with a date to remind of it. A thing without a date has no facts, and nothing of it is due
/// or still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which reminders.
    pub series: ReminderSeries,
    /// Of what.
    pub thing: Thing,
    /// Of which e-service.
    pub e_service: EServiceId,
    /// The date that is reminded of: of the launch, of the next measurement, the last day of a task; for an approval, the day
    /// on which it was asked.
    pub date: NaiveDate,
    /// When this date was set; a step ahead from before that is left out. None: long ago.
    pub date_set_at: Option<DateTime<Utc>>,
    /// True while there is something to remind of: it is not done, not called off, and its time has come.
    pub open: bool,
    /// Who is to do it, where one person is.
    pub assignee: Option<UserId>,
    /// The role that is responsible, where a role is.
    pub role: Option<Role>,
    /// Days before the date on which to remind, where the e-service has its own.
    pub leads: Option<Vec<i64>>,
}

/// Which reminders a job tells: each kind is told by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Dates that come or have come.
    Dates,
    /// Dates that have passed, and approvals that wait: they go up step by step.
    Late,
    /// Checks of an e-service in operation that are due again.
    Checks,
}

impl Share {
    /// Every share.
    pub const ALL: [Self; 3] = [Self::Dates, Self::Late, Self::Checks];

    /// The share that has a kind.
    #[must_use]
    pub fn of(kind: NotificationKind) -> Self {
        match entry(kind).series {
            Some(series) if kinds(series)[2] == kind => Self::Late,
            Some(ReminderSeries::Check) => Self::Checks,
            _ => Self::Dates,
        }
    }
}

/// Whether a launch is reminded of: its date counts once the owner's approval of the e-service stands or the launch is being
/// prepared, and until it is published.
#[must_use]
pub const fn launch_is_open(phase: Phase, e_service_approved: bool, published: bool) -> bool {
    !published && (e_service_approved || matches!(phase, Phase::Launch))
}

/// Whether a task is reminded of: once it can be done, until it is done or left out.
#[must_use]
pub const fn task_is_open(state: TaskState) -> bool {
    matches!(state, TaskState::Ready | TaskState::InProgress)
}

/// The reminders of the task of an activity.
#[must_use]
pub fn series_of(activity: Option<&str>) -> ReminderSeries {
    match activity {
        Some("followup.report") => ReminderSeries::Report,
        Some("management.operation" | "management.information") => ReminderSeries::Check,
        _ => ReminderSeries::Task,
    }
}

/// What a reminder is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// The launch, deadline or publication of a cycle.
    Cycle(CycleId),
    /// A metric to be measured.
    Metric(MetricId),
    /// A task to be done.
    Task(TaskId),
    /// An approval that waits.
    Approval(ApprovalId),
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle(id) => id.fmt(f),
            Self::Metric(id) => id.fmt(f),
            Self::Task(id) => id.fmt(f),
            Self::Approval(id) => id.fmt(f),
        }
    }
}

/// One reminder of one thing, before it is known which persons hold its roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// What it tells.
    pub kind: NotificationKind,
    /// What it is about.
    pub thing: Thing,
    /// Of which e-service.
    pub e_service: EServiceId,
    /// The date that it reminds of.
    pub about_on: NaiveDate,
    /// Ahead: calendar days before the date. On the date: 0. Overdue: working days after the date. It names the step; a
    /// text that says how many days are left counts them at sending, since a step may have been moved or come late.
    pub step: i64,
    /// Who is told: everybody who holds one of these roles for the e-service.
    pub roles: BTreeSet<Role>,
    /// Who is told besides: the assignee.
    pub assignee: Option<UserId>,
    /// The moment that was planned; what is late keeps it.
    pub send_at: DateTime<Utc>,
}

impl Occurrence {
    /// `kind/thing id/date/step`: the same whenever it is computed, and unique together with the person.
    #[must_use]
    pub fn key(&self) -> String {
        format!(
            "{}/{}/{}/{}",
            self.kind.name(),
            self.thing,
            self.about_on,
            self.step
        )
    }
}
