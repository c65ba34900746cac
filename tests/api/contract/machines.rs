//! Machine clients: they record measurements of their e-services, and may do nothing else.

use std::time::Duration;

use ::entity::enums::Role;
use lansera::global_id::encode;
use serde_json::{Value, json};

use super::{
    operations::{Says, Trying, mutations, queries},
    rows::{self, Wanted},
};
use crate::support::{
    answer::Answer,
    app::TestApp,
    client::{Client, Session},
    given::Stage,
    socket::Came,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_machine_client_delivers_values_of_its_e_services_and_of_no_others,
        everything_else_is_closed_to_a_machine_client,
        a_machine_client_has_no_rights_once_they_are_revoked_or_its_time_is_over,
        a_batch_is_recorded_as_a_whole_or_not_at_all,
    ]
}

const RECORD: &str = "mutation($input: RecordMeasurementsInput!) {
    recordMeasurements(input: $input) { results { late dueOn nextDueOn } errors { code path } }
}";

/// A machine client of an e-service: its id and its token.
async fn machine(app: &TestApp, e_service: String) -> (String, String) {
    let admin = app.client(&app.given().municipality().await.admin).await;
    let input = json!({ "name": "Ärendesystemet", "eServiceIds": [e_service], "expiresOn": app.day(120) });
    let made = admin
        .change("createMachineClient", input, "token machineClient { id active }")
        .await;
    made.ok();
    (
        made.id("createMachineClient.machineClient.id"),
        made.text("createMachineClient.token").to_owned(),
    )
}

fn reading(metric: &str, day: &str, value: f64) -> Value {
    json!({ "metricId": metric, "measuredOn": day, "value": value })
}

async fn delivers(client: &Client, token: &str, readings: Vec<Value>) -> Answer {
    let input = json!({ "input": { "readings": readings } });
    client.send(RECORD, input, Some(token)).await
}

async fn a_machine_client_delivers_values_of_its_e_services_and_of_no_others(app: TestApp) {
    let own = app.given().e_service_in(Stage::Live).await;
    let other = app.given().e_service_in(Stage::Live).await;
    let (metric, foreign) = (
        encode(app.given().metrics(&own).await[0].id),
        encode(app.given().metrics(&other).await[0].id),
    );
    let (_, token) = machine(&app, encode(own.id)).await;
    let client = app.anonymous().await;
    app.set_morning("2027-02-23".parse().expect("a day"));

    let answer = delivers(&client, &token, vec![reading(&metric, "2027-02-23", 50.0)]).await;

    assert_eq!(
        answer.data("recordMeasurements.results"),
        &json!([{ "late": false, "dueOn": "2027-02-23", "nextDueOn": "2027-05-23" }])
    );
    let manager = app.client(&own.cast.service_manager).await;
    let query = "query M($id: ID!) { node(id: $id) { ... on Metric {
        latest { value recordedBy { name } recordedByMachine { name eServices { name } lastUsedAt } }
    } } }";
    let shown = manager.query(query, json!({ "id": metric })).await;
    let latest = shown.data("node.latest");
    assert_eq!(
        (&latest["value"], &latest["recordedBy"]),
        (&json!(50.0), &Value::Null)
    );
    assert_eq!(latest["recordedByMachine"]["name"], "Ärendesystemet");
    assert!(latest["recordedByMachine"]["lastUsedAt"].is_string(), "{shown}");
    delivers(&client, &token, vec![reading(&foreign, "2027-02-23", 50.0)])
        .await
        .failed("NOT_FOUND");
    app.run_jobs().await;
}

