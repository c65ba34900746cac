//! The log: on stderr, so that what a command prints can be piped on.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::{EnvFilter, fmt};

use super::CliError;
use crate::config::{Log, LogFormat};

/// Begins to log by the settings, or by RUST_LOG where that is set. A panic is logged as well, with the request that it is in.
pub fn start(settings: &Log) -> Result<(), CliError> {
    let (name, text) = match std::env::var("RUST_LOG") {
        Ok(text) if !text.is_empty() => ("RUST_LOG", text),
        _ => ("setting log.filter", settings.filter.clone()),
    };
    let filter = EnvFilter::try_new(&text).map_err(|error| CliError::new(format!("{name}: {error}")))?;
    let log = fmt().with_env_filter(filter).with_writer(stderr);
    let begun = match settings.format {
        LogFormat::Text => log.with_ansi(stderr().is_terminal()).try_init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).try_init(),
    };
    begun.map_err(CliError::new)?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let what = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(what, place, "panic");
    }));
    Ok(())
}
