//! The job that writes due reminders into the ledger.

use std::fmt;

use crate::service::{
    Result, Services,
    notification::plan::{plan, wake_snoozed},
};

/// How many reminders were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned(pub usize);

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} planned", self.0)
    }
}

/// Writes what is due. Running it twice writes nothing twice: the ledger holds each occurrence once a person.
///
/// # Errors
/// The database.
pub async fn run(services: &Services) -> Result<Planned> {
    wake_snoozed(services).await?;
    plan(services).await.map(Planned)
}
