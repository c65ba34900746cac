//! The receipt of a decision of management.

use ::entity::{decision, enums::Role, ids::DecisionId};
use serde_json::{Value, json};

use super::{Scene, in_role, named};
use crate::{
    domain::{
        actor::Actor,
        approval::content_hash,
        permission::Permission,
        receipt::{DecisionRule, Named, Receipt},
    },
    global_id::encode,
    service::{Result, Services, decision::queries},
};

pub(super) async fn receipt(services: &Services, actor: &Actor, id: DecisionId) -> Result<Option<Receipt>> {
    let Some(row) = queries::decision(&services.db, id).await? else {
        return Ok(None);
    };
    let Some((scene, _)) = Scene::of(services, actor, row.cycle_id).await? else {
        return Ok(None);
    };
    let in_role = in_role(
        services,
        row.decided_by,
        Role::Management,
        (&scene, row.e_service_id),
        row.decided_at,
    )
    .await?;
    let mut people = vec![row.decided_by];
    people.extend(row.service_manager_id);
    let mut people = named(services, &people).await?.into_iter();
    let Some(decided_by) = people.next() else {
        return Ok(None);
    };
    let decided = decided(&row, people.next());
    Ok(Some(Receipt {
        iss: services.tokens.issuer().to_owned(),
        aud: services.tokens.receipt_audience(),
        iat: services.now().timestamp(),
        id: encode(id),
        kind: "Decision",
        decided_by,
        decided_at: row.decided_at,
        in_role,
        on_behalf_of: scene.unit,
        e_service: scene.e_service,
        cycle_id: encode(scene.cycle),
        content_hash: content_hash(&decided),
        decided,
        rule: DecisionRule {
            permission: Permission::DecideDevelopment.schema_name(),
            four_eyes: false,
            asked_by: None,
            contributor_ids: Vec::new(),
        },
    }))
}

/// What was decided. That a later decision took its place is no part of it: what was decided stays the same, and so does its hash.
fn decided(row: &decision::Model, service_manager: Option<Named>) -> Value {
    json!({
        "outcome": row.outcome.name().to_uppercase(),
        "motive": row.motive,
        "minutesReference": row.minutes_reference,
        "hours": row.hours,
        "budgetMinor": row.budget_minor.map(|budget| budget.to_string()),
        "approach": row.approach.map(|approach| approach.name().to_uppercase()),
        "deadline": row.deadline,
        "targetGroup": row.target_group,
        "testGroup": row.test_group,
        "serviceManager": service_manager,
        "deferUntil": row.defer_until,
    })
}
