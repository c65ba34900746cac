//! What is tested: scenarios, runs of them, and defects.

use ::entity::{
    enums::{ApprovalSubject, TaskState},
    ids::UserId,
};
use lansera::global_id::{decode_as, encode};
use serde_json::{Value, json};

use super::{answer_to, built};
use crate::{
    activities::told::{cycle_shows, forbidden, said},
    support::{
        app::TestApp,
        given::Plan,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        build_test_leaves_scenarios_runs_and_defects,
        build_test_sends_a_defect_to_the_developer_and_back,
        build_test_generates_scenarios_from_the_steps_once,
    ]
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
