//! What an administrator does about mails: tries one, and hears how it went.

use lansera::config::MailTransport;
use serde_json::json;

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    smtp_sink::{At, Fault, Options, SmtpSink},
    story::{Need, Story, needing, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    let with_a_mail_server = needing(
        Need::SmtpSink,
        on_database![
            a_mail_that_is_tried_comes_to_whoever_tries_it_marked_as_a_test,
            a_refusal_is_answered_in_the_words_of_the_mail_server,
        ],
    );
    let others = on_database![
        a_mail_server_that_is_not_there_is_said,
        mails_are_tried_so_often_in_an_hour,
    ];
    [others, with_a_mail_server].concat()
}

async fn administrator(app: &TestApp) -> Client {
    app.client(&app.given().municipality().await.admin).await
}

async fn tried(client: &Client, kind: &str) -> Answer {
    let input = json!({ "kind": kind, "locale": "SV" });
    client
        .change("sendTestMail", input, "outcome words sentTo messageId")
        .await
}

async fn a_mail_that_is_tried_comes_to_whoever_tries_it_marked_as_a_test(app: TestApp) {
    let sink = SmtpSink::start(Options::default());
    let app = app.restart_mailing_to(&sink).await;
    let admin = app.given().municipality().await.admin.clone();
    let client = administrator(&app).await;

    let answer = tried(&client, "LAUNCH_AHEAD").await;

    assert_eq!(answer.ok().text("sendTestMail.outcome"), "ACCEPTED");
    assert_eq!(answer.text("sendTestMail.sentTo"), admin.email);
    assert!(answer.data("sendTestMail.words").is_null());
    let mails = sink.mails();
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(mail.envelope_to, [admin.email.as_str()]);
    let said = String::from_utf8_lossy(&mail.raw);
    assert!(said.contains(answer.text("sendTestMail.messageId")), "{said}");
    let subject = mail.message.subject().expect("a subject");
    assert!(subject.starts_with("[Test] "), "{subject}");
    assert!(
        !said.contains("List-Unsubscribe"),
        "nothing is ended by a sample: {said}"
    );
    let trail = client
        .query(
            "{ auditEntries(first: 1) { nodes { action actor { name } detail } } }",
            json!({}),
        )
        .await;
    let entry = &trail.list("auditEntries.nodes")[0];
    assert_eq!(entry["action"], "mail.try");
    assert_eq!(entry["actor"]["name"], admin.name);
    assert!(entry["detail"].to_string().contains("launch_ahead"), "{entry}");
}

async fn a_refusal_is_answered_in_the_words_of_the_mail_server(app: TestApp) {
    let sink = SmtpSink::start(Options {
        faults: vec![
            Fault::Answer {
                at: At::Rcpt,
                reply: "550 5.7.1 not for you".into(),
                times: 1,
            },
            Fault::Answer {
                at: At::Rcpt,
                reply: "451 4.3.0 busy".into(),
                times: 1,
            },
        ],
        ..Options::default()
    });
    let app = app.restart_mailing_to(&sink).await;
    let client = administrator(&app).await;

    let refused = tried(&client, "TASK_DUE").await;
    assert_eq!(refused.ok().text("sendTestMail.outcome"), "REFUSED");
    assert!(
        refused
            .text("sendTestMail.words")
            .contains("550 5.7.1 not for you"),
        "{refused}"
    );
    let busy = tried(&client, "TASK_DUE").await;
    assert_eq!(busy.ok().text("sendTestMail.outcome"), "NOT_REACHABLE");
    assert!(busy.text("sendTestMail.words").contains("451"), "{busy}");
    assert_eq!(sink.mails().len(), 0);
}

async fn a_mail_server_that_is_not_there_is_said(app: TestApp) {
    // A port on which nobody listens any more.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let app = app
        .restart_with(|settings| {
            settings.mail.transport = MailTransport::Smtp;
            (settings.mail.host, settings.mail.port) = ("127.0.0.1".into(), port);
        })
        .await;
    let client = administrator(&app).await;

    let answer = tried(&client, "PASSWORD_CHANGED").await;

    assert_eq!(answer.ok().text("sendTestMail.outcome"), "NOT_REACHABLE");
    assert!(!answer.text("sendTestMail.words").is_empty(), "{answer}");
}

async fn mails_are_tried_so_often_in_an_hour(app: TestApp) {
    let client = administrator(&app).await;
    for _ in 0..40 {
        tried(&client, "TASK_DUE").await.ok();
    }
    assert_eq!(app.mails().len(), 40);
    let refused = tried(&client, "TASK_DUE").await;
    assert_eq!(refused.error_code(), Some("RATE_LIMITED"));

    app.advance(chrono::Duration::hours(1));
    tried(&client, "TASK_DUE").await.ok();
    assert_eq!(app.mails().len(), 1);
}
