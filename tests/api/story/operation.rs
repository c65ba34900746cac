//! Handing over, and measuring.

use serde_json::{Value, json};

use super::town::Town;

pub async fn it_is_handed_over(town: &Town) {
    let (philip, orjan, margareta) = (town.who("Philip"), town.who("Örjan"), town.who("Margareta"));
    let frida = town.who("Frida");
    town.comes("2027-04-13").await;
    let (_, left) = town
        .gate_is_closed_to(&orjan, "advancePhase", "GATE_CLOSED")
        .await;
    let expected = [
        "HANDOVER_DONE management.handover",
        "PROJECT_CLOSED management.close_project",
    ];
    assert_eq!(left, expected);

    let handover = json!({ "note": "Allt är på plats.", "leftToDo": "Kartan för skärmläsare." });
    let handover = town.keeps(&[&philip], "saveHandover", "handover", handover).await;
    let given = town.task_as_it_is("management.handover").await;
    philip
        .cannot("completeTask", &given, "OUTCOME_MISSING", "input")
        .await;
    for (role, who, version) in [("OWNER", &orjan, 1), ("SERVICE_MANAGER", &frida, 2)] {
        let accepted = json!({ "handoverId": handover["id"], "version": version, "role": role });
        town.only(&[who], "acceptHandover", accepted, "handover { waitsFor }")
            .await;
    }
    town.completes(&[&philip], "management.handover").await;
    let report = json!({
        "done": "E-tjänsten är i drift.", "costMinor": "31000000", "hours": 410, "learnt": "Börja med texterna.",
    });
    town.keeps(&[&philip], "saveClosingReport", "closingReport", report)
        .await;
    town.completes(&[&philip], "management.close_project").await;
    town.moves_on(&[&orjan, &margareta, &philip], "FOLLOW_UP").await;

    for activity in [
        "management.operation",
        "management.promote",
        "followup.measure",
        "followup.collect",
    ] {
        let state = town.stands(activity).await;
        assert_eq!(state, "READY", "{activity}: management goes on beside follow-up");
    }
}

/// For three days, from Tuesday 27 April, nothing runs. The reminder of the Wednesday, 14 days before the first due date, goes
/// out on the Friday.
pub async fn what_was_missed_is_told_once(town: Town) -> Town {
    town.comes("2027-04-26").await;
    town.app.set_morning("2027-04-30".parse().expect("a day"));
    let town = town.restarted().await;
    assert!(town.post().await >= 1);
    assert_eq!(town.post().await, 0);
    town
}

/// The first checks of the operation and of the information, and what the case officer does so that people find it.
pub async fn it_is_looked_after(town: &Town) {
    let (frida, hakan) = (town.who("Frida"), town.who("Håkan"));
    let check = json!({ "checkedOn": "2027-04-30", "result": "WORKS", "examined": "Alla steg." });
    town.keeps(&[&frida], "saveOperationCheck", "operationCheck", check)
        .await;
    town.completes(&[&frida], "management.operation").await;
    let incident = json!({
        "title": "Inloggningen nere", "severity": "OUTAGE", "measures": "Certifikatet förnyades.",
        "beganAt": "2027-04-27T08:00:00Z", "endedAt": "2027-04-27T10:30:00Z",
    });
    town.keeps(&[&frida], "saveIncident", "incident", incident).await;
    let places = json!([{ "place": "Sidan om bygglov", "state": "CORRECTED" }]);
    let check = json!({ "checkedOn": "2027-04-30", "places": places });
    town.keeps(&[&frida], "saveInformationCheck", "informationCheck", check)
        .await;
    town.completes(&[&frida], "management.information").await;
    let action = json!({ "title": "Byggfrukost", "channel": "MEETING", "doneOn": "2027-04-29" });
    town.keeps(
        &[&hakan, &frida],
        "savePromotionAction",
        "promotionAction",
        action,
    )
    .await;
    town.completes(&[&hakan], "management.promote").await;

    let period = "fromOn: \"2027-04-12\", untilOn: \"2027-04-30\"";
    let fields = format!(
        "operation {{ availability({period}) {{ incidentCount daysWithIncident hoursDown }} nextOperationCheck {{ dueOn }} }}"
    );
    let shown = town.cycle_shows(&fields).await;
    assert_eq!(
        shown["operation"],
        json!({
            "availability": { "incidentCount": 1, "daysWithIncident": 1, "hoursDown": 2.5 },
            // A month after the first, which was due five working days after the launch.
            "nextOperationCheck": { "dueOn": "2027-05-19" },
        })
    );
}

pub async fn it_is_measured_in_time(town: &Town) {
    town.comes("2027-05-12").await;
    assert_eq!(
        records(town, 50.0, "2027-05-12").await,
        json!({
            "nextDueOn": "2027-06-12", "overdue": false, "attainment": 0.5,
            "latest": { "dueOn": "2027-05-12", "late": false },
        })
    );
}

