//! Log-ins and their tokens: what they say, who can verify them, and when they end.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use ::entity::enums::Role;
use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use chrono::Duration;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::JwkSet};
use lansera::{app::App, clock::Clock, service::account::users};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tower::ServiceExt;
use tracing::instrument::WithSubscriber;

use super::rows::id;
use crate::support::{
    answer::Answer,
    app::{MONDAY_MORNING, TestApp, settings},
    client::{Client, Session},
    given::{PASSWORD, Person, Scope, done},
    sqlite,
    story::{Story, on_database, plain},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    let mut stories = on_database![
        a_wrong_password_and_an_unknown_person_are_not_told_apart,
        an_access_token_is_verified_with_the_published_keys_alone,
        an_access_token_is_good_for_its_time,
        a_token_is_refused_once_a_role_was_given_or_taken_back,
        a_closed_account_and_a_log_out_end_tokens_at_once,
        a_refresh_token_is_exchanged_for_a_new_one,
        a_refresh_token_that_comes_back_late_ends_the_log_in,
        a_new_password_ends_every_log_in,
        somebody_who_guesses_has_to_wait,
    ];
    stories.extend(plain![no_password_or_token_is_logged]);
    stories
}

const WHO: &str = "{ viewer { user { name } } }";

async fn who(client: &Client, session: &Session) -> Answer {
    client.send(WHO, json!({}), Some(&session.access_token)).await
}

#[track_caller]
fn refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{answer}");
    answer.failed("UNAUTHENTICATED");
}

async fn log_in(client: &Client, email: &str, password: &str) -> Answer {
    let input = json!({ "email": email, "password": password });
    client.change("logIn", input, "session { accessToken }").await
}

async fn refresh(client: &Client, token: &str) -> Answer {
    let wanted = "session { accessToken refreshToken accessTokenExpiresAt }";
    client
        .change("refreshSession", json!({ "refreshToken": token }), wanted)
        .await
}

fn refreshed(answer: &Answer) -> Session {
    answer.ok();
    Session {
        access_token: answer.id("refreshSession.session.accessToken"),
        refresh_token: answer.id("refreshSession.session.refreshToken"),
        expires_at: answer.read("refreshSession.session.accessTokenExpiresAt"),
    }
}

/// Somebody without roles, a client of nobody, and a log-in of that person.
async fn somebody(app: &TestApp) -> (Person, Client, Session) {
    let person = app.given().person("Åsa Öberg").await;
    let client = app.anonymous().await;
    let session = client.log_in(&person.email).await;
    (person, client, session)
}

async fn a_wrong_password_and_an_unknown_person_are_not_told_apart(app: TestApp) {
    let (person, client, _) = somebody(&app).await;
    let left = app.given().person("Lars Ek").await;
    let admin = app.acting(&app.given().municipality().await.admin).await;
    let closed = users::UserChange {
        active: Some(false),
        ..Default::default()
    };
    done(
        "closing",
        users::update(app.services(), &admin, left.id, 1, closed).await,
    );

    let wrong = log_in(&client, &person.email, "Fel-lösenord-1").await;
    let unknown = log_in(&client, "ingen@exempelkommun.example", PASSWORD).await;
    let gone = log_in(&client, &left.email, PASSWORD).await;

    wrong.refused("WRONG_CREDENTIALS", "input.password");
    assert_eq!(wrong.body, unknown.body);
    assert_eq!(wrong.body, gone.body);
}

async fn an_access_token_is_verified_with_the_published_keys_alone(app: TestApp) {
    let (person, client, _) = somebody(&app).await;
    let unit = app.given().municipality().await.building;
    app.given().role(&person, Role::Business, Scope::Unit(unit)).await;
    app.given().role(&person, Role::Editor, Scope::Everywhere).await;
    let session = client.log_in(&person.email).await;

    let published = client
        .http()
        .get(client.url("/.well-known/jwks.json"))
        .send()
        .await
        .expect("an answer");
    let keys: JwkSet = published.json().await.expect("keys");

    let header = jsonwebtoken::decode_header(&session.access_token).expect("a header");
    assert_eq!(header.alg, Algorithm::EdDSA);
    let key = keys
        .find(header.kid.as_deref().expect("a kid"))
        .expect("the key is published");
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&["lansera"]);
    validation.set_audience(&["lansera"]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.validate_exp = false; // The clock of the story is not that of the machine.
    let key = DecodingKey::from_jwk(key).expect("a key");
    let token = jsonwebtoken::decode::<Value>(&session.access_token, &key, &validation).expect("verified");
    let claims = token.claims;
    assert_eq!(claims["sub"], person.id.to_string());
    assert_eq!(claims["iat"], app.now().timestamp());
    assert_eq!(claims["exp"], session.expires_at.timestamp());
    assert_eq!(session.expires_at, app.now() + Duration::seconds(600));
    assert_eq!(claims["epoch"], 2, "two roles were given");
    let mut roles: Vec<_> = claims["roles"].as_array().expect("roles").clone();
    roles.sort_by_key(ToString::to_string);
    let mut expected = vec![
        json!({ "role": "business", "scope": "org_unit", "id": unit.to_string() }),
        json!({ "role": "editor", "scope": "global" }),
    ];
    expected.sort_by_key(ToString::to_string);
    assert_eq!(roles, expected);
    assert!(!claims.to_string().contains("example"), "no address in {claims}");
}

