//! An editor publishes, on the launch date or after it; the owner may move the date.

use ::entity::enums::{ApprovalState, ApprovalSubject, Phase};
use chrono::Duration;
use lansera::service::{
    ProblemCode,
    cycle::{advance, launch_date, publish},
};

use super::reminders::tick;
use crate::support::{
    app::TestApp,
    expect::{forbidden, refused},
    given::{EService, Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        publishing_before_the_launch_date_is_refused,
        publishing_with_open_tasks_is_refused,
        on_the_launch_date_an_editor_publishes,
        nobody_but_an_editor_publishes,
        launch_is_left_by_publishing_only,
        the_owner_moves_the_launch_date_and_answers_for_it_anew,
        the_launch_date_is_not_moved_into_the_past,
        nobody_but_the_owner_moves_the_launch_date,
        a_launch_date_is_moved_only_after_it_was_decided,
    ]
}

/// In the phase of launch, everything done, 45 days before the date.
async fn ready_to_launch(app: &TestApp) -> EService {
    let service = app.given().e_service_in(Stage::Launch).await;
    app.given().finish_phase(&service).await;
    service
}

async fn publishing_before_the_launch_date_is_refused(app: TestApp) {
    let service = ready_to_launch(&app).await;
    let (editor, cycle) = (
        app.acting(&service.cast.editor).await,
        app.given().cycle(&service).await,
    );
    app.set_morning(service.plan.launch_on.expect("a date"));
    // The last hour of the day before, in Stockholm.
    app.advance(Duration::hours(-9));

    let published = publish::publish(app.services(), &editor, cycle.id, cycle.version).await;

    refused(ProblemCode::BeforeLaunchDate, published);
    assert_eq!(app.given().cycle(&service).await, cycle);
    tick(&app).await;
}

async fn publishing_with_open_tasks_is_refused(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let (editor, cycle) = (
        app.acting(&service.cast.editor).await,
        app.given().cycle(&service).await,
    );
    app.set_morning(service.plan.launch_on.expect("a date"));

    let published = publish::publish(app.services(), &editor, cycle.id, cycle.version).await;

    refused(ProblemCode::GateClosed, published);
    tick(&app).await;
}

async fn on_the_launch_date_an_editor_publishes(app: TestApp) {
    let service = ready_to_launch(&app).await;
    app.set_morning(service.plan.launch_on.expect("a date"));
    // The first hour of the day, in Stockholm; in UTC it is still the day before.
    app.advance(Duration::minutes(-450));

    app.given().move_on(&service).await;

    assert_eq!(app.given().cycle(&service).await.phase, Phase::Management);
    assert_eq!(app.today(), service.plan.launch_on.expect("a date"));
}

async fn nobody_but_an_editor_publishes(app: TestApp) {
    let service = ready_to_launch(&app).await;
    let cycle = app.given().cycle(&service).await;
    let municipality = app.given().municipality().await;
    let cast = &service.cast;

    for person in [
        &municipality.admin,
        &cast.management,
        &cast.owner,
        &cast.project_lead,
        &cast.developer,
    ] {
        let actor = app.acting(person).await;
        forbidden(publish::publish(app.services(), &actor, cycle.id, cycle.version).await);
    }
}

async fn launch_is_left_by_publishing_only(app: TestApp) {
    let service = ready_to_launch(&app).await;
    let (lead, cycle) = (
        app.acting(&service.cast.project_lead).await,
        app.given().cycle(&service).await,
    );

    let moved = advance::advance(app.services(), &lead, cycle.id, cycle.version).await;

    refused(ProblemCode::WrongState, moved);
}

async fn the_owner_moves_the_launch_date_and_answers_for_it_anew(app: TestApp) {
    let service = ready_to_launch(&app).await;
    let (owner, cycle) = (
        app.acting(&service.cast.owner).await,
        app.given().cycle(&service).await,
    );
    let order_before = app.given().task(&service, "launch.publish").await.due_on;
    let later = app.day(60);

    let moved = launch_date::move_launch_date(
        app.services(),
        &owner,
        cycle.id,
        cycle.version,
        later,
        "Utbildningen dröjer.",
    );
    done("a new date", moved.await);

    assert_eq!(app.given().cycle(&service).await.launch_date, Some(later));
    let mut approvals = app.given().approvals(&service).await;
    approvals.retain(|approval| approval.subject == ApprovalSubject::EService);
    let states: Vec<_> = approvals.iter().map(|approval| approval.state).collect();
    assert_eq!(states, [ApprovalState::Approved, ApprovalState::Void]);
    let due = app.given().task(&service, "launch.publish").await.due_on;
    assert_ne!(
        due, order_before,
        "due dates that are counted from the launch move along"
    );
    app.set_morning(later);
    app.given().move_on(&service).await;
    assert_eq!(app.given().cycle(&service).await.phase, Phase::Management);
}

async fn the_launch_date_is_not_moved_into_the_past(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let (owner, cycle) = (
        app.acting(&service.cast.owner).await,
        app.given().cycle(&service).await,
    );
    let yesterday = app.day(-1);

    let moved = launch_date::move_launch_date(
        app.services(),
        &owner,
        cycle.id,
        cycle.version,
        yesterday,
        "Nyss.",
    );

    refused(ProblemCode::DateInPast, moved.await);
}

async fn nobody_but_the_owner_moves_the_launch_date(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cycle = app.given().cycle(&service).await;

    for person in [
        &service.cast.project_lead,
        &service.cast.editor,
        &service.cast.management,
    ] {
        let actor = app.acting(person).await;
        let later = app.day(60);
        forbidden(
            launch_date::move_launch_date(app.services(), &actor, cycle.id, cycle.version, later, "Senare.")
                .await,
        );
    }
}

async fn a_launch_date_is_moved_only_after_it_was_decided(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let (owner, cycle) = (
        app.acting(&service.cast.owner).await,
        app.given().cycle(&service).await,
    );
    let later = app.day(60);

    let moved = launch_date::move_launch_date(
        app.services(),
        &owner,
        cycle.id,
        cycle.version,
        later,
        "Så får det bli.",
    );

    refused(ProblemCode::WrongState, moved.await);
}
