//! What each activity of "3 Preparation" leaves behind.

use ::entity::enums::{Approach, ApprovalState, ApprovalSubject, DocumentKind, TaskState};
use lansera::global_id::encode;
use serde_json::{Value, json};

use super::told::{completes, cycle_shows, forbidden, said, waits_for};
use crate::support::{
    app::TestApp,
    given::{EService, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        preparation_project_leaves_the_people_who_take_part,
        preparation_design_leaves_steps_with_their_questions,
        preparation_design_asks_for_what_was_asked_before,
        preparation_design_check_leaves_the_statements_of_those_consulted,
        preparation_specification_leaves_numbered_requirements_and_answers,
        preparation_metrics_leaves_goals_with_their_measures,
        preparation_approval_covers_steps_requirements_and_answers,
        preparation_approval_shows_how_a_document_changed,
    ]
}

async fn prepared(app: &TestApp) -> EService {
    let plan = Plan {
        approach: Approach::Project,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Preparation).await;
    let team = [
        ::entity::enums::Role::RequirementsOwner,
        ::entity::enums::Role::Developer,
        ::entity::enums::Role::Tester,
    ];
    app.given()
        .appointed(&service, ::entity::enums::Role::ProjectLead, &team)
        .await;
    service
}

async fn preparation_project_leaves_the_people_who_take_part(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    waits_for(&app, &service, &lead, "preparation.project").await;
    let member = json!({
        "cycleId": encode(service.cycle), "userId": encode(service.cast.developer.id), "part": "Bygger.", "share": 50,
    });
    let owner = app.client(&service.cast.owner).await;
    forbidden(&owner, "saveProjectMember", &member).await;

    let outsider =
        json!({ "cycleId": encode(service.cycle), "name": "Vera Konsult", "part": "Ritar prototypen." });
    said(&lead, "saveProjectMember", &member, "projectMember { id }").await;
    said(&lead, "saveProjectMember", &outsider, "projectMember { id }").await;

    let nobody = json!({ "cycleId": encode(service.cycle), "part": "Finns inte.", "share": 200 });
    let refused = lead.change("saveProjectMember", nobody, "").await;
    let codes: Vec<_> = refused
        .user_errors()
        .into_iter()
        .map(|error| error.path)
        .collect();
    assert_eq!(codes, ["input.name", "input.share"], "{refused}");
    completes(&app, &service, &lead, "preparation.project").await;
    let shown = cycle_shows(
        &owner,
        &service,
        "project { members { number user { name } name part share } }",
    )
    .await;
    let developer = &service.cast.developer.name;
    let members = json!([
        { "number": 1, "user": { "name": developer }, "name": developer, "part": "Bygger.", "share": 50 },
        { "number": 2, "user": null, "name": "Vera Konsult", "part": "Ritar prototypen.", "share": null },
    ]);
    assert_eq!(shown["project"]["members"], members);
    app.given().all_is_sent().await;
}

