//! What was told, in the app: nothing is lost or comes twice, what is snoozed comes back, and what belongs together is one row.

use std::time::Duration as Time;

use chrono::Duration;
use serde_json::json;

use super::{being_built, gives};
use crate::support::{
    app::TestApp,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        after_a_reconnect_nothing_is_lost_and_nothing_comes_twice,
        what_is_snoozed_comes_back_unread,
        ten_things_about_one_task_are_one_row,
    ]
}

async fn after_a_reconnect_nothing_is_lost_and_nothing_comes_twice(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    let client = app.client(developer).await;
    gives(&app, &service, "build.develop", developer).await;
    let seen = client
        .query(
            "{ viewer { notifications(first: 1) { edges { cursor } } } }",
            json!({}),
        )
        .await;
    let after = seen.text("viewer.notifications.edges.0.cursor").to_owned();
    gives(&app, &service, "build.test", developer).await;

    let document = "subscription($after: String) { notificationReceived(after: $after) { cursor task { activityKey } } }";
    let mut socket = client.socket().await;
    socket.subscribe(document, json!({ "after": after })).await;
    let missed = socket.event().await["data"]["notificationReceived"].clone();
    assert_eq!(missed["task"]["activityKey"], "build.test");
    socket.expect_silence(Time::from_millis(200)).await;

    let mut again = client.socket().await;
    again
        .subscribe(document, json!({ "after": missed["cursor"] }))
        .await;
    again.expect_silence(Time::from_millis(200)).await;
}

async fn what_is_snoozed_comes_back_unread(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    let client = app.client(developer).await;
    gives(&app, &service, "build.develop", developer).await;
    let asked = client
        .query(
            "{ viewer { notifications(first: 1) { nodes { id } } } }",
            json!({}),
        )
        .await;
    let id = asked.id("viewer.notifications.nodes.0.id");
    let until = app.now() + Duration::hours(2);
    let snoozed = client
        .change(
            "snoozeNotification",
            json!({ "notificationId": id, "untilAt": until }),
            "unreadNotificationCount",
        )
        .await;
    assert_eq!(snoozed.ok().data("snoozeNotification.unreadNotificationCount"), 0);
    let asked = client
        .query(
            "{ viewer { notifications(first: 1, unreadOnly: true) { nodes { id } } } }",
            json!({}),
        )
        .await;
    assert!(asked.list("viewer.notifications.nodes").is_empty());

    app.advance(Duration::hours(2));
    app.run_jobs().await;

    let asked = client
        .query(
            "{ viewer { unreadNotificationCount notifications(first: 1) { nodes { id } } } }",
            json!({}),
        )
        .await;
    assert_eq!(asked.id("viewer.notifications.nodes.0.id"), id);
    assert_eq!(asked.data("viewer.unreadNotificationCount"), 1);
}

async fn ten_things_about_one_task_are_one_row(app: TestApp) {
    let service = being_built(&app).await;
    let (developer, tester) = (&service.cast.developer, &service.cast.tester);
    for _ in 0..2 {
        gives(&app, &service, "build.develop", developer).await;
        gives(&app, &service, "build.develop", tester).await;
    }
    gives(&app, &service, "build.test", developer).await;
    let client = app.client(developer).await;
    let asked = client.query("{ viewer { notificationGroups { count unreadCount notificationIds latest { task { activityKey } } } } }", json!({})).await;
    let groups = asked.list("viewer.notificationGroups");
    let of_tasks = groups.iter().filter(|group| !group["latest"]["task"].is_null());
    let counts: Vec<_> = of_tasks
        .map(|group| {
            (
                group["latest"]["task"]["activityKey"].as_str(),
                group["count"].as_i64(),
            )
        })
        .collect();
    assert_eq!(
        counts,
        [(Some("build.test"), Some(1)), (Some("build.develop"), Some(2))]
    );
    let away = client
        .change(
            "archiveNotifications",
            json!({ "notificationIds": groups[1]["notificationIds"] }),
            "changedCount unreadNotificationCount",
        )
        .await;
    let away = away.ok().data("archiveNotifications");
    assert_eq!(
        (&away["changedCount"], &away["unreadNotificationCount"]),
        (&json!(2), &json!(1))
    );
    app.run_jobs().await;
}
