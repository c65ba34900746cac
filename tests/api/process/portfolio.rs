//! The PICK chart: where proposals stand, for all or for a unit, to those who may see them.

use ::entity::{enums::Role, ids::OrgUnitId};
use lansera::{domain::ground::Placement, global_id};
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{Person, Plan, Scope, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_chart_weighs_proposals_against_each_other,
        the_chart_of_a_unit_has_those_of_the_units_below_it,
        what_is_confidential_or_declined_is_not_in_the_chart,
    ]
}

const CHART: &str = "query($unit: ID, $phases: [Phase!], $first: Int) { portfolio {
    pick(orgUnitId: $unit, phases: $phases, first: $first) {
        benefitFrom effortFrom
        quadrants { quadrant totalCount entries { benefit effort eService { name } } }
    }
} }";

/// An idea with a place in the chart.
async fn placed(app: &TestApp, name: &str, unit: Option<OrgUnitId>, (benefit, effort): (i32, i32)) {
    let plan = Plan {
        name: name.into(),
        unit,
        confidential: name.starts_with("Hemlig"),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Idea).await;
    app.given()
        .role(&service.cast.owner, Role::Owner, Scope::EService(service.id))
        .await;
    let placement = Placement {
        benefit,
        effort,
        motive: String::new(),
    };
    app.given().keep(&service, &service.cast.owner, placement).await;
}

/// The names in the quadrants that are not empty.
async fn chart(client: &Client, variables: Value) -> Value {
    let answer = client.query(CHART, variables).await;
    let quadrants = answer.list("portfolio.pick.quadrants").iter();
    let inside = quadrants
        .filter(|quadrant| quadrant["totalCount"] != 0)
        .map(|quadrant| {
            let entries = quadrant["entries"].as_array().expect("entries").iter();
            let names: Vec<_> = entries.map(|entry| entry["eService"]["name"].clone()).collect();
            (
                quadrant["quadrant"].as_str().expect("a name").to_owned(),
                json!(names),
            )
        });
    Value::Object(inside.collect())
}

async fn client_of(app: &TestApp, person: &Person) -> Client {
    app.client(person).await
}

async fn the_chart_weighs_proposals_against_each_other(app: TestApp) {
    for (name, place) in [
        ("Tomtkö", (7, 4)),
        ("Bygglov", (9, 2)),
        ("Attefallshus", (7, 4)),
        ("Lokalbokning", (2, 2)),
        ("Arkiv", (3, 9)),
        ("Verksamhetssystem", (10, 9)),
    ] {
        placed(&app, name, None, place).await;
    }
    let somebody = client_of(&app, &app.given().person("Åke Ek").await).await;

    let answer = somebody.query(CHART, json!({})).await;
    assert_eq!(
        (
            answer.data("portfolio.pick.benefitFrom"),
            answer.data("portfolio.pick.effortFrom")
        ),
        (&json!(6), &json!(6))
    );
    assert_eq!(
        answer.data("portfolio.pick.quadrants.1.entries.0"),
        &json!({ "benefit": 9, "effort": 2, "eService": { "name": "Bygglov" } })
    );
    assert_eq!(
        chart(&somebody, json!({})).await,
        json!({
            "POSSIBLE": ["Lokalbokning"], "IMPLEMENT": ["Bygglov", "Attefallshus", "Tomtkö"],
            "CHALLENGE": ["Verksamhetssystem"], "KILL": ["Arkiv"],
        })
    );
    let first = somebody.query(CHART, json!({ "first": 1 })).await;
    assert_eq!(first.data("portfolio.pick.quadrants.1.totalCount"), 3);
    assert_eq!(first.list("portfolio.pick.quadrants.1.entries").len(), 1);
    somebody
        .query(CHART, json!({ "first": 51 }))
        .await
        .failed("BAD_USER_INPUT");
    assert_eq!(chart(&somebody, json!({ "phases": ["BUILD"] })).await, json!({}));
}

async fn the_chart_of_a_unit_has_those_of_the_units_below_it(app: TestApp) {
    let municipality = app.given().municipality().await;
    placed(&app, "Bygglov", Some(municipality.permits), (9, 2)).await;
    placed(&app, "Skolskjuts", Some(municipality.schools), (9, 2)).await;
    let somebody = client_of(&app, &app.given().person("Åke Ek").await).await;

    for (unit, names) in [
        (
            municipality.whole,
            json!({ "IMPLEMENT": ["Bygglov", "Skolskjuts"] }),
        ),
        (municipality.building, json!({ "IMPLEMENT": ["Bygglov"] })),
        (municipality.schools, json!({ "IMPLEMENT": ["Skolskjuts"] })),
    ] {
        let unit = json!({ "unit": global_id::encode(unit) });
        assert_eq!(chart(&somebody, unit).await, names);
    }
}

async fn what_is_confidential_or_declined_is_not_in_the_chart(app: TestApp) {
    placed(&app, "Hemlig tjänst", None, (9, 2)).await;
    let declined = app.given().e_service_in(Stage::Decision).await;
    let (somebody, business) = (
        client_of(&app, &app.given().person("Åke Ek").await).await,
        client_of(&app, &declined.cast.business).await,
    );
    assert_eq!(
        chart(&somebody, json!({})).await,
        json!({ "IMPLEMENT": ["Ansök om bygglov"] })
    );
    let both = json!({ "IMPLEMENT": ["Hemlig tjänst", "Ansök om bygglov"] });
    assert_eq!(chart(&business, json!({})).await, both);

    let management = app.client(&declined.cast.management).await;
    let no = json!({
        "cycleId": global_id::encode(declined.cycle), "version": app.given().cycle(&declined).await.version,
        "motive": "För få ansöker.", "outcome": { "noGo": true },
    });
    management
        .change("recordDecision", no, "decision { id }")
        .await
        .ok();

    assert_eq!(chart(&somebody, json!({})).await, json!({}));
}
