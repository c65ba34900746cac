//! Writing a new suggestion.

use ::entity::{
    enums::{NotificationKind, SearchKind, SuggestionOrigin},
    ids::{EServiceId, SuggestionId},
    suggestion,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::{
    domain::{actor::Actor, notification::Details, suggestion::at_first},
    service::{
        Result, Services, audit, e_service,
        notification::tell::{Occasion, Thing, tell_holders},
        search::index::{Found, index},
    },
};

/// Writes a suggestion, with its audit entry and its words. Of a recipient nothing is known but what they say.
pub(super) async fn insert(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    e_service_id: EServiceId,
    (body, rating): (String, Option<i32>),
) -> Result<SuggestionId> {
    let now = services.now();
    let row = suggestion::Model {
        id: SuggestionId::new(),
        e_service_id,
        origin: match actor {
            Some(_) => SuggestionOrigin::Staff,
            None => SuggestionOrigin::Recipient,
        },
        state: at_first(&body),
        body,
        rating,
        category: None,
        weight: None,
        reason: None,
        author_id: actor.map(|actor| actor.user_id),
        created_at: now,
        weighed_by: None,
        weighed_at: None,
        version: 1,
    };
    suggestion::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(txn)
        .await?;
    let found = Found {
        kind: SearchKind::Suggestion,
        thing: row.id.0,
        e_service: Some(e_service_id),
        person: row.author_id,
        title: "",
        texts: &[&row.body],
    };
    index(txn, found).await?;
    let entry = audit::Entry {
        action: "suggestion.make",
        thing_kind: "Suggestion",
        thing_id: row.id.0,
        e_service_id: Some(e_service_id),
        detail: json!({ "origin": row.origin, "rating": row.rating }),
    };
    audit::record(txn, actor, now, entry).await?;
    // Figures alone are for the report; words are for somebody to read.
    let operation = e_service::queries::exists(txn, e_service_id).await?;
    let operation = operation.and_then(|(row, _)| row.operation_cycle_id);
    if let Some(cycle) = operation.filter(|_| !row.body.is_empty()) {
        let thing = Thing::Cycle(cycle);
        let occasion =
            Occasion::of(NotificationKind::SuggestionReceived, e_service_id, thing, row.id).with(Details {
                by: row.author_id,
                ..Details::default()
            });
        tell_holders(services, txn, actor, occasion).await?;
    }
    Ok(row.id)
}
