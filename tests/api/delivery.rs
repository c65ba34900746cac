//! Mails over SMTP to a real server: what arrives, and what becomes of a mail when the server is in trouble.
//!
//! Needs [`SmtpSink::available`]. Each test starts a server of its own.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod connections;
mod signature;

use std::{
    io::Write,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use ::entity::enums::{Locale, NotificationKind};
use futures_util::{StreamExt, stream};
use lansera::delivery::{
    Mail, Message, Recipient, Security, SendError, Sender, SmtpSettings, SmtpTransport, Transport, render,
};
use tracing::instrument::WithSubscriber;

use crate::support::{
    smtp_sink::{At, Encryption, Fault, Options, ReceivedMail, SmtpSink},
    story::{Need, Story, needing, plain},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    let mails = plain![
        a_mail_arrives_as_it_was_rendered,
        a_mail_goes_encrypted_and_with_a_log_in,
        a_mail_goes_over_tls_from_the_first_byte,
        a_certificate_that_nobody_vouches_for_is_refused,
        a_server_without_encryption_gets_neither_mail_nor_password,
        a_wrong_password_is_for_the_administrator_and_not_the_end_of_the_mail,
        a_log_in_leaves_no_password_in_the_log,
        an_unknown_recipient_is_refused_for_good,
        a_mail_refused_for_its_contents_is_refused_for_good,
        a_busy_server_is_tried_again_later,
        a_cut_connection_is_tried_again_later,
        a_confused_server_gets_the_mail_on_a_new_connection,
        a_server_that_stays_confused_is_tried_again_later,
        a_silent_server_holds_nobody_up,
        a_mail_whose_acceptance_was_lost_comes_again_with_the_same_id,
        a_server_that_is_not_there_is_tried_again_later,
        many_mails_at_once_arrive_once_each,
    ];
    needing(
        Need::SmtpSink,
        [mails, connections::stories(), signature::stories()].concat(),
    )
}

fn mail_to(email: &str, key: &str) -> Mail {
    let sender = Sender::new(
        "Lansera i Örebro <lansera@kommun.example>",
        "https://lansera.kommun.example",
    )
    .unwrap();
    let sample = Message::sample(NotificationKind::LaunchAhead, Locale::Sv);
    let recipient = Recipient {
        email: email.into(),
        ..sample.recipient.clone()
    };
    let now = "2026-11-23T06:30:00Z".parse().unwrap();
    render(
        &Message {
            recipient,
            key: key.into(),
            ..sample
        },
        &sender,
        now,
    )
    .unwrap()
}

fn a_mail() -> Mail {
    mail_to("asa.oberg@kommun.example", "a")
}

fn settings(sink: &SmtpSink, security: Security) -> SmtpSettings {
    let mut settings = SmtpSettings::new("localhost", sink.port, security);
    settings.host = "127.0.0.1".into();
    settings.timeout = Duration::from_secs(10);
    settings.certificate_authority = sink.certificate.clone();
    settings
}

fn transport(settings: SmtpSettings) -> Transport {
    Transport::Smtp(SmtpTransport::new(settings).unwrap())
}

fn plain(sink: &SmtpSink) -> Transport {
    transport(settings(sink, Security::None))
}

fn with_faults(faults: &[Fault]) -> SmtpSink {
    SmtpSink::start(Options {
        faults: faults.to_vec(),
        ..Options::default()
    })
}

fn login() -> Option<(String, String)> {
    Some(("lansera".into(), "Lösen-ord 7".into()))
}

fn log_in(settings: &mut SmtpSettings) {
    (settings.user, settings.password) = login().unzip();
}

#[track_caller]
fn later(answer: Result<(), SendError>) -> String {
    match answer {
        Err(SendError::Retry(text)) => text,
        other => panic!("to be tried again later, not {other:?}"),
    }
}

#[track_caller]
fn for_good(answer: Result<(), SendError>) -> String {
    match answer {
        Err(SendError::Permanent(text)) => text,
        other => panic!("refused for good, not {other:?}"),
    }
}

async fn a_mail_arrives_as_it_was_rendered() {
    let sink = SmtpSink::start(Options::default());
    let mail = a_mail();

    plain(&sink).send(&mail).await.unwrap();

    let [received] = &sink.mails()[..] else {
        panic!("one mail")
    };
    assert_eq!(received.envelope_from, "lansera@kommun.example");
    assert_eq!(received.envelope_to, ["asa.oberg@kommun.example"]);
    assert_eq!(received.user, None);
    // The end of a mail on the wire is a line break and a dot; the line break stays with the mail.
    let (came, went) = (received.raw.trim_ascii_end(), mail.to_rfc5322().unwrap());
    assert!(came == went.trim_ascii_end(), "not the same bytes");
    assert_eq!(
        received.message.subject(),
        Some("Lansering om 7 dagar: Ansök om bygglov, 30 november 2026")
    );
    assert_eq!(
        received.message.from().unwrap().first().unwrap().name(),
        Some("Lansera i Örebro")
    );
    assert_eq!(
        received.message.to().unwrap().first().unwrap().name(),
        Some("Åsa Öberg")
    );
    let text = received.message.body_text(0).unwrap();
    assert!(
        text.contains("måndag 30 november 2026")
            && text.contains("https://lansera.kommun.example/e-services/")
    );
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

async fn an_unknown_recipient_is_refused_for_good() {
    let sink = with_faults(&[Fault::Refuse {
        address: "gone@kommun.example".into(),
    }]);
    let transport = plain(&sink);

    let why = for_good(transport.send(&mail_to("gone@kommun.example", "b")).await);
    assert!(
        why.contains("550") && why.contains("g***@kommun.example") && !why.contains("gone@"),
        "{why}"
    );

    transport.send(&a_mail()).await.unwrap();
    assert_eq!(sink.mails().len(), 1);
}

async fn a_mail_refused_for_its_contents_is_refused_for_good() {
    let sink = with_faults(&[Fault::Answer {
        at: At::Data,
        reply: "554 5.7.1 spam".into(),
        times: 1,
    }]);
    for_good(plain(&sink).send(&a_mail()).await);
}

async fn a_busy_server_is_tried_again_later() {
    for (at, reply) in [
        (At::Rcpt, "451 4.7.1 greylisted"),
        (At::Data, "452 4.3.1 full"),
        (At::Mail, "421 4.3.2 stopping"),
    ] {
        let sink = with_faults(&[Fault::Answer {
            at,
            reply: reply.into(),
            times: 1,
        }]);
        let transport = plain(&sink);

        let why = later(transport.send(&a_mail()).await);
        assert!(why.contains(&reply[..3]), "{why}");

        transport.send(&a_mail()).await.unwrap();
        assert_eq!(sink.mails().len(), 1);
    }
}

async fn a_cut_connection_is_tried_again_later() {
    let sink = with_faults(&[Fault::Drop {
        accepted: false,
        times: 1,
    }]);
    let transport = plain(&sink);

    later(transport.send(&a_mail()).await);
    assert!(sink.mails().is_empty());

    transport.send(&a_mail()).await.unwrap();
    assert_eq!(sink.mails().len(), 1);
}

async fn a_confused_server_gets_the_mail_on_a_new_connection() {
    let sink = with_faults(&[Fault::Answer {
        at: At::Mail,
        reply: "503 nested MAIL command".into(),
        times: 1,
    }]);

    plain(&sink).send(&a_mail()).await.unwrap();

    assert_eq!(sink.mails().len(), 1);
}

async fn a_server_that_stays_confused_is_tried_again_later() {
    let sink = with_faults(&[Fault::Answer {
        at: At::Mail,
        reply: "503 bad sequence".into(),
        times: 2,
    }]);
    let transport = plain(&sink);

    later(transport.send(&a_mail()).await);
    transport.send(&a_mail()).await.unwrap();

    assert_eq!(sink.mails().len(), 1);
}

async fn a_silent_server_holds_nobody_up() {
    for at in [At::Mail, At::Data] {
        let sink = with_faults(&[Fault::Stall {
            at,
            seconds: 30,
            times: 1,
        }]);
        let mut settings = settings(&sink, Security::None);
        settings.timeout = Duration::from_secs(1);
        let transport = transport(settings);
        let begun = Instant::now();

        let why = later(transport.send(&a_mail()).await);
        assert!(why.contains("1 s"), "{why}");
        transport
            .send(&mail_to("next@kommun.example", "next"))
            .await
            .unwrap();

        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        let [received] = &sink.mails()[..] else {
            panic!("one mail")
        };
        assert_eq!(received.envelope_to, ["next@kommun.example"]);
    }
}

async fn a_mail_whose_acceptance_was_lost_comes_again_with_the_same_id() {
    let sink = with_faults(&[Fault::Drop {
        accepted: true,
        times: 1,
    }]);
    let transport = plain(&sink);

    later(transport.send(&a_mail()).await);
    transport.send(&a_mail()).await.unwrap();

    let [first, second] = &sink.mails()[..] else {
        panic!("two mails")
    };
    assert_eq!(first.message.message_id(), second.message.message_id());
    assert!(first.message.message_id().is_some());
}

async fn a_server_that_is_not_there_is_tried_again_later() {
    let mut sink = SmtpSink::start(Options::default());
    sink.stop();
    let transport = plain(&sink);

    later(transport.send(&a_mail()).await);

    let again = SmtpSink::start(Options {
        port: Some(sink.port),
        ..Options::default()
    });
    transport.send(&a_mail()).await.unwrap();
    assert_eq!(again.mails().len(), 1);
}

async fn many_mails_at_once_arrive_once_each() {
    let sink = SmtpSink::start(Options::default());
    let transport = plain(&sink);

    let sent = stream::iter(0..100)
        .map(|number| {
            let transport = transport.clone();
            async move {
                transport
                    .send(&mail_to("asa.oberg@kommun.example", &number.to_string()))
                    .await
            }
        })
        .buffer_unordered(8)
        .filter(|answer| std::future::ready(answer.is_ok()))
        .count()
        .await;

    assert_eq!(sent, 100);
    let mut ids: Vec<_> = sink
        .mails()
        .iter()
        .map(|mail| mail.message.message_id().unwrap().to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 100);
}
