//! What each activity of "4 Build and test" leaves behind.

use ::entity::{
    enums::{ApprovalState, ApprovalSubject, DocumentKind, TaskState},
    ids::UserId,
};
use lansera::global_id::{decode_as, encode};
use serde_json::{Value, json};

use super::told::{completes, cycle_shows, forbidden, said, waits_for};
use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        build_develop_leaves_a_note_and_the_state_of_each_requirement,
        build_develop_leaves_approvals_standing_while_requirements_move_on,
        build_test_leaves_scenarios_runs_and_defects,
        build_test_sends_a_defect_to_the_developer_and_back,
        build_test_generates_scenarios_from_the_steps_once,
        build_editor_review_waits_for_the_remarks,
        build_test_group_leaves_findings,
        build_approval_waits_for_what_is_found_late,
    ]
}

/// An approval that waits, as an answer to it.
async fn answer_to(app: &TestApp, service: &EService, subject: ApprovalSubject) -> Value {
    let row = app.given().approval(service, subject).await;
    json!({ "approvalId": encode(row.id), "version": row.version, "contentHash": row.content_hash })
}

/// The requirements of the specification, put into a state.
async fn requirement_in(to: &Client, service: &EService, state: &str) -> Value {
    let shown = cycle_shows(to, service, "specification { requirements { id version } }").await;
    let requirement = &shown["specification"]["requirements"][0];
    json!({ "specificationRequirementId": requirement["id"], "version": requirement["version"], "state": state })
}

async fn build_develop_leaves_a_note_and_the_state_of_each_requirement(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let developer = app.client(&service.cast.developer).await;
    let tester = app.client(&service.cast.tester).await;
    waits_for(&app, &service, &developer, "build.develop").await;
    let note = DocumentKind::BuildNote;
    app.given()
        .write(&service, note, &service.cast.developer, "Version 1.")
        .await;
    waits_for(&app, &service, &developer, "build.develop").await;

    // Testers do not build, developers do not test, and what is not built is not tested.
    let built = requirement_in(&tester, &service, "BUILT").await;
    forbidden(&tester, "setRequirementState", &built).await;
    let passed = requirement_in(&tester, &service, "PASSED").await;
    forbidden(&developer, "setRequirementState", &passed).await;
    let early = tester.change("setRequirementState", passed, "").await;
    early.refused("WRONG_STATE", "input.state");
    let dropped = requirement_in(&developer, &service, "DROPPED").await;
    let silent = developer.change("setRequirementState", dropped, "").await;
    silent.refused("REASON_MISSING", "input.reason");
    said(
        &developer,
        "setRequirementState",
        &built,
        "specificationRequirement { state }",
    )
    .await;

    completes(&app, &service, &developer, "build.develop").await;
    let passed = requirement_in(&tester, &service, "PASSED").await;
    said(
        &tester,
        "setRequirementState",
        &passed,
        "specificationRequirement { state }",
    )
    .await;
    let wanted = "specification { requirements { number text state versions { number } } }";
    let shown = cycle_shows(&tester, &service, wanted).await;
    assert_eq!(
        shown["specification"]["requirements"],
        json!([{
            "number": 1, "text": "Sökande legitimerar sig.", "state": "PASSED",
            "versions": [{ "number": 3 }, { "number": 2 }, { "number": 1 }],
        }])
    );
    app.given().all_is_sent().await;
}

async fn build_develop_leaves_approvals_standing_while_requirements_move_on(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let developer = app.client(&service.cast.developer).await;
    let state = async || {
        app.given()
            .approval_state(&service, ApprovalSubject::Specification)
            .await
    };

    let built = requirement_in(&developer, &service, "BUILT").await;
    said(
        &developer,
        "setRequirementState",
        &built,
        "specificationRequirement { state }",
    )
    .await;
    assert_eq!(state().await, ApprovalState::Approved);

    // A requirement that asks for something else is to be approved, and built, anew.
    let kristina = app.client(&service.cast.requirements_owner).await;
    let mut anew = requirement_in(&kristina, &service, "").await;
    anew.as_object_mut().map(|fields| fields.remove("state"));
    anew["cycleId"] = json!(encode(service.cycle));
    anew["text"] = json!("Sökande och ombud legitimerar sig.");
    anew["priority"] = json!("MUST");
    let wanted = "specificationRequirement { state }";
    let put = said(&kristina, "saveSpecificationRequirement", &anew, wanted).await;
    assert_eq!(
        put["saveSpecificationRequirement"]["specificationRequirement"]["state"],
        "OPEN"
    );
    assert_eq!(state().await, ApprovalState::Void);
    app.given().all_is_sent().await;
}

