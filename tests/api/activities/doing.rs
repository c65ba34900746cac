//! What the stories of activities have in common: somebody may not, the task misses something, it is left, the task is completed.

use ::entity::enums::TaskState;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Person},
};

/// Somebody tries, and may not.
pub async fn forbidden(app: &TestApp, who: &Person, mutation: &str, input: Value) {
    let client = app.client(who).await;
    client.change(mutation, input, "").await.failed("FORBIDDEN");
}

/// The task of an activity cannot be completed yet, and says in Swedish what is missing.
pub async fn misses(app: &TestApp, service: &EService, activity: &str, what: &str) {
    let task = app.given().task(service, activity).await;
    let client = app.client(service.cast.of(task.role)).await;
    let input = json!({ "taskId": lansera::global_id::encode(task.id), "version": task.version });
    let answer = client.change("completeTask", input, "task { state }").await;
    answer.refused("OUTCOME_MISSING", "input");
    let message = answer.text("completeTask.errors.0.message");
    assert!(message.contains(what), "{activity}: {message}");
}

/// The task of an activity is completed by whoever is responsible.
pub async fn completed(app: &TestApp, service: &EService, activity: &str) {
    let task = app.given().task(service, activity).await;
    let client = app.client(service.cast.of(task.role)).await;
    let input = json!({ "taskId": lansera::global_id::encode(task.id), "version": task.version });
    let answer = client.change("completeTask", input, "task { state }").await;
    assert_eq!(answer.user_errors(), [], "{answer}");
    assert_eq!(app.given().task_now(task.id).await.state, TaskState::Done);
}

/// Somebody who may leaves something behind; answers the payload.
pub async fn kept(client: &Client, mutation: &str, input: Value, wanted: &str) -> Value {
    let answer = client.change(mutation, input, wanted).await;
    assert_eq!(answer.user_errors(), [], "{answer}");
    answer.data(mutation).clone()
}

/// The same by a person.
pub async fn kept_by(app: &TestApp, who: &Person, mutation: &str, input: Value, wanted: &str) -> Value {
    kept(&app.client(who).await, mutation, input, wanted).await
}

/// What a thing shows of itself.
pub async fn node(client: &Client, id: &str, fields: &str) -> Value {
    let document = format!("query($id: ID!) {{ node(id: $id) {{ {fields} }} }}");
    client
        .query(&document, json!({ "id": id }))
        .await
        .data("node")
        .clone()
}
