//! Access tokens: who can verify them, and when they are good no more.

use ::entity::enums::Role;
use chrono::Duration;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::JwkSet};
use serde_json::{Value, json};

use super::{WHO, refresh, refreshed, refused, somebody, who};
use crate::{
    contract::rows::id,
    support::{
        app::TestApp,
        given::Scope,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        an_access_token_is_verified_with_the_published_keys_alone,
        an_access_token_is_good_for_its_time,
        a_token_is_refused_once_a_role_was_given_or_taken_back,
        a_closed_account_and_a_log_out_end_tokens_at_once,
    ]
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
