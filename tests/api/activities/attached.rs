//! What activities leave behind as files: each stays with the versions that name it.

use ::entity::{
    enums::{ApprovalState, ApprovalSubject, Role},
    ids::CycleId,
};
use lansera::{global_id::encode, service::attachment::receive::clean_up};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::told::{cycle_shows, said};
use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        inventory_process_map_takes_the_drawing_as_files,
        inventory_process_map_takes_only_files_of_the_e_service_that_are_there,
        inventory_process_map_keeps_the_files_of_every_version,
        preparation_design_takes_a_prototype_that_is_approved_with_it,
        build_test_takes_what_shows_how_it_went,
        launch_user_support_takes_guides_as_files,
        followup_revise_takes_files_over_into_the_revision,
    ]
}

const PDF: &[u8] = b"%PDF-1.7 Everything that a drawing shows.";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and what the screen showed";

/// The product with a folder for files, an e-service at a stage, and the client of somebody.
async fn at(app: &TestApp, stage: Stage) -> (TestApp, TempDir, EService) {
    let service = app.given().e_service_in(stage).await;
    let (app, folder) = app.with_files().await;
    (app, folder, service)
}

fn map(service: &EService, files: &[&str]) -> Value {
    json!({ "cycleId": encode(service.cycle), "title": "Nuläge", "state": "AS_IS", "attachmentIds": files })
}

/// A map that was kept.
async fn kept(by: &Client, map: &Value) -> Value {
    let said = said(by, "saveProcessMap", map, "processMap { id version }").await;
    said["saveProcessMap"]["processMap"].clone()
}

/// The map, said anew.
fn anew(mut map: Value, kept: &Value, files: &[&str]) -> Value {
    map["processMapId"] = kept["id"].clone();
    map["version"] = kept["version"].clone();
    map["attachmentIds"] = json!(files);
    map["description"] = json!("Blanketten postas.");
    map
}

async fn inventory_process_map_takes_the_drawing_as_files(app: TestApp) {
    let (app, _folder, service) = at(&app, Stage::Idea).await;
    let business = app.client(&service.cast.business).await;
    let drawing = business.attaches(&service, "Nuläge.pdf", PDF).await;
    let photo = business.attaches(&service, "Tavlan.png", PNG).await;

    // A drawing says enough: neither words nor a link are asked for. In which order the files are named does not matter.
    kept(&business, &map(&service, &[&photo, &drawing, &photo])).await;

    let wanted = "ground { processMaps { link attachments { id name contentType size url } } }";
    let shown = cycle_shows(&business, &service, wanted).await;
    let files = &shown["ground"]["processMaps"][0]["attachments"];
    let named: Vec<_> = (0..2)
        .map(|at| (files[at]["id"].clone(), files[at]["name"].clone()))
        .collect();
    assert_eq!(
        named,
        [
            (json!(drawing), json!("Nuläge.pdf")),
            (json!(photo), json!("Tavlan.png"))
        ]
    );
    let url = business.url(files[0]["url"].as_str().expect("an address"));
    let fetched = business.http().get(url).send().await.expect("an answer");
    assert_eq!(fetched.bytes().await.expect("bytes"), PDF);

    let empty = map(&service, &[]);
    let refused = business.change("saveProcessMap", empty, "").await;
    refused.refused("MISSING", "input.description");
    app.given().all_is_sent().await;
}

