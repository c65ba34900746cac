//! What each activity of "2 Decision" leaves behind.

use ::entity::enums::{Role, TaskState};
use lansera::{domain::ground::Requirement, global_id};
use serde_json::{Value, json};

use super::doing::{completed, forbidden, kept, misses, node};
use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        decision_develop_leaves_a_decision_that_is_never_edited,
        decision_develop_waits_for_demanding_requirements,
        decision_approach_leaves_approach_and_deadline,
        decision_target_group_leaves_two_flags,
        decision_manager_leaves_a_service_manager,
        decision_working_method_leaves_changes_channels_and_a_plan,
    ]
}

/// A decision to develop, as it stands for the cycle now.
async fn go(app: &TestApp, service: &EService) -> Value {
    json!({
        "cycleId": global_id::encode(service.cycle), "version": app.given().cycle(service).await.version,
        "motive": "Nyttan är större än kostnaden.", "minutesReference": "LG 2026-11-23 § 4", "hours": 400,
        "budgetMinor": "25000000",
        "outcome": { "go": {
            "approach": "PROJECT", "deadline": "2027-05-31", "targetGroup": true, "testGroup": false,
            "serviceManagerId": global_id::encode(service.cast.service_manager.id),
        } },
    })
}

/// An e-service about which management decides, with the client of management.
async fn to_be_decided(app: &TestApp) -> (EService, Client) {
    let service = app.given().e_service_in(Stage::Decision).await;
    let management = app.client(&service.cast.management).await;
    (service, management)
}

/// An activity of this phase is completed by the decision and by nothing else.
async fn is_completed_by_the_decision(
    app: &TestApp,
    service: &EService,
    management: &Client,
    activity: &str,
) {
    // What comes with the decision waits for it to be taken.
    let task = app.given().task(service, activity).await;
    let input = json!({ "taskId": global_id::encode(task.id), "version": task.version });
    let early = management.change("completeTask", input, "").await;
    let code = if activity == "decision.develop" {
        "COMPLETED_BY_OUTCOME"
    } else {
        "WRONG_STATE"
    };
    early.refused(code, "input");
    for who in [&service.cast.owner, &service.cast.business] {
        forbidden(app, who, "recordDecision", go(app, service).await).await;
    }

    kept(
        management,
        "recordDecision",
        go(app, service).await,
        "decision { id }",
    )
    .await;

    let task = app.given().task(service, activity).await;
    assert_eq!(task.state, TaskState::Done, "{activity}");
    assert_eq!(task.completed_by, Some(service.cast.management.id), "{activity}");
}

async fn decision_develop_leaves_a_decision_that_is_never_edited(app: TestApp) {
    let (service, management) = to_be_decided(&app).await;
    is_completed_by_the_decision(&app, &service, &management, "decision.develop").await;

    app.advance(chrono::Duration::hours(1));
    let mut second = go(&app, &service).await;
    second["motive"] = json!("Med en större budget.");
    second["budgetMinor"] = json!("5000000000");
    kept(&management, "recordDecision", second, "decision { id }").await;

    let asked = "... on Cycle { decisions {
        outcome motive minutesReference hours budgetMinor decidedBy { name } decidedAt supersededAt
    } }";
    let decisions = node(&management, &global_id::encode(service.cycle), asked).await["decisions"].clone();
    let by = json!({ "name": service.cast.management.name });
    assert_eq!(
        decisions,
        json!([
            {
                "outcome": "GO", "motive": "Med en större budget.", "minutesReference": "LG 2026-11-23 § 4", "hours": 400,
                "budgetMinor": "5000000000", "decidedBy": by, "decidedAt": decisions[0]["decidedAt"], "supersededAt": null,
            },
            {
                "outcome": "GO", "motive": "Nyttan är större än kostnaden.", "minutesReference": "LG 2026-11-23 § 4",
                "hours": 400, "budgetMinor": "25000000", "decidedBy": by, "decidedAt": decisions[1]["decidedAt"],
                "supersededAt": decisions[0]["decidedAt"],
            },
        ])
    );
}

async fn decision_develop_waits_for_demanding_requirements(app: TestApp) {
    let (service, management) = to_be_decided(&app).await;
    for title in ["Uppgifter ur folkbokföringen", "Arkivering"] {
        let demanding = Requirement {
            title: title.into(),
            description: String::new(),
            nature: lansera::domain::ground::RequirementNature::Legal,
            demanding: true,
            investigation: None,
        };
        app.given().keep(&service, &service.cast.owner, demanding).await;
    }

    let early = management
        .change("recordDecision", go(&app, &service).await, "decision { id }")
        .await;
    early.refused("NOT_INVESTIGATED", "input");
    assert_eq!(
        early.text("recordDecision.errors.0.message"),
        "Innan e-tjänsten kan beslutas ska detta vara utrett: ”Uppgifter ur folkbokföringen” och ”Arkivering”."
    );
    let cycle = global_id::encode(service.cycle);
    let gate = node(
        &management,
        &cycle,
        "... on Cycle { gate { conditions { kind satisfied } } }",
    )
    .await;
    let closed = json!({ "kind": "REQUIREMENTS_INVESTIGATED", "satisfied": false });
    let conditions = gate["gate"]["conditions"].as_array().expect("conditions").clone();
    assert!(conditions.contains(&closed), "{gate}");

    // Putting it off needs no investigation.
    let mut later = go(&app, &service).await;
    later["outcome"] = json!({ "defer": {} });
    kept(&management, "recordDecision", later, "decision { outcome }").await;

    let owner = app.client(&service.cast.owner).await;
    let asked = "... on Cycle { ground { requirements { id version title investigation } } }";
    let requirements = node(&owner, &cycle, asked).await["ground"]["requirements"].clone();
    for requirement in requirements.as_array().expect("requirements") {
        if requirement["title"] != "Stark legitimering" {
            let investigated = json!({
                "cycleId": cycle, "requirementId": requirement["id"], "version": requirement["version"],
                "title": requirement["title"], "nature": "LEGAL", "demanding": true, "investigation": "Det går bra.",
            });
            kept(&owner, "saveRequirement", investigated, "requirement { id }").await;
        }
    }
    kept(
        &management,
        "recordDecision",
        go(&app, &service).await,
        "decision { id }",
    )
    .await;
}

