//! Whoever may not do something learns nothing of what would be wrong with it: rights come before input.

use ::entity::{enums::ArtefactKind, ids::EServiceId};
use serde_json::{Value, json};

use super::rows::{self, id};
use crate::support::{
    app::TestApp,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_wrong_person_with_wrong_input_is_told_only_that_they_may_not,
        somebody_who_may_not_see_it_is_told_only_that_there_is_nothing,
    ]
}

/// Mutations with input that nobody could give.
fn wrong(made: &rows::Made) -> Vec<(&'static str, Value)> {
    let cycle = id(made.cycle);
    let endless = "x".repeat(30_000);
    let statement = json!({
        "name": "", "goal": "", "unit": "", "direction": "INCREASE", "target": 1.0, "interval": "MONTHLY",
    });
    vec![
        (
            "saveDocument",
            json!({ "cycleId": cycle, "kind": "PRE_STUDY", "body": "" }),
        ),
        (
            "recordDecision",
            json!({ "cycleId": cycle, "version": 1, "motive": "", "outcome": { "noGo": true } }),
        ),
        (
            "reject",
            json!({ "approvalId": id(made.approvals[0]), "version": 1, "contentHash": "", "reason": endless }),
        ),
        (
            "addTask",
            json!({ "cycleId": cycle, "title": "", "phase": "BUILD", "role": "ADMIN" }),
        ),
        ("defineMetric", json!({ "cycleId": cycle, "metric": statement })),
        (
            "recordMeasurement",
            json!({ "metricId": id(made.metrics[0]), "value": 1.0, "measuredOn": "2199-01-01" }),
        ),
        (
            "updateEService",
            json!({ "eServiceId": id(made.id), "version": 1, "name": "" }),
        ),
        (
            "moveLaunchDate",
            json!({ "cycleId": cycle, "version": 1, "launchDate": "2027-01-11", "reason": endless }),
        ),
        (
            "saveRetirementPlan",
            json!({ "cycleId": cycle, "retireOn": "2020-01-01", "reason": "", "notice": "", "archiving": "" }),
        ),
        (
            "startRevision",
            json!({ "eServiceId": id(made.id), "parts": ["nothing.like_it"], "reason": "" }),
        ),
        (
            "withdrawRevision",
            json!({ "cycleId": cycle, "version": 1, "reason": "" }),
        ),
        (
            "reopenIdea",
            json!({ "eServiceId": id(made.id), "version": 1, "reason": "" }),
        ),
        (
            "saveTrainingSession",
            json!({ "cycleId": cycle, "title": "", "audience": "", "sessionOn": "2027-03-01", "attendeeIds": ["?"] }),
        ),
        (
            "saveClosingReport",
            json!({ "cycleId": cycle, "done": "", "costMinor": "dyrt", "hours": -1, "learnt": "" }),
        ),
        (
            "recordDecision",
            json!({
                "cycleId": cycle, "version": 1, "motive": "Nej.", "outcome": { "noGo": true }, "budgetMinor": "tre",
            }),
        ),
        (
            "saveBenefit",
            json!({
                "cycleId": cycle, "name": "", "kind": "SOCIETY", "nature": "QUALITY", "certainty": "LIKELY",
                "plannedMinor": "tre",
            }),
        ),
        (
            "recordBenefitRealisation",
            json!({ "benefitId": id(made.artefact(ArtefactKind::Benefit)), "version": 1, "state": "REALISED", "minor": "tre" }),
        ),
        (
            "saveCostLine",
            json!({ "cycleId": cycle, "title": "", "recurrence": "YEARLY", "direction": "COST", "amountMinor": "tre" }),
        ),
        (
            "savePlacement",
            json!({ "cycleId": cycle, "benefit": 0, "effort": 0 }),
        ),
        (
            "saveOperationPlan",
            json!({ "cycleId": cycle, "processOwnerId": "ingen", "routines": "" }),
        ),
        (
            "saveRequirement",
            json!({ "cycleId": cycle, "title": "", "nature": "LEGAL" }),
        ),
        (
            "closeNeed",
            json!({ "needId": id(made.need), "version": 1, "reason": endless }),
        ),
        (
            "attachNeed",
            json!({ "needId": id(made.need), "version": 1, "eServiceId": "nonsense" }),
        ),
        (
            "mergeNeed",
            json!({ "needId": id(made.need), "version": 1, "intoId": "nonsense" }),
        ),
        (
            "weighSuggestion",
            json!({ "suggestionId": id(made.suggestion), "version": 1, "state": "NEW", "weight": 6 }),
        ),
        (
            "saveProjectMember",
            json!({ "cycleId": cycle, "part": "", "userId": "nobody" }),
        ),
        (
            "saveDesignStep",
            json!({ "cycleId": cycle, "title": "", "order": 0 }),
        ),
    ]
}

async fn a_wrong_person_with_wrong_input_is_told_only_that_they_may_not(app: TestApp) {
    let municipality = app.given().municipality().await;
    let wanted = rows::Wanted {
        metrics: 1,
        ..rows::Wanted::little(municipality.permits, municipality.cast.business.id)
    };
    let made = rows::make(&app, 1, &wanted).await.remove(0);
    // Everything somewhere else, nothing here.
    let elsewhere = app.given().cast("Skog", municipality.schools).await;
    let other = rows::make(
        &app,
        1,
        &rows::Wanted::little(municipality.schools, municipality.cast.business.id),
    )
    .await
    .remove(0);
    give_everything(&app, &elsewhere.owner, other.id).await;
    let client = app.client(&elsewhere.owner).await;

    for (mutation, input) in wrong(&made) {
        let answer = client.change(mutation, input, "").await;
        assert_eq!(answer.error_code(), Some("FORBIDDEN"), "{mutation}\n{answer}");
    }
}

async fn somebody_who_may_not_see_it_is_told_only_that_there_is_nothing(app: TestApp) {
    let municipality = app.given().municipality().await;
    let wanted = rows::Wanted {
        metrics: 1,
        confidential: true,
        ..rows::Wanted::little(municipality.permits, municipality.cast.business.id)
    };
    let made = rows::make(&app, 1, &wanted).await.remove(0);
    let other = rows::make(
        &app,
        1,
        &rows::Wanted::little(municipality.schools, municipality.cast.business.id),
    )
    .await
    .remove(0);
    let person = app.given().person("Ellen Ek").await;
    give_everything(&app, &person, other.id).await;
    let client = app.client(&person).await;

    for (mutation, input) in wrong(&made) {
        let answer = client.change(mutation, input, "").await;
        assert_eq!(answer.error_code(), Some("NOT_FOUND"), "{mutation}\n{answer}");
    }
}

/// Gives somebody every role that can be held on an e-service, so that no guard on a field stops them.
async fn give_everything(app: &TestApp, person: &crate::support::given::Person, on: EServiceId) {
    use crate::support::given::Scope;
    use ::entity::enums::{Role, ScopeKind};
    let municipality = app.given().municipality().await;
    for role in Role::ALL {
        let scopes = lansera::domain::permission::scopes_of(*role);
        if scopes.contains(&ScopeKind::EService) {
            app.given().role(person, *role, Scope::EService(on)).await;
        } else if scopes.contains(&ScopeKind::OrgUnit) {
            app.given()
                .role(person, *role, Scope::Unit(municipality.schools))
                .await;
        }
    }
}
