//! Examples of the operations on the ground for the decision.

use ::entity::enums::ArtefactKind;
use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    let benefit = id(made.artefact(ArtefactKind::Benefit));
    vec![
        example(
            "saveProcessMap",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "title": "Nuläge", "state": "AS_IS", "description": "Så." }),
        ),
        example(
            "saveBenefit",
            true,
            json!({
                "cycleId": cycle, "version": NEVER, "name": "Nytta", "kind": "SOCIETY", "nature": "QUALITY",
                "certainty": "LIKELY",
            }),
        ),
        example(
            "recordBenefitRealisation",
            true,
            json!({ "benefitId": benefit, "version": NEVER, "state": "GIVEN_UP", "measured": "Nej." }),
        ),
        example(
            "saveCostLine",
            true,
            json!({
                "cycleId": cycle, "version": NEVER, "title": "Post", "recurrence": "YEARLY", "direction": "COST",
                "amountMinor": "100",
            }),
        ),
        example(
            "saveRequirement",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "title": "Krav", "nature": "LEGAL" }),
        ),
        example(
            "savePlacement",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "benefit": 7, "effort": 3 }),
        ),
    ]
}
