//! What is approved is one exact version; what changes afterwards is approved anew.

use ::entity::enums::{ApprovalState, ApprovalSubject, DocumentKind, Phase, Role, TaskState};
use lansera::{
    global_id::encode,
    service::{ProblemCode, approval::decide, cycle::advance, e_service::update, metric::define},
};
use serde_json::json;

use crate::support::{
    app::TestApp,
    expect::refused,
    given::{Stage, answer_to, done, quarterly},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_new_version_makes_the_approval_of_the_former_one_void,
        a_changed_measure_makes_the_approval_of_the_measures_void,
        a_new_name_makes_what_the_owner_approved_last_void,
        a_void_approval_closes_the_gate_and_opens_its_task_again,
        what_became_void_can_be_approved_anew,
        an_answer_to_another_version_than_the_present_one_is_refused,
        a_rejection_needs_a_reason_and_keeps_it,
        what_differs_of_a_measure_stands_under_its_id,
    ]
}

async fn a_new_version_makes_the_approval_of_the_former_one_void(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let lead = service.cast.project_lead.clone();

    app.given()
        .write(&service, DocumentKind::DesignProposal, &lead, "Sex steg.")
        .await;

    let states = async |subject| app.given().approval_state(&service, subject).await;
    assert_eq!(states(ApprovalSubject::Design).await, ApprovalState::Void);
    assert_eq!(
        states(ApprovalSubject::Specification).await,
        ApprovalState::Approved
    );
    assert_eq!(states(ApprovalSubject::Metrics).await, ApprovalState::Approved);
}

async fn a_changed_measure_makes_the_approval_of_the_measures_void(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let [metric] = &app.given().metrics(&service).await[..] else {
        panic!("one measure")
    };
    let lead = app.acting(&service.cast.project_lead).await;
    let modest = define::Statement {
        target: 60.0,
        ..quarterly(&metric.name)
    };

    done(
        "a change",
        define::update(app.services(), &lead, metric.id, metric.version, modest).await,
    );

    let state = app
        .given()
        .approval_state(&service, ApprovalSubject::Metrics)
        .await;
    assert_eq!(state, ApprovalState::Void);
}

async fn a_new_name_makes_what_the_owner_approved_last_void(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let owner = app.acting(&service.cast.owner).await;
    let change = update::Change {
        name: Some("Bygglov på nätet".into()),
        ..update::Change::default()
    };

    done(
        "a name",
        update::update(app.services(), &owner, service.id, 1, change).await,
    );

    let states = async |subject| app.given().approval_state(&service, subject).await;
    assert_eq!(states(ApprovalSubject::EService).await, ApprovalState::Void);
    assert_eq!(states(ApprovalSubject::Test).await, ApprovalState::Void);
    assert_eq!(states(ApprovalSubject::Design).await, ApprovalState::Approved);
}

async fn a_void_approval_closes_the_gate_and_opens_its_task_again(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    app.given().finish_phase(&service).await;
    assert_eq!(
        app.given().task(&service, "preparation.approval").await.state,
        TaskState::Done
    );
    let lead = service.cast.project_lead.clone();

    app.given()
        .write(
            &service,
            DocumentKind::Specification,
            &lead,
            "2. Sökande får kvitto.",
        )
        .await;

    let task = app.given().task(&service, "preparation.approval").await;
    assert_eq!(task.state, TaskState::Ready);
    assert_eq!(
        (task.completed_by, task.completed_at),
        (None, None),
        "nobody has completed it"
    );
    let (lead, cycle) = (app.acting(&lead).await, app.given().cycle(&service).await);
    let moved = advance::advance(app.services(), &lead, cycle.id, cycle.version).await;
    refused(ProblemCode::GateClosed, moved);
    app.given().all_is_sent().await;
}

async fn what_became_void_can_be_approved_anew(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    app.given().finish_phase(&service).await;
    let lead = service.cast.project_lead.clone();
    app.given()
        .write(
            &service,
            DocumentKind::Specification,
            &lead,
            "2. Sökande får kvitto.",
        )
        .await;

    app.given()
        .approved(&service, ApprovalSubject::Specification)
        .await;
    app.given().move_on(&service).await;

    assert_eq!(app.given().cycle(&service).await.phase, Phase::Build);
    app.given().all_is_sent().await;
}

