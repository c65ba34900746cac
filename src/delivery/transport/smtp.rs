//! Mails to an SMTP server.

use std::{fmt, time::Duration};

use super::SendError;
use crate::delivery::Mail;

/// How the connection to the SMTP server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all; for a server on the same machine or a closed network. No log-in is sent over it except to this machine.
    None,
    /// Begun in the clear and then encrypted, or not used at all (usual port 587).
    StartTls,
    /// Encrypted from the first byte (usual port 465).
    Tls,
}

/// How the SMTP server is reached.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Its name or IP address; the certificate must be for it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: Security,
    /// The user to log in as; without it nobody logs in.
    pub user: Option<String>,
    /// The user's password.
    pub password: Option<String>,
    /// The longest that one mail may take, from the look-up of the host to the server's answer.
    pub timeout: Duration,
    /// A further certificate authority to trust, as PEM: that of a server inside the municipality.
    pub certificate_authority: Option<String>,
    /// Takes any certificate, so that anybody on the way can read the mails and the password. For tests only.
    pub accept_invalid_certificates: bool,
}

impl SmtpSettings {
    /// Settings without log-in, with 30 seconds a mail and the certificates checked.
    #[must_use]
    pub fn new(host: impl Into<String>, port: u16, security: Security) -> Self {
        Self {
            host: host.into(),
            port,
            security,
            user: None,
            password: None,
            timeout: Duration::from_secs(30),
            certificate_authority: None,
            accept_invalid_certificates: false,
        }
    }
}

/// Settings that can't work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A user without a password, or the other way round.
    #[error("an SMTP user and its password must be given together")]
    HalfLogin,
    /// A password would go over the network in the clear.
    #[error("an SMTP log-in without encryption is only possible to this machine; use StartTls or Tls")]
    LoginInTheClear,
    /// The certificate authority is no PEM certificate, or the host no name that a certificate can be for.
    #[error("the SMTP server's certificates can't be checked: {0}")]
    Certificate(String),
}

/// Sends to one SMTP server.
#[derive(Clone)]
pub struct SmtpTransport {
    settings: SmtpSettings,
}

impl SmtpTransport {
    /// Checks the settings; connects to nothing yet.
    ///
    /// # Errors
    /// See [`SettingsError`].
    pub fn new(settings: SmtpSettings) -> Result<Self, SettingsError> {
        Ok(Self { settings })
    }

    pub(super) async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let _ = mail;
        todo!()
    }
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SmtpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}