async fn an_access_token_is_good_for_its_time(app: TestApp) {
    let (person, client, session) = somebody(&app).await;

    app.advance(Duration::seconds(599));
    assert_eq!(who(&client, &session).await.text("viewer.user.name"), person.name);
    app.advance(Duration::seconds(1));

    refused(&who(&client, &session).await);
    refused(&client.send(WHO, json!({}), Some("nonsense")).await);
    let (head, signature) = session.access_token.rsplit_once('.').expect("a signature");
    let turned: String = signature.chars().rev().collect();
    refused(
        &client
            .send(WHO, json!({}), Some(&format!("{head}.{turned}")))
            .await,
    );
}

async fn a_token_is_refused_once_a_role_was_given_or_taken_back(app: TestApp) {
    let (person, client, before) = somebody(&app).await;
    let admin = app.client(&app.given().municipality().await.admin).await;

    let grant = app.given().role(&person, Role::Editor, Scope::Everywhere).await;
    refused(&who(&client, &before).await);
    let with_role = refreshed(&refresh(&client, &before.refresh_token).await);
    who(&client, &with_role).await.text("viewer.user.name");
    admin
        .change("revokeRole", json!({ "roleGrantId": id(grant) }), "")
        .await
        .ok();

    refused(&who(&client, &with_role).await);
    let without = refreshed(&refresh(&client, &with_role.refresh_token).await);
    who(&client, &without).await.text("viewer.user.name");
}

async fn a_closed_account_and_a_log_out_end_tokens_at_once(app: TestApp) {
    let (person, client, first) = somebody(&app).await;
    let second = client.log_in(&person.email).await;
    let admin = app.client(&app.given().municipality().await.admin).await;

    let out = client
        .send(
            "mutation { logOut { loggedOut } }",
            json!({}),
            Some(&first.access_token),
        )
        .await;
    assert_eq!(out.data("logOut.loggedOut"), true);
    refused(&who(&client, &first).await);
    refresh(&client, &first.refresh_token)
        .await
        .failed("UNAUTHENTICATED");
    assert_eq!(
        who(&client, &second).await.text("viewer.user.name"),
        person.name,
        "another log-in goes on"
    );
    let closing = json!({ "userId": id(person.id), "version": 1, "active": false });
    admin.change("updateUser", closing, "user { active }").await.ok();

    refused(&who(&client, &second).await);
    refresh(&client, &second.refresh_token)
        .await
        .failed("UNAUTHENTICATED");
    let opening = json!({ "userId": id(person.id), "version": 2, "active": true });
    admin.change("updateUser", opening, "").await.ok();
    refused(&who(&client, &second).await);
}

async fn a_refresh_token_is_exchanged_for_a_new_one(app: TestApp) {
    let (person, client, first) = somebody(&app).await;

    app.advance(Duration::hours(1));
    refused(&who(&client, &first).await);
    let second = refreshed(&refresh(&client, &first.refresh_token).await);
    app.advance(Duration::seconds(29));
    let third = refreshed(&refresh(&client, &first.refresh_token).await);

    assert_ne!(
        second.refresh_token, third.refresh_token,
        "two tabs, each with its own"
    );
    for session in [&second, &third] {
        assert_eq!(who(&client, session).await.text("viewer.user.name"), person.name);
    }
    refresh(&client, "nonsense").await.failed("UNAUTHENTICATED");
    app.advance(Duration::days(14));
    refresh(&client, &third.refresh_token)
        .await
        .failed("UNAUTHENTICATED");
}

async fn a_refresh_token_that_comes_back_late_ends_the_log_in(app: TestApp) {
    let (person, client, first) = somebody(&app).await;
    let elsewhere = client.log_in(&person.email).await;

    let second = refreshed(&refresh(&client, &first.refresh_token).await);
    app.advance(Duration::seconds(30));
    refresh(&client, &first.refresh_token)
        .await
        .failed("UNAUTHENTICATED");

    refused(&who(&client, &second).await);
    refresh(&client, &second.refresh_token)
        .await
        .failed("UNAUTHENTICATED");
    assert_eq!(
        who(&client, &elsewhere).await.text("viewer.user.name"),
        person.name
    );
}

