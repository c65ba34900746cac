//! Scheduled jobs, as an administrator sees and steers them.

use std::time::{Duration, Instant};

use ::entity::{enums::NotificationKind, notification};
use chrono::{DateTime, Duration as Time, Utc};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    given::{Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        every_job_is_listed_with_its_last_run_and_its_next,
        a_paused_job_rests_in_all_instances_and_is_made_up_for_once,
        a_run_asked_of_an_instance_that_runs_no_jobs_is_done_by_another,
        a_running_scheduler_does_at_once_what_is_asked_for,
        a_pause_of_the_sender_holds_mails_and_loses_none,
        what_is_late_rests_alone_and_is_made_up_for_once,
        who_pauses_and_resumes_is_on_record,
        nobody_but_an_administrator_sees_or_steers_jobs,
    ]
}

const JOBS: &str = "{ jobs { name description rhythm paused pausedBy { name } runAskedAt nextRunAt \
    lastRun { startedAt milliseconds outcome summary instance } } }";

/// A moment of an answer.
fn at(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str()?.parse().ok()
}

/// A job by its name.
async fn job(app: &TestApp, name: &str) -> Value {
    let admin = app.client(&app.given().municipality().await.admin).await;
    let all = admin.query(JOBS, json!({})).await;
    let jobs = all.data("jobs").as_array().expect("a list").clone();
    jobs.into_iter().find(|job| job["name"] == name).expect("the job")
}

async fn steer(app: &TestApp, field: &str, name: &str) -> Value {
    let admin = app.client(&app.given().municipality().await.admin).await;
    let changed = admin
        .change(field, json!({ "name": name }), "job { name paused runAskedAt }")
        .await;
    changed.ok().data(&format!("{field}.job")).clone()
}

async fn every_job_is_listed_with_its_last_run_and_its_next(app: TestApp) {
    let before = job(&app, "CLEAN_UP").await;
    assert_eq!(
        (&before["lastRun"], &before["rhythm"]),
        (&Value::Null, &json!("DAILY"))
    );
    assert_eq!(at(&before["nextRunAt"]), Some(app.now()), "it has not run today");

    app.run_jobs().await;

    let cleaned = job(&app, "CLEAN_UP").await;
    let last = &cleaned["lastRun"];
    assert_eq!(
        (&last["outcome"], at(&last["startedAt"])),
        (&json!("DONE"), Some(app.now()))
    );
    assert!(
        last["summary"]
            .as_str()
            .is_some_and(|text| text.contains("0 log-ins")),
        "{last}"
    );
    assert!(
        last["instance"].is_string() && last["milliseconds"].is_number(),
        "{last}"
    );
    assert_eq!(at(&cleaned["nextRunAt"]), "2026-11-24T00:00:00Z".parse().ok());
    assert!(
        cleaned["description"]
            .as_str()
            .is_some_and(|text| text.starts_with("Glömmer"))
    );

    // The sender has had nothing to do yet, and says nothing of it.
    assert_eq!(job(&app, "DELIVER").await["lastRun"], Value::Null);
    four_mails_are_due(&app).await;
    let ran = app.run_jobs().await;
    let admin = app.client(&app.given().municipality().await.admin).await;
    let runs = "{ jobRuns(name: DELIVER, first: 2) { totalCount nodes { outcome summary } } }";
    let runs = admin.query(runs, json!({})).await;
    assert_eq!(runs.data("jobRuns.nodes.0.outcome"), "DONE");
    let summary = runs.text("jobRuns.nodes.0.summary");
    assert!(
        ran.sent >= 4 && summary.contains(&format!("{} sent", ran.sent)),
        "{ran}: {summary}"
    );
}

async fn four_mails_are_due(app: &TestApp) {
    let plan = Plan {
        launch_on: "2027-01-28".parse().ok(),
        ..Plan::default()
    };
    app.given().e_service(plan, Stage::Launch).await;
    app.set_morning("2027-01-14".parse().expect("a day"));
}

