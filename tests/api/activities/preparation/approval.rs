//! What is approved, and how it is seen that something of it has changed.

use ::entity::enums::{ApprovalState, ApprovalSubject, DocumentKind, TaskState};
use lansera::global_id::encode;
use serde_json::{Value, json};

use super::{prepared, step};
use crate::{
    activities::told::{cycle_shows, said},
    support::{
        app::TestApp,
        given::Stage,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        preparation_approval_covers_steps_requirements_and_answers,
        preparation_approval_shows_how_a_document_changed,
    ]
}

async fn preparation_approval_covers_steps_requirements_and_answers(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    app.given().finish_phase(&service).await;
    assert_eq!(
        app.given().task(&service, "preparation.approval").await.state,
        TaskState::Done
    );
    let lead = app.client(&service.cast.project_lead).await;
    let cycle = encode(service.cycle);
    let state = async |subject| app.given().approval_state(&service, subject).await;

    // Given a new question in a step, then the design is to be approved anew, and nothing else.
    let steps = cycle_shows(&lead, &service, "design { steps { id version } }").await;
    let mut anew = step(&service, 10, "vad", Value::Null);
    anew["designStepId"] = steps["design"]["steps"][0]["id"].clone();
    anew["version"] = steps["design"]["steps"][0]["version"].clone();
    anew["questions"][0]["text"] = json!("Vad ska du göra?");
    said(&lead, "saveDesignStep", &anew, "designStep { version }").await;
    assert_eq!(state(ApprovalSubject::Design).await, ApprovalState::Void);
    assert_eq!(
        state(ApprovalSubject::Specification).await,
        ApprovalState::Approved
    );
    let fields = "approvals { subject state differences { path before after } }";
    let shown = cycle_shows(&lead, &service, fields).await;
    let design = shown["approvals"]
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["subject"] == "DESIGN"))
        .cloned()
        .unwrap_or_default();
    let text = design["differences"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["path"] == "/steps/1/questions/0/text"))
        .cloned();
    assert_eq!(
        text,
        Some(json!({
            "path": "/steps/1/questions/0/text", "before": "Vad vill du göra?", "after": "Vad ska du göra?",
        }))
    );

    // Given another answer, then the specification is to be approved anew.
    let answer =
        json!({ "cycleId": cycle, "question": "RETENTION", "version": 1, "answer": "Efter tio år." });
    said(
        &lead,
        "answerGuidingQuestion",
        &answer,
        "guidingAnswer { version }",
    )
    .await;
    assert_eq!(state(ApprovalSubject::Specification).await, ApprovalState::Void);
    let shown = cycle_shows(&lead, &service, fields).await;
    let changed: Vec<_> = shown["approvals"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|row| row["subject"] == "SPECIFICATION")
        .flat_map(|row| row["differences"].as_array().cloned().unwrap_or_default())
        .collect();
    assert_eq!(
        changed,
        [
            json!({ "path": "/guidingAnswers/retention", "before": "Se kravspecifikationen.", "after": "Efter tio år." })
        ]
    );
    assert_eq!(
        app.given().task(&service, "preparation.approval").await.state,
        TaskState::Ready
    );

    // And whoever wrote a part of it does not approve it.
    app.given()
        .approved(&service, ApprovalSubject::Specification)
        .await;
    let asked = app
        .given()
        .approval(&service, ApprovalSubject::Specification)
        .await;
    let contributors: Vec<::entity::ids::UserId> =
        serde_json::from_value(asked.contributors).unwrap_or_default();
    assert!(contributors.contains(&service.cast.project_lead.id));
    app.given().all_is_sent().await;
}

async fn preparation_approval_shows_how_a_document_changed(app: TestApp) {
    let service = prepared(&app).await;
    let lead = &service.cast.project_lead;
    let kind = DocumentKind::DesignProposal;
    for body in [
        "# Förslag\n\nFem steg.\nTolv frågor.",
        "# Förslag\n\nFyra steg.\nTolv frågor.",
    ] {
        app.given().write(&service, kind, lead, body).await;
    }
    let owner = app.client(&service.cast.owner).await;

    let wanted = "design { document { diff(from: 1, to: 2) { lines { change text } } none: diff(from: 1, to: 9) { linkAfter } } }";
    let shown = cycle_shows(&owner, &service, wanted).await;

    let document = &shown["design"]["document"];
    assert_eq!(
        document["diff"]["lines"],
        json!([
            { "change": "SAME", "text": "# Förslag" },
            { "change": "SAME", "text": "" },
            { "change": "REMOVED", "text": "Fem steg." },
            { "change": "ADDED", "text": "Fyra steg." },
            { "change": "SAME", "text": "Tolv frågor." },
        ])
    );
    assert_eq!(document["none"], Value::Null);
    app.given().all_is_sent().await;
}
