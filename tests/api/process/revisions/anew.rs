//! What was given up or declined, and begins anew.

use ::entity::{
    cycle,
    enums::{ApprovalState, ApprovalSubject, Phase},
};
use lansera::{
    global_id::encode,
    service::{
        decision::record::{self, Decided, Outcome},
        e_service::queries::exists,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::revised;
use crate::support::{
    app::TestApp,
    given::{Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_revision_is_given_up_and_another_begun,
        an_idea_that_was_declined_is_taken_up_anew,
    ]
}

async fn a_revision_is_given_up_and_another_begun(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Live).await;
    let revision = revised(&app, &service, &["launch.texts"]).await;
    given.asked(&revision, ApprovalSubject::EService).await;
    let owner = app.client(&service.cast.owner).await;
    let version = given.cycle(&revision).await.version;
    let seen = |version: i32, reason: &str| json!({ "cycleId": encode(revision.cycle), "version": version, "reason": reason });
    let stale = owner
        .change("withdrawRevision", seen(version + 1, "Pengarna tog slut."), "")
        .await;
    stale.refused("STALE", "input.version");
    let silent = owner.change("withdrawRevision", seen(version, " "), "").await;
    silent.refused("REASON_MISSING", "input.reason");

    let fields = "cycle { endedAt gate { open } revision { withdrawalReason withdrawnBy { name } } }
        eService { state developmentCycle { id } }";
    let given_up = owner
        .change("withdrawRevision", seen(version, "Pengarna tog slut."), fields)
        .await;

    assert!(given_up.ok().data("withdrawRevision.cycle.endedAt").is_string());
    assert_eq!(
        given_up.data("withdrawRevision.cycle.revision"),
        &json!({ "withdrawalReason": "Pengarna tog slut.", "withdrawnBy": { "name": service.cast.owner.name } })
    );
    assert_eq!(
        given_up.data("withdrawRevision.eService"),
        &json!({ "state": "LIVE", "developmentCycle": null })
    );
    let asked = given.approval_state(&revision, ApprovalSubject::EService).await;
    assert_eq!(asked, ApprovalState::Withdrawn);
    let again = owner
        .change("withdrawRevision", seen(version + 1, "En gång till."), "")
        .await;
    again.refused("WRONG_STATE", "input");

    let other = revised(&app, &service, &["preparation.metrics"]).await;
    assert_eq!(given.cycle(&other).await.phase, Phase::Preparation);
    app.run_jobs().await;
}

async fn an_idea_that_was_declined_is_taken_up_anew(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Decision).await;
    let version = given.cycle(&service).await.version;
    let management = app.acting(&service.cast.management).await;
    let decided = Decided {
        outcome: Outcome::NoGo,
        motive: "Inte i år.".into(),
        minutes_reference: None,
        hours: None,
        budget_minor: None,
    };
    let no = record::record(app.services(), &management, service.cycle, version, decided).await;
    done("a decision", no);
    let (row, _) = exists(&app.services().db, service.id)
        .await
        .expect("rows")
        .expect("the e-service");
    let input =
        json!({ "eServiceId": encode(service.id), "version": row.version, "reason": "Nu finns pengar." });

    let owner = app.client(&service.cast.owner).await;
    owner
        .change("reopenIdea", input.clone(), "")
        .await
        .failed("FORBIDDEN");
    let client = app.client(&service.cast.management).await;
    let fields =
        "eService { state version developmentCycle { id kind phase documents { kind } } cycles { endedAt } }";
    let opened = client.change("reopenIdea", input, fields).await;

    assert_eq!(opened.ok().text("reopenIdea.eService.state"), "IDEA");
    let cycle = opened.data("reopenIdea.eService.developmentCycle");
    assert_eq!(
        (&cycle["kind"], &cycle["phase"]),
        (&json!("NEW"), &json!("INVENTORY"))
    );
    assert_eq!(cycle["documents"], json!([{ "kind": "PRE_STUDY" }]));
    let ended = opened.list("reopenIdea.eService.cycles");
    assert!(ended.len() == 2 && ended[1]["endedAt"].is_string(), "{opened}");
    let version: i32 = opened.read("reopenIdea.eService.version");
    let again = json!({ "eServiceId": encode(service.id), "version": version, "reason": "En gång till." });
    client
        .change("reopenIdea", again, "")
        .await
        .refused("WRONG_STATE", "input");
    let rows = cycle::Entity::find().filter(cycle::COLUMN.e_service_id.eq(service.id));
    assert_eq!(rows.all(&app.services().db).await.expect("cycles").len(), 2);
}
