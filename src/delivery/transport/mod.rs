//! The ways in which a mail leaves: to an SMTP server, to a folder, or to memory.

mod connection;
mod dkim;
mod folder;
mod pace;
mod pool;
mod refusal;
mod smtp;
mod smtp_settings;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

pub use dkim::Dkim;
pub use pace::Pace;
pub use smtp::SmtpTransport;
pub use smtp_settings::{Security, SettingsError, SmtpSettings};

use super::{Mail, mask_address};

/// Where mails go.
#[derive(Clone, Debug)]
pub enum Transport {
    /// To an SMTP server.
    Smtp(SmtpTransport),
    /// Into a folder, one `.eml` file a mail, to be opened in a mail program.
    Folder(PathBuf),
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Mail>>>),
}

/// Why a mail was not sent. The texts carry no password, and addresses only masked, so they can be logged and stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The recipient or the mail was refused for good: sending it again gives the same answer.
    #[error("refused for good: {0}")]
    Permanent(String),
    /// Something that can pass: the server busy, silent, gone or wrongly set up. To be tried again later.
    #[error("not sent this time: {0}")]
    Retry(String),
}

impl Transport {
    /// Sends one mail. A mail that was accepted although the answer was lost is sent again by the caller, with the same
    /// Message-ID: at least once, and to be told apart by the mail program.
    ///
    /// # Errors
    /// [`SendError::Permanent`] or [`SendError::Retry`].
    pub async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let result = self.hand_over(mail).await;
        let (to, message_id) = (mask_address(&mail.to.email), &mail.message_id);
        match &result {
            Ok(()) => tracing::info!(%to, %message_id, "mail sent"),
            Err(error) => tracing::warn!(%to, %message_id, %error, "mail not sent"),
        }
        result
    }

    async fn hand_over(&self, mail: &Mail) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(mail).await,
            Self::Folder(folder) => folder::write(folder, mail).await,
            Self::Memory(mails) => {
                mails
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(mail.clone());
                Ok(())
            }
        }
    }
}
