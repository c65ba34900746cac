//! The story begins anew: a revision with the parts that fit, published while the e-service was in operation all the time.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::town::Town;

/// The day on which the new texts are published: a Monday.
const AGAIN: &str = "2027-08-16";

/// The texts were hard to read. Örjan begins again with them; whatever else was approved still holds.
pub async fn the_owner_begins_again_with_the_texts(town: &Town) {
    let (orjan, philip, ulf) = (town.who("Örjan"), town.who("Philip"), town.who("Ulf"));
    let margareta = town.who("Margareta");
    let need = somebody_needs_words_that_can_be_understood(town).await;
    let wanted = "cycle { id phase kind revision { heldApprovals needs { title revision { id } } } } eService { state }";
    let input = json!({
        "eServiceId": town.e_service(), "parts": ["launch.texts"],
        "reason": "Många ringer och frågar vad orden betyder.", "deadline": AGAIN, "needIds": [need],
    });
    let begun = town.only(&[&orjan], "startRevision", input, wanted).await;
    assert_eq!(begun.text("startRevision.cycle.kind"), "REVISION");
    assert_eq!(begun.text("startRevision.cycle.phase"), "BUILD");
    assert_eq!(begun.list("startRevision.cycle.revision.heldApprovals").len(), 5);
    assert_eq!(
        begun.data("startRevision.cycle.revision.needs"),
        &json!([{ "title": "Ord som går att förstå", "revision": { "id": begun.data("startRevision.cycle.id") } }])
    );
    assert_eq!(begun.text("startRevision.eService.state"), "LIVE");
    assert_eq!(
        town.stands("management.operation").await,
        "READY",
        "the operation goes on"
    );

    town.completes(&[&orjan], "followup.revise").await;
    town.goes_on_in(begun.id("startRevision.cycle.id"));
    assert_eq!(town.stands("build.develop").await, "NOT_APPLICABLE");
    town.asks_for(&[&philip, &ulf], "E_SERVICE").await;
    town.approves(&orjan, "E_SERVICE", json!({ "launchDate": AGAIN }))
        .await;
    town.moves_on(&[&philip, &orjan, &margareta], "LAUNCH").await;
    town.completes(&[&philip], "launch.texts").await;
}

/// Siv, who put the idea forward, says what people ask about; Margareta makes it a ground for a revision.
async fn somebody_needs_words_that_can_be_understood(town: &Town) -> Value {
    let (siv, margareta) = (town.who("Siv"), town.who("Margareta"));
    let wanted = "eService { unit { id } }";
    let unit = town.cycle_shows(wanted).await["eService"]["unit"]["id"].clone();
    let need = json!({
        "orgUnitId": unit, "title": "Ord som går att förstå", "description": "Många ringer om nybyggnadskarta.",
        "source": "COMPLAINT_OR_VIEW",
    });
    let put_forward = siv.tries("putForwardNeed", &need, "need { id version }").await;
    let need = put_forward.ok().data("putForwardNeed.need").clone();
    let attached =
        json!({ "needId": need["id"], "version": need["version"], "eServiceId": town.e_service() });
    town.only(&[&margareta], "attachNeed", attached, "need { state }")
        .await;
    need["id"].clone()
}

pub async fn the_revision_takes_the_operation_over(town: &Town) {
    let edit = town.who("Edit");
    town.comes(AGAIN).await;
    let cycle = town.as_it_is().await;
    let wanted = "cycle { phase eService { state operationCycle { id } cycles { kind endedAt } metrics { nextDueOn } } }";

    let published = town.only(&[&edit], "publishEService", cycle, wanted).await;

    let e_service = published.data("publishEService.cycle.eService");
    assert_eq!(
        (&e_service["state"], &e_service["operationCycle"]["id"]),
        (&json!("LIVE"), &json!(town.cycle()))
    );
    assert_eq!(
        e_service["cycles"][0],
        json!({ "kind": "REVISION", "endedAt": null })
    );
    assert!(e_service["cycles"][1]["endedAt"].is_string(), "{published}");
    // What was due in the former turn still is: measuring goes on at its intervals.
    assert_eq!(e_service["metrics"], json!([{ "nextDueOn": "2027-08-12" }]));
    assert_eq!(town.stands("management.operation").await, "READY");
    town.post().await;
}

/// In the first turn each of the 42 activities is done, and nothing was left out. The revision has what it was begun with; its operation
/// goes on.
pub async fn every_activity_has_left_its_result_behind(town: &Town) {
    let fields = "tasks { activityKey state }";
    let first = town.first_cycle_shows(fields).await;
    assert_eq!(in_state(&first, None).len(), 42);
    assert_eq!(in_state(&first, Some("DONE")), in_state(&first, None));
    assert_eq!(in_state(&first, Some("SKIPPED")), BTreeSet::new());

    let revision = town.cycle_shows(fields).await;
    let mut done = in_state(&revision, Some("DONE"));
    done.retain(|activity| !activity.starts_with("management.") && !activity.starts_with("followup."));
    assert_eq!(
        done,
        BTreeSet::from(["build.approval", "launch.publish", "launch.texts"])
    );
    assert_eq!(in_state(&revision, Some("SKIPPED")), BTreeSet::new());
}

/// The activities of a cycle with a task in a state, or in any.
fn in_state<'a>(cycle: &'a Value, state: Option<&str>) -> BTreeSet<&'a str> {
    let tasks = cycle["tasks"].as_array().into_iter().flatten();
    tasks
        .filter(|task| state.is_none_or(|state| task["state"] == state))
        .filter_map(|task| task["activityKey"].as_str())
        .collect()
}
