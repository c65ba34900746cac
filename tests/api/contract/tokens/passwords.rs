//! Passwords: wrong ones, new ones, and those that are guessed.

use chrono::Duration;
use lansera::service::account::users;
use serde_json::{Value, json};

use super::{refresh, refused, somebody, who};
use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::{PASSWORD, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_wrong_password_and_an_unknown_person_are_not_told_apart,
        a_new_password_ends_every_log_in,
        somebody_who_guesses_has_to_wait,
    ]
}

async fn log_in(client: &Client, email: &str, password: &str) -> Answer {
    let input = json!({ "email": email, "password": password });
    client.change("logIn", input, "session { accessToken }").await
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
