//! How early, how often and to whom: the settings of reminders.

use std::collections::BTreeSet;

use ::entity::enums::Role;
use chrono::NaiveTime;

use crate::domain::calendar::Zone;

/// Lead times, overdue steps and the moment of the day.
///
/// The lists may come in any order and with repetitions. Negative leads, and overdue steps of less than one working day,
/// are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How many calendar days before a launch to remind; 0 is the launch day itself.
    pub launch_leads: Vec<i64>,
    /// When to ask about a launch date that passed without a publication.
    pub launch_overdue: Vec<Step>,
    /// How many calendar days before a measure is due to remind. On the due date itself is always reminded.
    pub measure_leads: Vec<i64>,
    /// When to ask about a measure that was not taken.
    pub measure_overdue: Vec<Step>,
    /// Local time of day at which reminders go out.
    pub send_at: NaiveTime,
    /// Where that time is read.
    pub zone: Zone,
}

/// One step after the date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many working days after the date, 1 or more.
    pub after_working_days: i64,
    /// Who is told at this step.
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

impl Default for Policy {
    fn default() -> Self {
        use Role::{Editor, Management, Owner, ProjectLead, ServiceManager};
        Self {
            launch_leads: vec![30, 14, 7, 1, 0],
            launch_overdue: vec![
                Step::new(1, [Editor, ProjectLead, Owner]),
                Step::new(5, [Editor, ProjectLead, Owner, Management]),
            ],
            measure_leads: vec![14],
            measure_overdue: vec![
                Step::new(5, [ServiceManager]),
                Step::new(15, [ServiceManager, Owner]),
            ],
            send_at: NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default(),
            zone: Zone::default(),
        }
    }
}
