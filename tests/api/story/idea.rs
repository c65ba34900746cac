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
    for (state, description) in [
        ("AS_IS", "Blanketten postas, och skrivs av på enheten."),
        ("TO_BE", "Ansökan kommer komplett till ärendesystemet."),
    ] {
        let drawn = json!({ "title": "Bygglov", "state": state, "description": description });
        let makers = [&margareta, &orjan, &town.who("Vera")];
        town.keeps(&makers, "saveProcessMap", "processMap", drawn).await;
    }
    town.completes(&[&margareta], "inventory.process_map").await;

    let his = ["inventory.benefits", "inventory.cost", "inventory.requirements"];
    assert_eq!(what_waits_for(&orjan).await, his);
    the_owner_states_the_ground(town, &orjan).await;
    for activity in his {
        town.completes(&[&orjan], activity).await;
    }
    assert_eq!(what_waits_for(&orjan).await, ["inventory.pre_study"]);
}

/// What good it does, what it costs, and what has to be investigated: none of the three tasks is done before that.
async fn the_owner_states_the_ground(town: &Town, orjan: &Somebody) {
    let cycle = town.cycle();
    for activity in ["inventory.benefits", "inventory.cost", "inventory.requirements"] {
        let task = town.task_as_it_is(activity).await;
        orjan
            .cannot("completeTask", &task, "OUTCOME_MISSING", "input")
            .await;
    }
    let benefit = json!({
        "cycleId": cycle, "name": "Kortare handläggningstid", "description": "Ansökan är komplett från början.",
        "kind": "ADMINISTRATION", "nature": "FREED_TIME", "certainty": "LIKELY", "plannedHours": 400,
        "measures": [{ "name": "Tid per ärende", "unit": "minuter", "baseline": 25.0, "target": 8.0 }],
        "howRealised": "Handläggarna slutar registrera blanketter.", "realisedBy": "Bygglovsenheten",
        "expectedOn": "2027-10-01", "howFollowedUp": "Tidmätning två veckor om året.", "accountableId": orjan.id,
    });
    let complete = "benefit { completeness { complete } }";
    let stated = town.only(&[orjan], "saveBenefit", benefit, complete).await;
    assert_eq!(stated.data("saveBenefit.benefit.completeness.complete"), true);
    for (title, recurrence, direction, amount) in [
        ("Utveckling och införande", "ONE_OFF", "COST", "25000000"),
        ("Drift", "YEARLY", "COST", "3000000"),
        ("Porto och registrering", "YEARLY", "SAVING", "18000000"),
    ] {
        let line = json!({
            "cycleId": cycle, "title": title, "recurrence": recurrence, "direction": direction, "amountMinor": amount,
        });
        town.only(&[orjan], "saveCostLine", line, "costLine { id }").await;
    }
    let requirement = json!({
        "cycleId": cycle, "title": "Uppgifter ur folkbokföringen", "nature": "LEGAL", "demanding": true,
        "investigation": "Plattformen har avtalet.",
    });
    town.only(&[orjan], "saveRequirement", requirement, "requirement { id }")
        .await;
    let ground = town
        .cycle_shows("ground { totals { fiveYearMinor payBackMonths } benefitTotals { plannedHours } }")
        .await;
    assert_eq!(
        ground["ground"],
        json!({
            "totals": { "fiveYearMinor": "50000000", "payBackMonths": 20 }, "benefitTotals": { "plannedHours": 400 },
        })
    );
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
    let placement =
        json!({ "cycleId": town.cycle(), "benefit": 8, "effort": 3, "motive": "Många ansöker varje år." });
    let placed = town
        .only(&[&orjan], "savePlacement", placement, "placement { quadrant }")
        .await;
    assert_eq!(placed.text("savePlacement.placement.quadrant"), "IMPLEMENT");
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