/// 12 June is a Saturday, and so is 29 May, 14 days before: they are reminded of on Friday 28 May and Monday 14 June. Five
/// working days after it is Friday 18 June. Fifteen is Monday 5 July, since Midsummer Eve is free; then the owner hears of it too.
pub async fn it_is_measured_late(town: &Town) {
    town.comes("2027-07-06").await;
    let e_service = town.e_service_shows("metrics { overdue }").await;
    assert_eq!(e_service, json!({ "metrics": [{ "overdue": true }] }));
    assert_eq!(
        records(town, 80.0, "2027-07-06").await,
        json!({
            "nextDueOn": "2027-07-12", "overdue": false, "attainment": 1.0,
            "latest": { "dueOn": "2027-06-12", "late": true },
        })
    );

    // In the app she was told of the launch five times and of measures six times, and of her tasks.
    let frida = town.who("Frida");
    let wanted = "markedCount unreadNotificationCount";
    let read = frida.tries("markNotificationsRead", &json!({}), wanted).await;
    let marked = read.ok().data("markNotificationsRead.markedCount").as_u64();
    assert!(marked.is_some_and(|marked| marked > 11), "{marked:?}");
    assert_eq!(read.data("markNotificationsRead.unreadNotificationCount"), 0);
}

/// Örjan sees to it that the forms are gone, and that the benefit that was stated in November is there: measured by the metric that
/// came in January.
pub async fn the_working_method_is_used_and_the_benefit_is_there(town: &Town) {
    let (orjan, margareta, frida) = (town.who("Örjan"), town.who("Margareta"), town.who("Frida"));
    let activity = "management.working_method";
    let task = town.task_as_it_is(activity).await;
    orjan
        .cannot("completeTask", &task, "OUTCOME_MISSING", "input")
        .await;
    let stands = town
        .cycle_shows(
            "workingMethod { changes { id version } channels { id version } } ground { benefits { id version } }
             eService { metrics { id } }",
        )
        .await;

    let (who, cycle) = ([&orjan, &margareta], town.cycle());
    let change = &stands["workingMethod"]["changes"][0];
    let used = json!({
        "cycleId": cycle, "workingMethodChangeId": change["id"], "version": change["version"], "kind": "STOP",
        "what": "Blanketten delas ut", "responsibleId": frida.id, "startsOn": "2027-05-01", "state": "IN_USE",
        "observation": "Borta från webbplatsen och receptionen.",
    });
    town.only(
        &who,
        "saveWorkingMethodChange",
        used,
        "workingMethodChange { state }",
    )
    .await;
    let channel = &stands["workingMethod"]["channels"][0];
    let closed = json!({
        "cycleId": cycle, "contactChannelId": channel["id"], "version": channel["version"],
        "name": "Blankett på papper", "state": "CLOSED", "closesOn": "2027-06-01",
    });
    town.only(&who, "saveContactChannel", closed, "contactChannel { state }")
        .await;

    let (benefit, metric) = (
        &stands["ground"]["benefits"][0],
        &stands["eService"]["metrics"][0],
    );
    let linked = json!({
        "cycleId": cycle, "benefitId": benefit["id"], "version": benefit["version"], "name": "Kortare handläggningstid",
        "kind": "ADMINISTRATION", "nature": "FREED_TIME", "certainty": "LIKELY", "plannedHours": 400,
        "measures": [
            { "name": "Andel", "unit": "procent", "baseline": 40.0, "target": 80.0, "metricId": metric["id"] } ],
    });
    town.only(&[&orjan], "saveBenefit", linked, "benefit { version }")
        .await;
    let realised = json!({
        "benefitId": benefit["id"], "version": 2, "state": "REALISED", "measured": "Målet nåddes i juni.", "hours": 410,
    });
    let wanted = "benefit {
        realisation { state hours } measures { metric { attainment benefits { name } } }
    }";
    let recorded = town
        .only(&[&orjan], "recordBenefitRealisation", realised, wanted)
        .await;
    assert_eq!(
        recorded.data("recordBenefitRealisation.benefit"),
        &json!({
            "realisation": { "state": "REALISED", "hours": 410 },
            "measures": [{ "metric": { "attainment": 1.0, "benefits": [{ "name": "Kortare handläggningstid" }] } }],
        })
    );
    town.completes(&[&orjan], activity).await;
}

async fn records(town: &Town, value: f64, day: &str) -> Value {
    let input = town.measured(value, day).await;
    let wanted = "metric { nextDueOn overdue attainment latest { dueOn late } }";
    let recorded = town
        .only(&[&town.who("Frida")], "recordMeasurement", input, wanted)
        .await;
    recorded.data("recordMeasurement.metric").clone()
}
