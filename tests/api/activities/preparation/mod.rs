//! What each activity of "3 Preparation" leaves behind.

mod approval;
mod design;
mod project;
mod specification;

use ::entity::enums::Approach;
use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    given::{EService, Plan, Stage},
    story::Story,
};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        project::stories(),
        design::stories(),
        specification::stories(),
        approval::stories(),
    ]
    .concat()
}

async fn prepared(app: &TestApp) -> EService {
    let plan = Plan {
        approach: Approach::Project,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Preparation).await;
    let team = [
        ::entity::enums::Role::RequirementsOwner,
        ::entity::enums::Role::Developer,
        ::entity::enums::Role::Tester,
    ];
    app.given()
        .appointed(&service, ::entity::enums::Role::ProjectLead, &team)
        .await;
    service
}

/// A step with one question.
fn step(service: &EService, order: i32, key: &str, condition: Value) -> Value {
    json!({
        "cycleId": encode(service.cycle), "title": format!("Steg {order}"), "order": order, "text": "Berätta.",
        "questions": [{
            "key": key, "text": "Vad vill du göra?", "help": "Välj det som ligger närmast.", "answer": "ONE_OF",
            "choices": ["Bygga", "Riva"], "mandatory": true, "condition": condition, "destination": "Ärendemening",
        }],
    })
}
