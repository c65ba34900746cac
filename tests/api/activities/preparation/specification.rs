//! What the e-service is to do: requirements, answers to the guiding questions, and goals with their measures.

use ::entity::enums::DocumentKind;
use lansera::global_id::encode;
use serde_json::{Value, json};

use super::prepared;
use crate::{
    activities::told::{completes, cycle_shows, forbidden, said, waits_for},
    support::{
        app::TestApp,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        preparation_specification_leaves_numbered_requirements_and_answers,
        preparation_metrics_leaves_goals_with_their_measures,
    ]
}

async fn preparation_specification_leaves_numbered_requirements_and_answers(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    for activity in ["preparation.project", "preparation.design"] {
        app.given().brought_about(&service, activity).await;
        completes(&app, &service, &lead, activity).await;
    }
    let document = DocumentKind::Specification;
    app.given()
        .write(&service, document, &service.cast.requirements_owner, "Krav.")
        .await;
    let requirement = json!({
        "cycleId": encode(service.cycle), "text": "Sökande legitimerar sig.", "priority": "MUST", "origin": "Förstudien",
    });
    let developer = app.client(&service.cast.developer).await;
    forbidden(&developer, "saveSpecificationRequirement", &requirement).await;
    let kristina = app.client(&service.cast.requirements_owner).await;
    let wanted = "specificationRequirement { id }";
    said(&kristina, "saveSpecificationRequirement", &requirement, wanted).await;
    waits_for(&app, &service, &lead, "preparation.specification").await;

    let fields = "specification { guidingQuestions { question text answer { version answer } }
        requirements { number text priority origin state reason } }";
    let asked = cycle_shows(&kristina, &service, fields).await;
    let asked = asked["specification"]["guidingQuestions"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    assert_eq!(asked.len(), 9);
    for item in &asked {
        assert_eq!(item["answer"], Value::Null, "{item}");
        let answer =
            json!({ "cycleId": encode(service.cycle), "question": item["question"], "answer": "Så här." });
        forbidden(&developer, "answerGuidingQuestion", &answer).await;
        said(
            &kristina,
            "answerGuidingQuestion",
            &answer,
            "guidingAnswer { id }",
        )
        .await;
    }
    // A question has one answer: a second first one comes too late.
    let late = json!({ "cycleId": encode(service.cycle), "question": "RETENTION", "answer": "Aldrig." });
    let refused = lead
        .change("answerGuidingQuestion", late, "guidingAnswer { answer }")
        .await;
    refused.refused("STALE", "input.version");
    assert_eq!(
        refused.text("answerGuidingQuestion.guidingAnswer.answer"),
        "Så här."
    );

    completes(&app, &service, &lead, "preparation.specification").await;
    let shown = cycle_shows(&developer, &service, fields).await;
    let requirements = json!([{
        "number": 1, "text": "Sökande legitimerar sig.", "priority": "MUST", "origin": "Förstudien", "state": "OPEN",
        "reason": null,
    }]);
    assert_eq!(shown["specification"]["requirements"], requirements);
    let retention = shown["specification"]["guidingQuestions"]
        .as_array()
        .and_then(|items| items.iter().find(|item| item["question"] == "RETENTION"))
        .cloned();
    assert_eq!(
        retention,
        Some(json!({
            "question": "RETENTION", "text": "När gallras ärendena, och hur arkiveras handlingarna?",
            "answer": { "version": 1, "answer": "Så här." },
        }))
    );
    app.given().all_is_sent().await;
}

async fn preparation_metrics_leaves_goals_with_their_measures(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    waits_for(&app, &service, &lead, "preparation.metrics").await;
    let metric = json!({
        "name": "Andel digitala ansökningar", "goal": "Fler ansöker digitalt.", "unit": "%", "direction": "INCREASE",
        "baseline": 20.0, "target": 80.0, "interval": "MONTHLY", "source": "ärendesystemet",
    });
    let stated = json!({ "cycleId": encode(service.cycle), "metric": metric });
    let owner = app.client(&service.cast.owner).await;
    forbidden(&owner, "defineMetric", &stated).await;

    said(&lead, "defineMetric", &stated, "metric { id }").await;

    completes(&app, &service, &lead, "preparation.metrics").await;
    let wanted = "eService { metrics { name goal unit direction baseline target interval source } }";
    let shown = cycle_shows(&owner, &service, wanted).await;
    assert_eq!(shown["eService"]["metrics"], json!([metric]));
    let shown = cycle_shows(&owner, &service, "eService { goals { goal metrics { name } } }").await;
    let goals =
        json!([{ "goal": "Fler ansöker digitalt.", "metrics": [{ "name": "Andel digitala ansökningar" }] }]);
    assert_eq!(shown["eService"]["goals"], goals);
    app.given().all_is_sent().await;
}
