//! Design, specification, goals and measures, and their approvals.

use serde_json::json;

use super::town::Town;

pub async fn the_lead_gathers_a_team(town: &Town) {
    let (philip, kristina, frida) = (town.who("Philip"), town.who("Kristina"), town.who("Frida"));
    let (margareta, orjan) = (town.who("Margareta"), town.who("Örjan"));
    town.comes("2027-01-11").await;
    let member = json!({
        "cycleId": town.cycle(), "userId": town.who("Kristina").id, "part": "Ställer kraven.", "share": 20,
    });
    town.only(&[&philip], "saveProjectMember", member, "").await;
    town.completes(&[&philip], "preparation.project").await;
    for (role, name) in [
        ("REQUIREMENTS_OWNER", "Kristina"),
        ("DEVELOPER", "Ulf"),
        ("TESTER", "Terese"),
        ("CASE_OFFICER", "Håkan"),
    ] {
        town.appoints(&[&philip, &orjan, &margareta], role, &town.who(name))
            .await;
    }

    let mut task = town.task_as_it_is("preparation.specification").await;
    task["assigneeId"] = json!(kristina.id);
    let may = [&philip, &margareta, &orjan, &frida];
    town.only(&may, "assignTask", task, "").await;
    // Kristina is told; the list of all letters says so at the end.
    town.post().await;
}

pub async fn the_team_designs_it(town: &Town) {
    let (philip, kristina, frida) = (town.who("Philip"), town.who("Kristina"), town.who("Frida"));
    let team = [&philip, &kristina];
    town.writes(&team, "DESIGN_PROPOSAL", "Fem steg, tolv frågor.")
        .await;
    let step = json!({
        "cycleId": town.cycle(), "title": "Vad du vill göra", "order": 10,
        "questions": [{ "key": "vad", "text": "Vad vill du bygga?", "answer": "SHORT_TEXT", "mandatory": true }],
    });
    town.only(&team, "saveDesignStep", step, "").await;
    town.completes(&[&philip], "preparation.design").await;
    let statement = json!({
        "cycleId": town.cycle(), "role": "EDITOR", "verdict": "WITH_REMARKS", "text": "Skriv ”du”.",
    });
    let (edit, plamen) = (town.who("Edit"), town.who("Plamen"));
    town.only(&[&edit, &plamen], "saveDesignStatement", statement, "")
        .await;
    town.completes(&[&philip], "preparation.design_check").await;

    town.comes("2027-01-18").await;
    let team = [&kristina, &philip];
    town.writes(
        &team,
        "TARGET_GROUP_REQUIREMENTS",
        "Elva som har byggt i år: spara och fortsätta senare.",
    )
    .await;
    town.writes(&team, "SPECIFICATION", "1. Sökande legitimerar sig.")
        .await;
    let requirement = json!({
        "cycleId": town.cycle(), "text": "Sökande legitimerar sig.", "priority": "MUST", "origin": "Förstudien",
    });
    town.only(&team, "saveSpecificationRequirement", requirement, "")
        .await;
    for question in [
        "GUIDED_FLOW",
        "MANDATORY_QUESTIONS",
        "STEP_CONTENTS",
        "QUESTION_ORDER",
        "HARD_TERMS",
        "BRANCHING",
        "RETENTION",
        "BEFORE_STARTING",
        "HANDLING_TIMES",
    ] {
        let answer = json!({ "cycleId": town.cycle(), "question": question, "answer": "Se avsnitt 2." });
        let answered = kristina.tries("answerGuidingQuestion", &answer, "").await;
        answered.ok();
    }
    town.completes(&team, "preparation.specification").await;
    let metric = json!({
        "name": "Andel digitala ansökningar", "goal": "Fler ansöker digitalt.", "unit": "%", "direction": "INCREASE",
        "baseline": 20.0, "target": 80.0, "interval": "MONTHLY", "source": "ärendesystemet",
    });
    let stated = json!({ "cycleId": town.cycle(), "metric": metric });
    town.only(&[&philip, &frida], "defineMetric", stated, "").await;
    town.completes(&[&philip], "preparation.metrics").await;
    for subject in ["DESIGN", "SPECIFICATION", "METRICS"] {
        town.asks_for(&[&philip, &town.who("Ulf")], subject).await;
    }
    // Örjan is asked; the list of all letters says so at the end.
    town.post().await;
}

