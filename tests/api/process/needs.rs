//! What becomes of needs: an e-service, a part of another need, or nothing for a reason.

use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{Cast, Municipality, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_need_becomes_an_e_service,
        a_duplicate_is_merged_and_what_was_said_about_it_follows,
        a_need_that_is_closed_without_action_keeps_its_reason,
        a_need_of_a_hidden_e_service_is_hidden_but_from_whoever_put_it_forward,
        only_the_management_of_its_unit_handles_a_need,
        a_need_is_changed_by_whoever_put_it_forward_and_by_its_management,
        needs_are_listed_latest_first_and_narrowed_down,
    ]
}

async fn put_forward(client: &Client, municipality: &Municipality, title: &str) -> Value {
    let need = json!({
        "orgUnitId": encode(municipality.permits), "title": title, "description": "Många frågar efter det.",
        "source": "SURVEY",
    });
    let answer = client.change("putForwardNeed", need, "need { id version }").await;
    answer.ok().data("putForwardNeed.need").clone()
}

async fn clients(app: &TestApp, cast: &Cast) -> (Client, Client) {
    (
        app.client(&cast.business).await,
        app.client(&cast.management).await,
    )
}

async fn a_need_becomes_an_e_service(app: TestApp) {
    let municipality = app.given().municipality().await;
    let (business, management) = clients(&app, &municipality.cast).await;
    let need = put_forward(&business, municipality, "Ansök om tomt").await;

    let becomes = json!({ "needId": need["id"], "version": need["version"], "audience": "EXTERNAL" });
    let wanted =
        "eService { name purpose state unit { name } needs { nodes { id } } } need { state version }";
    let answer = management
        .change("proposeEServiceFromNeed", becomes.clone(), wanted)
        .await;

    assert_eq!(
        answer.ok().data("proposeEServiceFromNeed"),
        &json!({
            "eService": {
                "name": "Ansök om tomt", "purpose": "Många frågar efter det.", "state": "IDEA",
                "unit": { "name": "Bygglov" }, "needs": { "nodes": [{ "id": need["id"] }] },
            },
            "need": { "state": "ATTACHED", "version": 2 },
            "errors": [],
        })
    );
    let mut again = becomes;
    management
        .change("proposeEServiceFromNeed", again.clone(), "")
        .await
        .refused("STALE", "input.version");
    again["version"] = json!(2);
    management
        .change("proposeEServiceFromNeed", again, "")
        .await
        .refused("WRONG_STATE", "input");
}

async fn a_duplicate_is_merged_and_what_was_said_about_it_follows(app: TestApp) {
    let municipality = app.given().municipality().await;
    let (business, management) = clients(&app, &municipality.cast).await;
    let [first, second, third] = [
        put_forward(&business, municipality, "Ansök om tomt").await,
        put_forward(&business, municipality, "Köa till tomt").await,
        put_forward(&business, municipality, "Tomtkö").await,
    ];
    for (need, body) in [
        (&second, "Kön finns på papper."),
        (&first, "Gäller hela kommunen."),
    ] {
        let view = json!({ "needId": need["id"], "body": body });
        business.change("addViewToNeed", view, "").await.ok();
    }
    let merge = |need: &Value, into: &Value| json!({ "needId": need["id"], "version": need["version"], "intoId": into["id"] });

    management
        .change("mergeNeed", merge(&third, &second), "")
        .await
        .ok();
    let wanted = "need { state mergedInto { title } } into { state mergedNeeds { title } }";
    let answer = management
        .change("mergeNeed", merge(&second, &first), wanted)
        .await;

    assert_eq!(
        answer.ok().data("mergeNeed"),
        &json!({
            "need": { "state": "MERGED", "mergedInto": { "title": "Ansök om tomt" } },
            "into": { "state": "OPEN", "mergedNeeds": [{ "title": "Köa till tomt" }, { "title": "Tomtkö" }] },
            "errors": [],
        })
    );
    let views =
        "query($id: ID!) { node(id: $id) { ... on Need { views { nodes { body cameFrom { title } } } } } }";
    let answer = business.query(views, json!({ "id": first["id"] })).await;
    assert_eq!(
        answer.data("node.views.nodes"),
        &json!([
            { "body": "Kön finns på papper.", "cameFrom": { "title": "Köa till tomt" } },
            { "body": "Gäller hela kommunen.", "cameFrom": null },
        ])
    );
    let into_itself = management.change("mergeNeed", merge(&first, &first), "").await;
    into_itself.refused("INVALID", "input.intoId");
    let into_merged = management.change("mergeNeed", merge(&first, &second), "").await;
    into_merged.refused("WRONG_STATE", "input.intoId");
    let view = json!({ "needId": second["id"], "body": "Jag med." });
    business
        .change("addViewToNeed", view, "")
        .await
        .refused("WRONG_STATE", "input");
}

