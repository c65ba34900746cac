//! Bringing in what exists: a spreadsheet of e-services in operation.

use ::entity::{
    cycle,
    enums::{EServiceState, Phase, TaskState},
    task,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use lansera::service::e_service::queries::exists;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::reminders::tick;
use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        e_services_of_a_spreadsheet_are_in_operation_at_once,
        the_same_file_again_doubles_nothing,
        one_wrong_row_brings_in_none,
        people_without_an_account_are_made_where_that_is_wanted,
        only_an_administrator_brings_in,
    ]
}

async fn admin(app: &TestApp) -> Client {
    app.client(&app.given().municipality().await.admin).await
}

async fn import(client: &Client, csv: Value, more: Value) -> Answer {
    let mut input = json!({ "csv": csv });
    for (name, value) in more.as_object().into_iter().flatten() {
        input[name] = value.clone();
    }
    let wanted = "importedCount rows { line name outcome problems { column message } eService { id state } }";
    client.change("importEServices", input, wanted).await
}

async fn count(app: &TestApp) -> u64 {
    let all = ::entity::e_service::Entity::find()
        .count(&app.services().db)
        .await;
    all.expect("e-services")
}

/// Two e-services of the municipality, as its spreadsheet has them.
async fn spreadsheet(app: &TestApp) -> String {
    let cast = &app.given().municipality().await.cast;
    let (owner, manager) = (&cast.owner.email, &cast.service_manager.email);
    format!(
        "Id;Namn;Enhet;Ägare;Förvaltare;Lanseringsdatum;Intervall\r\n\
         7;Anmäl frånvaro;Utbildning;{owner};{manager};2019-03-01;Kvartalsvis\r\n\
         8;Ansök om bygglov;Bygglov;{owner};{manager};25/11/2020;\r\n"
    )
}

async fn e_services_of_a_spreadsheet_are_in_operation_at_once(app: TestApp) {
    let admin = admin(&app).await;
    let file = spreadsheet(&app).await;
    let windows: Vec<u8> = file
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1"))
        .collect();
    let bytes = json!({ "base64": BASE64_STANDARD.encode(windows) });

    let shown = import(&admin, bytes.clone(), json!({ "dryRun": true })).await;
    assert_eq!(shown.ok().data("importEServices.importedCount"), 0);
    assert_eq!(shown.data("importEServices.rows.0.outcome"), "NEW");
    assert_eq!(count(&app).await, 0);

    let brought = import(&admin, bytes, json!({})).await;
    assert_eq!(brought.ok().data("importEServices.importedCount"), 2);
    assert_eq!(brought.data("importEServices.rows.0.name"), "Anmäl frånvaro");
    let id = brought.key("importEServices.rows.0.eService.id");
    let (row, _) = exists(&app.services().db, id)
        .await
        .expect("rows")
        .expect("the e-service");
    assert_eq!(row.state, EServiceState::Live);
    let cycle = cycle::Entity::find_by_id(row.operation_cycle_id.expect("a cycle"))
        .one(&app.services().db)
        .await
        .expect("cycles")
        .expect("the cycle");
    assert_eq!(cycle.phase, Phase::FollowUp);
    assert_eq!(
        cycle.published_at.expect("published").date_naive().to_string(),
        "2019-03-01"
    );

    // The tasks of its operation are there, none of them late, and nothing of the way there is open.
    let tasks = task::Entity::find().filter(task::COLUMN.cycle_id.eq(cycle.id));
    let tasks = tasks.all(&app.services().db).await.expect("tasks");
    let open: Vec<_> = tasks
        .iter()
        .filter(|task| matches!(task.state, TaskState::Waiting | TaskState::Ready))
        .collect();
    assert!(open.iter().all(|task| task.phase >= Phase::Management));
    assert!(
        open.iter()
            .all(|task| task.due_on.is_none_or(|due| due >= app.today()))
    );
    let ready: Vec<_> = open
        .iter()
        .filter(|task| task.state == TaskState::Ready)
        .collect();
    assert!(
        ready
            .iter()
            .any(|task| task.activity.as_deref() == Some("management.operation"))
    );

    // The measure is due next time, and its manager is known.
    let document =
        "query($id: ID!) { eService(id: $id) { serviceManager { name } owner { name } nextMeasureDueOn
        metrics { name interval } } }";
    let seen = admin
        .query(document, json!({ "id": lansera::global_id::encode(row.id) }))
        .await;
    assert_eq!(seen.text("eService.nextMeasureDueOn"), "2026-12-01");
    assert_eq!(
        seen.data("eService.metrics"),
        &json!([{ "name": "Antal ärenden", "interval": "QUARTERLY" }])
    );
    tick(&app).await;
    app.given().all_is_sent().await;
}

