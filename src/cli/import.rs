//! `lansera import`: e-services that are in operation already, from a spreadsheet.

use std::{fmt::Write, fs, path::PathBuf};

use ::entity::enums::Locale;
use clap::Args;

use super::{CliError, logging, print};
use crate::{
    app::App,
    clock::Clock,
    config::{MailTransport, Settings},
    domain::sheet::decode,
    service::import::bring_in::{Brought, Outcome, bring_in, heading},
};

/// A spreadsheet that is brought in.
#[derive(Debug, Args)]
pub struct Import {
    /// The spreadsheet, saved as CSV.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Show what would come of each row, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Make accounts, without a password, for people who have none; else their rows are refused.
    #[arg(long)]
    create_people: bool,
}

impl Import {
    /// Does it, in the database of the settings.
    pub async fn run(self, mut settings: Settings) -> Result<(), CliError> {
        let name = self.file.display();
        let bytes = fs::read(&self.file).map_err(|error| CliError::new(format!("{name}: {error}")))?;
        settings.log.filter = "warn".to_owned();
        // Nothing is sent from here; the server does that.
        settings.mail.transport = MailTransport::None;
        logging::start(&settings.log)?;
        let app = App::build(settings, Clock::System, None).await?;
        let text = decode(&bytes);
        let brought = bring_in(&app.services, None, &text, self.dry_run, self.create_people).await?;
        app.services.db.close().await.map_err(CliError::new)?;
        print::out(&told(&brought))?;
        match brought.count(Outcome::Refused) {
            0 => Ok(()),
            count => Err(CliError::new(format!(
                "{count} rows have something wrong; nothing was brought in"
            ))),
        }
    }
}

/// What came of each row, and of all.
fn told(brought: &Brought) -> String {
    let mut told = String::new();
    for row in &brought.rows {
        let outcome = match row.outcome {
            Outcome::New => "new",
            Outcome::Exists => "is there",
            Outcome::Refused => "refused",
        };
        // Writing into a string can't fail.
        let _ = writeln!(told, "line {}: {}: {outcome}", row.line, row.name);
        for problem in &row.problems {
            let column = heading(problem.column, Locale::En);
            let _ = writeln!(told, "    {column}: {}", problem.text.en);
        }
    }
    let (new, there) = (brought.count(Outcome::New), brought.count(Outcome::Exists));
    let _ = if brought.written {
        writeln!(told, "Brought in {new}; {there} were there already.")
    } else {
        writeln!(
            told,
            "Nothing was written: {new} are new, {there} are there already."
        )
    };
    told
}