async fn a_need_that_is_closed_without_action_keeps_its_reason(app: TestApp) {
    let municipality = app.given().municipality().await;
    let (business, management) = clients(&app, &municipality.cast).await;
    let need = put_forward(&business, municipality, "Blankett för fax").await;

    let mut close = json!({ "needId": need["id"], "version": need["version"], "reason": " " });
    let refused = management.change("closeNeed", close.clone(), "").await;
    refused.refused("REASON_MISSING", "input.reason");
    close["reason"] = json!("Ingen faxar längre.");
    let wanted = "need { state closeReason handledBy { name } }";
    let closed = management.change("closeNeed", close, wanted).await;

    assert_eq!(
        closed.ok().data("closeNeed.need"),
        &json!({ "state": "CLOSED", "closeReason": "Ingen faxar längre.",
            "handledBy": { "name": municipality.cast.management.name } })
    );
}

async fn a_need_of_a_hidden_e_service_is_hidden_but_from_whoever_put_it_forward(app: TestApp) {
    let plan = Plan {
        confidential: true,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Idea).await;
    let municipality = app.given().municipality().await;
    let somebody = app.given().person("Ellen Ek").await;
    let (own, management) = (
        app.client(&somebody).await,
        app.client(&service.cast.management).await,
    );
    let stranger = app.client(&app.given().person("Olle Ask").await).await;
    let need = put_forward(&own, municipality, "Hemlig tomt").await;
    let attached =
        json!({ "needId": need["id"], "version": need["version"], "eServiceId": encode(service.id) });
    management.change("attachNeed", attached, "").await.ok();

    let read = "query($id: ID!) {
        node(id: $id) { ... on Need { title eService { name } } }
        needs { nodes { title } }
        search(text: \"hemlig\") { totalCount }
    }";
    let hers = own.query(read, json!({ "id": need["id"] })).await;
    assert_eq!(
        hers.data("node"),
        &json!({ "title": "Hemlig tomt", "eService": null })
    );
    assert_eq!(hers.list("needs.nodes").len(), 1);
    assert_eq!(hers.data("search.totalCount"), 1);
    let his = stranger.query(read, json!({ "id": need["id"] })).await;
    assert_eq!(his.data("node"), &Value::Null);
    assert_eq!(his.list("needs.nodes").len(), 0);
    assert_eq!(his.data("search.totalCount"), 0);
    let view = json!({ "needId": need["id"], "body": "Jaha." });
    stranger
        .change("addViewToNeed", view, "")
        .await
        .failed("NOT_FOUND");
}

async fn only_the_management_of_its_unit_handles_a_need(app: TestApp) {
    let municipality = app.given().municipality().await;
    let business = app.client(&municipality.cast.business).await;
    let elsewhere = app.given().cast("Skog", municipality.schools).await;
    let elsewhere = app.client(&elsewhere.management).await;
    let need = put_forward(&business, municipality, "Ansök om tomt").await;

    let close = json!({ "needId": need["id"], "version": need["version"], "reason": "Nej." });
    elsewhere
        .change("closeNeed", close.clone(), "")
        .await
        .failed("FORBIDDEN");
    business.change("closeNeed", close, "").await.failed("FORBIDDEN");
}

