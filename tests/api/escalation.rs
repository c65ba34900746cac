//! What is late goes up, as the settings say.

use std::collections::BTreeSet;

use ::entity::enums::Role;
use lansera::config::Escalation;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        what_is_late_goes_up_to_whom_the_settings_say_and_then_stops,
        without_steps_nothing_is_told_after_the_date,
    ]
}

async fn to_be_launched(app: &TestApp) -> EService {
    let plan = Plan {
        launch_on: "2027-03-25".parse().ok(),
        ..Plan::default()
    };
    app.given().e_service(plan, Stage::Launch).await
}

/// The product started anew, with these steps after a launch date.
async fn with_steps(app: &TestApp, steps: Vec<Escalation>) -> TestApp {
    app.restart_with(|settings| settings.reminders.launch_escalation = steps)
        .await
}

/// On which days whom will be told that the launch is late.
async fn late(client: &Client, service: &EService) -> Vec<(String, String)> {
    let document = "query($id: ID!) { eService(id: $id) { foreseenReminders(days: 250) { kind toldAt recipient { name } } } }";
    let id = lansera::global_id::encode(service.id);
    let answer = client.query(document, json!({ "id": id })).await;
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let foreseen = answer.list("eService.foreseenReminders").iter();
    foreseen
        .filter(|it| it["kind"] == "LAUNCH_OVERDUE")
        .map(|it| {
            (
                text(&it["toldAt"])[..10].to_owned(),
                text(&it["recipient"]["name"]),
            )
        })
        .collect()
}

/// How the catalogue shows the kind.
async fn shown(client: &Client) -> Value {
    let document = "{ notificationKinds { kind roles escalation { afterWorkingDays roles } } }";
    let answer = client.query(document, json!({})).await;
    let mut kinds = answer.list("notificationKinds").iter();
    kinds
        .find(|row| row["kind"] == "LAUNCH_OVERDUE")
        .cloned()
        .expect("the kind")
}

async fn what_is_late_goes_up_to_whom_the_settings_say_and_then_stops(app: TestApp) {
    let service = to_be_launched(&app).await;
    let steps = ["2 service_manager", "4 service_manager+management"];
    let steps = steps.map(|step| step.parse().expect("a step")).to_vec();
    let app = with_steps(&app, steps).await;
    let owner = app.client(&service.cast.owner).await;

    let manager = service.cast.service_manager.name.clone();
    let management = service.cast.management.name.clone();
    let told: BTreeSet<_> = late(&owner, &service).await.into_iter().collect();
    // Good Friday and Easter Monday are no working days.
    let expected = [
        ("2027-03-31", &manager),
        ("2027-04-02", &manager),
        ("2027-04-02", &management),
    ];
    let expected = expected.map(|(day, name)| (day.to_owned(), name.clone()));
    assert_eq!(told, BTreeSet::from(expected));
    let shown = shown(&owner).await;
    assert_eq!(shown["roles"], json!(["SERVICE_MANAGER"]));
    assert_eq!(
        shown["escalation"],
        json!([
            { "afterWorkingDays": 2, "roles": ["SERVICE_MANAGER"] },
            { "afterWorkingDays": 4, "roles": ["MANAGEMENT", "SERVICE_MANAGER"] },
        ])
    );
    assert!(
        "4 admin".parse::<Escalation>().is_err(),
        "{:?} has no part in it",
        Role::Admin
    );
}

async fn without_steps_nothing_is_told_after_the_date(app: TestApp) {
    let service = to_be_launched(&app).await;
    let usual = app.client(&service.cast.owner).await;
    assert_ne!(late(&usual, &service).await, []);

    let app = with_steps(&app, Vec::new()).await;
    let owner = app.client(&service.cast.owner).await;

    assert_eq!(late(&owner, &service).await, []);
    assert_eq!(shown(&owner).await["escalation"], json!([]));
}