/// In build, with what was built noted.
async fn built(app: &TestApp, plan: Plan) -> EService {
    let service = app.given().e_service(plan, Stage::Build).await;
    let developer = app.client(&service.cast.developer).await;
    app.given().brought_about(&service, "build.develop").await;
    completes(app, &service, &developer, "build.develop").await;
    service
}

async fn build_test_leaves_scenarios_runs_and_defects(app: TestApp) {
    let service = built(&app, Plan::default()).await;
    let cycle = encode(service.cycle);
    let tester = app.client(&service.cast.tester).await;
    let developer = app.client(&service.cast.developer).await;
    app.given().asked(&service, ApprovalSubject::Test).await;

    // Nothing is approved that was not tested.
    let answer = answer_to(&app, &service, ApprovalSubject::Test).await;
    let untested = tester.change("approve", answer.clone(), "").await;
    untested.refused("NOTHING_TESTED", "input");

    let scenario = json!({
        "cycleId": cycle, "title": "Ansök som ombud", "steps": ["Logga in som ombud.", "Skicka."], "expected": "Ett kvitto.",
    });
    forbidden(&developer, "saveTestScenario", &scenario).await;
    let made = said(&tester, "saveTestScenario", &scenario, "testScenario { id }").await;
    let scenario = &made["saveTestScenario"]["testScenario"]["id"];
    let run = |result: &str, seen: &str| {
        json!({
            "cycleId": cycle, "testScenarioId": scenario, "result": result, "seen": seen, "environment": "Firefox",
            "testedOn": app.today(),
        })
    };
    forbidden(&developer, "saveTestRun", &run("PASSED", "")).await;
    let silent = tester.change("saveTestRun", run("FAILED", ""), "").await;
    silent.refused("MISSING", "input.seen");
    let mut tomorrow = run("PASSED", "");
    tomorrow["testedOn"] = json!(app.day(1));
    let early = tester.change("saveTestRun", tomorrow, "").await;
    early.refused("INVALID", "input.testedOn");
    let mut of_nothing = run("PASSED", "");
    of_nothing["testScenarioId"] = json!(encode(::entity::ids::ArtefactId::new()));
    let nothing = tester.change("saveTestRun", of_nothing, "").await;
    nothing.refused("UNKNOWN_ID", "input.testScenarioId");
    let failed = said(
        &tester,
        "saveTestRun",
        &run("FAILED", "Kvittot kom inte."),
        "testRun { id }",
    )
    .await;
    let failed = &failed["saveTestRun"]["testRun"]["id"];

    let defect = json!({
        "cycleId": cycle, "title": "Kvittot kommer inte", "severity": "BLOCKING", "testRunId": failed,
    });
    let defect = said(&tester, "saveDefect", &defect, "defect { id version }").await;
    let refused = tester.change("approve", answer.clone(), "").await;
    refused.refused("BLOCKING_DEFECT_OPEN", "input");
    assert_eq!(
        refused.text("approve.errors.0.message"),
        "Blockerande fel är inte åtgärdade: Kvittot kommer inte."
    );
    let fields = "testing { scenarios { number title steps expected origin lastRun { result } }
        runs { number scenario { title } result seen environment testedOn } defects { title severity state run { number } }
        coverage { scenarioCount passedCount failed { title } withoutRun { title } openDefects { severity count } } }";
    let shown = cycle_shows(&developer, &service, fields).await;
    assert_eq!(
        shown["testing"],
        json!({
            "scenarios": [{
                "number": 1, "title": "Ansök som ombud", "steps": ["Logga in som ombud.", "Skicka."],
                "expected": "Ett kvitto.", "origin": "WRITTEN", "lastRun": { "result": "FAILED" },
            }],
            "runs": [{
                "number": 1, "scenario": { "title": "Ansök som ombud" }, "result": "FAILED", "seen": "Kvittot kom inte.",
                "environment": "Firefox", "testedOn": app.today(),
            }],
            "defects": [{
                "title": "Kvittot kommer inte", "severity": "BLOCKING", "state": "REPORTED", "run": { "number": 1 },
            }],
            "coverage": {
                "scenarioCount": 1, "passedCount": 0, "failed": [{ "title": "Ansök som ombud" }], "withoutRun": [],
                "openDefects": [
                    { "severity": "BLOCKING", "count": 1 }, { "severity": "SERIOUS", "count": 0 },
                    { "severity": "MINOR", "count": 0 },
                ],
            },
        })
    );

    // What others rest on stays.
    let removed = json!({ "artefactId": scenario, "version": 1 });
    let stays = tester.change("removeArtefact", removed, "").await;
    stays.refused("WRONG_STATE", "input");

    // Mended and looked at again, it no longer keeps the tester from approving, which closes the task.
    let defect = &defect["saveDefect"]["defect"];
    let mended = json!({ "defectId": defect["id"], "version": defect["version"], "state": "MENDED" });
    let mended = said(&developer, "setDefectState", &mended, "defect { id version }").await;
    let mended = &mended["setDefectState"]["defect"];
    let closed = json!({ "defectId": mended["id"], "version": mended["version"], "state": "RETESTED" });
    said(&tester, "setDefectState", &closed, "defect { state }").await;
    said(&tester, "saveTestRun", &run("PASSED", ""), "testRun { id }").await;
    tester.change("approve", answer, "").await.ok();
    assert_eq!(
        app.given().task(&service, "build.test").await.state,
        TaskState::Done
    );
    let shown = cycle_shows(
        &developer,
        &service,
        "testing { coverage { passedCount failed { id } } }",
    )
    .await;
    assert_eq!(
        shown["testing"]["coverage"],
        json!({ "passedCount": 1, "failed": [] })
    );
    app.given().all_is_sent().await;
}

