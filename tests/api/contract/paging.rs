//! Lists in pages: each row once, in one order, forwards and backwards, on both databases.

use ::entity::{e_service, enums::Role, user};
use lansera::{domain::collation::sort_key, global_id::encode};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};

use super::rows::{self, Wanted};
use crate::support::{
    app::TestApp,
    client::Client,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        every_row_comes_once_and_in_order_forwards_and_backwards,
        what_waits_for_somebody_is_paged_too,
        the_whole_list_is_counted_only_when_it_is_asked_for,
        page_arguments_that_make_no_sense_are_refused,
        whatever_gets_another_name_stands_where_that_belongs,
    ]
}

/// 25 names as they occur, some of them twice, and one that looks like something else.
const NAMES: [&str; 25] = [
    "Ändring av bygglov",
    "Ansökan",
    "Ansökan",
    "Ansökan",
    "Åtgärdsanmälan",
    "Öppettider",
    "ansökan",
    "Bygglov",
    "2026-11-23",
    "Ö",
    "Å",
    "Ä",
    "ö",
    "å",
    "ä",
    "Éva",
    "Zebra",
    "\"Citat\"",
    "100 %",
    "Ansökan",
    "a_b",
    "a%b",
    "Öppettider",
    "Övrigt",
    "2026-11-23T07:00:00Z",
];

/// The same in order: signs, digits, letters, å, ä and ö last; those that differ by capitals or signs only in the order in which they
/// came.
const ORDERED: [&str; 25] = [
    "\"Citat\"",
    "100 %",
    "2026-11-23",
    "2026-11-23T07:00:00Z",
    "a_b",
    "a%b",
    "Ansökan",
    "Ansökan",
    "Ansökan",
    "ansökan",
    "Ansökan",
    "Bygglov",
    "Éva",
    "Zebra",
    "Å",
    "å",
    "Åtgärdsanmälan",
    "Ä",
    "ä",
    "Ändring av bygglov",
    "Ö",
    "ö",
    "Öppettider",
    "Öppettider",
    "Övrigt",
];

async fn named(app: &TestApp) -> Client {
    let municipality = app.given().municipality().await;
    let cast = &municipality.cast;
    let wanted = Wanted {
        unit: municipality.permits,
        confidential: false,
        tasks: 1,
        metrics: 1,
        by: cast.business.id,
        with: vec![(cast.developer.id, Role::Developer)],
        told: Some(cast.owner.id),
    };
    let made = rows::make(app, NAMES.len(), &wanted).await;
    for (number, (made, name)) in made.iter().zip(NAMES).enumerate() {
        let minutes = i64::try_from(number / 3).expect("a small number");
        let row = e_service::ActiveModel {
            id: Set(made.id),
            name: Set(name.to_owned()),
            name_key: Set(sort_key(name)),
            // Some at the same moment, with and without parts of a second.
            updated_at: Set(app.now() + chrono::Duration::milliseconds(minutes * 500)),
            ..Default::default()
        };
        e_service::Entity::update(row)
            .exec(&app.services().db)
            .await
            .expect("a name");
    }
    app.client(&cast.owner).await
}

/// Walks a list in pages of seven; answers the ids in the order of the list.
async fn walked(client: &Client, list: &str, path: &str, forwards: bool) -> Vec<Value> {
    let (count, cursor) = if forwards {
        ("first", "after")
    } else {
        ("last", "before")
    };
    let mut seen: Vec<Value> = Vec::new();
    let mut from = Value::Null;
    loop {
        let list = list.replace("PAGE", &format!("{count}: 7, {cursor}: $from"));
        let answer = client
            .query(
                &format!("query($from: String) {{ {list} }}"),
                json!({ "from": from }),
            )
            .await;
        let page: Vec<Value> = answer
            .list(&format!("{path}.nodes"))
            .iter()
            .map(|node| node["id"].clone())
            .collect();
        let info = answer.data(&format!("{path}.pageInfo"));
        assert!(page.len() <= 7);
        let (more, edge) = if forwards {
            ("hasNextPage", "endCursor")
        } else {
            ("hasPreviousPage", "startCursor")
        };
        from = info[edge].clone();
        if forwards {
            seen.extend(page);
        } else {
            seen = [page, seen].concat();
        }
        if info[more] != true {
            return seen;
        }
        assert!(seen.len() < 300, "it goes on for ever");
    }
}

async fn every_row_comes_once_and_in_order_forwards_and_backwards(app: TestApp) {
    let client = named(&app).await;
    const PARTS: &str = "{ nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }";
    for (list, path) in [
        ("eServices(PAGE, order: NAME)", "eServices"),
        ("eServices(PAGE, order: LATEST_CHANGE)", "eServices"),
        ("users(PAGE)", "users"),
        ("orgUnits(PAGE)", "orgUnits"),
    ] {
        let all = client
            .query(
                &format!(
                    "{{ {} {{ nodes {{ id }} }} }}",
                    list.replace("PAGE", "first: 100")
                ),
                json!({}),
            )
            .await;
        let all: Vec<Value> = all
            .list(&format!("{path}.nodes"))
            .iter()
            .map(|node| node["id"].clone())
            .collect();
        let list = format!("{list} {PARTS}");
        assert_eq!(walked(&client, &list, path, true).await, all, "{list} forwards");
        assert_eq!(walked(&client, &list, path, false).await, all, "{list} backwards");
    }
    let names = client
        .query("{ eServices(first: 100) { nodes { name } } }", json!({}))
        .await;
    let names: Vec<_> = names
        .list("eServices.nodes")
        .iter()
        .filter_map(|node| node["name"].as_str())
        .collect();
    assert_eq!(names, ORDERED, "as in Swedish, on either database");
}

