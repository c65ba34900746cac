//! What an artefact of each kind may say.

use ::entity::enums::ArtefactKind;
use serde_json::{Value, json};

/// The body of an artefact, of the form of its kind.
pub fn body(kind: ArtefactKind) -> Value {
    match kind {
        ArtefactKind::Requirement => json!({
            "title": "Stark legitimering", "description": "", "nature": "technical", "demanding": false,
            "investigation": null,
        }),
        // A kind that has no type in the contract yet.
        _ => json!({}),
    }
}