async fn build_test_sends_a_defect_to_the_developer_and_back(app: TestApp) {
    let service = built(&app, Plan::default()).await;
    let tester = app.client(&service.cast.tester).await;
    let developer = app.client(&service.cast.developer).await;
    let lead = app.client(&service.cast.project_lead).await;
    let mut reported =
        json!({ "cycleId": encode(service.cycle), "title": "Fel färg", "severity": "SERIOUS" });
    forbidden(&lead, "saveDefect", &reported).await;
    let made = said(&tester, "saveDefect", &reported, "defect { id version }").await;
    let id = made["saveDefect"]["defect"]["id"].clone();
    let version = async || {
        let key = id.as_str().and_then(decode_as::<::entity::ids::ArtefactId>);
        let document =
            "query($id: ID!) { node(id: $id) { ... on Defect { version state assignee { id } reason } } }";
        assert!(key.is_some());
        let answer = tester.query(document, json!({ "id": id })).await;
        answer.data("node").clone()
    };
    let input = async |more: Value| {
        let mut input = json!({ "defectId": id, "version": version().await["version"] });
        if let (Some(fields), Some(more)) = (input.as_object_mut(), more.as_object().cloned()) {
            fields.extend(more);
        }
        input
    };

    // Given to somebody; whoever is not known is not given anything.
    let nobody = input(json!({ "userId": encode(UserId::new()) })).await;
    let refused = tester.change("assignDefect", nobody, "").await;
    refused.refused("UNKNOWN_ID", "input.userId");
    let to = input(json!({ "userId": encode(service.cast.developer.id) })).await;
    said(&tester, "assignDefect", &to, "defect { state }").await;

    // How bad it is, is for the tester to say; to close it, too.
    reported["defectId"] = id.clone();
    reported["version"] = version().await["version"].clone();
    reported["severity"] = json!("MINOR");
    forbidden(&developer, "saveDefect", &reported).await;
    let closed = input(json!({ "state": "WONT_FIX", "reason": "Syns knappt." })).await;
    forbidden(&developer, "setDefectState", &closed).await;
    let early = input(json!({ "state": "RETESTED" })).await;
    let refused = tester.change("setDefectState", early, "").await;
    refused.refused("WRONG_STATE", "input.state");
    let begun = input(json!({ "state": "BEING_MENDED" })).await;
    forbidden(&tester, "setDefectState", &begun).await;

    for (who, state) in [
        (&developer, "BEING_MENDED"),
        (&developer, "MENDED"),
        (&tester, "REPORTED"),
        (&developer, "MENDED"),
    ] {
        let next = input(json!({ "state": state, "reason": "Se skärmbilden." })).await;
        said(who, "setDefectState", &next, "defect { state }").await;
    }
    let silent = input(json!({ "state": "WONT_FIX" })).await;
    let refused = tester.change("setDefectState", silent, "").await;
    refused.refused("REASON_MISSING", "input.reason");
    let closed = input(json!({ "state": "WONT_FIX", "reason": "Färgen är plattformens." })).await;
    said(&tester, "setDefectState", &closed, "defect { state }").await;

    let shown = version().await;
    assert_eq!(
        shown,
        json!({
            "version": 7, "state": "WONT_FIX", "reason": "Färgen är plattformens.",
            "assignee": { "id": encode(service.cast.developer.id) },
        })
    );
    let open = cycle_shows(
        &tester,
        &service,
        "testing { defects(closed: false) { id } closed: defects(closed: true) { title } }",
    )
    .await;
    assert_eq!(
        open["testing"],
        json!({ "defects": [], "closed": [{ "title": "Fel färg" }] })
    );
    app.given().all_is_sent().await;
}

