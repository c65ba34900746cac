//! What is refused before or instead of being done, and how it is said: always with a code, never with what lies behind.

use ::entity::ids::{CycleId, EServiceId, TaskId};
use reqwest::StatusCode;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::rows::id;
use crate::support::{
    app::TestApp,
    client::Client,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_query_that_is_too_deep_too_costly_or_too_wide_is_refused,
        tools_can_read_the_schema,
        a_body_that_is_no_request_is_refused,
        a_get_reads_and_changes_nothing,
        what_is_not_there_is_null_or_not_found,
        input_that_no_database_could_take_is_refused,
        nothing_of_the_database_shows_when_it_fails,
        a_version_that_is_old_is_refused_with_the_thing_as_it_is,
        a_retried_mutation_gets_its_first_answer,
    ]
}

async fn owner(app: &TestApp) -> Client {
    app.client(&app.given().municipality().await.cast.owner).await
}

async fn a_query_that_is_too_deep_too_costly_or_too_wide_is_refused(app: TestApp) {
    let client = owner(&app).await;
    let nested = |levels: usize| {
        format!(
            "{{ orgUnits(first: 1) {{ nodes {{ {} name {} }} }} }}",
            "parent { ".repeat(levels),
            "} ".repeat(levels)
        )
    };

    client.query(&nested(11), json!({})).await.list("orgUnits.nodes");
    client.query(&nested(14), json!({})).await.failed("BAD_REQUEST");
    // Lists in lists in lists, each of which could be long.
    let roles = format!(
        "{{ users(first: 100) {{ nodes {{ {} name {} }} }} }}",
        "roles { user { ".repeat(3),
        "} } ".repeat(3)
    );
    client.query(&roles, json!({})).await.failed("BAD_REQUEST");
    let work =
        "{ viewer { work(first: 100) { nodes { cycle { tasks { comments { author { name } } } } } } } }";
    client.query(work, json!({})).await.failed("BAD_REQUEST");
    let aliases = |count: usize| {
        let fields: Vec<_> = (0..count)
            .map(|number| format!("a{number}: viewer {{ user {{ name }} }}"))
            .collect();
        format!("{{ {} }}", fields.join(" "))
    };
    client.query(&aliases(30), json!({})).await.text("a29.user.name");
    client.query(&aliases(31), json!({})).await.failed("TOO_COMPLEX");
    let fragment = format!("query {{ ...All }} fragment All on Query {}", aliases(31));
    client.query(&fragment, json!({})).await.failed("TOO_COMPLEX");
}

async fn tools_can_read_the_schema(app: TestApp) {
    const LIKE_GRAPHIQL: &str = "query {
        __schema {
            queryType { name } mutationType { name } subscriptionType { name }
            types { ...Full }
            directives { name description locations args { ...Input } }
        }
    }
    fragment Full on __Type {
        kind name description
        fields(includeDeprecated: true) {
            name description args { ...Input } type { ...Ref } isDeprecated deprecationReason
        }
        inputFields { ...Input } interfaces { ...Ref }
        enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
        possibleTypes { ...Ref }
    }
    fragment Input on __InputValue { name description type { ...Ref } defaultValue }
    fragment Ref on __Type {
        kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
            kind name ofType { kind name ofType { kind name } } } } } } }
    }";

    let open = app.anonymous().await.query(LIKE_GRAPHIQL, json!({})).await;
    assert!(open.list("__schema.types").len() > 100);

    let closed = app
        .restart_with(|settings| settings.graphql.introspection = false)
        .await;
    let answer = closed.anonymous().await.query(LIKE_GRAPHIQL, json!({})).await;
    assert!(!answer.body.to_string().contains("EService"), "{answer}");
}

