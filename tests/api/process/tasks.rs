//! Tasks: taken, given, done and left out by those who have a part in them, each when its time has come.

use ::entity::enums::{Phase, Role, TaskState};
use lansera::service::{
    ProblemCode,
    task::{manage, work},
};

use crate::support::{
    app::TestApp,
    expect::{forbidden, not_found, refused},
    given::{Plan, Scope, Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        what_waits_becomes_ready_when_the_former_is_done,
        a_task_is_left_out_with_a_reason_only_where_the_process_lets_it,
        a_task_is_not_done_before_what_it_leaves_behind_is_there,
        what_an_approval_closes_is_not_closed_by_hand,
        a_task_is_for_those_who_hold_its_role,
        a_task_that_was_given_to_somebody_is_theirs_to_do,
        a_task_that_changed_meanwhile_is_not_changed_again,
        a_task_added_by_hand_keeps_the_gate_closed,
        what_recurs_comes_again_when_it_is_done,
        a_confidential_e_service_is_not_there_for_others,
    ]
}

async fn what_waits_becomes_ready_when_the_former_is_done(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    assert_eq!(
        app.given().task(&service, "inventory.process_map").await.state,
        TaskState::Waiting
    );
    let needs = app.given().task(&service, "inventory.needs").await;
    assert_eq!(needs.state, TaskState::Ready);
    let management = app.acting(&service.cast.management).await;

    done(
        "starting",
        work::start(app.services(), &management, needs.id, needs.version).await,
    );
    let started = app.given().task_now(needs.id).await;
    assert_eq!(
        (started.state, started.assignee_id),
        (TaskState::InProgress, Some(management.user_id))
    );
    done(
        "completing",
        work::complete(app.services(), &management, needs.id, started.version).await,
    );

    assert_eq!(
        app.given().task(&service, "inventory.process_map").await.state,
        TaskState::Ready
    );
}

async fn a_task_is_left_out_with_a_reason_only_where_the_process_lets_it(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let management = app.acting(&service.cast.management).await;
    let needs = app.given().task(&service, "inventory.needs").await;
    let skipped = work::skip(app.services(), &management, needs.id, needs.version, "Onödigt.").await;
    refused(ProblemCode::NotSkippable, skipped);
    done(
        "completing",
        work::complete(app.services(), &management, needs.id, needs.version).await,
    );

    let map = app.given().task(&service, "inventory.process_map").await;
    let silent = work::skip(app.services(), &management, map.id, map.version, " ").await;
    refused(ProblemCode::ReasonMissing, silent);
    done(
        "skipping",
        work::skip(app.services(), &management, map.id, map.version, "Finns redan.").await,
    );

    let map = app.given().task_now(map.id).await;
    assert_eq!(
        (map.state, map.skip_reason.as_deref()),
        (TaskState::Skipped, Some("Finns redan."))
    );
}

async fn a_task_is_not_done_before_what_it_leaves_behind_is_there(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let design = app.given().task(&service, "preparation.design").await;
    let lead = app.acting(&service.cast.project_lead).await;

    let empty = work::complete(app.services(), &lead, design.id, design.version).await;

    refused(ProblemCode::OutcomeMissing, empty);
}

async fn what_an_approval_closes_is_not_closed_by_hand(app: TestApp) {
    let service = app.given().e_service_in(Stage::Decision).await;
    let develop = app.given().task(&service, "decision.develop").await;
    let management = app.acting(&service.cast.management).await;

    let by_hand = work::complete(app.services(), &management, develop.id, develop.version).await;

    refused(ProblemCode::CompletedByOutcome, by_hand);
}

async fn a_task_is_for_those_who_hold_its_role(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let design = app.given().task(&service, "preparation.design").await;
    let elsewhere = app.given().e_service_in(Stage::Idea).await;
    let stranger = app
        .given()
        .person_with("Sten Främling", Role::ProjectLead, Scope::EService(elsewhere.id))
        .await;

    for person in [
        &service.cast.owner,
        &service.cast.management,
        &service.cast.business,
        &stranger,
    ] {
        let actor = app.acting(person).await;
        forbidden(work::take(app.services(), &actor, design.id, design.version).await);
        forbidden(work::complete(app.services(), &actor, design.id, design.version).await);
    }
}

async fn a_task_that_was_given_to_somebody_is_theirs_to_do(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let texts = app.given().task(&service, "launch.texts").await;
    let (lead, developer) = (
        app.acting(&service.cast.project_lead).await,
        app.acting(&service.cast.developer).await,
    );

    let given = manage::assign(
        app.services(),
        &lead,
        texts.id,
        texts.version,
        Some(developer.user_id),
    )
    .await;
    done("giving", given);
    app.given().left_by(&service, "launch.texts").await;
    let texts = app.given().task_now(texts.id).await;
    done(
        "completing",
        work::complete(app.services(), &developer, texts.id, texts.version).await,
    );

    assert_eq!(
        app.given().task_now(texts.id).await.completed_by,
        Some(developer.user_id)
    );
    app.given().all_is_sent().await;
}

async fn a_task_that_changed_meanwhile_is_not_changed_again(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let texts = app.given().task(&service, "launch.texts").await;
    let lead = app.acting(&service.cast.project_lead).await;
    done(
        "taking",
        work::take(app.services(), &lead, texts.id, texts.version).await,
    );

    let late = work::complete(app.services(), &lead, texts.id, texts.version).await;

    refused(ProblemCode::Stale, late);
}

async fn a_task_added_by_hand_keeps_the_gate_closed(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    app.given().finish_phase(&service).await;
    let lead = app.acting(&service.cast.project_lead).await;
    let new = manage::NewTask {
        title: "Fråga arkivet".into(),
        description: String::new(),
        phase: Phase::Preparation,
        role: Role::ProjectLead,
        due_on: Some(app.day(7)),
    };

    let added = done(
        "a task",
        manage::add(app.services(), &lead, service.cycle, new).await,
    );

    let task = app.given().task_now(added).await;
    assert_eq!(task.state, TaskState::Ready);
    let cycle = app.given().cycle(&service).await;
    let moved =
        lansera::service::cycle::advance::advance(app.services(), &lead, cycle.id, cycle.version).await;
    refused(ProblemCode::GateClosed, moved);
    done(
        "completing",
        work::complete(app.services(), &lead, added, task.version).await,
    );
    app.given().move_on(&service).await;
    app.given().all_is_sent().await;
}

async fn what_recurs_comes_again_when_it_is_done(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let first = app.given().task(&service, "management.operation").await;
    assert_eq!((first.state, first.occurrence), (TaskState::Ready, 1));
    let manager = app.acting(&service.cast.service_manager).await;
    app.given().left_by(&service, "management.operation").await;

    done(
        "completing",
        work::complete(app.services(), &manager, first.id, first.version).await,
    );

    let second = app.given().task(&service, "management.operation").await;
    assert_eq!((second.state, second.occurrence), (TaskState::Ready, 2));
    assert_eq!(
        second.due_on,
        first
            .due_on
            .and_then(|day| day.checked_add_months(chrono::Months::new(1)))
    );
}

async fn a_confidential_e_service_is_not_there_for_others(app: TestApp) {
    let plan = Plan {
        confidential: true,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Preparation).await;
    let design = app.given().task(&service, "preparation.design").await;
    let stranger = app.acting(&app.given().person("Sten Främling").await).await;

    not_found(work::take(app.services(), &stranger, design.id, design.version).await);
    not_found(lansera::service::task::comment::comment(app.services(), &stranger, design.id, "Hej!").await);
}
