//! What comes too late, after something has changed, and what comes twice.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::owner;
use crate::{
    contract::rows::id,
    support::{
        app::TestApp,
        client::Client,
        given::Stage,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_version_that_is_old_is_refused_with_the_thing_as_it_is,
        a_retried_mutation_gets_its_first_answer,
    ]
}

async fn a_version_that_is_old_is_refused_with_the_thing_as_it_is(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let (lead, owner) = (
        app.client(&service.cast.project_lead).await,
        app.client(&service.cast.owner).await,
    );
    let task = app.given().task(&service, "build.develop").await;
    let due = |version: i32, day: &str| json!({ "taskId": id(task.id), "version": version, "dueOn": day });
    let shown = "eService { name version }";

    let first = lead
        .change(
            "setTaskDueDate",
            due(task.version, "2027-01-11"),
            "task { version dueOn }",
        )
        .await;
    first.ok();
    let second = lead
        .change(
            "setTaskDueDate",
            due(task.version, "2027-02-01"),
            "task { version dueOn }",
        )
        .await;
    second.refused("STALE", "input.version");
    assert_eq!(
        second.data("setTaskDueDate.task"),
        first.data("setTaskDueDate.task"),
        "as it is now"
    );

    let renamed =
        |version: i32, name: &str| json!({ "eServiceId": id(service.id), "version": version, "name": name });
    let version: i32 = owner
        .query(
            "query($id: ID!) { eService(id: $id) { version } }",
            json!({ "id": id(service.id) }),
        )
        .await
        .read("eService.version");
    owner
        .change("updateEService", renamed(version, "Sök bygglov"), shown)
        .await
        .ok();
    let late = lead
        .change("updateEService", renamed(version, "Bygglov direkt"), shown)
        .await;
    late.refused("STALE", "input.version");
    assert_eq!(
        late.data("updateEService.eService"),
        &json!({ "name": "Sök bygglov", "version": version + 1 })
    );
}

async fn a_retried_mutation_gets_its_first_answer(app: TestApp) {
    let client = owner(&app).await;
    let other = app.client(&app.given().municipality().await.cast.editor).await;
    let unit = id(app.given().municipality().await.permits);
    let put_forward = async |client: &Client, key: &str, name: &str| {
        let input = json!({ "name": name, "purpose": "Bra", "audience": "INTERNAL", "orgUnitId": unit });
        let body = json!({
            "query": "mutation($input: ProposeEServiceInput!) { proposeEService(input: $input) { eService { id } errors { code } } }",
            "variables": { "input": input },
        });
        let token = client.session().await.expect("a log-in").access_token;
        let request = client
            .http()
            .post(client.url("/graphql"))
            .bearer_auth(token)
            .header("idempotency-key", key);
        let response = request.json(&body).send().await.expect("an answer");
        let status = response.status();
        (status, response.json::<Value>().await.expect("JSON"))
    };
    let count = async || {
        let all = client.query("{ eServices { totalCount } }", json!({})).await;
        all.data("eServices.totalCount").clone()
    };

    let first = put_forward(&client, "k1", "Sök plats").await;
    let again = put_forward(&client, "k1", "Sök plats").await;
    assert!(
        first.1.pointer("/data/proposeEService/eService/id").is_some(),
        "{}",
        first.1
    );
    assert_eq!(first, again);
    assert_eq!(count().await, 1);

    let (status, body) = put_forward(&client, "k1", "Något annat").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(
        body.pointer("/errors/0/extensions/code"),
        Some(&json!("CONFLICT"))
    );
    let theirs = put_forward(&other, "k1", "Något annat").await;
    assert_eq!(theirs.0, StatusCode::OK, "keys are one's own");
    put_forward(&client, "k2", "Sök plats").await;
    assert_eq!(count().await, 3);
    let (status, _) = put_forward(&client, &"k".repeat(201), "Sök plats").await;
    assert_eq!(
        status,
        StatusCode::BAD_REQUEST,
        "a key that is not taken is not left aside in silence"
    );
    assert_eq!(count().await, 3);
}
