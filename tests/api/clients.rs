//! What a person's client does with the product before anything else: log in, ask, change and listen.

use std::time::Duration;

use ::entity::enums::{ApprovalSubject, DocumentKind, Role};
use lansera::global_id::encode;
use serde_json::json;

use crate::support::{
    app::TestApp,
    given::{PASSWORD, Plan, Scope, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        somebody_logs_in_and_is_known,
        nobody_is_known_without_logging_in,
        a_wrong_password_and_an_unknown_address_are_not_told_apart,
        a_token_whose_time_is_over_is_not_accepted,
        a_log_in_is_continued_with_its_refresh_token_once,
        a_change_answers_with_what_changed_or_with_what_to_mend,
        the_answer_says_how_many_statements_it_took,
        somebody_who_listens_hears_at_once,
        whoever_stops_listening_hears_no_more,
        nobody_listens_without_logging_in,
        a_role_for_a_unit_reaches_the_units_below_it,
        the_product_says_that_it_is_ready,
    ]
}

const VIEWER: &str = "{ viewer { user { name } } }";

async fn somebody_logs_in_and_is_known(app: TestApp) {
    let owner = &app.given().municipality().await.cast.owner;

    let answer = app.client(owner).await.query(VIEWER, json!({})).await;

    assert_eq!(answer.text("viewer.user.name"), "Örjan Ek");
}

async fn nobody_is_known_without_logging_in(app: TestApp) {
    let anonymous = app.anonymous().await;

    assert!(anonymous.query(VIEWER, json!({})).await.data("viewer").is_null());
    let users = anonymous.query("{ users { nodes { email } } }", json!({})).await;
    users.failed("UNAUTHENTICATED");
}

async fn a_wrong_password_and_an_unknown_address_are_not_told_apart(app: TestApp) {
    let owner = &app.given().municipality().await.cast.owner;
    let anonymous = app.anonymous().await;

    let mut answers = Vec::new();
    for (email, password) in [
        (owner.email.as_str(), "Fel-lösenord-1"),
        ("ingen@exempelkommun.example", PASSWORD),
    ] {
        let input = json!({ "email": email, "password": password });
        let answer = anonymous.change("logIn", input, "session { accessToken }").await;
        answer.refused("WRONG_CREDENTIALS", "input.password");
        answers.push(answer.body);
    }
    assert_eq!(answers[0], answers[1]);
}

async fn a_token_whose_time_is_over_is_not_accepted(app: TestApp) {
    let owner = &app.given().municipality().await.cast.owner;
    let client = app.client(owner).await;
    let session = client.session().await.expect("a log-in");

    app.set(session.expires_at);

    let late = client.send(VIEWER, json!({}), Some(&session.access_token)).await;
    late.failed("UNAUTHENTICATED");
    // The client itself logs in again.
    assert_eq!(
        client.query(VIEWER, json!({})).await.text("viewer.user.name"),
        "Örjan Ek"
    );
}

async fn a_change_answers_with_what_changed_or_with_what_to_mend(app: TestApp) {
    let municipality = app.given().municipality().await;
    let client = app.client(&municipality.cast.business).await;
    let idea = |name: &str| {
        json!({
            "name": name, "purpose": "Slippa papper.", "audience": "EXTERNAL",
            "orgUnitId": encode(municipality.permits),
        })
    };

    let nameless = client
        .change("proposeEService", idea(" "), "eService { id }")
        .await;
    nameless.refused("MISSING", "input.name");

    let answer = client
        .change(
            "proposeEService",
            idea("Anmäl attefallshus"),
            "eService { id name state }",
        )
        .await;
    assert_eq!(answer.ok().text("proposeEService.eService.state"), "IDEA");
    let id: ::entity::ids::EServiceId = answer.key("proposeEService.eService.id");
    assert_eq!(encode(id), answer.id("proposeEService.eService.id"));
}

async fn the_answer_says_how_many_statements_it_took(app: TestApp) {
    let owner = &app.given().municipality().await.cast.owner;
    let client = app.client(owner).await;

    let few = client.query(VIEWER, json!({})).await.sql_count();
    let users = client.query("{ users { nodes { name } } }", json!({})).await;

    assert!((1..=2).contains(&few), "{few}");
    assert_eq!(users.list("users.nodes").len(), 12);
    assert!(users.sql_count() <= few + 1, "{users}");
}

