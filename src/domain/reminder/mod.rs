//! Which reminders are due, as a function of facts and an instant.
//!
//! A launch date and a measure's due date each have a row of steps: ahead of the date, on it, and after it. Every step has
//! one moment, and no two steps of a thing share a day. What is asked is never "is it today" but "whose moment has come":
//! the newest such step is due until a newer one takes its place, so that a tick that was missed is made up for, once, and
//! never by a burst of old reminders. That nobody gets one twice is the ledger's work: [`Occurrence::key`] is unique there
//! together with the person.
//!
//! When something goes out:
//! - At the policy's time of day, in its zone, on working days only. A step ahead whose day is free moves to the working
//!   day before; a measure's due day that is free, to the working day after. Only "the launch is today" goes out on a free
//!   day, where the launch date itself is one.
//! - A step that would move onto the day of an earlier one falls away: with steps 3, 2 and 1 days before a Monday, all on
//!   the Friday, the one with 3 days remains, and tells the truth.
//! - What is late goes out on a working day between the time of day and midnight ([`sending`]); a step ahead only before
//!   the date, and "the launch is today" only on it.
//! - A step ahead whose moment came before the date was set is left out: who sets a date ten days off needs no reminder for
//!   fourteen, and who has just measured need not hear at once of the next time.

mod plan;
mod policy;
mod steps;

#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, fmt};

use ::entity::{
    enums::{NotificationKind, Role},
    ids::{CycleId, EServiceId, MetricId},
};
use chrono::{DateTime, NaiveDate, Utc};

pub use plan::{Sending, due, sending, still_holds, upcoming};
pub use policy::{Policy, Step};

/// What must be known of a thing to remind of it. A thing without a date (no launch date; a metric before the launch, taken
/// out, or of a retired e-service) has no facts, and nothing of it is due or still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facts {
    /// A cycle with a launch date.
    Launch {
        /// Which cycle.
        cycle: CycleId,
        /// Of which e-service.
        e_service: EServiceId,
        /// When it is to be launched.
        launch_date: NaiveDate,
        /// When this launch date was set; a step ahead from before that is left out. None: long ago.
        date_set_at: Option<DateTime<Utc>>,
        /// True once it is published: nothing more is said.
        published: bool,
        /// True while the date counts: the owner's approval of the e-service stands, or the cycle is in its launch phase.
        in_phase_launch_or_approved: bool,
    },
    /// A metric that is to be measured.
    Measure {
        /// Which metric.
        metric: MetricId,
        /// Of which e-service.
        e_service: EServiceId,
        /// When it is to be measured next.
        due_on: NaiveDate,
        /// When this became the due date (the launch, or the last measurement); a step ahead from before that is left out.
        /// None: long ago.
        date_set_at: Option<DateTime<Utc>>,
    },
}

/// What a reminder is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// The launch of a cycle.
    Cycle(CycleId),
    /// A metric to be measured.
    Metric(MetricId),
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle(id) => id.fmt(f),
            Self::Metric(id) => id.fmt(f),
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
