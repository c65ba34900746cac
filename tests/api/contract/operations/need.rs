//! Examples of the operations on needs.

use lansera::domain::permission::Permission;
use serde_json::json;

use super::{Example, NEVER, example};
use crate::{
    contract::rows::{Made, id},
    support::given::Municipality,
};

/// The mutations.
pub fn mutations(municipality: &Municipality, made: &Made) -> Vec<Example> {
    let need = id(made.need);
    vec![
        example(
            "putForwardNeed",
            false,
            json!({ "orgUnitId": id(municipality.permits), "title": "", "description": "", "source": "IDEA" }),
        ),
        // Somebody else has put it forward.
        Example {
            row: Some(Permission::HandleNeeds),
            ..example(
                "updateNeed",
                true,
                json!({ "needId": need, "version": NEVER, "title": "" }),
            )
        },
        example("addViewToNeed", true, json!({ "needId": need, "body": "" })),
        example(
            "attachNeed",
            true,
            json!({ "needId": need, "version": NEVER, "eServiceId": id(made.id) }),
        ),
        example(
            "proposeEServiceFromNeed",
            true,
            json!({ "needId": need, "version": NEVER, "audience": "EXTERNAL" }),
        ),
        example(
            "mergeNeed",
            true,
            json!({ "needId": need, "version": NEVER, "intoId": need }),
        ),
        example(
            "closeNeed",
            true,
            json!({ "needId": need, "version": NEVER, "reason": "Nej." }),
        ),
    ]
}
