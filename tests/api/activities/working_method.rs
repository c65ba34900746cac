//! What `management.working_method` leaves behind.

use lansera::global_id;
use serde_json::json;

use super::doing::{completed, forbidden, kept, misses, node};
use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![management_working_method_leaves_the_state_of_each_change_and_benefit]
}

async fn management_working_method_leaves_the_state_of_each_change_and_benefit(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let (owner, cycle) = (
        app.client(&service.cast.owner).await,
        global_id::encode(service.cycle),
    );
    let activity = "management.working_method";
    misses(&app, &service, activity, "det beslutade arbetssättet används").await;

    let asked = "... on Cycle {
        workingMethod { changes { id version what state } } ground { benefits { id version } }
    }";
    let shown = node(&owner, &cycle, asked).await;
    let change = &shown["workingMethod"]["changes"][0];
    let followed = |state: &str, version: i32, observation: &str| {
        json!({
            "cycleId": cycle, "workingMethodChangeId": change["id"], "version": version, "kind": "STOP",
            "what": change["what"], "responsibleId": global_id::encode(service.cast.service_manager.id),
            "startsOn": "2027-05-22", "state": state, "observation": observation,
        })
    };
    forbidden(
        &app,
        &service.cast.case_officer,
        "saveWorkingMethodChange",
        followed("IN_USE", 1, ""),
    )
    .await;
    // Whoever says that it is not used says what keeps it from being used.
    let silent = owner
        .change("saveWorkingMethodChange", followed("NOT_USED", 1, ""), "")
        .await;
    silent.refused("MISSING", "input.observation");
    let not_yet = followed("NOT_USED", 1, "Blanketten ligger kvar i receptionen.");
    kept(
        &owner,
        "saveWorkingMethodChange",
        not_yet,
        "workingMethodChange { state }",
    )
    .await;
    misses(&app, &service, activity, "det beslutade arbetssättet används").await;
    kept(
        &owner,
        "saveWorkingMethodChange",
        followed("IN_USE", 2, "Borta."),
        "workingMethodChange { state }",
    )
    .await;

    let benefit = &shown["ground"]["benefits"][0];
    let real = |state: &str, measured: &str| {
        json!({
            "benefitId": benefit["id"], "version": benefit["version"], "state": state, "measured": measured, "hours": 300,
        })
    };
    forbidden(
        &app,
        &service.cast.case_officer,
        "recordBenefitRealisation",
        real("IN_PART", "Mätt."),
    )
    .await;
    let unmeasured = owner
        .change("recordBenefitRealisation", real("IN_PART", " "), "")
        .await;
    unmeasured.refused("MISSING", "input.measured");
    let wanted = "benefit { name plannedHours realisation { state measured hours } }";
    let recorded = kept(
        &owner,
        "recordBenefitRealisation",
        real("IN_PART", "Mätt i två veckor."),
        wanted,
    )
    .await;
    assert_eq!(
        recorded["benefit"],
        json!({
            "name": "Kortare handläggningstid", "plannedHours": 400,
            "realisation": { "state": "IN_PART", "measured": "Mätt i två veckor.", "hours": 300 },
        })
    );

    completed(&app, &service, activity).await;
    let sums = node(
        &owner,
        &cycle,
        "... on Cycle { ground { benefitTotals { plannedHours realisedHours } } }",
    )
    .await;
    assert_eq!(
        sums["ground"]["benefitTotals"],
        json!({ "plannedHours": 400, "realisedHours": 300 })
    );
}
