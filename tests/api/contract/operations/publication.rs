//! Examples of the operations on what the public is told.

use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    let text = json!({ "sv": "Text" });
    vec![
        example(
            "savePublicPage",
            true,
            json!({
                "cycleId": cycle, "version": NEVER, "title": text, "description": text, "goodToKnow": text,
                "recipients": ["INHABITANTS"], "contact": { "name": "Servicecenter" },
            }),
        ),
        example(
            "saveFaqEntry",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "question": text, "answer": text }),
        ),
        example(
            "saveHandlingStep",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "name": text, "days": 1 }),
        ),
        // Nobody is that satisfied.
        example(
            "leaveFeedback",
            false,
            json!({ "publishedServiceId": id(made.published), "rating": 6 }),
        ),
    ]
}
