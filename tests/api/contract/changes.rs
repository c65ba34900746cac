//! What is changed comes to those who listen and may see it, as it is then, and to nobody else.

use std::time::{Duration, Instant};

use ::entity::enums::{DocumentKind, Role};
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use super::rows::id;
use crate::support::{
    app::TestApp,
    client::Client,
    given::{EService, Plan, Scope, Stage},
    socket::Socket,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_task_comes_as_it_is_now_to_those_who_listen_to_its_e_service,
        what_waits_for_a_task_comes_with_it,
        a_comment_is_a_change_of_its_task,
        an_e_service_comes_when_it_its_phase_or_its_people_change,
        what_nobody_was_woken_for_is_found_all_the_same,
        what_is_changed_in_one_instance_is_heard_in_another,
        what_is_refused_is_not_told,
        nothing_of_a_confidential_e_service_comes_to_those_without_a_part_in_it,
        what_becomes_confidential_comes_no_more,
        listening_ends_when_a_right_ends,
        listening_ends_with_the_log_in,
    ]
}

const MOMENT: Duration = Duration::from_millis(300);
/// Well below the five seconds after which the server looks by itself.
const AT_ONCE: Duration = Duration::from_secs(2);

async fn listening(client: &Client, selection: &str, of: Option<&EService>) -> Socket {
    let mut socket = client.socket().await;
    let field = selection.split(' ').next().expect("a field");
    let selected = &selection[field.len()..];
    let document = format!("subscription($of: ID) {{ {field}(eServiceId: $of) {selected} }}");
    let of = of.map(|service| id(service.id));
    socket.subscribe_and_stand(&document, json!({ "of": of })).await;
    socket
}

const TASK: &str = "taskChanged { id version state title assignee { name } eService { name } }";
const E_SERVICE: &str = "eServiceChanged { id name phase people { role user { name } } }";

/// The next thing that comes by a subscription.
async fn heard(socket: &mut Socket, field: &str) -> Value {
    let event = socket.event().await;
    let thing = event.pointer(&format!("/data/{field}")).cloned();
    thing
        .filter(|thing| !thing.is_null())
        .unwrap_or_else(|| panic!("{event}"))
}

/// The developer takes the task of building.
async fn take(app: &TestApp, service: &EService) -> Value {
    let task = app.given().task(service, "build.develop").await;
    let developer = app.client(&service.cast.developer).await;
    let taken = json!({ "taskId": id(task.id), "version": task.version });
    developer.change("takeTask", taken, "").await.ok();
    json!(id(task.id))
}

async fn change(client: &Client, service: &EService, mut changed: Value, version: i32) {
    changed["eServiceId"] = json!(id(service.id));
    changed["version"] = json!(version);
    client.change("updateEService", changed, "").await.ok();
}

async fn version(app: &TestApp, service: &EService) -> i32 {
    use sea_orm::EntityTrait;
    let found = ::entity::e_service::Entity::find_by_id(service.id);
    found
        .one(&app.services().db)
        .await
        .expect("a row")
        .expect("the e-service")
        .version
}

async fn a_task_comes_as_it_is_now_to_those_who_listen_to_its_e_service(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let other = app
        .given()
        .e_service(
            Plan {
                name: "Sök skolplats".into(),
                ..Plan::default()
            },
            Stage::Idea,
        )
        .await;
    let lead = app.client(&service.cast.project_lead).await;
    let mut of_it = listening(&lead, TASK, Some(&service)).await;
    let mut of_all = listening(&lead, TASK, None).await;
    let mut of_other = listening(&lead, TASK, Some(&other)).await;

    let task = take(&app, &service).await;

    for socket in [&mut of_it, &mut of_all] {
        let changed = heard(socket, "taskChanged").await;
        assert_eq!(changed["id"], task);
        assert_eq!(changed["assignee"]["name"], service.cast.developer.name);
        assert_eq!(changed["eService"]["name"], service.plan.name);
        assert!(changed["version"].as_i64() > Some(1), "{changed}");
        socket.expect_silence(MOMENT).await;
    }
    of_other.expect_silence(MOMENT).await;
}

