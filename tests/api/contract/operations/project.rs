//! Examples of the operations on the project.

use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    vec![example(
        "saveProjectMember",
        true,
        json!({ "cycleId": id(made.cycle), "version": NEVER, "name": "Vera Konsult", "part": "Ritar." }),
    )]
}
