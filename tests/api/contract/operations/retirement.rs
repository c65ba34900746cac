//! Examples of the operations on retirements.

use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    vec![
        example(
            "saveRetirementPlan",
            true,
            json!({
                "cycleId": cycle, "version": NEVER, "retireOn": "2027-06-30", "reason": "Lagen är ändrad.",
                "notice": "På sidan.", "archiving": "Beslut arkiveras.",
            }),
        ),
        example(
            "announceRetirement",
            true,
            json!({ "cycleId": cycle, "version": NEVER }),
        ),
        example(
            "retireEService",
            true,
            json!({ "eServiceId": id(made.id), "version": NEVER }),
        ),
    ]
}
