//! What each activity of "7 Follow-up" leaves behind.

use ::entity::{enums::TaskState, task};
use lansera::global_id::encode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::{EService, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        followup_measure_leaves_values_and_waits_while_one_is_due,
        followup_report_leaves_a_report_that_is_presented_and_then_frozen,
        followup_decide_leaves_a_decision_that_stands_as_it_was_made,
    ]
}

/// The task of an activity that is not closed.
async fn open_task(app: &TestApp, service: &EService, activity: &str) -> task::Model {
    let rows = task::Entity::find()
        .filter(task::COLUMN.cycle_id.eq(service.cycle))
        .filter(task::COLUMN.activity.eq(activity))
        .all(&app.services().db)
        .await
        .expect("tasks");
    let open = rows
        .into_iter()
        .find(|row| matches!(row.state, TaskState::Ready | TaskState::InProgress));
    open.unwrap_or_else(|| panic!("{activity} is not ready"))
}

async fn completing(app: &TestApp, client: &Client, service: &EService, activity: &str) -> Answer {
    let task = open_task(app, service, activity).await;
    let input = json!({ "taskId": encode(task.id), "version": task.version });
    client.change("completeTask", input, "task { state }").await
}

async fn followup_measure_leaves_values_and_waits_while_one_is_due(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let metric = app.given().metrics(&service).await[0].clone();
    let metric_id = encode(metric.id);
    let manager = app.client(&service.cast.service_manager).await;
    let owner = app.client(&service.cast.owner).await;

    // Given a measure that is due today: the task waits for it and says so.
    app.set_morning("2027-02-23".parse().expect("a day"));
    let waits = completing(&app, &manager, &service, "followup.measure").await;
    waits.refused("OUTCOME_MISSING", "input");
    let said = waits.text("completeTask.errors.0.message");
    assert!(said.contains("inget mått väntar på mätning"), "{said}");

    // When the wrong role records it, it is refused; when the service manager does, the task can be completed.
    let value = |value: f64| json!({ "metricId": metric_id, "value": value, "measuredOn": "2027-02-23" });
    for other in [
        &service.cast.owner,
        &service.cast.project_lead,
        &service.cast.case_officer,
    ] {
        let other = app.client(other).await;
        other
            .change("recordMeasurement", value(47.0), "")
            .await
            .failed("FORBIDDEN");
    }
    let wanted =
        "metric { latest { id value late dueOn } duty { role holders { name } opensOn dueOn } explanation }";
    let recorded = manager.change("recordMeasurement", value(47.0), wanted).await;
    let latest = recorded.ok().id("recordMeasurement.metric.latest.id");
    assert_eq!(
        recorded.data("recordMeasurement.metric.duty"),
        &json!({
            "role": "SERVICE_MANAGER", "holders": [{ "name": service.cast.service_manager.name }],
            "opensOn": "2027-02-24", "dueOn": "2027-05-23",
        })
    );
    let done = completing(&app, &manager, &service, "followup.measure").await;
    assert_eq!(done.ok().data("completeTask.task.state"), "DONE");

    // A value that was wrong is corrected: readers see the new one, and the former one with who and why.
    let correction = |reason: &str| json!({ "measurementId": latest, "value": 48.5, "reason": reason });
    manager
        .change("correctMeasurement", correction(" "), "")
        .await
        .refused("REASON_MISSING", "input.reason");
    owner
        .change("correctMeasurement", correction("Fel."), "")
        .await
        .failed("FORBIDDEN");
    let wanted = "metric {
        latest { value dueOn former { value reason correctedBy { name } } } measurements { totalCount nodes { value } }
    }";
    let corrected = manager
        .change(
            "correctMeasurement",
            correction("Två ärenden räknades dubbelt."),
            wanted,
        )
        .await;
    assert_eq!(
        corrected.ok().data("correctMeasurement.metric"),
        &json!({
            "latest": {
                "value": 48.5, "dueOn": "2027-02-23",
                "former": [{
                    "value": 47.0, "reason": "Två ärenden räknades dubbelt.",
                    "correctedBy": { "name": service.cast.service_manager.name },
                }],
            },
            "measurements": { "totalCount": 1, "nodes": [{ "value": 48.5 }] },
        })
    );
    manager
        .change("correctMeasurement", correction("En gång till."), "")
        .await
        .refused("STALE", "input.measurementId");
    app.run_jobs().await;
}

