//! Mails of the outbox on their way to a real mail server, by the worker as it runs.
//!
//! What the ledger does with reminders is told in `process::reminders`; here it is about the last step.

use std::time::{Duration, Instant};

use ::entity::{
    delivery,
    enums::{DeliveryForm, DeliveryState},
    notification,
};
use chrono::Duration as Time;
use lansera::service::notification::{claim::lease, plan};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

use crate::support::{
    app::TestApp,
    given::{EService, Plan, Stage},
    smtp_sink::{At, Fault, Options, ReceivedMail, SmtpSink},
    story::{Need, Story, needing, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    needing(
        Need::SmtpSink,
        on_database![
            what_a_worker_was_sending_when_it_was_killed_is_sent_by_another,
            of_a_launch_date_that_has_moved_nothing_is_sent,
            an_address_that_is_refused_is_given_up_with_the_reason,
            a_server_that_is_busy_is_asked_again_after_a_pause,
            a_server_that_stays_busy_is_given_up_in_the_end,
            a_server_that_is_away_gets_the_mails_when_it_is_back,
            two_workers_send_each_mail_once,
            one_at_a_time_takes_one_connection,
            no_more_mails_a_minute_go_than_the_settings_say,
        ],
    )
}

/// The morning of Tuesday 29 December 2026, thirty days before the launch: four people are to be reminded, and nothing else is due.
async fn four_reminders_are_due(app: &TestApp) -> EService {
    let plan = Plan {
        launch_on: "2027-01-28".parse().ok(),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Launch).await;
    app.set_morning("2026-12-28".parse().expect("a day"));
    app.run_jobs().await;
    app.set_morning("2026-12-29".parse().expect("a day"));
    service
}

fn server(faults: &[Fault]) -> SmtpSink {
    SmtpSink::start(Options {
        faults: faults.to_vec(),
        ..Options::default()
    })
}

/// The deliveries of the four reminders, those that were made later last.
async fn outbox(app: &TestApp) -> Vec<delivery::Model> {
    let all = delivery::Entity::find().order_by_asc(delivery::COLUMN.id);
    let mut rows = all.all(&app.services().db).await.expect("deliveries");
    let since = app.now() - Time::days(1);
    rows.retain(|row| row.form == DeliveryForm::Notice && row.sent_at.is_none_or(|at| at > since));
    rows
}

fn states(outbox: &[delivery::Model]) -> Vec<DeliveryState> {
    outbox.iter().map(|row| row.state).collect()
}

async fn reminders(app: &TestApp) -> usize {
    let rows = notification::Entity::find().all(&app.services().db).await;
    let rows = rows.expect("notifications");
    rows.iter().filter(|row| row.about_on.is_some()).count()
}

fn recipients(mails: &[ReceivedMail]) -> Vec<&str> {
    let mut to: Vec<_> = mails.iter().map(|mail| mail.envelope_to[0].as_str()).collect();
    to.sort_unstable();
    to
}

async fn what_a_worker_was_sending_when_it_was_killed_is_sent_by_another(app: TestApp) {
    four_reminders_are_due(&app).await;
    let silent = Fault::Stall {
        at: At::Data,
        seconds: 3,
        times: 4,
    };
    let sink = server(&[silent]);
    let first = app.restart_mailing_to(&sink).await;

    // It is killed while the server takes its time over the four mails: they arrive, and nobody is left to note it.
    let worker = tokio::spawn(async move { first.run_jobs().await });
    let begun = Instant::now();
    while outbox(&app).await.iter().all(|row| row.claimed_until.is_none()) {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing was claimed");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Time enough to hand them over, and not enough to hear that they were taken.
    tokio::time::sleep(Duration::from_millis(800)).await;
    worker.abort();
    assert!(worker.await.is_err_and(|ended| ended.is_cancelled()));
    while sink.mails().len() < 4 {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "the mails did not arrive"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(states(&outbox(&app).await), [DeliveryState::Pending; 4]);

    let second = app.restart_mailing_to(&sink).await;
    assert_eq!(second.run_jobs().await.sent, 0, "the lease is not over");
    second.advance(lease(second.services()) + Time::seconds(1));
    assert_eq!(second.run_jobs().await.sent, 4);

    // The one gap that no outbox closes. The mails are told apart by their recipients, and known again by their Message-ID.
    assert_eq!(states(&outbox(&app).await), [DeliveryState::Sent; 4]);
    assert_eq!(reminders(&app).await, 4, "each was told once");
    let mails = sink.mails();
    let mut ids: Vec<_> = mails.iter().map(|mail| mail.message.message_id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((mails.len(), ids.len()), (8, 4));
    assert_eq!(second.run_jobs().await.sent, 0);
}

async fn of_a_launch_date_that_has_moved_nothing_is_sent(app: TestApp) {
    let service = four_reminders_are_due(&app).await;
    let sink = server(&[]);
    let app = app.restart_mailing_to(&sink).await;
    // Written into the ledger, and not yet sent.
    let planned = plan::plan(app.services()).await;
    assert_eq!(planned.expect("reminders"), 4);

    let owner = app.client(&service.cast.owner).await;
    let id = lansera::global_id::encode(service.id);
    let document = "query($id: ID!) { eService(id: $id) { currentCycle { id version } } }";
    let cycle = owner.query(document, json!({ "id": id })).await;
    let input = json!({
        "cycleId": cycle.text("eService.currentCycle.id"), "version": cycle.data("eService.currentCycle.version"),
        "launchDate": "2027-03-25", "reason": "Upphandlingen drar ut.",
    });
    let moved = owner
        .change("moveLaunchDate", input, "cycle { launchDate }")
        .await;
    assert_eq!(moved.ok().text("moveLaunchDate.cycle.launchDate"), "2027-03-25");

    // Of the reminders nothing is sent; the others are told that the launch has moved.
    let ran = app.run_jobs().await;
    assert_eq!((ran.sent, ran.cancelled), (3, 4));
    let mut outbox = outbox(&app).await;
    outbox.retain(|row| row.state != DeliveryState::Sent);
    assert_eq!(states(&outbox), [DeliveryState::Cancelled; 4]);
    assert_eq!(sink.mails().len(), 3);
    let reason = outbox[0].last_error.as_deref();
    assert_eq!(reason, Some("what it reminds of is done, moved or cancelled"));
    // 30 days before the new date is Tuesday 23 February.
    app.set_morning("2027-02-22".parse().expect("a day"));
    assert_eq!(app.run_jobs().await.sent, 0);
    app.set_morning("2027-02-23".parse().expect("a day"));
    assert_eq!(app.run_jobs().await.sent, 4);
    for mail in sink.mails().into_iter().skip(3) {
        let subject = mail.message.subject().expect("a subject").to_lowercase();
        assert!(
            subject.contains("25 mar") && subject.contains("30 da"),
            "{subject}"
        );
    }
}

async fn an_address_that_is_refused_is_given_up_with_the_reason(app: TestApp) {
    let service = four_reminders_are_due(&app).await;
    let gone = service.cast.owner.email.clone();
    let sink = server(&[Fault::Refuse {
        address: gone.clone(),
    }]);
    let app = app.restart_mailing_to(&sink).await;

    let ran = app.run_jobs().await;

    assert_eq!((ran.sent, ran.failed, ran.later), (3, 1, 0));
    assert!(!recipients(&sink.mails()).contains(&gone.as_str()));
    let outbox = outbox(&app).await;
    let failed: Vec<_> = outbox
        .iter()
        .filter(|row| row.state == DeliveryState::Failed)
        .collect();
    let [failed] = failed[..] else {
        panic!("one failed: {outbox:?}")
    };
    let reason = failed.last_error.as_deref().unwrap_or_default();
    assert!(reason.contains("550") && !reason.contains(&gone), "{reason}");
    app.advance(Time::hours(2));
    let ran = app.run_jobs().await;
    assert_eq!((ran.sent, ran.failed), (0, 0), "it is not tried again");
}

async fn a_server_that_is_busy_is_asked_again_after_a_pause(app: TestApp) {
    four_reminders_are_due(&app).await;
    let sink = server(&[Fault::Answer {
        at: At::Rcpt,
        reply: "451 4.7.1 greylisted".into(),
        times: 4,
    }]);
    let app = app.restart_mailing_to(&sink).await;

    let ran = app.run_jobs().await;

    assert_eq!((ran.sent, ran.later), (0, 4));
    for row in outbox(&app).await {
        assert_eq!((row.state, row.attempts), (DeliveryState::Pending, 1));
        let pause = row.due_at - app.now();
        assert!((45..=60).contains(&pause.num_seconds()), "{pause}");
        let reason = row.last_error.unwrap_or_default();
        assert!(reason.contains("451"), "{reason}");
    }
    app.advance(Time::seconds(44));
    assert_eq!(app.run_jobs().await.sent, 0);
    app.advance(Time::seconds(16));
    assert_eq!(app.run_jobs().await.sent, 4);
    let mails = sink.mails();
    let mut once = recipients(&mails);
    once.dedup();
    assert_eq!((mails.len(), once.len()), (4, 4));
}

async fn a_server_that_stays_busy_is_given_up_in_the_end(app: TestApp) {
    four_reminders_are_due(&app).await;
    let sink = server(&[Fault::Answer {
        at: At::Mail,
        reply: "421 4.3.2 stopping".into(),
        times: 1000,
    }]);
    let app = app
        .restart_with(|settings| settings.jobs.attempts = 3)
        .await
        .restart_mailing_to(&sink)
        .await;

    let mut tried = Vec::new();
    for pause in [0, 1, 2, 4, 8] {
        app.advance(Time::minutes(pause));
        let ran = app.run_jobs().await;
        tried.push((ran.later, ran.failed));
    }

    assert_eq!(tried, [(4, 0), (4, 0), (0, 4), (0, 0), (0, 0)]);
    assert_eq!(states(&outbox(&app).await), [DeliveryState::Failed; 4]);
}

async fn a_server_that_is_away_gets_the_mails_when_it_is_back(app: TestApp) {
    four_reminders_are_due(&app).await;
    let mut sink = server(&[]);
    let app = app.restart_mailing_to(&sink).await;
    sink.stop();
    assert_eq!(app.run_jobs().await.later, 4);

    let back = SmtpSink::start(Options {
        port: Some(sink.port),
        ..Options::default()
    });
    app.advance(Time::minutes(1));

    assert_eq!(app.run_jobs().await.sent, 4);
    assert_eq!((sink.mails().len(), back.mails().len()), (0, 4));
}

async fn two_workers_send_each_mail_once(app: TestApp) {
    four_reminders_are_due(&app).await;
    let sink = server(&[]);
    let first = app.restart_mailing_to(&sink).await;
    let second = app.restart_mailing_to(&sink).await;

    let (one, other) = tokio::join!(first.run_jobs(), second.run_jobs());

    // Whoever plans later may have nothing to send any more, or still something: together it is all.
    let rest = first.run_jobs().await.sent;
    assert_eq!(one.sent + other.sent + rest, 4, "{one}; {other}");
    assert_eq!(one.planned + other.planned, 4, "{one}; {other}");
    let mails = sink.mails();
    let mut once = recipients(&mails);
    once.dedup();
    assert_eq!((mails.len(), once.len()), (4, 4));
}

async fn one_at_a_time_takes_one_connection(app: TestApp) {
    four_reminders_are_due(&app).await;
    let sink = server(&[]);
    let app = app
        .restart_with(|settings| settings.mail.at_once = 1)
        .await
        .restart_mailing_to(&sink)
        .await;
    assert_eq!(app.run_jobs().await.sent, 4);
    assert_eq!((sink.mails().len(), sink.connections()), (4, 1));
}

async fn no_more_mails_a_minute_go_than_the_settings_say(app: TestApp) {
    four_reminders_are_due(&app).await;
    let sink = server(&[]);
    let app = app
        .restart_with(|settings| settings.mail.per_minute = 120)
        .await
        .restart_mailing_to(&sink)
        .await;
    let begun = Instant::now();
    assert_eq!(app.run_jobs().await.sent, 4);
    assert!(
        begun.elapsed() >= Duration::from_millis(1500),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(sink.mails().len(), 4);
}
