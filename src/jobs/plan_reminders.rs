//! The job that writes due reminders into the ledger.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::service::{Result, Services, notification::plan::plan};

/// Its name in the table of runs.
pub const NAME: &str = "plan_reminders";

/// How many reminders were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned(pub usize);

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} planned", self.0)
    }
}

/// The period that a moment belongs to: its minute.
#[must_use]
pub fn period(now: DateTime<Utc>) -> String {
    now.format("%Y-%m-%dT%H:%M").to_string()
}

/// Writes what is due. Running it twice writes nothing twice: the ledger holds each occurrence once a person.
///
/// # Errors
/// The database.
pub async fn run(services: &Services) -> Result<Planned> {
    plan(services).await.map(Planned)
}
