//! On its way to publication: the live service stays as it is, and what is changed is approved anew.

use ::entity::enums::{ApprovalState, ApprovalSubject, DocumentKind, EServiceState, Phase, TaskState};
use lansera::{global_id::encode, service::e_service::queries::exists};
use serde_json::{Value, json};

use super::revised;
use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_live_service_is_untouched_until_the_revision_is_published,
        a_revision_that_builds_goes_from_preparation_to_publication,
        a_change_of_what_was_taken_over_is_approved_anew,
    ]
}

async fn the_live_service_is_untouched_until_the_revision_is_published(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::FollowUp).await;
    let before = given.metrics(&service).await;
    let lead = app.client(&service.cast.service_manager).await;
    let by_hand = json!({
        "cycleId": encode(service.cycle), "title": "Ring leverantören", "phase": "MANAGEMENT", "role": "SERVICE_MANAGER",
    });
    let added = lead.change("addTask", by_hand, "task { id }").await;
    let by_hand = added.ok().key("addTask.task.id");

    let revision = revised(&app, &service, &["launch.texts"]).await;

    // The operation goes on: its tasks can be done, and it is measured at its intervals.
    assert_eq!(given.cycle(&service).await.ended_at, None);
    let operation = given.task(&service, "management.operation").await;
    assert_eq!(operation.state, TaskState::Ready);
    let skipped =
        json!({ "taskId": encode(operation.id), "version": operation.version, "reason": "Sommarstängt." });
    lead.change("skipTask", skipped, "").await.ok();

    given.finish_phase(&revision).await;
    given.move_on(&revision).await;
    given.finish_phase(&revision).await;
    given.move_on(&revision).await;

    let (row, _) = exists(&app.services().db, service.id)
        .await
        .expect("rows")
        .expect("the e-service");
    assert_eq!(
        (row.state, row.operation_cycle_id, row.development_cycle_id),
        (EServiceState::Live, Some(revision.cycle), None)
    );
    assert!(given.cycle(&service).await.ended_at.is_some());
    let open = given.tasks(&service).await;
    let open = open
        .iter()
        .filter(|task| matches!(task.state, TaskState::Waiting | TaskState::Ready));
    assert_eq!(open.count(), 0, "nobody is asked for anything in the former turn");
    // What somebody added goes over, and what recurs begins anew.
    assert_eq!(given.task_now(by_hand).await.cycle_id, revision.cycle);
    assert_eq!(
        given.task(&revision, "management.operation").await.state,
        TaskState::Ready
    );
    let after = given.metrics(&service).await;
    assert_eq!(before[0].next_due_on, after[0].next_due_on, "measuring goes on");
    // Nothing was handed over, so that follow-up begins at once.
    given.move_on(&revision).await;
    assert_eq!(given.cycle(&revision).await.phase, Phase::FollowUp);
    app.run_jobs().await;
}

async fn a_revision_that_builds_goes_from_preparation_to_publication(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Live).await;
    let revision = revised(&app, &service, &["build.develop"]).await;
    assert_eq!(given.cycle(&revision).await.phase, Phase::Preparation);
    let metrics = given.approval_state(&revision, ApprovalSubject::Metrics).await;
    assert_eq!(metrics, ApprovalState::Approved, "measures were not touched");

    for phase in [Phase::Build, Phase::Launch, Phase::Management] {
        given.finish_phase(&revision).await;
        given.move_on(&revision).await;
        assert_eq!(given.cycle(&revision).await.phase, phase);
    }

    let document = "query($id: ID!) { eService(id: $id) { state cycles { kind phase endedAt } } }";
    let seen = app.client(&service.cast.owner).await;
    let seen = seen.query(document, json!({ "id": encode(service.id) })).await;
    assert_eq!(seen.text("eService.state"), "LIVE");
    assert_eq!(seen.text("eService.cycles.0.kind"), "REVISION");
    assert_eq!(seen.data("eService.cycles.0.endedAt"), &Value::Null);
    assert!(seen.data("eService.cycles.1.endedAt").is_string());
    app.run_jobs().await;
}

async fn a_change_of_what_was_taken_over_is_approved_anew(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Live).await;
    let revision = revised(&app, &service, &["launch.texts"]).await;

    let lead = &service.cast.project_lead;
    given
        .write(
            &revision,
            DocumentKind::Specification,
            lead,
            "2. Sökande ser sina ärenden.",
        )
        .await;

    for subject in [
        ApprovalSubject::Specification,
        ApprovalSubject::Test,
        ApprovalSubject::Editorial,
    ] {
        assert_eq!(
            given.approval_state(&revision, subject).await,
            ApprovalState::Void,
            "{subject:?}"
        );
        given.approved(&revision, subject).await;
    }
    given.approved(&revision, ApprovalSubject::EService).await;
    let former = given
        .approval_state(&service, ApprovalSubject::Specification)
        .await;
    assert_eq!(
        former,
        ApprovalState::Approved,
        "the turn before keeps what it was"
    );
    app.run_jobs().await;
}
