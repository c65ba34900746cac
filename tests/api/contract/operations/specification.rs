//! Examples of the operations on the specification.

use ::entity::enums::ArtefactKind;
use lansera::domain::permission::Permission;
use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    let requirement = id(made.artefact(ArtefactKind::SpecificationRequirement));
    let mut all = vec![
        example(
            "saveSpecificationRequirement",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "text": "Sökande får kvitto.", "priority": "MUST" }),
        ),
        example(
            "answerGuidingQuestion",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "question": "RETENTION", "answer": "Efter fem år." }),
        ),
    ];
    for (state, permission) in [
        ("BUILT", Permission::WriteBuildNote),
        ("PASSED", Permission::TestEService),
    ] {
        let input = json!({ "specificationRequirementId": requirement, "version": NEVER, "state": state });
        all.push(Example {
            row: Some(permission),
            ..example("setRequirementState", true, input)
        });
    }
    all
}
