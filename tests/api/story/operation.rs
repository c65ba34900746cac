//! Handing over, and measuring.

use serde_json::{Value, json};

use super::town::Town;

pub async fn it_is_handed_over(town: &Town) {
    let (philip, orjan, margareta) = (town.who("Philip"), town.who("Örjan"), town.who("Margareta"));
    town.comes("2027-04-13").await;
    let (_, left) = town
        .gate_is_closed_to(&orjan, "advancePhase", "GATE_CLOSED")
        .await;
    let expected = [
        "HANDOVER_DONE management.handover",
        "PROJECT_CLOSED management.close_project",
    ];
    assert_eq!(left, expected);

    town.completes(&[&philip], "management.handover").await;
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
    assert_eq!((town.post().await, town.post().await), (1, 0));
    town
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

    // In the app she was told of the launch five times and of measures six times.
    let frida = town.who("Frida");
    let wanted = "markedCount unreadNotificationCount";
    let read = frida.tries("markNotificationsRead", &json!({}), wanted).await;
    assert_eq!(read.ok().data("markNotificationsRead.markedCount"), 11);
    assert_eq!(read.data("markNotificationsRead.unreadNotificationCount"), 0);
}

async fn records(town: &Town, value: f64, day: &str) -> Value {
    let input = town.measured(value, day).await;
    let wanted = "metric { nextDueOn overdue attainment latest { dueOn late } }";
    let recorded = town
        .only(&[&town.who("Frida")], "recordMeasurement", input, wanted)
        .await;
    recorded.data("recordMeasurement.metric").clone()
}
