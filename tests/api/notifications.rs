//! How people are told: as they choose, once, and so that they can find out why.

use std::time::Duration as Time;

use chrono::{Duration, NaiveDate, NaiveTime};
use lansera::{
    delivery::Mail,
    service::{notification::own, task::manage},
};
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Person, Plan, Stage, done},
    smtp_sink::{At, Fault, Options, SmtpSink},
    story::{Need, Story, needing, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    let with_a_mail_server = needing(Need::SmtpSink, on_database![what_was_given_up_is_sent_again]);
    let others = on_database![
        what_is_gathered_comes_in_one_mail_in_the_morning_without_what_was_read,
        quiet_hours_hold_a_mail_and_do_not_drop_it,
        a_click_ends_the_mails_of_a_category_and_opening_the_link_does_not,
        who_stands_in_is_told_and_the_other_when_they_are_back,
        whoever_mutes_an_e_service_hears_of_what_is_asked_of_them_and_whoever_watches_it_of_more,
        after_a_reconnect_nothing_is_lost_and_nothing_comes_twice,
        what_is_snoozed_comes_back_unread,
        ten_things_about_one_task_are_one_row,
        why_is_answered_for_oneself_and_for_others_to_an_administrator,
        why_says_nothing_of_what_is_hidden,
        why_tells_of_what_happened_who_did_it_and_what_was_chosen,
        lead_times_of_an_e_service_are_tried_before_they_are_set,
        a_calendar_has_an_address_that_can_be_closed,
        wrong_choices_are_refused_by_their_field,
    ];
    [others, with_a_mail_server].concat()
}

/// The lead gives a task to somebody.
async fn gives(app: &TestApp, service: &EService, activity: &str, to: &Person) {
    let task = app.given().task(service, activity).await;
    let lead = app.acting(&service.cast.project_lead).await;
    let given = manage::assign(app.services(), &lead, task.id, task.version, Some(to.id)).await;
    done("assigning", given);
}

/// An e-service that is being built, whose past mails have gone out, and whose developer has read everything.
async fn being_built(app: &TestApp) -> EService {
    let service = app.given().e_service_in(Stage::Build).await;
    app.run_jobs().await;
    app.mails();
    let developer = app.acting(&service.cast.developer).await;
    done("reading", own::mark_read(app.services(), &developer, None).await);
    service
}

async fn choose(client: &Client, choices: Value) {
    let mut input = json!({ "version": 0, "weeklyOverview": false });
    for (name, value) in choices.as_object().expect("choices") {
        input[name] = value.clone();
    }
    let saved = client
        .change(
            "saveNotificationChoices",
            input,
            "notificationChoices { version }",
        )
        .await;
    assert_eq!(
        saved
            .ok()
            .data("saveNotificationChoices.notificationChoices.version"),
        1
    );
}

fn to<'a>(mails: &'a [Mail], person: &Person) -> Vec<&'a Mail> {
    mails
        .iter()
        .filter(|mail| mail.to.email == person.email)
        .collect()
}

/// Makes it a time in Stockholm.
fn set(app: &TestApp, day: NaiveDate, hour: u32) {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    let zone = app.services().settings.time_zone;
    let moment = day.and_time(time).and_local_timezone(zone).earliest();
    app.set(moment.expect("a moment").to_utc());
}

async fn what_is_gathered_comes_in_one_mail_in_the_morning_without_what_was_read(app: TestApp) {
    // Given a developer who wants tasks gathered once a day, and who is given two.
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    let client = app.client(developer).await;
    choose(
        &client,
        json!({ "modes": [{ "category": "TASK", "mode": "DAILY" }] }),
    )
    .await;
    gives(&app, &service, "build.develop", developer).await;
    gives(&app, &service, "build.test", developer).await;
    app.run_jobs().await;
    assert_eq!(to(&app.mails(), developer), [] as [&Mail; 0], "nothing by itself");

    // When they read one of them in the app before the morning.
    let read = client
        .query(
            "{ viewer { notifications(first: 1) { nodes { id } } } }",
            json!({}),
        )
        .await;
    let read = read.id("viewer.notifications.nodes.0.id");
    client
        .change(
            "markNotificationsRead",
            json!({ "notificationIds": [read] }),
            "markedCount",
        )
        .await
        .ok();
    // And while digests rest, other mails go.
    let admin = app.client(&app.given().municipality().await.admin).await;
    let digests = json!({ "name": "SEND_DIGESTS" });
    admin.change("pauseJob", digests.clone(), "").await.ok();
    app.set_morning(app.day(1));
    app.run_jobs().await;
    assert_eq!(to(&app.mails(), developer), [] as [&Mail; 0], "they rest");
    admin.change("resumeJob", digests, "").await.ok();
    app.run_jobs().await;

    // Then one mail comes with the other.
    let mails = app.mails();
    let mails = to(&mails, developer);
    let digests: Vec<_> = mails
        .iter()
        .filter(|mail| mail.subject.contains("att läsa"))
        .collect();
    assert_eq!(digests.len(), 1, "{mails:#?}");
    assert_eq!(digests[0].subject, "En händelse att läsa");
    assert!(
        digests[0].text.contains("Ny uppgift till dig"),
        "{}",
        digests[0].text
    );
}

