//! What each activity of "1 Inventory of needs" leaves behind.

use ::entity::enums::Role;
use lansera::global_id;
use serde_json::{Value, json};

use super::doing::{completed, forbidden, kept, kept_by, misses, node};
use crate::support::{
    app::TestApp,
    given::{EService, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        inventory_process_map_leaves_the_present_state_to_compare_with,
        inventory_benefits_leaves_benefits_that_answer_seven_questions,
        inventory_cost_leaves_lines_with_their_totals,
        inventory_requirements_leaves_requirements_of_which_the_demanding_are_investigated,
        inventory_pre_study_leaves_its_text_and_its_place_in_the_chart,
    ]
}

/// An idea with its owner, for whom the needs are inventoried.
async fn an_idea(app: &TestApp) -> EService {
    let service = app.given().e_service_in(Stage::Idea).await;
    app.given()
        .appointed(&service, Role::Management, &[Role::Owner])
        .await;
    app.given().does(&service, "inventory.needs").await;
    service
}

async fn inventory_process_map_leaves_the_present_state_to_compare_with(app: TestApp) {
    let service = an_idea(&app).await;
    let (management, cycle) = (
        app.client(&service.cast.management).await,
        global_id::encode(service.cycle),
    );
    let map = |state: &str| json!({ "cycleId": cycle, "title": "Bygglov", "state": state, "description": "Blanketten postas." });
    forbidden(&app, &service.cast.developer, "saveProcessMap", map("AS_IS")).await;
    misses(&app, &service, "inventory.process_map", "processen är kartlagd").await;

    let early = management.change("saveProcessMap", map("TO_BE"), "").await;
    early.refused("INVALID", "input.state");
    let as_is = kept(
        &management,
        "saveProcessMap",
        map("AS_IS"),
        "processMap { id version }",
    )
    .await;
    let mut turned = map("TO_BE");
    turned["processMapId"] = as_is["processMap"]["id"].clone();
    turned["version"] = json!(1);
    let turned = management.change("saveProcessMap", turned, "").await;
    turned.refused("INVALID", "input.state");
    let mut drawn = map("TO_BE");
    drawn["link"] = json!("https://processer.exempelkommun.example/bygglov");
    kept_by(
        &app,
        &service.cast.business,
        "saveProcessMap",
        drawn,
        "processMap { id }",
    )
    .await;

    completed(&app, &service, "inventory.process_map").await;
    let shown = node(
        &management,
        &cycle,
        "... on Cycle { ground { processMaps { number state title link } } }",
    )
    .await;
    assert_eq!(
        shown["ground"]["processMaps"],
        json!([
            { "number": 1, "state": "AS_IS", "title": "Bygglov", "link": null },
            { "number": 2, "state": "TO_BE", "title": "Bygglov", "link": "https://processer.exempelkommun.example/bygglov" },
        ])
    );
}

fn benefit(cycle: &str) -> Value {
    json!({
        "cycleId": cycle, "name": "Kortare handläggningstid", "kind": "ADMINISTRATION", "nature": "FREED_TIME",
        "certainty": "LIKELY", "plannedHours": 400,
    })
}

