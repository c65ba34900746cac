//! The process fitted to the municipality: a new version applies to cycles that begin later.

use ::entity::enums::TaskState;
use lansera::{domain::template::Template, global_id::encode};
use serde_json::{Value, json};

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_new_version_applies_to_cycles_that_begin_later,
        what_differs_is_shown_before_anything_is_loaded,
        a_mistake_is_told_with_its_line,
        only_an_administrator_loads_a_template,
        a_revision_follows_the_newest_version,
    ]
}

const CELEBRATE: &str = "[[activity]]
key = \"launch.celebrate\"
phase = \"launch\"
title.sv = \"Fira\"
title.en = \"Celebrate\"
description.sv = \"Tårta.\"
description.en = \"Cake.\"
responsible = [\"owner\"]

";

/// The template of the product with one activity more.
fn fitted() -> String {
    let gate = "[[gate]]\nfrom = \"inventory\"";
    Template::built_in().replacen(gate, &format!("{CELEBRATE}{gate}"), 1)
}

async fn admin(app: &TestApp) -> Client {
    app.client(&app.given().municipality().await.admin).await
}

async fn load(client: &Client, source: &str, dry_run: bool) -> Answer {
    let input = json!({ "source": source, "dryRun": dry_run });
    let wanted = "processTemplate { number activities { key } } changes { subject key field before after }";
    client.change("loadProcessTemplate", input, wanted).await
}

async fn numbers(client: &Client) -> Value {
    let shown = client.query("{ processTemplates { number } }", json!({})).await;
    shown.data("processTemplates").clone()
}

async fn a_new_version_applies_to_cycles_that_begin_later(app: TestApp) {
    let before = app.given().e_service_in(Stage::Launch).await;
    let admin = admin(&app).await;

    let loaded = load(&admin, &fitted(), false).await;

    assert_eq!(loaded.ok().data("loadProcessTemplate.processTemplate.number"), 2);
    assert_eq!(
        loaded
            .list("loadProcessTemplate.processTemplate.activities")
            .len(),
        43
    );
    assert_eq!(numbers(&admin).await, json!([{ "number": 2 }, { "number": 1 }]));
    let plan = crate::support::given::Plan {
        name: "Ansök om parkeringstillstånd".into(),
        ..Default::default()
    };
    let after = app.given().e_service(plan, Stage::Idea).await;
    assert_eq!(
        app.given().task(&after, "launch.celebrate").await.state,
        TaskState::Waiting
    );
    let kept = app.given().tasks(&before).await;
    assert_eq!(kept.len(), 42, "a cycle that has begun keeps its own");
    let document = "query($id: ID!) { node(id: $id) { ... on Cycle { template { number } } } }";
    let shown = admin.query(document, json!({ "id": encode(before.cycle) })).await;
    assert_eq!(shown.data("node.template.number"), 1);

    // The same again is nothing new, and the first version cannot come back as it was.
    let again = load(&admin, &fitted(), false).await;
    assert_eq!(
        again.ok().data("loadProcessTemplate.processTemplate"),
        &Value::Null
    );
    let former = load(&admin, Template::built_in(), false).await;
    former.refused("TAKEN", "input.source");
    let commented = format!("# Back to the first.\n{}", Template::built_in());
    let back = load(&admin, &commented, false).await;
    assert_eq!(back.ok().data("loadProcessTemplate.processTemplate.number"), 3);
}

async fn what_differs_is_shown_before_anything_is_loaded(app: TestApp) {
    let admin = admin(&app).await;
    let source = fitted().replacen(
        "title.en = \"Estimate the cost\"",
        "title.en = \"Reckon the cost\"",
        1,
    );

    let shown = load(&admin, &source, true).await;

    assert_eq!(
        shown.ok().data("loadProcessTemplate"),
        &json!({
            "processTemplate": null, "errors": [],
            "changes": [
                {
                    "subject": "ACTIVITY", "key": "inventory.cost", "field": "title.en",
                    "before": "Estimate the cost", "after": "Reckon the cost",
                },
                { "subject": "ACTIVITY", "key": "launch.celebrate", "field": null, "before": null, "after": "Celebrate" },
            ],
        })
    );
    assert_eq!(numbers(&admin).await, json!([{ "number": 1 }]));
}

async fn a_mistake_is_told_with_its_line(app: TestApp) {
    let admin = admin(&app).await;
    let refused = load(&admin, "\n\ncolour = 1\n", false).await;
    refused.refused("INVALID", "input.source");
    let message = refused.text("loadProcessTemplate.errors.0.message");
    assert!(message.starts_with("Rad 3: unknown field `colour`"), "{message}");
    assert_eq!(numbers(&admin).await, json!([{ "number": 1 }]));
}

async fn only_an_administrator_loads_a_template(app: TestApp) {
    let management = app.given().municipality().await.cast.management.clone();
    let client = app.client(&management).await;
    load(&client, "", true).await.failed("FORBIDDEN");
}

async fn a_revision_follows_the_newest_version(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    load(&admin(&app).await, &fitted(), false).await.ok();
    let owner = app.client(&service.cast.owner).await;
    let input = json!({
        "eServiceId": encode(service.id), "parts": ["launch.celebrate"], "reason": "Det finns något att fira.",
    });

    let begun = owner
        .change(
            "startRevision",
            input,
            "cycle { template { number } revision { chosen } }",
        )
        .await;

    assert_eq!(begun.ok().data("startRevision.cycle.template.number"), 2);
}
