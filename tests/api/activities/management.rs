//! What each activity of "6 Management" leaves behind.

use ::entity::enums::Approach;
use serde_json::{Value, json};

use super::waiting::Waiting;
use crate::support::{
    app::TestApp,
    given::{Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        management_handover_leaves_a_handover_that_owner_and_service_manager_have_each_accepted,
        management_close_project_leaves_a_report_held_against_the_decision,
        management_operation_leaves_a_new_check_each_time_and_incidents,
        management_operation_comes_again_as_often_as_the_service_manager_says,
        management_information_leaves_a_check_of_each_place,
        management_promote_leaves_what_was_done_to_promote_it,
    ]
}

async fn management_handover_leaves_a_handover_that_owner_and_service_manager_have_each_accepted(
    app: TestApp,
) {
    let service = app.given().e_service_in(Stage::Live).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "management.handover", &cast.project_lead).await;
    let handover = json!({
        "cycleId": task.cycle(), "note": "Allt är på plats.", "leftToDo": "Ett fel i Safari.",
    });
    let missing = "owner and service manager have accepted the handing over";

    task.refuses(&cast.service_manager, "saveHandover", &handover)
        .await;
    task.misses(missing).await;
    let written = task
        .client
        .change("saveHandover", handover, "handover { id version waitsFor }")
        .await;
    let written = written.ok().data("saveHandover.handover").clone();
    assert_eq!(written["waitsFor"], json!(["OWNER", "SERVICE_MANAGER"]));

    let accept = |version: &Value, role: &str| json!({ "handoverId": written["id"], "version": version, "role": role });
    let owner = app.client(&cast.owner).await;
    // The lead accepts for nobody, and the owner not for the service manager.
    let for_owner = accept(&written["version"], "OWNER");
    task.refuses(&cast.project_lead, "acceptHandover", &for_owner)
        .await;
    let for_other = accept(&written["version"], "SERVICE_MANAGER");
    task.refuses(&cast.owner, "acceptHandover", &for_other).await;
    owner
        .change("acceptHandover", accept(&written["version"], "EDITOR"), "")
        .await
        .refused("INVALID", "input.role");
    owner.change("acceptHandover", for_owner, "").await.ok();
    task.misses(missing).await;

    let manager = app.client(&cast.service_manager).await;
    manager
        .change("acceptHandover", for_other, "")
        .await
        .refused("STALE", "input.version");
    let accepted = manager
        .change(
            "acceptHandover",
            accept(&json!(2), "SERVICE_MANAGER"),
            "handover { waitsFor }",
        )
        .await;
    assert_eq!(accepted.ok().data("acceptHandover.handover.waitsFor"), &json!([]));
    task.is_completed().await;

    let shown = task
        .shows("operation { handover { leftToDo acceptances { role by { name } } } }")
        .await;
    assert_eq!(
        shown["operation"]["handover"],
        json!({
            "leftToDo": "Ett fel i Safari.",
            "acceptances": [
                { "role": "OWNER", "by": { "name": "Örjan Ek" } },
                { "role": "SERVICE_MANAGER", "by": { "name": "Frida Ek" } },
            ],
        })
    );
}

async fn management_close_project_leaves_a_report_held_against_the_decision(app: TestApp) {
    let plan = Plan {
        approach: Approach::Project,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Live).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "management.close_project", &cast.project_lead).await;
    app.given().left_by(&service, "management.handover").await;
    let handover = Waiting::of(&app, &service, "management.handover", &cast.project_lead).await;
    handover.is_completed().await;
    let report = json!({
        "cycleId": task.cycle(), "done": "E-tjänsten är i drift.", "costMinor": "27500000", "hours": 380,
        "deviations": "Kartan tog längre tid.", "learnt": "Börja med texterna.",
    });

    task.refuses(&cast.owner, "saveClosingReport", &report).await;
    task.misses("the closing report is written").await;
    let mut wrong = report.clone();
    wrong["costMinor"] = json!("275 000 kr");
    task.client
        .change("saveClosingReport", wrong, "")
        .await
        .refused("INVALID", "input.costMinor");
    task.client.change("saveClosingReport", report, "").await.ok();
    task.is_completed().await;

    let shown = task
        .shows(
            "operation { closingReport {
                costMinor budgetMinor overBudgetMinor hours decidedHours overHours deviations learnt } }",
        )
        .await;
    assert_eq!(
        shown["operation"]["closingReport"],
        json!({
            "costMinor": "27500000", "budgetMinor": "25000000", "overBudgetMinor": "2500000",
            "hours": 380, "decidedHours": 400, "overHours": -20,
            "deviations": "Kartan tog längre tid.", "learnt": "Börja med texterna.",
        })
    );
}

