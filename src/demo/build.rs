//! Fills an empty database with the demo's municipality.

use crate::service::{Result, Services};

/// The password of everybody in the demo. Its server listens on this machine only, unless it is told otherwise.
pub const PASSWORD: &str = "lansera-demo-2026";

/// Stands in until the demo is built.
///
/// # Errors
/// The database.
pub async fn build(_services: &Services) -> Result<()> {
    Ok(())
}
