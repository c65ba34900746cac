//! The job that forgets what was told long ago and has been read.

use std::fmt;

use crate::service::{Result, Services, notification::forget::forget};

/// How many notifications were forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten(pub u64);

impl fmt::Display for Forgotten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} notifications forgotten", self.0)
    }
}

/// Forgets what is old.
///
/// # Errors
/// The database.
pub async fn run(services: &Services) -> Result<Forgotten> {
    forget(services).await.map(Forgotten)
}
