//! How long the ledger remembers.

use ::entity::{delivery, enums::NotificationKind, ids::NotificationId, notification};
use chrono::{Duration as Time, NaiveDate};
use lansera::service::{notification::own::mark_read, task::manage};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::{
    app::TestApp,
    given::{Person, Plan, Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        what_was_read_long_ago_is_forgotten_and_what_was_not_stays,
        without_an_age_nothing_is_forgotten,
        a_reminder_whose_reason_still_stands_is_not_told_again,
    ]
}

async fn told(app: &TestApp, person: &Person) -> Vec<notification::Model> {
    let of = notification::Entity::find().filter(notification::COLUMN.user_id.eq(person.id));
    of.all(&app.services().db).await.expect("notifications")
}

async fn read_all(app: &TestApp, person: &Person) {
    let actor = app.acting(person).await;
    mark_read(app.services(), &actor, None).await.expect("marked");
}

/// A developer and a tester are each given a task, and told by mail; the developer reads it. Answers what each was told.
async fn two_are_told_and_one_reads(app: &TestApp) -> (Vec<NotificationId>, Vec<NotificationId>) {
    let service = app.given().e_service_in(Stage::Build).await;
    let lead = app.acting(&service.cast.project_lead).await;
    for (activity, person) in [
        ("build.develop", &service.cast.developer),
        ("build.test", &service.cast.tester),
    ] {
        let task = app.given().task(&service, activity).await;
        let given = manage::assign(app.services(), &lead, task.id, task.version, Some(person.id)).await;
        done("assigning", given);
    }
    app.run_jobs().await;
    read_all(app, &service.cast.developer).await;
    let ids = |rows: Vec<notification::Model>| rows.into_iter().map(|row| row.id).collect();
    let read = ids(told(app, &service.cast.developer).await);
    let unread = ids(told(app, &service.cast.tester).await);
    (read, unread)
}

async fn kept(app: &TestApp, ids: &[NotificationId]) -> (usize, usize) {
    let db = &app.services().db;
    let rows = notification::Entity::find().filter(notification::COLUMN.id.is_in(ids.iter().copied()));
    let ways = delivery::Entity::find().filter(delivery::COLUMN.notification_id.is_in(ids.iter().copied()));
    let (rows, ways) = (rows.all(db).await, ways.all(db).await);
    (rows.expect("rows").len(), ways.expect("deliveries").len())
}

async fn what_was_read_long_ago_is_forgotten_and_what_was_not_stays(app: TestApp) {
    let (read, unread) = two_are_told_and_one_reads(&app).await;
    assert!(!read.is_empty() && !unread.is_empty());
    let before = (kept(&app, &read).await, kept(&app, &unread).await);

    app.advance(Time::days(399));
    app.run_jobs().await;
    assert_eq!((kept(&app, &read).await, kept(&app, &unread).await), before);

    app.advance(Time::days(2));
    app.run_jobs().await;
    assert_eq!(kept(&app, &read).await, (0, 0));
    assert_eq!(kept(&app, &unread).await, before.1);
}

async fn without_an_age_nothing_is_forgotten(app: TestApp) {
    let app = app
        .restart_with(|settings| settings.notifications.keep_days = 0)
        .await;
    let (read, _) = two_are_told_and_one_reads(&app).await;
    let before = kept(&app, &read).await;
    app.advance(Time::days(4000));
    app.run_jobs().await;
    assert_eq!(kept(&app, &read).await, before);
}

async fn a_reminder_whose_reason_still_stands_is_not_told_again(app: TestApp) {
    let launch: NaiveDate = "2027-01-28".parse().expect("a day");
    let plan = Plan {
        launch_on: Some(launch),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Launch).await;
    let owner = &service.cast.owner;
    // Nobody publishes: from a month before to a month after.
    for days in -31..31 {
        app.set_morning(launch + Time::days(days));
        app.run_jobs().await;
    }
    read_all(&app, owner).await;
    let reminders = async |kind| {
        let rows = told(&app, owner).await;
        rows.iter().filter(|row| row.kind == kind).count()
    };
    let overdue = reminders(NotificationKind::LaunchOverdue).await;
    assert!(overdue >= 1 && reminders(NotificationKind::LaunchAhead).await > 1);

    // A Monday, more than a year later.
    for day in ["2028-06-05", "2028-06-06"] {
        app.set_morning(day.parse().expect("a day"));
        app.run_jobs().await;
    }

    assert_eq!(
        reminders(NotificationKind::LaunchAhead).await,
        1,
        "the older ones are forgotten"
    );
    assert_eq!(reminders(NotificationKind::LaunchOverdue).await, 1);
}
