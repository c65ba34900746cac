//! What management looks at: the portfolio seen together, and whether the process was followed.

use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::{
    contract::rows::{self, Wanted},
    support::{
        app::TestApp,
        given::{Plan, Stage},
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_overview_counts_what_the_viewer_may_see,
        the_overview_takes_the_same_statements_for_few_and_for_many,
        conformance_tells_what_was_done_left_out_and_how_long_it_took,
    ]
}

const OVERVIEW: &str = "query O($unit: ID) {
    portfolio { overview(orgUnitId: $unit, months: 12) {
        figures { count phases { phase count } overdueTaskCount attainment planned { amountMinor hours } }
        deadlinePassed { name } launchPassed { name } launches { launchOn eService { name } }
        units { unit { name } figures { count } }
    } }
}";

async fn the_overview_counts_what_the_viewer_may_see(app: TestApp) {
    let municipality = app.given().municipality().await;
    app.given().e_service_in(Stage::Idea).await;
    let secret = Plan {
        name: "Hemlig".into(),
        confidential: true,
        unit: Some(municipality.schools),
        ..Plan::default()
    };
    let secret = app.given().e_service(secret, Stage::Idea).await;
    let launch = app.given().e_service_in(Stage::Launch).await;
    let launch_on = launch.plan.launch_on.expect("a launch date").to_string();
    let officer = app.client(&app.given().person("Utomstående").await).await;

    let seen = officer.query(OVERVIEW, json!({})).await;
    let seen = seen.data("portfolio.overview");
    assert_eq!(seen["figures"]["count"], 2, "what is confidential is not counted");
    assert_eq!(
        seen["figures"]["phases"],
        json!([{ "phase": "INVENTORY", "count": 1 }, { "phase": "LAUNCH", "count": 1 }])
    );
    assert_eq!(
        seen["launches"],
        json!([{ "launchOn": launch_on, "eService": { "name": "Ansök om bygglov" } }])
    );
    assert_eq!(seen["launchPassed"], json!([]));
    let proposer = app.client(&secret.cast.business).await;
    let all = proposer.query(OVERVIEW, json!({})).await;
    assert_eq!(all.data("portfolio.overview.figures.count"), 3);
    let unit = json!({ "unit": encode(municipality.schools) });
    let of_unit = proposer.query(OVERVIEW, unit).await;
    assert_eq!(of_unit.data("portfolio.overview.figures.count"), 1);
    assert_eq!(
        of_unit.list("portfolio.overview.units").len(),
        1,
        "the unit alone, which has none below it"
    );

    // Once the launch date has passed, it is told.
    app.set_morning(launch.plan.launch_on.expect("a launch date") + chrono::Duration::days(1));
    let late = officer.query(OVERVIEW, json!({})).await;
    assert_eq!(
        late.data("portfolio.overview.launchPassed"),
        &json!([{ "name": "Ansök om bygglov" }])
    );
    app.run_jobs().await;
}

async fn the_overview_takes_the_same_statements_for_few_and_for_many(app: TestApp) {
    let municipality = app.given().municipality().await;
    let wanted = Wanted {
        unit: municipality.permits,
        confidential: false,
        tasks: 1,
        metrics: 1,
        by: municipality.cast.business.id,
        with: Vec::new(),
        told: None,
    };
    let client = app.client(&municipality.cast.management).await;
    client.session().await;
    rows::make(&app, 3, &wanted).await;
    let few = client.query(OVERVIEW, json!({})).await;
    rows::make(&app, 40, &wanted).await;
    let many = client.query(OVERVIEW, json!({})).await;
    assert_eq!(few.data("portfolio.overview.figures.count"), 3);
    assert_eq!(many.data("portfolio.overview.figures.count"), 43);
    // The latest of fifteen values from 40 on, on the way to 80.
    let attained: f64 = many.read("portfolio.overview.figures.attainment");
    assert!((attained - 0.35).abs() < 1e-9, "{attained}");
    assert_eq!(few.sql_count(), many.sql_count());
}

async fn conformance_tells_what_was_done_left_out_and_how_long_it_took(app: TestApp) {
    let service = app.given().e_service_in(Stage::Decision).await;
    let owner = app.client(&service.cast.owner).await;
    let query = "query C($id: ID!) { node(id: $id) { ... on EService { conformance {
        doneCount skippedCount openCount phases { phase days endedAt meanWaitedDays }
        steps { activity title state reason excusedBy { name } waitedDays }
    } } } }";
    let shown = |answer: &crate::support::answer::Answer| answer.data("node.conformance").clone();
    let before = owner.query(query, json!({ "id": encode(service.id) })).await;
    let before = shown(&before);
    let phases = before["phases"].as_array().expect("phases");
    assert_eq!(
        (&phases[0]["phase"], &phases[1]["phase"], phases.len()),
        (&json!("INVENTORY"), &json!("DECISION"), 2)
    );
    assert!(phases[0]["endedAt"].is_string() && phases[1]["endedAt"].is_null());

    app.advance(chrono::Duration::days(10));
    let after = owner.query(query, json!({ "id": encode(service.id) })).await;
    let after = shown(&after);
    assert_eq!(after["phases"][1]["days"], 10);
    let step = |activity: &str| -> Value {
        let steps = after["steps"].as_array().expect("steps");
        let found = steps.iter().find(|step| step["activity"] == activity);
        found.cloned().unwrap_or_default()
    };
    assert_eq!(step("inventory.pre_study")["state"], "DONE");
    assert_eq!(step("decision.develop")["waitedDays"], 10, "it waits still");
    assert_eq!(step("launch.publish")["waitedDays"], Value::Null);
    app.run_jobs().await;
}
