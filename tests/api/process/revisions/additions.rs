//! What comes to a revision: needs that it takes up, and parts.

use ::entity::enums::{Phase, TaskState};
use lansera::global_id::encode;
use serde_json::{Value, json};

use super::revised;
use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        needs_are_taken_up_by_one_revision,
        parts_come_to_a_revision_that_has_begun,
    ]
}

async fn needs_are_taken_up_by_one_revision(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let cast = &service.cast;
    let (owner, management) = (app.client(&cast.owner).await, app.client(&cast.management).await);
    let unit = owner
        .query(
            "query($id: ID!) { node(id: $id) { ... on EService { unit { id } } } }",
            json!({ "id": encode(service.id) }),
        )
        .await;
    let mut needs = Vec::new();
    for title in ["Större bokstäver", "Fler språk", "Något annat"] {
        let need = json!({
            "orgUnitId": unit.data("node.unit.id"), "title": title, "description": "Många frågar.",
            "source": "SURVEY",
        });
        let put = owner.change("putForwardNeed", need, "need { id }").await;
        needs.push(put.ok().data("putForwardNeed.need.id").clone());
    }
    for need in &needs[..2] {
        let attached = json!({ "needId": need, "version": 1, "eServiceId": encode(service.id) });
        management.change("attachNeed", attached, "").await.ok();
    }
    let begin = |needs: &[Value]| {
        json!({
            "eServiceId": encode(service.id), "parts": ["launch.texts"], "reason": "Dags.", "needIds": needs,
        })
    };

    // One that nobody has attached is no ground, nor is what is no need.
    let refused = owner.change("startRevision", begin(&needs), "").await;
    refused.refused("WRONG_STATE", "input.needIds");
    let unknown = owner.change("startRevision", begin(&[json!("?")]), "").await;
    unknown.refused("UNKNOWN_ID", "input.needIds");

    let wanted = "cycle { id version revision { needs { title } } }";
    let begun = owner.change("startRevision", begin(&needs[..1]), wanted).await;
    let cycle = begun.ok().data("startRevision.cycle").clone();
    assert_eq!(
        cycle["revision"]["needs"],
        json!([{ "title": "Större bokstäver" }])
    );

    // Another comes while it is under way.
    let take_up = |cycle: &Value, needs: &[Value]| json!({ "cycleId": cycle["id"], "needIds": needs });
    management
        .change("takeUpNeeds", take_up(&cycle, &needs[1..2]), "")
        .await
        .failed("FORBIDDEN");
    let empty = owner.change("takeUpNeeds", take_up(&cycle, &[]), "").await;
    empty.refused("MISSING", "input.needIds");
    let twice = owner
        .change("takeUpNeeds", take_up(&cycle, &needs[..1]), "")
        .await;
    twice.refused("WRONG_STATE", "input.needIds");
    let more = owner
        .change("takeUpNeeds", take_up(&cycle, &needs[1..2]), wanted)
        .await;
    assert_eq!(
        more.ok().data("takeUpNeeds.cycle.revision.needs"),
        &json!([{ "title": "Större bokstäver" }, { "title": "Fler språk" }])
    );

    // A revision that is given up lets its needs go to the next one.
    let version = more.data("takeUpNeeds.cycle.version").clone();
    let withdrawn = json!({ "cycleId": cycle["id"], "version": version, "reason": "Inte nu." });
    owner.change("withdrawRevision", withdrawn, "").await.ok();
    let late = owner
        .change("takeUpNeeds", take_up(&cycle, &needs[1..2]), "")
        .await;
    late.refused("WRONG_STATE", "input");
    let again = owner.change("startRevision", begin(&needs[1..2]), wanted).await;
    let next = again.ok().data("startRevision.cycle").clone();
    assert_eq!(next["revision"]["needs"], json!([{ "title": "Fler språk" }]));
    let read =
        "query($id: ID!) { node(id: $id) { ... on Need { revision { id revision { withdrawnAt } } } } }";
    let let_go = owner.query(read, json!({ "id": needs[0] })).await;
    assert!(
        let_go.data("node.revision.revision.withdrawnAt").is_string(),
        "{let_go}"
    );
    let taken = owner.query(read, json!({ "id": needs[1] })).await;
    assert_eq!(taken.data("node.revision.id"), &next["id"]);
}

