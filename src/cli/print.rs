//! Printing what a command was asked for.

use std::io::{ErrorKind, Write};

use super::CliError;

/// Prints a text. A reader that has seen enough, as `head`, is no error.
pub fn out(text: &str) -> Result<(), CliError> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(CliError::new(error)),
        _ => Ok(()),
    }
}
