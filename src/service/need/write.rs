//! Writing needs: a new one, and what was handled.

use ::entity::{
    enums::{NeedSource, NeedState, SearchKind},
    ids::{EServiceId, NeedId, OrgUnitId, SuggestionId},
    need,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    domain::actor::Actor,
    service::{
        Error, Result, audit,
        search::index::{Found, index},
    },
};

/// A need that comes about, its texts checked.
#[derive(Clone, Debug)]
pub(in crate::service) struct New {
    pub(in crate::service) org_unit: OrgUnitId,
    pub(in crate::service) title: String,
    pub(in crate::service) description: String,
    pub(in crate::service) source: NeedSource,
    pub(in crate::service) concerned: String,
    pub(in crate::service) partners: String,
    /// The e-service that it belongs to from the beginning.
    pub(in crate::service) e_service: Option<EServiceId>,
    /// The suggestion that it comes from.
    pub(in crate::service) suggestion: Option<SuggestionId>,
}

/// Writes a new need, with its audit entry and its words.
pub(in crate::service) async fn insert(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
    new: New,
) -> Result<NeedId, DbErr> {
    let row = need::Model {
        id: NeedId::new(),
        org_unit_id: new.org_unit,
        search_text: search_text(&new.title, &new.description),
        title: new.title,
        description: new.description,
        source: new.source,
        concerned: new.concerned,
        partners: new.partners,
        state: match new.e_service {
            Some(_) => NeedState::Attached,
            None => NeedState::Open,
        },
        close_reason: None,
        merged_into: None,
        e_service_id: new.e_service,
        revision_id: None,
        suggestion_id: new.suggestion,
        put_forward_by: actor.user_id,
        created_at: now,
        handled_by: None,
        handled_at: None,
        version: 1,
    };
    need::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(txn)
        .await?;
    index_need(txn, &row).await?;
    let detail = json!({
        "title": row.title, "source": row.source, "orgUnit": row.org_unit_id, "suggestion": row.suggestion_id,
    });
    record(txn, actor, now, &row, ("need.put_forward", detail)).await?;
    Ok(row.id)
}

/// What a need says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Said {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) source: NeedSource,
    pub(super) concerned: String,
    pub(super) partners: String,
}

impl Said {
    /// What it says now.
    pub(super) fn of(row: &need::Model) -> Self {
        Self {
            title: row.title.clone(),
            description: row.description.clone(),
            source: row.source,
            concerned: row.concerned.clone(),
            partners: row.partners.clone(),
        }
    }
}

/// Writes what a need says from now on, if it is still at the version that was read, with its audit entry and its words.
pub(super) async fn rewrite(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
    before: &need::Model,
    said: Said,
) -> Result<()> {
    let detail = json!({ "before": Said::of(before), "after": said });
    let row = need::Model {
        search_text: search_text(&said.title, &said.description),
        title: said.title,
        description: said.description,
        source: said.source,
        concerned: said.concerned,
        partners: said.partners,
        version: before.version.saturating_add(1),
        ..before.clone()
    };
    let result = need::Entity::update_many()
        .set(need::ActiveModel {
            title: Set(row.title.clone()),
            description: Set(row.description.clone()),
            source: Set(row.source),
            concerned: Set(row.concerned.clone()),
            partners: Set(row.partners.clone()),
            search_text: Set(row.search_text.clone()),
            version: Set(row.version),
            ..Default::default()
        })
        .filter(need::COLUMN.id.eq(before.id))
        .filter(need::COLUMN.version.eq(before.version))
        .exec(txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    index_need(txn, &row).await?;
    record(txn, actor, now, &row, ("need.update", detail)).await?;
    Ok(())
}

fn search_text(title: &str, description: &str) -> String {
    format!("{} {}", title.to_lowercase(), description.to_lowercase())
}

/// Writes what was done with a need at the version that was seen; who did it and when, with its audit entry, comes by itself.
pub(super) async fn handled(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
    (before, version): (&need::Model, i32),
    change: need::ActiveModel,
    (action, detail): (&'static str, Value),
) -> Result<()> {
    let changed = need::ActiveModel {
        handled_by: Set(Some(actor.user_id)),
        handled_at: Set(Some(now)),
        version: Set(version.saturating_add(1)),
        ..change
    };
    let result = need::Entity::update_many()
        .set(changed.clone())
        .filter(need::COLUMN.id.eq(before.id))
        .filter(need::COLUMN.version.eq(version))
        .exec(txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    let e_service_id = match changed.e_service_id {
        Set(id) => id,
        _ => before.e_service_id,
    };
    let now_it_is = need::Model {
        e_service_id,
        ..before.clone()
    };
    if e_service_id != before.e_service_id {
        // Who may not see the e-service does not find the need any more.
        index_need(txn, &now_it_is).await?;
    }
    record(txn, actor, now, &now_it_is, (action, detail)).await?;
    Ok(())
}

async fn index_need(txn: &impl ConnectionTrait, row: &need::Model) -> Result<(), DbErr> {
    let found = Found {
        kind: SearchKind::Need,
        thing: row.id.0,
        e_service: row.e_service_id,
        person: Some(row.put_forward_by),
        title: &row.title,
        texts: &[&row.description, &row.concerned, &row.partners],
    };
    index(txn, found).await
}

async fn record(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
    row: &need::Model,
    (action, detail): (&'static str, Value),
) -> Result<(), DbErr> {
    let entry = audit::Entry {
        action,
        thing_kind: "Need",
        thing_id: row.id.0,
        e_service_id: row.e_service_id,
        detail,
    };
    audit::record(txn, Some(actor), now, entry).await
}