async fn inventory_process_map_takes_only_files_of_the_e_service_that_are_there(app: TestApp) {
    let (app, _folder, service) = at(&app, Stage::Idea).await;
    let business = app.client(&service.cast.business).await;
    let other = app.given().e_service_in(Stage::Idea).await;
    let foreign = app.client(&other.cast.business).await;
    let foreign = foreign.attaches(&other, "Nuläge.pdf", PDF).await;
    let gone = business.attaches(&service, "Nuläge.pdf", PDF).await;
    let input = json!({ "attachmentId": gone });
    business.change("removeAttachment", input, "").await.ok();
    let input = json!({ "eServiceId": encode(service.id), "name": "Nuläge.pdf", "size": PDF.len() });
    let asked = business
        .change("requestUpload", input, "upload { attachmentId }")
        .await;
    let not_sent = asked.id("requestUpload.upload.attachmentId");
    let there = business.attaches(&service, "Nuläge.pdf", PDF).await;

    for wrong in [foreign, gone, not_sent, encode(service.cycle), "karta".to_owned()] {
        let map = map(&service, &[&there, &wrong]);
        let refused = business.change("saveProcessMap", map, "processMap { id }").await;
        refused.refused("UNKNOWN_ID", "input.attachmentIds");
    }
    // Whoever may not keep a map learns nothing of its files.
    let developer = app.client(&service.cast.developer).await;
    let refused = developer
        .change("saveProcessMap", map(&service, &["karta"]), "")
        .await;
    assert_eq!(refused.error_code(), Some("FORBIDDEN"), "{refused}");
    app.given().all_is_sent().await;
}

async fn inventory_process_map_keeps_the_files_of_every_version(app: TestApp) {
    let (app, folder, service) = at(&app, Stage::Idea).await;
    let business = app.client(&service.cast.business).await;
    let first = business.attaches(&service, "Utkast.pdf", PDF).await;
    let second = business.attaches(&service, "Nuläge.png", PNG).await;
    let unused = business.attaches(&service, "Fel.png", PNG).await;
    let said = map(&service, &[&first]);
    let made = kept(&business, &said).await;
    kept(&business, &anew(said, &made, &[&second])).await;

    let document = "query($id: ID!) { node(id: $id) { ... on ProcessMap {
        versions { number attachments { id } changes { path before after } }
        diff(from: 2, to: 1) { path before after } none: diff(from: 1, to: 3) { path } } } }";
    let shown = business.query(document, json!({ "id": made["id"] })).await;
    let versions = shown.data("node.versions");
    assert_eq!(versions[0]["attachments"], json!([{ "id": second }]));
    assert_eq!(versions[1]["attachments"], json!([{ "id": first }]));
    let changes = versions[0]["changes"].as_array().expect("changes");
    let files: Vec<_> = changes
        .iter()
        .filter(|change| {
            change["path"]
                .as_str()
                .is_some_and(|path| path.starts_with("/attachments/"))
        })
        .collect();
    let [gone, come] = files[..] else {
        panic!("{changes:?}")
    };
    let name = |side: &Value| -> Value {
        let file: Value = serde_json::from_str(side.as_str().expect("a file")).expect("JSON");
        file["name"].clone()
    };
    assert_eq!(
        (name(&gone["before"]), &gone["after"]),
        (json!("Utkast.pdf"), &Value::Null)
    );
    assert_eq!(
        (&come["before"], name(&come["after"])),
        (&Value::Null, json!("Nuläge.png"))
    );

    let back: Vec<_> = shown
        .list("node.diff")
        .iter()
        .map(|change| (&change["path"], &change["after"], &change["before"]))
        .collect();
    let forth: Vec<_> = changes
        .iter()
        .map(|change| (&change["path"], &change["before"], &change["after"]))
        .collect();
    assert_eq!(back, forth, "backwards");
    assert_eq!(shown.data("node.none"), &Value::Null);

    // What any version names stays, what none names can go.
    for named in [&first, &second] {
        let refused = business
            .change("removeAttachment", json!({ "attachmentId": named }), "")
            .await;
        refused.refused("WRONG_STATE", "input.attachmentId");
    }
    let removed = business
        .change("removeAttachment", json!({ "attachmentId": unused }), "")
        .await;
    removed.ok();
    clean_up(app.services()).await.expect("cleaned up");
    let left = std::fs::read_dir(folder.path().join(service.id.to_string())).expect("a folder");
    assert_eq!(left.count(), 2);

    // Where the map itself is taken out, its versions stay, and so do their files.
    let input = json!({ "artefactId": made["id"], "version": 2 });
    business.change("removeArtefact", input, "").await.ok();
    let refused = business
        .change("removeAttachment", json!({ "attachmentId": second }), "")
        .await;
    refused.refused("WRONG_STATE", "input.attachmentId");
    app.given().all_is_sent().await;
}

