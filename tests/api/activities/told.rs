//! What the stories of the activities have in common: how a task waits for what it leaves behind, and is then completed.

use ::entity::enums::TaskState;
use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::support::{app::TestApp, client::Client, given::EService};

/// The newest task of an activity as mutations take it.
async fn task(app: &TestApp, service: &EService, activity: &str) -> Value {
    let task = app.given().task(service, activity).await;
    json!({ "taskId": encode(task.id), "version": task.version })
}

/// The task cannot be completed yet: what it leaves behind is missing, and the answer says so.
pub async fn waits_for(app: &TestApp, service: &EService, by: &Client, activity: &str) {
    let input = task(app, service, activity).await;
    let refused = by.change("completeTask", input, "").await;
    refused.refused("OUTCOME_MISSING", "input");
}

/// The task is completed.
pub async fn completes(app: &TestApp, service: &EService, by: &Client, activity: &str) {
    let input = task(app, service, activity).await;
    by.change("completeTask", input, "").await.ok();
    let state = app.given().task(service, activity).await.state;
    assert_eq!(state, TaskState::Done, "{activity}");
}

/// Somebody may not do it.
pub async fn forbidden(by: &Client, mutation: &str, input: &Value) {
    let refused = by.change(mutation, input.clone(), "").await;
    assert_eq!(refused.error_code(), Some("FORBIDDEN"), "{refused}");
}

/// Somebody does it; answers the data.
pub async fn said(by: &Client, mutation: &str, input: &Value, wanted: &str) -> Value {
    let answer = by.change(mutation, input.clone(), wanted).await;
    answer.ok();
    answer.data("").clone()
}

/// What the cycle shows of itself to somebody.
pub async fn cycle_shows(to: &Client, service: &EService, fields: &str) -> Value {
    let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Cycle {{ {fields} }} }} }}");
    let answer = to.query(&document, json!({ "id": encode(service.cycle) })).await;
    answer.data("node").clone()
}
