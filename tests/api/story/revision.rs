//! The story begins anew: a revision with the parts that fit, published while the e-service was in operation all the time.

use serde_json::json;

use super::town::Town;

/// The day on which the new texts are published: a Monday.
const AGAIN: &str = "2027-08-16";

/// The texts were hard to read. Örjan begins again with them; whatever else was approved still holds.
pub async fn the_owner_begins_again_with_the_texts(town: &Town) {
    let (orjan, philip, ulf) = (town.who("Örjan"), town.who("Philip"), town.who("Ulf"));
    let margareta = town.who("Margareta");
    town.comes("2027-07-12").await;
    let wanted = "cycle { id phase kind revision { heldApprovals } } eService { state }";
    let input = json!({
        "eServiceId": town.e_service(), "parts": ["launch.texts"],
        "reason": "Många ringer och frågar vad orden betyder.", "deadline": AGAIN,
    });
    let begun = town.only(&[&orjan], "startRevision", input, wanted).await;
    assert_eq!(begun.text("startRevision.cycle.kind"), "REVISION");
    assert_eq!(begun.text("startRevision.cycle.phase"), "BUILD");
    assert_eq!(begun.list("startRevision.cycle.revision.heldApprovals").len(), 5);
    assert_eq!(begun.text("startRevision.eService.state"), "LIVE");
    assert_eq!(
        town.stands("management.operation").await,
        "READY",
        "the operation goes on"
    );

    town.goes_on_in(begun.id("startRevision.cycle.id"));
    assert_eq!(town.stands("build.develop").await, "NOT_APPLICABLE");
    town.asks_for(&[&philip, &ulf], "E_SERVICE").await;
    town.approves(&orjan, "E_SERVICE", json!({ "launchDate": AGAIN }))
        .await;
    town.moves_on(&[&philip, &orjan, &margareta], "LAUNCH").await;
    town.completes(&[&philip], "launch.texts").await;
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
    assert_eq!(e_service["metrics"], json!([{ "nextDueOn": "2027-07-12" }]));
    assert_eq!(town.stands("management.operation").await, "READY");
    town.post().await;
}