async fn build_test_generates_scenarios_from_the_steps_once(app: TestApp) {
    let service = built(&app, Plan::default()).await;
    let tester = app.client(&service.cast.tester).await;
    let developer = app.client(&service.cast.developer).await;
    let cycle = json!({ "cycleId": encode(service.cycle) });
    forbidden(&developer, "generateTestScenarios", &cycle).await;

    let wanted = "testScenarios { id version number title origin designStep { title } versions { number } }";
    let first = said(&tester, "generateTestScenarios", &cycle, wanted).await;

    let made = first["generateTestScenarios"]["testScenarios"]
        .as_array()
        .cloned();
    let made = made.unwrap_or_default();
    let origins = |origin: &str| made.iter().filter(|one| one["origin"] == origin).count();
    assert_eq!((origins("STANDARD_SET"), origins("DESIGN_STEP")), (8, 3));
    assert_eq!(made[8]["title"], "Steg 10: rätt ifyllt");
    assert_eq!(made[8]["designStep"]["title"], "Steg 10");
    assert_eq!(made[8]["number"], 9);

    // What is taken out stays out; what a new question makes necessary is added, and nothing else.
    let removed = json!({ "artefactId": made[0]["id"], "version": made[0]["version"] });
    said(&tester, "removeArtefact", &removed, "removedArtefactId").await;
    let again = said(&tester, "generateTestScenarios", &cycle, wanted).await;
    assert_eq!(again["generateTestScenarios"]["testScenarios"], json!([]));
    app.given().designed(&service, 20, "var").await;
    let more = said(
        &tester,
        "generateTestScenarios",
        &cycle,
        "testScenarios { title }",
    )
    .await;
    assert_eq!(
        more["generateTestScenarios"]["testScenarios"],
        json!([
            { "title": "Steg 20: rätt ifyllt" }, { "title": "Steg 20: överhoppade frågor" },
            { "title": "Steg 20: svar som ändras efteråt" },
        ])
    );
    app.given().all_is_sent().await;
}

