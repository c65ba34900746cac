//! What others leave behind stands in the follow-up report: the operation, what went wrong, and what was suggested.

use lansera::global_id::encode;
use serde_json::json;

use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![what_went_wrong_and_what_was_suggested_in_the_period_stands_in_the_report]
}

async fn what_went_wrong_and_what_was_suggested_in_the_period_stands_in_the_report(app: TestApp) {
    let service = app.given().e_service_in(Stage::FollowUp).await;
    let cycle = encode(service.cycle);
    let manager = app.client(&service.cast.service_manager).await;
    let officer = app.client(&service.cast.case_officer).await;
    app.set_morning("2027-02-01".parse().expect("a day"));

    let check =
        json!({ "cycleId": cycle, "checkedOn": "2027-02-01", "result": "WORKS", "examined": "Alla steg." });
    manager.change("saveOperationCheck", check, "").await.ok();
    let incident = json!({
        "cycleId": cycle, "title": "Inloggningen nere", "severity": "OUTAGE", "beganAt": "2027-02-01T05:00:00Z",
        "endedAt": "2027-02-01T06:30:00Z", "measures": "Certifikatet förnyades.",
    });
    manager.change("saveIncident", incident, "").await.ok();
    for body in ["Spara halvfärdiga ansökningar.", "Visa bilagorna tidigare."] {
        let suggestion = json!({ "eServiceId": encode(service.id), "body": body });
        officer.change("suggestImprovement", suggestion, "").await.ok();
    }
    let composed = json!({ "cycleId": cycle, "fromOn": "2027-01-01" });
    let wanted = "report {
        checkCount passedCheckCount incidents { title severity minutes } suggestions { category count weight takenUpCount }
        markdown
    }";

    let answer = manager.change("composeReport", composed, wanted).await;

    let report = answer.ok().data("composeReport.report");
    assert_eq!(
        (&report["checkCount"], &report["passedCheckCount"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(
        report["incidents"],
        json!([{ "title": "Inloggningen nere", "severity": "OUTAGE", "minutes": 90 }])
    );
    assert_eq!(
        report["suggestions"],
        json!([{ "category": null, "count": 2, "weight": null, "takenUpCount": 0 }])
    );
    let markdown = report["markdown"].as_str().expect("Markdown");
    assert!(
        markdown.contains("| Inloggningen nere | 2027-02-01 | 90 | Nere |"),
        "{markdown}"
    );
    app.run_jobs().await;
}
