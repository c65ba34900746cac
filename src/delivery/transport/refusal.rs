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
    /// The server had left a connection that lay ready, before anything of this mail was handed over.
    Left(smtp::Error),
    /// The server does not take letters outside ASCII where this mail has them.
    Letters,
}

impl Trouble {
    /// Whether the mail can go at once over a new connection: the old one had come to its end, or the server found fault with the
    /// course of the conversation, not with the mail: commands that it does not know or that come out of order (500 to 504). Seen
    /// with servers that confuse connections; a new one often helps.
    pub fn calls_for_a_new_connection(&self) -> bool {
        matches!(self, Self::Left(_)) || matches!(self.code(), Some(500..=504))
    }

    /// Only a refusal of sender, recipient or contents is for good. A refused log-in, a certificate that can't be trusted
    /// and a server that does not offer encryption are for an administrator to mend, and the mail is to be sent then.
    fn is_for_good(&self) -> bool {
        match self {
            Self::Silence(_) | Self::Left(_) | Self::Reply(Step::Connect | Step::LogIn, _) => false,
            Self::Letters => true,
            Self::Reply(Step::Mail, error) => match self.code() {
                // Out of order or unknown: ours, or the server's. 530 and its like ask for a log-in.
                Some(500 | 502..=504 | 530 | 534 | 535 | 538) => false,
                _ => error.is_permanent(),
            },
        }
    }

    fn code(&self) -> Option<u16> {
        match self {
            Self::Reply(_, error) | Self::Left(error) => error.status().map(u16::from),
            Self::Silence(_) | Self::Letters => None,
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
            Self::Left(error) => format!("the mail server has left: {error}"),
            Self::Letters => "the mail server takes no letters outside ASCII in addresses".to_owned(),
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
