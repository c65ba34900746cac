//! The entities are what the migrations made: every table is read, with rows in it.

use ::entity::*;
use sea_orm::EntityTrait;
use serde_json::json;

use super::rows::{self, Wanted};
use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![every_table_is_read_as_its_entity_says]
}

async fn every_table_is_read_as_its_entity_says(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let municipality = app.given().municipality().await;
    let wanted = Wanted {
        unit: municipality.permits,
        confidential: false,
        tasks: 1,
        metrics: 1,
        by: municipality.cast.business.id,
        with: Vec::new(),
        told: Some(service.cast.owner.id),
    };
    rows::make(&app, 1, &wanted).await;
    let client = app.client(&service.cast.owner).await;
    let session = client.session().await.expect("a log-in");
    let once = client
        .http()
        .post(client.url("/graphql"))
        .bearer_auth(session.access_token);
    let body = json!({ "query": "mutation { setLocale(input: { locale: SV }) { errors { code } } }" });
    let answer = once
        .header("idempotency-key", "a")
        .json(&body)
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success());
    app.run_jobs().await;
    let admin = app.client(&municipality.admin).await;
    let paused = admin.change("pauseJob", json!({ "name": "CLEAN_UP" }), "").await;
    paused.ok();

    let db = &app.services().db;
    macro_rules! read {
        ($($table:ident),* $(,)?) => {$(
            let rows = $table::Entity::find().all(db).await;
            let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", stringify!($table)));
            assert!(!rows.is_empty(), "{} is empty, so nothing was read", stringify!($table));
        )*};
    }
    read![
        approval,
        artefact,
        artefact_version,
        audit_entry,
        cycle,
        decision,
        delivery,
        document,
        document_version,
        e_service,
        idempotent_answer,
        job_run,
        machine_client,
        machine_client_e_service,
        measurement,
        metric,
        metric_version,
        need,
        need_view,
        notification,
        org_unit,
        process_template,
        published_service,
        refresh_token,
        report,
        role_grant,
        scheduled_job,
        search_entry,
        session,
        signing_key,
        suggestion,
        task,
        task_comment,
        user,
    ];
}
