//! What the activities of "5 Launch" leave behind before the publication is ordered.

use ::entity::enums::Audience;
use serde_json::json;

use super::waiting::Waiting;
use crate::support::{
    app::TestApp,
    given::{Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        launch_permissions_leaves_a_list_of_which_each_is_ticked_off,
        launch_texts_leaves_texts_with_their_places_and_the_accessibility_statement,
        launch_texts_of_an_internal_e_service_ask_for_no_public_page,
        launch_training_leaves_sessions_and_who_attended,
        launch_user_support_leaves_guides,
        launch_marketing_leaves_actions_with_channel_and_day,
    ]
}

async fn launch_permissions_leaves_a_list_of_which_each_is_ticked_off(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "launch.permissions", &cast.project_lead).await;
    let permission = json!({
        "cycleId": task.cycle(), "name": "Handläggare bygglov", "holder": "Bygglovsenheten",
        "description": "Läser och besvarar ärenden.",
    });

    task.refuses(&cast.developer, "savePlatformPermission", &permission)
        .await;
    task.misses("the permissions are listed and ticked off").await;
    let stated = task
        .client
        .change(
            "savePlatformPermission",
            permission,
            "platformPermission { id version tickedOff { tickedAt } }",
        )
        .await;
    let stated = stated
        .ok()
        .data("savePlatformPermission.platformPermission")
        .clone();
    assert_eq!(stated["tickedOff"], json!(null));
    task.misses("the permissions are listed and ticked off").await;

    let tick = json!({ "platformPermissionId": stated["id"], "version": stated["version"] });
    task.refuses(&cast.tester, "tickOffPermission", &tick).await;
    let platform = app.client(&cast.platform_manager).await;
    platform.change("tickOffPermission", tick.clone(), "").await.ok();
    platform
        .change("tickOffPermission", tick, "platformPermission { version }")
        .await
        .refused("STALE", "input.version");
    task.is_completed().await;

    let shown = task
        .shows(
            "launch { counts { permissions { total open } }
            permissions { name holder number tickedOff { by { name } } } }",
        )
        .await;
    assert_eq!(
        shown["launch"],
        json!({
            "counts": { "permissions": { "total": 1, "open": 0 } },
            "permissions": [{
                "name": "Handläggare bygglov", "holder": "Bygglovsenheten", "number": 1,
                "tickedOff": { "by": { "name": "Plamen Ek" } },
            }],
        })
    );
}

/// What the texts must leave behind.
const TEXTS: &str = "the texts are listed and each of them is published or removed, there are questions with answers, and an \
    e-service for the public has its page";

async fn launch_texts_leaves_texts_with_their_places_and_the_accessibility_statement(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "launch.texts", &cast.project_lead).await;
    let editor = app.client(&cast.editor).await;
    let text = |title: &str, place: &str, state: &str| json!({ "cycleId": task.cycle(), "title": title, "place": place, "state": state });

    let page = text("Sidan om bygglov", "WEBSITE", "PUBLISHED");
    task.refuses(&cast.tester, "saveEditorialText", &page).await;
    task.misses(TEXTS).await;
    editor.change("saveEditorialText", page, "").await.ok();
    let form = text("Blankett 12 B", "PRINT", "TO_REMOVE");
    let form = editor
        .change("saveEditorialText", form, "editorialText { id version }")
        .await;
    let form = form.ok().data("saveEditorialText.editorialText").clone();
    task.misses(TEXTS).await;
    let mut gone = text("Blankett 12 B", "PRINT", "REMOVED");
    (gone["editorialTextId"], gone["version"]) = (form["id"].clone(), form["version"].clone());
    editor.change("saveEditorialText", gone, "").await.ok();

    let assessed = json!({
        "cycleId": task.cycle(), "assessedOn": app.today(), "assessedBy": "Kommunen själv",
        "conformance": "PARTIAL",
    });
    task.refuses(&cast.owner, "saveAccessibilityStatement", &assessed)
        .await;
    editor
        .change("saveAccessibilityStatement", assessed.clone(), "")
        .await
        .refused("MISSING", "input.shortcomings");
    let mut stated = assessed;
    stated["shortcomings"] = json!("Kartan kan inte läsas av skärmläsare.");
    editor.change("saveAccessibilityStatement", stated, "").await.ok();

    // The texts are in place, but nobody has answered questions or written the page.
    task.misses(TEXTS).await;
    let entry = json!({
        "cycleId": task.cycle(), "question": { "sv": "Vad kostar det?" }, "answer": { "sv": "Ingenting." },
    });
    task.refuses(&cast.tester, "saveFaqEntry", &entry).await;
    editor.change("saveFaqEntry", entry, "").await.ok();
    task.misses(TEXTS).await;
    let page = json!({
        "cycleId": task.cycle(), "title": { "sv": "Ansök om bygglov" }, "description": { "sv": "För dig som ska bygga." },
        "goodToKnow": { "sv": "" },
        "recipients": ["INHABITANTS"], "contact": { "name": "Servicecenter" },
    });
    editor.change("savePublicPage", page, "").await.ok();
    task.is_completed().await;

    let shown = task
        .shows("launch { texts { title place state } accessibilityStatement { conformance assessedOn } }")
        .await;
    assert_eq!(
        shown["launch"],
        json!({
            "texts": [
                { "title": "Sidan om bygglov", "place": "WEBSITE", "state": "PUBLISHED" },
                { "title": "Blankett 12 B", "place": "PRINT", "state": "REMOVED" },
            ],
            "accessibilityStatement": { "conformance": "PARTIAL", "assessedOn": app.today() },
        })
    );
}

