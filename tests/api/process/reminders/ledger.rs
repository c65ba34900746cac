//! The ledger and the outbox: each occurrence once for each person, whatever stops, starts or works beside.

use ::entity::{
    enums::{DeliveryForm, NotificationKind},
    notification,
};
use chrono::Duration;
use lansera::service::notification::{claim, outgoing, plan};
use sea_orm::EntityTrait;

use super::{Told, day, send_as, told_now};
use crate::support::{
    app::TestApp,
    given::{EService, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        after_a_restart_nothing_is_told_twice,
        instances_that_plan_at_once_tell_once,
        instances_that_send_at_once_send_once,
        what_a_killed_worker_held_is_sent_when_its_lease_is_over,
        what_was_handed_back_waits_for_its_hour,
    ]
}

/// 14 days before a launch, at the hour at which that is told.
async fn fourteen_days_ahead(app: &TestApp) -> EService {
    let plan = Plan {
        launch_on: Some(day("2027-01-28")),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Launch).await;
    app.set_morning(day("2027-01-14"));
    service
}

async fn after_a_restart_nothing_is_told_twice(app: TestApp) {
    fourteen_days_ahead(&app).await;
    assert_eq!(told_now(&app).await.len(), 4);

    let restarted = app.restart().await;

    assert_eq!(told_now(&restarted).await, []);
    restarted.advance(Duration::days(1));
    assert_eq!(told_now(&restarted).await, []);
}

async fn instances_that_plan_at_once_tell_once(app: TestApp) {
    fourteen_days_ahead(&app).await;
    let other = app.restart().await;

    let (first, second) = tokio::join!(plan::plan(app.services()), plan::plan(other.services()));

    // Whatever is due besides the launch, none of it is told by both.
    let rows = notification::Entity::find().all(&app.services().db).await;
    let rows = rows
        .expect("the ledger")
        .into_iter()
        .filter(|row| row.about_on.is_some());
    assert_eq!(first.expect("planned") + second.expect("planned"), rows.count());
    assert_eq!(told_now(&app).await.len(), 4);
}

async fn instances_that_send_at_once_send_once(app: TestApp) {
    fourteen_days_ahead(&app).await;
    let other = app.restart().await;
    plan::plan(app.services()).await.expect("planned");

    let (first, second) = tokio::join!(send_as(&app, "first"), send_as(&other, "second"));

    let mut people: Vec<String> = first.into_iter().chain(second).map(|told| told.to).collect();
    people.sort();
    let count = people.len();
    people.dedup();
    assert_eq!((count, people.len()), (4, 4));
}

async fn what_a_killed_worker_held_is_sent_when_its_lease_is_over(app: TestApp) {
    fourteen_days_ahead(&app).await;
    plan::plan(app.services()).await.expect("planned");
    let held = claim::claim(app.services(), "killed", DeliveryForm::ALL, 3)
        .await
        .expect("claimed");
    assert_eq!(held.len(), 3);

    let kinds = |told: Vec<Told>| told.into_iter().map(|told| told.kind).collect::<Vec<_>>();
    assert_eq!(
        kinds(told_now(&app).await),
        [NotificationKind::LaunchAhead; 1],
        "what nobody held"
    );
    app.advance(claim::lease(app.services()) + Duration::seconds(1));
    assert_eq!(
        kinds(told_now(&app).await),
        [NotificationKind::LaunchAhead; 3],
        "what had been held"
    );

    // The killed worker, had it only been slow, changes nothing any more.
    let ended = claim::Ended::Later(Duration::zero(), "slow".into());
    claim::end(app.services(), "killed", held[0].id, ended)
        .await
        .expect("ended");
    assert_eq!(told_now(&app).await, []);
}

async fn what_was_handed_back_waits_for_its_hour(app: TestApp) {
    fourteen_days_ahead(&app).await;
    plan::plan(app.services()).await.expect("planned");
    // Midnight comes before anything was sent: the next working morning is early enough.
    app.advance(Duration::hours(17));

    for row in claim::claim(app.services(), "night", DeliveryForm::ALL, 25)
        .await
        .expect("claimed")
    {
        let outgoing::Outgoing::Hold(until) = outgoing::look(app.services(), &row).await.expect("looked at")
        else {
            panic!("to be held until morning")
        };
        assert_eq!(
            until,
            "2027-01-15T07:00:00Z"
                .parse::<chrono::DateTime<chrono::Utc>>()
                .expect("a time")
        );
        let ended = claim::Ended::Until(until);
        claim::end(app.services(), "night", row.id, ended)
            .await
            .expect("handed back");
    }

    assert_eq!(told_now(&app).await, []);
    app.set_morning(day("2027-01-15"));
    let told = told_now(&app).await;
    assert_eq!(told.len(), 4);
    assert!(told.iter().all(|told| told.on == day("2027-01-15")));
}
