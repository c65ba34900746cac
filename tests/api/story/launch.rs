//! The six weeks before the launch, in which the reminders go out, and the day itself.

use std::time::Duration;

use serde_json::json;

use super::{
    from_idea_to_inbox::{LAUNCH, NAME},
    town::Town,
};

pub async fn it_is_made_ready(town: &Town) {
    let (philip, edit, frida) = (town.who("Philip"), town.who("Edit"), town.who("Frida"));
    let (plamen, hakan) = (town.who("Plamen"), town.who("Håkan"));
    town.comes("2027-03-22").await;
    let permissions = town.task_as_it_is("launch.permissions").await;
    philip
        .cannot("completeTask", &permissions, "OUTCOME_MISSING", "input")
        .await;

    let permission = json!({ "name": "Handläggare bygglov", "holder": "Bygglovsenheten" });
    let makers = [&philip, &plamen, &frida, &edit];
    let permission = town
        .keeps(
            &makers,
            "savePlatformPermission",
            "platformPermission",
            permission,
        )
        .await;
    let tick = json!({ "platformPermissionId": permission["id"], "version": permission["version"] });
    let wanted = "platformPermission { tickedOff { by { name } } }";
    let makers = [&plamen, &philip, &frida, &edit];
    town.only(&makers, "tickOffPermission", tick, wanted).await;

    let makers = [&edit, &philip, &plamen, &frida];
    for (title, place, state) in [
        ("Sidan om bygglov", "WEBSITE", "PUBLISHED"),
        ("Blankett 12 B", "PRINT", "REMOVED"),
    ] {
        let text = json!({ "title": title, "place": place, "state": state });
        town.keeps(&makers, "saveEditorialText", "editorialText", text)
            .await;
    }
    let statement = json!({
        "assessedOn": "2027-03-15", "assessedBy": "Edit Ek", "conformance": "PARTIAL",
        "shortcomings": "Kartan kan inte läsas av skärmläsare. Adressen kan skrivas i stället.",
    });
    town.keeps(
        &makers,
        "saveAccessibilityStatement",
        "accessibilityStatement",
        statement,
    )
    .await;

    let entry = json!({ "question": { "sv": "Vad kostar det?" }, "answer": { "sv": "Se taxan." } });
    town.keeps(&makers, "saveFaqEntry", "faqEntry", entry).await;
    let page = json!({
        "title": { "sv": "Ansök om bygglov" }, "description": { "sv": "För dig som ska bygga." },
        "goodToKnow": { "sv": "" },
        "recipients": ["INHABITANTS"], "contact": { "name": "Servicecenter" },
    });
    town.keeps(&makers, "savePublicPage", "publicPage", page).await;

    let makers = [&philip, &edit, &plamen, &frida];
    let session = json!({
        "title": "Så handlägger du", "audience": "Handläggare", "sessionOn": "2027-03-19", "held": true,
        "attendeeIds": [hakan.id], "attendeeCount": 6,
    });
    town.keeps(&makers, "saveTrainingSession", "trainingSession", session)
        .await;
    let guide = json!({ "title": "Så ansöker du", "audience": "RECIPIENTS" });
    town.keeps(&makers, "saveGuide", "guide", guide).await;
    let action = json!({ "title": "Nyhet på webben", "channel": "WEBSITE", "actionOn": LAUNCH });
    town.keeps(&makers, "saveMarketingAction", "marketingAction", action)
        .await;
    let order = json!({ "orderedOn": "2027-03-22", "wishedOn": LAUNCH });
    town.keeps(&[&philip], "savePublicationOrder", "publicationOrder", order)
        .await;
    let warned = town
        .cycle_shows("launch { lastGoodOrderOn warnings { code } }")
        .await;
    assert_eq!(
        warned["launch"],
        json!({ "lastGoodOrderOn": "2027-03-25", "warnings": [] })
    );

    let makers = [&philip, &edit, &frida, &town.who("Plamen")];
    let step = json!({ "cycleId": town.cycle(), "name": { "sv": "Ansökan prövas" }, "days": 20 });
    town.only(&makers, "saveHandlingStep", step, "handlingStep { days }")
        .await;
    for task in [
        "permissions",
        "texts",
        "handling",
        "training",
        "user_support",
        "marketing",
        "order",
    ] {
        town.completes(&[&philip], &format!("launch.{task}")).await;
    }
    let publish = town.task_as_it_is("launch.publish").await;
    edit.cannot("completeTask", &publish, "COMPLETED_BY_OUTCOME", "input")
        .await;
    let value = town.measured(20.0, "2027-03-22").await;
    frida
        .cannot("recordMeasurement", &value, "WRONG_STATE", "input")
        .await;
}

/// On the day of a reminder the server is stopped, and another one starts on the same database.
pub async fn a_restart_tells_nothing_twice(town: Town) -> Town {
    town.comes("2027-04-05").await;
    let town = town.restarted().await;
    assert_eq!(town.post().await, 0);
    town
}

pub async fn it_is_not_published_before_its_day(town: &Town) {
    let (philip, edit) = (town.who("Philip"), town.who("Edit"));
    town.comes("2027-04-09").await;
    let cycle = town.as_it_is().await;
    town.refused_but(&[&edit], "publishEService", &cycle).await;
    let (_, left) = town
        .gate_is_closed_to(&edit, "publishEService", "BEFORE_LAUNCH_DATE")
        .await;
    assert_eq!(left, ["LAUNCH_DATE_REACHED"]);
    philip
        .cannot("advancePhase", &cycle, "WRONG_STATE", "input")
        .await;
    town.comes("2027-04-11").await;
}

pub async fn it_is_published_on_its_day(town: &Town) {
    let (edit, ulf) = (town.who("Edit"), town.who("Ulf"));
    town.app.set_morning(LAUNCH.parse().expect("a day"));
    let mut edit_hears = edit.listens().await;
    let mut ulf_hears = ulf.listens().await;
    town.post().await;
    // She has the task of publishing it, too.
    let mut told = Vec::new();
    while !told.contains(&json!({ "kind": "LAUNCH_TODAY", "aboutOn": LAUNCH, "eService": { "name": NAME } }))
    {
        told.push(edit_hears.event().await["data"]["notificationReceived"].clone());
    }
    ulf_hears.expect_silence(Duration::from_millis(200)).await;

    let cycle = town.as_it_is().await;
    let wanted = "cycle { phase publishedAt eService { state metrics { nextDueOn } } }";
    let published = town.only(&[&edit], "publishEService", cycle, wanted).await;

    let live = json!({ "state": "LIVE", "metrics": [{ "nextDueOn": "2027-05-12" }] });
    assert_eq!(
        *published.data("publishEService.cycle"),
        json!({ "phase": "MANAGEMENT", "publishedAt": "2027-04-12T06:00:00+00:00", "eService": live })
    );
    assert_eq!(town.stands("launch.publish").await, "DONE");
}
