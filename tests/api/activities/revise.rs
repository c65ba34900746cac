//! What `followup.revise` leaves behind: a turn of its own.

use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    given::{EService, Person, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![followup_revise_leaves_a_revision_with_the_chosen_parts]
}

async fn followup_revise_leaves_a_revision_with_the_chosen_parts(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let (owner, manager) = (&service.cast.owner, &service.cast.service_manager);
    for (activity, person) in [
        ("followup.measure", manager),
        ("followup.collect", manager),
        ("followup.report", manager),
        ("followup.decide", owner),
    ] {
        skipped(&app, &service, activity, person).await;
    }

    // The task waits for the revision, and says so.
    let client = app.client(owner).await;
    let seen = seen(&app, &service).await;
    let early = client.change("completeTask", seen.clone(), "").await;
    early.refused("OUTCOME_MISSING", "input");
    assert!(
        early
            .text("completeTask.errors.0.message")
            .contains("revideringen är påbörjad"),
        "{early}"
    );

    let e_service = encode(service.id);
    let wanted =
        json!({ "eServiceId": e_service, "parts": ["launch.texts"], "reason": "Texterna är svåra." });
    let wrong = app
        .client(manager)
        .await
        .change("startRevision", wanted.clone(), "")
        .await;
    wrong.failed("FORBIDDEN");

    // What comes along is shown before anything is begun.
    let document = "query($id: ID!) { revisionParts(eServiceId: $id, parts: [\"launch.texts\"]) {
        activity included chosen because neededBy } }";
    let shown = client.query(document, json!({ "id": e_service })).await;
    let included: Vec<&Value> = shown
        .list("revisionParts")
        .iter()
        .filter(|part| part["included"] == true)
        .collect();
    let keys: Vec<&str> = included
        .iter()
        .filter_map(|part| part["activity"].as_str())
        .collect();
    assert_eq!(
        keys[..4],
        [
            "build.approval",
            "launch.texts",
            "launch.publish",
            "management.operation"
        ]
    );
    assert_eq!(included[0]["because"], "Utan detta kan ingenting publiceras.");
    assert_eq!(included[1]["chosen"], true);

    let fields = "cycle { kind phase revision { reason chosen heldApprovals begunBy { name } revises { id } }
        tasks(states: [READY]) { activityKey } } eService { state operationCycle { id } developmentCycle { kind } }";
    let begun = client.change("startRevision", wanted, fields).await;
    assert_eq!(
        begun.ok().data("startRevision.cycle"),
        &json!({
            "kind": "REVISION", "phase": "BUILD",
            "revision": {
                "reason": "Texterna är svåra.", "chosen": ["launch.texts"], "begunBy": { "name": owner.name },
                "heldApprovals": ["DESIGN", "SPECIFICATION", "METRICS", "TEST", "EDITORIAL"],
                "revises": { "id": encode(service.cycle) },
            },
            "tasks": [{ "activityKey": "build.approval" }],
        }),
        "{begun}"
    );
    assert_eq!(
        begun.data("startRevision.eService"),
        &json!({
            "state": "LIVE", "operationCycle": { "id": encode(service.cycle) },
            "developmentCycle": { "kind": "REVISION" },
        })
    );
    client.change("completeTask", seen, "task { state }").await.ok();
}

async fn seen(app: &TestApp, service: &EService) -> Value {
    let task = app.given().task(service, "followup.revise").await;
    json!({ "taskId": encode(task.id), "version": task.version })
}

async fn skipped(app: &TestApp, service: &EService, activity: &str, by: &Person) {
    let task = app.given().task(service, activity).await;
    let input =
        json!({ "taskId": encode(task.id), "version": task.version, "reason": "Görs en annan gång." });
    app.client(by).await.change("skipTask", input, "").await.ok();
}
