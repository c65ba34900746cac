//! Examples of the operations on a live e-service.

use ::entity::enums::{ArtefactKind, Role};
use serde_json::{Value, json};

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations, for somebody with a role.
pub fn mutations(made: &Made, role: Role) -> Vec<Example> {
    let cycle = id(made.cycle);
    let save = |field, input: Value| {
        let mut input = input;
        (input["cycleId"], input["version"]) = (json!(cycle), json!(NEVER));
        example(field, true, input)
    };
    // The handing over is accepted in a role that one holds.
    let accepting = match role {
        Role::ServiceManager => "SERVICE_MANAGER",
        _ => "OWNER",
    };
    let handover = id(made.artefact(ArtefactKind::Handover));
    vec![
        save("saveHandover", json!({ "note": "Allt är på plats." })),
        example(
            "acceptHandover",
            true,
            json!({ "handoverId": handover, "version": NEVER, "role": accepting }),
        ),
        save(
            "saveClosingReport",
            json!({ "done": "Allt.", "costMinor": "100", "hours": 1, "learnt": "Mycket." }),
        ),
        save(
            "saveOperationCheck",
            json!({ "checkedOn": "2026-11-20", "result": "WORKS", "examined": "Alla steg." }),
        ),
        example(
            "setCheckIntervals",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "operation": "WEEKLY" }),
        ),
        save(
            "saveIncident",
            json!({ "title": "Nere", "beganAt": "2026-11-20T08:00:00Z", "severity": "OUTAGE" }),
        ),
        save(
            "saveInformationCheck",
            json!({ "checkedOn": "2026-11-20", "places": [{ "place": "Sidan", "state": "CURRENT" }] }),
        ),
        save(
            "savePromotionAction",
            json!({ "title": "Mässa", "channel": "MEETING", "doneOn": "2026-11-20" }),
        ),
    ]
}
