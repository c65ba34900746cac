//! A launch a week ahead, and the mails about it. The clock stands on a Monday at eight.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Instant,
};

use ::entity::{
    cycle, delivery,
    enums::{Audience, DeliveryForm, DeliveryState, Locale, Phase, Role},
    ids::{SessionId, UserId},
    job_run,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{EntityTrait, sea_query::Expr};
use tempfile::TempDir;

use super::{clean_up, deliver, plan_reminders};
use crate::{
    app::App,
    clock::Clock,
    config::{Overrides, Settings},
    delivery::{Mail, Transport},
    domain::{actor::Actor, reminder::Share},
    service::{
        account::{
            roles::{self, Appointment},
            users::{self, NewUser},
        },
        e_service::propose::{Idea, propose},
        notification::claim::{Ended, claim},
        organisation::units,
    },
};

type Mails = Arc<Mutex<Vec<Mail>>>;

fn monday_at_eight() -> DateTime<Utc> {
    "2026-11-23T07:00:00Z".parse().unwrap()
}

async fn user(app: &App, email: &str) -> UserId {
    let new = NewUser {
        email: email.into(),
        name: email.into(),
        password: None,
        locale: Locale::En,
    };
    users::create(&app.services, None, new).await.unwrap()
}

/// A server with an e-service whose launch is a week away, and its owner and editor.
async fn a_launch_in_a_week(transport: Option<Transport>) -> (TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/test.sqlite", folder.path().display());
    let settings = Settings::load(&Overrides {
        file: None,
        // The publication is ordered on the day itself, so that nothing is due but the launch.
        values: vec![
            ("database.url", url),
            ("jobs.attempts", "2".into()),
            ("launch.publication_lead_days", "0".into()),
        ],
    })
    .unwrap();
    let app = App::build(settings, Clock::at(monday_at_eight()), transport)
        .await
        .unwrap();
    let services = &app.services;
    let owner = user(&app, "owner@example.se").await;
    let editor = user(&app, "editor@example.se").await;
    let unit = units::create(services, None, "Kultur", None).await.unwrap();
    let actor = Actor {
        user_id: owner,
        session_id: SessionId::new(),
        locale: Locale::En,
        grants: Vec::new(),
        request_id: None,
    };
    let idea = Idea {
        name: "Boka lokal".into(),
        purpose: "Att boka".into(),
        audience: Audience::External,
        org_unit: unit,
        confidential: false,
    };
    let e_service = propose(services, &actor, idea).await.unwrap();
    for (user, role) in [(owner, Role::Owner), (editor, Role::Editor)] {
        let appointment = Appointment {
            user,
            role,
            org_unit: None,
            e_service: Some(e_service),
        };
        roles::grant(services, None, appointment).await.unwrap();
    }
    cycle::Entity::update_many()
        .col_expr(cycle::Column::Phase, Expr::value(Phase::Launch))
        .col_expr(
            cycle::Column::LaunchDate,
            Expr::value(NaiveDate::from_ymd_opt(2026, 11, 30)),
        )
        .exec(&services.db)
        .await
        .unwrap();
    (folder, app)
}

fn memory() -> (Mails, Option<Transport>) {
    let mails = Mails::default();
    (mails.clone(), Some(Transport::Memory(mails)))
}

async fn states(app: &App) -> Vec<DeliveryState> {
    let rows = delivery::Entity::find().all(&app.services.db).await.unwrap();
    let notices = rows.into_iter().filter(|row| row.form == DeliveryForm::Notice);
    notices.map(|row| row.state).collect()
}

#[tokio::test]
async fn those_concerned_are_mailed_once_with_a_link_and_the_same_message_id_for_ever() {
    let (mails, transport) = memory();
    let (_folder, app) = a_launch_in_a_week(transport).await;
    let ran = app.worker().run_due().await;
    assert_eq!((ran.planned, ran.sent, ran.errors.len()), (2, 2, 0), "{ran:?}");
    let again = app.worker().run_due().await;
    assert!(again.is_nothing(), "{again:?}");
    let mails = mails.lock().unwrap();
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to.email.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["editor@example.se", "owner@example.se"]);
    assert!(
        mails
            .iter()
            .all(|mail| mail.text.contains("http://127.0.0.1:8080/e-services/"))
    );
    assert_ne!(mails[0].message_id, mails[1].message_id);
}

