//! Measures: due by their interval from the launch on, and moved on by each measurement that answers one.

use ::entity::{enums::Interval, ids::MetricId, measurement};
use chrono::NaiveDate;
use lansera::service::{
    ProblemCode,
    metric::{
        define,
        measure::{self, Reading},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::support::{
    app::TestApp,
    expect::{forbidden, refused},
    given::{EService, Plan, Stage, done, quarterly},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        every_measure_is_first_due_an_interval_after_the_launch,
        a_measurement_moves_the_due_date_on,
        a_measurement_after_its_day_is_late,
        one_measurement_answers_for_all_that_was_missed,
        an_older_value_does_not_answer_what_is_due_now,
        nothing_is_measured_before_the_launch,
        nobody_but_the_manager_measures,
        the_future_is_not_measured,
        another_interval_gives_another_due_date,
    ]
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

async fn live(app: &TestApp) -> (EService, MetricId) {
    let service = app.given().e_service_in(Stage::Live).await;
    let [metric] = &app.given().metrics(&service).await[..] else {
        panic!("one measure")
    };
    (service, metric.id)
}

async fn next_due(app: &TestApp, service: &EService) -> Option<NaiveDate> {
    app.given().metrics(service).await[0].next_due_on
}

async fn measured(app: &TestApp, service: &EService, metric: MetricId, on: NaiveDate, value: f64) {
    let manager = app.acting(&service.cast.service_manager).await;
    let reading = Reading {
        value: value.into(),
        measured_on: on,
        note: String::new(),
    };
    done(
        "a measurement",
        measure::record(app.services(), &manager, metric, reading).await,
    );
}

async fn measurements(app: &TestApp, metric: MetricId) -> Vec<measurement::Model> {
    measurement::Entity::find()
        .filter(measurement::COLUMN.metric_id.eq(metric))
        .order_by_asc(measurement::COLUMN.id)
        .all(&app.services().db)
        .await
        .expect("measurements")
}

async fn every_measure_is_first_due_an_interval_after_the_launch(app: TestApp) {
    let every = |interval| define::Statement {
        interval,
        ..quarterly("Andel")
    };
    let plan = Plan {
        metrics: Interval::ALL.iter().copied().map(every).collect(),
        ..Plan::default()
    };

    let service = app.given().e_service(plan, Stage::Live).await;

    let due: Vec<_> = app
        .given()
        .metrics(&service)
        .await
        .iter()
        .map(|metric| metric.next_due_on)
        .collect();
    let expected = [
        "2026-11-30",
        "2026-12-23",
        "2027-02-23",
        "2027-05-23",
        "2027-11-23",
    ];
    assert_eq!(due, expected.map(|text| Some(day(text))));
}

async fn a_measurement_moves_the_due_date_on(app: TestApp) {
    let (service, metric) = live(&app).await;
    app.set_morning(day("2027-02-22"));

    measured(&app, &service, metric, day("2027-02-20"), 47.25).await;

    assert_eq!(next_due(&app, &service).await, Some(day("2027-05-23")));
    let [row] = &measurements(&app, metric).await[..] else {
        panic!("one measurement")
    };
    assert_eq!(
        (row.value, row.due_on, row.late),
        (47.25, Some(day("2027-02-23")), false)
    );
}

async fn a_measurement_after_its_day_is_late(app: TestApp) {
    let (service, metric) = live(&app).await;
    app.set_morning(day("2027-02-24"));

    measured(&app, &service, metric, day("2027-02-23"), 48.0).await;

    let [row] = &measurements(&app, metric).await[..] else {
        panic!("one measurement")
    };
    assert_eq!((row.due_on, row.late), (Some(day("2027-02-23")), true));
    assert_eq!(next_due(&app, &service).await, Some(day("2027-05-23")));
}

async fn one_measurement_answers_for_all_that_was_missed(app: TestApp) {
    let (service, metric) = live(&app).await;
    app.set_morning(day("2027-09-01"));

    measured(&app, &service, metric, day("2027-09-01"), 55.0).await;

    assert_eq!(next_due(&app, &service).await, Some(day("2027-11-23")));
}

async fn an_older_value_does_not_answer_what_is_due_now(app: TestApp) {
    let (service, metric) = live(&app).await;
    app.set_morning(day("2027-02-23"));
    measured(&app, &service, metric, day("2027-02-23"), 47.0).await;

    measured(&app, &service, metric, day("2027-02-22"), 47.5).await;

    assert_eq!(next_due(&app, &service).await, Some(day("2027-05-23")));
    assert_eq!(measurements(&app, metric).await.len(), 2);
}

async fn nothing_is_measured_before_the_launch(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    assert_eq!(next_due(&app, &service).await, None);
    let metric = app.given().metrics(&service).await[0].id;
    let manager = app.acting(&service.cast.service_manager).await;
    let reading = Reading {
        value: 1.0.into(),
        measured_on: app.today(),
        note: String::new(),
    };

    refused(
        ProblemCode::WrongState,
        measure::record(app.services(), &manager, metric, reading).await,
    );
}

async fn nobody_but_the_manager_measures(app: TestApp) {
    let (service, metric) = live(&app).await;

    for person in [
        &service.cast.owner,
        &service.cast.project_lead,
        &service.cast.case_officer,
    ] {
        let actor = app.acting(person).await;
        let reading = Reading {
            value: 1.0.into(),
            measured_on: app.today(),
            note: String::new(),
        };
        forbidden(measure::record(app.services(), &actor, metric, reading).await);
    }
}

async fn the_future_is_not_measured(app: TestApp) {
    let (service, metric) = live(&app).await;
    let manager = app.acting(&service.cast.service_manager).await;
    for (value, measured_on) in [(1.0, app.day(1)), (f64::NAN, app.today())] {
        let reading = Reading {
            value: value.into(),
            measured_on,
            note: String::new(),
        };
        refused(
            ProblemCode::Invalid,
            measure::record(app.services(), &manager, metric, reading).await,
        );
    }
}

async fn another_interval_gives_another_due_date(app: TestApp) {
    let (service, metric) = live(&app).await;
    let manager = app.acting(&service.cast.service_manager).await;
    let monthly = define::Statement {
        interval: Interval::Monthly,
        ..quarterly("Andel digitala ansökningar")
    };
    let version = app.given().metrics(&service).await[0].version;

    done(
        "a change",
        define::update(app.services(), &manager, metric, version, monthly).await,
    );

    assert_eq!(next_due(&app, &service).await, Some(day("2026-12-23")));
}