/// A value is there, and what has to be done before the report is done.
async fn measured_and_collected(app: &TestApp, service: &EService, manager: &Client) {
    let metric = app.given().metrics(service).await[0].id;
    let value = json!({ "metricId": encode(metric), "value": 47.0, "measuredOn": app.today() });
    manager.change("recordMeasurement", value, "").await.ok();
    for activity in ["followup.measure", "followup.collect"] {
        let task = open_task(app, service, activity).await;
        let input = json!({ "taskId": encode(task.id), "version": task.version, "reason": "Inget nytt." });
        manager.change("skipTask", input, "").await.ok();
    }
}

/// A report on the time since the launch, drafted.
async fn composed(manager: &Client, service: &EService) -> (String, i64) {
    let input = json!({ "cycleId": encode(service.cycle) });
    let answer = manager
        .change("composeReport", input, "report { id version }")
        .await;
    answer.ok();
    (
        answer.id("composeReport.report.id"),
        answer.read("composeReport.report.version"),
    )
}

async fn followup_report_leaves_a_report_that_is_presented_and_then_frozen(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let manager = app.client(&service.cast.service_manager).await;
    let owner = app.client(&service.cast.owner).await;
    app.set_morning("2027-02-23".parse().expect("a day"));
    measured_and_collected(&app, &service, &manager).await;

    // Given nothing presented, the task waits and says what is missing.
    let waits = completing(&app, &manager, &service, "followup.report").await;
    waits.refused("OUTCOME_MISSING", "input");
    let said = waits.text("completeTask.errors.0.message");
    assert!(said.contains("uppföljningsrapporten är presenterad"), "{said}");
    let compose = json!({ "cycleId": encode(service.cycle) });
    for other in [
        &service.cast.owner,
        &service.cast.management,
        &service.cast.editor,
    ] {
        let other = app.client(other).await;
        other
            .change("composeReport", compose.clone(), "")
            .await
            .failed("FORBIDDEN");
    }

    // When the service manager composes it, there is a draft with the figures; there is one at a time.
    let (report, version) = composed(&manager, &service).await;
    manager
        .change("composeReport", compose, "")
        .await
        .refused("WRONG_STATE", "input");
    let seen = |version: i64| json!({ "reportId": report, "version": version });
    manager
        .change("presentReport", seen(version), "")
        .await
        .refused("MISSING", "input.reportId");
    let mut text = seen(version);
    text["body"] = json!("## Analys\n\nDet går åt rätt håll.");
    manager.change("editReport", text.clone(), "").await.ok();
    manager
        .change("editReport", text, "report { version }")
        .await
        .refused("STALE", "input.version");
    let again = json!({
        "cycleId": encode(service.cycle), "reportId": report, "version": version + 1, "fromOn": "2026-12-01",
        "toOn": "2027-02-23",
    });
    let again = manager
        .change("composeReport", again, "report { fromOn body version }")
        .await;
    assert_eq!(again.ok().data("composeReport.report.fromOn"), "2026-12-01");
    assert_eq!(
        again.data("composeReport.report.body"),
        "## Analys\n\nDet går åt rätt håll.",
        "what was written stays"
    );
    let wanted = "report {
        state presentedAt presentedTo { name } goals { goal attainment metrics {
            name target attainment lateCount values { measuredOn value late } forecast { outcome } explanation
        } } checkCount incidents { title } changes markdown html
    }";
    let presented = manager.change("presentReport", seen(version + 2), wanted).await;

    // Then it was presented to owner and management, and is read back as it was composed.
    let shown = presented.ok().data("presentReport.report");
    assert_eq!(shown["state"], "PRESENTED");
    let told = shown["presentedTo"].as_array().expect("people");
    for person in [&service.cast.owner, &service.cast.management] {
        assert!(told.iter().any(|told| told["name"] == person.name), "{presented}");
    }
    let metric = &shown["goals"][0]["metrics"][0];
    assert_eq!(metric["attainment"], 0.175);
    assert_eq!(
        metric["values"],
        json!([{ "measuredOn": "2027-02-23", "value": 47.0, "late": false }])
    );
    assert_eq!(metric["forecast"]["outcome"], "TOO_FEW");
    let markdown = shown["markdown"].as_str().expect("Markdown");
    assert!(
        markdown.starts_with("# Uppföljningsrapport: Ansök om bygglov"),
        "{markdown}"
    );
    let html = shown["html"].as_str().expect("HTML");
    assert!(
        html.contains("<h2>Analys</h2>") && !html.contains("<script"),
        "{html}"
    );

    // And it never changes any more.
    for (mutation, input) in [
        ("presentReport", seen(version + 3)),
        (
            "editReport",
            json!({ "reportId": report, "version": version + 3, "body": "Nej." }),
        ),
        (
            "composeReport",
            json!({ "cycleId": encode(service.cycle), "reportId": report, "version": version + 3 }),
        ),
    ] {
        manager
            .change(mutation, input, "")
            .await
            .refused("WRONG_STATE", "input");
    }
    let correction = json!({
        "metricId": encode(app.given().metrics(&service).await[0].id), "value": 60.0, "measuredOn": "2027-02-23",
    });
    manager.change("recordMeasurement", correction, "").await.ok();
    let query = "query R($id: ID!) { node(id: $id) { ... on FollowUpReport { goals { attainment } } } }";
    let read = owner.query(query, json!({ "id": report })).await;
    assert_eq!(read.data("node.goals.0.attainment"), 0.175, "as it was then");
    let done = completing(&app, &manager, &service, "followup.report").await;
    assert_eq!(done.ok().data("completeTask.task.state"), "DONE");

    // The next one tells what changed since.
    app.set_morning("2027-05-23".parse().expect("a day"));
    let (next, _) = composed(&manager, &service).await;
    let query = "query R($id: ID!) { node(id: $id) { ... on FollowUpReport { number fromOn changes } } }";
    let read = owner.query(query, json!({ "id": next })).await;
    assert_eq!(
        (read.data("node.number"), read.data("node.fromOn")),
        (&json!(2), &json!("2027-02-24"))
    );
    let changes = read.text("node.changes.0").replace('\u{a0}', " ");
    assert_eq!(
        changes,
        "Andel digitala ansökningar: från 47 procent till 60 procent."
    );
    app.run_jobs().await;
}

