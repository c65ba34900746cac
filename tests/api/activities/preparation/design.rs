//! The steps of the e-service with their questions, and what those who are consulted say of them.

use ::entity::enums::DocumentKind;
use lansera::global_id::encode;
use serde_json::{Value, json};

use super::{prepared, step};
use crate::{
    activities::told::{completes, cycle_shows, forbidden, said, waits_for},
    support::{
        app::TestApp,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        preparation_design_leaves_steps_with_their_questions,
        preparation_design_asks_for_what_was_asked_before,
        preparation_design_check_leaves_the_statements_of_those_consulted,
    ]
}

async fn preparation_design_leaves_steps_with_their_questions(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    app.given().staffed(&service).await;
    completes(&app, &service, &lead, "preparation.project").await;
    let proposal = DocumentKind::DesignProposal;
    app.given()
        .write(&service, proposal, &service.cast.project_lead, "Två steg.")
        .await;
    waits_for(&app, &service, &lead, "preparation.design").await;
    let first = step(&service, 10, "vad", Value::Null);
    let tester = app.client(&service.cast.tester).await;
    forbidden(&tester, "saveDesignStep", &first).await;

    // Steps may be written in any order; they are read in theirs.
    let kristina = app.client(&service.cast.requirements_owner).await;
    said(&lead, "saveDesignStep", &first, "designStep { id }").await;
    let branch = json!({ "question": "vad", "answers": ["Riva"] });
    let before = step(&service, 20, "varfor", branch);
    said(&kristina, "saveDesignStep", &before, "designStep { id }").await;
    said(
        &lead,
        "saveDesignStep",
        &json!({ "cycleId": encode(service.cycle), "title": "Välkommen", "order": 1 }),
        "designStep { id }",
    )
    .await;

    completes(&app, &service, &lead, "preparation.design").await;
    let wanted = "design { document { latest { body } } steps { number title order text
        questions { key text help answer choices mandatory condition { question answers } destination } } }";
    let shown = cycle_shows(&tester, &service, wanted).await;
    let steps = shown["design"]["steps"].as_array().cloned().unwrap_or_default();
    let titles: Vec<_> = steps.iter().map(|step| &step["title"]).collect();
    assert_eq!(titles, ["Välkommen", "Steg 10", "Steg 20"]);
    assert_eq!(
        steps[2]["questions"][0],
        json!({
            "key": "varfor", "text": "Vad vill du göra?", "help": "Välj det som ligger närmast.", "answer": "ONE_OF",
            "choices": ["Bygga", "Riva"], "mandatory": true, "destination": "Ärendemening",
            "condition": { "question": "vad", "answers": ["Riva"] },
        })
    );
    assert_eq!(shown["design"]["document"]["latest"]["body"], "Två steg.");
    app.given().all_is_sent().await;
}

async fn preparation_design_asks_for_what_was_asked_before(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    let what = said(
        &lead,
        "saveDesignStep",
        &step(&service, 10, "vad", Value::Null),
        "designStep { id version }",
    )
    .await;

    for (order, key, question, answer) in [
        (5, "varfor", "vad", "Riva"),
        (20, "varfor", "nar", "Riva"),
        (20, "varfor", "vad", "Gräva"),
    ] {
        let condition = json!({ "question": question, "answers": [answer] });
        let refused = lead
            .change("saveDesignStep", step(&service, order, key, condition), "")
            .await;
        refused.refused("INVALID", "input.questions");
    }
    let same = lead.change("saveDesignStep", step(&service, 20, "vad", Value::Null), "");
    same.await.refused("INVALID", "input.questions");
    let place = lead.change("saveDesignStep", step(&service, 10, "varfor", Value::Null), "");
    place.await.refused("TAKEN", "input.order");

    // A step that others rest on stays.
    let condition = json!({ "question": "vad", "answers": ["Riva"] });
    let why = step(&service, 20, "varfor", condition);
    said(&lead, "saveDesignStep", &why, "designStep { id }").await;
    let removed = json!({
        "artefactId": what["saveDesignStep"]["designStep"]["id"], "version": what["saveDesignStep"]["designStep"]["version"],
    });
    let refused = lead.change("removeArtefact", removed, "").await;
    refused.refused("WRONG_STATE", "input");
    app.given().all_is_sent().await;
}

async fn preparation_design_check_leaves_the_statements_of_those_consulted(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    for activity in ["preparation.project", "preparation.design"] {
        app.given().brought_about(&service, activity).await;
        completes(&app, &service, &lead, activity).await;
    }
    waits_for(&app, &service, &lead, "preparation.design_check").await;
    let statement = json!({
        "cycleId": encode(service.cycle), "role": "EDITOR", "verdict": "WITH_REMARKS", "text": "Skriv ”du”.",
    });
    forbidden(&lead, "saveDesignStatement", &statement).await;
    let editor = app.client(&service.cast.editor).await;
    let platform = app.client(&service.cast.platform_manager).await;

    let made = said(
        &editor,
        "saveDesignStatement",
        &statement,
        "designStatement { id version }",
    )
    .await;

    // In a role that one does not hold, without saying what is wrong, or as somebody else, it is not made.
    let refused = platform
        .change("saveDesignStatement", statement.clone(), "")
        .await;
    refused.refused("INVALID", "input.role");
    let silent =
        json!({ "cycleId": encode(service.cycle), "role": "PLATFORM_MANAGER", "verdict": "NOT_FINE" });
    let refused = platform.change("saveDesignStatement", silent, "").await;
    refused.refused("MISSING", "input.text");
    let of_editor = &made["saveDesignStatement"]["designStatement"];
    let others = json!({
        "cycleId": encode(service.cycle), "designStatementId": of_editor["id"], "version": of_editor["version"],
        "role": "PLATFORM_MANAGER", "verdict": "FINE",
    });
    forbidden(&platform, "saveDesignStatement", &others).await;
    let removed = json!({ "artefactId": of_editor["id"], "version": of_editor["version"] });
    forbidden(&platform, "removeArtefact", &removed).await;

    completes(&app, &service, &lead, "preparation.design_check").await;
    let shown = cycle_shows(
        &lead,
        &service,
        "design { statements { role verdict text createdBy { name } } }",
    )
    .await;
    let statements = json!([{
        "role": "EDITOR", "verdict": "WITH_REMARKS", "text": "Skriv ”du”.", "createdBy": { "name": service.cast.editor.name },
    }]);
    assert_eq!(shown["design"]["statements"], statements);
    app.given().all_is_sent().await;
}
