//! Examples of the operations on the ground for the decision.

use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    vec![example(
        "saveRequirement",
        true,
        json!({ "cycleId": cycle, "version": NEVER, "title": "Krav", "nature": "LEGAL" }),
    )]
}
