//! Log-ins and their tokens: what they say, who can verify them, and when they end.

mod access_tokens;
mod log;
mod passwords;
mod refresh_tokens;

use reqwest::StatusCode;
use serde_json::json;

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::{Client, Session},
    given::Person,
    story::Story,
};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        passwords::stories(),
        access_tokens::stories(),
        refresh_tokens::stories(),
        log::stories(),
    ]
    .concat()
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
