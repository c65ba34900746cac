//! Nobody answers for what they asked for or helped to make, whatever roles they hold.

use ::entity::enums::{ApprovalState, ApprovalSubject, DocumentKind, Role};
use lansera::service::{
    ProblemCode,
    approval::{ask, decide},
};

use crate::support::{
    app::TestApp,
    expect::refused,
    given::{EService, Person, Scope, Stage, answer_to, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        whoever_asks_does_not_answer,
        whoever_wrote_any_version_does_not_approve,
        whoever_stated_a_measure_does_not_approve_the_measures,
        an_administrator_who_asks_is_no_exception,
        somebody_else_with_the_role_approves,
    ]
}

/// In preparation, with a design by the lead, and somebody who is owner and lead at once.
async fn with_owner_who_leads(app: &TestApp) -> (EService, Person) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let both = app.given().person("Olle Båda").await;
    app.given()
        .role(&both, Role::Owner, Scope::EService(service.id))
        .await;
    app.given()
        .role(&both, Role::ProjectLead, Scope::EService(service.id))
        .await;
    let lead = &service.cast.project_lead;
    app.given()
        .write(&service, DocumentKind::DesignProposal, lead, "Fem steg.")
        .await;
    (service, both)
}

async fn whoever_asks_does_not_answer(app: TestApp) {
    let (service, both) = with_owner_who_leads(&app).await;
    let actor = app.acting(&both).await;
    done(
        "asking",
        ask::ask(app.services(), &actor, service.cycle, ApprovalSubject::Design).await,
    );
    let asked = app.given().approval(&service, ApprovalSubject::Design).await;

    let approved = decide::approve(app.services(), &actor, answer_to(&asked), None).await;
    refused(ProblemCode::OwnRequest, approved);
    let answer = decide::Answer {
        reason: Some("Nej.".into()),
        ..answer_to(&asked)
    };
    refused(
        ProblemCode::OwnRequest,
        decide::reject(app.services(), &actor, answer).await,
    );
    app.given().all_is_sent().await;
}

async fn whoever_wrote_any_version_does_not_approve(app: TestApp) {
    let (service, both) = with_owner_who_leads(&app).await;
    app.given()
        .write(&service, DocumentKind::DesignProposal, &both, "Sex steg.")
        .await;
    // The newest version is by somebody else, and still rests on what was there.
    let lead = &service.cast.project_lead;
    app.given()
        .write(&service, DocumentKind::DesignProposal, lead, "Sju steg.")
        .await;
    app.given().asked(&service, ApprovalSubject::Design).await;
    let asked = app.given().approval(&service, ApprovalSubject::Design).await;

    let actor = app.acting(&both).await;
    let approved = decide::approve(app.services(), &actor, answer_to(&asked), None).await;

    refused(ProblemCode::Contributor, approved);
    app.given().all_is_sent().await;
}

async fn whoever_stated_a_measure_does_not_approve_the_measures(app: TestApp) {
    let (mut service, both) = with_owner_who_leads(&app).await;
    let lead = std::mem::replace(&mut service.cast.project_lead, both.clone());
    app.given()
        .metric(&service, crate::support::given::quarterly("Handläggningstid"))
        .await;
    service.cast.project_lead = lead;
    app.given().asked(&service, ApprovalSubject::Metrics).await;
    let asked = app.given().approval(&service, ApprovalSubject::Metrics).await;

    let actor = app.acting(&both).await;
    let approved = decide::approve(app.services(), &actor, answer_to(&asked), None).await;

    refused(ProblemCode::Contributor, approved);
    app.given().all_is_sent().await;
}

async fn an_administrator_who_asks_is_no_exception(app: TestApp) {
    let (service, both) = with_owner_who_leads(&app).await;
    app.given().role(&both, Role::Admin, Scope::Everywhere).await;
    let actor = app.acting(&both).await;
    done(
        "asking",
        ask::ask(app.services(), &actor, service.cycle, ApprovalSubject::Design).await,
    );
    let asked = app.given().approval(&service, ApprovalSubject::Design).await;

    let approved = decide::approve(app.services(), &actor, answer_to(&asked), None).await;

    refused(ProblemCode::OwnRequest, approved);
    app.given().all_is_sent().await;
}

async fn somebody_else_with_the_role_approves(app: TestApp) {
    let (service, both) = with_owner_who_leads(&app).await;
    let actor = app.acting(&both).await;
    done(
        "asking",
        ask::ask(app.services(), &actor, service.cycle, ApprovalSubject::Design).await,
    );
    let asked = app.given().approval(&service, ApprovalSubject::Design).await;

    let owner = app.acting(&service.cast.owner).await;
    done(
        "approving",
        decide::approve(app.services(), &owner, answer_to(&asked), None).await,
    );

    let approved = app.given().approval(&service, ApprovalSubject::Design).await;
    assert_eq!(approved.state, ApprovalState::Approved);
    assert_eq!(approved.decided_by, Some(owner.user_id));
    assert_eq!(approved.decided_at, Some(app.now()));
    app.given().all_is_sent().await;
}
