//! How an SMTP server is reached, and what can be wrong with that.

use std::{fmt, sync::Arc, time::Duration};

use super::{dkim::Dkim, smtp::is_this_machine};

/// How the connection to the SMTP server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a server on this machine or a closed network. A log-in is only sent to this machine.
    None,
    /// Begun in the clear and encrypted before anything is said; refused if the server can't (usual port 587).
    StartTls,
    /// Encrypted from the first byte (usual port 465).
    Tls,
}

/// How the SMTP server is reached.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Its name or IP address; its certificate must be for this.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: Security,
    /// The user to log in as; without it nobody logs in.
    pub user: Option<String>,
    /// The user's password.
    pub password: Option<String>,
    /// The longest that one mail may take, from the look-up of the host to the server's last answer.
    pub timeout: Duration,
    /// A further certificate authority to trust, as PEM: that of a server inside the municipality.
    pub certificate_authority: Option<String>,
    /// Takes any certificate, so that anybody on the way can read the mails and the password. For tests only.
    pub accept_invalid_certificates: bool,
    /// A connection carries at most so many mails.
    pub mails_per_connection: u32,
    /// A connection is used for so long after it was opened.
    pub connection_age: Duration,
    /// After so long without a mail the server is asked whether it is still there, before the connection is used again.
    pub idleness: Duration,
    /// Signs the mails; without it they go unsigned.
    pub dkim: Option<Arc<Dkim>>,
}

impl SmtpSettings {
    /// Settings without log-in and signature, with 30 seconds a mail, the certificates checked, and connections that are used for
    /// 100 mails and a minute.
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
            mails_per_connection: 100,
            connection_age: Duration::from_secs(60),
            idleness: Duration::from_secs(5),
            dkim: None,
        }
    }

    pub(super) fn check(&self) -> Result<(), SettingsError> {
        if self.user.is_some() != self.password.is_some() {
            return Err(SettingsError::HalfLogin);
        }
        if self.user.is_some() && self.security == Security::None && !is_this_machine(&self.host) {
            return Err(SettingsError::LoginInTheClear);
        }
        Ok(())
    }
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("user", &self.user.as_ref().map(|_| "***"))
            .field("password", &self.password.as_ref().map(|_| "***"))
            .field("timeout", &self.timeout)
            .field("certificate_authority", &self.certificate_authority.is_some())
            .field("accept_invalid_certificates", &self.accept_invalid_certificates)
            .field("dkim", &self.dkim.is_some())
            .finish_non_exhaustive()
    }
}

/// Settings that can't work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A user without a password, or the other way round.
    #[error("an SMTP user and its password must be given together")]
    HalfLogin,
    /// A password would go over the network in the clear.
    #[error("an SMTP log-in without encryption is only possible to this machine; use STARTTLS or TLS")]
    LoginInTheClear,
    /// The certificate authority is no PEM certificate, or the host no name that a certificate can be for.
    #[error("the SMTP server's certificate can't be checked with these settings: {0}")]
    Certificate(String),
    /// Mails can't be signed.
    #[error("mails can't be signed (DKIM): {0}")]
    Dkim(String),
}
