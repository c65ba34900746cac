//! Reminders of a measure: 14 days before it is due, on its day, and when it has passed.

use lansera::service::metric::measure::{self, Reading};

use super::{day, days, each_once, mornings};
use crate::support::{
    app::TestApp,
    given::{EService, Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_manager_is_reminded_before_the_day_on_it_and_after_it,
        what_was_measured_is_not_asked_for,
        the_next_time_is_reminded_of_anew,
    ]
}

async fn measured(app: &TestApp, service: &EService) {
    let manager = app.acting(&service.cast.service_manager).await;
    let metric = app.given().metrics(service).await[0].id;
    let reading = Reading {
        value: 50.0.into(),
        measured_on: app.today(),
        note: String::new(),
    };
    done(
        "a measurement",
        measure::record(app.services(), &manager, metric, reading).await,
    );
}

async fn the_manager_is_reminded_before_the_day_on_it_and_after_it(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;

    let told = mornings(&app, "2026-11-24", "2027-03-31").await;

    let expected = [
        "2027-02-09 MeasureAhead",
        "2027-02-23 MeasureDue",
        "2027-03-02 MeasureOverdue",
        "2027-03-16 MeasureOverdue",
    ];
    assert_eq!(days(&told), expected);
    assert!(told.iter().all(|told| told.about == day("2027-02-23")));
    let (later, first): (Vec<_>, Vec<_>) = told.into_iter().partition(|told| told.on == day("2027-03-16"));
    each_once(&first, &[&service.cast.service_manager]);
    each_once(&later, &[&service.cast.service_manager, &service.cast.owner]);
}

async fn what_was_measured_is_not_asked_for(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    assert_eq!(
        days(&mornings(&app, "2027-02-08", "2027-02-10").await),
        ["2027-02-09 MeasureAhead"]
    );

    measured(&app, &service).await;

    assert_eq!(mornings(&app, "2027-02-11", "2027-03-31").await, []);
}

async fn the_next_time_is_reminded_of_anew(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    app.set_morning(day("2027-02-22"));
    measured(&app, &service).await;

    let told = mornings(&app, "2027-05-01", "2027-05-25").await;

    // 9 May 2027 and 23 May are Sundays: before the day one is reminded earlier, of the day itself later.
    assert_eq!(days(&told), ["2027-05-07 MeasureAhead", "2027-05-24 MeasureDue"]);
    assert!(told.iter().all(|told| told.about == day("2027-05-23")));
    each_once(&told, &[&service.cast.service_manager]);
}
