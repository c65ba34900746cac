//! Mails over SMTP to a real server: what arrives, and what becomes of a mail when the server is in trouble.
//!
//! Needs [`SmtpSink::available`]. Each test starts a server of its own.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod connections;
mod encryption;
mod signature;
mod trouble;

use std::{sync::Arc, time::Duration};

use ::entity::enums::{Locale, NotificationKind};
use futures_util::{StreamExt, stream};
use lansera::delivery::{
    Mail, Message, Recipient, Security, SendError, Sender, SmtpSettings, SmtpTransport, Transport, render,
};

use crate::support::{
    smtp_sink::{At, Encryption, Fault, Options, ReceivedMail, SmtpSink},
    story::{Need, Story, needing, plain},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    let mails = plain![
        a_mail_arrives_as_it_was_rendered,
        many_mails_at_once_arrive_once_each,
    ];
    let others = [
        encryption::stories(),
        trouble::stories(),
        connections::stories(),
        signature::stories(),
    ];
    needing(Need::SmtpSink, [mails, others.concat()].concat())
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
