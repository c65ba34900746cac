//! Asking for an approval, taking the question back, and who is asked.

use ::entity::enums::{ApprovalState, ApprovalSubject, DocumentKind, Role};
use lansera::service::{
    ProblemCode,
    approval::{ask, decide},
};

use crate::support::{
    app::TestApp,
    expect::{forbidden, refused},
    given::{Stage, answer_to, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_question_that_was_taken_back_can_be_asked_again,
        only_whoever_asked_takes_a_question_back,
        a_question_is_not_asked_twice,
        there_is_nothing_to_ask_about_before_it_is_written,
        what_is_asked_of_the_owner_is_not_for_others_to_answer,
    ]
}

async fn a_question_that_was_taken_back_can_be_asked_again(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let lead = service.cast.project_lead.clone();
    app.given()
        .write(&service, DocumentKind::DesignProposal, &lead, "Fem steg.")
        .await;
    let id = app.given().asked(&service, ApprovalSubject::Design).await;
    let lead = app.acting(&lead).await;

    done("taking back", ask::withdraw(app.services(), &lead, id, 1).await);
    let again = app.given().asked(&service, ApprovalSubject::Design).await;

    assert_ne!(id, again);
    let states: Vec<_> = app
        .given()
        .approvals(&service)
        .await
        .iter()
        .map(|row| row.state)
        .collect();
    assert_eq!(states, [ApprovalState::Pending, ApprovalState::Withdrawn]);
    app.given().all_is_sent().await;
}

async fn only_whoever_asked_takes_a_question_back(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let lead = service.cast.project_lead.clone();
    app.given()
        .write(&service, DocumentKind::DesignProposal, &lead, "Fem steg.")
        .await;
    app.given()
        .appointed(&service, Role::Owner, &[Role::Developer])
        .await;
    let id = app.given().asked(&service, ApprovalSubject::Design).await;
    let developer = app.acting(&service.cast.developer).await;

    forbidden(ask::withdraw(app.services(), &developer, id, 1).await);
    app.given().all_is_sent().await;
}

async fn a_question_is_not_asked_twice(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let lead = app.acting(&service.cast.project_lead).await;

    let approved = ask::ask(app.services(), &lead, service.cycle, ApprovalSubject::Design).await;
    refused(ProblemCode::WrongState, approved);

    app.given()
        .write(
            &service,
            DocumentKind::BuildNote,
            &service.cast.developer,
            "Version 1.",
        )
        .await;
    app.given().asked(&service, ApprovalSubject::Editorial).await;
    let waiting = ask::ask(app.services(), &lead, service.cycle, ApprovalSubject::Editorial).await;
    refused(ProblemCode::WrongState, waiting);
    app.given().all_is_sent().await;
}

async fn there_is_nothing_to_ask_about_before_it_is_written(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let lead = app.acting(&service.cast.project_lead).await;

    let design = ask::ask(app.services(), &lead, service.cycle, ApprovalSubject::Design).await;
    refused(ProblemCode::OutcomeMissing, design);
    let test = ask::ask(app.services(), &lead, service.cycle, ApprovalSubject::Test).await;
    refused(ProblemCode::WrongPhase, test);
}

async fn what_is_asked_of_the_owner_is_not_for_others_to_answer(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let requirements_owner = service.cast.requirements_owner.clone();
    app.given().finish_phase(&service).await;
    app.given()
        .write(&service, DocumentKind::Specification, &requirements_owner, "Ny.")
        .await;
    app.given().asked(&service, ApprovalSubject::Specification).await;
    let asked = app
        .given()
        .approval(&service, ApprovalSubject::Specification)
        .await;
    let municipality = app.given().municipality().await;

    for person in [
        &municipality.admin,
        &service.cast.management,
        &service.cast.editor,
        &service.cast.tester,
        &service.cast.developer,
    ] {
        let actor = app.acting(person).await;
        forbidden(decide::approve(app.services(), &actor, answer_to(&asked), None).await);
    }
    app.given().all_is_sent().await;
}
