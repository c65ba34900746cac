//! What `launch.handling` leaves behind.

use lansera::global_id::encode;
use serde_json::json;

use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![launch_handling_leaves_the_steps_of_a_case_with_their_days]
}

async fn launch_handling_leaves_the_steps_of_a_case_with_their_days(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cycle = encode(service.cycle);
    let task = app.given().task(&service, "launch.handling").await;
    let seen = json!({ "taskId": encode(task.id), "version": task.version });
    let lead = app.client(&service.cast.project_lead).await;
    let developer = app.client(&service.cast.developer).await;

    let refused = lead.change("completeTask", seen.clone(), "").await;
    refused.refused("OUTCOME_MISSING", "input");
    let step = |name: &str, days: i32, position: i32| json!({ "cycleId": cycle, "name": { "sv": name }, "days": days, "position": position });
    let refused = developer
        .change("saveHandlingStep", step("Beslut", 5, 3), "")
        .await;
    refused.failed("FORBIDDEN");
    let refused = lead.change("saveHandlingStep", step(" ", -1, 3), "").await;
    let problems: Vec<_> = refused
        .user_errors()
        .into_iter()
        .map(|error| error.path)
        .collect();
    assert_eq!(problems, ["input.days", "input.name.sv"]);
    for (name, days, position) in [("Beslut", 5, 3), ("Registrering", 2, 1), ("Prövning", 30, 2)] {
        lead.change("saveHandlingStep", step(name, days, position), "")
            .await
            .ok();
    }
    let completed = lead.change("completeTask", seen, "task { state }").await;
    assert_eq!(completed.ok().text("completeTask.task.state"), "DONE");

    let read = "query($id: ID!) { node(id: $id) { ... on Cycle {
        publication { handlingDays handlingSteps { name { sv en } days position number } }
    } } }";
    let answer = developer.query(read, json!({ "id": cycle })).await;
    assert_eq!(
        answer.data("node.publication"),
        &json!({
            "handlingDays": 37,
            "handlingSteps": [
                { "name": { "sv": "Registrering", "en": null }, "days": 2, "position": 1, "number": 2 },
                { "name": { "sv": "Prövning", "en": null }, "days": 30, "position": 2, "number": 3 },
                { "name": { "sv": "Beslut", "en": null }, "days": 5, "position": 3, "number": 1 },
            ],
        })
    );
}
