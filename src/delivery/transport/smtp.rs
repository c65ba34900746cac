//! Mails to an SMTP server.
//!
//! Connections are kept for the next mail, by a pool of our own ([`super::pool`]), and lettre's pool is not used: its timeout
//! covers only the connecting, so a server that falls silent later holds a send for as long as it likes, and when the send is given
//! up from outside, the half-used connection goes back into the pool and the next, good mail is refused on it ("nested MAIL
//! command"). Here the whole send has one time limit, and giving up drops the connection with everything on it. It also tells which
//! step was refused: a refused log-in says nothing of the recipient.

use std::{net::IpAddr, sync::Arc};

use lettre::{
    Address,
    address::Envelope,
    transport::smtp::client::{Certificate, TlsParameters},
};
use tokio::time::timeout;

use super::{
    SendError,
    connection::Connection,
    pool::{Limits, Pool},
    refusal::Trouble,
    smtp_settings::{Security, SettingsError, SmtpSettings},
};
use crate::delivery::{Mail, Recipient, mail::address};

/// Sends to one SMTP server. Can be cloned and used at the same time from several tasks, each on a connection of its own; clones
/// share the connections that lie ready.
#[derive(Clone, Debug)]
pub struct SmtpTransport {
    settings: Arc<SmtpSettings>,
    tls: Option<Encryption>,
    pool: Arc<Pool>,
}

#[derive(Clone)]
struct Encryption(TlsParameters);

impl std::fmt::Debug for Encryption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Encryption")
    }
}

impl SmtpTransport {
    /// Checks the settings; connects to nothing yet.
    ///
    /// # Errors
    /// See [`SettingsError`].
    pub fn new(settings: SmtpSettings) -> Result<Self, SettingsError> {
        settings.check()?;
        let tls = match settings.security {
            Security::None => None,
            Security::StartTls | Security::Tls => Some(Encryption(encryption(&settings)?)),
        };
        let limits = Limits {
            mails: settings.mails_per_connection,
            age: settings.connection_age,
            idleness: settings.idleness,
        };
        Ok(Self {
            settings: Arc::new(settings),
            tls,
            pool: Pool::new(limits),
        })
    }

    /// Sends a mail; where the server found a fault with the conversation or had left meanwhile, once more on a new connection.
    pub(super) async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let message = self.message(mail)?;
        let envelope = envelope(&mail.from, &mail.to)?;
        let mut trouble = match self.send_in_time(&envelope, &message, false).await {
            Ok(()) => return Ok(()),
            Err(trouble) => trouble,
        };
        if trouble.calls_for_a_new_connection() {
            trouble = match self.send_in_time(&envelope, &message, true).await {
                Ok(()) => return Ok(()),
                Err(trouble) => trouble,
            };
        }
        Err(trouble.into_error(self.settings.password.as_deref()))
    }

    /// The mail as it goes over the wire.
    fn message(&self, mail: &Mail) -> Result<String, SendError> {
        let mut message = mail
            .message()
            .map_err(|error| SendError::Permanent(error.to_string()))?;
        if let Some(dkim) = &self.settings.dkim {
            dkim.sign(&mut message);
        }
        String::from_utf8(message.formatted()).map_err(|error| SendError::Permanent(error.to_string()))
    }

    async fn send_in_time(&self, envelope: &Envelope, message: &str, anew: bool) -> Result<(), Trouble> {
        let limit = self.settings.timeout;
        match timeout(limit, self.converse(envelope, message, anew)).await {
            Ok(result) => result,
            Err(_) => Err(Trouble::Silence(limit)),
        }
    }

    async fn converse(&self, envelope: &Envelope, message: &str, anew: bool) -> Result<(), Trouble> {
        let kept = if anew { None } else { self.pool.take().await };
        let mut connection = match kept {
            Some(connection) => connection,
            None => {
                let tls = self.tls.as_ref().map(|Encryption(tls)| tls.clone());
                Connection::open(&self.settings, tls).await?
            }
        };
        match connection.hand_over(envelope, message).await {
            Ok(()) => {
                self.pool.put_back(connection);
                Ok(())
            }
            Err(trouble) => {
                connection.leave();
                Err(trouble)
            }
        }
    }
}

fn encryption(settings: &SmtpSettings) -> Result<TlsParameters, SettingsError> {
    let wrong = |error: lettre::transport::smtp::Error| SettingsError::Certificate(error.to_string());
    let mut builder = TlsParameters::builder(settings.host.trim_matches(['[', ']']).to_owned());
    if let Some(authority) = &settings.certificate_authority {
        // A text without any certificate in it is no error to lettre.
        if !authority.contains("-----BEGIN CERTIFICATE-----") {
            return Err(SettingsError::Certificate(
                "the certificate authority is no PEM certificate".to_owned(),
            ));
        }
        builder = builder.add_root_certificate(Certificate::from_pem(authority.as_bytes()).map_err(wrong)?);
    }
    if settings.accept_invalid_certificates {
        builder = builder.dangerous_accept_invalid_certs(true);
    }
    builder.build().map_err(wrong)
}

fn envelope(from: &Recipient, to: &Recipient) -> Result<Envelope, SendError> {
    let checked = |who| -> Result<Address, SendError> {
        address(who).map_err(|error| SendError::Permanent(error.to_string()))
    };
    Envelope::new(Some(checked(from)?), vec![checked(to)?])
        .map_err(|error| SendError::Permanent(error.to_string()))
}

/// Whether a host is this machine, so that nobody can listen on the way.
pub(super) fn is_this_machine(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