async fn what_waits_for_a_task_comes_with_it(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let management = app.client(&service.cast.management).await;
    let task = app.given().task(&service, "inventory.needs").await;
    let mut socket = listening(&management, "taskChanged { activityKey state }", Some(&service)).await;

    let seen = json!({ "taskId": id(task.id), "version": task.version });
    management.change("completeTask", seen, "").await.ok();

    let mut came = Vec::new();
    while let Some(crate::support::socket::Came::Message(message)) = socket.came(MOMENT).await {
        came.push(
            message
                .pointer("/payload/data/taskChanged")
                .expect("a task")
                .clone(),
        );
    }
    let done = json!({ "activityKey": "inventory.needs", "state": "DONE" });
    assert!(came.contains(&done), "{came:?}");
    let keys: std::collections::BTreeSet<_> =
        came.iter().map(|task| task["activityKey"].to_string()).collect();
    assert_eq!(keys.len(), came.len(), "each once: {came:?}");
}

async fn a_comment_is_a_change_of_its_task(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let task = app.given().task(&service, "build.develop").await;
    let lead = app.client(&service.cast.project_lead).await;
    let mut socket = listening(&lead, "taskChanged { id comments { body } }", Some(&service)).await;

    let said = json!({ "taskId": id(task.id), "body": "Snart klart." });
    app.client(&service.cast.developer)
        .await
        .change("commentTask", said, "")
        .await
        .ok();

    let changed = heard(&mut socket, "taskChanged").await;
    assert_eq!(
        changed,
        json!({ "id": id(task.id), "comments": [{ "body": "Snart klart." }] })
    );
    app.run_jobs().await;
}

async fn an_e_service_comes_when_it_its_phase_or_its_people_change(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let owner = app.client(&service.cast.owner).await;
    let mut socket = listening(&owner, E_SERVICE, Some(&service)).await;

    change(
        &owner,
        &service,
        json!({ "name": "Bygglov på nätet" }),
        version(&app, &service).await,
    )
    .await;
    let renamed = heard(&mut socket, "eServiceChanged").await;
    assert_eq!(renamed["name"], "Bygglov på nätet");
    assert_eq!(renamed["phase"], "BUILD");

    let tester = app.given().person("Åsa Öberg").await;
    let appointed = json!({ "userId": id(tester.id), "role": "TESTER", "eServiceId": id(service.id) });
    owner.change("appointToEService", appointed, "").await.ok();
    let joined = heard(&mut socket, "eServiceChanged").await;
    let people = joined["people"].as_array().expect("people");
    assert!(
        people.contains(&json!({ "role": "TESTER", "user": { "name": "Åsa Öberg" } })),
        "{joined}"
    );
    app.run_jobs().await;
}

async fn what_nobody_was_woken_for_is_found_all_the_same(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let lead = &service.cast.project_lead;
    let client = app.client(lead).await;
    let mut socket = listening(
        &client,
        "approvalChanged { subject state stillValid }",
        Some(&service),
    )
    .await;

    // As by a program beside this one: nobody tells that something was changed.
    app.given()
        .write(&service, DocumentKind::DesignProposal, lead, "Sex steg.")
        .await;

    let void = heard(&mut socket, "approvalChanged").await;
    assert_eq!(
        void,
        json!({ "subject": "DESIGN", "state": "VOID", "stillValid": false })
    );
    app.run_jobs().await;
}

async fn what_is_changed_in_one_instance_is_heard_in_another(app: TestApp) {
    if app.services().db.get_database_backend() != DbBackend::Postgres {
        return;
    }
    let service = app.given().e_service_in(Stage::Build).await;
    let other = app.restart().await;
    let client = other.client(&service.cast.project_lead).await;
    let mut socket = listening(&client, TASK, Some(&service)).await;
    app.address().await;
    // Both listen to each other a moment after they begin to serve.
    tokio::time::sleep(Duration::from_secs(1)).await;

    let began = Instant::now();
    let task = take(&app, &service).await;

    assert_eq!(heard(&mut socket, "taskChanged").await["id"], task);
    assert!(began.elapsed() < AT_ONCE, "{:?}", began.elapsed());
}

