//! Examples of the operations on the working method.

use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let (cycle, somebody) = (id(made.cycle), id(made.by));
    vec![
        example(
            "saveWorkingMethodChange",
            true,
            json!({
                "cycleId": cycle, "version": NEVER, "kind": "STOP", "what": "Blanketten", "responsibleId": somebody,
                "startsOn": "2027-06-14",
            }),
        ),
        example(
            "saveContactChannel",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "name": "Telefon", "state": "KEPT", "equality": "Lika." }),
        ),
        example(
            "saveOperationPlan",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "processOwnerId": somebody, "routines": "Varje dag." }),
        ),
    ]
}
