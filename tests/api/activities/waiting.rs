//! A task that waits for what it must leave behind.

use ::entity::enums::TaskState;
use lansera::global_id::encode as id;
use serde_json::{Value, json};

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::{EService, Person},
};

/// The newest task of an activity, and who does it.
pub struct Waiting<'a> {
    app: &'a TestApp,
    service: &'a EService,
    activity: &'static str,
    /// The client of whoever does it.
    pub client: Client,
}

impl<'a> Waiting<'a> {
    /// The task of an activity, done by somebody.
    pub async fn of(app: &'a TestApp, service: &'a EService, activity: &'static str, by: &Person) -> Self {
        Self {
            app,
            service,
            activity,
            client: app.client(by).await,
        }
    }

    /// Opaque id of the cycle.
    pub fn cycle(&self) -> String {
        id(self.service.cycle)
    }

    /// It cannot be completed, says what is missing, and shows so before anybody tries.
    pub async fn misses(&self, what: &str) {
        assert_eq!(self.outcome().await, json!({ "text": what, "present": false }));
        let answer = self.complete().await;
        answer.refused("OUTCOME_MISSING", "input");
        let message = answer.text("completeTask.errors.0.message");
        assert!(message.contains(what), "{answer}");
    }

    /// It is completed now.
    pub async fn is_completed(&self) {
        let task = self.app.given().task(self.service, self.activity).await.id;
        assert_eq!(self.outcome().await["present"], true);
        self.complete().await.ok();
        let now = self.app.given().task_now(task).await.state;
        assert_eq!(now, TaskState::Done, "{}", self.activity);
    }

    /// What its operation answers a person who may not.
    pub async fn refuses(&self, person: &Person, mutation: &str, input: &Value) {
        let answer = self
            .app
            .client(person)
            .await
            .change(mutation, input.clone(), "")
            .await;
        assert_eq!(
            answer.error_code(),
            Some("FORBIDDEN"),
            "{}\n{answer}",
            person.name
        );
    }

    /// Something in the cycle, as anybody reads it.
    pub async fn shows(&self, fields: &str) -> Value {
        let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Cycle {{ {fields} }} }} }}");
        let answer = self.client.query(&query, json!({ "id": self.cycle() })).await;
        answer.data("node").clone()
    }

    async fn outcome(&self) -> Value {
        let task = self.app.given().task(self.service, self.activity).await.id;
        let query = "query($id: ID!) { node(id: $id) { ... on Task { outcome { text present } } } }";
        let answer = self.client.query(query, json!({ "id": id(task) })).await;
        answer.data("node.outcome").clone()
    }

    async fn complete(&self) -> Answer {
        let task = self.app.given().task(self.service, self.activity).await;
        let seen = json!({ "taskId": id(task.id), "version": task.version });
        self.client.change("completeTask", seen, "task { state }").await
    }
}