async fn what_is_refused_is_not_told(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let lead = app.client(&service.cast.project_lead).await;
    let task = app.given().task(&service, "build.develop").await;
    let mut socket = listening(&lead, TASK, Some(&service)).await;

    let stale = json!({ "taskId": id(task.id), "version": task.version + 1 });
    let refused = app
        .client(&service.cast.developer)
        .await
        .change("takeTask", stale, "")
        .await;
    assert_eq!(refused.data("takeTask.errors.0.code"), "STALE");

    socket.expect_silence(MOMENT).await;
}

async fn nothing_of_a_confidential_e_service_comes_to_those_without_a_part_in_it(app: TestApp) {
    let plan = Plan {
        confidential: true,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Build).await;
    let schools = app.given().municipality().await.schools;
    let foreign = app
        .given()
        .person_with("Åsa Öberg", Role::Business, Scope::Unit(schools))
        .await;
    let foreign = app.client(&foreign).await;
    let mut theirs = Vec::new();
    for selection in [TASK, E_SERVICE, "approvalChanged { id }"] {
        theirs.push(listening(&foreign, selection, None).await);
    }
    let mut with_a_part = listening(&app.client(&service.cast.project_lead).await, TASK, None).await;
    let owner = app.client(&service.cast.owner).await;

    take(&app, &service).await;
    change(
        &owner,
        &service,
        json!({ "name": "Hemligt" }),
        version(&app, &service).await,
    )
    .await;

    heard(&mut with_a_part, "taskChanged").await;
    for socket in &mut theirs {
        socket.expect_silence(MOMENT).await;
    }
    let mut socket = foreign.socket().await;
    let of_it = "subscription($of: ID) { taskChanged(eServiceId: $of) { id } }";
    socket.subscribe(of_it, json!({ "of": id(service.id) })).await;
    let refused = socket.next().await.to_string();
    assert!(refused.contains("NOT_FOUND"), "{refused}");
    app.run_jobs().await;
}

async fn what_becomes_confidential_comes_no_more(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let foreign = app.client(&app.given().person("Åsa Öberg").await).await;
    let mut tasks = listening(&foreign, TASK, Some(&service)).await;
    let mut e_services = listening(&foreign, E_SERVICE, None).await;
    let owner = app.client(&service.cast.owner).await;
    change(
        &owner,
        &service,
        json!({ "name": "Öppet" }),
        version(&app, &service).await,
    )
    .await;
    heard(&mut e_services, "eServiceChanged").await;

    change(
        &owner,
        &service,
        json!({ "confidential": true }),
        version(&app, &service).await,
    )
    .await;
    take(&app, &service).await;

    tasks.expect_silence(MOMENT).await;
    e_services.expect_silence(MOMENT).await;
    app.run_jobs().await;
}

/// Expects that the subscription is said to be over.
async fn expect_end(socket: &mut Socket) {
    let message = socket.next().await;
    assert_eq!(message["type"], "complete", "{message}");
}

async fn listening_ends_when_a_right_ends(app: TestApp) {
    let plan = Plan {
        confidential: true,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Build).await;
    let guest = app.given().person("Åsa Öberg").await;
    let grant = app
        .given()
        .role(&guest, Role::CaseOfficer, Scope::EService(service.id))
        .await;
    let mut socket = listening(&app.client(&guest).await, TASK, Some(&service)).await;
    take(&app, &service).await;
    heard(&mut socket, "taskChanged").await;

    let owner = app.client(&service.cast.owner).await;
    owner
        .change("revokeRole", json!({ "roleGrantId": id(grant) }), "")
        .await
        .ok();
    expect_end(&mut socket).await;
    let task = app.given().task(&service, "build.develop").await;
    let said = json!({ "taskId": id(task.id), "body": "Hemligt." });
    owner.change("commentTask", said, "").await.ok();

    socket.expect_silence(MOMENT).await;
    app.run_jobs().await;
}

async fn listening_ends_with_the_log_in(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let client = app.client(&service.cast.developer).await;
    let mut socket = listening(&client, TASK, None).await;

    client.query("mutation { logOut { loggedOut } }", json!({})).await;

    expect_end(&mut socket).await;
}
