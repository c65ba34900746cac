//! Measuring as a duty: deviations that were accepted, indicators, forecasts.

use ::entity::enums::{Direction, Interval, ServiceIndicator};
use lansera::{global_id::encode, service::metric::define};
use serde_json::{Value, json};

use crate::{
    process::reminders::{days, mornings},
    support::{
        answer::Answer,
        app::TestApp,
        client::Client,
        given::{Plan, Stage, quarterly},
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        an_accepted_deviation_keeps_a_measure_from_being_overdue,
        an_accepted_deviation_puts_reminders_off,
        an_indicator_is_computed_from_what_was_counted,
        satisfaction_is_told_by_level,
        what_an_indicator_cannot_be_is_refused,
        a_forecast_is_explained_in_words,
    ]
}

async fn metric_of(app: &TestApp, indicator: Option<ServiceIndicator>) -> (String, Client, Client) {
    let statement = define::Statement {
        indicator,
        direction: indicator.map_or(Direction::Increase, |of| {
            lansera::domain::goal::indicator(of).direction
        }),
        interval: Interval::Monthly,
        ..quarterly("Andel")
    };
    let plan = Plan {
        metrics: vec![statement],
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Live).await;
    let metric = app.given().metrics(&service).await[0].id;
    (
        encode(metric),
        app.client(&service.cast.service_manager).await,
        app.client(&service.cast.owner).await,
    )
}

/// What is read of a metric.
async fn metric_shows(client: &Client, metric: &str, wanted: &str) -> Value {
    let query = format!("query M($id: ID!) {{ node(id: $id) {{ ... on Metric {{ {wanted} }} }} }}");
    client
        .query(&query, json!({ "id": metric }))
        .await
        .data("node")
        .clone()
}

async fn version(client: &Client, metric: &str) -> Value {
    metric_shows(client, metric, "version").await["version"].clone()
}

async fn records(client: &Client, metric: &str, day: &str, given: Value) -> Answer {
    let mut input = given;
    input["metricId"] = json!(metric);
    input["measuredOn"] = json!(day);
    let wanted = "metric { latest { value late numerator denominator levels { level count share } } }";
    client.change("recordMeasurement", input, wanted).await
}

async fn an_accepted_deviation_keeps_a_measure_from_being_overdue(app: TestApp) {
    let (metric, manager, owner) = metric_of(&app, None).await;
    // Due on 23 December.
    app.set_morning("2027-01-04".parse().expect("a day"));
    assert_eq!(
        metric_shows(&owner, &metric, "overdue").await,
        json!({ "overdue": true })
    );
    let until = |day: &str, version: &Value, reason: &str| json!({ "metricId": metric, "version": version, "untilOn": day, "reason": reason });
    let seen = version(&owner, &metric).await;
    manager
        .change(
            "acceptDeviation",
            until("2027-01-20", &seen, "Byte av system."),
            "",
        )
        .await
        .failed("FORBIDDEN");
    owner
        .change("acceptDeviation", until("2027-01-20", &seen, ""), "")
        .await
        .refused("MISSING", "input.reason");
    owner
        .change(
            "acceptDeviation",
            until("2027-01-03", &seen, "Byte av system."),
            "",
        )
        .await
        .refused("DATE_IN_PAST", "input.untilOn");

    let wanted =
        "metric { overdue nextDueOn duty { expectedOn deviation { untilOn reason acceptedBy { id } } } }";
    let accepted = owner
        .change(
            "acceptDeviation",
            until("2027-01-20", &seen, "Byte av system."),
            wanted,
        )
        .await;
    let accepted = accepted.ok().data("acceptDeviation.metric");
    assert_eq!(accepted["overdue"], false);
    assert_eq!(accepted["nextDueOn"], "2026-12-23");
    assert_eq!(accepted["duty"]["expectedOn"], "2027-01-20");
    assert_eq!(accepted["duty"]["deviation"]["reason"], "Byte av system.");

    app.set_morning("2027-01-20".parse().expect("a day"));
    let recorded = records(&manager, &metric, "2027-01-20", json!({ "value": 50.0 })).await;
    assert_eq!(
        recorded.ok().data("recordMeasurement.metric.latest.late"),
        false,
        "within what was accepted"
    );
    assert_eq!(
        metric_shows(&owner, &metric, "duty { deviation { reason } expectedOn }").await,
        json!({ "duty": { "deviation": null, "expectedOn": "2027-01-23" } })
    );
    app.run_jobs().await;
}

async fn an_accepted_deviation_puts_reminders_off(app: TestApp) {
    let (metric, _, owner) = metric_of(&app, None).await;
    let input = json!({
        "metricId": metric, "version": version(&owner, &metric).await, "untilOn": "2027-01-20", "reason": "Byte av system.",
    });
    owner.change("acceptDeviation", input, "").await.ok();

    let told = mornings(&app, "2026-11-24", "2027-01-31").await;

    assert_eq!(
        days(&told),
        [
            "2027-01-05 MeasureAhead",
            "2027-01-20 MeasureDue",
            "2027-01-27 MeasureOverdue",
        ]
    );
}

