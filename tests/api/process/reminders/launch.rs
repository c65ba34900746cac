//! Reminders of a launch: 30, 14, 7 and 1 days before it and on its day, and when it has passed without publication.

use ::entity::enums::{ApprovalSubject, DocumentKind, Role};
use lansera::service::{account::roles, cycle::launch_date};

use super::{day, days, each_once, mornings, told_now};
use crate::support::{
    app::TestApp,
    given::{EService, Person, Plan, Scope, Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        those_concerned_are_reminded_on_each_of_the_days_once,
        nothing_is_told_before_the_hour,
        a_launch_that_was_not_published_is_asked_about,
        after_publication_nothing_more_is_told,
        of_a_date_that_has_moved_nothing_is_told,
        what_was_planned_for_a_date_that_has_moved_is_not_sent,
        three_days_of_standing_still_lose_nothing_and_tell_once,
        a_long_stand_still_does_not_burst,
        while_the_approval_is_void_in_build_nothing_is_told,
        whoever_no_longer_holds_the_role_is_not_told,
        whoever_is_appointed_later_is_told_from_then_on,
    ]
}

/// About to be launched on Thursday 28 January 2027, of which no reminder falls on a free day.
async fn launching(app: &TestApp) -> EService {
    let plan = Plan {
        launch_on: Some(day("2027-01-28")),
        ..Plan::default()
    };
    app.given().e_service(plan, Stage::Launch).await
}

fn concerned(service: &EService) -> [&Person; 4] {
    let cast = &service.cast;
    [
        &cast.owner,
        &cast.project_lead,
        &cast.service_manager,
        &cast.editor,
    ]
}

async fn moved_to(app: &TestApp, service: &EService, date: &str) {
    let (owner, cycle) = (
        app.acting(&service.cast.owner).await,
        app.given().cycle(service).await,
    );
    let moved = launch_date::move_launch_date(
        app.services(),
        &owner,
        cycle.id,
        cycle.version,
        day(date),
        "Senare.",
    );
    done("a new date", moved.await);
}

async fn those_concerned_are_reminded_on_each_of_the_days_once(app: TestApp) {
    let service = launching(&app).await;

    let told = mornings(&app, "2026-11-23", "2027-01-28").await;

    let expected = [
        "2026-12-29 LaunchAhead",
        "2027-01-14 LaunchAhead",
        "2027-01-21 LaunchAhead",
        "2027-01-27 LaunchAhead",
        "2027-01-28 LaunchToday",
    ];
    assert_eq!(days(&told), expected);
    each_once(&told, &concerned(&service));
    assert!(told.iter().all(|told| told.about == day("2027-01-28")));
}

async fn nothing_is_told_before_the_hour(app: TestApp) {
    launching(&app).await;

    app.set_morning(day("2027-01-14"));
    app.advance(chrono::Duration::seconds(-1));
    assert_eq!(told_now(&app).await, []);
    app.advance(chrono::Duration::seconds(1));
    assert_eq!(told_now(&app).await.len(), 4);
    app.advance(chrono::Duration::minutes(5));
    assert_eq!(told_now(&app).await, []);
}

async fn a_launch_that_was_not_published_is_asked_about(app: TestApp) {
    let service = launching(&app).await;
    mornings(&app, "2027-01-27", "2027-01-28").await;

    let told = mornings(&app, "2027-01-29", "2027-02-28").await;

    assert_eq!(
        days(&told),
        ["2027-01-29 LaunchOverdue", "2027-02-04 LaunchOverdue"]
    );
    let cast = &service.cast;
    let (first, second): (Vec<_>, Vec<_>) = told.into_iter().partition(|told| told.on == day("2027-01-29"));
    each_once(&first, &[&cast.editor, &cast.project_lead, &cast.owner]);
    each_once(
        &second,
        &[&cast.editor, &cast.project_lead, &cast.owner, &cast.management],
    );
}

async fn after_publication_nothing_more_is_told(app: TestApp) {
    let service = launching(&app).await;
    app.given().finish_phase(&service).await;
    mornings(&app, "2027-01-27", "2027-01-28").await;

    app.given().move_on(&service).await;

    assert_eq!(mornings(&app, "2027-01-28", "2027-02-28").await, []);
}

