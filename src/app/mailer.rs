//! What sends mails, as the settings say.

use std::{fs, sync::Arc, time::Duration};

use super::{StartError, start_error::one_line};
use crate::{
    config::{Mail, MailSecurity, MailTransport, Settings},
    delivery::{Dkim, Mailer, Pace, Security, Sender, SmtpSettings, SmtpTransport, Transport},
};

/// The mailer; none where mails wait in the outbox. `given` takes the place of the transport in the settings.
pub(super) fn mailer(settings: &Settings, given: Option<Transport>) -> Result<Option<Mailer>, StartError> {
    let sender = Sender::new(&settings.mail.from, &settings.public_url).map_err(|error| wrong(&error))?;
    let mail = &settings.mail;
    let transport = match (given, mail.transport) {
        (Some(given), _) => given,
        (None, MailTransport::None) => return Ok(None),
        (None, MailTransport::Folder) => Transport::Folder(mail.folder.clone()),
        (None, MailTransport::Smtp) => {
            let transport = SmtpTransport::new(smtp(mail)?);
            Transport::Smtp(transport.map_err(|error| wrong(&error))?)
        }
    };
    Ok(Some(Mailer {
        transport,
        sender,
        pace: Pace::per_minute(mail.per_minute),
    }))
}

fn smtp(mail: &Mail) -> Result<SmtpSettings, StartError> {
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let security = match mail.security {
        MailSecurity::Tls => Security::Tls,
        MailSecurity::StartTls => Security::StartTls,
        MailSecurity::None => Security::None,
    };
    let authority = read("certificate_authority", &mail.certificate_authority)?;
    let dkim = match read("dkim_key_file", &mail.dkim_key_file)? {
        Some(key) => {
            let dkim = Dkim::new(&mail.dkim_domain, &mail.dkim_selector, &key);
            Some(Arc::new(dkim.map_err(|error| wrong(&error))?))
        }
        None => None,
    };
    Ok(SmtpSettings {
        certificate_authority: authority,
        user: given(&mail.user),
        password: given(&mail.password.0),
        timeout: Duration::from_secs(mail.timeout_seconds),
        accept_invalid_certificates: mail.accept_invalid_certificates,
        mails_per_connection: mail.mails_per_connection,
        connection_age: Duration::from_secs(mail.connection_seconds),
        dkim,
        ..SmtpSettings::new(mail.host.clone(), mail.port, security)
    })
}

/// The text of a file that a setting names; none where it names none.
fn read(setting: &str, file: &str) -> Result<Option<String>, StartError> {
    if file.is_empty() {
        return Ok(None);
    }
    let text = fs::read_to_string(file);
    text.map(Some)
        .map_err(|error| wrong(&format!("{setting} {file}: {error}")))
}

fn wrong(error: &dyn std::fmt::Display) -> StartError {
    StartError::Mail(one_line(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;

    #[test]
    fn a_key_that_cannot_be_used_stops_the_start_with_one_line() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let empty = file.path().display().to_string();
        for (key, said) in [
            ("nowhere.pem", "dkim_key_file nowhere.pem"),
            (&empty, "no private RSA or Ed25519 key"),
        ] {
            let settings = Settings::load(&Overrides {
                file: None,
                values: vec![
                    ("mail.transport", "smtp".into()),
                    ("mail.dkim_domain", "kommun.example".into()),
                    ("mail.dkim_selector", "lansera".into()),
                    ("mail.dkim_key_file", key.into()),
                ],
            });
            let refused = mailer(&settings.expect("settings"), None);
            let line = refused.expect_err("no mailer").to_string();
            assert!(
                line.starts_with("section [mail]: ") && line.contains(said),
                "{line}"
            );
            assert!(!line.contains('\n'), "{line}");
        }
    }
}
