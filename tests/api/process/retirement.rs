//! Retirement: planned, announced and dated.

use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_retirement_is_planned_announced_and_carried_out_on_its_day,
        a_changed_plan_is_announced_anew,
        a_retirement_rests_on_the_newest_decision,
        an_e_service_that_is_being_revised_is_not_retired,
        nobody_but_owner_and_management_retires,
    ]
}

fn plan(service: &EService, version: i32, retire_on: chrono::NaiveDate) -> Value {
    json!({
        "cycleId": encode(service.cycle), "version": version, "retireOn": retire_on, "reason": "Lagen är ändrad.",
        "notice": "På sidan, och i brev till föreningarna.", "replacement": "Den nationella tjänsten.",
        "archiving": "Beslut arkiveras, kladdar gallras.",
    })
}

/// Owner or management decides what the follow-up leads to.
async fn decided(client: &Client, service: &EService, verdict: &str) {
    let decision =
        json!({ "cycleId": encode(service.cycle), "verdict": verdict, "motive": "Lagen är ändrad." });
    client.change("recordFollowUpDecision", decision, "").await.ok();
}

async fn announced(client: &Client, service: &EService, version: i32) {
    let seen = json!({ "cycleId": encode(service.cycle), "version": version });
    let answer = client
        .change("announceRetirement", seen, "retirementPlan { announcedOn }")
        .await;
    assert!(
        answer
            .ok()
            .data("announceRetirement.retirementPlan.announcedOn")
            .is_string()
    );
}

async fn seen(client: &Client, service: &EService) -> Value {
    let document = "query($id: ID!) { eService(id: $id) { version } }";
    let shown = client.query(document, json!({ "id": encode(service.id) })).await;
    json!({ "eServiceId": encode(service.id), "version": shown.data("eService.version") })
}

async fn a_retirement_is_planned_announced_and_carried_out_on_its_day(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let owner = app.client(&service.cast.owner).await;
    decided(&owner, &service, "RETIRE").await;
    let early = owner
        .change("retireEService", seen(&owner, &service).await, "")
        .await;
    early.refused("OUTCOME_MISSING", "input");

    let saved = owner
        .change(
            "saveRetirementPlan",
            plan(&service, 0, app.day(90)),
            "retirementPlan { version }",
        )
        .await;
    assert_eq!(saved.ok().data("saveRetirementPlan.retirementPlan.version"), 1);
    let unannounced = owner
        .change("retireEService", seen(&owner, &service).await, "")
        .await;
    unannounced.refused("WRONG_STATE", "input");
    announced(&owner, &service, 1).await;
    app.run_jobs().await;
    let told = "{ viewer { notifications(first: 1) { nodes { kind aboutOn } } } }";
    let manager = app.client(&service.cast.service_manager).await;
    let told = manager.query(told, json!({})).await;
    assert_eq!(
        told.text("viewer.notifications.nodes.0.kind"),
        "RETIREMENT_ANNOUNCED"
    );
    let mails = app.mails();
    assert!(
        mails.iter().any(|mail| mail.subject.starts_with("Avvecklas ")),
        "{mails:?}"
    );

    let day_before = owner
        .change("retireEService", seen(&owner, &service).await, "")
        .await;
    day_before.refused("WRONG_STATE", "input");
    app.set_morning(app.day(90));
    let wanted = "eService { state operationCycle { id } nextMeasureDueOn openTaskCount
        cycles { endedAt retirementPlan { replacement } } }";
    let retired = owner
        .change("retireEService", seen(&owner, &service).await, wanted)
        .await;

    let e_service = retired.ok().data("retireEService.eService");
    assert_eq!(
        (
            &e_service["state"],
            &e_service["operationCycle"],
            &e_service["nextMeasureDueOn"],
            &e_service["openTaskCount"]
        ),
        (&json!("RETIRED"), &Value::Null, &Value::Null, &json!(0)),
        "{retired}"
    );
    assert!(e_service["cycles"][0]["endedAt"].is_string());
    assert_eq!(
        e_service["cycles"][0]["retirementPlan"]["replacement"],
        "Den nationella tjänsten."
    );
    // Nothing is reminded of any more.
    app.run_jobs().await;
    app.mails();
    app.set_morning(app.day(120));
    app.run_jobs().await;
    assert!(app.mails().is_empty());
}

async fn a_changed_plan_is_announced_anew(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let management = app.client(&service.cast.management).await;
    decided(&management, &service, "RETIRE").await;
    let passed = management
        .change("saveRetirementPlan", plan(&service, 0, app.day(-1)), "")
        .await;
    passed.refused("DATE_IN_PAST", "input.retireOn");
    management
        .change("saveRetirementPlan", plan(&service, 0, app.day(90)), "")
        .await
        .ok();
    announced(&management, &service, 1).await;

    let wanted = "retirementPlan { version announcedOn }";
    let changed = management
        .change("saveRetirementPlan", plan(&service, 2, app.day(60)), wanted)
        .await;

    assert_eq!(
        changed.ok().data("saveRetirementPlan.retirementPlan"),
        &json!({ "version": 3, "announcedOn": null })
    );
    announced(&management, &service, 3).await;
    let again = json!({ "cycleId": encode(service.cycle), "version": 4 });
    management
        .change("announceRetirement", again, "")
        .await
        .refused("WRONG_STATE", "input");
    app.given().all_is_sent().await;
}

async fn an_e_service_that_is_being_revised_is_not_retired(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let owner = app.client(&service.cast.owner).await;
    decided(&owner, &service, "RETIRE").await;
    owner
        .change("saveRetirementPlan", plan(&service, 0, app.today()), "")
        .await
        .ok();
    announced(&owner, &service, 1).await;
    app.given().all_is_sent().await;
    let input = json!({ "eServiceId": encode(service.id), "parts": ["launch.texts"], "reason": "Dags." });
    owner.change("startRevision", input, "").await.ok();

    let refused = owner
        .change("retireEService", seen(&owner, &service).await, "")
        .await;

    refused.refused("WRONG_STATE", "input");
}

async fn a_retirement_rests_on_the_newest_decision(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let owner = app.client(&service.cast.owner).await;
    let planned = async |version: i32| {
        owner
            .change("saveRetirementPlan", plan(&service, version, app.day(1)), "")
            .await
    };
    let undecided = planned(0).await;
    undecided.refused("WRONG_STATE", "input");
    assert_eq!(
        undecided.text("saveRetirementPlan.errors.0.message"),
        "Det senaste beslutet efter en uppföljning är inte att avveckla e-tjänsten."
    );
    decided(&owner, &service, "KEEP").await;
    planned(0).await.refused("WRONG_STATE", "input");
    decided(&owner, &service, "RETIRE").await;
    planned(0).await.ok();
    announced(&owner, &service, 1).await;

    // They think better of it: neither is the plan changed then, nor is it carried out.
    decided(&owner, &service, "KEEP").await;
    planned(2).await.refused("WRONG_STATE", "input");
    app.set_morning(app.day(2));
    let retired = owner
        .change("retireEService", seen(&owner, &service).await, "")
        .await;

    retired.refused("WRONG_STATE", "input");
    app.given().all_is_sent().await;
}

async fn nobody_but_owner_and_management_retires(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let manager = app.client(&service.cast.service_manager).await;
    let refused = manager
        .change("saveRetirementPlan", plan(&service, 0, app.day(90)), "")
        .await;
    refused.failed("FORBIDDEN");
    let refused = manager
        .change("retireEService", seen(&manager, &service).await, "")
        .await;
    refused.failed("FORBIDDEN");
}
