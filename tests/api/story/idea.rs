//! The idea, and the inventory of needs.

use serde_json::json;

use super::{from_idea_to_inbox::NAME, somebody::Somebody, town::Town};

pub async fn somebody_without_a_role_puts_it_forward(town: &Town) {
    let siv = town.who("Siv");
    let units = siv.asks("{ orgUnits { nodes { id name } } }", json!({})).await;
    let mut units = units.list("orgUnits.nodes").iter();
    let permits = units.find(|unit| unit["name"] == "Bygglov").expect("the unit");
    let idea = json!({
        "name": NAME, "purpose": "Den som vill bygga ska kunna ansöka när det passar.", "audience": "EXTERNAL",
        "orgUnitId": permits["id"],
    });

    let nobody = town.app.anonymous().await;
    let refused = nobody.change("proposeEService", idea.clone(), "").await;
    refused.failed("UNAUTHENTICATED");
    let wanted = "eService { id state developmentCycle { id phase tasks { id } } }";
    let proposed = siv.tries("proposeEService", &idea, wanted).await;

    let e_service = "proposeEService.eService";
    assert_eq!(proposed.ok().text(&format!("{e_service}.state")), "IDEA");
    let cycle = format!("{e_service}.developmentCycle");
    assert_eq!(proposed.text(&format!("{cycle}.phase")), "INVENTORY");
    let tasks = proposed.list(&format!("{cycle}.tasks"));
    assert_eq!(tasks.len(), 42, "a task for every activity");
    town.is_about(
        proposed.id(&format!("{e_service}.id")),
        proposed.id(&format!("{cycle}.id")),
    );
}

pub async fn management_and_owner_take_in_the_needs(town: &Town) {
    let (margareta, orjan) = (town.who("Margareta"), town.who("Örjan"));
    town.appoints(&[&margareta], "OWNER", &orjan).await;
    assert_eq!(what_waits_for(&orjan).await, [""; 0], "the needs come first");
    town.completes(&[&margareta], "inventory.needs").await;

    let mut map = town.task_as_it_is("inventory.process_map").await;
    map["reason"] = json!(" ");
    margareta
        .cannot("skipTask", &map, "REASON_MISSING", "input.reason")
        .await;
    map["reason"] = json!("Processen kartlades i våras.");
    town.only(&[&margareta], "skipTask", map, "").await;

    let his = ["inventory.benefits", "inventory.cost", "inventory.requirements"];
    assert_eq!(what_waits_for(&orjan).await, his);
    for activity in his {
        town.completes(&[&orjan], activity).await;
    }
    assert_eq!(what_waits_for(&orjan).await, ["inventory.pre_study"]);
}

pub async fn the_gate_says_what_is_left_and_opens(town: &Town) {
    let (margareta, orjan) = (town.who("Margareta"), town.who("Örjan"));
    let pre_study = town.task_as_it_is("inventory.pre_study").await;
    orjan
        .cannot("completeTask", &pre_study, "OUTCOME_MISSING", "input")
        .await;
    let (message, left) = town
        .gate_is_closed_to(&orjan, "advancePhase", "GATE_CLOSED")
        .await;
    assert_eq!(left, ["TASKS_DONE inventory.pre_study", "PRE_STUDY_WRITTEN"]);
    assert!(
        message.ends_with("Alla uppgifter i inventeringen är klara. Förstudien är skriven."),
        "{message}"
    );

    town.writes(
        &[&orjan],
        "PRE_STUDY",
        "Behoven, nyttorna och vad det kräver, på en sida.",
    )
    .await;
    town.completes(&[&orjan], "inventory.pre_study").await;
    town.moves_on(&[&orjan, &margareta], "DECISION").await;
}

/// The activities that wait for somebody.
async fn what_waits_for(somebody: &Somebody) -> Vec<String> {
    let document = "{ viewer { work(first: 10) { nodes { activityKey } } } }";
    let answer = somebody.asks(document, json!({})).await;
    let tasks = answer.list("viewer.work.nodes").iter();
    let keys = tasks.filter_map(|task| task["activityKey"].as_str());
    keys.map(str::to_owned).collect()
}
