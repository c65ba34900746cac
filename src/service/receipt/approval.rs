//! The receipt of an approval, or of its rejection.

use ::entity::ids::{ApprovalId, UserId};
use serde_json::json;

use super::{Scene, in_role, named};
use crate::{
    domain::{
        actor::Actor,
        permission::Permission,
        receipt::{DecisionRule, Receipt, answer},
    },
    global_id::encode,
    service::{Error, Result, Services, approval::queries},
};

pub(super) async fn receipt(services: &Services, actor: &Actor, id: ApprovalId) -> Result<Option<Receipt>> {
    let Some(view) = queries::by_ids(&services.db, actor, &[id]).await?.remove(&id) else {
        return Ok(None);
    };
    let row = view.row;
    let (Some(decided_by), Some(decided_at)) = (row.decided_by, row.decided_at) else {
        return Ok(None);
    };
    let Some(answer) = answer(row.state, true) else {
        return Ok(None);
    };
    let Some((scene, cycle)) = Scene::of(services, actor, row.cycle_id).await? else {
        return Ok(None);
    };
    let template = services
        .templates
        .get(&services.db, cycle.template_id)
        .await?
        .template;
    let Some(approved) = queries::approved(&services.db, &[id]).await?.remove(&id) else {
        return Ok(None);
    };
    let contributors: Vec<UserId> = serde_json::from_value(approved.contributors.clone())
        .map_err(|error| Error::Internal(format!("contributors of approval {id}: {error}")))?;
    let in_role = in_role(
        services,
        decided_by,
        row.role,
        (&scene, row.e_service_id),
        decided_at,
    )
    .await?;
    let mut people = named(services, &[decided_by, row.asked_by]).await?.into_iter();
    let (Some(decided_by), asked_by) = (people.next(), people.next()) else {
        return Ok(None);
    };
    Ok(Some(Receipt {
        iss: services.tokens.issuer().to_owned(),
        aud: services.tokens.receipt_audience(),
        iat: services.now().timestamp(),
        id: encode(id),
        kind: "Approval",
        decided_by,
        decided_at,
        in_role,
        on_behalf_of: scene.unit,
        e_service: scene.e_service,
        cycle_id: encode(scene.cycle),
        decided: json!({
            "subject": row.subject.name().to_uppercase(),
            "answer": answer.name().to_uppercase(),
            "reason": row.reason,
            "voidedAt": row.voided_at,
        }),
        content_hash: row.content_hash,
        rule: DecisionRule {
            permission: Permission::to_approve(row.subject).schema_name(),
            four_eyes: template
                .approval_rule(row.subject)
                .is_some_and(|rule| rule.four_eyes),
            asked_by,
            contributor_ids: contributors.into_iter().map(encode).collect(),
        },
    }))
}