async fn build_editor_review_waits_for_the_remarks(app: TestApp) {
    let service = built(&app, Plan::default()).await;
    let editor = app.client(&service.cast.editor).await;
    let developer = app.client(&service.cast.developer).await;
    let remark = json!({
        "cycleId": encode(service.cycle), "text": "Skriv ”du” i stället för ”sökande”.", "place": "Steg 1",
    });
    forbidden(&developer, "saveEditorRemark", &remark).await;
    let made = said(
        &editor,
        "saveEditorRemark",
        &remark,
        "editorRemark { id version }",
    )
    .await;
    let made = &made["saveEditorRemark"]["editorRemark"];
    app.given().asked(&service, ApprovalSubject::Editorial).await;

    let answer = answer_to(&app, &service, ApprovalSubject::Editorial).await;
    let refused = editor.change("approve", answer.clone(), "").await;
    refused.refused("REMARK_OPEN", "input");
    assert_eq!(
        refused.text("approve.errors.0.message"),
        "Redaktörens anmärkningar är inte åtgärdade: Skriv ”du” i stället för ”sökande”."
    );

    let state = |version: &Value, state: &str, answer: Value| json!({ "editorRemarkId": made["id"], "version": version, "state": state, "answer": answer });
    let accepted = state(&made["version"], "ACCEPTED", Value::Null);
    forbidden(&developer, "setRemarkState", &accepted).await;
    let mended = state(&made["version"], "MENDED", json!("Rättat i version 2."));
    forbidden(&editor, "setRemarkState", &mended).await;
    let wanted = "editorRemark { version }";
    let mended = said(&developer, "setRemarkState", &mended, wanted).await;
    let version = &mended["setRemarkState"]["editorRemark"]["version"];
    said(
        &editor,
        "setRemarkState",
        &state(version, "ACCEPTED", Value::Null),
        wanted,
    )
    .await;
    editor.change("approve", answer, "").await.ok();

    assert_eq!(
        app.given().task(&service, "build.editor_review").await.state,
        TaskState::Done
    );
    let shown = cycle_shows(
        &developer,
        &service,
        "review { remarks { number text place state answer } }",
    )
    .await;
    assert_eq!(
        shown["review"]["remarks"],
        json!([{
            "number": 1, "text": "Skriv ”du” i stället för ”sökande”.", "place": "Steg 1", "state": "ACCEPTED",
            "answer": "Rättat i version 2.",
        }])
    );
    app.given().all_is_sent().await;
}

async fn build_test_group_leaves_findings(app: TestApp) {
    let plan = Plan {
        test_group: true,
        ..Plan::default()
    };
    let service = built(&app, plan).await;
    let lead = app.client(&service.cast.project_lead).await;
    waits_for(&app, &service, &lead, "build.test_group").await;
    let finding = json!({
        "cycleId": encode(service.cycle), "participants": "Sju föräldrar", "worked": "Alla kom fram.",
        "hard": "Ordet ”vårdnadshavare”.", "change": "Förklara ordet.",
    });
    let tester = app.client(&service.cast.tester).await;
    forbidden(&tester, "saveTestGroupFinding", &finding).await;
    let empty = json!({ "cycleId": encode(service.cycle), "participants": "Sju föräldrar" });
    let refused = lead.change("saveTestGroupFinding", empty, "").await;
    refused.refused("MISSING", "input.worked");

    said(&lead, "saveTestGroupFinding", &finding, "testGroupFinding { id }").await;

    completes(&app, &service, &lead, "build.test_group").await;
    let wanted = "review { findingsDocument { id } findings { number participants worked hard change } }";
    let shown = cycle_shows(&tester, &service, wanted).await;
    assert_eq!(
        shown["review"],
        json!({
            "findingsDocument": null,
            "findings": [{
                "number": 1, "participants": "Sju föräldrar", "worked": "Alla kom fram.",
                "hard": "Ordet ”vårdnadshavare”.", "change": "Förklara ordet.",
            }],
        })
    );
    app.given().all_is_sent().await;
}

