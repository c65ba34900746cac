//! Writing a new suggestion.

use ::entity::{
    enums::{SearchKind, SuggestionOrigin},
    ids::{EServiceId, SuggestionId},
    suggestion,
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::{
    domain::{actor::Actor, suggestion::at_first},
    service::{
        audit,
        search::index::{Found, index},
    },
};

/// Writes a suggestion, with its audit entry and its words. Of a recipient nothing is known but what they say.
pub(super) async fn insert(
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    now: DateTime<Utc>,
    e_service_id: EServiceId,
    (body, rating): (String, Option<i32>),
) -> Result<SuggestionId, DbErr> {
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
    Ok(row.id)
}
