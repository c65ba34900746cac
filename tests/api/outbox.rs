//! What an administrator does about mails: tries one, and hears how it went.

use lansera::{config::MailTransport, delivery::Mail, service::task::manage};
use serde_json::{Value, json};

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::{EService, Stage, done},
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
        a_mail_that_came_back_for_good_holds_the_next_until_it_is_released,
        what_is_held_for_a_month_is_given_up_and_can_be_sent_again,
        a_mail_that_came_back_for_now_holds_nothing,
        a_program_that_was_made_for_it_reports_what_came_back_and_others_may_not,
        what_is_reported_must_be_known,
    ];
    [others, with_a_mail_server].concat()
}

async fn administrator(app: &TestApp) -> Client {
    app.client(&app.given().municipality().await.admin).await
}

async fn tried(client: &Client, kind: &str) -> Answer {
    let input = json!({ "kind": kind, "locale": "SV" });
    client
        .change("sendTestMail", input, "outcome words sentTo messageIdHeader")
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
    assert!(
        said.contains(answer.text("sendTestMail.messageIdHeader")),
        "{said}"
    );
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
            .contains("(550): 5.7.1 not for you"),
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

/// The lead gives the developer a task, and what is due is sent; answers the mail to the developer, where one goes.
async fn told(app: &TestApp, service: &EService, activity: &str) -> Option<Mail> {
    let task = app.given().task(service, activity).await;
    let lead = app.acting(&service.cast.project_lead).await;
    let developer = &service.cast.developer;
    let given = manage::assign(app.services(), &lead, task.id, task.version, Some(developer.id)).await;
    done("assigning", given);
    app.run_jobs().await;
    let mut mails = app.mails().into_iter();
    mails.find(|mail| mail.to.email == developer.email)
}

async fn reported(client: &Client, which: Value, permanent: bool) -> Answer {
    let mut input = which;
    input["permanent"] = json!(permanent);
    input["diagnostic"] = json!("550 5.1.1 <anna@exempelkommun.example> unknown");
    let wanted = "delivery { state bouncedAt lastError addressHeld recipient { id } } addressHeld";
    client.change("reportBounce", input, wanted).await
}

async fn a_mail_that_came_back_for_good_holds_the_next_until_it_is_released(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let mail = told(&app, &service, "build.develop").await.expect("a mail");
    let admin = administrator(&app).await;

    let answer = reported(&admin, json!({ "messageIdHeader": mail.message_id }), true).await;

    let came_back = answer.ok().data("reportBounce.delivery").clone();
    assert_eq!(came_back["state"], "BOUNCED");
    assert_eq!(came_back["addressHeld"], true);
    assert!(came_back["bouncedAt"].is_string(), "{answer}");
    let said = came_back["lastError"].as_str().expect("words");
    assert!(said.contains("550 5.1.1") && !said.contains("anna@"), "{said}");
    let again = reported(&admin, json!({ "messageIdHeader": mail.message_id }), true).await;
    assert_eq!(
        again.ok().data("reportBounce.delivery.bouncedAt"),
        &came_back["bouncedAt"]
    );

    assert!(told(&app, &service, "build.test").await.is_none(), "held");
    let listed = "{ deliveries(states: [PENDING]) { nodes { lastError addressHeld attempts } } }";
    let answer = admin.query(listed, json!({})).await;
    let mut waiting = answer.list("deliveries.nodes").iter();
    let held = waiting.find(|row| row["lastError"].as_str().is_some_and(|why| why.contains("held")));
    let held = held.expect("one that is held");
    assert_eq!(
        (&held["addressHeld"], &held["attempts"]),
        (&json!(true), &json!(0))
    );
    app.advance(chrono::Duration::hours(2));
    app.run_jobs().await;
    assert!(
        app.mails()
            .iter()
            .all(|mail| mail.to.email != service.cast.developer.email)
    );

    let admin = administrator(&app).await;
    let input = json!({ "userId": came_back["recipient"]["id"] });
    let released = admin
        .change("releaseMailHold", input.clone(), "released user { name }")
        .await;
    assert_eq!(released.ok().data("releaseMailHold.released"), true);
    app.run_jobs().await;
    let mails = app.mails();
    let to_them = |mail: &&Mail| mail.to.email == service.cast.developer.email;
    assert!(mails.iter().any(|mail| to_them(&mail)), "{mails:?}");
    let twice = admin.change("releaseMailHold", input, "released").await;
    assert_eq!(twice.ok().data("releaseMailHold.released"), false);
}

async fn what_is_held_for_a_month_is_given_up_and_can_be_sent_again(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let mail = told(&app, &service, "build.develop").await.expect("a mail");
    let admin = administrator(&app).await;
    let answer = reported(&admin, json!({ "messageIdHeader": mail.message_id }), true).await;
    let recipient = answer.ok().data("reportBounce.delivery.recipient.id").clone();
    assert!(told(&app, &service, "build.test").await.is_none(), "held");

    // A working day after Christmas.
    app.set_morning(app.day(37));
    app.run_jobs().await;

    let admin = administrator(&app).await;
    let failed = "{ deliveries(states: [FAILED]) { nodes { lastError recipient { id } } } }";
    let failed = admin.query(failed, json!({})).await;
    let mut failed = failed.list("deliveries.nodes").iter();
    let theirs = failed
        .find(|row| row["recipient"]["id"] == recipient)
        .expect("it is given up");
    let why = theirs["lastError"].as_str().expect("why");
    assert!(why.contains("30 days"), "{why}");
    let released = json!({ "userId": recipient });
    admin.change("releaseMailHold", released, "").await.ok();
    admin.change("resendDeliveries", json!({}), "").await.ok();
    app.run_jobs().await;
    let mails = app.mails();
    let email = &service.cast.developer.email;
    assert!(mails.iter().any(|mail| mail.to.email == *email), "{mails:?}");
}

async fn a_mail_that_came_back_for_now_holds_nothing(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    told(&app, &service, "build.develop").await.expect("a mail");
    let admin = administrator(&app).await;

    let which = json!({ "recipient": service.cast.developer.email.to_uppercase() });
    let answer = reported(&admin, which, false).await;

    assert_eq!(answer.ok().data("reportBounce.addressHeld"), false);
    assert_eq!(answer.data("reportBounce.delivery.state"), "BOUNCED");
    assert!(told(&app, &service, "build.test").await.is_some());
}

async fn a_program_that_was_made_for_it_reports_what_came_back_and_others_may_not(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let mail = told(&app, &service, "build.develop").await.expect("a mail");
    let admin = administrator(&app).await;
    let made = async |reports: bool, of: Vec<String>| {
        let input = json!({
            "name": "Mejlservern", "eServiceIds": of, "reportsBounces": reports, "expiresOn": app.day(120),
        });
        let made = admin
            .change(
                "createMachineClient",
                input,
                "token machineClient { reportsBounces }",
            )
            .await;
        assert_eq!(
            made.ok().data("createMachineClient.machineClient.reportsBounces"),
            reports
        );
        made.text("createMachineClient.token").to_owned()
    };
    let own = lansera::global_id::encode(service.id);
    let (for_it, for_values) = (made(true, Vec::new()).await, made(false, vec![own]).await);
    let report = "mutation($input: ReportBounceInput!) { reportBounce(input: $input) { addressHeld delivery { state } errors { code } } }";
    let input = json!({ "input": { "messageIdHeader": mail.message_id, "permanent": true, "diagnostic": "550 unknown" } });
    let program = app.anonymous().await;

    program
        .send(report, input.clone(), Some(&for_values))
        .await
        .failed("FORBIDDEN");
    let lead = app.client(&service.cast.project_lead).await;
    lead.query(report, input.clone()).await.failed("FORBIDDEN");
    let answer = program.send(report, input, Some(&for_it)).await;

    assert_eq!(answer.ok().data("reportBounce.addressHeld"), true);
    assert!(
        answer.data("reportBounce.delivery").is_null(),
        "programs read nothing"
    );
    let values = "mutation { recordMeasurements(input: { readings: [] }) { errors { code } } }";
    program
        .send(values, json!({}), Some(&for_it))
        .await
        .failed("FORBIDDEN");
}

async fn what_is_reported_must_be_known(app: TestApp) {
    let admin = administrator(&app).await;
    for (which, code, field) in [
        (
            json!({ "messageIdHeader": "<nothing@exempelkommun.example>" }),
            "UNKNOWN_ID",
            "messageIdHeader",
        ),
        (
            json!({ "recipient": "nobody@exempelkommun.example" }),
            "UNKNOWN_ID",
            "recipient",
        ),
        (json!({}), "INVALID", "messageIdHeader"),
    ] {
        let answer = reported(&admin, which, true).await;
        assert_eq!(answer.data("reportBounce.errors.0.code"), code, "{answer}");
        assert_eq!(
            answer.data("reportBounce.errors.0.path"),
            &json!(["input", field])
        );
    }
}
