//! The jobs that write due reminders into the ledger, each its share: what comes, what is late and goes up, what is to be checked again.

use std::fmt;

use crate::{
    domain::reminder::Share,
    service::{
        Result, Services,
        notification::plan::{plan_share, wake_snoozed},
    },
};

/// How many reminders were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned(pub usize);

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} planned", self.0)
    }
}

/// Writes what is due of a share. Running it twice writes nothing twice: the ledger holds each occurrence once a person.
///
/// # Errors
/// The database.
pub async fn run(services: &Services, share: Share) -> Result<Planned> {
    if share == Share::Dates {
        wake_snoozed(services).await?;
    }
    plan_share(services, share).await.map(Planned)
}