async fn the_same_file_again_doubles_nothing(app: TestApp) {
    let admin = admin(&app).await;
    let file = spreadsheet(&app).await;
    import(&admin, json!({ "text": file }), json!({})).await.ok();

    // A row more, another name for one that has the municipality's own key, and a file without these keys.
    let more = file.replace("Anmäl frånvaro", "Frånvaroanmälan");
    let again = import(&admin, json!({ "text": more }), json!({})).await;
    assert_eq!(again.ok().data("importEServices.importedCount"), 0);
    assert_eq!(again.data("importEServices.rows.0.outcome"), "EXISTS");
    let keyless = file.replace("Id;", "Anmärkning;");
    let again = import(&admin, json!({ "text": keyless }), json!({})).await;
    assert_eq!(again.ok().data("importEServices.importedCount"), 0);
    assert_eq!(count(&app).await, 2);
}

async fn one_wrong_row_brings_in_none(app: TestApp) {
    let admin = admin(&app).await;
    let owner = app.given().municipality().await.cast.owner.email.clone();
    let file = spreadsheet(&app).await
        + &format!(
            "9;Ansök om tält;Fritid;{owner};ingen@kommun.example;2099-01-01;\r\n;;Fritid;;;04/05/2026;ibland\r\n"
        );

    let refused = import(&admin, json!({ "text": file }), json!({})).await;

    refused.refused("INVALID", "input.csv");
    assert_eq!(refused.data("importEServices.importedCount"), 0);
    assert_eq!(
        refused.data("importEServices.rows.2.problems"),
        &json!([
            { "column": "enhet", "message": "Enheten ”Fritid” finns inte." },
            { "column": "lanseringsdatum", "message": "Ligger i framtiden; bara e-tjänster i drift läses in." },
            { "column": "förvaltare", "message": "ingen@kommun.example har inget konto." },
        ])
    );
    assert_eq!(
        refused.list("importEServices.rows.3.problems").len(),
        6,
        "{refused}"
    );
    assert_eq!(count(&app).await, 0);

    let unreadable = import(&admin, json!({ "text": "namn;enhet\n" }), json!({})).await;
    unreadable.refused("INVALID", "input.csv");
    assert_eq!(unreadable.data("importEServices.rows"), &Value::Null);
    import(&admin, json!({ "base64": "å" }), json!({}))
        .await
        .refused("INVALID", "input.csv");
}

async fn people_without_an_account_are_made_where_that_is_wanted(app: TestApp) {
    let admin = admin(&app).await;
    app.given().municipality().await;
    let file = "name,unit,owner,owner name,service manager,launch date\n\
        Apply,Bygglov,new@kommun.example,Nya Nilsson,other@kommun.example,2024-02-29\n";
    import(&admin, json!({ "text": file }), json!({}))
        .await
        .refused("INVALID", "input.csv");

    let brought = import(&admin, json!({ "text": file }), json!({ "createPeople": true })).await;

    let id = brought.ok().id("importEServices.rows.0.eService.id");
    let document = "query($id: ID!) { eService(id: $id) { owner { name email } serviceManager { name } } }";
    let seen = admin.query(document, json!({ "id": id })).await;
    assert_eq!(
        seen.data("eService"),
        &json!({
            "owner": { "name": "Nya Nilsson", "email": "new@kommun.example" }, "serviceManager": { "name": "other" },
        })
    );
}

async fn only_an_administrator_brings_in(app: TestApp) {
    let management = app.given().municipality().await.cast.management.clone();
    let client = app.client(&management).await;
    import(&client, json!({ "text": "" }), json!({}))
        .await
        .failed("FORBIDDEN");
}
