//! The end of "5 Launch": the order, the date that may move, and the publication.

use serde_json::json;

use super::waiting::Waiting;
use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        launch_order_leaves_an_order_and_a_late_one_is_warned_about,
        launch_order_moves_along_when_the_launch_date_is_moved_and_that_is_shown_first,
        launch_publish_waits_for_all_that_the_gate_lists_and_leaves_a_live_e_service,
    ]
}

async fn launch_order_leaves_an_order_and_a_late_one_is_warned_about(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cast = &service.cast;
    let launch_on = service.plan.launch_on.expect("a date");
    let task = Waiting::of(&app, &service, "launch.order", &cast.project_lead).await;
    let order = |ordered_on, version| {
        json!({
            "cycleId": task.cycle(), "version": version, "orderedOn": ordered_on, "wishedOn": launch_on,
        })
    };

    // Given the last good day has passed: ten working days before the launch, with Christmas and New Year between.
    let shown = task.shows("launch { lastGoodOrderOn warnings { code } }").await;
    assert_eq!(
        shown["launch"],
        json!({ "lastGoodOrderOn": "2026-12-17", "warnings": [] })
    );
    app.set_morning("2026-12-18".parse().expect("a day"));
    let shown = task.shows("launch { warnings { code aboutOn } }").await;
    assert_eq!(
        shown["launch"]["warnings"],
        json!([{ "code": "NOT_ORDERED_IN_TIME", "aboutOn": "2026-12-17" }])
    );

    task.refuses(&cast.editor, "savePublicationOrder", &order(app.today(), 0))
        .await;
    task.misses("the publication is ordered").await;
    let wanted = "publicationOrder { version warnings { code } } warnings { code message }";
    let late = task
        .client
        .change("savePublicationOrder", order(app.today(), 0), wanted)
        .await;
    let late = late.ok();
    assert_eq!(
        late.data("savePublicationOrder.warnings"),
        &json!([{
            "code": "ORDERED_LATE",
            "message": "The publication was ordered late; the last day to do it in good time was 2026-12-17.",
        }])
    );
    assert_eq!(
        late.data("savePublicationOrder.publicationOrder"),
        &json!({ "version": 1, "warnings": [{ "code": "ORDERED_LATE" }] })
    );
    task.is_completed().await;

    let corrected = order("2026-12-17".parse().expect("a day"), 1);
    let corrected = task
        .client
        .change("savePublicationOrder", corrected, wanted)
        .await;
    assert_eq!(corrected.ok().data("savePublicationOrder.warnings"), &json!([]));
    app.run_jobs().await;
}

async fn launch_order_moves_along_when_the_launch_date_is_moved_and_that_is_shown_first(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "launch.order", &cast.owner).await;
    let launch_on = service.plan.launch_on.expect("a date");
    let before = app.given().task(&service, "launch.order").await.due_on;
    let seen = task.shows("version").await;
    let to = "2027-02-08";
    let input = |dry_run: bool| {
        json!({
            "cycleId": task.cycle(), "version": seen["version"], "launchDate": to, "dryRun": dry_run,
            "reason": "Utbildningen dröjer.",
        })
    };
    let wanted = "cycle { launchDate } moves {
        done dateBefore dateAfter
        tasks { task { activityKey } dueBefore dueAfter }
        cancelledReminders { kind aboutOn sendAt }
        plannedReminders { kind aboutOn sendAt roles }
        calendarEntries { dayBefore dayAfter movedAt }
        firstTimes { activityKey phase dueBefore dueAfter }
        firstMeasures { metric { name } dueBefore dueAfter }
    }";

    task.refuses(&cast.project_lead, "moveLaunchDate", &input(true))
        .await;
    let shown = task.client.change("moveLaunchDate", input(true), wanted).await;
    let shown = shown.ok();
    assert_eq!(
        shown.data("moveLaunchDate.cycle.launchDate"),
        &json!(launch_on),
        "nothing has moved"
    );
    assert_eq!(shown.data("moveLaunchDate.moves.done"), &json!(false));
    assert_eq!(app.given().task(&service, "launch.order").await.due_on, before);
    let moves = shown.data("moveLaunchDate.moves");
    let order = |moves: &serde_json::Value| {
        let tasks = moves["tasks"].as_array().expect("tasks").iter();
        let mut order = tasks.filter(|moved| moved["task"]["activityKey"] == "launch.order");
        order.next().cloned().expect("the order")
    };
    assert_eq!(order(moves)["dueAfter"], "2027-01-25");
    assert_eq!(order(moves)["dueBefore"], json!(before));
    assert_eq!(
        moves["calendarEntries"],
        json!([{ "dayBefore": launch_on, "dayAfter": to, "movedAt": app.now().to_rfc3339() }])
    );
    let about = |list: &str, day: &serde_json::Value| {
        let reminders = moves[list].as_array().expect("reminders");
        assert!(!reminders.is_empty(), "{list}");
        reminders.iter().all(|reminder| reminder["aboutOn"] == *day)
    };
    assert!(about("cancelledReminders", &json!(launch_on)));
    assert!(about("plannedReminders", &json!(to)));
    assert_eq!(
        moves["firstMeasures"],
        json!([{
            "metric": { "name": "Andel digitala ansökningar" }, "dueBefore": "2027-04-07",
            "dueAfter": "2027-05-08",
        }])
    );
    let follow_up = moves["firstTimes"].as_array().expect("first times").iter();
    assert!(follow_up.clone().any(|first| first["phase"] == "FOLLOW_UP"));

    let moved = task.client.change("moveLaunchDate", input(false), wanted).await;
    let moved = moved.ok();
    assert_eq!(moved.data("moveLaunchDate.cycle.launchDate"), to);
    let mut expected = moves.clone();
    expected["done"] = json!(true);
    assert_eq!(
        moved.data("moveLaunchDate.moves"),
        &expected,
        "what was shown is what was done"
    );
    assert_eq!(
        json!(app.given().task(&service, "launch.order").await.due_on),
        "2027-01-25"
    );
    // The owner's approval was renewed with the date.
    let approval = app
        .given()
        .approval_state(&service, ::entity::enums::ApprovalSubject::EService)
        .await;
    assert_eq!(approval, ::entity::enums::ApprovalState::Approved);
}

