//! One connection to the mail server: opened, logged in, and used for one mail after the other.
//!
//! What is given up in the middle drops the connection with everything on it, so no later mail can come upon the rest of an
//! earlier one.

use std::{
    fmt,
    time::{Duration, Instant},
};

use lettre::{
    address::Envelope,
    transport::smtp::{
        self,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use tokio::time::timeout;

use super::{
    refusal::{Step, Trouble},
    smtp_settings::{Security, SmtpSettings},
};

/// Longest wait for the answer to "are you still there?" and to the good-bye.
const SHORTLY: Duration = Duration::from_secs(5);

/// A connection that is ready for a mail.
pub(super) struct Connection {
    smtp: AsyncSmtpConnection,
    opened: Instant,
    used: Instant,
    mails: u32,
}

impl Connection {
    /// Connects, encrypts and logs in, as the settings say.
    pub async fn open(settings: &SmtpSettings, tls: Option<TlsParameters>) -> Result<Self, Trouble> {
        let mut smtp = connect(settings, tls)
            .await
            .map_err(|error| Trouble::Reply(Step::Connect, error))?;
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            let credentials = Credentials::new(user.clone(), password.clone());
            smtp.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .await
                .map_err(|error| Trouble::Reply(Step::LogIn, error))?;
        }
        let now = Instant::now();
        Ok(Self {
            smtp,
            opened: now,
            used: now,
            mails: 0,
        })
    }

    /// Hands a mail over. After any trouble the connection is of no more use.
    pub async fn hand_over(&mut self, envelope: &Envelope, message: &str) -> Result<(), Trouble> {
        let options = self.options(envelope, message)?;
        let kept = self.mails > 0;
        let sender = Mail::new(envelope.from().cloned(), options);
        self.smtp.command(sender).await.map_err(|error| {
            if kept && has_left(&error) {
                Trouble::Left(error)
            } else {
                Trouble::Reply(Step::Mail, error)
            }
        })?;
        let refused = |error| Trouble::Reply(Step::Mail, error);
        for to in envelope.to() {
            let recipient = Rcpt::new(to.clone(), Vec::new());
            self.smtp.command(recipient).await.map_err(refused)?;
        }
        self.smtp.command(Data).await.map_err(refused)?;
        self.smtp.command(Contents(message)).await.map_err(refused)?;
        self.mails += 1;
        self.used = Instant::now();
        Ok(())
    }

    /// What must be said of letters outside ASCII.
    fn options(&self, envelope: &Envelope, message: &str) -> Result<Vec<MailParameter>, Trouble> {
        let server = self.smtp.server_info();
        let addresses = envelope.to().iter().chain(envelope.from());
        let mut options = Vec::new();
        if !addresses
            .into_iter()
            .all(|address| AsRef::<str>::as_ref(address).is_ascii())
        {
            if !server.supports_feature(Extension::SmtpUtfEight) {
                return Err(Trouble::Letters);
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if !message.is_ascii() {
            if !server.supports_feature(Extension::EightBitMime) {
                return Err(Trouble::Letters);
            }
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        Ok(options)
    }

    /// Whether the server still answers; a broken connection and a silent one are both of no more use.
    pub async fn still_answers(&mut self) -> bool {
        let answers = timeout(SHORTLY, self.smtp.test_connected()).await;
        self.used = Instant::now();
        answers.unwrap_or(false)
    }

    /// How many mails it has carried.
    pub const fn mails(&self) -> u32 {
        self.mails
    }

    /// How long it has been open.
    pub fn age(&self) -> Duration {
        self.opened.elapsed()
    }

    /// How long it has carried nothing.
    pub fn idleness(&self) -> Duration {
        self.used.elapsed()
    }

    /// Says good-bye. How it goes changes nothing, so nobody waits for it.
    pub fn leave(mut self) {
        tokio::spawn(async move {
            let _ = timeout(SHORTLY, self.smtp.abort()).await;
        });
    }
}

/// The mail itself and the line that ends it, as one piece.
///
/// lettre's own way writes the two one after the other, and TCP holds the second, small piece back until the first is acknowledged,
/// for which most systems take 40 ms: 25 mails a second on one connection, whatever the server can do.
struct Contents<'a>(&'a str);

impl fmt::Display for Contents<'_> {
    /// A line that begins with a dot gets another one, so that none ends the mail too early (RFC 5321, 4.5.2).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.0.split("\r\n.");
        if self.0.starts_with('.') {
            f.write_str(".")?;
        }
        f.write_str(lines.next().unwrap_or_default())?;
        for line in lines {
            write!(f, "\r\n..{line}")?;
        }
        f.write_str("\r\n.\r\n")
    }
}

async fn connect(
    settings: &SmtpSettings,
    tls: Option<TlsParameters>,
) -> Result<AsyncSmtpConnection, smtp::Error> {
    let server = (settings.host.trim_matches(['[', ']']), settings.port);
    let hello = ClientId::default();
    let (from_the_start, later) = match settings.security {
        Security::Tls => (tls, None),
        Security::None | Security::StartTls => (None, tls),
    };
    let mut smtp = AsyncSmtpConnection::connect_tokio1(server, None, &hello, from_the_start, None).await?;
    if let Some(tls) = later {
        smtp.starttls(tls, &hello).await?;
    }
    Ok(smtp)
}

/// Whether the server has gone away meanwhile: it says so (421), or the connection is broken.
fn has_left(error: &smtp::Error) -> bool {
    error.status().is_none_or(|code| u16::from(code) == 421)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_a_mail_ends_it_too_early() {
        for (mail, sent) in [
            ("Hej", "Hej\r\n.\r\n"),
            (".\r\n.\r\n..", "..\r\n..\r\n...\r\n.\r\n"),
            ("a.b\r\n\r\n.c\r\n", "a.b\r\n\r\n..c\r\n\r\n.\r\n"),
        ] {
            assert_eq!(Contents(mail).to_string(), sent, "{mail:?}");
        }
    }
}
