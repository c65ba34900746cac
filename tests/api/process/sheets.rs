//! Measured values from a sheet: looked at first, then all of them or none.

use serde_json::{Value, json};

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::{Plan, Stage, quarterly},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_sheet_is_looked_at_and_then_read_in,
        a_sheet_with_a_wrong_line_changes_nothing,
        a_sheet_names_only_what_one_measures_oneself,
    ]
}

async fn manager_of(app: &TestApp, name: &str) -> Client {
    let plan = Plan {
        name: name.into(),
        metrics: vec![quarterly("Andel digitala ansökningar"), quarterly("Kötid")],
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Live).await;
    app.set_morning("2027-02-23".parse().expect("a day"));
    app.client(&service.cast.service_manager).await
}

async fn imports(client: &Client, csv: &str, dry_run: bool) -> Answer {
    let input = json!({ "csv": csv, "dryRun": dry_run });
    let wanted = "recordedCount rows { line named metric { name } measuredOn value dueOn late problems { code path } }";
    client.change("importMeasurements", input, wanted).await
}

fn line(number: i32, metric: &str, value: f64, due_on: Option<&str>) -> Value {
    json!({
        "line": number, "named": metric, "metric": { "name": metric }, "measuredOn": "2027-02-23", "value": value,
        "dueOn": due_on, "late": false, "problems": [],
    })
}

async fn a_sheet_is_looked_at_and_then_read_in(app: TestApp) {
    let manager = manager_of(&app, "Ansök om bygglov").await;
    let sheet = "\u{feff}mått;datum;värde;anmärkning\r\nAndel digitala ansökningar;2027-02-23;47,25;Ur systemet\r\nKötid;2027-02-23;12;\r\n";
    let expected = json!([
        line(2, "Andel digitala ansökningar", 47.25, Some("2027-02-23")),
        line(3, "Kötid", 12.0, Some("2027-02-23")),
    ]);

    let looked = imports(&manager, sheet, true).await;
    assert_eq!(looked.ok().data("importMeasurements.rows"), &expected);
    assert_eq!(looked.data("importMeasurements.recordedCount"), 0);

    let read = imports(&manager, sheet, false).await;
    assert_eq!(read.ok().data("importMeasurements.rows"), &expected);
    assert_eq!(read.data("importMeasurements.recordedCount"), 2);
    let again = imports(&manager, sheet, true).await;
    assert_eq!(again.data("importMeasurements.rows.0.dueOn"), &Value::Null);
    app.run_jobs().await;
}

async fn a_sheet_with_a_wrong_line_changes_nothing(app: TestApp) {
    let manager = manager_of(&app, "Ansök om bygglov").await;
    let sheet = "mått;datum;värde\nKötid;2027-02-23;12\nKötid;igår;12\nNågot annat;2027-02-23;1\nKötid;2027-02-23;många\n";

    let refused = imports(&manager, sheet, false).await;

    refused.refused("INVALID", "input.csv");
    let problems: Vec<Value> = refused
        .list("importMeasurements.rows")
        .iter()
        .map(|row| row["problems"].clone())
        .collect();
    let problem = |code: &str, path: &str| json!([{ "code": code, "path": ["input", path] }]);
    assert_eq!(
        problems,
        [
            json!([]),
            problem("INVALID", "measuredOn"),
            problem("UNKNOWN_ID", "metric"),
            problem("INVALID", "value")
        ]
    );
    assert_eq!(refused.data("importMeasurements.recordedCount"), 0);
    imports(&manager, "en;två\n1;2\n", false)
        .await
        .refused("INVALID", "input.csv");
    app.run_jobs().await;
}

async fn a_sheet_names_only_what_one_measures_oneself(app: TestApp) {
    let manager = manager_of(&app, "Ansök om bygglov").await;
    manager_of(&app, "Sök plats i simskola").await;
    let sheet = "e-tjänst,mått,datum,värde\nAnsök om bygglov,Kötid,2027-02-23,12\n";
    let known = imports(&manager, sheet, true).await;
    known.ok();

    // The service manager of both must say which.
    let ambiguous = imports(&manager, "mått;datum;värde\nKötid;2027-02-23;12\n", true).await;
    assert_eq!(
        ambiguous.data("importMeasurements.rows.0.problems.0.code"),
        "INVALID"
    );
    let owner = app.client(&app.given().municipality().await.cast.owner).await;
    owner
        .change("importMeasurements", json!({ "csv": sheet }), "")
        .await
        .failed("FORBIDDEN");
    app.run_jobs().await;
}