async fn decision_approach_leaves_approach_and_deadline(app: TestApp) {
    let (service, management) = to_be_decided(&app).await;
    let mut passed = go(&app, &service).await;
    passed["outcome"]["go"]["deadline"] = json!("2026-11-01");
    management
        .change("recordDecision", passed, "")
        .await
        .refused("DATE_IN_PAST", "input.deadline");

    is_completed_by_the_decision(&app, &service, &management, "decision.approach").await;

    let cycle = node(
        &management,
        &global_id::encode(service.cycle),
        "... on Cycle { approach deadline }",
    )
    .await;
    assert_eq!(cycle, json!({ "approach": "PROJECT", "deadline": "2027-05-31" }));
}

async fn decision_target_group_leaves_two_flags(app: TestApp) {
    let (service, management) = to_be_decided(&app).await;
    is_completed_by_the_decision(&app, &service, &management, "decision.target_group").await;

    let cycle = global_id::encode(service.cycle);
    let flags = node(&management, &cycle, "... on Cycle { targetGroup testGroup }").await;
    assert_eq!(flags, json!({ "targetGroup": true, "testGroup": false }));
    let test_group = app.given().task(&service, "build.test_group").await;
    assert_eq!(test_group.state, TaskState::NotApplicable);
}

async fn decision_manager_leaves_a_service_manager(app: TestApp) {
    let (service, management) = to_be_decided(&app).await;
    let mut of_nobody = go(&app, &service).await;
    of_nobody["outcome"]["go"]["serviceManagerId"] = json!("ingen");
    management
        .change("recordDecision", of_nobody, "")
        .await
        .refused("UNKNOWN_ID", "input.serviceManagerId");

    is_completed_by_the_decision(&app, &service, &management, "decision.manager").await;

    let asked = "... on EService { serviceManager { name } }";
    let shown = node(&management, &global_id::encode(service.id), asked).await;
    assert_eq!(shown["serviceManager"]["name"], service.cast.service_manager.name);
}

async fn decision_working_method_leaves_changes_channels_and_a_plan(app: TestApp) {
    let (service, management) = to_be_decided(&app).await;
    app.given().decided_go(&service).await;
    app.given()
        .appointed(&service, Role::Owner, &[Role::ProjectLead])
        .await;
    let (cycle, responsible) = (
        global_id::encode(service.cycle),
        global_id::encode(service.cast.service_manager.id),
    );
    let change = json!({
        "cycleId": cycle, "kind": "STOP", "what": "Blanketten delas ut", "responsibleId": responsible,
        "startsOn": "2027-06-14",
    });
    forbidden(
        &app,
        &service.cast.project_lead,
        "saveWorkingMethodChange",
        change.clone(),
    )
    .await;
    let activity = "decision.working_method";
    misses(&app, &service, activity, "vilka kontaktvägar som finns kvar").await;

    kept(
        &management,
        "saveWorkingMethodChange",
        change,
        "workingMethodChange { id }",
    )
    .await;
    misses(&app, &service, activity, "vilka kontaktvägar som finns kvar").await;
    let channel = |state: &str| json!({ "cycleId": cycle, "name": "Telefon", "state": state });
    management
        .change("saveContactChannel", channel("KEPT"), "")
        .await
        .refused("MISSING", "input.equality");
    management
        .change("saveContactChannel", channel("CLOSING"), "")
        .await
        .refused("MISSING", "input.closesOn");
    let mut kept_open = channel("KEPT");
    kept_open["equality"] = json!("Samma frågor ställs i telefon.");
    kept(
        &management,
        "saveContactChannel",
        kept_open,
        "contactChannel { id }",
    )
    .await;
    misses(&app, &service, activity, "hur driften ordnas").await;
    let plan = json!({
        "cycleId": cycle, "processOwnerId": global_id::encode(service.cast.owner.id),
        "routines": "Inkorgen läses varje dag.", "operationMinor": "1200000", "developmentMinor": "600000",
    });
    kept(&management, "saveOperationPlan", plan, "operationPlan { id }").await;

    completed(&app, &service, activity).await;
    let asked = "... on Cycle { workingMethod {
        changes { kind what responsible { name } startsOn state }
        channels { name state equality closesOn }
        operationPlan { processOwner { name } routines operationMinor managementMinor yearlyMinor }
    } }";
    assert_eq!(
        node(&management, &cycle, asked).await["workingMethod"],
        json!({
            "changes": [{
                "kind": "STOP", "what": "Blanketten delas ut", "startsOn": "2027-06-14", "state": "PLANNED",
                "responsible": { "name": service.cast.service_manager.name },
            }],
            "channels": [{
                "name": "Telefon", "state": "KEPT", "equality": "Samma frågor ställs i telefon.", "closesOn": null,
            }],
            "operationPlan": {
                "processOwner": { "name": service.cast.owner.name }, "routines": "Inkorgen läses varje dag.",
                "operationMinor": "1200000", "managementMinor": null, "yearlyMinor": "1800000",
            },
        })
    );
}
