//! Examples of the operations on accounts, units and what an administrator looks after.

use serde_json::json;

use super::{Example, NEVER, Says, Trying, example};
use crate::{contract::rows::id, support::given::Municipality};

/// The mutations.
pub fn mutations(municipality: &Municipality, by: &Trying) -> Vec<Example> {
    let somebody = id(municipality.cast.business.id);
    vec![
        example(
            "logIn",
            false,
            json!({ "email": format!("{}@nowhere.example", by.user), "password": "fel" }),
        ),
        example(
            "refreshSession",
            false,
            json!({ "refreshToken": by.refresh_token }),
        ),
        example(
            "changePassword",
            false,
            json!({ "password": "fel", "newPassword": "kort" }),
        ),
        example("setLocale", false, json!({ "locale": "SV" })),
        example("createUser", false, json!({ "name": "", "email": "" })),
        example(
            "updateUser",
            false,
            json!({ "userId": somebody, "version": NEVER }),
        ),
        // No role is given like this.
        example(
            "grantRole",
            false,
            json!({ "userId": somebody, "role": "ADMIN", "orgUnitId": id(municipality.permits) }),
        ),
        example(
            "importEServices",
            false,
            json!({ "csv": { "text": "" }, "dryRun": true }),
        ),
        example("runJob", false, json!({ "name": "CLEAN_UP" })),
        example("pauseJob", false, json!({ "name": "CLEAN_UP" })),
        example("resumeJob", false, json!({ "name": "PLAN_REMINDERS" })),
        example("createOrgUnit", false, json!({ "name": "" })),
        example(
            "loadProcessTemplate",
            false,
            json!({ "source": "", "dryRun": true }),
        ),
        example(
            "renameOrgUnit",
            false,
            json!({ "orgUnitId": id(municipality.permits), "version": NEVER, "name": "Bygglov" }),
        ),
        example(
            "proposeEService",
            false,
            json!({ "name": "", "purpose": "", "audience": "EXTERNAL", "orgUnitId": id(municipality.permits) }),
        ),
        Example {
            field: "logOut",
            row: None,
            about_it: false,
            says: Says::Nothing,
        },
    ]
}