async fn an_answer_to_another_version_than_the_present_one_is_refused(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let lead = service.cast.project_lead.clone();
    app.given()
        .write(&service, DocumentKind::DesignProposal, &lead, "Fem steg.")
        .await;
    app.given().asked(&service, ApprovalSubject::Design).await;
    let asked = app.given().approval(&service, ApprovalSubject::Design).await;
    let owner = app.acting(&service.cast.owner).await;

    let seen = decide::Answer {
        content_hash: "another".into(),
        ..answer_to(&asked)
    };
    refused(
        ProblemCode::OtherVersion,
        decide::approve(app.services(), &owner, seen, None).await,
    );

    app.given()
        .write(&service, DocumentKind::DesignProposal, &lead, "Sex steg.")
        .await;
    let late = decide::approve(app.services(), &owner, answer_to(&asked), None).await;
    refused(ProblemCode::Stale, late);
    app.given().all_is_sent().await;
}

async fn a_rejection_needs_a_reason_and_keeps_it(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let lead = service.cast.project_lead.clone();
    app.given()
        .write(&service, DocumentKind::DesignProposal, &lead, "Fem steg.")
        .await;
    app.given().asked(&service, ApprovalSubject::Design).await;
    let asked = app.given().approval(&service, ApprovalSubject::Design).await;
    let owner = app.acting(&service.cast.owner).await;

    refused(
        ProblemCode::ReasonMissing,
        decide::reject(app.services(), &owner, answer_to(&asked)).await,
    );
    let reason = Some("Frågan om grannar saknas.".to_owned());
    let answer = decide::Answer {
        reason: reason.clone(),
        ..answer_to(&asked)
    };
    done(
        "a rejection",
        decide::reject(app.services(), &owner, answer).await,
    );

    let rejected = app.given().approval(&service, ApprovalSubject::Design).await;
    assert_eq!(
        (rejected.state, rejected.reason),
        (ApprovalState::Rejected, reason)
    );
    app.given().all_is_sent().await;
}

async fn what_differs_of_a_measure_stands_under_its_id(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    app.given()
        .appointed(&service, Role::ProjectLead, &[Role::RequirementsOwner])
        .await;
    let mut keys = Vec::new();
    for name in ["Handläggningstid", "Nöjdhet", "Andel digitalt"] {
        keys.push(app.given().metric(&service, quarterly(name)).await);
    }
    app.given().approved(&service, ApprovalSubject::Metrics).await;
    let lead = app.client(&service.cast.project_lead).await;

    // The first is taken out, the last is changed, and another one is stated.
    let gone = json!({ "metricId": encode(keys[0]), "version": 1 });
    lead.change("removeMetric", gone, "").await.ok();
    let modest = define::Statement {
        target: 61.5,
        ..quarterly("Andel digitalt")
    };
    let actor = app.acting(&service.cast.project_lead).await;
    done(
        "a change",
        define::update(app.services(), &actor, keys[2], 1, modest).await,
    );
    let stated = encode(app.given().metric(&service, quarterly("Kostnad")).await);

    let document = "query($id: ID!) { node(id: $id) { ... on Cycle { approvals { state differences { path before after } } } } }";
    let shown = lead.query(document, json!({ "id": encode(service.cycle) })).await;
    assert_eq!(shown.data("node.approvals.0.state"), "VOID");
    let differences: Vec<_> = shown
        .list("node.approvals.0.differences")
        .iter()
        .map(|found| {
            let path = found["path"].as_str().expect("a path").to_owned();
            (path, found["before"].is_null(), found["after"].is_null())
        })
        .collect();
    let mut expected = vec![
        (format!("/metrics/{}", encode(keys[0])), false, true),
        (format!("/metrics/{}/target", encode(keys[2])), false, false),
        (format!("/metrics/{stated}"), true, false),
    ];
    expected.sort();
    assert_eq!(differences, expected);
    app.given().all_is_sent().await;
}