async fn inventory_benefits_leaves_benefits_that_answer_seven_questions(app: TestApp) {
    let service = an_idea(&app).await;
    let (owner, cycle) = (
        app.client(&service.cast.owner).await,
        global_id::encode(service.cycle),
    );
    forbidden(&app, &service.cast.management, "saveBenefit", benefit(&cycle)).await;
    let what = "minst en nytta är angiven och alla nyttors sju frågor är besvarade";
    misses(&app, &service, "inventory.benefits", what).await;

    // Counted in hours and not in money, since it is time that is freed.
    let mut in_money = benefit(&cycle);
    in_money["plannedMinor"] = json!("100");
    owner
        .change("saveBenefit", in_money, "")
        .await
        .refused("INVALID", "input.plannedMinor");
    let wanted = "benefit { id version completeness { complete answered missing } }";
    let begun = kept(&owner, "saveBenefit", benefit(&cycle), wanted).await;
    assert_eq!(
        begun["benefit"]["completeness"],
        json!({
            "complete": false, "answered": [],
            "missing": [
                "WHAT_IT_IS", "WHICH_MEASURES", "HOW_REALISED", "WHO_REALISES", "WHEN_EXPECTED", "HOW_FOLLOWED_UP",
                "WHO_ANSWERS",
            ],
        })
    );
    misses(&app, &service, "inventory.benefits", what).await;

    let mut answered = benefit(&cycle);
    let accountable = global_id::encode(service.cast.owner.id);
    for (field, value) in [
        ("benefitId", begun["benefit"]["id"].clone()),
        ("version", json!(1)),
        ("description", json!("Ansökan är komplett från början.")),
        (
            "measures",
            json!([{ "name": "Tid per ärende", "unit": "minuter", "baseline": 25.0, "target": 8.0 }]),
        ),
        ("howRealised", json!("Handläggarna slutar registrera blanketter.")),
        ("realisedBy", json!("Bygglovsenheten")),
        ("expectedOn", json!("2027-10-01")),
        ("howFollowedUp", json!("Tidmätning två veckor om året.")),
        ("accountableId", json!(accountable)),
    ] {
        answered[field] = value;
    }
    let mut to_nobody = answered.clone();
    to_nobody["accountableId"] = json!(cycle);
    owner
        .change("saveBenefit", to_nobody, "")
        .await
        .refused("UNKNOWN_ID", "input.accountableId");
    kept(&owner, "saveBenefit", answered, wanted).await;

    completed(&app, &service, "inventory.benefits").await;
    let asked = "... on Cycle { ground {
        benefits {
            name nature plannedHours plannedMinor expectedOn realisedBy accountable { name }
            measures { name unit baseline target metric { name } }
            completeness { complete missing }
            realisation { state measured }
        }
        benefitTotals { plannedHours realisedHours plannedMinor }
    } }";
    assert_eq!(
        node(&owner, &cycle, asked).await["ground"],
        json!({
            "benefits": [{
                "name": "Kortare handläggningstid", "nature": "FREED_TIME", "plannedHours": 400, "plannedMinor": null,
                "expectedOn": "2027-10-01", "realisedBy": "Bygglovsenheten",
                "accountable": { "name": service.cast.owner.name },
                "measures": [
                    { "name": "Tid per ärende", "unit": "minuter", "baseline": 25.0, "target": 8.0, "metric": null } ],
                "completeness": { "complete": true, "missing": [] },
                "realisation": { "state": "PLANNED", "measured": null },
            }],
            "benefitTotals": { "plannedHours": 400, "realisedHours": 0, "plannedMinor": "0" },
        })
    );
}

async fn inventory_cost_leaves_lines_with_their_totals(app: TestApp) {
    let service = an_idea(&app).await;
    let (owner, cycle) = (
        app.client(&service.cast.owner).await,
        global_id::encode(service.cycle),
    );
    let line = |title: &str, recurrence: &str, direction: &str, amount: &str| {
        json!({
            "cycleId": cycle, "title": title, "recurrence": recurrence, "direction": direction, "amountMinor": amount,
        })
    };
    let development = line("Utveckling", "ONE_OFF", "COST", "30000000");
    forbidden(
        &app,
        &service.cast.management,
        "saveCostLine",
        development.clone(),
    )
    .await;
    misses(
        &app,
        &service,
        "inventory.cost",
        "kostnader och besparingar är beräknade",
    )
    .await;

    for wrong in ["-1", "tre", "1.5", "900000000000000000"] {
        let wrong = owner
            .change("saveCostLine", line("Fel", "YEARLY", "COST", wrong), "")
            .await;
        wrong.refused("INVALID", "input.amountMinor");
    }
    let first = kept(
        &owner,
        "saveCostLine",
        development,
        "costLine { id version amountMinor }",
    )
    .await;
    let totals =
        "... on Cycle { ground { totals { oneOffMinor yearlyNetMinor fiveYearMinor payBackMonths } } }";
    let never = node(&owner, &cycle, totals).await;
    assert_eq!(never["ground"]["totals"]["payBackMonths"], Value::Null);
    kept(
        &owner,
        "saveCostLine",
        line("Drift", "YEARLY", "COST", "6000000"),
        "costLine { id }",
    )
    .await;
    kept(
        &owner,
        "saveCostLine",
        line("Porto", "YEARLY", "SAVING", "18000000"),
        "costLine { id }",
    )
    .await;

    completed(&app, &service, "inventory.cost").await;
    assert_eq!(
        node(&owner, &cycle, totals).await["ground"]["totals"],
        json!({
            "oneOffMinor": "30000000", "yearlyNetMinor": "12000000", "fiveYearMinor": "30000000", "payBackMonths": 30,
        })
    );

    // A line that was taken out counts no more.
    let out = json!({ "artefactId": first["costLine"]["id"], "version": 1 });
    kept(&owner, "removeArtefact", out, "removedArtefactId").await;
    let left = node(&owner, &cycle, totals).await;
    assert_eq!(left["ground"]["totals"]["payBackMonths"], 0);
}