async fn a_new_password_ends_every_log_in(app: TestApp) {
    let (person, client, session) = somebody(&app).await;
    let other = client.log_in(&person.email).await;
    let change =
        "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code path } } }";
    let change = async |input: Value| {
        client
            .send(change, json!({ "input": input }), Some(&session.access_token))
            .await
    };

    change(json!({ "password": "Fel-lösenord-1", "newPassword": "Ett-helt-nytt-ord" }))
        .await
        .refused("WRONG_CREDENTIALS", "input.password");
    change(json!({ "password": PASSWORD, "newPassword": "kort" }))
        .await
        .refused("INVALID", "input.newPassword");
    who(&client, &session).await.text("viewer.user.name");
    change(json!({ "password": PASSWORD, "newPassword": "Ett-helt-nytt-ord" }))
        .await
        .ok();

    for session in [&session, &other] {
        refused(&who(&client, session).await);
        refresh(&client, &session.refresh_token)
            .await
            .failed("UNAUTHENTICATED");
    }
    log_in(&client, &person.email, PASSWORD)
        .await
        .refused("WRONG_CREDENTIALS", "input.password");
    log_in(&client, &person.email, "Ett-helt-nytt-ord").await.ok();
}

async fn somebody_who_guesses_has_to_wait(app: TestApp) {
    let (person, client, _) = somebody(&app).await;
    let another = app.given().person("Lars Ek").await;

    for _ in 0..10 {
        log_in(&client, &person.email, "Fel-lösenord-1")
            .await
            .refused("WRONG_CREDENTIALS", "input.password");
    }
    let now = log_in(&client, &person.email, PASSWORD).await;

    now.failed("RATE_LIMITED");
    assert_eq!(
        now.body.pointer("/errors/0/extensions/retryAfter"),
        Some(&json!(900)),
        "{now}"
    );
    log_in(&client, &another.email, PASSWORD).await.ok();
    app.advance(Duration::minutes(15));
    log_in(&client, &person.email, PASSWORD).await.ok();
}

/// What a log has.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn no_password_or_token_is_logged() -> impl Future<Output = ()> + Send {
    let database = sqlite::migrated().expect("a database");
    async move {
        let log = Log::default();
        let writer = log.clone();
        let everything = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let told = async {
            let app = App::build(settings(&database.url), Clock::at(MONDAY_MORNING), None)
                .await
                .expect("a start");
            let new = users::NewUser {
                email: "asa@exempelkommun.example".into(),
                name: "Åsa Öberg".into(),
                password: Some(PASSWORD.into()),
                locale: ::entity::enums::Locale::Sv,
            };
            done("an account", users::create(&app.services, None, new).await);
            let post = async |body: Value, token: Option<&str>| {
                let mut request = Request::post("/graphql").header("content-type", "application/json");
                if let Some(token) = token {
                    request = request.header("authorization", format!("Bearer {token}"));
                }
                let request = request.body(Body::from(body.to_string())).expect("a request");
                let answer = app.router().oneshot(request).await.expect("an answer");
                let body = to_bytes(answer.into_body(), 100_000).await.expect("a body");
                serde_json::from_slice::<Value>(&body).expect("JSON")
            };
            let log_in = "mutation($input: LogInInput!) { logIn(input: $input) { session { accessToken refreshToken } } }";
            let with = |password: &str| json!({ "query": log_in, "variables": { "input": { "email": "asa@exempelkommun.example", "password": password } } });
            post(with("Fel-lösenord-1"), None).await;
            let session = post(with(PASSWORD), None).await["data"]["logIn"]["session"].clone();
            let access = session["accessToken"].as_str().expect("a token").to_owned();
            let refresh = session["refreshToken"].as_str().expect("a token").to_owned();
            let written_out = format!(
                "mutation {{ changePassword(input: {{ password: \"{PASSWORD}\", newPassword: \"Ett-helt-nytt-ord\" }}) {{ errors {{ code }} }} }}"
            );
            post(json!({ "query": written_out }), Some(&access)).await;
            let again = format!(
                "mutation {{ refreshSession(input: {{ refreshToken: \"{refresh}\" }}) {{ errors {{ code }} }} }}"
            );
            post(json!({ "query": again }), None).await;
            [access, refresh]
        };

        let tokens = told.with_subscriber(everything).await;

        let log = String::from_utf8_lossy(&log.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
        assert!(
            log.contains("answered") && log.contains("/graphql"),
            "nothing was logged: {log}"
        );
        let secrets = [PASSWORD, "Fel-lösenord-1", "Ett-helt-nytt-ord", "$argon2id$"];
        for secret in secrets.into_iter().chain(tokens.iter().map(String::as_str)) {
            assert!(!log.contains(secret), "{secret} was logged");
        }
    }
}
