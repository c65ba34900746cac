//! What the outside sees and says, without a log-in.

mod feedback;
mod pages;

use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    given::{EService, Plan, Stage},
    story::Story,
};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [pages::stories(), feedback::stories()].concat()
}

/// The page of an e-service, as the lead writes it.
fn page(service: &EService) -> Value {
    json!({
        "cycleId": encode(service.cycle), "version": 0,
        "title": { "sv": service.plan.name, "en": "Apply for a building permit" },
        "description": { "sv": "För dig som ska bygga.", "en": "For those who build." },
        "goodToKnow": { "sv": "Ha ritningarna till hands." },
        "link": "https://e-tjanster.exempelkommun.example/bygglov",
        "recipients": ["COMPANIES", "INHABITANTS", "COMPANIES"],
        "contact": { "name": "Servicecenter", "email": "service@exempelkommun.example", "phone": "010-123 45 67",
            "hours": { "sv": "Vardagar 8–16", "en": "Weekdays 8–16" } },
    })
}

/// Before the launch: a page, questions and steps.
async fn prepared(app: &TestApp, plan: Plan) -> EService {
    let service = app.given().e_service(plan, Stage::Launch).await;
    let lead = app.client(&service.cast.project_lead).await;
    lead.change("savePublicPage", page(&service), "").await.ok();
    let cycle = encode(service.cycle);
    for (question, position) in [("Kan jag överklaga?", 2), ("Vad kostar det?", 1)] {
        let entry = json!({
            "cycleId": cycle, "question": { "sv": question }, "answer": { "sv": "Ja, *gärna*.", "en": "Yes." },
            "position": position,
        });
        lead.change("saveFaqEntry", entry, "").await.ok();
    }
    for (name, days) in [("Registrering", 2), ("Prövning", 30)] {
        let step = json!({ "cycleId": cycle, "name": { "sv": name }, "days": days });
        lead.change("saveHandlingStep", step, "").await.ok();
    }
    service
}

/// The same, published.
async fn published(app: &TestApp, plan: Plan) -> EService {
    let service = prepared(app, plan).await;
    app.given().finish_phase(&service).await;
    app.given().move_on(&service).await;
    app.given().all_is_sent().await;
    service
}
