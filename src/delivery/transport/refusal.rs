//! What an SMTP server's answer means for the mail: refused for good, or to be tried again.

use std::{fmt::Write, time::Duration};

use lettre::transport::smtp;

use super::SendError;
use crate::delivery::mask_addresses;

/// The step of the conversation that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Connecting, greeting and encryption.
    Connect,
    /// The log-in.
    LogIn,
    /// Sender, recipient and the mail itself.
    Mail,
}

/// Why a conversation with the server came to nothing.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The server did not come to an end in this time.
    Silence(Duration),
    /// The server's answer, or lettre's view of it.
    Reply(Step, smtp::Error),
}

impl Trouble {
    /// Whether the server found fault with the course of the conversation, not with the mail: commands that it does not
    /// know or that come out of order (500 to 504). Seen with servers that confuse connections; a new one often helps.
    pub fn is_about_the_conversation(&self) -> bool {
        matches!(self.code(), Some(500..=504))
    }

    /// Only a refusal of sender, recipient or contents is for good. A refused log-in, a certificate that can't be trusted
    /// and a server that does not offer encryption are for an administrator to mend, and the mail is to be sent then.
    fn is_for_good(&self) -> bool {
        match self {
            Self::Silence(_) | Self::Reply(Step::Connect | Step::LogIn, _) => false,
            Self::Reply(Step::Mail, error) => match self.code() {
                // Out of order or unknown: ours, or the server's. 530 and its like ask for a log-in.
                Some(500 | 502..=504 | 530 | 534 | 535 | 538) => false,
                // Not a reply but a limit of the server, that does not take letters outside ASCII.
                None => error.is_client(),
                Some(_) => error.is_permanent(),
            },
        }
    }

    fn code(&self) -> Option<u16> {
        match self {
            Self::Reply(_, error) => error.status().map(u16::from),
            Self::Silence(_) => None,
        }
    }

    /// In words that can be logged and stored.
    pub fn into_error(self, password: Option<&str>) -> SendError {
        let mut text = match &self {
            Self::Silence(limit) => {
                format!("the mail server did not finish within {} s", limit.as_secs_f32())
            }
            Self::Reply(step, error) => {
                let step = match step {
                    Step::Connect => "connecting to the mail server",
                    Step::LogIn => "logging in to the mail server",
                    Step::Mail => "handing over the mail",
                };
                format!("{step}: {error}")
            }
        };
        // Servers like to repeat what they were sent.
        if let Some(password) = password.filter(|password| !password.is_empty()) {
            text = text.replace(password, "***");
        }
        let text = one_line(&mask_addresses(&text));
        if self.is_for_good() {
            SendError::Permanent(text)
        } else {
            SendError::Retry(text)
        }
    }
}

/// A server's answer has several lines and any length.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 400;
    let mut line = String::with_capacity(text.len().min(LONGEST));
    for word in text.split_whitespace() {
        if line.len() + word.len() > LONGEST {
            line.push('…');
            break;
        }
        let separator = if line.is_empty() { "" } else { " " };
        // Writing into a string can't fail.
        let _ = write!(line, "{separator}{word}");
    }
    line.retain(|c| !c.is_control());
    line
}
