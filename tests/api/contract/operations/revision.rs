//! Examples of the operations on revisions.

use serde_json::json;

use super::{Example, NEVER, Says, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let e_service = id(made.id);
    vec![
        // It is not in operation.
        example(
            "startRevision",
            true,
            json!({ "eServiceId": e_service, "parts": ["launch.texts"], "reason": "Nya texter." }),
        ),
        example(
            "addRevisionParts",
            true,
            json!({ "cycleId": id(made.cycle), "version": NEVER, "parts": ["launch.texts"] }),
        ),
        example(
            "takeUpNeeds",
            true,
            json!({ "cycleId": id(made.cycle), "needIds": [id(made.need)] }),
        ),
        example(
            "withdrawRevision",
            true,
            json!({ "cycleId": id(made.cycle), "version": NEVER, "reason": "Behövs inte." }),
        ),
        example(
            "reopenIdea",
            true,
            json!({ "eServiceId": e_service, "version": NEVER, "reason": "Nya pengar." }),
        ),
    ]
}

/// The queries.
pub fn queries(made: &Made) -> Vec<Example> {
    let e_service = id(made.id);
    vec![Example {
        field: "revisionParts",
        row: None,
        about_it: true,
        says: Says::Query(format!(
            "revisionParts(eServiceId: \"{e_service}\") {{ activity included }}"
        )),
    }]
}