async fn management_operation_leaves_a_new_check_each_time_and_incidents(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "management.operation", &cast.service_manager).await;
    let check = json!({
        "cycleId": task.cycle(), "checkedOn": app.today(), "result": "WORKS", "examined": "Alla steg, båda e-legitimationerna.",
    });

    task.refuses(&cast.case_officer, "saveOperationCheck", &check)
        .await;
    task.misses("driften är kontrollerad").await;
    task.client
        .change("saveOperationCheck", check.clone(), "")
        .await
        .ok();
    task.is_completed().await;

    // The next time asks for a check of its own, and one that does not work says what is wrong.
    task.misses("driften är kontrollerad").await;
    let mut trouble = check;
    trouble["result"] = json!("WORKS_WITH_PROBLEMS");
    task.client
        .change("saveOperationCheck", trouble.clone(), "")
        .await
        .refused("MISSING", "input.note");
    trouble["note"] = json!("Bilagor laddas långsamt.");
    task.client.change("saveOperationCheck", trouble, "").await.ok();
    task.is_completed().await;

    let incident = json!({
        "cycleId": task.cycle(), "title": "Inloggningen nere", "beganAt": app.now(), "severity": "OUTAGE",
    });
    task.refuses(&cast.developer, "saveIncident", &incident).await;
    let begun = task
        .client
        .change(
            "saveIncident",
            incident.clone(),
            "incident { id version endedAt }",
        )
        .await;
    let begun = begun.ok().data("saveIncident.incident").clone();
    app.advance(chrono::Duration::hours(3));
    let mut ended = incident;
    (ended["incidentId"], ended["version"]) = (begun["id"].clone(), begun["version"].clone());
    (ended["endedAt"], ended["measures"]) = (json!(app.now()), json!("Certifikatet förnyades."));
    task.client.change("saveIncident", ended, "").await.ok();

    app.set_morning(app.day(1));
    let today = app.today();
    let shown = task
        .shows(&format!(
            "operation {{
                checks {{ number result note }}
                incidents {{ title severity measures }}
                availability(fromOn: \"2026-11-23\", untilOn: \"{today}\") {{
                    incidentCount daysWithIncident hoursDown share }}
                nextOperationCheck {{ occurrence dueOn }}
            }}"
        ))
        .await;
    let due = app.given().task(&service, "management.operation").await.due_on;
    assert_eq!(
        shown["operation"],
        json!({
            "checks": [
                { "number": 2, "result": "WORKS_WITH_PROBLEMS", "note": "Bilagor laddas långsamt." },
                { "number": 1, "result": "WORKS", "note": "" },
            ],
            "incidents": [{
                "title": "Inloggningen nere", "severity": "OUTAGE", "measures": "Certifikatet förnyades.",
            }],
            "availability": {
                "incidentCount": 1, "daysWithIncident": 1, "hoursDown": 3.0, "share": 1.0 - 3.0 / 32.0,
            },
            "nextOperationCheck": { "occurrence": 3, "dueOn": due },
        })
    );
    app.run_jobs().await;
}

