//! `lansera serve`.

use super::{CliError, logging, signals};
use crate::{
    app::{App, listen},
    clock::Clock,
    config::{MailTransport, Settings},
};

/// Serves until it is told to stop.
pub async fn serve(settings: Settings) -> Result<(), CliError> {
    logging::start(&settings.log)?;
    let stop = signals::stop()?;
    // Before the database: with a taken port nothing is migrated.
    let listener = listen(settings.listen).await?;
    let address = listener.local_addr().map_err(CliError::new)?;
    let app = App::build(settings, Clock::System, None).await?;
    tell(&app.services.settings);
    tracing::info!(%address, "listening");
    Ok(app.serve(listener, stop).await?)
}

/// What an operator should know of the settings.
fn tell(settings: &Settings) {
    if settings.mail.transport == MailTransport::None {
        tracing::info!("mail.transport is \"none\": mails wait in the outbox");
    }
    if settings.mail.accept_invalid_certificates {
        tracing::warn!("mail.accept_invalid_certificates is true: anybody on the way can read the mails");
    }
    if !settings.jobs.enabled {
        tracing::info!("jobs.enabled is false: reminders are left to other instances");
    }
    if settings.graphql.graphiql && !settings.graphql.explorer_folder.join("index.html").is_file() {
        tracing::info!(
            folder = %settings.graphql.explorer_folder.display(),
            "the explorer is not built: /graphiql/ loads from a public CDN"
        );
    }
}
