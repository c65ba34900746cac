//! The job that puts the overviews of the coming week into the outbox.

use std::fmt;

use crate::service::{Result, Services, notification::plan::plan_overviews};

/// How many people have one in the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned(pub usize);

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "overviews of {} people", self.0)
    }
}

/// Puts what is not there yet into the outbox. Running it twice puts nothing in twice.
///
/// # Errors
/// The database.
pub async fn run(services: &Services) -> Result<Planned> {
    plan_overviews(services).await.map(Planned)
}
