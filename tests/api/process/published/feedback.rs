//! What recipients say, and how often anybody may say and read something.

use ::entity::suggestion;
use lansera::global_id::encode;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::published;
use crate::support::{
    app::TestApp,
    given::Plan,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_recipient_leaves_feedback_without_saying_who_they_are,
        feedback_and_reading_are_limited_for_each_address,
        behind_a_proxy_that_is_named_each_client_has_its_own_limit,
    ]
}

async fn a_recipient_leaves_feedback_without_saying_who_they_are(app: TestApp) {
    let service = published(&app, Plan::default()).await;
    let (anonymous, manager) = (
        app.anonymous().await,
        app.client(&service.cast.service_manager).await,
    );
    let seen = "{ publishedServices { nodes { id } } }";
    let id = anonymous
        .query(seen, json!({}))
        .await
        .id("publishedServices.nodes.0.id");
    let says = |rating: i32, body: &str| json!({ "publishedServiceId": id, "rating": rating, "body": body });

    let refused = anonymous
        .change("leaveFeedback", says(0, &"ä".repeat(2_001)), "received")
        .await;
    let problems: Vec<_> = refused
        .user_errors()
        .into_iter()
        .map(|error| error.path)
        .collect();
    assert_eq!(problems, ["input.rating", "input.body"]);
    let left = anonymous
        .change("leaveFeedback", says(2, "Svårt att hitta bilagorna."), "received")
        .await;
    assert_eq!(left.ok().data("leaveFeedback.received"), true);
    anonymous.change("leaveFeedback", says(5, ""), "").await.ok();
    let elsewhere = json!({ "publishedServiceId": encode(service.id), "rating": 3 });
    anonymous
        .change("leaveFeedback", elsewhere, "")
        .await
        .failed("NOT_FOUND");

    let read = "query($id: ID!) { eService(id: $id) {
        suggestions { nodes { origin body rating state author { name } } }
        suggestionSummary { total open ratingCount meanRating }
    } }";
    let answer = manager.query(read, json!({ "id": encode(service.id) })).await;
    assert_eq!(
        answer.data("eService"),
        &json!({
            "suggestions": { "nodes": [
                { "origin": "RECIPIENT", "body": "", "rating": 5, "state": "WEIGHED", "author": null },
                { "origin": "RECIPIENT", "body": "Svårt att hitta bilagorna.", "rating": 2, "state": "NEW",
                    "author": null },
            ] },
            "suggestionSummary": { "total": 2, "open": 1, "ratingCount": 2, "meanRating": 3.5 },
        })
    );
    // Staff who rate it as recipients are nobody here either.
    manager.change("leaveFeedback", says(4, "Bra."), "").await.ok();
    let rows = suggestion::Entity::find()
        .all(&app.services().db)
        .await
        .expect("suggestions");
    assert!(rows.iter().all(|row| row.author_id.is_none()));
}

async fn feedback_and_reading_are_limited_for_each_address(app: TestApp) {
    published(&app, Plan::default()).await;
    let app = app
        .restart_with(|settings| {
            settings.limits.feedback_per_hour = 2;
            settings.limits.published_per_minute = 3;
        })
        .await;
    let anonymous = app.anonymous().await;
    let seen = "{ publishedServices { nodes { id } } }";
    let id = anonymous
        .query(seen, json!({}))
        .await
        .id("publishedServices.nodes.0.id");
    let says = json!({ "publishedServiceId": id, "rating": 4, "body": "Bra." });
    for _ in 0..2 {
        anonymous.change("leaveFeedback", says.clone(), "").await.ok();
    }
    let refused = anonymous.change("leaveFeedback", says.clone(), "").await;
    refused.failed("RATE_LIMITED");
    assert!(refused.body.pointer("/errors/0/extensions/retryAfter").is_some());

    // Two at once count twice.
    let two = "{ a: publishedServices { totalCount } b: publishedServices { totalCount } }";
    anonymous.query(two, json!({})).await.data("a");
    anonymous.query(seen, json!({})).await.failed("RATE_LIMITED");

    app.set(app.now() + chrono::Duration::hours(1));
    anonymous.query(seen, json!({})).await.data("publishedServices");
    anonymous.change("leaveFeedback", says, "").await.ok();
}

async fn behind_a_proxy_that_is_named_each_client_has_its_own_limit(app: TestApp) {
    published(&app, Plan::default()).await;
    for (proxies, each_its_own) in [(vec!["127.0.0.1"], true), (vec![], false)] {
        let app = app
            .restart_with(|settings| {
                settings.limits.published_per_minute = 1;
                settings.trusted_proxies = proxies
                    .iter()
                    .map(|proxy| proxy.parse().expect("an address"))
                    .collect();
            })
            .await;
        let anonymous = app.anonymous().await;
        let status = async |client: &str| {
            let body = json!({ "query": "{ publishedServices { totalCount } }" });
            let request = anonymous.http().post(anonymous.url("/graphql")).json(&body);
            let request = request.header("x-forwarded-for", format!("203.0.113.1, {client}"));
            let answer: Value = request
                .send()
                .await
                .expect("an answer")
                .json()
                .await
                .expect("JSON");
            answer["errors"][0]["extensions"]["code"].clone()
        };
        let limited = json!("RATE_LIMITED");
        assert_eq!(status("198.51.100.1").await, Value::Null);
        assert_eq!(status("198.51.100.1").await, limited);
        let other = status("198.51.100.2").await;
        assert_eq!(other == Value::Null, each_its_own, "{proxies:?}: {other}");
    }
}
