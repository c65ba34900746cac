//! A server in trouble, and one that refuses: what is tried again later, and what is not.

use std::time::Instant;

use super::*;

pub(super) fn stories() -> Vec<Story> {
    plain![
        an_unknown_recipient_is_refused_for_good,
        a_mail_refused_for_its_contents_is_refused_for_good,
        a_busy_server_is_tried_again_later,
        a_cut_connection_is_tried_again_later,
        a_confused_server_gets_the_mail_on_a_new_connection,
        a_server_that_stays_confused_is_tried_again_later,
        a_silent_server_holds_nobody_up,
        a_mail_whose_acceptance_was_lost_comes_again_with_the_same_id,
        a_server_that_is_not_there_is_tried_again_later,
    ]
}

#[track_caller]
fn for_good(answer: Result<(), SendError>) -> String {
    match answer {
        Err(SendError::Permanent(text)) => text,
        other => panic!("refused for good, not {other:?}"),
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
