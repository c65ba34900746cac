//! Examples of the operations that prepare a launch.

use ::entity::enums::ArtefactKind;
use serde_json::{Value, json};

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    let save = |field, input: Value| {
        let mut input = input;
        (input["cycleId"], input["version"]) = (json!(cycle), json!(NEVER));
        example(field, true, input)
    };
    let permission = id(made.artefact(ArtefactKind::PlatformPermission));
    vec![
        save(
            "savePlatformPermission",
            json!({ "name": "Handläggare", "holder": "Bygglov" }),
        ),
        example(
            "tickOffPermission",
            true,
            json!({ "platformPermissionId": permission, "version": NEVER }),
        ),
        save(
            "saveEditorialText",
            json!({ "title": "Sidan", "place": "WEBSITE", "state": "WRITTEN" }),
        ),
        save(
            "saveTrainingSession",
            json!({ "title": "Visning", "audience": "Handläggare", "sessionOn": "2027-03-01" }),
        ),
        save("saveGuide", json!({ "title": "Guide", "audience": "RECIPIENTS" })),
        save(
            "saveMarketingAction",
            json!({ "title": "Affisch", "channel": "PRINT", "actionOn": "2027-03-01" }),
        ),
        save(
            "savePublicationOrder",
            json!({ "orderedOn": "2026-11-20", "wishedOn": "2027-04-12" }),
        ),
        save("saveAccessibilityStatement", json!({})),
    ]
}
