//! A finished mail, and its form on the wire.

use chrono::{DateTime, Utc};

use super::{Recipient, RenderError};

/// A mail, ready to be sent: all its words and headers stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// `<…@domain>`, the same whenever the same delivery is rendered.
    pub message_id: String,
    /// The From field.
    pub from: Recipient,
    /// The one recipient.
    pub to: Recipient,
    /// The subject, not encoded.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// The calendar entry (RFC 5545), where there is one.
    pub ics: Option<String>,
    /// The Date field.
    pub date: DateTime<Utc>,
    /// Further headers by name, in their order.
    pub headers: Vec<(&'static str, String)>,
}

impl Mail {
    /// The complete RFC 5322 message, with CRLF line ends.
    ///
    /// # Errors
    /// [`RenderError::Address`] when sender or recipient is no e-mail address.
    pub fn to_rfc5322(&self) -> Result<Vec<u8>, RenderError> {
        todo!()
    }
}
