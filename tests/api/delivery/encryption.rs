//! Encryption, certificates and log-ins, and that no password is seen.

use std::{io::Write, sync::Mutex};

use tracing::instrument::WithSubscriber;

use super::*;

pub(super) fn stories() -> Vec<Story> {
    plain![
        a_mail_goes_encrypted_and_with_a_log_in,
        a_mail_goes_over_tls_from_the_first_byte,
        a_certificate_that_nobody_vouches_for_is_refused,
        a_server_without_encryption_gets_neither_mail_nor_password,
        a_wrong_password_is_for_the_administrator_and_not_the_end_of_the_mail,
        a_log_in_leaves_no_password_in_the_log,
    ]
}

async fn a_mail_goes_encrypted_and_with_a_log_in() {
    let sink = SmtpSink::start(Options {
        login: login(),
        encryption: Encryption::StartTls,
        ..Options::default()
    });
    let mut settings = settings(&sink, Security::StartTls);
    log_in(&mut settings);

    transport(settings.clone()).send(&a_mail()).await.unwrap();

    let [received] = &sink.mails()[..] else {
        panic!("one mail")
    };
    assert!(received.encrypted);
    assert_eq!(received.user.as_deref(), Some("lansera"));

    let without_log_in = SmtpSettings {
        user: None,
        password: None,
        ..settings
    };
    later(transport(without_log_in).send(&a_mail()).await);
    assert_eq!(sink.mails().len(), 1);
}

async fn a_mail_goes_over_tls_from_the_first_byte() {
    let sink = SmtpSink::start(Options {
        login: login(),
        encryption: Encryption::Tls,
        ..Options::default()
    });
    let mut settings = settings(&sink, Security::Tls);
    log_in(&mut settings);

    transport(settings).send(&a_mail()).await.unwrap();

    let [received] = &sink.mails()[..] else {
        panic!("one mail")
    };
    assert!(received.encrypted);
    assert_eq!(received.user.as_deref(), Some("lansera"));
}

async fn a_certificate_that_nobody_vouches_for_is_refused() {
    for (encryption, security) in [
        (Encryption::StartTls, Security::StartTls),
        (Encryption::Tls, Security::Tls),
    ] {
        let sink = SmtpSink::start(Options {
            encryption,
            ..Options::default()
        });
        let untrusted = SmtpSettings {
            certificate_authority: None,
            ..settings(&sink, security)
        };

        let why = later(transport(untrusted.clone()).send(&a_mail()).await);
        assert!(why.contains("certificate"), "{why}");
        assert!(sink.mails().is_empty());

        let reckless = SmtpSettings {
            accept_invalid_certificates: true,
            ..untrusted
        };
        transport(reckless).send(&a_mail()).await.unwrap();
        assert_eq!(sink.mails().len(), 1);
    }
}

async fn a_server_without_encryption_gets_neither_mail_nor_password() {
    let sink = SmtpSink::start(Options {
        login: login(),
        ..Options::default()
    });
    let mut settings = settings(&sink, Security::StartTls);
    log_in(&mut settings);

    let why = later(transport(settings).send(&a_mail()).await);

    assert!(why.contains("STARTTLS"), "{why}");
    assert!(sink.mails().is_empty());
}

async fn a_wrong_password_is_for_the_administrator_and_not_the_end_of_the_mail() {
    let sink = SmtpSink::start(Options {
        login: login(),
        ..Options::default()
    });
    let mut wrong = settings(&sink, Security::None);
    log_in(&mut wrong);
    wrong.password = Some("not-this-one".into());

    let why = later(transport(wrong).send(&a_mail()).await);
    assert!(
        why.contains("logging in") && why.contains("535") && !why.contains("not-this-one"),
        "{why}"
    );

    let mut right = settings(&sink, Security::None);
    log_in(&mut right);
    transport(right).send(&a_mail()).await.unwrap();
    assert_eq!(sink.mails().len(), 1);
}

async fn a_log_in_leaves_no_password_in_the_log() {
    use base64::{Engine, engine::general_purpose::STANDARD};

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);
    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let sink = SmtpSink::start(Options {
        login: login(),
        ..Options::default()
    });
    let mut settings = settings(&sink, Security::None);
    log_in(&mut settings);
    let log = Log::default();
    let writer = log.clone();
    let everything = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();

    transport(settings)
        .send(&a_mail())
        .with_subscriber(everything)
        .await
        .unwrap();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let (user, password) = login().unwrap();
    assert!(
        log.contains("mail sent") && log.contains("a***@kommun.example"),
        "{log}"
    );
    let as_sent = STANDARD.encode(format!("\0{user}\0{password}"));
    for secret in [
        &password,
        &as_sent,
        &STANDARD.encode(&password),
        "asa.oberg",
        "AUTH",
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
