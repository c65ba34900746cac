//! What the log does not say.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use lansera::{app::App, clock::Clock, service::account::users};
use serde_json::{Value, json};
use tower::ServiceExt;
use tracing::instrument::WithSubscriber;

use crate::support::{
    app::{MONDAY_MORNING, settings},
    given::{PASSWORD, done},
    sqlite,
    story::{Story, plain},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    plain![no_password_or_token_is_logged]
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
        // All of it, so that the file stays until the end.
        let database = database;
        let log = Log::default();
        let writer = log.clone();
        // Where there is only one subscriber, what another thread says first, which has none, is taken to be of interest to nobody.
        let _another = tracing::Dispatch::new(tracing_subscriber::registry());
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
