//! The life of an e-service, from an idea to follow-up.

use ::entity::{
    e_service,
    enums::{Approach, EServiceState, Phase, TaskState},
};
use sea_orm::EntityTrait;

use crate::support::{
    app::TestApp,
    given::{EService, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        an_idea_becomes_a_live_e_service,
        a_project_with_target_group_and_test_group_comes_to_follow_up,
        what_was_not_decided_does_not_apply,
    ]
}

async fn state(app: &TestApp, service: &EService) -> EServiceState {
    let found = e_service::Entity::find_by_id(service.id)
        .one(&app.services().db)
        .await;
    found.expect("e-services").expect("the e-service").state
}

async fn an_idea_becomes_a_live_e_service(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;

    let cycle = app.given().cycle(&service).await;
    assert_eq!(cycle.phase, Phase::Management);
    assert_eq!(cycle.published_at, Some(app.now()));
    assert_eq!(state(&app, &service).await, EServiceState::Live);
    let [metric] = &app.given().metrics(&service).await[..] else {
        panic!("one measure")
    };
    assert_eq!(
        metric.next_due_on,
        "2027-02-23".parse().ok(),
        "a quarter after the launch"
    );
}

async fn a_project_with_target_group_and_test_group_comes_to_follow_up(app: TestApp) {
    let plan = Plan {
        approach: Approach::Project,
        target_group: true,
        test_group: true,
        ..Plan::default()
    };

    let service = app.given().e_service(plan, Stage::FollowUp).await;

    assert_eq!(app.given().cycle(&service).await.phase, Phase::FollowUp);
    for activity in [
        "preparation.project",
        "build.test_group",
        "management.close_project",
    ] {
        assert_eq!(
            app.given().task(&service, activity).await.state,
            TaskState::Done,
            "{activity}"
        );
    }
}

async fn what_was_not_decided_does_not_apply(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;

    for activity in [
        "preparation.project",
        "build.test_group",
        "management.close_project",
    ] {
        let task = app.given().task(&service, activity).await;
        assert_eq!(task.state, TaskState::NotApplicable, "{activity}");
    }
}