async fn of_a_date_that_has_moved_nothing_is_told(app: TestApp) {
    let service = launching(&app).await;
    mornings(&app, "2026-12-28", "2027-01-04").await;

    moved_to(&app, &service, "2027-03-25").await;

    let told = mornings(&app, "2027-01-05", "2027-03-25").await;
    let expected = [
        "2027-02-23 LaunchAhead",
        "2027-03-11 LaunchAhead",
        "2027-03-18 LaunchAhead",
        "2027-03-24 LaunchAhead",
        "2027-03-25 LaunchToday",
    ];
    assert_eq!(days(&told), expected);
    each_once(&told, &concerned(&service));
    assert!(told.iter().all(|told| told.about == day("2027-03-25")));
}

async fn what_was_planned_for_a_date_that_has_moved_is_not_sent(app: TestApp) {
    let service = launching(&app).await;
    app.set_morning(day("2027-01-14"));
    let planned = lansera::service::notification::plan::plan(app.services()).await;
    assert!(planned.expect("reminders") >= 4);

    moved_to(&app, &service, "2027-03-25").await;

    assert_eq!(told_now(&app).await, []);
}

async fn three_days_of_standing_still_lose_nothing_and_tell_once(app: TestApp) {
    let service = launching(&app).await;
    mornings(&app, "2027-01-04", "2027-01-13").await;

    // Thursday 14 January, when 14 days are left, passes without a tick, and so do Friday and the weekend.
    let told = mornings(&app, "2027-01-18", "2027-01-20").await;

    assert_eq!(days(&told), ["2027-01-18 LaunchAhead"]);
    each_once(&told, &concerned(&service));
}

async fn a_long_stand_still_does_not_burst(app: TestApp) {
    let service = launching(&app).await;

    // Nothing since November: the reminders with 30, 14 and 7 days left were all missed.
    let told = mornings(&app, "2027-01-25", "2027-01-26").await;

    assert_eq!(days(&told), ["2027-01-25 LaunchAhead"]);
    each_once(&told, &concerned(&service));
}

async fn while_the_approval_is_void_in_build_nothing_is_told(app: TestApp) {
    let plan = Plan {
        launch_on: Some(day("2027-01-28")),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Build).await;
    app.given().finish_phase(&service).await;
    app.given().all_is_sent().await;
    assert_eq!(
        days(&mornings(&app, "2026-12-28", "2026-12-30").await),
        ["2026-12-29 LaunchAhead"]
    );

    app.given()
        .write(
            &service,
            DocumentKind::BuildNote,
            &service.cast.developer,
            "Version 2.",
        )
        .await;
    assert_eq!(mornings(&app, "2027-01-11", "2027-01-15").await, []);

    for subject in [
        ApprovalSubject::Test,
        ApprovalSubject::Editorial,
        ApprovalSubject::EService,
    ] {
        app.given().approved(&service, subject).await;
    }
    app.given().all_is_sent().await;
    let told = mornings(&app, "2027-01-16", "2027-01-21").await;
    assert_eq!(days(&told), ["2027-01-21 LaunchAhead"]);
}

async fn whoever_no_longer_holds_the_role_is_not_told(app: TestApp) {
    let service = launching(&app).await;
    let (admin, owner) = (&app.given().municipality().await.admin, &service.cast.owner);
    app.set_morning(day("2027-01-14"));
    let planned = lansera::service::notification::plan::plan(app.services()).await;
    assert!(planned.expect("reminders") >= 4);

    let grant = app
        .given()
        .role(owner, Role::Owner, Scope::EService(service.id))
        .await;
    let admin = app.acting(admin).await;
    done(
        "taking the role",
        roles::revoke(app.services(), &admin, grant).await,
    );

    let cast = &service.cast;
    each_once(
        &told_now(&app).await,
        &[&cast.project_lead, &cast.service_manager, &cast.editor],
    );
}

async fn whoever_is_appointed_later_is_told_from_then_on(app: TestApp) {
    let service = launching(&app).await;
    mornings(&app, "2027-01-14", "2027-01-15").await;

    let second = app
        .given()
        .person_with("Nadja Ny", Role::Owner, Scope::EService(service.id))
        .await;

    let told = mornings(&app, "2027-01-19", "2027-01-21").await;
    assert_eq!(
        days(&told).last().map(String::as_str),
        Some("2027-01-21 LaunchAhead")
    );
    let theirs = told
        .iter()
        .filter(|told| told.to == second.email && told.on == day("2027-01-21"));
    assert_eq!(theirs.count(), 1);
}
