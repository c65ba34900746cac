//! What the activities leave behind that take in suggestions: `management.improvements` and `followup.collect`.

use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        management_improvements_leaves_suggestions_of_which_none_waits,
        followup_collect_leaves_suggestions_grouped_and_weighed,
    ]
}

async fn management_improvements_leaves_suggestions_of_which_none_waits(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    let id = lansera::global_id::encode(service.id);
    let cast = &service.cast;
    let task = app.given().task(&service, "management.improvements").await;
    let seen = json!({ "taskId": lansera::global_id::encode(task.id), "version": task.version });
    let (officer, manager) = (
        app.client(&cast.case_officer).await,
        app.client(&cast.service_manager).await,
    );
    let developer = app.client(&cast.developer).await;

    // Anybody suggests something; the task waits until it is weighed.
    let suggested = json!({ "eServiceId": id, "body": "Låt sökande spara och fortsätta senare." });
    let wanted = "suggestion { id version state origin rating author { name } }";
    let answer = developer.change("suggestImprovement", suggested, wanted).await;
    let made = answer.ok().data("suggestImprovement.suggestion").clone();
    assert_eq!(
        (
            &made["state"],
            &made["origin"],
            &made["rating"],
            &made["author"]["name"]
        ),
        (
            &json!("NEW"),
            &json!("STAFF"),
            &json!(null),
            &json!(cast.developer.name)
        )
    );
    let refused = manager.change("completeTask", seen.clone(), "").await;
    refused.refused("OUTCOME_MISSING", "input");

    // Those who manage, use and own the e-service weigh it, and nobody else.
    let mut weighed =
        json!({ "suggestionId": made["id"], "version": made["version"], "state": "DECLINED", "weight": 2 });
    let refused = developer.change("weighSuggestion", weighed.clone(), "").await;
    refused.failed("FORBIDDEN");
    let refused = officer.change("weighSuggestion", weighed.clone(), "").await;
    refused.refused("REASON_MISSING", "input.reason");
    weighed["reason"] = json!("Plattformen klarar det inte än.");
    let answer = officer
        .change("weighSuggestion", weighed, "suggestion { version }")
        .await;
    let version = answer.ok().data("weighSuggestion.suggestion.version").clone();

    // It can be reconsidered, and become a need: a ground for a revision.
    let taken_up = json!({
        "suggestionId": made["id"], "version": version, "state": "TAKEN_UP", "weight": 5, "category": "Flödet",
        "needTitle": "Spara halvfärdiga ansökningar",
    });
    let wanted = "suggestion { state weight category weighedBy { name } } need { title source state suggestion { id } }";
    let answer = manager.change("weighSuggestion", taken_up.clone(), wanted).await;
    assert_eq!(
        answer.ok().data("weighSuggestion"),
        &json!({
            "suggestion": { "state": "TAKEN_UP", "weight": 5, "category": "Flödet",
                "weighedBy": { "name": cast.service_manager.name } },
            "need": { "title": "Spara halvfärdiga ansökningar", "source": "REVISION", "state": "ATTACHED",
                "suggestion": { "id": made["id"] } },
            "errors": [],
        })
    );
    let late = manager.change("weighSuggestion", taken_up, "").await;
    late.refused("STALE", "input.version");
    let completed = manager.change("completeTask", seen, "task { state }").await;
    assert_eq!(completed.ok().text("completeTask.task.state"), "DONE");
}

async fn followup_collect_leaves_suggestions_grouped_and_weighed(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let id = lansera::global_id::encode(service.id);
    let task = app.given().task(&service, "followup.collect").await;
    let seen = json!({ "taskId": lansera::global_id::encode(task.id), "version": task.version });
    let officer = app.client(&service.cast.case_officer).await;
    let manager = app.client(&service.cast.service_manager).await;
    let editor = app.client(&service.cast.editor).await;

    let mut made: Vec<Value> = Vec::new();
    for body in [
        "Visa bilagorna först.",
        "Förklara orden.",
        "Ta bort frågan om fax.",
    ] {
        let suggested = json!({ "eServiceId": id, "body": body });
        let answer = officer
            .change("suggestImprovement", suggested, "suggestion { id version }")
            .await;
        made.push(answer.ok().data("suggestImprovement.suggestion").clone());
    }
    let refused = manager.change("completeTask", seen.clone(), "").await;
    refused.refused("OUTCOME_MISSING", "input");
    for (suggestion, category) in made.iter().zip(["Flödet", "Språket", "Flödet"]) {
        let weighed = json!({
            "suggestionId": suggestion["id"], "version": suggestion["version"], "state": "WEIGHED", "weight": 3,
            "category": category,
        });
        editor
            .change("weighSuggestion", weighed.clone(), "")
            .await
            .failed("FORBIDDEN");
        manager.change("weighSuggestion", weighed, "").await.ok();
    }
    let completed = manager.change("completeTask", seen, "task { state }").await;
    assert_eq!(completed.ok().text("completeTask.task.state"), "DONE");

    let read = "query($id: ID!) { eService(id: $id) {
        suggestionSummary { total open ratingCount meanRating categories { name total open } }
        suggestions(filter: { category: \"Flödet\" }, first: 1) { totalCount nodes { body weight } pageInfo { hasNextPage } }
    } }";
    let answer = officer.query(read, json!({ "id": id })).await;
    assert_eq!(
        answer.data("eService"),
        &json!({
            "suggestionSummary": {
                "total": 3, "open": 0, "ratingCount": 0, "meanRating": null,
                "categories": [{ "name": "Flödet", "total": 2, "open": 0 }, { "name": "Språket", "total": 1, "open": 0 }],
            },
            "suggestions": { "totalCount": 2, "nodes": [{ "body": "Ta bort frågan om fax.", "weight": 3 }],
                "pageInfo": { "hasNextPage": true } },
        })
    );
}
