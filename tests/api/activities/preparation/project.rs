//! Who takes part.

use lansera::global_id::encode;
use serde_json::json;

use super::prepared;
use crate::{
    activities::told::{completes, cycle_shows, forbidden, said, waits_for},
    support::{
        app::TestApp,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![preparation_project_leaves_the_people_who_take_part]
}

async fn preparation_project_leaves_the_people_who_take_part(app: TestApp) {
    let service = prepared(&app).await;
    let lead = app.client(&service.cast.project_lead).await;
    waits_for(&app, &service, &lead, "preparation.project").await;
    let member = json!({
        "cycleId": encode(service.cycle), "userId": encode(service.cast.developer.id), "part": "Bygger.", "share": 50,
    });
    let owner = app.client(&service.cast.owner).await;
    forbidden(&owner, "saveProjectMember", &member).await;

    let outsider =
        json!({ "cycleId": encode(service.cycle), "name": "Vera Konsult", "part": "Ritar prototypen." });
    said(&lead, "saveProjectMember", &member, "projectMember { id }").await;
    said(&lead, "saveProjectMember", &outsider, "projectMember { id }").await;

    let nobody = json!({ "cycleId": encode(service.cycle), "part": "Finns inte.", "share": 200 });
    let refused = lead.change("saveProjectMember", nobody, "").await;
    let codes: Vec<_> = refused
        .user_errors()
        .into_iter()
        .map(|error| error.path)
        .collect();
    assert_eq!(codes, ["input.name", "input.share"], "{refused}");
    completes(&app, &service, &lead, "preparation.project").await;
    let shown = cycle_shows(
        &owner,
        &service,
        "project { members { number user { name } name part share } }",
    )
    .await;
    let developer = &service.cast.developer.name;
    let members = json!([
        { "number": 1, "user": { "name": developer }, "name": developer, "part": "Bygger.", "share": 50 },
        { "number": 2, "user": null, "name": "Vera Konsult", "part": "Ritar prototypen.", "share": null },
    ]);
    assert_eq!(shown["project"]["members"], members);
    app.given().all_is_sent().await;
}
