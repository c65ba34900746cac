//! What is built: a note of it, and the state of each requirement.

use ::entity::enums::{ApprovalState, ApprovalSubject, DocumentKind};
use lansera::global_id::encode;
use serde_json::json;

use super::requirement_in;
use crate::{
    activities::told::{completes, cycle_shows, forbidden, said, waits_for},
    support::{
        app::TestApp,
        given::Stage,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        build_develop_leaves_a_note_and_the_state_of_each_requirement,
        build_develop_leaves_approvals_standing_while_requirements_move_on,
    ]
}

async fn build_develop_leaves_a_note_and_the_state_of_each_requirement(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let developer = app.client(&service.cast.developer).await;
    let tester = app.client(&service.cast.tester).await;
    waits_for(&app, &service, &developer, "build.develop").await;
    let note = DocumentKind::BuildNote;
    app.given()
        .write(&service, note, &service.cast.developer, "Version 1.")
        .await;
    waits_for(&app, &service, &developer, "build.develop").await;

    // Testers do not build, developers do not test, and what is not built is not tested.
    let built = requirement_in(&tester, &service, "BUILT").await;
    forbidden(&tester, "setRequirementState", &built).await;
    let passed = requirement_in(&tester, &service, "PASSED").await;
    forbidden(&developer, "setRequirementState", &passed).await;
    let early = tester.change("setRequirementState", passed, "").await;
    early.refused("WRONG_STATE", "input.state");
    let dropped = requirement_in(&developer, &service, "DROPPED").await;
    let silent = developer.change("setRequirementState", dropped, "").await;
    silent.refused("REASON_MISSING", "input.reason");
    said(
        &developer,
        "setRequirementState",
        &built,
        "specificationRequirement { state }",
    )
    .await;

    completes(&app, &service, &developer, "build.develop").await;
    let passed = requirement_in(&tester, &service, "PASSED").await;
    said(
        &tester,
        "setRequirementState",
        &passed,
        "specificationRequirement { state }",
    )
    .await;
    let wanted = "specification { requirements { number text state versions { number } } }";
    let shown = cycle_shows(&tester, &service, wanted).await;
    assert_eq!(
        shown["specification"]["requirements"],
        json!([{
            "number": 1, "text": "Sökande legitimerar sig.", "state": "PASSED",
            "versions": [{ "number": 3 }, { "number": 2 }, { "number": 1 }],
        }])
    );
    app.given().all_is_sent().await;
}

async fn build_develop_leaves_approvals_standing_while_requirements_move_on(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let developer = app.client(&service.cast.developer).await;
    let state = async || {
        app.given()
            .approval_state(&service, ApprovalSubject::Specification)
            .await
    };

    let built = requirement_in(&developer, &service, "BUILT").await;
    said(
        &developer,
        "setRequirementState",
        &built,
        "specificationRequirement { state }",
    )
    .await;
    assert_eq!(state().await, ApprovalState::Approved);

    // A requirement that asks for something else is to be approved, and built, anew.
    let kristina = app.client(&service.cast.requirements_owner).await;
    let mut anew = requirement_in(&kristina, &service, "").await;
    anew.as_object_mut().map(|fields| fields.remove("state"));
    anew["cycleId"] = json!(encode(service.cycle));
    anew["text"] = json!("Sökande och ombud legitimerar sig.");
    anew["priority"] = json!("MUST");
    let wanted = "specificationRequirement { state }";
    let put = said(&kristina, "saveSpecificationRequirement", &anew, wanted).await;
    assert_eq!(
        put["saveSpecificationRequirement"]["specificationRequirement"]["state"],
        "OPEN"
    );
    assert_eq!(state().await, ApprovalState::Void);
    app.given().all_is_sent().await;
}
