//! What each activity of "1 Inventory of needs" leaves behind.

use serde_json::json;

use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![inventory_requirements_leaves_requirements_of_which_the_demanding_are_investigated]
}

async fn inventory_requirements_leaves_requirements_of_which_the_demanding_are_investigated(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let cycle = lansera::global_id::encode(service.cycle);
    let requirement = json!({
        "cycleId": cycle, "title": "Uppgifter ur folkbokföringen", "nature": "LEGAL", "demanding": true,
    });

    let business = app.client(&service.cast.business).await;
    let refused = business.change("saveRequirement", requirement.clone(), "").await;
    assert_eq!(refused.error_code(), Some("FORBIDDEN"), "{refused}");

    let owner = {
        app.given()
            .appointed(
                &service,
                ::entity::enums::Role::Management,
                &[::entity::enums::Role::Owner],
            )
            .await;
        app.client(&service.cast.owner).await
    };
    let stated = owner
        .change(
            "saveRequirement",
            requirement.clone(),
            "requirement { id version demanding }",
        )
        .await;
    assert_eq!(stated.data("saveRequirement.errors"), &json!([]), "{stated}");
    let mut investigated = requirement;
    investigated["requirementId"] = stated.data("saveRequirement.requirement.id").clone();
    investigated["version"] = stated.data("saveRequirement.requirement.version").clone();
    investigated["investigation"] = json!("Personuppgiftsbiträdesavtal finns.");
    let wanted = "requirement { version investigation versions { number changes { path before after } } }";
    let answer = owner.change("saveRequirement", investigated, wanted).await;

    assert_eq!(
        answer.data("saveRequirement.requirement"),
        &json!({
            "version": 2, "investigation": "Personuppgiftsbiträdesavtal finns.",
            "versions": [
                { "number": 2, "changes": [
                    { "path": "/investigation", "before": "null", "after": "Personuppgiftsbiträdesavtal finns." } ] },
                { "number": 1, "changes": answer.data("saveRequirement.requirement.versions.1.changes") },
            ],
        }),
        "{answer}"
    );
}
