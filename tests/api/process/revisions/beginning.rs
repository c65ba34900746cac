//! What a revision begins with, and when it may begin.

use ::entity::{
    artefact, document,
    enums::{ApprovalState, ApprovalSubject, ArtefactKind, DocumentKind},
    ids::CycleId,
};
use lansera::{
    domain::ground::{Requirement, RequirementNature},
    global_id::encode,
    service::artefact::save::{Seen, save},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::revised;
use crate::support::{
    app::TestApp,
    given::{Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        what_still_holds_is_copied_into_a_revision,
        one_revision_at_a_time_and_only_in_operation,
    ]
}

async fn what_still_holds_is_copied_into_a_revision(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Idea).await;
    given
        .appointed(
            &service,
            ::entity::enums::Role::Management,
            &[::entity::enums::Role::Owner],
        )
        .await;
    let owner = app.acting(&service.cast.owner).await;
    let requirement = Requirement {
        title: "Stark legitimering".into(),
        description: String::new(),
        nature: RequirementNature::Technical,
        demanding: false,
        investigation: None,
    };
    let seen = Seen {
        cycle: service.cycle,
        id: None,
        version: 0,
    };
    let original = done(
        "a requirement",
        save(app.services(), &owner, seen, requirement).await,
    );
    for _ in 0..6 {
        given.finish_phase(&service).await;
        given.move_on(&service).await;
    }

    let revision = revised(&app, &service, &["launch.texts"]).await;

    let copies = artefacts(&app, revision.cycle, ArtefactKind::Requirement).await;
    let copies: Vec<_> = copies
        .iter()
        .filter(|copy| copy.copied_from == Some(original))
        .map(|copy| (copy.number, copy.version))
        .collect();
    assert_eq!(copies, [(1, 1)]);
    let documents = document::Entity::find()
        .filter(document::COLUMN.cycle_id.eq(revision.cycle))
        .order_by_asc(document::COLUMN.kind)
        .all(&app.services().db)
        .await
        .expect("documents");
    let kinds: Vec<_> = documents.iter().map(|row| (row.kind, row.latest)).collect();
    assert!(kinds.contains(&(DocumentKind::BuildNote, 1)), "{kinds:?}");
    assert!(kinds.contains(&(DocumentKind::Specification, 1)), "{kinds:?}");
    let approved = given.approval(&revision, ApprovalSubject::Specification).await;
    assert_eq!(approved.state, ApprovalState::Approved);
    assert_eq!(approved.decided_by, Some(service.cast.owner.id));
    app.run_jobs().await;
}

async fn artefacts(app: &TestApp, cycle: CycleId, kind: ArtefactKind) -> Vec<artefact::Model> {
    let rows = artefact::Entity::find()
        .filter(artefact::COLUMN.cycle_id.eq(cycle))
        .filter(artefact::COLUMN.kind.eq(kind))
        .order_by_asc(artefact::COLUMN.number);
    rows.all(&app.services().db).await.expect("artefacts")
}

async fn one_revision_at_a_time_and_only_in_operation(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Live).await;
    let owner = app.client(&service.cast.owner).await;
    let wanted = |parts: &[&str], reason: &str| json!({ "eServiceId": encode(service.id), "parts": parts, "reason": reason });
    let refused = async |input: Value, code: &str, path: &str| {
        owner.change("startRevision", input, "").await.refused(code, path);
    };
    refused(wanted(&[], "Dags."), "MISSING", "input.parts").await;
    refused(wanted(&["launch.texts"], " "), "MISSING", "input.reason").await;
    refused(wanted(&["launch.nothing"], "Dags."), "UNKNOWN_ID", "input.parts").await;
    let mut late = wanted(&["launch.texts"], "Dags.");
    late["deadline"] = json!("2020-01-01");
    refused(late, "DATE_IN_PAST", "input.deadline").await;
    let mut decided = wanted(&["launch.texts"], "Dags.");
    decided["decisionId"] = json!(encode(service.id));
    refused(decided, "UNKNOWN_ID", "input.decisionId").await;

    let mut phase = wanted(&[], "Dags.");
    phase["phases"] = json!(["LAUNCH"]);
    let begun = owner
        .change("startRevision", phase, "cycle { revision { chosen } }")
        .await;
    let chosen: Vec<String> = begun.ok().read("startRevision.cycle.revision.chosen");
    assert!(
        chosen.iter().all(|key| key.starts_with("launch.")) && chosen.len() == 8,
        "{chosen:?}"
    );

    refused(wanted(&["launch.texts"], "Dags."), "WRONG_STATE", "input").await;

    let idea = given.e_service_in(Stage::Decision).await;
    let owner = app.client(&idea.cast.owner).await;
    let input = json!({ "eServiceId": encode(idea.id), "parts": ["launch.texts"], "reason": "Dags." });
    owner
        .change("startRevision", input, "")
        .await
        .refused("WRONG_STATE", "input");
    let document = "query($id: ID!) { revisionParts(eServiceId: $id) { included } }";
    let shown = owner.query(document, json!({ "id": encode(idea.id) })).await;
    assert!(
        shown
            .list("revisionParts")
            .iter()
            .all(|part| part["included"] == false)
    );
}
