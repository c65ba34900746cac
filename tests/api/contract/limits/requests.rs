//! Requests: what is too large, what is none, and that a GET changes nothing.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::owner;
use crate::support::{
    app::TestApp,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_query_that_is_too_deep_too_costly_or_too_wide_is_refused,
        tools_can_read_the_schema,
        a_body_that_is_no_request_is_refused,
        a_get_reads_and_changes_nothing,
    ]
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
