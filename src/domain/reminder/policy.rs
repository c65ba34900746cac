//! How early, how often and to whom: the settings of reminders.

use std::collections::BTreeSet;

use ::entity::enums::{ReminderSeries, Role};
use chrono::NaiveTime;

use super::kinds;
use crate::domain::{calendar::Zone, notification::Entry};

/// Every series with its plan, and the moment of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The plans, one a series.
    pub plans: Vec<Plan>,
    /// Local time of day at which reminders go out.
    pub send_at: NaiveTime,
    /// Where that time is read.
    pub zone: Zone,
}

/// When one series reminds, and whom.
///
/// The lists may come in any order and with repetitions. Leads below zero, and overdue steps of less than one working day,
/// are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Of which series.
    pub series: ReminderSeries,
    /// How many calendar days before the date to remind. 0 is the date itself, for a launch; other series that remind on
    /// the date always do.
    pub leads: Vec<i64>,
    /// Whether the date itself is reminded of.
    pub on_the_date: bool,
    /// Who is told before the date and on it, beside the assignee or the responsible role.
    pub roles: BTreeSet<Role>,
    /// When to ask after the date, and whom besides.
    pub overdue: Vec<Step>,
}

/// One step after the date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many working days after the date, 1 or more.
    pub after_working_days: i64,
    /// Who is told at this step, beside the assignee or the responsible role.
    pub roles: BTreeSet<Role>,
}

impl Step {
    /// A step so many working days after the date, told to these roles.
    #[must_use]
    pub fn new<const N: usize>(after_working_days: i64, roles: [Role; N]) -> Self {
        Self {
            after_working_days,
            roles: BTreeSet::from(roles),
        }
    }
}

impl Policy {
    /// The plan of a series.
    #[must_use]
    pub fn plan(&self, series: ReminderSeries) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.series == series)
    }

    /// Other lead times for a series.
    #[must_use]
    pub fn with_leads(mut self, series: ReminderSeries, leads: Vec<i64>) -> Self {
        for plan in &mut self.plans {
            if plan.series == series {
                plan.leads.clone_from(&leads);
            }
        }
        self
    }

    /// Other overdue steps for a series.
    #[must_use]
    pub fn with_overdue(mut self, series: ReminderSeries, steps: Vec<Step>) -> Self {
        for plan in self.plans.iter_mut().filter(|plan| plan.series == series) {
            plan.overdue.clone_from(&steps);
        }
        self
    }

    /// Days before the date on which a kind comes, the earliest first; empty where it does not come before one.
    #[must_use]
    pub fn leads(&self, row: &Entry) -> Vec<i64> {
        let of_series = row.series.map(|series| (kinds(series), self.plan(series)));
        let Some(([before, _, after], Some(plan))) = of_series else {
            return Vec::new();
        };
        if before != row.kind || after == row.kind {
            return Vec::new();
        }
        let leads: BTreeSet<i64> = plan.leads.iter().copied().filter(|days| *days > 0).collect();
        leads.into_iter().rev().collect()
    }

    /// When and to whom a kind goes up; empty where it does not.
    #[must_use]
    pub fn escalation(&self, row: &Entry) -> &[Step] {
        let of_series = row.series.map(|series| (kinds(series), self.plan(series)));
        match of_series {
            Some(([_, _, after], Some(plan))) if after == row.kind => &plan.overdue,
            _ => &[],
        }
    }

    /// The longest lead of a series.
    #[must_use]
    pub fn longest_lead(&self, series: ReminderSeries) -> i64 {
        self.plan(series)
            .and_then(|plan| plan.leads.iter().copied().max())
            .unwrap_or(0)
            .max(0)
    }
}

impl Default for Policy {
    fn default() -> Self {
        use ReminderSeries::{Approval, Check, Deadline, Launch, Measure, Publication, Report, Task};
        use Role::{Editor, Management, Owner, ProjectLead, ServiceManager};
        let plan = |series, leads: &[i64], on_the_date, roles: &[Role], overdue| Plan {
            series,
            leads: leads.to_vec(),
            on_the_date,
            roles: roles.iter().copied().collect(),
            overdue,
        };
        Self {
            plans: vec![
                plan(
                    Launch,
                    &[30, 14, 7, 1, 0],
                    true,
                    &[Owner, ProjectLead, ServiceManager, Editor],
                    vec![
                        Step::new(1, [Editor, ProjectLead, Owner]),
                        Step::new(5, [Editor, ProjectLead, Owner, Management]),
                    ],
                ),
                plan(
                    Publication,
                    &[5],
                    true,
                    &[ProjectLead],
                    vec![Step::new(1, [ProjectLead]), Step::new(5, [ProjectLead, Owner])],
                ),
                plan(
                    Deadline,
                    &[14, 3],
                    true,
                    &[ProjectLead, Owner],
                    vec![
                        Step::new(1, [ProjectLead, Owner]),
                        Step::new(5, [ProjectLead, Owner, Management]),
                    ],
                ),
                plan(
                    Measure,
                    &[14],
                    true,
                    &[ServiceManager],
                    vec![
                        Step::new(5, [ServiceManager]),
                        Step::new(15, [ServiceManager, Owner]),
                    ],
                ),
                plan(
                    Report,
                    &[7],
                    true,
                    &[],
                    vec![Step::new(1, []), Step::new(10, [Owner])],
                ),
                plan(
                    Check,
                    &[],
                    true,
                    &[],
                    vec![Step::new(5, []), Step::new(15, [Owner])],
                ),
                plan(
                    Task,
                    &[3],
                    true,
                    &[],
                    vec![
                        Step::new(1, []),
                        Step::new(5, [ProjectLead, ServiceManager]),
                        Step::new(10, [ProjectLead, ServiceManager, Owner]),
                    ],
                ),
                plan(
                    Approval,
                    &[],
                    false,
                    &[],
                    vec![Step::new(3, []), Step::new(7, [ProjectLead])],
                ),
            ],
            send_at: NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default(),
            zone: Zone::default(),
        }
    }
}
