//! What each activity of "4 Build and test" leaves behind.

mod development;
mod review;
mod testing;

use ::entity::enums::ApprovalSubject;
use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::{
    activities::told::{completes, cycle_shows},
    support::{
        app::TestApp,
        client::Client,
        given::{EService, Plan, Stage},
        story::Story,
    },
};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [development::stories(), testing::stories(), review::stories()].concat()
}

/// An approval that waits, as an answer to it.
async fn answer_to(app: &TestApp, service: &EService, subject: ApprovalSubject) -> Value {
    let row = app.given().approval(service, subject).await;
    json!({ "approvalId": encode(row.id), "version": row.version, "contentHash": row.content_hash })
}

/// The requirements of the specification, put into a state.
async fn requirement_in(to: &Client, service: &EService, state: &str) -> Value {
    let shown = cycle_shows(to, service, "specification { requirements { id version } }").await;
    let requirement = &shown["specification"]["requirements"][0];
    json!({ "specificationRequirementId": requirement["id"], "version": requirement["version"], "state": state })
}

/// In build, with what was built noted.
async fn built(app: &TestApp, plan: Plan) -> EService {
    let service = app.given().e_service(plan, Stage::Build).await;
    let developer = app.client(&service.cast.developer).await;
    app.given().brought_about(&service, "build.develop").await;
    completes(app, &service, &developer, "build.develop").await;
    service
}
