//! Why somebody is told something, or is not: for oneself, for an administrator, and never of what is hidden.

use serde_json::json;

use super::{being_built, gives};
use crate::support::{
    app::TestApp,
    given::{Person, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        why_is_answered_for_oneself_and_for_others_to_an_administrator,
        why_says_nothing_of_what_is_hidden,
        why_tells_of_what_happened_who_did_it_and_what_was_chosen,
    ]
}

async fn why_is_answered_for_oneself_and_for_others_to_an_administrator(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    gives(&app, &service, "build.develop", developer).await;
    app.run_jobs().await;
    let task = lansera::global_id::encode(app.given().task(&service, "build.develop").await.id);
    let document = "query($thing: ID, $user: ID) { whyNotification(kind: TASK_ASSIGNED, thingId: $thing, userId: $user) { reasons { code text } notifications { kind } } }";
    let codes = |answer: &crate::support::answer::Answer| {
        let reasons = answer.list("whyNotification.reasons").iter();
        reasons
            .map(|reason| reason["code"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };

    let mine = app
        .client(developer)
        .await
        .query(document, json!({ "thing": task }))
        .await;
    assert_eq!(codes(&mine), ["RULE", "HAPPENED", "IN_PERSON", "SENT"]);
    let about = json!({ "thing": task, "user": lansera::global_id::encode(developer.id) });
    app.client(&service.cast.tester)
        .await
        .query(document, about.clone())
        .await
        .failed("FORBIDDEN");
    let admin = &app.given().municipality().await.admin;
    assert_eq!(
        codes(&app.client(admin).await.query(document, about).await),
        ["RULE", "HAPPENED", "IN_PERSON", "SENT"]
    );
    let not_theirs = app
        .client(&service.cast.tester)
        .await
        .query(document, json!({ "thing": task }))
        .await;
    assert_eq!(
        codes(&not_theirs),
        ["RULE", "HAPPENED", "SOMEBODY_ELSE", "NOT_TOLD"]
    );
}

async fn why_tells_of_what_happened_who_did_it_and_what_was_chosen(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let (lead, tester) = (&service.cast.project_lead, &service.cast.tester);
    let cycle = lansera::global_id::encode(service.cycle);
    let document = "query($kind: NotificationKind!, $thing: ID) { whyNotification(kind: $kind, thingId: $thing) { reasons { code text } } }";
    let codes = async |person: &Person, kind: &str, thing: &str| {
        let asked = json!({ "kind": kind, "thing": thing });
        let answer = app.client(person).await.query(document, asked).await;
        let reasons = answer.list("whyNotification.reasons").iter();
        let codes = reasons.map(|reason| reason["code"].as_str().expect("a code").to_owned());
        codes.collect::<Vec<_>>()
    };

    // Management has decided, and is not told what it did; what is not published has not happened.
    let management = &service.cast.management;
    let decided = codes(management, "DECISION_MADE", &cycle).await;
    assert!(decided.contains(&"OWN_ACTION".to_owned()), "{decided:?}");
    assert_eq!(decided.last().map(String::as_str), Some("NOT_TOLD"));
    let ahead = codes(lead, "PUBLISHED", &cycle).await;
    assert_eq!(ahead, ["RULE", "NOT_HAPPENED", "HOLDS", "NOT_TOLD"]);
    // Those who follow from afar get it gathered, and who mutes the e-service is told nothing.
    let muting = json!({ "eServiceId": lansera::global_id::encode(service.id), "attention": "MUTED" });
    let client = app.client(tester).await;
    client.change("setEServiceAttention", muting, "").await.ok();
    let muted = codes(tester, "PUBLISHED", &cycle).await;
    assert_eq!(
        muted,
        ["RULE", "NOT_HAPPENED", "HOLDS", "MUTES", "GATHERED", "NOT_TOLD"]
    );

    // Whoever takes a task is not told that it was given to them.
    let task = app.given().task(&service, "build.develop").await;
    let developer = app.client(&service.cast.developer).await;
    let taken = json!({ "taskId": lansera::global_id::encode(task.id), "version": task.version });
    developer.change("takeTask", taken, "").await.ok();
    let own = codes(
        &service.cast.developer,
        "TASK_ASSIGNED",
        &lansera::global_id::encode(task.id),
    )
    .await;
    assert_eq!(own, ["RULE", "HAPPENED", "IN_PERSON", "OWN_ACTION", "NOT_TOLD"]);
}

async fn why_says_nothing_of_what_is_hidden(app: TestApp) {
    // Given a confidential e-service with a task that is due, and somebody without a part in it.
    let plan = Plan {
        confidential: true,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Build).await;
    app.run_jobs().await;
    let task = lansera::global_id::encode(app.given().task(&service, "build.develop").await.id);
    let document =
        "query($thing: ID) { whyNotification(kind: TASK_DUE, thingId: $thing) { reasons { code text } } }";
    let stranger = app.given().person("Olle Ask").await;
    // Then its dates are not told to them, and are to who has a part.
    let hidden = app.client(&stranger).await;
    hidden
        .query(document, json!({ "thing": task }))
        .await
        .failed("NOT_FOUND");
    let lead = app.client(&service.cast.project_lead).await;
    let seen = lead.query(document, json!({ "thing": task })).await;
    assert!(!seen.list("whyNotification.reasons").is_empty());
}
