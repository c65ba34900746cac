//! What is not there, what no database could take, and what is said when a database fails.

use ::entity::ids::{CycleId, EServiceId, TaskId};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::owner;
use crate::{
    contract::rows::id,
    support::{
        app::TestApp,
        given::Stage,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        what_is_not_there_is_null_or_not_found,
        input_that_no_database_could_take_is_refused,
        nothing_of_the_database_shows_when_it_fails,
    ]
}

async fn what_is_not_there_is_null_or_not_found(app: TestApp) {
    let client = owner(&app).await;
    let (gone, task) = (id(EServiceId::new()), id(TaskId::new()));

    let query = format!(
        "{{ eService(id: \"{gone}\") {{ name }} node(id: \"{task}\") {{ id }} nodes(ids: [\"x\", \"{gone}\"]) {{ id }} }}"
    );
    let answer = client.query(&query, json!({})).await;
    assert_eq!(
        answer.data(""),
        &json!({ "eService": null, "node": null, "nodes": [null, null] })
    );
    // No id of ours, or one of another kind of thing.
    for wrong in ["nonsense", "", task.as_str()] {
        let answer = client
            .query(
                "query($id: ID!) { eService(id: $id) { name } }",
                json!({ "id": wrong }),
            )
            .await;
        answer.failed("NOT_FOUND");
    }
    let admin = app.client(&app.given().municipality().await.admin).await;
    for wrong in [id(EServiceId::new()), "nonsense".into()] {
        admin
            .change("updateUser", json!({ "userId": wrong, "version": 1 }), "")
            .await
            .failed("NOT_FOUND");
    }
    let role = json!({ "userId": "nonsense", "role": "EDITOR" });
    admin
        .change("grantRole", role, "")
        .await
        .refused("UNKNOWN_ID", "input.userId");
    let many: Vec<_> = (0..101).map(|_| id(CycleId::new())).collect();
    let answer = client
        .query(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            json!({ "ids": many }),
        )
        .await;
    answer.failed("BAD_USER_INPUT");
}

async fn input_that_no_database_could_take_is_refused(app: TestApp) {
    let service = app.given().e_service_in(Stage::Decision).await;
    let management = app.client(&service.cast.management).await;
    let cycle = app.given().cycle(&service).await;
    let unit = id(app.given().municipality().await.permits);

    let idea =
        |name: &str| json!({ "name": name, "purpose": "Bra", "audience": "INTERNAL", "orgUnitId": unit });
    management
        .change("proposeEService", idea("a\0b"), "")
        .await
        .refused("INVALID", "input.name");
    management
        .change("proposeEService", idea(&"ö".repeat(201)), "")
        .await
        .refused("TOO_LONG", "input.name");
    management
        .change("proposeEService", idea(" \u{a0}\n"), "")
        .await
        .refused("MISSING", "input.name");
    let search = json!({ "search": "bygg\0lov" });
    let found = "query($search: String) { eServices(filter: { search: $search }) { nodes { name } } users(search: $search) { nodes { name } } }";
    assert_eq!(
        management
            .query(found, search)
            .await
            .list("eServices.nodes")
            .len(),
        1
    );
    for day in [
        "+262142-12-31",
        "-9999-01-01",
        "2026-02-30",
        "imorgon",
        "2026-11-23T00:00:00Z",
    ] {
        let input = json!({
            "cycleId": id(cycle.id), "version": cycle.version, "motive": "Nytta.",
            "outcome": { "defer": { "until": day } },
        });
        management
            .change("recordDecision", input, "")
            .await
            .failed("BAD_REQUEST");
    }
    let both = json!({
        "cycleId": id(cycle.id), "version": cycle.version, "motive": "Nytta.",
        "outcome": { "noGo": true, "defer": { "until": null } },
    });
    management
        .change("recordDecision", both, "")
        .await
        .failed("BAD_REQUEST");
}

async fn nothing_of_the_database_shows_when_it_fails(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let client = app.client(&service.cast.developer).await;
    let task = app.given().task(&service, "build.develop").await;
    client.session().await;
    let db = &app.services().db;
    db.execute_unprepared("ALTER TABLE task_comment RENAME TO task_comment_away")
        .await
        .expect("renamed");

    let read = client
        .query(
            "query($id: ID!) { node(id: $id) { ... on Task { comments { body } } } }",
            json!({ "id": id(task.id) }),
        )
        .await;
    let write = client
        .change("commentTask", json!({ "taskId": id(task.id), "body": "Hej" }), "")
        .await;

    for answer in [&read, &write] {
        answer.failed("INTERNAL");
        let error = answer.body.pointer("/errors/0").expect("an error");
        assert_eq!(error["message"], "Something went wrong.");
        let request = answer.headers.get("x-request-id").and_then(|id| id.to_str().ok());
        assert_eq!(error["extensions"]["requestId"].as_str(), request, "{answer}");
        let said = answer.body.to_string().to_lowercase();
        for word in [
            "task_comment",
            "select",
            "sql",
            "relation",
            "no such table",
            "src/",
        ] {
            assert!(!said.contains(word), "{word} in {answer}");
        }
    }
    db.execute_unprepared("ALTER TABLE task_comment_away RENAME TO task_comment")
        .await
        .expect("renamed");
}
