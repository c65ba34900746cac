//! What comes over a WebSocket, to whom, and when it ends.

use std::time::Duration;

use ::entity::enums::Role;
use lansera::service::task::manage;
use serde_json::json;

use super::rows::id;
use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Person, Scope, Stage, done},
    socket::Socket,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        what_somebody_is_told_comes_at_once_and_to_nobody_else,
        a_subscription_ends_with_the_log_in,
        a_subscription_ends_when_a_role_is_taken_back,
        a_subscription_ends_with_its_token,
        a_connection_with_a_token_that_is_not_accepted_is_closed,
        nothing_but_subscriptions_goes_over_a_connection,
    ]
}

const TOLD: &str = "subscription { notificationReceived { kind task { title assignee { name } } eService { name unit { name } } } }";

/// The lead gives the task of building to somebody.
async fn given_the_build(app: &TestApp, service: &EService, to: &Person) {
    let task = app.given().task(service, "build.develop").await;
    let lead = app.acting(&service.cast.project_lead).await;
    done(
        "assigning",
        manage::assign(app.services(), &lead, task.id, task.version, Some(to.id)).await,
    );
}

async fn subscribed(client: &Client) -> Socket {
    let mut socket = client.socket().await;
    socket.subscribe_and_stand(TOLD, json!({})).await;
    socket
}

async fn what_somebody_is_told_comes_at_once_and_to_nobody_else(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let (developer, tester) = (&service.cast.developer, &service.cast.tester);
    let mut theirs = subscribed(&app.client(developer).await).await;
    let mut others = subscribed(&app.client(tester).await).await;

    given_the_build(&app, &service, developer).await;

    let told = theirs.event().await;
    let told = told
        .pointer("/data/notificationReceived")
        .expect("a notification");
    assert_eq!(told["kind"], "TASK_ASSIGNED");
    assert_eq!(told["task"]["assignee"]["name"], developer.name);
    assert_eq!(told["eService"]["name"], service.plan.name);
    assert_eq!(told["eService"]["unit"]["name"], "Bygglov");
    theirs.expect_silence(Duration::from_millis(200)).await;
    others.expect_silence(Duration::from_millis(200)).await;
    app.run_jobs().await;
}

/// Expects that the subscription is said to be over.
async fn expect_end(socket: &mut Socket) {
    let message = socket.next().await;
    assert_eq!(message["type"], "complete", "{message}");
}

async fn a_subscription_ends_with_the_log_in(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let developer = &service.cast.developer;
    let client = app.client(developer).await;
    let mut socket = subscribed(&client).await;

    client.query("mutation { logOut { loggedOut } }", json!({})).await;
    expect_end(&mut socket).await;
    given_the_build(&app, &service, developer).await;

    socket.expect_silence(Duration::from_millis(200)).await;
    socket.subscribe(TOLD, json!({})).await;
    let refused = socket.next().await;
    assert!(refused.to_string().contains("UNAUTHENTICATED"), "{refused}");
    app.run_jobs().await;
}

async fn a_subscription_ends_when_a_role_is_taken_back(app: TestApp) {
    let person = app.given().person("Åsa Öberg").await;
    let grant = app.given().role(&person, Role::Editor, Scope::Everywhere).await;
    let mut socket = subscribed(&app.client(&person).await).await;
    let admin = app.client(&app.given().municipality().await.admin).await;

    admin
        .change("revokeRole", json!({ "roleGrantId": id(grant) }), "")
        .await
        .ok();

    expect_end(&mut socket).await;
}

async fn a_subscription_ends_with_its_token(app: TestApp) {
    let person = app.given().person("Åsa Öberg").await;
    let mut socket = subscribed(&app.client(&person).await).await;

    app.advance(chrono::Duration::minutes(11));

    expect_end(&mut socket).await;
}

async fn a_connection_with_a_token_that_is_not_accepted_is_closed(app: TestApp) {
    let person = app.given().person("Åsa Öberg").await;
    let client = app.client(&person).await;
    let old = client.session().await.expect("a log-in").access_token;
    app.advance(chrono::Duration::minutes(11));

    for token in ["nonsense", old.as_str()] {
        let mut socket = Socket::connect(app.address().await).await;
        socket.introduce(Some(token)).await;
        assert!(socket.expect_close().await.is_some(), "closed without a code");
    }
}

async fn nothing_but_subscriptions_goes_over_a_connection(app: TestApp) {
    let person = app.given().person("Åsa Öberg").await;
    let client = app.client(&person).await;
    let mut socket = client.socket().await;

    for document in [
        "mutation { logOut { loggedOut } }",
        "{ viewer { user { name } } }",
    ] {
        socket.subscribe(document, json!({})).await;
        loop {
            let message = socket.next().await;
            if message["type"] == "complete" {
                break;
            }
            assert!(message.to_string().contains("BAD_REQUEST"), "{message}");
        }
    }

    assert_eq!(
        client
            .query("{ viewer { user { name } } }", json!({}))
            .await
            .text("viewer.user.name"),
        person.name
    );
}
