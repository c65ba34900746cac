//! The chain from a need to the benefit that answers it, the metric that shows that, what was measured, and what was decided on it; and
//! back.

use ::entity::enums::Role;
use lansera::global_id;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    given::{EService, Plan, Scope, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_need_leads_to_the_decision_to_revise_and_back,
        a_benefit_answers_needs_of_its_own_e_service_only,
        a_benefit_leads_to_its_metric_and_what_was_measured_and_back,
        a_benefit_leads_to_the_decision_to_revise_and_back,
        a_benefit_is_not_realised_before_the_e_service_is_used,
        what_became_of_a_benefit_stays_when_the_rest_is_changed,
    ]
}

const BENEFITS: &str = "query($id: ID!) { node(id: $id) { ... on Cycle {
    ground { benefits { id version } } eService { metrics { id } }
} } }";

/// The whole way: a need, the benefit that answers it, the metric that shows the benefit, what was measured, the report that tells of it,
/// and the decision to revise that rests on the report. Each step is taken through the fields alone, there and back.
async fn a_need_leads_to_the_decision_to_revise_and_back(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let (owner, manager) = (
        app.client(&service.cast.owner).await,
        app.client(&service.cast.service_manager).await,
    );
    let cycle = global_id::encode(service.cycle);
    let found = "query($id: ID!) { node(id: $id) { ... on Cycle {
        ground { benefits { id version } } eService { metrics { id } needs { nodes { id } } }
    } } }";
    let found = owner.query(found, json!({ "id": cycle })).await;
    let (need, metric) = (
        found.id("node.eService.needs.nodes.0.id"),
        found.id("node.eService.metrics.0.id"),
    );
    let benefit = json!({
        "cycleId": cycle, "benefitId": found.id("node.ground.benefits.0.id"), "version": 1,
        "name": "Fler ansöker digitalt", "kind": "SOCIETY", "nature": "QUALITY", "certainty": "LIKELY",
        "measures": [{ "name": "Andel", "unit": "%", "baseline": 40.0, "target": 80.0, "metricId": metric }],
        "needIds": [need, need],
    });
    owner.change("saveBenefit", benefit, "").await.ok();
    let measured = json!({ "metricId": metric, "value": 47.0, "measuredOn": app.today() });
    manager.change("recordMeasurement", measured, "").await.ok();
    let composed = manager
        .change(
            "composeReport",
            json!({ "cycleId": cycle }),
            "report { id version }",
        )
        .await;
    let report = composed.ok().id("composeReport.report.id");
    let text = json!({ "reportId": report, "version": 1, "body": "Det går för långsamt." });
    manager.change("editReport", text, "").await.ok();
    let seen = json!({ "reportId": report, "version": 2 });
    manager.change("presentReport", seen, "").await.ok();
    let decided = json!({
        "cycleId": cycle, "verdict": "REVISE", "motive": "Halva vägen är kvar.", "reportId": report,
    });
    let decided = owner
        .change("recordFollowUpDecision", decided, "decision { id }")
        .await;

    let there = "query($id: ID!) { node(id: $id) { ... on Need { title benefits { name measures { metric {
        name measurements { nodes { value } } reports { number decisions { id verdict } }
    } } } } } }";
    let there = owner.query(there, json!({ "id": need })).await;
    let decision = decided.ok().id("recordFollowUpDecision.decision.id");
    assert_eq!(
        there.data("node"),
        &json!({
            "title": "Ansök om bygglov",
            "benefits": [{ "name": "Fler ansöker digitalt", "measures": [{ "metric": {
                "name": "Andel digitala ansökningar", "measurements": { "nodes": [{ "value": 47.0 }] },
                "reports": [{ "number": 1, "decisions": [{ "id": decision, "verdict": "REVISE" }] }],
            } }] }],
        })
    );
    let back = "query($id: ID!) { node(id: $id) { ... on FollowUpDecision { report { number goals { metrics {
        metric { name latest { value metric { name benefits { name needs { title } } } } }
    } } benefits { state benefit { name needs { id } } } } } } }";
    let back = owner.query(back, json!({ "id": decision })).await;
    assert_eq!(
        back.data("node.report"),
        &json!({
            "number": 1,
            "goals": [{ "metrics": [{ "metric": {
                "name": "Andel digitala ansökningar",
                "latest": { "value": 47.0, "metric": {
                    "name": "Andel digitala ansökningar",
                    "benefits": [{ "name": "Fler ansöker digitalt", "needs": [{ "title": "Ansök om bygglov" }] }],
                } },
            } }] }],
            "benefits": [{ "state": "PLANNED", "benefit": { "name": "Fler ansöker digitalt", "needs": [{ "id": need }] } }],
        })
    );
    app.given().all_is_sent().await;
}

async fn a_benefit_answers_needs_of_its_own_e_service_only(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let other = Plan {
        name: "Anmäl attefallshus".into(),
        confidential: true,
        ..Plan::default()
    };
    let other = app.given().e_service(other, Stage::Idea).await;
    app.given()
        .role(&service.cast.owner, Role::Owner, Scope::EService(service.id))
        .await;
    app.given()
        .role(&service.cast.owner, Role::Owner, Scope::EService(other.id))
        .await;
    let owner = app.client(&service.cast.owner).await;
    let management = app.client(&service.cast.management).await;
    let needs = "query($id: ID!) { eService(id: $id) { needs { nodes { id version } } } }";
    let need_of = async |service: &EService| {
        let answer = management
            .query(needs, json!({ "id": global_id::encode(service.id) }))
            .await;
        answer.data("eService.needs.nodes.0").clone()
    };
    let (own, foreign) = (need_of(&service).await, need_of(&other).await);
    let benefit = |need: &Value| {
        json!({
            "cycleId": global_id::encode(service.cycle), "name": "Kortare kö", "kind": "SOCIETY", "nature": "QUALITY",
            "certainty": "LIKELY", "needIds": [need["id"]],
        })
    };

    let refused = owner.change("saveBenefit", benefit(&foreign), "").await;
    refused.refused("UNKNOWN_ID", "input.needIds");
    let wanted = "benefit { id needs { id benefits { name } } }";
    let kept = owner.change("saveBenefit", benefit(&own), wanted).await;
    assert_eq!(
        kept.ok().data("saveBenefit.benefit.needs"),
        &json!([{ "id": own["id"], "benefits": [{ "name": "Kortare kö" }] }])
    );

    // Once the need belongs to another e-service, the benefit answers it no more, seen from either side.
    let moved = json!({
        "needId": own["id"], "version": own["version"], "eServiceId": global_id::encode(other.id),
    });
    management.change("attachNeed", moved, "").await.ok();
    let there = "query($id: ID!) { node(id: $id) { ... on Benefit { needs { id } } } }";
    let there = owner
        .query(there, json!({ "id": kept.id("saveBenefit.benefit.id") }))
        .await;
    assert_eq!(there.data("node.needs"), &json!([]));
    let back = "query($id: ID!) { node(id: $id) { ... on Need { benefits { id } } } }";
    let back = owner.query(back, json!({ "id": own["id"] })).await;
    assert_eq!(back.data("node.benefits"), &json!([]));
    app.given().all_is_sent().await;
}

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