async fn a_body_that_is_no_request_is_refused(app: TestApp) {
    let client = app.anonymous().await;
    let post = async |kind: &str, body: String| {
        let send = || {
            let request = client.http().post(client.url("/graphql"));
            request.header("content-type", kind).body(body.clone()).send()
        };
        // Who is refused before all is said may still be speaking when the server has hung up, and then hears nothing.
        let response = match send().await {
            Ok(response) => response,
            Err(_) => send().await.expect("an answer"),
        };
        let (status, text) = (response.status(), response.text().await.expect("a body"));
        let body: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        (
            status,
            body.pointer("/errors/0/extensions/code")
                .cloned()
                .unwrap_or_default(),
        )
    };
    let query = json!({ "query": "{ viewer { user { name } } }" }).to_string();

    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
    ] {
        let refused = post(kind, query.clone()).await;
        assert_eq!(
            refused,
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, json!("BAD_REQUEST")),
            "{kind}"
        );
    }
    let json = "application/json; charset=utf-8";
    assert_eq!(post(json, query.clone()).await, (StatusCode::OK, Value::Null));
    for body in [
        format!("[{query},{query}]"),
        "{".into(),
        String::new(),
        "{\"query\": 1}".into(),
    ] {
        assert_eq!(
            post(json, body.clone()).await,
            (StatusCode::BAD_REQUEST, json!("BAD_REQUEST")),
            "{body}"
        );
    }
    for wrong in [
        "{ viewer {",
        "{ nothingLikeIt }",
        "query A { viewer { user { id } } } query B { viewer { user { id } } }",
    ] {
        let body = json!({ "query": wrong }).to_string();
        assert_eq!(
            post(json, body).await,
            (StatusCode::OK, json!("BAD_REQUEST")),
            "{wrong}"
        );
    }
    let long = json!({ "query": format!("{{ viewer {{ user {{ name }} }} }} #{}", "x".repeat(1_048_576)) });
    assert_eq!(
        post(json, long.to_string()).await.0,
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

async fn a_get_reads_and_changes_nothing(app: TestApp) {
    let client = owner(&app).await;
    let token = client.session().await.expect("a log-in").access_token;
    let get = async |query: &str| {
        let mut address = reqwest::Url::parse(&client.url("/graphql")).expect("an address");
        address.query_pairs_mut().append_pair("query", query);
        client
            .http()
            .get(address)
            .bearer_auth(&token)
            .send()
            .await
            .expect("an answer")
    };

    let read = get("{ viewer { user { name } } }").await;
    let read: Value = read.json().await.expect("JSON");
    assert_eq!(read.pointer("/data/viewer/user/name"), Some(&json!("Örjan Ek")));
    for changing in [
        "mutation { logOut { loggedOut } }",
        "subscription { notificationReceived { id } }",
        "query A { viewer { user { name } } } mutation B { logOut { loggedOut } }",
    ] {
        let answer = get(changing).await;
        let body: Value = answer.json().await.expect("JSON");
        assert_eq!(
            body.pointer("/errors/0/extensions/code"),
            Some(&json!("BAD_REQUEST")),
            "{changing}: {body}"
        );
    }
    client
        .query("{ viewer { user { name } } }", json!({}))
        .await
        .text("viewer.user.name");
}

async fn what_is_not_there_is_null_or_not_found(app: TestApp) {
    let client = owner(&app).await;
    let (gone, task) = (id(EServiceId::new()), id(TaskId::new()));

    let query = format!(
        "{{ eService(id: \"{gone}\") {{ name }} node(id: \"{task}\") {{ id }} nodes(ids: [\"x\", \"{gone}\"]) {{ id }} }}"
    );
    let answer = client.query(&query, json!({})).await;
    assert_eq!(
        answer.data(""),
        &json!({ "eService": null, "node": null, "nodes": [null, null] })
    );
    // No id of ours, or one of another kind of thing.
    for wrong in ["nonsense", "", task.as_str()] {
        let answer = client
            .query(
                "query($id: ID!) { eService(id: $id) { name } }",
                json!({ "id": wrong }),
            )
            .await;
        answer.failed("NOT_FOUND");
    }
    let admin = app.client(&app.given().municipality().await.admin).await;
    for wrong in [id(EServiceId::new()), "nonsense".into()] {
        admin
            .change("updateUser", json!({ "userId": wrong, "version": 1 }), "")
            .await
            .failed("NOT_FOUND");
    }
    let role = json!({ "userId": "nonsense", "role": "EDITOR" });
    admin
        .change("grantRole", role, "")
        .await
        .refused("UNKNOWN_ID", "input.userId");
    let many: Vec<_> = (0..101).map(|_| id(CycleId::new())).collect();
    let answer = client
        .query(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            json!({ "ids": many }),
        )
        .await;
    answer.failed("BAD_USER_INPUT");
}

async fn input_that_no_database_could_take_is_refused(app: TestApp) {
    let service = app.given().e_service_in(Stage::Decision).await;
    let management = app.client(&service.cast.management).await;
    let cycle = app.given().cycle(&service).await;
    let unit = id(app.given().municipality().await.permits);

    let idea =
        |name: &str| json!({ "name": name, "purpose": "Bra", "audience": "INTERNAL", "orgUnitId": unit });
    management
        .change("proposeEService", idea("a\0b"), "")
        .await
        .refused("INVALID", "input.name");
    management
        .change("proposeEService", idea(&"ö".repeat(201)), "")
        .await
        .refused("TOO_LONG", "input.name");
    management
        .change("proposeEService", idea(" \u{a0}\n"), "")
        .await
        .refused("MISSING", "input.name");
    let search = json!({ "search": "bygg\0lov" });
    let found = "query($search: String) { eServices(filter: { search: $search }) { nodes { name } } users(search: $search) { nodes { name } } }";
    assert_eq!(
        management
            .query(found, search)
            .await
            .list("eServices.nodes")
            .len(),
        1
    );
    for day in [
        "+262142-12-31",
        "-9999-01-01",
        "2026-02-30",
        "imorgon",
        "2026-11-23T00:00:00Z",
    ] {
        let input = json!({
            "cycleId": id(cycle.id), "version": cycle.version, "motive": "Nytta.",
            "outcome": { "defer": { "until": day } },
        });
        management
            .change("recordDecision", input, "")
            .await
            .failed("BAD_REQUEST");
    }
    let both = json!({
        "cycleId": id(cycle.id), "version": cycle.version, "motive": "Nytta.",
        "outcome": { "noGo": true, "defer": { "until": null } },
    });
    management
        .change("recordDecision", both, "")
        .await
        .failed("BAD_REQUEST");
}

async fn nothing_of_the_database_shows_when_it_fails(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let client = app.client(&service.cast.developer).await;
    let task = app.given().task(&service, "build.develop").await;
    client.session().await;
    let db = &app.services().db;
    db.execute_unprepared("ALTER TABLE task_comment RENAME TO task_comment_away")
        .await
        .expect("renamed");

    let read = client
        .query(
            "query($id: ID!) { node(id: $id) { ... on Task { comments { body } } } }",
            json!({ "id": id(task.id) }),
        )
        .await;
    let write = client
        .change("commentTask", json!({ "taskId": id(task.id), "body": "Hej" }), "")
        .await;

    for answer in [&read, &write] {
        answer.failed("INTERNAL");
        let error = answer.body.pointer("/errors/0").expect("an error");
        assert_eq!(error["message"], "Something went wrong.");
        let request = answer.headers.get("x-request-id").and_then(|id| id.to_str().ok());
        assert_eq!(error["extensions"]["requestId"].as_str(), request, "{answer}");
        let said = answer.body.to_string().to_lowercase();
        for word in [
            "task_comment",
            "select",
            "sql",
            "relation",
            "no such table",
            "src/",
        ] {
            assert!(!said.contains(word), "{word} in {answer}");
        }
    }
    db.execute_unprepared("ALTER TABLE task_comment_away RENAME TO task_comment")
        .await
        .expect("renamed");
}

async fn a_version_that_is_old_is_refused_with_the_thing_as_it_is(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let (lead, owner) = (
        app.client(&service.cast.project_lead).await,
        app.client(&service.cast.owner).await,
    );
    let task = app.given().task(&service, "build.develop").await;
    let due = |version: i32, day: &str| json!({ "taskId": id(task.id), "version": version, "dueOn": day });
    let shown = "eService { name version }";

    let first = lead
        .change(
            "setTaskDueDate",
            due(task.version, "2027-01-11"),
            "task { version dueOn }",
        )
        .await;
    first.ok();
    let second = lead
        .change(
            "setTaskDueDate",
            due(task.version, "2027-02-01"),
            "task { version dueOn }",
        )
        .await;
    second.refused("STALE", "input.version");
    assert_eq!(
        second.data("setTaskDueDate.task"),
        first.data("setTaskDueDate.task"),
        "as it is now"
    );

    let renamed =
        |version: i32, name: &str| json!({ "eServiceId": id(service.id), "version": version, "name": name });
    let version: i32 = owner
        .query(
            "query($id: ID!) { eService(id: $id) { version } }",
            json!({ "id": id(service.id) }),
        )
        .await
        .read("eService.version");
    owner
        .change("updateEService", renamed(version, "Sök bygglov"), shown)
        .await
        .ok();
    let late = lead
        .change("updateEService", renamed(version, "Bygglov direkt"), shown)
        .await;
    late.refused("STALE", "input.version");
    assert_eq!(
        late.data("updateEService.eService"),
        &json!({ "name": "Sök bygglov", "version": version + 1 })
    );
}

async fn a_retried_mutation_gets_its_first_answer(app: TestApp) {
    let client = owner(&app).await;
    let other = app.client(&app.given().municipality().await.cast.editor).await;
    let unit = id(app.given().municipality().await.permits);
    let put_forward = async |client: &Client, key: &str, name: &str| {
        let input = json!({ "name": name, "purpose": "Bra", "audience": "INTERNAL", "orgUnitId": unit });
        let body = json!({
            "query": "mutation($input: ProposeEServiceInput!) { proposeEService(input: $input) { eService { id } errors { code } } }",
            "variables": { "input": input },
        });
        let token = client.session().await.expect("a log-in").access_token;
        let request = client
            .http()
            .post(client.url("/graphql"))
            .bearer_auth(token)
            .header("idempotency-key", key);
        let response = request.json(&body).send().await.expect("an answer");
        let status = response.status();
        (status, response.json::<Value>().await.expect("JSON"))
    };
    let count = async || {
        let all = client.query("{ eServices { totalCount } }", json!({})).await;
        all.data("eServices.totalCount").clone()
    };

    let first = put_forward(&client, "k1", "Sök plats").await;
    let again = put_forward(&client, "k1", "Sök plats").await;
    assert!(
        first.1.pointer("/data/proposeEService/eService/id").is_some(),
        "{}",
        first.1
    );
    assert_eq!(first, again);
    assert_eq!(count().await, 1);

    let (status, body) = put_forward(&client, "k1", "Något annat").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(
        body.pointer("/errors/0/extensions/code"),
        Some(&json!("CONFLICT"))
    );
    let theirs = put_forward(&other, "k1", "Något annat").await;
    assert_eq!(theirs.0, StatusCode::OK, "keys are one's own");
    put_forward(&client, "k2", "Sök plats").await;
    assert_eq!(count().await, 3);
    let (status, _) = put_forward(&client, &"k".repeat(201), "Sök plats").await;
    assert_eq!(
        status,
        StatusCode::BAD_REQUEST,
        "a key that is not taken is not left aside in silence"
    );
    assert_eq!(count().await, 3);
}
