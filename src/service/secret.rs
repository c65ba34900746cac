//! Secrets that are shown once and kept as a hash only: refresh tokens, tokens of machine clients, addresses of files and calendars.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{Error, Result};

/// A new secret of 256 bits, in letters that an address can have.
///
/// # Errors
/// Where the machine gives no random numbers.
pub fn draw() -> Result<String> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(secret))
}

/// What is kept of a text: its SHA-256, in hexadecimal.
#[must_use]
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