async fn needs_are_listed_latest_first_and_narrowed_down(app: TestApp) {
    let municipality = app.given().municipality().await;
    let (business, management) = clients(&app, &municipality.cast).await;
    for title in ["Ett", "Två", "Tre", "Fyra"] {
        let client = if title == "Tre" { &management } else { &business };
        put_forward(client, municipality, title).await;
    }
    let titles = async |filter: &str| -> Vec<Value> {
        let list = format!("{{ needs(filter: {filter}, first: 50) {{ nodes {{ title }} }} }}");
        let answer = business.query(&list, json!({})).await;
        let nodes = answer.list("needs.nodes").iter();
        nodes.map(|node| node["title"].clone()).collect()
    };
    assert_eq!(titles("{}").await, ["Fyra", "Tre", "Två", "Ett"]);
    assert_eq!(titles("{ mine: true }").await, ["Fyra", "Två", "Ett"]);
    assert_eq!(titles("{ search: \"två\" }").await, ["Två"]);
    assert_eq!(titles("{ states: [CLOSED] }").await, [""; 0]);
    assert_eq!(
        titles("{ sources: [IDEA, SURVEY], states: [OPEN] }").await.len(),
        4
    );
    let schools = format!("{{ orgUnitId: \"{}\" }}", encode(municipality.schools));
    assert_eq!(titles(&schools).await, [""; 0]);
    let whole = format!("{{ orgUnitId: \"{}\" }}", encode(municipality.whole));
    assert_eq!(titles(&whole).await.len(), 4);
}

async fn a_need_is_changed_by_whoever_put_it_forward_and_by_its_management(app: TestApp) {
    let municipality = app.given().municipality().await;
    let (business, management) = clients(&app, &municipality.cast).await;
    let stranger = app.given().person("Stina Stråk").await;
    let stranger = app.client(&stranger).await;
    let need = put_forward(&business, municipality, "Ansök om tomt").await;
    let change =
        |version: i32, title: &str| json!({ "needId": need["id"], "version": version, "title": title });
    let wanted = "need { version title description source partners handledBy { id } viewerCanUpdate }";

    // Who neither put it forward nor handles it is refused, whatever they say.
    let refused = stranger.change("updateNeed", change(9, " "), "").await;
    refused.failed("FORBIDDEN");

    let empty = business.change("updateNeed", change(1, " "), "").await;
    empty.refused("MISSING", "input.title");
    let mut own = change(1, "Köa till villatomt");
    own["partners"] = json!("Grannkommunen");
    let changed = business.change("updateNeed", own.clone(), wanted).await;
    assert_eq!(
        changed.ok().data("updateNeed.need"),
        &json!({
            "version": 2, "title": "Köa till villatomt", "description": "Många frågar efter det.", "source": "SURVEY",
            "partners": "Grannkommunen", "handledBy": null, "viewerCanUpdate": true,
        })
    );
    business
        .change("updateNeed", own, "")
        .await
        .refused("STALE", "input.version");

    // It is found by its new words, and by the former no more.
    let found = async |text: &str| {
        let search = "query($text: String!) { search(text: $text, first: 10) { totalCount } }";
        let answer = business.query(search, json!({ "text": text })).await;
        answer.data("search.totalCount").clone()
    };
    assert_eq!(
        (found("villatomt").await, found("ansök tomt").await),
        (json!(1), json!(0))
    );

    // Saying the same again changes nothing; management changes it too, until it is closed.
    let same = management
        .change("updateNeed", change(2, "Köa till villatomt"), wanted)
        .await;
    assert_eq!(same.ok().data("updateNeed.need.version"), 2);
    management
        .change("updateNeed", change(2, "Villatomt"), "")
        .await
        .ok();
    let closed = json!({ "needId": need["id"], "version": 3, "reason": "Finns redan." });
    management.change("closeNeed", closed, "").await.ok();
    business
        .change("updateNeed", change(4, "Ny"), "")
        .await
        .refused("WRONG_STATE", "input");
}
