//! Examples of the operations on the test.

use ::entity::enums::ArtefactKind;
use lansera::domain::permission::Permission;
use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    let (scenario, defect) = (
        id(made.artefact(ArtefactKind::TestScenario)),
        id(made.artefact(ArtefactKind::Defect)),
    );
    let mut all = vec![
        example("generateTestScenarios", true, json!({ "cycleId": cycle })),
        example(
            "saveTestScenario",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "title": "Logga in", "steps": ["Logga in."], "expected": "Det går." }),
        ),
        example(
            "saveTestRun",
            true,
            json!({
                "cycleId": cycle, "version": NEVER, "testScenarioId": scenario, "result": "PASSED",
                "testedOn": "2026-11-23",
            }),
        ),
        example(
            "saveDefect",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "title": "Knappen gör inget", "severity": "MINOR" }),
        ),
        example(
            "assignDefect",
            true,
            json!({ "defectId": defect, "version": NEVER }),
        ),
    ];
    for (state, permission) in [
        ("MENDED", Permission::WriteBuildNote),
        ("RETESTED", Permission::TestEService),
    ] {
        let input = json!({ "defectId": defect, "version": NEVER, "state": state });
        all.push(Example {
            row: Some(permission),
            ..example("setDefectState", true, input)
        });
    }
    all
}
