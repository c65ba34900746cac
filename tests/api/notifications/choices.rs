//! What people choose: one mail a day, hours of quiet, somebody who stands in, and choices that are refused.

use chrono::{NaiveDate, NaiveTime};
use lansera::delivery::Mail;
use serde_json::{Value, json};

use super::{being_built, gives, to};
use crate::support::{
    app::TestApp,
    client::Client,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        what_is_gathered_comes_in_one_mail_in_the_morning_without_what_was_read,
        quiet_hours_hold_a_mail_and_do_not_drop_it,
        who_stands_in_is_told_and_the_other_when_they_are_back,
        wrong_choices_are_refused_by_their_field,
    ]
}

async fn choose(client: &Client, choices: Value) {
    let mut input = json!({ "version": 0, "weeklyOverview": false });
    for (name, value) in choices.as_object().expect("choices") {
        input[name] = value.clone();
    }
    let saved = client
        .change(
            "saveNotificationChoices",
            input,
            "notificationChoices { version }",
        )
        .await;
    assert_eq!(
        saved
            .ok()
            .data("saveNotificationChoices.notificationChoices.version"),
        1
    );
}

/// Makes it a time in Stockholm.
fn set(app: &TestApp, day: NaiveDate, hour: u32) {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    let zone = app.services().settings.time_zone;
    let moment = day.and_time(time).and_local_timezone(zone).earliest();
    app.set(moment.expect("a moment").to_utc());
}

async fn what_is_gathered_comes_in_one_mail_in_the_morning_without_what_was_read(app: TestApp) {
    // Given a developer who wants tasks gathered once a day, and who is given two.
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    let client = app.client(developer).await;
    choose(
        &client,
        json!({ "modes": [{ "category": "TASK", "mode": "DAILY" }] }),
    )
    .await;
    gives(&app, &service, "build.develop", developer).await;
    gives(&app, &service, "build.test", developer).await;
    app.run_jobs().await;
    assert_eq!(to(&app.mails(), developer), [] as [&Mail; 0], "nothing by itself");

    // When they read one of them in the app before the morning.
    let read = client
        .query(
            "{ viewer { notifications(first: 1) { nodes { id } } } }",
            json!({}),
        )
        .await;
    let read = read.id("viewer.notifications.nodes.0.id");
    client
        .change(
            "markNotificationsRead",
            json!({ "notificationIds": [read] }),
            "markedCount",
        )
        .await
        .ok();
    // And while digests rest, other mails go.
    let admin = app.client(&app.given().municipality().await.admin).await;
    let digests = json!({ "name": "SEND_DIGESTS" });
    admin.change("pauseJob", digests.clone(), "").await.ok();
    app.set_morning(app.day(1));
    app.run_jobs().await;
    assert_eq!(to(&app.mails(), developer), [] as [&Mail; 0], "they rest");
    admin.change("resumeJob", digests, "").await.ok();
    app.run_jobs().await;

    // Then one mail comes with the other.
    let mails = app.mails();
    let mails = to(&mails, developer);
    let digests: Vec<_> = mails
        .iter()
        .filter(|mail| mail.subject.contains("att läsa"))
        .collect();
    assert_eq!(digests.len(), 1, "{mails:#?}");
    assert_eq!(digests[0].subject, "En händelse att läsa");
    assert!(
        digests[0].text.contains("Ny uppgift till dig"),
        "{}",
        digests[0].text
    );
}

async fn quiet_hours_hold_a_mail_and_do_not_drop_it(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    set(&app, app.today(), 21);
    gives(&app, &service, "build.develop", developer).await;
    app.run_jobs().await;
    assert!(to(&app.mails(), developer).is_empty(), "it is night");
    set(&app, app.day(1), 6);
    app.run_jobs().await;
    assert!(to(&app.mails(), developer).is_empty());
    set(&app, app.day(0), 7);
    app.run_jobs().await;
    assert_eq!(to(&app.mails(), developer).len(), 1);
}

async fn who_stands_in_is_told_and_the_other_when_they_are_back(app: TestApp) {
    let service = being_built(&app).await;
    let (developer, tester) = (&service.cast.developer, &service.cast.tester);
    let client = app.client(developer).await;
    let (from, until) = (app.today(), app.day(2));
    let away =
        json!({ "fromOn": from, "untilOn": until, "substituteId": lansera::global_id::encode(tester.id) });
    choose(&client, json!({ "absence": away })).await;

    gives(&app, &service, "build.develop", developer).await;
    app.run_jobs().await;

    let mails = app.mails();
    assert!(to(&mails, developer).is_empty());
    let stands_in = to(&mails, tester);
    assert!(
        stands_in[0].text.contains(&developer.name),
        "{}",
        stands_in[0].text
    );
    let told = app
        .client(tester)
        .await
        .query(
            "{ viewer { notifications(first: 1) { nodes { onBehalfOf { name } } } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        told.text("viewer.notifications.nodes.0.onBehalfOf.name"),
        developer.name
    );
    app.set_morning(app.day(3));
    app.run_jobs().await;
    assert!(
        to(&app.mails(), developer)
            .iter()
            .any(|mail| mail.text.contains("Ny uppgift till dig"))
    );
}

async fn wrong_choices_are_refused_by_their_field(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let client = app.client(&service.cast.developer).await;
    for (choices, field) in [
        (json!({ "digestHour": 24 }), "input.digestHour"),
        (
            json!({ "quietFromHour": -1, "quietToHour": 7 }),
            "input.quietFromHour",
        ),
        (json!({ "timeZone": "Europe/Kumla" }), "input.timeZone"),
        (
            json!({ "modes": [{ "category": "ACCOUNT", "mode": "OFF" }] }),
            "input.modes",
        ),
    ] {
        let mut input = json!({ "version": 0 });
        for (name, value) in choices.as_object().expect("choices") {
            input[name] = value.clone();
        }
        let refused = client
            .change(
                "saveNotificationChoices",
                input,
                "notificationChoices { version }",
            )
            .await;
        refused.refused("INVALID", field);
    }
}
