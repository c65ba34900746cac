//! Receipts of decisions and approvals: verified by anybody with the published keys, and good for nothing else.

use ::entity::{decision, enums::ApprovalSubject};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::JwkSet};
use lansera::global_id;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_receipt_of_a_decision_is_verified_with_the_published_keys_alone,
        the_receipt_of_an_approval_tells_its_version_and_its_rule,
        a_receipt_is_no_access_token,
        what_is_not_decided_or_not_seen_has_no_receipt,
    ]
}

const RECEIPT: &str = "query($id: ID!) { receipt(id: $id) { token payload issuedAt } }";

async fn decision_of(app: &TestApp, service: &EService) -> String {
    let found = decision::Entity::find()
        .filter(decision::COLUMN.cycle_id.eq(service.cycle))
        .one(&app.services().db)
        .await;
    global_id::encode(found.expect("decisions").expect("a decision").id)
}

/// What a receipt says, as somebody finds out who has nothing but the receipt and the published keys.
async fn verified(client: &Client, token: &str) -> Value {
    let published = client
        .http()
        .get(client.url("/.well-known/jwks.json"))
        .send()
        .await;
    let keys: JwkSet = published.expect("an answer").json().await.expect("keys");
    let header = jsonwebtoken::decode_header(token).expect("a header");
    assert_eq!(
        (header.alg, header.typ.as_deref()),
        (Algorithm::EdDSA, Some("receipt+jwt"))
    );
    let key = keys
        .find(header.kid.as_deref().expect("a kid"))
        .expect("the key is published");
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&["lansera"]);
    validation.set_audience(&["lansera/receipts"]);
    validation.set_required_spec_claims(&["iss", "aud"]);
    validation.validate_exp = false;
    let key = DecodingKey::from_jwk(key).expect("a key");
    jsonwebtoken::decode::<Value>(token, &key, &validation)
        .expect("verified")
        .claims
}

async fn the_receipt_of_a_decision_is_verified_with_the_published_keys_alone(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let (client, cast) = (app.client(&service.cast.business).await, &service.cast);
    let id = decision_of(&app, &service).await;

    let answer = client.query(RECEIPT, json!({ "id": id })).await;

    let says = verified(&client, answer.text("receipt.token")).await;
    assert_eq!(
        says.to_string(),
        serde_json::from_str::<Value>(answer.text("receipt.payload"))
            .expect("JSON")
            .to_string()
    );
    assert_eq!(says["kind"], "Decision");
    assert_eq!(says["id"], id.as_str());
    assert_eq!(
        says["decidedBy"],
        json!({ "id": global_id::encode(cast.management.id), "name": cast.management.name })
    );
    let whole = app.given().municipality().await;
    assert_eq!(says["inRole"]["role"], "MANAGEMENT");
    assert_eq!(says["inRole"]["scope"], "ORG_UNIT");
    assert_eq!(
        says["onBehalfOf"],
        json!({ "id": global_id::encode(whole.permits), "name": "Bygglov" })
    );
    assert_eq!(says["eService"]["name"], service.plan.name.as_str());
    assert_eq!(says["cycleId"], global_id::encode(service.cycle));
    assert_eq!(says["decided"]["outcome"], "GO");
    assert_eq!(says["decided"]["budgetMinor"], "25000000");
    assert_eq!(
        says["decided"]["serviceManager"]["name"],
        cast.service_manager.name
    );
    assert_eq!(says["rule"]["permission"], "DECIDE_DEVELOPMENT");
    assert_eq!(says["iat"], app.now().timestamp());
    assert_eq!(says["contentHash"].as_str().map(str::len), Some(64));
}

async fn the_receipt_of_an_approval_tells_its_version_and_its_rule(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let (client, cast) = (app.client(&service.cast.business).await, &service.cast);
    let row = app.given().approval(&service, ApprovalSubject::Design).await;

    let answer = client
        .query(RECEIPT, json!({ "id": global_id::encode(row.id) }))
        .await;

    let says = verified(&client, answer.text("receipt.token")).await;
    assert_eq!(says["contentHash"], row.content_hash.as_str());
    assert_eq!(
        says["decided"],
        json!({ "subject": "DESIGN", "answer": "APPROVED", "reason": null, "voidedAt": null })
    );
    assert_eq!(says["decidedBy"]["name"], cast.owner.name.as_str());
    let scope = global_id::encode(service.id);
    assert_eq!(
        says["inRole"],
        json!({ "role": "OWNER", "scope": "E_SERVICE", "scopeId": scope })
    );
    assert_eq!(says["rule"]["permission"], "APPROVE_PREPARATION");
    assert_eq!(says["rule"]["fourEyes"], true);
    assert_eq!(says["rule"]["askedBy"]["name"], cast.project_lead.name.as_str());
    assert_eq!(
        says["rule"]["contributorIds"],
        json!([global_id::encode(cast.project_lead.id)])
    );

    // What is changed afterwards makes it void: it was approved all the same, and the receipt says both.
    app.given()
        .write(
            &service,
            ::entity::enums::DocumentKind::DesignProposal,
            &cast.project_lead,
            "Sex steg.",
        )
        .await;
    let answer = client
        .query(RECEIPT, json!({ "id": global_id::encode(row.id) }))
        .await;
    let says = verified(&client, answer.text("receipt.token")).await;
    assert_eq!(says["decided"]["answer"], "APPROVED");
    assert!(says["decided"]["voidedAt"].is_string(), "{says}");
}

async fn a_receipt_is_no_access_token(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    let client = app.client(&service.cast.management).await;
    let id = decision_of(&app, &service).await;
    let answer = client.query(RECEIPT, json!({ "id": id })).await;

    let with_it = client
        .send(
            "{ viewer { user { name } } }",
            json!({}),
            Some(answer.text("receipt.token")),
        )
        .await;

    with_it.failed("UNAUTHENTICATED");
}

async fn what_is_not_decided_or_not_seen_has_no_receipt(app: TestApp) {
    let plan = Plan {
        confidential: true,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Preparation).await;
    app.given()
        .write(
            &service,
            ::entity::enums::DocumentKind::DesignProposal,
            &service.cast.project_lead,
            "Fem steg.",
        )
        .await;
    let asked = app.given().asked(&service, ApprovalSubject::Design).await;
    let decided = decision_of(&app, &service).await;
    let (owner, stranger) = (
        app.client(&service.cast.owner).await,
        app.client(&app.given().person("Åke Ek").await).await,
    );

    for (client, id, there) in [
        (&owner, decided.clone(), true),
        (&owner, global_id::encode(asked), false),
        (&owner, global_id::encode(service.cycle), false),
        (&stranger, decided, false),
    ] {
        let answer = client.query(RECEIPT, json!({ "id": id })).await;
        assert_eq!(!answer.data("receipt").is_null(), there, "{answer}");
    }
    app.given().all_is_sent().await;
}
