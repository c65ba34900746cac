//! Section `[reminders]`: lead times, and how what is late goes up.

use std::{collections::BTreeSet, str::FromStr};

use ::entity::enums::{ReminderSeries as Series, Role};
use serde::{Deserialize, Deserializer, de::Error};

use super::{Reminders, SettingsError};

/// A step after a date, as a setting says it: `5 project_lead+owner`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// How many working days after the date.
    pub after_working_days: i64,
    /// Who is told then, beside whoever is responsible.
    pub roles: BTreeSet<Role>,
}

impl FromStr for Escalation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (days, roles) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let after_working_days = days
            .parse()
            .map_err(|_| format!("{text:?}: a step begins with a number of working days"))?;
        let roles = roles
            .split('+')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| role(name).ok_or_else(|| format!("{text:?}: {name:?} is no role on an e-service")))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            after_working_days,
            roles,
        })
    }
}

/// A role by its name; an administrator has no part in e-services.
fn role(name: &str) -> Option<Role> {
    let mut roles = Role::ALL.iter().copied();
    roles.find(|role| role.name() == name && *role != Role::Admin)
}

/// A list of words as a file has it, or with commas between them as an environment variable has it.
pub(super) fn words<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = String>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Word {
        Number(i64),
        Text(String),
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        List(Vec<Word>),
        One(Word),
    }
    let words = match Given::deserialize(deserializer)? {
        Given::List(words) => words,
        Given::One(word) => vec![word],
    };
    words
        .iter()
        .flat_map(|word| match word {
            Word::Number(number) => vec![number.to_string()],
            Word::Text(text) => text.split(',').map(str::to_owned).collect(),
        })
        .filter(|word| !word.trim().is_empty())
        .map(|word| word.parse().map_err(D::Error::custom))
        .collect()
}

impl Reminders {
    /// The steps after the date, of every series.
    #[must_use]
    pub fn escalations(&self) -> [(Series, &'static str, &Vec<Escalation>); 8] {
        [
            (
                Series::Launch,
                "reminders.launch_escalation",
                &self.launch_escalation,
            ),
            (
                Series::Publication,
                "reminders.publication_escalation",
                &self.publication_escalation,
            ),
            (
                Series::Deadline,
                "reminders.deadline_escalation",
                &self.deadline_escalation,
            ),
            (
                Series::Measure,
                "reminders.measure_escalation",
                &self.measure_escalation,
            ),
            (
                Series::Report,
                "reminders.report_escalation",
                &self.report_escalation,
            ),
            (
                Series::Check,
                "reminders.check_escalation",
                &self.check_escalation,
            ),
            (Series::Task, "reminders.task_escalation", &self.task_escalation),
            (
                Series::Approval,
                "reminders.approval_escalation",
                &self.approval_escalation,
            ),
        ]
    }

    /// The days before the date, of every series that has some.
    #[must_use]
    pub fn leads(&self) -> [(Series, &'static str, &Vec<i64>); 6] {
        [
            (Series::Launch, "reminders.launch_days", &self.launch_days),
            (
                Series::Publication,
                "reminders.publication_days",
                &self.publication_days,
            ),
            (Series::Deadline, "reminders.deadline_days", &self.deadline_days),
            (Series::Measure, "reminders.measure_days", &self.measure_days),
            (Series::Report, "reminders.report_days", &self.report_days),
            (Series::Task, "reminders.task_days", &self.task_days),
        ]
    }

    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        let refuse = |name, reason: &str| {
            Err(SettingsError::Refused {
                name,
                reason: reason.into(),
            })
        };
        if self.send_hour > 23 {
            return refuse("reminders.send_hour", "must be between 0 and 23");
        }
        for (_, name, days) in self.leads() {
            if days.iter().any(|days| !(0..=365).contains(days)) {
                return refuse(name, "days must be between 0 and 365");
            }
        }
        for (_, name, steps) in self.escalations() {
            let days: Vec<_> = steps.iter().map(|step| step.after_working_days).collect();
            if days.iter().any(|days| !(1..=250).contains(days)) {
                return refuse(name, "working days must be between 1 and 250");
            }
            if !days.is_sorted_by(|one, next| one < next) {
                return refuse(name, "each step comes later than the one before");
            }
        }
        Ok(())
    }
}