/// Örjan makes both of them owners while he is away.
pub async fn nobody_approves_what_they_asked_for_or_made(town: &Town) {
    let (philip, kristina, adam) = (town.who("Philip"), town.who("Kristina"), town.who("Adam"));
    let (margareta, orjan) = (town.who("Margareta"), town.who("Örjan"));
    town.comes("2027-01-19").await;
    let owners = [&orjan, &margareta, &philip, &kristina];
    town.appoints(&[&orjan, &margareta, &philip], "OWNER", &kristina)
        .await;
    town.appoints(&owners, "OWNER", &philip).await;

    let answer = town.answer_to("SPECIFICATION", json!({})).await;
    philip.cannot("approve", &answer, "OWN_REQUEST", "input").await;
    kristina.cannot("approve", &answer, "CONTRIBUTOR", "input").await;

    let people = town.e_service_shows("people { id role user { id } }").await;
    let mut people = people["people"].as_array().expect("people").clone();
    people.retain(|one| one["role"] == "OWNER" && one["user"]["id"] != orjan.id);
    assert_eq!(people.len(), 2);
    for deputy in people {
        let grant = json!({ "roleGrantId": deputy["id"] });
        let may = [&orjan, &margareta, &philip, &kristina, &adam];
        town.only(&may, "revokeRole", grant, "").await;
    }
    // From here on they are refused as everybody else is.
}

pub async fn the_owner_rejects_and_approves(town: &Town) {
    let (philip, kristina, ulf) = (town.who("Philip"), town.who("Kristina"), town.who("Ulf"));
    let orjan = town.who("Örjan");
    let silent = town.answer_to("DESIGN", json!({ "reason": "" })).await;
    orjan
        .cannot("reject", &silent, "REASON_MISSING", "input.reason")
        .await;
    let reason = json!({ "reason": "Steg 3 frågar efter det vi redan vet." });
    let answer = town.answer_to("DESIGN", reason).await;
    town.only(&[&orjan], "reject", answer, "").await;
    // Philip is told; the list of all letters says so at the end.
    town.post().await;

    let team = [&philip, &kristina];
    town.writes(&team, "DESIGN_PROPOSAL", "Fyra steg, tio frågor.")
        .await;
    town.asks_for(&[&philip, &ulf], "DESIGN").await;
    // Örjan is asked; the list of all letters says so at the end.
    town.post().await;
    let unseen = json!({ "contentHash": "0".repeat(64) });
    let unseen = town.answer_to("DESIGN", unseen).await;
    orjan
        .cannot("approve", &unseen, "OTHER_VERSION", "input.contentHash")
        .await;
    for subject in ["DESIGN", "SPECIFICATION", "METRICS"] {
        town.approves(&orjan, subject, json!({})).await;
    }
    assert_eq!(town.stands("preparation.approval").await, "DONE");
    // Philip is told; the list of all letters says so at the end.
    town.post().await;
}

pub async fn what_was_approved_is_one_exact_version(town: &Town) {
    let (philip, kristina, ulf) = (town.who("Philip"), town.who("Kristina"), town.who("Ulf"));
    let (margareta, orjan) = (town.who("Margareta"), town.who("Örjan"));
    town.comes("2027-01-20").await;
    let team = [&kristina, &philip];
    town.writes(&team, "SPECIFICATION", "1. Sökande har e-legitimation.")
        .await;

    let void = town.approval("SPECIFICATION").await;
    assert_eq!(void["state"], "VOID");
    let body = json!({
        "path": "/specification/body",
        "before": "1. Sökande legitimerar sig.", "after": "1. Sökande har e-legitimation.",
    });
    let version = json!({ "path": "/specification/version", "before": "1", "after": "2" });
    assert_eq!(void["differences"], json!([body, version]));
    let (_, left) = town
        .gate_is_closed_to(&philip, "advancePhase", "GATE_CLOSED")
        .await;
    assert_eq!(
        left,
        ["SPECIFICATION_APPROVED", "TASKS_DONE preparation.approval"]
    );

    town.asks_for(&[&philip, &ulf], "SPECIFICATION").await;
    // Örjan is asked anew; the list of all letters says so at the end.
    town.post().await;
    town.approves(&orjan, "SPECIFICATION", json!({})).await;
    // Philip is told; the list of all letters says so at the end.
    town.post().await;
    town.moves_on(&[&philip, &margareta, &orjan], "BUILD").await;
}
