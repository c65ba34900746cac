//! The chain from a benefit to the metric that shows it and what was measured, and back.

use lansera::global_id;
use serde_json::json;

use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_benefit_leads_to_its_metric_and_what_was_measured_and_back,
        a_benefit_leads_to_the_decision_to_revise_and_back,
        a_benefit_is_not_realised_before_the_e_service_is_used,
        what_became_of_a_benefit_stays_when_the_rest_is_changed,
    ]
}

const BENEFITS: &str = "query($id: ID!) { node(id: $id) { ... on Cycle {
    ground { benefits { id version } } eService { metrics { id } }
} } }";

async fn a_benefit_leads_to_its_metric_and_what_was_measured_and_back(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let (owner, manager) = (
        app.client(&service.cast.owner).await,
        app.client(&service.cast.service_manager).await,
    );
    let cycle = global_id::encode(service.cycle);
    let found = owner.query(BENEFITS, json!({ "id": cycle })).await;
    let metric = found.id("node.eService.metrics.0.id");
    let linked = json!({
        "cycleId": cycle, "benefitId": found.id("node.ground.benefits.0.id"), "version": 1,
        "name": "Fler ansöker digitalt", "kind": "SOCIETY", "nature": "QUALITY", "certainty": "LIKELY",
        "measures": [
            { "name": "Andel", "unit": "%", "baseline": 40.0, "target": 80.0, "metricId": metric },
            { "name": "Nöjdhet", "unit": "1-5", "baseline": 3.0, "target": 4.0 },
        ],
    });
    owner.change("saveBenefit", linked, "benefit { id }").await.ok();
    let measured = json!({ "metricId": metric, "value": 60.0, "measuredOn": app.today() });
    manager
        .change("recordMeasurement", measured, "metric { id }")
        .await
        .ok();

    let there = "query($id: ID!) { node(id: $id) { ... on Benefit {
        name measures { name metric { name attainment latest { value } } }
    } } }";
    let there = owner
        .query(there, json!({ "id": found.id("node.ground.benefits.0.id") }))
        .await;
    assert_eq!(
        there.data("node"),
        &json!({
            "name": "Fler ansöker digitalt",
            "measures": [
                { "name": "Andel", "metric": {
                    "name": "Andel digitala ansökningar", "attainment": 0.5, "latest": { "value": 60.0 } } },
                { "name": "Nöjdhet", "metric": null },
            ],
        })
    );
    let back = "query($id: ID!) { node(id: $id) { ... on Metric { benefits { name cycle { phase } } } } }";
    let back = owner.query(back, json!({ "id": metric })).await;
    assert_eq!(
        back.data("node.benefits"),
        &json!([{ "name": "Fler ansöker digitalt", "cycle": { "phase": "MANAGEMENT" } }])
    );
}

async fn a_benefit_leads_to_the_decision_to_revise_and_back(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let owner = app.client(&service.cast.owner).await;
    let cycle = global_id::encode(service.cycle);
    let found = owner.query(BENEFITS, json!({ "id": cycle })).await;
    let benefit = found.id("node.ground.benefits.0.id");
    let decided = json!({
        "cycleId": cycle, "verdict": "REVISE", "motive": "Hälften av tiden är kvar.", "benefitIds": [benefit],
    });
    let wanted = "decision { verdict benefits { name } }";

    let decided = owner.change("recordFollowUpDecision", decided, wanted).await;

    assert_eq!(
        decided.ok().data("recordFollowUpDecision.decision"),
        &json!({ "verdict": "REVISE", "benefits": [{ "name": "Kortare handläggningstid" }] })
    );
    let back =
        "query($id: ID!) { node(id: $id) { ... on Benefit { followUpDecisions { verdict motive } } } }";
    let back = owner.query(back, json!({ "id": benefit })).await;
    assert_eq!(
        back.data("node.followUpDecisions"),
        &json!([{ "verdict": "REVISE", "motive": "Hälften av tiden är kvar." }])
    );
    app.given().all_is_sent().await;
}

async fn a_benefit_is_not_realised_before_the_e_service_is_used(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let owner = app.client(&service.cast.owner).await;
    let found = owner
        .query(BENEFITS, json!({ "id": global_id::encode(service.cycle) }))
        .await;
    let realised = |state: &str| {
        json!({
            "benefitId": found.id("node.ground.benefits.0.id"), "version": 1, "state": state, "measured": "Mätt.",
        })
    };

    let early = owner
        .change(
            "recordBenefitRealisation",
            realised("REALISED"),
            "benefit { version }",
        )
        .await;
    early.refused("WRONG_STATE", "input.state");
    assert_eq!(early.data("recordBenefitRealisation.benefit.version"), 1);
    owner
        .change(
            "recordBenefitRealisation",
            realised("GIVEN_UP"),
            "benefit { version }",
        )
        .await
        .ok();
}

async fn what_became_of_a_benefit_stays_when_the_rest_is_changed(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let owner = app.client(&service.cast.owner).await;
    let cycle = global_id::encode(service.cycle);
    let found = owner.query(BENEFITS, json!({ "id": cycle })).await;
    let benefit = found.id("node.ground.benefits.0.id");
    let realised =
        json!({ "benefitId": benefit, "version": 1, "state": "REALISED", "measured": "Mätt.", "hours": 380 });
    owner
        .change("recordBenefitRealisation", realised.clone(), "benefit { id }")
        .await
        .ok();

    let renamed = |version: i32| {
        json!({
            "cycleId": cycle, "benefitId": benefit, "version": version, "name": "Kortare kö", "kind": "SOCIETY",
            "nature": "FREED_TIME", "certainty": "CERTAIN",
        })
    };
    let wanted = "benefit { name version realisation { state hours } }";
    let stale = owner.change("saveBenefit", renamed(1), wanted).await;
    stale.refused("STALE", "input.version");
    assert_eq!(stale.data("saveBenefit.benefit.version"), 2);
    let answer = owner.change("saveBenefit", renamed(2), wanted).await;
    answer.ok();

    let expected =
        json!({ "name": "Kortare kö", "version": 3, "realisation": { "state": "REALISED", "hours": 380 } });
    assert_eq!(answer.data("saveBenefit.benefit"), &expected);
    owner
        .change("recordBenefitRealisation", realised, "")
        .await
        .refused("STALE", "input.version");
}
