//! `lansera migrate`.

use std::fmt::Write;

use clap::Subcommand;

use super::{CliError, logging, print};
use crate::{config::Settings, database};

/// What is done to the schema of the database.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Migrate {
    /// Bring the database to the newest schema; instances that do so at once wait for each other.
    Up,
    /// Show every step, and whether the database has it.
    Status,
}

impl Migrate {
    /// Does it to the database of the settings.
    pub async fn run(self, mut settings: Settings) -> Result<(), CliError> {
        settings.log.filter = "warn".to_owned();
        logging::start(&settings.log)?;
        let db = database::open(&settings.database.url.0, settings.database.max_connections)
            .await
            .map_err(CliError::new)?;
        if matches!(self, Self::Up) {
            database::migrate(&db).await.map_err(CliError::new)?;
        }
        let steps = database::migration_steps(&db).await.map_err(CliError::new)?;
        let mut text = String::new();
        for (name, applied) in &steps {
            // Writing into a string can't fail.
            let _ = writeln!(text, "{}  {name}", if *applied { "applied" } else { "pending" });
        }
        let pending = steps.iter().filter(|(_, applied)| !applied).count();
        let _ = match pending {
            0 => writeln!(text, "The database is at the newest schema."),
            n => writeln!(text, "{n} pending: run \"lansera migrate up\"."),
        };
        print::out(&text)?;
        db.close().await.map_err(CliError::new)
    }
}
