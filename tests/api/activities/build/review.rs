//! What the editor remarks on, what a test group finds, and the approval of all of it.

use ::entity::enums::{ApprovalSubject, TaskState};
use lansera::global_id::encode;
use serde_json::{Value, json};

use super::{answer_to, built};
use crate::{
    activities::told::{completes, cycle_shows, forbidden, said, waits_for},
    support::{
        app::TestApp,
        given::Plan,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        build_editor_review_waits_for_the_remarks,
        build_test_group_leaves_findings,
        build_approval_waits_for_what_is_found_late,
    ]
}

async fn build_editor_review_waits_for_the_remarks(app: TestApp) {
    let service = built(&app, Plan::default()).await;
    let editor = app.client(&service.cast.editor).await;
    let developer = app.client(&service.cast.developer).await;
    let remark = json!({
        "cycleId": encode(service.cycle), "text": "Skriv ”du” i stället för ”sökande”.", "place": "Steg 1",
    });
    forbidden(&developer, "saveEditorRemark", &remark).await;
    let made = said(
        &editor,
        "saveEditorRemark",
        &remark,
        "editorRemark { id version }",
    )
    .await;
    let made = &made["saveEditorRemark"]["editorRemark"];
    app.given().asked(&service, ApprovalSubject::Editorial).await;

    let answer = answer_to(&app, &service, ApprovalSubject::Editorial).await;
    let refused = editor.change("approve", answer.clone(), "").await;
    refused.refused("REMARK_OPEN", "input");
    assert_eq!(
        refused.text("approve.errors.0.message"),
        "Redaktörens anmärkningar är inte åtgärdade: Skriv ”du” i stället för ”sökande”."
    );

    let state = |version: &Value, state: &str, answer: Value| json!({ "editorRemarkId": made["id"], "version": version, "state": state, "answer": answer });
    let accepted = state(&made["version"], "ACCEPTED", Value::Null);
    forbidden(&developer, "setRemarkState", &accepted).await;
    let mended = state(&made["version"], "MENDED", json!("Rättat i version 2."));
    forbidden(&editor, "setRemarkState", &mended).await;
    let wanted = "editorRemark { version }";
    let mended = said(&developer, "setRemarkState", &mended, wanted).await;
    let version = &mended["setRemarkState"]["editorRemark"]["version"];
    said(
        &editor,
        "setRemarkState",
        &state(version, "ACCEPTED", Value::Null),
        wanted,
    )
    .await;
    editor.change("approve", answer, "").await.ok();

    assert_eq!(
        app.given().task(&service, "build.editor_review").await.state,
        TaskState::Done
    );
    let shown = cycle_shows(
        &developer,
        &service,
        "review { remarks { number text place state answer } }",
    )
    .await;
    assert_eq!(
        shown["review"]["remarks"],
        json!([{
            "number": 1, "text": "Skriv ”du” i stället för ”sökande”.", "place": "Steg 1", "state": "ACCEPTED",
            "answer": "Rättat i version 2.",
        }])
    );
    app.given().all_is_sent().await;
}

async fn build_test_group_leaves_findings(app: TestApp) {
    let plan = Plan {
        test_group: true,
        ..Plan::default()
    };
    let service = built(&app, plan).await;
    let lead = app.client(&service.cast.project_lead).await;
    waits_for(&app, &service, &lead, "build.test_group").await;
    let finding = json!({
        "cycleId": encode(service.cycle), "participants": "Sju föräldrar", "worked": "Alla kom fram.",
        "hard": "Ordet ”vårdnadshavare”.", "change": "Förklara ordet.",
    });
    let tester = app.client(&service.cast.tester).await;
    forbidden(&tester, "saveTestGroupFinding", &finding).await;
    let empty = json!({ "cycleId": encode(service.cycle), "participants": "Sju föräldrar" });
    let refused = lead.change("saveTestGroupFinding", empty, "").await;
    refused.refused("MISSING", "input.worked");

    said(&lead, "saveTestGroupFinding", &finding, "testGroupFinding { id }").await;

    completes(&app, &service, &lead, "build.test_group").await;
    let wanted = "review { findingsDocument { id } findings { number participants worked hard change } }";
    let shown = cycle_shows(&tester, &service, wanted).await;
    assert_eq!(
        shown["review"],
        json!({
            "findingsDocument": null,
            "findings": [{
                "number": 1, "participants": "Sju föräldrar", "worked": "Alla kom fram.",
                "hard": "Ordet ”vårdnadshavare”.", "change": "Förklara ordet.",
            }],
        })
    );
    app.given().all_is_sent().await;
}