/// A version of the design proposal that names files.
async fn proposal(by: &Client, service: &EService, based_on: i32, files: &[&str]) {
    let input = json!({
        "cycleId": encode(service.cycle), "kind": "DESIGN_PROPOSAL", "basedOn": based_on, "body": "Fem steg.",
        "attachmentIds": files,
    });
    said(by, "saveDocument", &input, "document { id }").await;
}

async fn preparation_design_takes_a_prototype_that_is_approved_with_it(app: TestApp) {
    let (app, _folder, service) = at(&app, Stage::Preparation).await;
    app.given()
        .appointed(&service, Role::ProjectLead, &[Role::RequirementsOwner])
        .await;
    let lead = app.client(&service.cast.project_lead).await;
    let sketch = lead.attaches(&service, "Skiss.png", PNG).await;
    let prototype = lead.attaches(&service, "Prototyp.pdf", PDF).await;
    proposal(&lead, &service, 0, &[&sketch]).await;
    app.given().approved(&service, ApprovalSubject::Design).await;
    let approval = app.given().approval(&service, ApprovalSubject::Design).await;
    assert!(approval.content.contains("Skiss.png"), "{}", approval.content);

    // The same words with another prototype are not what was approved.
    proposal(&lead, &service, 1, &[&prototype]).await;

    let state = app
        .given()
        .approval_state(&service, ApprovalSubject::Design)
        .await;
    assert_eq!(state, ApprovalState::Void);
    let wanted = "design { document {
        latest { number attachments { name } } versions { number attachments { id } }
        diff(from: 1, to: 2) { attachmentsAdded { name } attachmentsRemoved { name } }
    } } approvals { differences { path } }";
    let shown = cycle_shows(&lead, &service, wanted).await;
    let document = &shown["design"]["document"];
    assert_eq!(
        document["latest"],
        json!({ "number": 2, "attachments": [{ "name": "Prototyp.pdf" }] })
    );
    assert_eq!(document["versions"][1]["attachments"], json!([{ "id": sketch }]));
    assert_eq!(
        document["diff"],
        json!({
            "attachmentsAdded": [{ "name": "Prototyp.pdf" }], "attachmentsRemoved": [{ "name": "Skiss.png" }],
        })
    );
    let differences = shown["approvals"][0]["differences"].to_string();
    assert!(differences.contains("/design/attachments/"), "{differences}");
    let refused = lead
        .change("removeAttachment", json!({ "attachmentId": sketch }), "")
        .await;
    refused.refused("WRONG_STATE", "input.attachmentId");
    let input = json!({
        "cycleId": encode(service.cycle), "kind": "DESIGN_PROPOSAL", "basedOn": 2, "body": "Fem steg.",
        "attachmentIds": ["prototyp"],
    });
    let refused = lead.change("saveDocument", input, "").await;
    refused.refused("UNKNOWN_ID", "input.attachmentIds");
    app.given().all_is_sent().await;
}