async fn parts_come_to_a_revision_that_has_begun(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Live).await;
    let owner = app.client(&service.cast.owner).await;
    let manager = app.client(&service.cast.service_manager).await;
    let revision = revised(&app, &service, &["preparation.design"]).await;
    let note = async || {
        let shown = "query($id: ID!) { node(id: $id) { ... on Cycle { documents { kind } } } }";
        let shown = owner.query(shown, json!({ "id": encode(revision.cycle) })).await;
        let kinds = shown.data("node.documents").as_array().cloned();
        kinds
            .unwrap_or_default()
            .contains(&json!({ "kind": "BUILD_NOTE" }))
    };
    assert!(note().await, "what was built holds");
    let version = given.cycle(&revision).await.version;
    let more = |version: i32, parts: &[&str]| json!({ "cycleId": encode(revision.cycle), "version": version, "parts": parts });
    let wanted = "cycle { version phase revision { chosen } approvals { subject state } }";

    // Refused: to others, with nothing or something unknown, with what is there, and with what it has left behind.
    manager
        .change("addRevisionParts", more(version, &["build.develop"]), "")
        .await
        .failed("FORBIDDEN");
    for (parts, code, path) in [
        (&[] as &[&str], "MISSING", "input.parts"),
        (&["launch.flags"], "UNKNOWN_ID", "input.parts"),
        (&["preparation.design"], "WRONG_STATE", "input.parts"),
        (&["inventory.process_map"], "WRONG_PHASE", "input.parts"),
    ] {
        let refused = owner.change("addRevisionParts", more(version, parts), "").await;
        refused.refused(code, path);
    }
    let stale = owner
        .change("addRevisionParts", more(version + 1, &["build.develop"]), "")
        .await;
    stale.refused("STALE", "input.version");

    let added = owner
        .change("addRevisionParts", more(version, &["build.develop"]), wanted)
        .await;

    let cycle = added.ok().data("addRevisionParts.cycle").clone();
    assert_eq!(
        cycle["revision"]["chosen"],
        json!(["build.develop", "preparation.design"])
    );
    assert_eq!(
        (&cycle["phase"], &cycle["version"]),
        (&json!("PREPARATION"), &json!(version + 1))
    );
    let state = |subject: &str| {
        let all = cycle["approvals"].as_array().cloned().unwrap_or_default();
        let of = all.into_iter().find(|one| one["subject"] == subject);
        of.map(|one| one["state"].clone()).unwrap_or_default()
    };
    assert_eq!(
        (
            state("METRICS"),
            state("SPECIFICATION"),
            state("TEST"),
            state("EDITORIAL")
        ),
        (json!("APPROVED"), json!("VOID"), json!("VOID"), json!("VOID")),
        "what is made anew is approved anew"
    );
    assert!(!note().await, "what is built anew is noted anew");
    for activity in [
        "preparation.specification",
        "build.develop",
        "build.test",
        "build.editor_review",
    ] {
        let task = given.task(&revision, activity).await;
        assert!(
            matches!(task.state, TaskState::Ready | TaskState::Waiting),
            "{activity}"
        );
    }
    // And so it goes all the way.
    for phase in [Phase::Build, Phase::Launch, Phase::Management] {
        given.finish_phase(&revision).await;
        given.move_on(&revision).await;
        assert_eq!(given.cycle(&revision).await.phase, phase);
    }
    let late = owner
        .change(
            "addRevisionParts",
            more(given.cycle(&revision).await.version, &["launch.texts"]),
            "",
        )
        .await;
    late.refused("WRONG_STATE", "input");
    app.run_jobs().await;
}