async fn quiet_hours_hold_a_mail_and_do_not_drop_it(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    set(&app, app.today(), 21);
    gives(&app, &service, "build.develop", developer).await;
    app.run_jobs().await;
    assert!(to(&app.mails(), developer).is_empty(), "it is night");
    set(&app, app.day(1), 6);
    app.run_jobs().await;
    assert!(to(&app.mails(), developer).is_empty());
    set(&app, app.day(0), 7);
    app.run_jobs().await;
    assert_eq!(to(&app.mails(), developer).len(), 1);
}

async fn a_click_ends_the_mails_of_a_category_and_opening_the_link_does_not(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    let client = app.client(developer).await;
    gives(&app, &service, "build.develop", developer).await;
    app.run_jobs().await;
    let mails = app.mails();
    let mail = to(&mails, developer)[0];
    let header = |name: &str| {
        mail.headers
            .iter()
            .find(|header| header.0 == name)
            .expect("a header")
            .1
            .clone()
    };
    assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let link = header("List-Unsubscribe");
    let path = link
        .trim_matches(['<', '>'])
        .split_once("/unsubscribe/")
        .expect("the link")
        .1
        .to_owned();
    let url = client.url(&format!("/unsubscribe/{path}"));
    let chosen = async || {
        let asked = client
            .query(
                "{ viewer { notificationChoices { modes { category mode } } } }",
                json!({}),
            )
            .await;
        asked
            .list("viewer.notificationChoices.modes")
            .iter()
            .find(|mode| mode["category"] == "TASK")
            .expect("tasks")["mode"]
            .clone()
    };

    let opened = client.http().get(&url).send().await.expect("an answer");
    assert_eq!(
        (opened.status().as_u16(), chosen().await),
        (200, Value::Null),
        "a scanner opens it too"
    );
    let wrong = client
        .http()
        .post(client.url("/unsubscribe/YWJj.YWJj"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(wrong.status().as_u16(), 404);
    let clicked = client
        .http()
        .post(&url)
        .body("List-Unsubscribe=One-Click")
        .send()
        .await
        .expect("an answer");
    assert_eq!((clicked.status().as_u16(), chosen().await), (200, json!("OFF")));

    gives(&app, &service, "build.test", developer).await;
    app.run_jobs().await;
    assert!(to(&app.mails(), developer).is_empty());
    let unread = client
        .query("{ viewer { unreadNotificationCount } }", json!({}))
        .await;
    assert_eq!(
        unread.data("viewer.unreadNotificationCount"),
        2,
        "it is in the app all the same"
    );
}

async fn who_stands_in_is_told_and_the_other_when_they_are_back(app: TestApp) {
    let service = being_built(&app).await;
    let (developer, tester) = (&service.cast.developer, &service.cast.tester);
    let client = app.client(developer).await;
    let (from, until) = (app.today(), app.day(2));
    let away =
        json!({ "fromOn": from, "untilOn": until, "substituteId": lansera::global_id::encode(tester.id) });
    choose(&client, json!({ "absence": away })).await;

    gives(&app, &service, "build.develop", developer).await;
    app.run_jobs().await;

    let mails = app.mails();
    assert!(to(&mails, developer).is_empty());
    let stands_in = to(&mails, tester);
    assert!(
        stands_in[0].text.contains(&developer.name),
        "{}",
        stands_in[0].text
    );
    let told = app
        .client(tester)
        .await
        .query(
            "{ viewer { notifications(first: 1) { nodes { onBehalfOf { name } } } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        told.text("viewer.notifications.nodes.0.onBehalfOf.name"),
        developer.name
    );
    app.set_morning(app.day(3));
    app.run_jobs().await;
    assert!(
        to(&app.mails(), developer)
            .iter()
            .any(|mail| mail.text.contains("Ny uppgift till dig"))
    );
}

async fn whoever_mutes_an_e_service_hears_of_what_is_asked_of_them_and_whoever_watches_it_of_more(
    app: TestApp,
) {
    let plan = Plan {
        launch_on: "2027-03-25".parse().ok(),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Launch).await;
    app.run_jobs().await;
    app.mails();
    let id = lansera::global_id::encode(service.id);
    let municipality = app.given().municipality().await;
    let (muting, watching) = (&service.cast.service_manager, &municipality.admin);
    for (person, attention) in [(muting, "MUTED"), (watching, "WATCHED")] {
        let set = app
            .client(person)
            .await
            .change(
                "setEServiceAttention",
                json!({ "eServiceId": id, "attention": attention }),
                "eService { attention }",
            )
            .await;
        assert_eq!(
            set.ok().text("setEServiceAttention.eService.attention"),
            attention
        );
    }

    let owner = app.client(&service.cast.owner).await;
    let cycle = owner
        .query(
            "query($id: ID!) { eService(id: $id) { currentCycle { id version } } }",
            json!({ "id": id }),
        )
        .await;
    let input = json!({
        "cycleId": cycle.text("eService.currentCycle.id"), "version": cycle.data("eService.currentCycle.version"),
        "launchDate": "2027-04-15", "reason": "Upphandlingen drar ut.",
    });
    owner
        .change("moveLaunchDate", input, "cycle { launchDate }")
        .await
        .ok();
    app.run_jobs().await;

    let mails = app.mails();
    assert!(to(&mails, muting).is_empty(), "{mails:#?}");
    let moved = to(&mails, watching);
    assert_eq!(moved.len(), 1, "{mails:#?}");
    assert!(moved[0].subject.contains("2027"), "{}", moved[0].subject);
    assert!(
        moved[0]
            .ics
            .as_ref()
            .is_some_and(|entry| entry.contains("20270415"))
    );
    assert!(
        to(&mails, &service.cast.owner).is_empty(),
        "nobody is told what they did"
    );
}

async fn after_a_reconnect_nothing_is_lost_and_nothing_comes_twice(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    let client = app.client(developer).await;
    gives(&app, &service, "build.develop", developer).await;
    let seen = client
        .query(
            "{ viewer { notifications(first: 1) { edges { cursor } } } }",
            json!({}),
        )
        .await;
    let after = seen.text("viewer.notifications.edges.0.cursor").to_owned();
    gives(&app, &service, "build.test", developer).await;

    let document = "subscription($after: String) { notificationReceived(after: $after) { cursor task { activityKey } } }";
    let mut socket = client.socket().await;
    socket.subscribe(document, json!({ "after": after })).await;
    let missed = socket.event().await["data"]["notificationReceived"].clone();
    assert_eq!(missed["task"]["activityKey"], "build.test");
    socket.expect_silence(Time::from_millis(200)).await;

    let mut again = client.socket().await;
    again
        .subscribe(document, json!({ "after": missed["cursor"] }))
        .await;
    again.expect_silence(Time::from_millis(200)).await;
}

async fn what_is_snoozed_comes_back_unread(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    let client = app.client(developer).await;
    gives(&app, &service, "build.develop", developer).await;
    let asked = client
        .query(
            "{ viewer { notifications(first: 1) { nodes { id } } } }",
            json!({}),
        )
        .await;
    let id = asked.id("viewer.notifications.nodes.0.id");
    let until = app.now() + Duration::hours(2);
    let snoozed = client
        .change(
            "snoozeNotification",
            json!({ "notificationId": id, "untilAt": until }),
            "unreadNotificationCount",
        )
        .await;
    assert_eq!(snoozed.ok().data("snoozeNotification.unreadNotificationCount"), 0);
    let asked = client
        .query(
            "{ viewer { notifications(first: 1, unreadOnly: true) { nodes { id } } } }",
            json!({}),
        )
        .await;
    assert!(asked.list("viewer.notifications.nodes").is_empty());

    app.advance(Duration::hours(2));
    app.run_jobs().await;

    let asked = client
        .query(
            "{ viewer { unreadNotificationCount notifications(first: 1) { nodes { id } } } }",
            json!({}),
        )
        .await;
    assert_eq!(asked.id("viewer.notifications.nodes.0.id"), id);
    assert_eq!(asked.data("viewer.unreadNotificationCount"), 1);
}

async fn ten_things_about_one_task_are_one_row(app: TestApp) {
    let service = being_built(&app).await;
    let (developer, tester) = (&service.cast.developer, &service.cast.tester);
    for _ in 0..2 {
        gives(&app, &service, "build.develop", developer).await;
        gives(&app, &service, "build.develop", tester).await;
    }
    gives(&app, &service, "build.test", developer).await;
    let client = app.client(developer).await;
    let asked = client.query("{ viewer { notificationGroups { count unreadCount notificationIds latest { task { activityKey } } } } }", json!({})).await;
    let groups = asked.list("viewer.notificationGroups");
    let of_tasks = groups.iter().filter(|group| !group["latest"]["task"].is_null());
    let counts: Vec<_> = of_tasks
        .map(|group| {
            (
                group["latest"]["task"]["activityKey"].as_str(),
                group["count"].as_i64(),
            )
        })
        .collect();
    assert_eq!(
        counts,
        [(Some("build.test"), Some(1)), (Some("build.develop"), Some(2))]
    );
    let away = client
        .change(
            "archiveNotifications",
            json!({ "notificationIds": groups[1]["notificationIds"] }),
            "changedCount unreadNotificationCount",
        )
        .await;
    let away = away.ok().data("archiveNotifications");
    assert_eq!(
        (&away["changedCount"], &away["unreadNotificationCount"]),
        (&json!(2), &json!(1))
    );
    app.run_jobs().await;
}

async fn why_is_answered_for_oneself_and_for_others_to_an_administrator(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    gives(&app, &service, "build.develop", developer).await;
    app.run_jobs().await;
    let task = lansera::global_id::encode(app.given().task(&service, "build.develop").await.id);
    let document = "query($thing: ID, $user: ID) { whyNotification(kind: TASK_ASSIGNED, thingId: $thing, userId: $user) { reasons { code text } notifications { kind } } }";
    let codes = |answer: &crate::support::answer::Answer| {
        let reasons = answer.list("whyNotification.reasons").iter();
        reasons
            .map(|reason| reason["code"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };

    let mine = app
        .client(developer)
        .await
        .query(document, json!({ "thing": task }))
        .await;
    assert_eq!(codes(&mine), ["RULE", "HAPPENED", "IN_PERSON", "SENT"]);
    let about = json!({ "thing": task, "user": lansera::global_id::encode(developer.id) });
    app.client(&service.cast.tester)
        .await
        .query(document, about.clone())
        .await
        .failed("FORBIDDEN");
    let admin = &app.given().municipality().await.admin;
    assert_eq!(
        codes(&app.client(admin).await.query(document, about).await),
        ["RULE", "HAPPENED", "IN_PERSON", "SENT"]
    );
    let not_theirs = app
        .client(&service.cast.tester)
        .await
        .query(document, json!({ "thing": task }))
        .await;
    assert_eq!(
        codes(&not_theirs),
        ["RULE", "HAPPENED", "SOMEBODY_ELSE", "NOT_TOLD"]
    );
}

async fn why_tells_of_what_happened_who_did_it_and_what_was_chosen(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let (lead, tester) = (&service.cast.project_lead, &service.cast.tester);
    let cycle = lansera::global_id::encode(service.cycle);
    let document = "query($kind: NotificationKind!, $thing: ID) { whyNotification(kind: $kind, thingId: $thing) { reasons { code text } } }";
    let codes = async |person: &Person, kind: &str, thing: &str| {
        let asked = json!({ "kind": kind, "thing": thing });
        let answer = app.client(person).await.query(document, asked).await;
        let reasons = answer.list("whyNotification.reasons").iter();
        let codes = reasons.map(|reason| reason["code"].as_str().expect("a code").to_owned());
        codes.collect::<Vec<_>>()
    };

    // Management has decided, and is not told what it did; what is not published has not happened.
    let management = &service.cast.management;
    let decided = codes(management, "DECISION_MADE", &cycle).await;
    assert!(decided.contains(&"OWN_ACTION".to_owned()), "{decided:?}");
    assert_eq!(decided.last().map(String::as_str), Some("NOT_TOLD"));
    let ahead = codes(lead, "PUBLISHED", &cycle).await;
    assert_eq!(ahead, ["RULE", "NOT_HAPPENED", "HOLDS", "NOT_TOLD"]);
    // Those who follow from afar get it gathered, and who mutes the e-service is told nothing.
    let muting = json!({ "eServiceId": lansera::global_id::encode(service.id), "attention": "MUTED" });
    let client = app.client(tester).await;
    client.change("setEServiceAttention", muting, "").await.ok();
    let muted = codes(tester, "PUBLISHED", &cycle).await;
    assert_eq!(
        muted,
        ["RULE", "NOT_HAPPENED", "HOLDS", "MUTES", "GATHERED", "NOT_TOLD"]
    );

    // Whoever takes a task is not told that it was given to them.
    let task = app.given().task(&service, "build.develop").await;
    let developer = app.client(&service.cast.developer).await;
    let taken = json!({ "taskId": lansera::global_id::encode(task.id), "version": task.version });
    developer.change("takeTask", taken, "").await.ok();
    let own = codes(
        &service.cast.developer,
        "TASK_ASSIGNED",
        &lansera::global_id::encode(task.id),
    )
    .await;
    assert_eq!(own, ["RULE", "HAPPENED", "IN_PERSON", "OWN_ACTION", "NOT_TOLD"]);
}

async fn why_says_nothing_of_what_is_hidden(app: TestApp) {
    // Given a confidential e-service with a task that is due, and somebody without a part in it.
    let plan = Plan {
        confidential: true,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Build).await;
    app.run_jobs().await;
    let task = lansera::global_id::encode(app.given().task(&service, "build.develop").await.id);
    let document =
        "query($thing: ID) { whyNotification(kind: TASK_DUE, thingId: $thing) { reasons { code text } } }";
    let stranger = app.given().person("Olle Ask").await;
    // Then its dates are not told to them, and are to who has a part.
    let hidden = app.client(&stranger).await;
    hidden
        .query(document, json!({ "thing": task }))
        .await
        .failed("NOT_FOUND");
    let lead = app.client(&service.cast.project_lead).await;
    let seen = lead.query(document, json!({ "thing": task })).await;
    assert!(!seen.list("whyNotification.reasons").is_empty());
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

async fn what_was_given_up_is_sent_again(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    gives(&app, &service, "build.develop", developer).await;
    let sink = SmtpSink::start(Options {
        faults: vec![Fault::Answer {
            at: At::Rcpt,
            reply: "550 5.1.1 no such user".into(),
            times: 1,
        }],
        ..Options::default()
    });
    let app = app.restart_mailing_to(&sink).await;
    assert_eq!(app.run_jobs().await.failed, 1);
    let admin = app.client(&app.given().municipality().await.admin).await;
    let failed = admin
        .query(
            "{ deliveries(states: [FAILED]) { nodes { id state attempts lastError recipient { name } } } }",
            json!({}),
        )
        .await;
    let [failed] = failed.list("deliveries.nodes") else {
        panic!("{failed}")
    };
    assert!(
        failed["lastError"]
            .as_str()
            .is_some_and(|error| error.contains("550") && !error.contains(&developer.email)),
        "{failed}"
    );
    assert_eq!(failed["recipient"]["name"], developer.name);

    let again = admin
        .change(
            "resendDeliveries",
            json!({ "deliveryIds": [failed["id"]] }),
            "resentCount",
        )
        .await;
    assert_eq!(again.ok().data("resendDeliveries.resentCount"), 1);
    assert_eq!(app.run_jobs().await.sent, 1);
    assert_eq!(sink.mails().len(), 1);
}

async fn wrong_choices_are_refused_by_their_field(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let client = app.client(&service.cast.developer).await;
    for (choices, field) in [
        (json!({ "digestHour": 24 }), "input.digestHour"),
        (
            json!({ "quietFromHour": -1, "quietToHour": 7 }),
            "input.quietFromHour",
        ),
        (json!({ "timeZone": "Europe/Kumla" }), "input.timeZone"),
        (
            json!({ "modes": [{ "category": "ACCOUNT", "mode": "OFF" }] }),
            "input.modes",
        ),
    ] {
        let mut input = json!({ "version": 0 });
        for (name, value) in choices.as_object().expect("choices") {
            input[name] = value.clone();
        }
        let refused = client
            .change(
                "saveNotificationChoices",
                input,
                "notificationChoices { version }",
            )
            .await;
        refused.refused("INVALID", field);
    }
}