async fn somebody_who_listens_hears_at_once(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let (owner, lead) = (&service.cast.developer, &service.cast.project_lead);
    app.given()
        .write(&service, DocumentKind::BuildNote, owner, "Version 1.")
        .await;
    let mut socket = app.client(&service.cast.editor).await.socket().await;
    let mut other = app.client(lead).await.socket().await;
    for socket in [&mut socket, &mut other] {
        let document = "subscription { notificationReceived { kind eService { id } } }";
        socket.subscribe(document, json!({})).await;
    }
    socket.expect_silence(Duration::from_millis(300)).await;

    app.given().asked(&service, ApprovalSubject::Editorial).await;

    let told = socket.event().await;
    assert_eq!(
        told["data"]["notificationReceived"]["kind"], "APPROVAL_ASKED",
        "{told}"
    );
    assert_eq!(
        told["data"]["notificationReceived"]["eService"]["id"],
        encode(service.id)
    );
    other.expect_silence(Duration::from_millis(300)).await;
    app.run_jobs().await;
}

async fn nobody_listens_without_logging_in(app: TestApp) {
    let mut socket = crate::support::socket::Socket::connect(app.address().await).await;

    socket.introduce(Some("no token")).await;

    assert!(socket.expect_close().await.is_some());
}

async fn a_log_in_is_continued_with_its_refresh_token_once(app: TestApp) {
    let owner = &app.given().municipality().await.cast.owner;
    let session = app.client(owner).await.session().await.expect("a log-in");
    let anonymous = app.anonymous().await;
    let input = json!({ "refreshToken": session.refresh_token });

    let continued = anonymous
        .change("refreshSession", input.clone(), "session { accessToken }")
        .await;
    let token = continued.ok().text("refreshSession.session.accessToken");
    let answer = anonymous.send(VIEWER, json!({}), Some(token)).await;
    assert_eq!(answer.text("viewer.user.name"), "Örjan Ek");

    // Somebody who has stolen it comes second, and ends the log-in for both.
    app.advance(chrono::Duration::seconds(30));
    anonymous
        .change("refreshSession", input, "session { accessToken }")
        .await
        .failed("UNAUTHENTICATED");
    anonymous
        .send(VIEWER, json!({}), Some(token))
        .await
        .failed("UNAUTHENTICATED");
}

async fn whoever_stops_listening_hears_no_more(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let developer = &service.cast.developer;
    app.given()
        .write(&service, DocumentKind::BuildNote, developer, "Version 1.")
        .await;
    let mut socket = app.client(&service.cast.editor).await.socket().await;
    let id = socket
        .subscribe("subscription { notificationReceived { kind } }", json!({}))
        .await;
    socket.expect_silence(Duration::from_millis(300)).await;

    socket.complete(&id).await;
    assert_eq!(socket.next().await, json!({ "type": "complete", "id": id }));
    app.given().asked(&service, ApprovalSubject::Editorial).await;

    socket.expect_silence(Duration::from_millis(300)).await;
    app.run_jobs().await;
}

async fn a_role_for_a_unit_reaches_the_units_below_it(app: TestApp) {
    let municipality = app.given().municipality().await;
    for (unit, reaches) in [
        (municipality.whole, true),
        (municipality.building, true),
        (municipality.permits, true),
        (municipality.schools, false),
    ] {
        let name = format!("Chef {unit}");
        let chief = app
            .given()
            .person_with(&name, Role::Management, Scope::Unit(unit))
            .await;
        let plan = Plan {
            confidential: true,
            ..Plan::default()
        };
        let service = app.given().e_service(plan, Stage::Idea).await;

        let document = "query($id: ID!) { eService(id: $id) { name } }";
        let answer = app
            .client(&chief)
            .await
            .query(document, json!({ "id": encode(service.id) }))
            .await;

        assert_eq!(!answer.data("eService").is_null(), reaches, "{answer}");
    }
}

async fn the_product_says_that_it_is_ready(app: TestApp) {
    let anonymous = app.anonymous().await;
    for path in ["/health/live", "/health/ready"] {
        let answer = anonymous
            .http()
            .get(anonymous.url(path))
            .send()
            .await
            .expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }
}
