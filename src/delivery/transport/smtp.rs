//! Mails to an SMTP server.
//!
//! Each mail has a connection of its own, and lettre's pool is not used. What a pool saves is a greeting and a handshake, and
//! over TLS a mail takes some 10 ms with both. What it costs: lettre's timeout covers only the connecting, so a server that
//! falls silent later holds a send for as long as it likes, and when the send is given up from outside, the half-used
//! connection goes back into the pool and the next, good mail is refused on it ("nested MAIL command"). Here the whole send
//! has one time limit, and giving up drops the connection with everything on it. It also tells which step was refused: a
//! refused log-in says nothing of the recipient.

use std::{net::IpAddr, sync::Arc};

use lettre::{
    Address,
    address::Envelope,
    transport::smtp::{
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        extension::ClientId,
    },
};
use tokio::time::timeout;

use super::{
    SendError,
    refusal::{Step, Trouble},
    smtp_settings::{Security, SettingsError, SmtpSettings},
};
use crate::delivery::{Mail, Recipient, mail::address};

/// Sends to one SMTP server. Can be cloned and used at the same time from several tasks; each send is a connection.
#[derive(Clone, Debug)]
pub struct SmtpTransport {
    settings: Arc<SmtpSettings>,
    tls: Option<Encryption>,
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
        Ok(Self {
            settings: Arc::new(settings),
            tls,
        })
    }

    /// Sends a mail; where the server found a fault with the conversation, once more on a new connection.
    pub(super) async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let message = mail
            .to_rfc5322()
            .map_err(|error| SendError::Permanent(error.to_string()))?;
        let envelope = envelope(&mail.from, &mail.to)?;
        let mut trouble = match self.send_in_time(&envelope, &message).await {
            Ok(()) => return Ok(()),
            Err(trouble) => trouble,
        };
        if trouble.is_about_the_conversation() {
            trouble = match self.send_in_time(&envelope, &message).await {
                Ok(()) => return Ok(()),
                Err(trouble) => trouble,
            };
        }
        Err(trouble.into_error(self.settings.password.as_deref()))
    }

    async fn send_in_time(&self, envelope: &Envelope, message: &[u8]) -> Result<(), Trouble> {
        let limit = self.settings.timeout;
        match timeout(limit, self.converse(envelope, message)).await {
            Ok(result) => result,
            Err(_) => Err(Trouble::Silence(limit)),
        }
    }

    async fn converse(&self, envelope: &Envelope, message: &[u8]) -> Result<(), Trouble> {
        let mut connection = self.connect().await?;
        if let (Some(user), Some(password)) = (&self.settings.user, &self.settings.password) {
            let credentials = Credentials::new(user.clone(), password.clone());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            connection
                .auth(&mechanisms, &credentials)
                .await
                .map_err(|error| Trouble::Reply(Step::LogIn, error))?;
        }
        connection
            .send(envelope, message)
            .await
            .map_err(|error| Trouble::Reply(Step::Mail, error))?;
        // The mail is accepted; how the good-bye goes changes nothing, and is not waited for.
        let limit = self.settings.timeout;
        tokio::spawn(async move {
            let _ = timeout(limit, connection.abort()).await;
        });
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Trouble> {
        let server = (self.settings.host.trim_matches(['[', ']']), self.settings.port);
        let hello = ClientId::default();
        let tls = self.tls.as_ref().map(|Encryption(tls)| tls.clone());
        let (from_the_start, later) = match self.settings.security {
            Security::Tls => (tls, None),
            Security::None | Security::StartTls => (None, tls),
        };
        let refused = |error| Trouble::Reply(Step::Connect, error);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, None, &hello, from_the_start, None)
            .await
            .map_err(refused)?;
        if let Some(tls) = later {
            connection.starttls(tls, &hello).await.map_err(refused)?;
        }
        Ok(connection)
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