#[tokio::test]
async fn several_workers_at_once_send_each_mail_once() {
    let (mails, transport) = memory();
    let (_folder, app) = a_launch_in_a_week(transport).await;
    let (one, two, three) = (app.worker(), app.worker(), app.worker());
    tokio::join!(one.tick(), two.tick(), three.tick());
    one.run_due().await;
    assert_eq!(mails.lock().unwrap().len(), 2);
    let runs = job_run::Entity::find().all(&app.services.db).await.unwrap();
    let planned: Vec<_> = runs.iter().filter(|run| run.job == "plan_reminders").collect();
    assert_eq!(planned.len(), 1, "one of them has planned in this minute");
    assert!(
        planned[0]
            .outcome
            .as_deref()
            .is_some_and(|outcome| outcome.starts_with("ok: "))
    );
}

#[tokio::test]
async fn without_a_way_out_mails_wait() {
    let (_folder, app) = a_launch_in_a_week(None).await;
    let ran = app.worker().run_due().await;
    assert_eq!((ran.planned, ran.sent), (2, 0));
    assert_eq!(states(&app).await, [DeliveryState::Pending; 2]);
}

#[tokio::test]
async fn what_cannot_be_sent_is_tried_again_after_a_pause_and_then_given_up() {
    let nowhere = PathBuf::from("/dev/null/mails");
    let (_folder, app) = a_launch_in_a_week(Some(Transport::Folder(nowhere))).await;
    let worker = app.worker();
    assert_eq!(worker.run_due().await.later, 2);
    assert!(worker.run_due().await.is_nothing(), "the pause is not over");
    app.services.clock.advance(Duration::minutes(1));
    assert_eq!(worker.run_due().await.failed, 2);
    assert_eq!(states(&app).await, [DeliveryState::Failed; 2]);
}

#[tokio::test]
async fn a_worker_that_is_told_to_stop_takes_up_nothing() {
    let (mails, transport) = memory();
    let (_folder, app) = a_launch_in_a_week(transport).await;
    let worker = app.worker();
    app.stopping.cancel();
    worker.tick().await;
    let ran = worker.run_due().await;
    assert_eq!((ran.sent, mails.lock().unwrap().len()), (0, 0));
    let rows = delivery::Entity::find().all(&app.services.db).await.unwrap();
    assert!(
        rows.iter()
            .all(|row| row.claimed_until.is_none() && row.attempts == 0)
    );
}

#[tokio::test]
async fn a_worker_that_is_told_to_stop_gives_back_what_it_has_claimed() {
    let (mails, transport) = memory();
    let (_folder, app) = a_launch_in_a_week(transport).await;
    plan_reminders::run(&app.services, Share::Dates).await.unwrap();
    let worker = app.worker();
    let claimed = claim(&app.services, &worker.name, DeliveryForm::ALL, 20)
        .await
        .unwrap();
    app.stopping.cancel();
    for row in claimed {
        let (ended, kept) = deliver::one(&worker, app.mailer.as_ref().unwrap(), row, Instant::now()).await;
        assert!(matches!(ended, Ended::Until(_)) && kept.is_ok());
    }
    assert_eq!(mails.lock().unwrap().len(), 0);
    let given_back = claim(&app.services, "another", DeliveryForm::ALL, 20)
        .await
        .unwrap();
    let attempts: Vec<_> = given_back.iter().map(|row| row.attempts).collect();
    assert_eq!(attempts, [1, 1], "the try that did not happen is not counted");
}

#[tokio::test]
async fn a_claim_of_a_worker_that_died_runs_out() {
    let (mails, transport) = memory();
    let (_folder, app) = a_launch_in_a_week(transport).await;
    plan_reminders::run(&app.services, Share::Dates).await.unwrap();
    let taken = claim(&app.services, "died", DeliveryForm::ALL, 20).await.unwrap();
    assert_eq!(taken.len(), 2);
    assert_eq!(app.worker().run_due().await.sent, 0, "while the claim holds");
    app.services.clock.advance(Duration::minutes(6));
    assert_eq!(app.worker().run_due().await.sent, 2);
    assert_eq!(mails.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn what_nobody_can_need_any_more_is_forgotten_once_a_day() {
    let (_mails, transport) = memory();
    let (_folder, app) = a_launch_in_a_week(transport).await;
    app.worker().tick().await;
    app.services.clock.advance(Duration::days(4));
    let forgotten = clean_up::run(&app.services).await.unwrap();
    assert_eq!(forgotten.runs, 3, "of each share of reminders");
    app.services.clock.advance(Duration::days(27));
    let forgotten = clean_up::run(&app.services).await.unwrap();
    assert_eq!(
        forgotten.runs, 4,
        "of planning overviews, forgetting, cleaning and sending"
    );
}
