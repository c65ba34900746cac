//! What people will be told: reminders with lead times that are tried first, and the calendar.

use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    given::{Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        lead_times_of_an_e_service_are_tried_before_they_are_set,
        a_calendar_has_an_address_that_can_be_closed,
    ]
}

async fn lead_times_of_an_e_service_are_tried_before_they_are_set(app: TestApp) {
    let plan = Plan {
        launch_on: "2027-03-25".parse().ok(),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Launch).await;
    let owner = app.client(&service.cast.owner).await;
    let id = lansera::global_id::encode(service.id);
    let document = "query($id: ID!, $try: [ReminderDaysInput!]) { eService(id: $id) { foreseenReminders(days: 150, tryDays: $try) { kind toldAt recipient { name } mailedAt } } }";
    let ahead = |answer: &crate::support::answer::Answer| {
        let foreseen = answer.list("eService.foreseenReminders").iter();
        let mut days: Vec<_> = foreseen
            .filter(|it| it["kind"] == "LAUNCH_AHEAD")
            .map(|it| it["toldAt"].as_str().unwrap_or_default()[..10].to_owned())
            .collect();
        days.dedup();
        days
    };
    let usual = ["2027-02-23", "2027-03-11", "2027-03-18", "2027-03-24"];
    assert_eq!(ahead(&owner.query(document, json!({ "id": id })).await), usual);
    let tried = json!({ "id": id, "try": [{ "series": "LAUNCH", "days": [9] }] });
    assert_eq!(ahead(&owner.query(document, tried).await), ["2027-03-16"]);
    assert_eq!(
        ahead(&owner.query(document, json!({ "id": id })).await),
        usual,
        "only tried"
    );

    let input = json!({ "eServiceId": id, "series": "LAUNCH", "days": [9] });
    let tester = app.client(&service.cast.tester).await;
    tester
        .change("setReminderDays", input.clone(), "eService { id }")
        .await
        .failed("FORBIDDEN");
    let set = owner
        .change(
            "setReminderDays",
            input,
            "eService { reminderDays { series days } }",
        )
        .await;
    assert_eq!(
        set.ok().data("setReminderDays.eService.reminderDays"),
        &json!([{ "series": "LAUNCH", "days": [9] }])
    );
    assert_eq!(
        ahead(&owner.query(document, json!({ "id": id })).await),
        ["2027-03-16"]
    );
    let hidden = tester.query(document, json!({ "id": id })).await;
    assert_eq!(hidden.data("eService.foreseenReminders"), &Value::Null);
}

async fn a_calendar_has_an_address_that_can_be_closed(app: TestApp) {
    let plan = Plan {
        launch_on: "2027-03-25".parse().ok(),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Launch).await;
    let owner = app.client(&service.cast.owner).await;
    let made = owner
        .query(
            "mutation { renewCalendarAddress { calendarAddress errors { code } } }",
            json!({}),
        )
        .await;
    let address = made.text("renewCalendarAddress.calendarAddress").to_owned();
    let path = address.split_once("/calendar/").expect("an address").1.to_owned();
    let url = owner.url(&format!("/calendar/{path}"));
    let fetched = owner.http().get(&url).send().await.expect("an answer");
    assert_eq!(fetched.headers()["content-type"], "text/calendar; charset=utf-8");
    let text = fetched.text().await.expect("a calendar").replace("\r\n ", "");
    for line in [
        "BEGIN:VCALENDAR",
        "SUMMARY:Lansering: Ansök om bygglov",
        "DTSTART;VALUE=DATE:20270325",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }

    owner
        .query(
            "mutation { closeCalendarAddress { closed errors { code } } }",
            json!({}),
        )
        .await
        .ok();
    let closed = owner.http().get(&url).send().await.expect("an answer");
    assert_eq!(closed.status().as_u16(), 404);
}