async fn launch_publish_waits_for_all_that_the_gate_lists_and_leaves_a_live_e_service(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "launch.publish", &cast.editor).await;
    let seen = task.shows("version").await;
    let seen = json!({ "cycleId": task.cycle(), "version": seen["version"] });
    task.refuses(&cast.project_lead, "publishEService", &seen).await;

    // Given marketing is skipped with a reason, and nothing else is in place.
    let lead = app.client(&cast.project_lead).await;
    let marketing = app.given().task(&service, "launch.marketing").await;
    let skipped = json!({
        "taskId": lansera::global_id::encode(marketing.id), "version": marketing.version,
        "reason": "E-tjänsten är redan känd.",
    });
    lead.change("skipTask", skipped, "").await.ok();
    app.set_morning(service.plan.launch_on.expect("a date"));
    let wanted = "cycle { gate { conditions { kind satisfied } }
        launch { readiness { area state role task { state } proof { __typename } } } }";
    let refused = task.client.change("publishEService", seen.clone(), wanted).await;
    refused.refused("GATE_CLOSED", "input");
    let open: Vec<_> = refused
        .list("publishEService.cycle.gate.conditions")
        .iter()
        .filter(|condition| condition["satisfied"] == false)
        .map(|condition| condition["kind"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(
        open,
        [
            "TASKS_DONE",
            "PERMISSIONS_TICKED_OFF",
            "TEXTS_FINISHED",
            "TRAINING_HELD",
            "PUBLICATION_ORDERED",
            "ACCESSIBILITY_STATED",
        ]
    );
    let readiness = refused.list("publishEService.cycle.launch.readiness");
    let states: Vec<_> = readiness
        .iter()
        .map(|area| {
            (
                area["area"].as_str().unwrap_or_default(),
                area["state"].as_str().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        states,
        [
            ("PERMISSIONS", "TO_DO"),
            ("TEXTS", "TO_DO"),
            ("TRAINING", "TO_DO"),
            ("MARKETING", "LEFT_OUT"),
            ("PUBLICATION_ORDER", "TO_DO"),
            ("ACCESSIBILITY", "TO_DO"),
        ]
    );

    app.given().finish_phase(&service).await;
    let published = task.client.change("publishEService", seen, wanted).await;
    let readiness = published.ok().list("publishEService.cycle.launch.readiness");
    assert_eq!(
        readiness[5],
        json!({
            "area": "ACCESSIBILITY", "state": "IN_PLACE", "role": "PROJECT_LEAD", "task": { "state": "DONE" },
            "proof": [{ "__typename": "AccessibilityStatement" }],
        })
    );
    let shown = task.shows("publishedAt phase eService { state }").await;
    assert_eq!(
        (&shown["phase"], &shown["eService"]["state"]),
        (&json!("MANAGEMENT"), &json!("LIVE"))
    );
    assert!(shown["publishedAt"].is_string());
    let publish = app.given().task(&service, "launch.publish").await;
    assert_eq!(publish.state, ::entity::enums::TaskState::Done);
    app.run_jobs().await;
}
