//! Examples of the operations on the design proposal.

use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    vec![
        example(
            "saveDesignStep",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "title": "Steg", "order": 10 }),
        ),
        example(
            "saveDesignStatement",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "role": "EDITOR", "verdict": "FINE" }),
        ),
    ]
}