async fn what_waits_for_somebody_is_paged_too(app: TestApp) {
    let client = named(&app).await;
    const PARTS: &str = "{ nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }";
    for (field, count) in [("work", 25), ("pendingApprovals", 100), ("notifications", 100)] {
        let (list, path) = (
            format!("viewer {{ {field}(PAGE) {PARTS} }}"),
            format!("viewer.{field}"),
        );
        let forwards = walked(&client, &list, &path, true).await;
        assert_eq!(forwards.len(), count, "{field}");
        assert_eq!(forwards, walked(&client, &list, &path, false).await, "{field}");
        let mut once = forwards.clone();
        once.sort_by_key(Value::to_string);
        once.dedup();
        assert_eq!(once.len(), count, "{field}: each once");
    }
}

async fn the_whole_list_is_counted_only_when_it_is_asked_for(app: TestApp) {
    let client = named(&app).await;
    client.session().await;

    let plain = client
        .query("{ eServices(first: 7) { nodes { name } } }", json!({}))
        .await;
    let counted = client
        .query("{ eServices(first: 7) { totalCount nodes { name } } }", json!({}))
        .await;

    assert_eq!(counted.data("eServices.totalCount"), 25);
    assert_eq!(counted.sql_count(), plain.sql_count() + 1);
    let people = user::Entity::find()
        .all(&app.services().db)
        .await
        .expect("people")
        .len();
    let counts = client
        .query(
            "{ users(first: 0) { totalCount nodes { name } } viewer { work(first: 0) { totalCount } } }",
            json!({}),
        )
        .await;
    assert_eq!(counts.data("users.totalCount"), people);
    assert_eq!(counts.data("viewer.work.totalCount"), 25);
    assert!(counts.list("users.nodes").is_empty());
}

async fn page_arguments_that_make_no_sense_are_refused(app: TestApp) {
    let client = named(&app).await;
    let named = client
        .query("{ eServices(first: 1) { pageInfo { endCursor } } }", json!({}))
        .await;
    let cursor = named.id("eServices.pageInfo.endCursor");

    for page in [
        "first: 101".to_owned(),
        "last: 101".into(),
        "first: -1".into(),
        "first: 3, last: 3".into(),
        "after: \"nonsense\"".into(),
        "after: \"\"".into(),
        // A cursor of the list in another order.
        format!("order: LATEST_CHANGE, after: \"{cursor}\""),
    ] {
        let answer = client
            .query(
                &format!("{{ eServices({page}) {{ nodes {{ name }} }} }}"),
                json!({}),
            )
            .await;
        answer.failed("BAD_USER_INPUT");
    }
    let work = client
        .query(
            &format!("{{ viewer {{ work(after: \"{cursor}\") {{ nodes {{ id }} }} }} }}"),
            json!({}),
        )
        .await;
    work.failed("BAD_USER_INPUT");
    let at_most = client
        .query("{ eServices(first: 100) { nodes { name } } }", json!({}))
        .await;
    assert_eq!(at_most.list("eServices.nodes").len(), 25);
}

/// The names of a list that are among these, in its order.
async fn among(client: &Client, list: &str, names: &[&str]) -> Vec<String> {
    let answer = client
        .query(
            &format!("{{ {list}(first: 100) {{ nodes {{ name }} }} }}"),
            json!({}),
        )
        .await;
    let nodes = answer.list(&format!("{list}.nodes")).iter();
    let shown = nodes.filter_map(|node| node["name"].as_str());
    shown
        .filter(|name| names.contains(name))
        .map(str::to_owned)
        .collect()
}

async fn whatever_gets_another_name_stands_where_that_belongs(app: TestApp) {
    let municipality = app.given().municipality().await;
    let admin = app.client(&municipality.admin).await;
    let management = app.client(&municipality.cast.management).await;
    const NAMES: [&str; 4] = ["Zonen", "Ådalen", "Älven", "Övrigt"];

    // Each is made under a name that would stand first, and then renamed, from the last to the first.
    for (number, name) in NAMES.iter().enumerate().rev() {
        let first = format!("Abborre {number}");
        let made = admin
            .change(
                "createOrgUnit",
                json!({ "name": first }),
                "orgUnit { id version }",
            )
            .await;
        let unit = made.data("createOrgUnit.orgUnit");
        let rename = json!({ "orgUnitId": unit["id"], "version": unit["version"], "name": name });
        admin.change("renameOrgUnit", rename, "").await.ok();
        let account = json!({ "email": format!("person{number}@exempelkommun.example"), "name": first });
        let made = admin.change("createUser", account, "user { id version }").await;
        let user = made.data("createUser.user");
        let rename = json!({ "userId": user["id"], "version": user["version"], "name": name });
        admin.change("updateUser", rename, "").await.ok();
        let idea = json!({
            "name": first, "purpose": "Prova.", "orgUnitId": encode(municipality.permits), "audience": "EXTERNAL",
        });
        let made = management
            .change("proposeEService", idea, "eService { id version }")
            .await;
        let e_service = made.data("proposeEService.eService");
        let rename = json!({ "eServiceId": e_service["id"], "version": e_service["version"], "name": name });
        management.change("updateEService", rename, "").await.ok();
    }

    for list in ["orgUnits", "users", "eServices"] {
        assert_eq!(among(&admin, list, &NAMES).await, NAMES, "{list}");
    }
}
