//! Management decides; what it decides switches activities on and off, and opens the way on.

use ::entity::enums::{DocumentKind, EServiceState, Phase, TaskState};
use ::entity::{decision, e_service};
use lansera::service::{
    ProblemCode,
    cycle::advance,
    decision::record::{self, Decided, Outcome},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::{
    app::TestApp,
    expect::{forbidden, refused},
    given::{EService, Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_decision_to_develop_appoints_the_manager_and_closes_its_tasks,
        a_decision_belongs_to_its_phase,
        what_management_declines_does_not_go_on,
        a_decision_that_was_put_off_can_be_taken_later,
        nobody_but_management_decides,
        the_gate_to_the_decision_waits_for_the_pre_study,
    ]
}

fn decided(outcome: Outcome) -> Decided {
    Decided {
        outcome,
        motive: "Behovet är för litet.".into(),
        minutes_reference: None,
        hours: None,
        budget_minor: None,
    }
}

async fn state(app: &TestApp, service: &EService) -> EServiceState {
    let found = e_service::Entity::find_by_id(service.id)
        .one(&app.services().db)
        .await;
    found.expect("e-services").expect("the e-service").state
}

async fn a_decision_to_develop_appoints_the_manager_and_closes_its_tasks(app: TestApp) {
    let service = app.given().e_service_in(Stage::Decision).await;

    app.given().decided_go(&service).await;

    for activity in [
        "decision.develop",
        "decision.approach",
        "decision.target_group",
        "decision.manager",
    ] {
        let task = app.given().task(&service, activity).await;
        assert_eq!(task.state, TaskState::Done, "{activity}");
        assert_eq!(task.completed_by, Some(service.cast.management.id), "{activity}");
    }
    let manager = app.acting(&service.cast.service_manager).await;
    assert_eq!(manager.grants.len(), 1, "{:?}", manager.grants);
}

async fn a_decision_belongs_to_its_phase(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let (management, cycle) = (
        app.acting(&service.cast.management).await,
        app.given().cycle(&service).await,
    );

    let early = record::record(
        app.services(),
        &management,
        cycle.id,
        cycle.version,
        decided(Outcome::NoGo),
    )
    .await;

    refused(ProblemCode::WrongPhase, early);
}

async fn what_management_declines_does_not_go_on(app: TestApp) {
    let service = app.given().e_service_in(Stage::Decision).await;
    let (management, cycle) = (
        app.acting(&service.cast.management).await,
        app.given().cycle(&service).await,
    );

    let no = record::record(
        app.services(),
        &management,
        cycle.id,
        cycle.version,
        decided(Outcome::NoGo),
    )
    .await;
    done("a no", no);

    assert_eq!(state(&app, &service).await, EServiceState::Declined);
    let cycle = app.given().cycle(&service).await;
    let moved = advance::advance(app.services(), &management, cycle.id, cycle.version).await;
    refused(ProblemCode::WrongState, moved);
}

async fn a_decision_that_was_put_off_can_be_taken_later(app: TestApp) {
    let service = app.given().e_service_in(Stage::Decision).await;
    let (management, cycle) = (
        app.acting(&service.cast.management).await,
        app.given().cycle(&service).await,
    );
    let later = decided(Outcome::Defer(Some(app.day(90))));

    done(
        "a deferral",
        record::record(app.services(), &management, cycle.id, cycle.version, later).await,
    );
    assert_eq!(
        app.given().task(&service, "decision.develop").await.state,
        TaskState::Ready
    );
    app.given().finish_phase(&service).await;
    app.given().move_on(&service).await;

    assert_eq!(app.given().cycle(&service).await.phase, Phase::Preparation);
    assert_eq!(state(&app, &service).await, EServiceState::InDevelopment);
    let all = decision::Entity::find().filter(decision::COLUMN.cycle_id.eq(service.cycle));
    let all = all.all(&app.services().db).await.expect("decisions");
    assert_eq!(
        all.iter().filter(|row| row.superseded_at.is_none()).count(),
        1,
        "{all:?}"
    );
}

async fn nobody_but_management_decides(app: TestApp) {
    let service = app.given().e_service_in(Stage::Decision).await;
    let cycle = app.given().cycle(&service).await;
    let municipality = app.given().municipality().await;
    let elsewhere = app.given().cast("Skog", municipality.schools).await;

    for person in [&municipality.admin, &service.cast.owner, &elsewhere.management] {
        let actor = app.acting(person).await;
        forbidden(
            record::record(
                app.services(),
                &actor,
                cycle.id,
                cycle.version,
                decided(Outcome::NoGo),
            )
            .await,
        );
    }
}

async fn the_gate_to_the_decision_waits_for_the_pre_study(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let management = app.acting(&service.cast.management).await;
    let cycle = app.given().cycle(&service).await;

    let early = advance::advance(app.services(), &management, cycle.id, cycle.version).await;
    refused(ProblemCode::GateClosed, early);

    app.given().finish_phase(&service).await;
    let written = lansera::service::document::queries::of_kind(
        &app.services().db,
        service.cycle,
        DocumentKind::PreStudy,
    );
    assert!(written.await.expect("documents").is_some());
    app.given().move_on(&service).await;
    assert_eq!(app.given().cycle(&service).await.phase, Phase::Decision);
}
