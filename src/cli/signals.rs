//! Being told to stop.

use tokio::signal::ctrl_c;
use tokio_util::sync::CancellationToken;

use super::CliError;

/// Cancelled at SIGTERM or Ctrl-C. At the second one the program ends at once.
pub fn stop() -> Result<CancellationToken, CliError> {
    let stop = CancellationToken::new();
    let told = stop.clone();
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).map_err(CliError::new)?
    };
    tokio::spawn(async move {
        loop {
            #[cfg(unix)]
            tokio::select! {
                _ = ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            #[cfg(not(unix))]
            let _ = ctrl_c().await;
            if told.is_cancelled() {
                tracing::warn!("told to stop a second time: stopping at once");
                std::process::exit(1);
            }
            tracing::info!("told to stop; what is under way is finished first");
            told.cancel();
        }
    });
    Ok(stop)
}