async fn build_approval_waits_for_what_is_found_late(app: TestApp) {
    let service = built(&app, Plan::default()).await;
    let tester = app.client(&service.cast.tester).await;
    let owner = app.client(&service.cast.owner).await;
    for subject in [ApprovalSubject::Test, ApprovalSubject::Editorial] {
        app.given().approved(&service, subject).await;
    }
    app.given().asked(&service, ApprovalSubject::EService).await;
    let given = "approvals { subject state stillValid voidedAt differences { path before after } }";
    let of = |shown: &Value, subject: &str| {
        let all = shown["approvals"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|one| one["subject"] == subject)
    };
    let before = cycle_shows(&owner, &service, given).await;
    assert_eq!(
        of(&before, "TEST").map(|one| one["state"].clone()),
        Some(json!("APPROVED"))
    );

    // A minor defect leaves the tester's approval standing; one that blocks voids it, with what was to be approved on the ground of it.
    let defect = |title: &str, severity: &str| json!({ "cycleId": encode(service.cycle), "title": title, "severity": severity });
    said(
        &tester,
        "saveDefect",
        &defect("Fel färg", "MINOR"),
        "defect { id }",
    )
    .await;
    let standing = cycle_shows(&owner, &service, given).await;
    assert_eq!(
        of(&standing, "TEST").map(|one| one["stillValid"].clone()),
        Some(json!(true))
    );
    let late = defect("Kvittot kommer inte", "BLOCKING");
    let found = said(&tester, "saveDefect", &late, "defect { id version }").await;
    let shown = cycle_shows(&owner, &service, given).await;
    let test = of(&shown, "TEST").unwrap_or_default();
    assert_eq!(
        (&test["state"], &test["stillValid"]),
        (&json!("VOID"), &json!(false))
    );
    assert!(test["voidedAt"].is_string(), "{test}");
    assert_eq!(
        test["differences"],
        json!([{ "path": "/openDefects/2", "before": null, "after": "Kvittot kommer inte" }])
    );
    assert_eq!(
        of(&shown, "E_SERVICE").map(|one| one["state"].clone()),
        Some(json!("VOID"))
    );
    assert_eq!(
        of(&shown, "EDITORIAL").map(|one| one["stillValid"].clone()),
        Some(json!(true)),
        "what the editor looked at is as it was"
    );
    assert_eq!(
        app.given().task(&service, "build.test").await.state,
        TaskState::Ready,
        "the test is to be approved anew"
    );
    let mut answer = answer_to(&app, &service, ApprovalSubject::EService).await;
    answer["launchDate"] = json!(app.day(40));
    forbidden(&tester, "approve", &answer).await;
    owner
        .change("approve", answer, "")
        .await
        .refused("WRONG_STATE", "input");

    let found = &found["saveDefect"]["defect"];
    let closed = json!({
        "defectId": found["id"], "version": found["version"], "state": "WONT_FIX", "reason": "Gällde testmiljön.",
    });
    said(&tester, "setDefectState", &closed, "defect { state }").await;
    for subject in [ApprovalSubject::Test, ApprovalSubject::EService] {
        app.given().asked(&service, subject).await;
        let mut answer = answer_to(&app, &service, subject).await;
        let by = if subject == ApprovalSubject::Test {
            &tester
        } else {
            &owner
        };
        if subject == ApprovalSubject::EService {
            answer["launchDate"] = json!(app.day(40));
        }
        by.change("approve", answer, "").await.ok();
    }
    assert_eq!(
        app.given().task(&service, "build.approval").await.state,
        TaskState::Done
    );
    let shown = cycle_shows(&owner, &service, "launchDate approvals { subject stillValid }").await;
    assert_eq!(shown["launchDate"], json!(app.day(40)));
    let valid = shown["approvals"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["subject"] == "E_SERVICE"))
        .map(|one| one["stillValid"].clone());
    assert_eq!(valid, Some(json!(true)));
    app.given().all_is_sent().await;
}