/// A step with one question.
fn step(service: &EService, order: i32, key: &str, condition: Value) -> Value {
    json!({
        "cycleId": encode(service.cycle), "title": format!("Steg {order}"), "order": order, "text": "Berätta.",
        "questions": [{
            "key": key, "text": "Vad vill du göra?", "help": "Välj det som ligger närmast.", "answer": "ONE_OF",
            "choices": ["Bygga", "Riva"], "mandatory": true, "condition": condition, "destination": "Ärendemening",
        }],
    })
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

async fn preparation_specification_leaves_numbered_requirements_and_answers(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    for activity in ["preparation.project", "preparation.design"] {
        app.given().brought_about(&service, activity).await;
        completes(&app, &service, &lead, activity).await;
    }
    let document = DocumentKind::Specification;
    app.given()
        .write(&service, document, &service.cast.requirements_owner, "Krav.")
        .await;
    let requirement = json!({
        "cycleId": encode(service.cycle), "text": "Sökande legitimerar sig.", "priority": "MUST", "origin": "Förstudien",
    });
    let developer = app.client(&service.cast.developer).await;
    forbidden(&developer, "saveSpecificationRequirement", &requirement).await;
    let kristina = app.client(&service.cast.requirements_owner).await;
    let wanted = "specificationRequirement { id }";
    said(&kristina, "saveSpecificationRequirement", &requirement, wanted).await;
    waits_for(&app, &service, &lead, "preparation.specification").await;

    let fields = "specification { guidingQuestions { question text answer { version answer } }
        requirements { number text priority origin state reason } }";
    let asked = cycle_shows(&kristina, &service, fields).await;
    let asked = asked["specification"]["guidingQuestions"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    assert_eq!(asked.len(), 9);
    for item in &asked {
        assert_eq!(item["answer"], Value::Null, "{item}");
        let answer =
            json!({ "cycleId": encode(service.cycle), "question": item["question"], "answer": "Så här." });
        forbidden(&developer, "answerGuidingQuestion", &answer).await;
        said(
            &kristina,
            "answerGuidingQuestion",
            &answer,
            "guidingAnswer { id }",
        )
        .await;
    }
    // A question has one answer: a second first one comes too late.
    let late = json!({ "cycleId": encode(service.cycle), "question": "RETENTION", "answer": "Aldrig." });
    let refused = lead
        .change("answerGuidingQuestion", late, "guidingAnswer { answer }")
        .await;
    refused.refused("STALE", "input.version");
    assert_eq!(
        refused.text("answerGuidingQuestion.guidingAnswer.answer"),
        "Så här."
    );

    completes(&app, &service, &lead, "preparation.specification").await;
    let shown = cycle_shows(&developer, &service, fields).await;
    let requirements = json!([{
        "number": 1, "text": "Sökande legitimerar sig.", "priority": "MUST", "origin": "Förstudien", "state": "OPEN",
        "reason": null,
    }]);
    assert_eq!(shown["specification"]["requirements"], requirements);
    let retention = shown["specification"]["guidingQuestions"]
        .as_array()
        .and_then(|items| items.iter().find(|item| item["question"] == "RETENTION"))
        .cloned();
    assert_eq!(
        retention,
        Some(json!({
            "question": "RETENTION", "text": "När gallras ärendena, och hur arkiveras handlingarna?",
            "answer": { "version": 1, "answer": "Så här." },
        }))
    );
    app.given().all_is_sent().await;
}

async fn preparation_metrics_leaves_goals_with_their_measures(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    waits_for(&app, &service, &lead, "preparation.metrics").await;
    let metric = json!({
        "name": "Andel digitala ansökningar", "goal": "Fler ansöker digitalt.", "unit": "%", "direction": "INCREASE",
        "baseline": 20.0, "target": 80.0, "interval": "MONTHLY", "source": "ärendesystemet",
    });
    let stated = json!({ "cycleId": encode(service.cycle), "metric": metric });
    let owner = app.client(&service.cast.owner).await;
    forbidden(&owner, "defineMetric", &stated).await;

    said(&lead, "defineMetric", &stated, "metric { id }").await;

    completes(&app, &service, &lead, "preparation.metrics").await;
    let wanted = "eService { metrics { name goal unit direction baseline target interval source } }";
    let shown = cycle_shows(&owner, &service, wanted).await;
    assert_eq!(shown["eService"]["metrics"], json!([metric]));
    let shown = cycle_shows(&owner, &service, "eService { goals { goal metrics { name } } }").await;
    let goals =
        json!([{ "goal": "Fler ansöker digitalt.", "metrics": [{ "name": "Andel digitala ansökningar" }] }]);
    assert_eq!(shown["eService"]["goals"], goals);
    app.given().all_is_sent().await;
}

async fn preparation_approval_covers_steps_requirements_and_answers(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    app.given().finish_phase(&service).await;
    assert_eq!(
        app.given().task(&service, "preparation.approval").await.state,
        TaskState::Done
    );
    let lead = app.client(&service.cast.project_lead).await;
    let cycle = encode(service.cycle);
    let state = async |subject| app.given().approval_state(&service, subject).await;

    // Given a new question in a step, then the design is to be approved anew, and nothing else.
    let steps = cycle_shows(&lead, &service, "design { steps { id version } }").await;
    let mut anew = step(&service, 10, "vad", Value::Null);
    anew["designStepId"] = steps["design"]["steps"][0]["id"].clone();
    anew["version"] = steps["design"]["steps"][0]["version"].clone();
    anew["questions"][0]["text"] = json!("Vad ska du göra?");
    said(&lead, "saveDesignStep", &anew, "designStep { version }").await;
    assert_eq!(state(ApprovalSubject::Design).await, ApprovalState::Void);
    assert_eq!(
        state(ApprovalSubject::Specification).await,
        ApprovalState::Approved
    );
    let fields = "approvals { subject state differences { path before after } }";
    let shown = cycle_shows(&lead, &service, fields).await;
    let design = shown["approvals"]
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["subject"] == "DESIGN"))
        .cloned()
        .unwrap_or_default();
    let text = design["differences"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["path"] == "/steps/1/questions/0/text"))
        .cloned();
    assert_eq!(
        text,
        Some(json!({
            "path": "/steps/1/questions/0/text", "before": "Vad vill du göra?", "after": "Vad ska du göra?",
        }))
    );

    // Given another answer, then the specification is to be approved anew.
    let answer =
        json!({ "cycleId": cycle, "question": "RETENTION", "version": 1, "answer": "Efter tio år." });
    said(
        &lead,
        "answerGuidingQuestion",
        &answer,
        "guidingAnswer { version }",
    )
    .await;
    assert_eq!(state(ApprovalSubject::Specification).await, ApprovalState::Void);
    let shown = cycle_shows(&lead, &service, fields).await;
    let changed: Vec<_> = shown["approvals"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|row| row["subject"] == "SPECIFICATION")
        .flat_map(|row| row["differences"].as_array().cloned().unwrap_or_default())
        .collect();
    assert_eq!(
        changed,
        [
            json!({ "path": "/guidingAnswers/retention", "before": "Se kravspecifikationen.", "after": "Efter tio år." })
        ]
    );
    assert_eq!(
        app.given().task(&service, "preparation.approval").await.state,
        TaskState::Ready
    );

    // And whoever wrote a part of it does not approve it.
    app.given()
        .approved(&service, ApprovalSubject::Specification)
        .await;
    let asked = app
        .given()
        .approval(&service, ApprovalSubject::Specification)
        .await;
    let contributors: Vec<::entity::ids::UserId> =
        serde_json::from_value(asked.contributors).unwrap_or_default();
    assert!(contributors.contains(&service.cast.project_lead.id));
    app.given().all_is_sent().await;
}

async fn preparation_approval_shows_how_a_document_changed(app: TestApp) {
    let service = prepared(&app).await;
    let lead = &service.cast.project_lead;
    let kind = DocumentKind::DesignProposal;
    for body in [
        "# Förslag\n\nFem steg.\nTolv frågor.",
        "# Förslag\n\nFyra steg.\nTolv frågor.",
    ] {
        app.given().write(&service, kind, lead, body).await;
    }
    let owner = app.client(&service.cast.owner).await;

    let wanted = "design { document { diff(from: 1, to: 2) { lines { change text } } none: diff(from: 1, to: 9) { linkAfter } } }";
    let shown = cycle_shows(&owner, &service, wanted).await;

    let document = &shown["design"]["document"];
    assert_eq!(
        document["diff"]["lines"],
        json!([
            { "change": "SAME", "text": "# Förslag" },
            { "change": "SAME", "text": "" },
            { "change": "REMOVED", "text": "Fem steg." },
            { "change": "ADDED", "text": "Fyra steg." },
            { "change": "SAME", "text": "Tolv frågor." },
        ])
    );
    assert_eq!(document["none"], Value::Null);
    app.given().all_is_sent().await;
}