async fn inventory_requirements_leaves_requirements_of_which_the_demanding_are_investigated(app: TestApp) {
    let service = an_idea(&app).await;
    let (owner, cycle) = (
        app.client(&service.cast.owner).await,
        global_id::encode(service.cycle),
    );
    let requirement = json!({
        "cycleId": cycle, "title": "Uppgifter ur folkbokföringen", "nature": "LEGAL", "demanding": true,
    });
    forbidden(
        &app,
        &service.cast.business,
        "saveRequirement",
        requirement.clone(),
    )
    .await;
    let what = "kraven är angivna och de svåra är utredda";
    misses(&app, &service, "inventory.requirements", what).await;

    let wanted = "requirement { id version demanding }";
    let stated = kept(&owner, "saveRequirement", requirement.clone(), wanted).await;
    misses(&app, &service, "inventory.requirements", what).await;
    let mut investigated = requirement;
    investigated["requirementId"] = stated["requirement"]["id"].clone();
    investigated["version"] = json!(1);
    investigated["investigation"] = json!("Personuppgiftsbiträdesavtal finns.");
    let wanted = "requirement { version investigation versions { number changes { path before after } } }";
    let answer = kept(&owner, "saveRequirement", investigated, wanted).await;

    completed(&app, &service, "inventory.requirements").await;
    assert_eq!(
        answer["requirement"],
        json!({
            "version": 2, "investigation": "Personuppgiftsbiträdesavtal finns.",
            "versions": [
                { "number": 2, "changes": [
                    { "path": "/investigation", "before": "null", "after": "Personuppgiftsbiträdesavtal finns." } ] },
                { "number": 1, "changes": answer["requirement"]["versions"][1]["changes"] },
            ],
        })
    );
}

async fn inventory_pre_study_leaves_its_text_and_its_place_in_the_chart(app: TestApp) {
    let service = an_idea(&app).await;
    for activity in [
        "inventory.process_map",
        "inventory.benefits",
        "inventory.cost",
        "inventory.requirements",
    ] {
        app.given().does(&service, activity).await;
    }
    let (owner, cycle) = (
        app.client(&service.cast.owner).await,
        global_id::encode(service.cycle),
    );
    let place = json!({ "cycleId": cycle, "benefit": 8, "effort": 3, "motive": "Många ansöker." });
    forbidden(&app, &service.cast.management, "savePlacement", place.clone()).await;
    let what = "förstudien är skriven och e-tjänsten placerad i PICK-diagrammet";
    misses(&app, &service, "inventory.pre_study", what).await;
    let text = json!({ "cycleId": cycle, "kind": "PRE_STUDY", "basedOn": 0, "body": "På en sida." });
    kept(&owner, "saveDocument", text, "document { id }").await;
    misses(&app, &service, "inventory.pre_study", what).await;

    let beyond = json!({ "cycleId": cycle, "benefit": 11, "effort": 3 });
    owner
        .change("savePlacement", beyond, "")
        .await
        .refused("INVALID", "input.benefit");
    kept(&owner, "savePlacement", place, "placement { version }").await;
    // There is one at most: a second is the same moved, and must have been seen.
    let moved = json!({ "cycleId": cycle, "benefit": 8, "effort": 4 });
    let stale = owner
        .change("savePlacement", moved.clone(), "placement { effort }")
        .await;
    stale.refused("STALE", "input.version");
    assert_eq!(stale.data("savePlacement.placement.effort"), 3);
    let mut seen = moved;
    seen["version"] = json!(1);
    kept(&owner, "savePlacement", seen, "placement { version }").await;

    completed(&app, &service, "inventory.pre_study").await;
    let asked = "... on Cycle { ground { preStudy {
        document { latest { body } }
        benefits { name } benefitTotals { plannedHours }
        costLines { title } totals { payBackMonths }
        requirements { title }
        placement { benefit effort quadrant }
    } } }";
    assert_eq!(
        node(&owner, &cycle, asked).await["ground"]["preStudy"],
        json!({
            "document": { "latest": { "body": "På en sida." } },
            "benefits": [{ "name": "Kortare handläggningstid" }], "benefitTotals": { "plannedHours": 400 },
            "costLines": [{ "title": "Utveckling" }], "totals": { "payBackMonths": null },
            "requirements": [{ "title": "Stark legitimering" }],
            "placement": { "benefit": 8, "effort": 4, "quadrant": "IMPLEMENT" },
        })
    );
}