async fn build_approval_waits_for_what_is_found_late(app: TestApp) {
    let service = built(&app, Plan::default()).await;
    let tester = app.client(&service.cast.tester).await;
    let owner = app.client(&service.cast.owner).await;
    for subject in [ApprovalSubject::Test, ApprovalSubject::Editorial] {
        app.given().approved(&service, subject).await;
    }
    app.given().asked(&service, ApprovalSubject::EService).await;
    let given = "approvals { subject state stillValid voidedAt differences { path before after } }";
    let of = |shown: &Value, subject: &str| {
        let all = shown["approvals"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|one| one["subject"] == subject)
    };
    let before = cycle_shows(&owner, &service, given).await;
    assert_eq!(
        of(&before, "TEST").map(|one| one["state"].clone()),
        Some(json!("APPROVED"))
    );

    // A minor defect leaves the tester's approval standing; one that blocks voids it, with what was to be approved on the ground of it.
    let defect = |title: &str, severity: &str| json!({ "cycleId": encode(service.cycle), "title": title, "severity": severity });
    said(
        &tester,
        "saveDefect",
        &defect("Fel färg", "MINOR"),
        "defect { id }",
    )
    .await;
    let standing = cycle_shows(&owner, &service, given).await;
    assert_eq!(
        of(&standing, "TEST").map(|one| one["stillValid"].clone()),
        Some(json!(true))
    );
    let late = defect("Kvittot kommer inte", "BLOCKING");
    let found = said(&tester, "saveDefect", &late, "defect { id version }").await;
    let shown = cycle_shows(&owner, &service, given).await;
    let test = of(&shown, "TEST").unwrap_or_default();
    assert_eq!(
        (&test["state"], &test["stillValid"]),
        (&json!("VOID"), &json!(false))
    );
    assert!(test["voidedAt"].is_string(), "{test}");
    assert_eq!(
        test["differences"],
        json!([{ "path": "/openDefects/2", "before": null, "after": "Kvittot kommer inte" }])
    );
    assert_eq!(
        of(&shown, "E_SERVICE").map(|one| one["state"].clone()),
        Some(json!("VOID"))
    );
    assert_eq!(
        of(&shown, "EDITORIAL").map(|one| one["stillValid"].clone()),
        Some(json!(true)),
        "what the editor looked at is as it was"
    );
    assert_eq!(
        app.given().task(&service, "build.test").await.state,
        TaskState::Ready,
        "the test is to be approved anew"
    );
    let mut answer = answer_to(&app, &service, ApprovalSubject::EService).await;
    answer["launchDate"] = json!(app.day(40));
    forbidden(&tester, "approve", &answer).await;
    owner
        .change("approve", answer, "")
        .await
        .refused("WRONG_STATE", "input");

    let found = &found["saveDefect"]["defect"];
    let closed = json!({
        "defectId": found["id"], "version": found["version"], "state": "WONT_FIX", "reason": "Gällde testmiljön.",
    });
    said(&tester, "setDefectState", &closed, "defect { state }").await;
    for subject in [ApprovalSubject::Test, ApprovalSubject::EService] {
        app.given().asked(&service, subject).await;
        let mut answer = answer_to(&app, &service, subject).await;
        let by = if subject == ApprovalSubject::Test {
            &tester
        } else {
            &owner
        };
        if subject == ApprovalSubject::EService {
            answer["launchDate"] = json!(app.day(40));
        }
        by.change("approve", answer, "").await.ok();
    }
    assert_eq!(
        app.given().task(&service, "build.approval").await.state,
        TaskState::Done
    );
    let shown = cycle_shows(&owner, &service, "launchDate approvals { subject stillValid }").await;
    assert_eq!(shown["launchDate"], json!(app.day(40)));
    let valid = shown["approvals"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["subject"] == "E_SERVICE"))
        .map(|one| one["stillValid"].clone());
    assert_eq!(valid, Some(json!(true)));
    app.given().all_is_sent().await;
}
