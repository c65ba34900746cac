//! What people suggest, what the measures show, and what is decided of it.

use serde_json::{Value, json};

use super::town::Town;

/// Håkan, who handles the matters, and Siv, who has asked for it all, suggest something; the one is taken up, the other not.
pub async fn suggestions_are_weighed(town: &Town) {
    let (frida, hakan, orjan) = (town.who("Frida"), town.who("Håkan"), town.who("Örjan"));
    town.comes("2027-07-12").await;
    let mut suggested = Vec::new();
    for (who, body) in [
        (&hakan, "Förklara orden. Många ringer och frågar."),
        (&town.who("Siv"), "Låt mig betala i förskott."),
    ] {
        let input = json!({ "eServiceId": town.e_service(), "body": body });
        let wanted = "suggestion { id version state }";
        let made = who.tries("suggestImprovement", &input, wanted).await;
        suggested.push(made.ok().data("suggestImprovement.suggestion").clone());
    }
    for activity in ["management.improvements", "followup.collect"] {
        let task = town.task_as_it_is(activity).await;
        frida
            .cannot("completeTask", &task, "OUTCOME_MISSING", "input")
            .await;
    }

    let weighers = [&frida, &hakan, &orjan];
    let seen =
        |suggestion: &Value| json!({ "suggestionId": suggestion["id"], "version": suggestion["version"] });
    let mut taken_up = seen(&suggested[0]);
    (taken_up["state"], taken_up["weight"]) = (json!("TAKEN_UP"), json!(5));
    (taken_up["category"], taken_up["needTitle"]) = (json!("Språket"), json!("Orden förklaras"));
    let need = town
        .only(&weighers, "weighSuggestion", taken_up, "need { source state }")
        .await;
    assert_eq!(
        need.data("weighSuggestion.need"),
        &json!({ "source": "REVISION", "state": "ATTACHED" })
    );
    let mut declined = seen(&suggested[1]);
    (declined["state"], declined["weight"]) = (json!("DECLINED"), json!(1));
    declined["reason"] = json!("Avgiften är inte känd när ansökan kommer.");
    town.only(&weighers, "weighSuggestion", declined, "").await;
    town.completes(&[&frida], "management.improvements").await;
}

/// The July value falls a little; the report tells of it, with the incident and the benefit, to owner and management.
pub async fn the_result_is_measured_and_presented(town: &Town) {
    let frida = town.who("Frida");
    let task = town.task_as_it_is("followup.measure").await;
    frida
        .cannot("completeTask", &task, "OUTCOME_MISSING", "input")
        .await;
    let value = town.measured(74.0, "2027-07-12").await;
    town.only(&[&frida], "recordMeasurement", value, "").await;
    for activity in ["followup.measure", "followup.collect"] {
        town.completes(&[&frida], activity).await;
    }

    let composed = json!({ "cycleId": town.cycle() });
    let composed = town
        .only(&[&frida], "composeReport", composed, "report { id version }")
        .await;
    let mut report = json!({
        "reportId": composed.data("composeReport.report.id"), "version": composed.data("composeReport.report.version"),
    });
    let mut written = report.clone();
    written["body"] = json!("Fler söker digitalt, men orden är svåra.");
    let written = town
        .only(&[&frida], "editReport", written, "report { version }")
        .await;
    report["version"] = written.data("editReport.report.version").clone();
    let wanted = "report {
        state presentedTo { name } goals { goal attainment metrics { target values { value late } } } incidents { title }
    }";
    let presented = town.only(&[&frida], "presentReport", report, wanted).await;

    let shown = presented.data("presentReport.report");
    let told = shown["presentedTo"].as_array().expect("people");
    for name in ["Örjan Ek", "Margareta Ek"] {
        assert!(told.iter().any(|one| one["name"] == name), "{presented}");
    }
    let values = json!([
        { "value": 50.0, "late": false }, { "value": 80.0, "late": true }, { "value": 74.0, "late": false },
    ]);
    let goal = json!({
        "goal": "Fler ansöker digitalt.", "attainment": 0.9, "metrics": [{ "target": 80.0, "values": values }],
    });
    assert_eq!(
        (&shown["state"], &shown["goals"], &shown["incidents"]),
        (
            &json!("PRESENTED"),
            &json!([goal]),
            &json!([{ "title": "Inloggningen nere" }])
        )
    );
    town.completes(&[&frida], "followup.report").await;
}

pub async fn the_owner_decides_to_revise(town: &Town) {
    let (orjan, margareta) = (town.who("Örjan"), town.who("Margareta"));
    let task = town.task_as_it_is("followup.decide").await;
    orjan
        .cannot("completeTask", &task, "OUTCOME_MISSING", "input")
        .await;
    let decision = json!({
        "cycleId": town.cycle(), "verdict": "REVISE", "motive": "Texterna behöver skrivas om.",
        "minutesReference": "LG 2027-07-12 § 2",
    });
    let wanted = "decision { verdict }";
    let decided = town
        .only(&[&orjan, &margareta], "recordFollowUpDecision", decision, wanted)
        .await;
    assert_eq!(decided.text("recordFollowUpDecision.decision.verdict"), "REVISE");
    town.completes(&[&orjan, &margareta], "followup.decide").await;
    let task = town.task_as_it_is("followup.revise").await;
    orjan
        .cannot("completeTask", &task, "OUTCOME_MISSING", "input")
        .await;
}
