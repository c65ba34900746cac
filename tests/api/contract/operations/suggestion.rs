//! Examples of the operations on suggestions.

use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    vec![
        example(
            "suggestImprovement",
            true,
            json!({ "eServiceId": id(made.id), "body": "" }),
        ),
        example(
            "weighSuggestion",
            true,
            json!({ "suggestionId": id(made.suggestion), "version": NEVER, "state": "WEIGHED" }),
        ),
    ]
}