async fn an_indicator_is_computed_from_what_was_counted(app: TestApp) {
    let (metric, manager, _) = metric_of(&app, Some(ServiceIndicator::CostPerTransaction)).await;
    let day = app.today().to_string();

    let given = json!({ "numerator": 50_000.0, "denominator": 400.0 });
    let recorded = records(&manager, &metric, &day, given).await;

    assert_eq!(
        recorded.ok().data("recordMeasurement.metric.latest"),
        &json!({ "value": 125.0, "late": false, "numerator": 50_000.0, "denominator": 400.0, "levels": null })
    );
    let nothing = json!({ "numerator": 0.0, "denominator": 0.0 });
    records(&manager, &metric, &day, nothing)
        .await
        .refused("INVALID", "input.denominator");
    let defined = manager
        .query(
            "{ serviceIndicators { indicator unit direction formula denominator share } }",
            json!({}),
        )
        .await;
    assert_eq!(defined.list("serviceIndicators").len(), 4);
    assert_eq!(
        defined.data("serviceIndicators.3"),
        &json!({
            "indicator": "COST_PER_TRANSACTION", "unit": "kr", "direction": "DECREASE", "share": false,
            "formula": "total kostnad ÷ ärenden", "denominator": "avslutade ärenden under perioden",
        })
    );
}

async fn satisfaction_is_told_by_level(app: TestApp) {
    let (metric, manager, _) = metric_of(&app, Some(ServiceIndicator::UserSatisfaction)).await;
    let day = app.today().to_string();

    let recorded = records(&manager, &metric, &day, json!({ "levels": [5, 5, 10, 40, 40] })).await;

    let latest = recorded.ok().data("recordMeasurement.metric.latest");
    assert_eq!(latest["value"], 80.0);
    assert_eq!(
        latest["levels"][3],
        json!({ "level": 4, "count": 40, "share": 0.4 })
    );
    records(&manager, &metric, &day, json!({ "levels": [1, 2] }))
        .await
        .refused("MISSING", "input.value");
    records(&manager, &metric, &day, json!({ "levels": [0, 0, 0, 0, 0] }))
        .await
        .refused("INVALID", "input.levels");
}

async fn what_an_indicator_cannot_be_is_refused(app: TestApp) {
    let (metric, manager, _) = metric_of(&app, Some(ServiceIndicator::CompletionRate)).await;
    let day = app.today().to_string();
    records(
        &manager,
        &metric,
        &day,
        json!({ "numerator": 5.0, "denominator": 4.0 }),
    )
    .await
    .refused("INVALID", "input.numerator");
    records(
        &manager,
        &metric,
        &day,
        json!({ "value": 5.0, "denominator": 4.0 }),
    )
    .await
    .refused("MISSING", "input.value");
    let seen = version(&manager, &metric).await;
    let falling = json!({
        "metricId": metric, "version": seen, "metric": {
            "name": "Andel", "goal": "Fler i mål.", "unit": "%", "direction": "DECREASE", "target": 10.0,
            "interval": "MONTHLY", "indicator": "COMPLETION_RATE",
        },
    });
    manager
        .change("updateMetric", falling, "")
        .await
        .refused("INVALID", "input.direction");
}

async fn a_forecast_is_explained_in_words(app: TestApp) {
    let (metric, manager, owner) = metric_of(&app, None).await;
    for (day, value) in [("2026-12-23", 45.0), ("2027-01-22", 50.0), ("2027-02-21", 55.0)] {
        app.set_morning(day.parse().expect("a day"));
        records(&manager, &metric, day, json!({ "value": value }))
            .await
            .ok();
    }

    let wanted = "attainment trend forecast { outcome metOn } explanation eService { goals { goal attainment metrics { name } } }";
    let shown = metric_shows(&owner, &metric, wanted).await;

    assert_eq!(shown["attainment"], 0.375);
    assert_eq!(shown["trend"], "IMPROVING");
    // Five more every thirty days: the twenty-five that are left are a hundred and fifty days.
    assert_eq!(
        shown["forecast"],
        json!({ "outcome": "EXPECTED", "metOn": "2027-07-21" })
    );
    let said = shown["explanation"].as_str().expect("words");
    assert!(
        said.contains("går åt rätt håll") && said.contains("2027-07-21"),
        "{said}"
    );
    assert_eq!(
        shown["eService"]["goals"],
        json!([{ "goal": "Fler ansöker digitalt.", "attainment": 0.375, "metrics": [{ "name": "Andel" }] }])
    );
    app.run_jobs().await;
}