async fn build_test_takes_what_shows_how_it_went(app: TestApp) {
    let (app, _folder, service) = at(&app, Stage::Build).await;
    let tester = app.client(&service.cast.tester).await;
    let cycle = encode(service.cycle);
    let picture = tester.attaches(&service, "Skärmbild.png", PNG).await;
    let log = tester
        .attaches(&service, "Konsol.txt", b"TypeError: x is undefined")
        .await;
    let scenario =
        json!({ "cycleId": cycle, "title": "Ansök", "steps": ["Logga in."], "expected": "Kvitto." });
    let scenario = said(&tester, "saveTestScenario", &scenario, "testScenario { id }").await;
    let run = json!({
        "cycleId": cycle, "testScenarioId": scenario["saveTestScenario"]["testScenario"]["id"], "result": "FAILED",
        "seen": "Inget kvitto.", "testedOn": app.today(), "attachmentIds": [picture],
    });
    let run = said(&tester, "saveTestRun", &run, "testRun { id }").await;
    let defect = json!({
        "cycleId": cycle, "title": "Inget kvitto", "severity": "SERIOUS", "attachmentIds": [log, picture],
        "testRunId": run["saveTestRun"]["testRun"]["id"],
    });
    let defect = said(&tester, "saveDefect", &defect, "defect { id version }").await;

    // On its way to the developer and back a defect keeps them.
    let defect = &defect["saveDefect"]["defect"];
    let developer = app.client(&service.cast.developer).await;
    let taken = json!({ "defectId": defect["id"], "version": defect["version"], "state": "BEING_MENDED" });
    said(&developer, "setDefectState", &taken, "defect { id }").await;

    let wanted = "testing { runs { attachments { name } } defects { state attachments { name } } }";
    let shown = cycle_shows(&developer, &service, wanted).await;
    assert_eq!(
        shown["testing"],
        json!({
            "runs": [{ "attachments": [{ "name": "Skärmbild.png" }] }],
            "defects": [{
                "state": "BEING_MENDED", "attachments": [{ "name": "Skärmbild.png" }, { "name": "Konsol.txt" }],
            }],
        })
    );
    app.given().all_is_sent().await;
}

async fn launch_user_support_takes_guides_as_files(app: TestApp) {
    let (app, _folder, service) = at(&app, Stage::Launch).await;
    let platform = app.client(&service.cast.platform_manager).await;
    let guide = platform.attaches(&service, "Lathund.pdf", PDF).await;
    for title in ["Lathund", "Lathund på lätt svenska", "Lathund på engelska"] {
        let input = json!({
            "cycleId": encode(service.cycle), "title": title, "audience": "CASE_OFFICERS", "attachmentIds": [guide],
        });
        said(&platform, "saveGuide", &input, "guide { id }").await;
    }

    let document =
        "query($id: ID!) { node(id: $id) { ... on Cycle { launch { guides { attachments { name } } } } } }";
    let shown = platform
        .query(document, json!({ "id": encode(service.cycle) }))
        .await;
    let guides = shown.list("node.launch.guides");
    assert_eq!(guides.len(), 3);
    for guide in guides {
        assert_eq!(guide["attachments"], json!([{ "name": "Lathund.pdf" }]));
    }
    // Sign-in, cycle, guides, files: not one for each guide.
    assert!(shown.sql_count() <= 4, "{} statements", shown.sql_count());
    app.given().all_is_sent().await;
}

async fn followup_revise_takes_files_over_into_the_revision(app: TestApp) {
    let (app, _folder, service) = at(&app, Stage::FollowUp).await;
    let owner = app.client(&service.cast.owner).await;
    let drawing = owner.attaches(&service, "Nuläge.pdf", PDF).await;
    kept(&owner, &map(&service, &[&drawing])).await;

    let input = json!({ "eServiceId": encode(service.id), "parts": ["launch.texts"], "reason": "Det har blivit dags." });
    let begun = owner.change("startRevision", input, "cycle { id }").await;

    let mut revision = service.clone();
    let cycle: CycleId = begun.ok().key("startRevision.cycle.id");
    revision.cycle = cycle;
    let wanted = "ground { processMaps { title attachments { id } } }";
    let shown = cycle_shows(&owner, &revision, wanted).await;
    let maps = shown["ground"]["processMaps"].as_array().expect("maps");
    assert!(
        maps.contains(&json!({ "title": "Nuläge", "attachments": [{ "id": drawing }] })),
        "{maps:?}"
    );
    app.run_jobs().await;
}
