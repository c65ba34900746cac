//! Changing what an e-service is called, what it is for, and who may see it.

use ::entity::{e_service, enums::Audience, ids::EServiceId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    propose::{index_e_service, search_text},
    queries,
};
use crate::{
    domain::{actor::Actor, collation::sort_key, permission::Permission},
    service::{
        Error, Result, Services,
        access::{place, require},
        approval, audit,
        check::{Check, NAME, TEXT},
        cycle, publication,
    },
};

/// What is changed; none leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Name.
    pub name: Option<String>,
    /// What it is for, Markdown.
    pub purpose: Option<String>,
    /// Whom it is for.
    pub audience: Option<Audience>,
    /// Whether only those with a part in it may see it.
    pub confidential: Option<bool>,
}

/// Changes an e-service. An approval that covers what changed is void from then on.
///
/// # Errors
/// `STALE`, problems with the fields, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn update(
    services: &Services,
    actor: &Actor,
    id: EServiceId,
    version: i32,
    change: Change,
) -> Result<EServiceId> {
    let mut check = Check::default();
    let name = change.name.as_deref().map(|name| check.text("name", name, NAME));
    let purpose = change
        .purpose
        .as_deref()
        .map(|purpose| check.text("purpose", purpose, TEXT));
    let now = services.now();
    let txn = services.begin().await?;
    let (before, unit_path) = queries::visible(&txn, actor, id).await?;
    require(actor, Permission::EditEService, place(id, &unit_path))?;
    check.finish()?;
    cycle::settle::hold(&txn, &before).await?;
    let name = name.unwrap_or_else(|| before.name.clone());
    let purpose = purpose.unwrap_or_else(|| before.purpose.clone());
    let result = e_service::Entity::update_many()
        .set(e_service::ActiveModel {
            search_text: Set(search_text(&name, &purpose)),
            name_key: Set(sort_key(&name)),
            name: Set(name.clone()),
            purpose: Set(purpose.clone()),
            audience: Set(change.audience.unwrap_or(before.audience)),
            confidential: Set(change.confidential.unwrap_or(before.confidential)),
            updated_at: Set(now),
            version: Set(version.saturating_add(1)),
            ..Default::default()
        })
        .filter(e_service::COLUMN.id.eq(id))
        .filter(e_service::COLUMN.version.eq(version))
        .exec(&txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    index_e_service(&txn, id, &name, &purpose).await?;
    let entry = audit::Entry {
        action: "e_service.update",
        thing_kind: "EService",
        thing_id: id.0,
        e_service_id: Some(id),
        detail: json!({
            "name": name, "purpose": purpose, "audience": change.audience, "confidential": change.confidential,
            "before": {
                "name": before.name, "purpose": before.purpose, "audience": before.audience,
                "confidential": before.confidential,
            },
        }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    if let Some(cycle_id) = before.development_cycle_id {
        approval::void::void_changed(services, &txn, Some(actor), cycle_id).await?;
        cycle::settle::settle(services, &txn, Some(actor), cycle_id).await?;
    }
    publication::renew::renew(services, &txn, id).await?;
    txn.commit().await?;
    Ok(id)
}