async fn everything_else_is_closed_to_a_machine_client(app: TestApp) {
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
    let made = rows::make(&app, 1, &wanted).await.remove(0);
    let (_, token) = machine(&app, encode(made.id)).await;
    let client = app.anonymous().await;
    let trying = Trying {
        user: municipality.cast.business.id,
        role: Role::Developer,
        refresh_token: client
            .log_in(&municipality.cast.business.email)
            .await
            .refresh_token,
    };
    let mut examples = queries(municipality, &made);
    examples.extend(mutations(&app, municipality, &made, &trying).await);
    for example in examples {
        let field = example.field;
        let (document, variables) = match example.says {
            Says::Query(selection) => (format!("{{ {selection} }}"), json!({})),
            Says::Nothing => (
                format!("mutation {{ {field} {{ errors {{ code }} }} }}"),
                json!({}),
            ),
            Says::Input(input) => {
                let takes = field[..1].to_uppercase() + &field[1..];
                let document = format!(
                    "mutation($input: {takes}Input!) {{ {field}(input: $input) {{ errors {{ code }} }} }}"
                );
                (document, json!({ "input": input }))
            }
        };
        let answer = client.send(&document, variables, Some(&token)).await;
        let expected = (field != "recordMeasurements").then_some("FORBIDDEN");
        assert_eq!(answer.error_code(), expected, "{field}\n{answer}");
    }
    let session = Session {
        access_token: token,
        refresh_token: String::new(),
        expires_at: app.now(),
    };
    let mut socket = client.socket_with(&session).await;
    socket
        .subscribe("subscription { notificationReceived { id } }", json!({}))
        .await;
    match socket.came(Duration::from_secs(2)).await {
        Some(Came::Message(message)) => assert!(message.to_string().contains("FORBIDDEN"), "{message}"),
        other => panic!("to be told that it may not, not {other:?}"),
    }
}

async fn a_machine_client_has_no_rights_once_they_are_revoked_or_its_time_is_over(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let metric = encode(app.given().metrics(&service).await[0].id);
    let (id, token) = machine(&app, encode(service.id)).await;
    let (_, other) = machine(&app, encode(service.id)).await;
    let client = app.anonymous().await;
    let day = app.today().to_string();
    let value = || vec![reading(&metric, &day, 50.0)];
    delivers(&client, &token, value()).await.ok();

    let owner = app.client(&service.cast.owner).await;
    let revoked = json!({ "machineClientId": id });
    owner
        .change("revokeMachineClient", revoked.clone(), "")
        .await
        .failed("FORBIDDEN");
    let admin = app.client(&app.given().municipality().await.admin).await;
    admin
        .change("revokeMachineClient", revoked.clone(), "machineClient { active }")
        .await
        .ok();
    delivers(&client, &token, value()).await.failed("UNAUTHENTICATED");
    admin
        .change("revokeMachineClient", revoked, "")
        .await
        .refused("WRONG_STATE", "input");

    delivers(&client, &other, value()).await.ok();
    app.set_morning(app.day(121));
    delivers(&client, &other, value()).await.failed("UNAUTHENTICATED");
    let listed = admin
        .query(
            "{ machineClients { totalCount nodes { name active } } }",
            json!({}),
        )
        .await;
    assert_eq!(listed.data("machineClients.totalCount"), 2);
    assert_eq!(listed.data("machineClients.nodes.0.active"), false);
    app.run_jobs().await;
}

async fn a_batch_is_recorded_as_a_whole_or_not_at_all(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let metric = encode(app.given().metrics(&service).await[0].id);
    let manager = app.client(&service.cast.service_manager).await;
    app.set_morning("2027-02-23".parse().expect("a day"));
    let batch = |day: &str| {
        json!({ "readings": [
            reading(&metric, "2027-02-20", 50.0), reading(&metric, day, 51.0),
        ] })
    };

    let refused = manager
        .change("recordMeasurements", batch("2027-02-24"), "results { late }")
        .await;

    refused.refused("INVALID", "input.readings.1.measuredOn");
    let count = "query M($id: ID!) { node(id: $id) { ... on Metric { measurements { totalCount } } } }";
    let counted = manager.query(count, json!({ "id": metric })).await;
    assert_eq!(counted.data("node.measurements.totalCount"), 0);
    let owner = app.client(&service.cast.owner).await;
    owner
        .change("recordMeasurements", batch("2027-02-22"), "")
        .await
        .failed("FORBIDDEN");
    let recorded = manager
        .change("recordMeasurements", batch("2027-02-22"), "results { dueOn }")
        .await;
    assert_eq!(
        recorded.ok().data("recordMeasurements.results"),
        &json!([{ "dueOn": "2027-02-23" }, { "dueOn": null }])
    );
    app.run_jobs().await;
}
