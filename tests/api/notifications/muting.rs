//! Whoever wants to hear less or more: the mails of a category that a click ends, and e-services that are muted or watched.

use serde_json::{Value, json};

use super::{being_built, gives, to};
use crate::support::{
    app::TestApp,
    given::{Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_click_ends_the_mails_of_a_category_and_opening_the_link_does_not,
        whoever_mutes_an_e_service_hears_of_what_is_asked_of_them_and_whoever_watches_it_of_more,
    ]
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
