//! Building and testing, and the approval of the e-service with its launch date.

use serde_json::{Value, json};

use super::{
    from_idea_to_inbox::{LAUNCH, NAME},
    somebody::Somebody,
    town::Town,
};

pub async fn it_is_built_and_tested(town: &Town) {
    let (philip, ulf, terese) = (town.who("Philip"), town.who("Ulf"), town.who("Terese"));
    let (kristina, edit) = (town.who("Kristina"), town.who("Edit"));
    town.comes("2027-02-01").await;
    town.writes(&[&ulf], "BUILD_NOTE", "Version 1 finns i testmiljön.")
        .await;
    let built = town.requirement_in("BUILT").await;
    town.only(&[&ulf], "setRequirementState", built, "").await;
    town.completes(&[&ulf], "build.develop").await;
    let test = town.task_as_it_is("build.test").await;
    terese
        .cannot("completeTask", &test, "COMPLETED_BY_OUTCOME", "input")
        .await;

    let blocking = town.finds_a_blocking_defect(&terese, &ulf).await;

    let mut terese_hears = terese.listens().await;
    town.asks_for(&[&ulf, &philip], "TEST").await;
    let told = &terese_hears.event().await["data"]["notificationReceived"];
    assert_eq!(
        *told,
        json!({ "kind": "APPROVAL_ASKED", "aboutOn": null, "eService": { "name": NAME } })
    );
    town.asks_for(&[&philip, &ulf], "EDITORIAL").await;
    // Terese and Edit are asked; the list of all letters says so at the end.
    town.post().await;
    let early = town.answer_to("TEST", json!({})).await;
    terese
        .cannot("approve", &early, "BLOCKING_DEFECT_OPEN", "input")
        .await;
    town.is_mended(&terese, &ulf, blocking).await;
    town.approves(&terese, "TEST", json!({})).await;
    let remark = json!({ "remark": "Klarspråk rakt igenom." });
    town.approves(&edit, "EDITORIAL", remark).await;
    // Ulf and Philip, who asked, are told; the list of all letters says so at the end.
    town.post().await;

    let (_, left) = town
        .gate_is_closed_to(&philip, "advancePhase", "GATE_CLOSED")
        .await;
    let expected = [
        "TEST_GROUP_FINDINGS_WRITTEN",
        "E_SERVICE_APPROVED",
        "LAUNCH_DATE_SET",
        "TASKS_DONE build.test_group build.approval",
    ];
    assert_eq!(left, expected);
    let team = [&philip, &kristina];
    town.writes(&team, "TEST_GROUP_FINDINGS", "Alla sju kom fram.")
        .await;
    town.completes(&[&philip], "build.test_group").await;
}

impl Town {
    /// Whoever tests has the scenarios made, goes through one of them, and finds something that blocks the launch; answers its id.
    async fn finds_a_blocking_defect(&self, tester: &Somebody, developer: &Somebody) -> Value {
        let cycle = json!({ "cycleId": self.cycle() });
        let wanted = "testScenarios { id }";
        let made = self.only(&[tester], "generateTestScenarios", cycle, wanted).await;
        let scenarios = made.list("generateTestScenarios.testScenarios");
        assert!(scenarios.len() > 8, "the standard set, and those of the step");
        let run = json!({
            "cycleId": self.cycle(), "testScenarioId": scenarios[0]["id"], "result": "FAILED", "seen": "Det går inte att logga in.",
            "testedOn": self.app.today(),
        });
        let run = self.only(&[tester], "saveTestRun", run, "testRun { id }").await;
        let defect = json!({
            "cycleId": self.cycle(), "title": "Det går inte att logga in", "severity": "BLOCKING",
            "testRunId": run.data("saveTestRun.testRun.id"),
        });
        let found = self
            .only(&[tester, developer], "saveDefect", defect, "defect { id }")
            .await;
        found.data("saveDefect.defect.id").clone()
    }

    /// A defect that was reported is mended, and looked at again.
    async fn is_mended(&self, tester: &Somebody, developer: &Somebody, defect: Value) {
        let mended = json!({ "defectId": defect, "version": 1, "state": "MENDED" });
        self.only(&[developer], "setDefectState", mended, "").await;
        let closed = json!({ "defectId": defect, "version": 2, "state": "RETESTED" });
        self.only(&[tester], "setDefectState", closed, "").await;
    }
}

pub async fn the_owner_approves_it_with_its_launch_date(town: &Town) {
    let (philip, ulf) = (town.who("Philip"), town.who("Ulf"));
    let (margareta, orjan) = (town.who("Margareta"), town.who("Örjan"));
    town.comes("2027-03-01").await;
    town.asks_for(&[&philip, &ulf], "E_SERVICE").await;
    // Örjan is asked; the list of all letters says so at the end.
    town.post().await;

    for (day, code) in [(Value::Null, "MISSING"), (json!("2027-02-28"), "DATE_IN_PAST")] {
        let answer = town.answer_to("E_SERVICE", json!({ "launchDate": day })).await;
        orjan.cannot("approve", &answer, code, "input.launchDate").await;
    }
    town.approves(&orjan, "E_SERVICE", json!({ "launchDate": LAUNCH }))
        .await;
    // Philip is told; the list of all letters says so at the end.
    town.post().await;
    town.moves_on(&[&philip, &orjan, &margareta], "LAUNCH").await;

    // Ten working days before the launch, with Good Friday and Easter Monday between.
    assert_eq!(town.task("launch.order").await["dueOn"], "2027-03-25");
}