async fn followup_decide_leaves_a_decision_that_stands_as_it_was_made(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let manager = app.client(&service.cast.service_manager).await;
    let owner = app.client(&service.cast.owner).await;
    app.set_morning("2027-02-23".parse().expect("a day"));
    measured_and_collected(&app, &service, &manager).await;
    let (report, version) = composed(&manager, &service).await;
    let task = open_task(&app, &service, "followup.report").await;
    let skipped = json!({ "taskId": encode(task.id), "version": task.version, "reason": "Görs muntligt." });
    manager.change("skipTask", skipped, "").await.ok();

    // Given nothing decided, the task waits and says what is missing.
    let waits = completing(&app, &owner, &service, "followup.decide").await;
    waits.refused("OUTCOME_MISSING", "input");
    let said = waits.text("completeTask.errors.0.message");
    assert!(
        said.contains("det är beslutat att behålla, revidera eller avveckla"),
        "{said}"
    );
    let metric = encode(app.given().metrics(&service).await[0].id);
    let decision = json!({
        "cycleId": encode(service.cycle), "verdict": "REVISE", "motive": "Steg två behöver byggas om.",
        "minutesReference": "LG 2027-02-23 § 7", "reportId": report, "metricIds": [metric],
    });
    manager
        .change("recordFollowUpDecision", decision.clone(), "")
        .await
        .failed("FORBIDDEN");

    // A decision rests on a report that was presented, not on a draft.
    owner
        .change("recordFollowUpDecision", decision.clone(), "")
        .await
        .refused("UNKNOWN_ID", "input.reportId");
    let text = json!({ "reportId": report, "version": version, "body": "Steg två stoppar upp." });
    manager.change("editReport", text, "").await.ok();
    let presented = json!({ "reportId": report, "version": version + 1 });
    manager.change("presentReport", presented, "").await.ok();
    let wanted =
        "decision { id version verdict motive minutesReference report { id number } metrics { name } }";
    let decided = owner.change("recordFollowUpDecision", decision, wanted).await;

    let made = decided.ok().data("recordFollowUpDecision.decision");
    assert_eq!(
        (&made["verdict"], &made["report"]["number"]),
        (&json!("REVISE"), &json!(1))
    );
    assert_eq!(made["metrics"], json!([{ "name": "Andel digitala ansökningar" }]));
    let done = completing(&app, &owner, &service, "followup.decide").await;
    assert_eq!(done.ok().data("completeTask.task.state"), "DONE");

    // It is not taken out; management decides anew, and both are read back.
    let removal = json!({ "artefactId": made["id"], "version": made["version"] });
    owner
        .change("removeArtefact", removal, "")
        .await
        .refused("WRONG_STATE", "input");
    let management = app.client(&service.cast.management).await;
    let kept = json!({ "cycleId": encode(service.cycle), "verdict": "KEEP", "motive": "Vi väntar ett år." });
    management.change("recordFollowUpDecision", kept, "").await.ok();
    let query = "query C($id: ID!) { node(id: $id) { ... on Cycle { followUpDecisions { verdict } } } }";
    let read = manager.query(query, json!({ "id": encode(service.cycle) })).await;
    assert_eq!(
        read.data("node.followUpDecisions"),
        &json!([{ "verdict": "REVISE" }, { "verdict": "KEEP" }])
    );
    app.run_jobs().await;
}
