//! What a metric says is kept in versions, and an approval names the ones that it was given for.

use ::entity::ids::MetricId;
use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        every_version_of_a_metric_is_kept,
        being_measured_makes_no_version,
        an_approval_names_the_versions_that_it_was_given_for,
        a_metric_that_was_brought_in_has_its_first_version,
    ]
}

async fn metric_of(app: &TestApp, service: &EService) -> String {
    let metric: MetricId = app.given().metrics(service).await[0].id;
    encode(metric)
}

/// What a metric shows of itself.
async fn shown(client: &Client, metric: &str, wanted: &str) -> Value {
    let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Metric {{ {wanted} }} }} }}");
    let answer = client.query(&document, json!({ "id": metric })).await;
    answer.data("node").clone()
}

/// Somebody lets the metric say something else of target and source.
async fn restated(client: &Client, metric: &str, target: f64, source: &str) {
    let seen = shown(client, metric, "version").await;
    let says = json!({
        "name": "Andel digitala ansökningar", "goal": "Fler ansöker digitalt.", "unit": "procent",
        "direction": "INCREASE", "baseline": 40.0, "target": target, "interval": "QUARTERLY", "source": source,
    });
    let input = json!({ "metricId": metric, "version": seen["version"], "metric": says });
    client.change("updateMetric", input, "").await.ok();
}

async fn every_version_of_a_metric_is_kept(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let lead = app.client(&service.cast.project_lead).await;
    let metric = metric_of(&app, &service).await;
    app.set_morning(app.day(1));
    let morning = app.now();

    restated(&lead, &metric, 60.0, "ärendesystemet").await;
    restated(&lead, &metric, 65.0, "Ekonomisystemet").await;

    let wanted = "versions { number target source author { name } createdAt changes { path before after } }";
    let versions = shown(&lead, &metric, wanted).await["versions"].clone();
    let numbers: Vec<_> = versions.as_array().into_iter().flatten().collect();
    assert_eq!(numbers.len(), 3, "{versions}");
    let newest = json!({
        "number": 3, "target": 65.0, "source": "Ekonomisystemet",
        "author": { "name": service.cast.project_lead.name },
        "createdAt": morning.to_rfc3339(),
        "changes": [
            { "path": "/source", "before": "ärendesystemet", "after": "Ekonomisystemet" },
            { "path": "/target", "before": "60.0", "after": "65.0" },
        ],
    });
    assert_eq!(versions[0], newest);
    assert_eq!(versions[2]["target"], 80.0, "the first one says what it said");
    let diff = shown(
        &lead,
        &metric,
        "diff(from: 1, to: 2) { path before after } back: diff(from: 2, to: 1) { after } none: diff(from: 1, to: 9) { path }",
    )
    .await;
    let expected = json!({
        "diff": [{ "path": "/target", "before": "80.0", "after": "60.0" }], "back": [{ "after": "80.0" }], "none": null,
    });
    assert_eq!(diff, expected);
}

async fn being_measured_makes_no_version(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let (lead, manager) = (
        app.client(&service.cast.project_lead).await,
        app.client(&service.cast.service_manager).await,
    );
    let metric = metric_of(&app, &service).await;
    let before = shown(&manager, &metric, "version").await;

    let value = json!({ "metricId": metric, "value": 47.0, "measuredOn": app.today() });
    manager.change("recordMeasurement", value, "").await.ok();
    // The same once more is a change of nothing, too.
    restated(&lead, &metric, 80.0, "ärendesystemet").await;

    let after = shown(&manager, &metric, "version versions { number }").await;
    assert_ne!(
        after["version"], before["version"],
        "the metric itself has changed"
    );
    assert_eq!(after["versions"], json!([{ "number": 1 }]));
}

/// The latest approval of the goals and measures.
async fn approval(client: &Client, service: &EService) -> Value {
    let document = "query($id: ID!) { node(id: $id) { ... on Cycle { approvals {
        subject state metrics {
            metric { id removedAt } version { number target } newest { number }
            differences { path before after }
        } } } } }";
    let answer = client
        .query(document, json!({ "id": encode(service.cycle) }))
        .await;
    let approvals = answer.list("node.approvals");
    let of = |subject: &str| {
        approvals
            .iter()
            .find(|approval| approval["subject"] == subject)
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(
        of("DESIGN")["metrics"],
        json!([]),
        "metrics are no part of the design"
    );
    of("METRICS")
}

async fn an_approval_names_the_versions_that_it_was_given_for(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let lead = app.client(&service.cast.project_lead).await;
    let metric = metric_of(&app, &service).await;
    let as_approved = json!([{
        "metric": { "id": metric, "removedAt": null }, "version": { "number": 1, "target": 80.0 },
        "newest": { "number": 1 }, "differences": [],
    }]);
    let approved = approval(&lead, &service).await;
    assert_eq!(
        (&approved["state"], &approved["metrics"]),
        (&json!("APPROVED"), &as_approved)
    );

    restated(&lead, &metric, 60.0, "ärendesystemet").await;

    let void = approval(&lead, &service).await;
    let differs = json!([{
        "metric": { "id": metric, "removedAt": null }, "version": { "number": 1, "target": 80.0 },
        "newest": { "number": 2 },
        "differences": [{ "path": "/target", "before": "80.0", "after": "60.0" }],
    }]);
    assert_eq!((&void["state"], &void["metrics"]), (&json!("VOID"), &differs));

    let input = json!({ "cycleId": encode(service.cycle), "subject": "METRICS" });
    lead.change("askApproval", input, "").await.ok();
    let anew = approval(&lead, &service).await;
    assert_eq!(
        anew["metrics"][0]["version"],
        json!({ "number": 2, "target": 60.0 })
    );

    let seen = shown(&lead, &metric, "version").await;
    let taken_out = json!({ "metricId": metric, "version": seen["version"] });
    lead.change("removeMetric", taken_out, "").await.ok();
    let gone = approval(&lead, &service).await;
    assert_eq!(gone["metrics"][0]["version"]["number"], 2);
    assert_ne!(
        gone["metrics"][0]["metric"]["removedAt"],
        Value::Null,
        "it is told that it is gone"
    );
}

async fn a_metric_that_was_brought_in_has_its_first_version(app: TestApp) {
    let here = app.given().municipality().await.clone();
    let admin = app.client(&here.admin).await;
    let (owner, manager) = (&here.cast.owner.email, &here.cast.service_manager.email);
    let csv = format!(
        "Namn;Enhet;Ägare;Förvaltare;Lanserad;Intervall;Målvärde\nSotning;Bygglov;{owner};{manager};2024-03-01;månad;250\n"
    );

    let brought = admin
        .change(
            "importEServices",
            json!({ "csv": { "text": csv } }),
            "rows { eService { metrics { id } } }",
        )
        .await;

    let metric = brought.ok().id("importEServices.rows.0.eService.metrics.0.id");
    let versions = shown(&admin, &metric, "versions { number target interval }").await;
    let first = json!({ "number": 1, "target": 250.0, "interval": "MONTHLY" });
    assert_eq!(versions["versions"], json!([first]));
}
