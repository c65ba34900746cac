//! The decision to develop it, how, by when, and by whom.

use serde_json::{Value, json};

use super::town::Town;

/// What exists only in a project, or where a test group was decided.
const SWITCHED: [&str; 3] = [
    "preparation.project",
    "build.test_group",
    "management.close_project",
];

pub async fn management_decides_and_decides_again(town: &Town) {
    let margareta = town.who("Margareta");

    town.comes("2026-12-07").await;
    assert_eq!(town.stands("decision.develop").await, "READY");
    let ongoing = decision(town, "ONGOING", false).await;
    town.only(&[&margareta], "recordDecision", ongoing, "decision { outcome }")
        .await;
    for activity in SWITCHED {
        assert_eq!(town.stands(activity).await, "NOT_APPLICABLE", "{activity}");
    }

    town.comes("2026-12-14").await;
    let project = decision(town, "PROJECT", true).await;
    town.only(&[&margareta], "recordDecision", project, "decision { outcome }")
        .await;
    for activity in SWITCHED {
        assert_eq!(town.stands(activity).await, "WAITING", "{activity}");
    }

    let cycle = town
        .cycle_shows("deadline decisions { approach supersededAt }")
        .await;
    let second = json!({ "approach": "PROJECT", "supersededAt": null });
    let first = json!({ "approach": "ONGOING", "supersededAt": "2026-12-14T07:00:00+00:00" });
    assert_eq!(
        cycle,
        json!({ "deadline": "2027-04-30", "decisions": [second, first] })
    );
    let manager = town.e_service_shows("serviceManager { name }").await;
    assert_eq!(manager["serviceManager"]["name"], "Frida Ek");
}

pub async fn owner_appoints_the_lead(town: &Town) {
    let (margareta, orjan, philip) = (town.who("Margareta"), town.who("Örjan"), town.who("Philip"));
    let (_, left) = town
        .gate_is_closed_to(&margareta, "advancePhase", "GATE_CLOSED")
        .await;
    assert_eq!(
        left,
        ["PROJECT_LEAD_APPOINTED", "TASKS_DONE decision.working_method"]
    );

    town.appoints(&[&orjan, &margareta], "PROJECT_LEAD", &philip)
        .await;
    the_working_method_is_decided(town).await;
    town.completes(&[&margareta], "decision.working_method").await;
    town.moves_on(&[&margareta, &orjan, &philip], "PREPARATION").await;

    let e_service = town
        .e_service_shows("state owner { name } projectLead { name }")
        .await;
    assert_eq!(
        e_service,
        json!({ "state": "IN_DEVELOPMENT", "owner": { "name": "Örjan Ek" }, "projectLead": { "name": "Philip Ek" } })
    );
}

/// Margareta decides it; Örjan could have, and sees to it afterwards.
async fn the_working_method_is_decided(town: &Town) {
    let (margareta, orjan, frida) = (town.who("Margareta"), town.who("Örjan"), town.who("Frida"));
    let (who, cycle) = ([&margareta, &orjan], town.cycle());
    let task = town.task_as_it_is("decision.working_method").await;
    margareta
        .cannot("completeTask", &task, "OUTCOME_MISSING", "input")
        .await;
    let change = json!({
        "cycleId": cycle, "kind": "STOP", "what": "Blanketten delas ut", "responsibleId": frida.id,
        "startsOn": "2027-05-01",
    });
    let wanted = "workingMethodChange { state responsible { name } }";
    let decided = town.only(&who, "saveWorkingMethodChange", change, wanted).await;
    assert_eq!(
        decided.data("saveWorkingMethodChange.workingMethodChange"),
        &json!({ "state": "PLANNED", "responsible": { "name": "Frida Ek" } })
    );
    let channel = json!({
        "cycleId": cycle, "name": "Blankett på papper", "state": "CLOSING", "closesOn": "2027-06-01",
        "plan": "Tas bort när e-tjänsten har varit i drift en månad.",
    });
    town.only(&who, "saveContactChannel", channel, "contactChannel { state }")
        .await;
    let plan = json!({
        "cycleId": cycle, "processOwnerId": orjan.id, "routines": "Inkorgen läses varje dag.",
        "operationMinor": "1200000", "managementMinor": "2400000",
    });
    let planned = town
        .only(&who, "saveOperationPlan", plan, "operationPlan { yearlyMinor }")
        .await;
    assert_eq!(
        planned.text("saveOperationPlan.operationPlan.yearlyMinor"),
        "3600000"
    );
}

/// A go; a test group tests where the target group is asked, too.
async fn decision(town: &Town, approach: &str, with_groups: bool) -> Value {
    let go = json!({
        "approach": approach, "deadline": "2027-04-30", "targetGroup": with_groups, "testGroup": with_groups,
        "serviceManagerId": town.who("Frida").id,
    });
    let mut decision = town.as_it_is().await;
    decision["outcome"] = json!({ "go": go });
    decision["motive"] = json!("Nyttan är större än kostnaden.");
    decision["minutesReference"] = json!("LG 2026-12-14 § 4");
    decision
}
