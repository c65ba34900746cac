//! Revisions: a later turn with the parts that fit, while the e-service stays in operation.

mod additions;
mod anew;
mod beginning;
mod publishing;

use lansera::global_id::encode;
use serde_json::json;

use crate::support::{app::TestApp, given::EService, story::Story};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        beginning::stories(),
        publishing::stories(),
        additions::stories(),
        anew::stories(),
    ]
    .concat()
}

/// Begins a revision, and answers the e-service with its cycle.
async fn revised(app: &TestApp, service: &EService, parts: &[&str]) -> EService {
    let owner = app.client(&service.cast.owner).await;
    let input = json!({ "eServiceId": encode(service.id), "parts": parts, "reason": "Det har blivit dags." });
    let begun = owner.change("startRevision", input, "cycle { id }").await;
    let mut revision = service.clone();
    revision.cycle = begun.ok().key("startRevision.cycle.id");
    revision.plan.launch_on = Some(app.today());
    revision
}
