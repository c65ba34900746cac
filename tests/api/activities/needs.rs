//! What `inventory.needs` leaves behind.

use serde_json::json;

use crate::support::{
    app::TestApp,
    given::{Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![inventory_needs_leaves_needs_that_were_handled]
}

async fn inventory_needs_leaves_needs_that_were_handled(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let id = lansera::global_id::encode(service.id);
    let task = app.given().task(&service, "inventory.needs").await;
    let seen = json!({ "taskId": lansera::global_id::encode(task.id), "version": task.version });
    let business = app.client(&service.cast.business).await;
    let management = app.client(&service.cast.management).await;

    // The idea itself is the first need. It turns out to be about something else, and the task cannot be completed without one.
    const NEEDS: &str = "query($id: ID!) { eService(id: $id) { needs { totalCount nodes { id version title source state } } } }";
    let answer = business.query(NEEDS, json!({ "id": id })).await;
    let first = answer.data("eService.needs.nodes.0").clone();
    assert_eq!(
        (&first["title"], &first["source"], &first["state"]),
        (&json!("Ansök om bygglov"), &json!("IDEA"), &json!("ATTACHED"))
    );
    let other = app
        .given()
        .e_service(called("Anmäl attefallshus"), Stage::Idea)
        .await;
    let moved = json!({
        "needId": first["id"], "version": first["version"], "eServiceId": lansera::global_id::encode(other.id),
    });
    let refused = business.change("attachNeed", moved.clone(), "").await;
    refused.failed("FORBIDDEN");
    management.change("attachNeed", moved, "").await.ok();
    let refused = management.change("completeTask", seen.clone(), "").await;
    refused.refused("OUTCOME_MISSING", "input");

    // Anybody puts forward a need; management attaches it.
    let put = json!({
        "orgUnitId": lansera::global_id::encode(app.given().municipality().await.permits),
        "title": "Bygglov utan papper", "description": "Åtta av tio som ringer vill ansöka digitalt.",
        "source": "COMPLAINT_OR_VIEW", "concerned": "Byggföretagen", "partners": "Grannkommunen",
    });
    let wanted = "need { id version state viewerCanHandle }";
    let put = business.change("putForwardNeed", put, wanted).await;
    let need = put.ok().data("putForwardNeed.need").clone();
    assert_eq!(
        (&need["state"], &need["viewerCanHandle"]),
        (&json!("OPEN"), &json!(false))
    );
    let view = json!({ "needId": need["id"], "body": "Det gäller mest villaägare." });
    business.change("addViewToNeed", view, "").await.ok();
    let attached = json!({ "needId": need["id"], "version": need["version"], "eServiceId": id });
    management.change("attachNeed", attached, "").await.ok();
    let completed = management.change("completeTask", seen, "task { state }").await;
    assert_eq!(completed.ok().text("completeTask.task.state"), "DONE");

    let read = "query($id: ID!) { node(id: $id) { ... on Need {
        title description source concerned partners state unit { name } eService { name } putForwardBy { name }
        handledBy { name } views { totalCount nodes { body author { name } } }
    } } }";
    let answer = business.query(read, json!({ "id": need["id"] })).await;
    let cast = &service.cast;
    assert_eq!(
        answer.data("node"),
        &json!({
            "title": "Bygglov utan papper", "description": "Åtta av tio som ringer vill ansöka digitalt.",
            "source": "COMPLAINT_OR_VIEW", "concerned": "Byggföretagen", "partners": "Grannkommunen",
            "state": "ATTACHED", "unit": { "name": "Bygglov" }, "eService": { "name": "Ansök om bygglov" },
            "putForwardBy": { "name": cast.business.name }, "handledBy": { "name": cast.management.name },
            "views": { "totalCount": 1, "nodes": [
                { "body": "Det gäller mest villaägare.", "author": { "name": cast.business.name } } ] },
        }),
        "{answer}"
    );
}

/// An e-service of another name.
fn called(name: &str) -> Plan {
    Plan {
        name: name.into(),
        ..Plan::default()
    }
}
