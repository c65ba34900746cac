//! From the facts of a message to a finished mail.

use chrono::{DateTime, Utc};

use super::{Mail, Message};

/// In whose name mails are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The From field: `Lansera <lansera@kommun.example>`.
    pub from: String,
    /// The domain that Message-IDs, List-Id and calendar entries are made under.
    pub domain: String,
    /// The address of this installation, shown at the foot of each mail.
    pub base_url: String,
}

impl Sender {
    /// A sender whose domain is that of its address. Refused when `from` is no address or `base_url` no http(s) address,
    /// so that a wrong setting stops the start and not the first mail.
    pub fn new(from: &str, base_url: &str) -> Result<Self, RenderError> {
        let _ = (from, base_url);
        todo!()
    }
}

/// Why a message could not become a mail. Trying again gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// A fact that the kind needs was not given.
    #[error("a {kind} message needs {fact}")]
    Missing {
        /// The kind, as it is stored.
        kind: String,
        /// The name of the field.
        fact: &'static str,
    },
    /// An address of sender or recipient that is none. Masked.
    #[error("{0} is no e-mail address")]
    Address(String),
    /// A link that is no absolute http(s) address.
    #[error("the {0} is no absolute http(s) address")]
    Link(&'static str),
    /// A template or its words are wrong: ours to mend.
    #[error("the mail template failed: {0}")]
    Template(String),
}

/// Renders a message: words, HTML, plain text, calendar entry and headers. Pure: the same arguments give the same mail.
///
/// # Errors
/// See [`RenderError`]; none of them is mended by waiting.
pub fn render(message: &Message, sender: &Sender, now: DateTime<Utc>) -> Result<Mail, RenderError> {
    let _ = (message, sender, now);
    todo!()
}