async fn a_paused_job_rests_in_all_instances_and_is_made_up_for_once(app: TestApp) {
    let other = app.restart().await;
    assert_eq!(steer(&app, "pauseJob", "CLEAN_UP").await["paused"], true);

    // It survives the instances, too.
    for instance in [&app, &other, &app.restart().await] {
        instance.run_jobs().await;
    }
    let paused = job(&other, "CLEAN_UP").await;
    assert_eq!(
        (&paused["lastRun"], &paused["nextRunAt"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        paused["pausedBy"]["name"],
        json!(app.given().municipality().await.admin.name)
    );
    // Three days are missed.
    app.advance(Time::days(3));
    steer(&other, "resumeJob", "CLEAN_UP").await;
    for instance in [&app, &other] {
        instance.run_jobs().await;
    }

    let admin = app.client(&app.given().municipality().await.admin).await;
    let runs = admin
        .query("{ jobRuns(name: CLEAN_UP) { totalCount } }", json!({}))
        .await;
    assert_eq!(runs.data("jobRuns.totalCount"), 1);
}

async fn a_run_asked_of_an_instance_that_runs_no_jobs_is_done_by_another(app: TestApp) {
    app.run_jobs().await;
    steer(&app, "pauseJob", "CLEAN_UP").await;
    app.advance(Time::minutes(5));
    let asked = steer(&app, "runJob", "CLEAN_UP").await;
    assert_eq!(at(&asked["runAskedAt"]), Some(app.now()));
    let admin = app.client(&app.given().municipality().await.admin).await;
    let again = admin
        .change("runJob", json!({ "name": "CLEAN_UP" }), "job { name }")
        .await;
    again.refused("WRONG_STATE", "input");

    let other = app.restart().await;
    other.run_jobs().await;
    app.run_jobs().await;

    let done = job(&app, "CLEAN_UP").await;
    assert_eq!(
        (&done["runAskedAt"], &done["paused"]),
        (&Value::Null, &json!(true))
    );
    assert_eq!(at(&done["lastRun"]["startedAt"]), Some(app.now()));
    let runs = admin
        .query("{ jobRuns(name: CLEAN_UP) { totalCount } }", json!({}))
        .await;
    assert_eq!(
        runs.data("jobRuns.totalCount"),
        2,
        "that of the day, and that which was asked for"
    );
}

async fn a_running_scheduler_does_at_once_what_is_asked_for(app: TestApp) {
    let running = app.restart().await;
    let schedule = running.schedule().await;
    // Until the first tick has done what was due anyway.
    let begun = Instant::now();
    while job(&running, "CLEAN_UP").await["lastRun"]["outcome"] != "DONE" {
        assert!(begun.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    app.advance(Time::seconds(5));
    let begun = Instant::now();
    steer(&running, "runJob", "CLEAN_UP").await;
    while job(&running, "CLEAN_UP").await["lastRun"]["startedAt"]
        .as_str()
        .and_then(|text| text.parse().ok())
        != Some(app.now())
    {
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "long before the next tick"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    running.stop(schedule).await;
}

async fn a_pause_of_the_sender_holds_mails_and_loses_none(app: TestApp) {
    app.run_jobs().await;
    steer(&app, "pauseJob", "DELIVER").await;
    four_mails_are_due(&app).await;
    app.mails();
    let ran = app.run_jobs().await;
    assert!(ran.planned >= 4, "{ran}");
    assert_eq!((ran.sent, app.mails().len()), (0, 0));
    steer(&app, "resumeJob", "DELIVER").await;
    let sent = app.run_jobs().await.sent;
    assert!(sent >= 4 && sent == app.mails().len());
}

async fn what_is_late_rests_alone_and_is_made_up_for_once(app: TestApp) {
    let db = &app.services().db;
    let told = async |kind: NotificationKind| {
        let rows = notification::Entity::find().filter(notification::COLUMN.kind.eq(kind));
        rows.count(db).await.expect("a number")
    };
    four_mails_are_due(&app).await;
    steer(&app, "pauseJob", "ESCALATE").await;
    app.run_jobs().await;
    assert_eq!(told(NotificationKind::LaunchAhead).await, 4, "what comes is told");
    app.set_morning("2027-01-29".parse().expect("a day"));
    app.run_jobs().await;
    assert_eq!(told(NotificationKind::LaunchOverdue).await, 0);

    // Two days later, and twice.
    steer(&app, "resumeJob", "ESCALATE").await;
    app.set_morning("2027-02-01".parse().expect("a day"));
    app.run_jobs().await;
    let late = told(NotificationKind::LaunchOverdue).await;
    assert!(late > 0);
    app.run_jobs().await;
    assert_eq!(told(NotificationKind::LaunchOverdue).await, late);
}

async fn who_pauses_and_resumes_is_on_record(app: TestApp) {
    for field in ["pauseJob", "resumeJob", "runJob"] {
        steer(&app, field, "PLAN_REMINDERS").await;
    }
    let admin = &app.given().municipality().await.admin;
    let entries = "{ auditEntries(first: 3) { nodes { action thingType actor { name } detail } } }";
    let entries = app.client(admin).await.query(entries, json!({})).await;
    for (place, action) in ["job.run", "job.resume", "job.pause"].into_iter().enumerate() {
        let entry = |field: &str| {
            entries
                .data(&format!("auditEntries.nodes.{place}.{field}"))
                .clone()
        };
        assert_eq!(
            (entry("action"), entry("actor.name")),
            (json!(action), json!(admin.name))
        );
        assert_eq!(entry("detail"), r#"{"job":"plan_reminders"}"#);
    }
    app.run_jobs().await;
}

async fn nobody_but_an_administrator_sees_or_steers_jobs(app: TestApp) {
    let management = &app.given().municipality().await.cast.management;
    let client = app.client(management).await;
    assert_eq!(
        client.query("{ jobs { name } }", json!({})).await.error_code(),
        Some("FORBIDDEN")
    );
    let paused = client
        .change("pauseJob", json!({ "name": "DELIVER" }), "job { name }")
        .await;
    paused.failed("FORBIDDEN");
    assert_eq!(job(&app, "DELIVER").await["paused"], false);
}
