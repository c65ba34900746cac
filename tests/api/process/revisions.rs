//! Revisions: a later turn with the parts that fit, while the e-service stays in operation.

use ::entity::{
    artefact, cycle, document,
    enums::{ApprovalState, ApprovalSubject, ArtefactKind, DocumentKind, EServiceState, Phase, TaskState},
    ids::CycleId,
};
use lansera::{
    domain::ground::{Requirement, RequirementNature},
    global_id::encode,
    service::{
        artefact::save::{Seen, save},
        decision::record::{self, Decided, Outcome},
        e_service::queries::exists,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    given::{EService, Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        what_still_holds_is_copied_into_a_revision,
        the_live_service_is_untouched_until_the_revision_is_published,
        a_revision_that_builds_goes_from_preparation_to_publication,
        a_change_of_what_was_taken_over_is_approved_anew,
        one_revision_at_a_time_and_only_in_operation,
        needs_are_taken_up_by_one_revision,
        parts_come_to_a_revision_that_has_begun,
        a_revision_is_given_up_and_another_begun,
        an_idea_that_was_declined_is_taken_up_anew,
    ]
}

/// Begins a revision, and answers the e-service with its cycle.
async fn revised(app: &TestApp, service: &EService, parts: &[&str]) -> EService {
    let owner = app.client(&service.cast.owner).await;
    let input = json!({ "eServiceId": encode(service.id), "parts": parts, "reason": "Det har blivit dags." });
    let begun = owner.change("startRevision", input, "cycle { id }").await;
    let mut revision = service.clone();
    revision.cycle = begun.ok().key("startRevision.cycle.id");
    revision.plan.launch_on = Some(app.today());
    revision
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

async fn the_live_service_is_untouched_until_the_revision_is_published(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::FollowUp).await;
    let before = given.metrics(&service).await;
    let lead = app.client(&service.cast.service_manager).await;
    let by_hand = json!({
        "cycleId": encode(service.cycle), "title": "Ring leverantören", "phase": "MANAGEMENT", "role": "SERVICE_MANAGER",
    });
    let added = lead.change("addTask", by_hand, "task { id }").await;
    let by_hand = added.ok().key("addTask.task.id");

    let revision = revised(&app, &service, &["launch.texts"]).await;

    // The operation goes on: its tasks can be done, and it is measured at its intervals.
    assert_eq!(given.cycle(&service).await.ended_at, None);
    let operation = given.task(&service, "management.operation").await;
    assert_eq!(operation.state, TaskState::Ready);
    let skipped =
        json!({ "taskId": encode(operation.id), "version": operation.version, "reason": "Sommarstängt." });
    lead.change("skipTask", skipped, "").await.ok();

    given.finish_phase(&revision).await;
    given.move_on(&revision).await;
    given.finish_phase(&revision).await;
    given.move_on(&revision).await;

    let (row, _) = exists(&app.services().db, service.id)
        .await
        .expect("rows")
        .expect("the e-service");
    assert_eq!(
        (row.state, row.operation_cycle_id, row.development_cycle_id),
        (EServiceState::Live, Some(revision.cycle), None)
    );
    assert!(given.cycle(&service).await.ended_at.is_some());
    let open = given.tasks(&service).await;
    let open = open
        .iter()
        .filter(|task| matches!(task.state, TaskState::Waiting | TaskState::Ready));
    assert_eq!(open.count(), 0, "nobody is asked for anything in the former turn");
    // What somebody added goes over, and what recurs begins anew.
    assert_eq!(given.task_now(by_hand).await.cycle_id, revision.cycle);
    assert_eq!(
        given.task(&revision, "management.operation").await.state,
        TaskState::Ready
    );
    let after = given.metrics(&service).await;
    assert_eq!(before[0].next_due_on, after[0].next_due_on, "measuring goes on");
    // Nothing was handed over, so that follow-up begins at once.
    given.move_on(&revision).await;
    assert_eq!(given.cycle(&revision).await.phase, Phase::FollowUp);
    app.run_jobs().await;
}

async fn a_revision_that_builds_goes_from_preparation_to_publication(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Live).await;
    let revision = revised(&app, &service, &["build.develop"]).await;
    assert_eq!(given.cycle(&revision).await.phase, Phase::Preparation);
    let metrics = given.approval_state(&revision, ApprovalSubject::Metrics).await;
    assert_eq!(metrics, ApprovalState::Approved, "measures were not touched");

    for phase in [Phase::Build, Phase::Launch, Phase::Management] {
        given.finish_phase(&revision).await;
        given.move_on(&revision).await;
        assert_eq!(given.cycle(&revision).await.phase, phase);
    }

    let document = "query($id: ID!) { eService(id: $id) { state cycles { kind phase endedAt } } }";
    let seen = app.client(&service.cast.owner).await;
    let seen = seen.query(document, json!({ "id": encode(service.id) })).await;
    assert_eq!(seen.text("eService.state"), "LIVE");
    assert_eq!(seen.text("eService.cycles.0.kind"), "REVISION");
    assert_eq!(seen.data("eService.cycles.0.endedAt"), &Value::Null);
    assert!(seen.data("eService.cycles.1.endedAt").is_string());
    app.run_jobs().await;
}

async fn a_change_of_what_was_taken_over_is_approved_anew(app: TestApp) {
    let given = app.given();
    let service = given.e_service_in(Stage::Live).await;
    let revision = revised(&app, &service, &["launch.texts"]).await;

    let lead = &service.cast.project_lead;
    given
        .write(
            &revision,
            DocumentKind::Specification,
            lead,
            "2. Sökande ser sina ärenden.",
        )
        .await;

    for subject in [
        ApprovalSubject::Specification,
        ApprovalSubject::Test,
        ApprovalSubject::Editorial,
    ] {
        assert_eq!(
            given.approval_state(&revision, subject).await,
            ApprovalState::Void,
            "{subject:?}"
        );
        given.approved(&revision, subject).await;
    }
    given.approved(&revision, ApprovalSubject::EService).await;
    let former = given
        .approval_state(&service, ApprovalSubject::Specification)
        .await;
    assert_eq!(
        former,
        ApprovalState::Approved,
        "the turn before keeps what it was"
    );
    app.run_jobs().await;
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