async fn launch_texts_of_an_internal_e_service_ask_for_no_public_page(app: TestApp) {
    let plan = Plan {
        audience: Audience::Internal,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Launch).await;
    let task = Waiting::of(&app, &service, "launch.texts", &service.cast.project_lead).await;
    let editor = app.client(&service.cast.editor).await;
    let text = json!({ "cycleId": task.cycle(), "title": "På intranätet", "place": "WEBSITE", "state": "PUBLISHED" });
    editor.change("saveEditorialText", text, "").await.ok();
    task.misses(TEXTS).await;

    let entry = json!({
        "cycleId": task.cycle(), "question": { "sv": "Vem attesterar?" }, "answer": { "sv": "Din chef." },
    });
    editor.change("saveFaqEntry", entry, "").await.ok();

    task.is_completed().await;
}

async fn launch_training_leaves_sessions_and_who_attended(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "launch.training", &cast.project_lead).await;
    let session = json!({
        "cycleId": task.cycle(), "title": "Så handlägger du", "audience": "Handläggare",
        "sessionOn": app.day(3),
    });

    task.refuses(&cast.case_officer, "saveTrainingSession", &session)
        .await;
    task.misses("the training is held").await;
    let mut early = session.clone();
    early["held"] = json!(true);
    task.client
        .change("saveTrainingSession", early, "")
        .await
        .refused("INVALID", "input.sessionOn");
    let planned = task
        .client
        .change(
            "saveTrainingSession",
            session.clone(),
            "trainingSession { id version }",
        )
        .await;
    let planned = planned.ok().data("saveTrainingSession.trainingSession").clone();
    task.misses("the training is held").await;

    app.set_morning(app.day(3));
    let mut held = session;
    (held["trainingSessionId"], held["version"]) = (planned["id"].clone(), planned["version"].clone());
    held["held"] = json!(true);
    held["attendeeIds"] = json!([lansera::global_id::encode(cast.case_officer.id)]);
    held["attendeeCount"] = json!(7);
    let manager = app.client(&cast.service_manager).await;
    manager.change("saveTrainingSession", held, "").await.ok();
    task.is_completed().await;

    let shown = task
        .shows("launch { trainingSessions { held attendance { count people { name } } } }")
        .await;
    assert_eq!(
        shown["launch"]["trainingSessions"],
        json!([{ "held": true, "attendance": { "count": 7, "people": [{ "name": "Håkan Ek" }] } }])
    );
    app.run_jobs().await;
}

async fn launch_user_support_leaves_guides(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "launch.user_support", &cast.project_lead).await;
    let guide = json!({
        "cycleId": task.cycle(), "title": "Så ansöker du", "audience": "RECIPIENTS",
        "link": "https://exempelkommun.example/guide",
    });

    task.refuses(&cast.requirements_owner, "saveGuide", &guide).await;
    task.misses("there is a guide").await;
    let platform = app.client(&cast.platform_manager).await;
    let mut no_link = guide.clone();
    no_link["link"] = json!("guide.pdf");
    platform
        .change("saveGuide", no_link, "")
        .await
        .refused("INVALID", "input.link");
    platform.change("saveGuide", guide, "").await.ok();
    task.is_completed().await;

    let shown = task.shows("launch { guides { title audience link } }").await;
    assert_eq!(
        shown["launch"]["guides"],
        json!([{
            "title": "Så ansöker du", "audience": "RECIPIENTS", "link": "https://exempelkommun.example/guide",
        }])
    );
}

async fn launch_marketing_leaves_actions_with_channel_and_day(app: TestApp) {
    let service = app.given().e_service_in(Stage::Launch).await;
    let cast = &service.cast;
    let task = Waiting::of(&app, &service, "launch.marketing", &cast.project_lead).await;
    let action = json!({
        "cycleId": task.cycle(), "title": "Nyhet på webben", "channel": "WEBSITE", "actionOn": app.day(45),
    });

    task.refuses(&cast.owner, "saveMarketingAction", &action).await;
    task.misses("the marketing is planned").await;
    let editor = app.client(&cast.editor).await;
    editor.change("saveMarketingAction", action, "").await.ok();
    task.is_completed().await;

    let shown = task
        .shows(
            "launch { counts { marketingActions { total open } } marketingActions { channel actionOn done } }",
        )
        .await;
    assert_eq!(
        shown["launch"],
        json!({
            "counts": { "marketingActions": { "total": 1, "open": 1 } },
            "marketingActions": [{ "channel": "WEBSITE", "actionOn": app.day(45), "done": false }],
        }),
        "a plan is enough for the launch"
    );
}