async fn management_operation_comes_again_as_often_as_the_service_manager_says(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "management.operation", &cast.service_manager).await;
    app.given().left_by(&service, "management.operation").await;
    task.is_completed().await;
    let monthly = app.given().task(&service, "management.operation").await.due_on;
    let seen = task
        .shows("version operation { operationInterval informationInterval }")
        .await;
    assert_eq!(
        seen["operation"],
        json!({ "operationInterval": "MONTHLY", "informationInterval": "QUARTERLY" })
    );

    let weekly = json!({ "cycleId": task.cycle(), "version": seen["version"], "operation": "WEEKLY" });
    task.refuses(&cast.project_lead, "setCheckIntervals", &weekly)
        .await;
    let wanted = "cycle { operation { operationInterval informationInterval nextOperationCheck { dueOn } } }";
    let set = task
        .client
        .change("setCheckIntervals", weekly.clone(), wanted)
        .await;
    // Five working days after the launch on Monday 23 November was Monday 30 November; a week later is the next.
    assert_eq!(
        set.ok().data("setCheckIntervals.cycle.operation"),
        &json!({
            "operationInterval": "WEEKLY", "informationInterval": "QUARTERLY",
            "nextOperationCheck": { "dueOn": "2026-12-07" },
        })
    );
    assert_eq!(json!(monthly), "2026-12-30");
    task.client
        .change("setCheckIntervals", weekly, "")
        .await
        .refused("STALE", "input.version");
    let mut by_the_process = json!({ "cycleId": task.cycle() });
    by_the_process["version"] = task.shows("version").await["version"].clone();
    let set = task
        .client
        .change("setCheckIntervals", by_the_process, wanted)
        .await;
    assert_eq!(
        set.ok()
            .data("setCheckIntervals.cycle.operation.nextOperationCheck.dueOn"),
        &json!(monthly)
    );
}

async fn management_information_leaves_a_check_of_each_place(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "management.information", &cast.service_manager).await;
    let check = json!({
        "cycleId": task.cycle(), "checkedOn": app.today(),
        "places": [
            { "place": "Sidan om bygglov", "link": "https://exempelkommun.example/bygglov", "state": "CURRENT" },
            { "place": "Broschyren", "state": "CORRECTED" },
        ],
    });

    task.refuses(&cast.business, "saveInformationCheck", &check).await;
    task.misses("informationen är kontrollerad").await;
    let mut nowhere = check.clone();
    nowhere["places"] = json!([]);
    task.client
        .change("saveInformationCheck", nowhere, "")
        .await
        .refused("MISSING", "input.places");
    task.client.change("saveInformationCheck", check, "").await.ok();
    task.is_completed().await;

    let shown = task
        .shows(
            "operation { informationChecks { places { place state } } nextInformationCheck { occurrence } }",
        )
        .await;
    assert_eq!(
        shown["operation"],
        json!({
            "informationChecks": [{ "places": [
                { "place": "Sidan om bygglov", "state": "CURRENT" },
                { "place": "Broschyren", "state": "CORRECTED" },
            ] }],
            "nextInformationCheck": { "occurrence": 2 },
        })
    );
}

async fn management_promote_leaves_what_was_done_to_promote_it(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "management.promote", &cast.case_officer).await;
    let action = json!({
        "cycleId": task.cycle(), "title": "Berättade om e-tjänsten på byggfrukosten", "channel": "MEETING",
        "doneOn": app.today(),
    });

    task.refuses(&cast.developer, "savePromotionAction", &action)
        .await;
    task.misses("något är gjort för att e-tjänsten ska användas")
        .await;
    let mut ahead = action.clone();
    ahead["doneOn"] = json!(app.day(1));
    task.client
        .change("savePromotionAction", ahead, "")
        .await
        .refused("INVALID", "input.doneOn");
    task.client.change("savePromotionAction", action, "").await.ok();
    task.is_completed().await;

    let shown = task
        .shows("operation { promotionActions { title channel doneOn createdBy { name } } }")
        .await;
    assert_eq!(
        shown["operation"]["promotionActions"],
        json!([{
            "title": "Berättade om e-tjänsten på byggfrukosten", "channel": "MEETING",
            "doneOn": app.today(), "createdBy": { "name": "Håkan Ek" },
        }])
    );
}
